"""/facts: names, and what is offered while typing one."""

from __future__ import annotations

from typing import Any

import pytest
from examples.stocked_server import Item, shown_by
from loopback.people import Person, text

from bot.app import Dateline


async def facts_on(boss: Person) -> dict[str, Any]:
    """What stands behind More under a fact sheet."""
    shown = (await boss.slash("facts", name="Otto Vance")).original
    return (await boss.click(shown, "ways")).original


ITEMS = {
    "statements": Item(shown_by("facts", name="Otto Vance"), "What is said by and about"),
    "sheet_file": Item(facts_on, "Which file?"),
}


async def test_facts_about_a_name_and_a_name_that_nobody_knows(bot: Dateline, reader: Person) -> None:
    assert "Said" in text((await reader.slash("facts", name="Ada Finch")).original)
    assert "nearest: Milltown" in text((await reader.slash("facts", name="Zebulon")).original)


async def test_a_fact_sheet_tells_no_name_twice_and_leads_nowhere_in_vain(
    bot: Dateline, reader: Person
) -> None:
    sheets = [(await reader.slash("facts", name=name)).original for name in ("Ada Finch", "Milltown")]
    for name, sheet in zip(("Ada Finch", "Milltown"), sheets, strict=True):
        assert f"named so: {name} —" not in text(sheet)
    for sheet in sheets:
        if "Statements" in text(sheet):
            assert "What is said by and about" in text((await reader.click(sheet, "statements")).original)


async def test_names_are_offered_while_typing(bot: Dateline, reader: Person) -> None:
    assert [c["value"] for c in await reader.complete("facts", "name", "ad")] == ["Ada Finch"]
    assert [c["value"] for c in await reader.complete("timeline", "topic", "oak")] == ["Oakholm"]


@pytest.mark.parametrize(("kind", "holds"), [("csv", "statements,"), ("md", "# Ada Finch")])
async def test_a_fact_sheet_is_taken_away_as_a_file(
    bot: Dateline, reader: Person, kind: str, holds: str
) -> None:
    shown = (await reader.slash("facts", name="Ada Finch")).original
    ways = (await reader.click(shown, "ways")).original
    offered = (await reader.click(ways, "sheet_file")).original
    talk = await reader.click(offered, f"sheet_file/{kind}")
    assert holds in talk.files[f"facts.{kind}"].decode()
