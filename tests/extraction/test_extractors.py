"""What holds of every extractor in the list, and of a new one."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from knowledge.extraction.extract import EXTRACTORS, extract
from knowledge.extraction.registry import Extraction, Extractor
from knowledge.factsheets.pipeline import fact_sheet
from knowledge.model import Article, Mention, Relation, Source
from knowledge.presentation import lines
from knowledge.storage.sqlite_store import open_store
from knowledge.text.sentences import sentences

ARTICLE = Article.of(
    Source(id="s", title="Port", published=date(2021, 5, 3)), ["Ada Finch rents from Tidewater Holdings."]
)


def _rents_from(extraction: Extraction) -> Iterator[Relation]:
    """Who rents from whom."""
    person, firm = extraction.of(Mention)
    yield Relation(
        start=person.start, end=firm.end, rule="rents_from",
        name="rents from", subject=person.entity, object=firm.entity,
    )  # fmt: skip


def test_each_extractor_has_a_name_a_docstring_and_a_test() -> None:
    assert len({extractor.name for extractor in EXTRACTORS}) == len(EXTRACTORS)
    tested = {name for path in Path(__file__).parent.glob("test_*.py") for name in _imported(path)}
    for extractor in EXTRACTORS:
        module = importlib.import_module(extractor.find.__module__)
        assert module.__doc__
        assert module.__name__ in tested, f"{extractor.name} has no test"


def _imported(path: Path) -> Iterator[str]:
    """The modules that a test imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_a_new_relation_is_kept_found_and_shown_by_its_extractor_alone() -> None:
    found = extract(
        ARTICLE, sentences(ARTICLE), extractors=(*EXTRACTORS, Extractor("rents_from", _rents_from))
    )
    with closing(open_store()) as store:
        store.put(ARTICLE, sentences(ARTICLE), found, digest="")
        (stored,) = store.facts("relation", name="tidewater holdings")
        assert isinstance(stored.fact, Relation)
        sheet = fact_sheet("Ada Finch", store)
    assert [told.text for told in sheet.relations] == ["Ada Finch rents from Tidewater Holdings"]
    told = ["".join(piece.text for piece in line) for line in lines.fact_sheet(sheet)]
    assert any("Ada Finch rents from Tidewater Holdings" in line for line in told)


def test_an_extractor_can_be_left_out() -> None:
    without = [extractor for extractor in EXTRACTORS if extractor.name != "names"]
    assert not any(isinstance(f, Mention) for f in extract(ARTICLE, sentences(ARTICLE), extractors=without))
