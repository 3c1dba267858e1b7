"""What the tab key offers in the terminal chat."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.state.context import Context
from bot.state.recent import Asker
from bot.terminal.completion import offers
from bot.terminal.typed import NAMES

ASKER = Asker(1, 1, 1, 0.0, manages=True)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/fac", ["/facts "]),
        ("/facts ad", ["/facts Ada Finch"]),
        ("/timeline oak", ["/timeline Oakholm"]),
        ("/articles re", ["/articles remove"]),
        ("/source Ferry", ["/source Ferry line closes"]),
        ("who is", []),
        ("/nonsense x", []),
    ],
)
def test_commands_names_and_sources_are_completed(context: Context, typed: str, offered: list[str]) -> None:
    assert offers(context, ASKER, typed, NAMES) == offered


def test_a_path_is_completed_for_an_article_to_add(context: Context, tmp_path: Path) -> None:
    (tmp_path / "news.md").write_text("# News")
    assert offers(context, ASKER, f"/articles add {tmp_path}/ne", NAMES) == [
        f"/articles add {tmp_path}/news.md"
    ]


def test_a_folder_that_is_not_there_offers_nothing(context: Context) -> None:
    assert offers(context, ASKER, "/articles add /nowhere/at/all/", NAMES) == []
