"""What stands behind More under an answer, and how few buttons stand before it."""

from __future__ import annotations

from typing import Any

import pytest
from examples.stocked_server import Item, answered, shown_to_one, ways_on
from loopback import rules
from loopback.people import NotOfferedError, Person, text
from loopback.world import World

from bot.app import Dateline

QUESTION = "How heavy is the crane of the harbour?"
ITEMS = {
    "ways": Item(answered, "Timeline"),
    "cited": Item(ways_on, "The sources of this answer"),
    "show": Item(shown_to_one, "young birds"),
}


def buttons(message: dict[str, Any]) -> list[str]:
    return [one["label"] for one in rules.walk(message["components"]) if one["type"] == 2]


@pytest.mark.parametrize(
    ("command", "given"),
    [
        ("ask", {"question": QUESTION}), ("ask", {"question": "Who painted the moon of Zebulon?"}),
        ("check", {"claim": "The crane weighs 70 tonnes, the harbour said."}),
        ("facts", {"name": "Ada Finch"}),
    ],
)  # fmt: skip
async def test_four_buttons_at_most_stand_under_an_answer(
    bot: Dateline, reader: Person, command: str, given: dict[str, str]
) -> None:
    message = (await reader.slash(command, **given)).original
    assert 2 <= len(buttons(message)) <= 4
    assert buttons(message)[-1] == "More …"


async def test_the_sources_of_an_answer_are_its_own(bot: Dateline, reader: Person) -> None:
    answer = (await reader.slash("ask", question=QUESTION)).original
    ways = (await reader.click(answer, "ways")).original
    shown = text((await reader.click(ways, "cited")).original)
    assert "Harbour to get a new crane" in shown
    assert "Ferry line closes" not in shown


async def test_a_private_answer_can_be_shown_to_all(bot: Dateline, reader: Person, world: World) -> None:
    answer = (
        await reader.menu("Check against the sources", "The crane of the harbour has 70 tonnes.")
    ).original
    ways = (await reader.click(answer, "ways")).original
    shown = await reader.click(ways, "show")
    assert not shown.ephemeral
    assert "Contradicted" in text(shown.original)
    again = (await reader.click(shown.original, "ways")).original
    with pytest.raises(NotOfferedError):
        reader.button(again, "show")
    assert world.rejected == []


async def test_nothing_is_shown_to_all_where_the_bot_does_not_answer(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    answer = (await boss.slash("ask", question=QUESTION, private=True)).original
    ways = (await boss.click(answer, "ways")).original
    await boss.click((await boss.slash("dateline settings")).original, "set_channels", str(server + 2))
    shown = await boss.click(ways, "show")
    assert shown.ephemeral
    assert "do not answer in this channel" in text(shown.original)


async def test_a_fact_sheet_and_a_verdict_lead_on(bot: Dateline, reader: Person) -> None:
    facts = (await reader.slash("facts", name="Ada Finch")).original
    assert "Timeline: Ada Finch" in text((await reader.click(facts, "timeline")).original)
    assert "said by and about Ada Finch" in text((await reader.click(facts, "statements")).original)
    form = (await reader.press(facts, "follow_up")).form
    asked = await reader.submit(form, facts, question="How heavy is the crane?")
    assert "90 tonnes" in text(asked.original)
    checked = (await reader.slash("check", claim="The crane of the harbour has 70 tonnes.")).original
    assert "Thank you" in text((await reader.click(checked, "good")).original)


async def test_the_confirmation_of_a_thread_links_to_it(bot: Dateline, reader: Person, world: World) -> None:
    answer = (await reader.slash("ask", question=QUESTION)).original
    ways = (await reader.click(answer, "ways")).original
    confirmed = text((await reader.click(ways, "thread")).original)
    assert f"https://discord.com/channels/{reader.server}/{world.threads[-1]['id']}" in confirmed
    assert world.threads[-1]["id"] == answer["id"]
