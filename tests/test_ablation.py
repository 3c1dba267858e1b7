"""The switches of benchmarks/ablation.py find what they switch off, and the rest goes on without it."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from knowledge.indexing.prepare import prepared
from knowledge.model import Article, Source

NEWS = Article.of(
    Source(id="a", title="Ferries stop", published=date(2021, 5, 3)),
    [
        "Ada Finch (AF), mayor of Oster, said on Monday that the ferries that stopped rose from 12 to 40.",
        "Her union denied that it had called off a strike of 3 to 9 June; it began in 1924 with Otto Brand.",
    ],
)


def _script() -> ModuleType:
    path = Path(__file__).parents[1] / "benchmarks" / "ablation.py"
    spec = importlib.util.spec_from_file_location("ablation", path)
    assert spec
    assert spec.loader
    module = sys.modules["ablation"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


ABLATION = _script()
SWITCHES = list(ABLATION.switches())


def _named(switch: Any) -> str:
    return f"{switch.group}-{switch.name}"


@pytest.mark.parametrize("switch", [s for s in SWITCHES if s.group in ABLATION.INDEXED], ids=_named)
def test_an_article_is_prepared_without_any_one_rule(switch: Any) -> None:
    with ABLATION.off(switch):
        assert prepared(NEWS).sentences


@pytest.mark.parametrize("switch", [s for s in SWITCHES if s.group not in ABLATION.INDEXED], ids=_named)
def test_what_is_switched_off_when_asking_is_still_there(switch: Any) -> None:
    with ABLATION.off(switch):
        assert all(ABLATION._bound(place)[0] is not None for place, _ in switch.places)


def test_a_rule_has_its_say_again_behind_its_measurement() -> None:
    roles = next(s for s in SWITCHES if (s.group, s.name) == ("extractors", "roles"))
    with ABLATION.off(roles):
        without = prepared(NEWS).facts
    assert len(without) < len(prepared(NEWS).facts)
