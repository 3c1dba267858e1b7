"""/dateline stats."""

from __future__ import annotations

from contextlib import closing

from examples.stocked_server import Item, shown_by
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.app import Dateline
from bot.settings import BotSettings
from bot.state.context import open_context
from knowledge.library import Library


async def figures_shown(boss: Person) -> dict:
    """The figures, after a question."""
    await boss.slash("ask", question="How many young birds did ranger Vance count in the oak?")
    return await shown_by("dateline stats")(boss)


ITEMS = {"stats_export": Item(figures_shown, "statistics.csv")}


async def test_what_was_asked_is_counted_by_what_became_of_it(bot: Dateline, world: World) -> None:
    server = next(iter(world.servers))
    boss = Person(world, server, manages=True)
    answer = (await boss.slash("ask", question="How heavy is the crane of Milltown?")).original
    await boss.click(answer, "good")
    await boss.slash("ask", question="Which emperor painted the ceiling of Milltown?")
    for ident, no_question in enumerate(("hello", "thanks!", "write a poem", "lighthouse"), start=40):
        await Person(world, server, ident=ident).slash("ask", question=no_question)
    shown = await boss.slash("dateline stats")
    assert text(shown.original).count("asked: 2") == 2  # in a week, in a month
    assert "answered: 1 (50%)" in text(shown.original)
    assert "👍 1 · 👎 0" in text(shown.original)
    assert "silent, not told in the sources: 1" in text(shown.original)
    assert "Milltown (2)" in text(shown.original)
    exported = await boss.click(shown.original, "stats_export")
    table = exported.files["statistics.csv"].decode().splitlines()
    assert table[:3] == ["what,In a week,In a month", "asked,2,2", "answered,1,1"]
    assert world.rejected == []


ASSEMBLY = """# Assembly

The United Nations met in Milltown on Monday. The United Nations asked 68 nations for money, said Marta Brask.

Marta Brask told reporters in Milltown that the harbour would be opened in May by the mayor.
"""


async def test_a_word_that_a_name_holds_is_not_that_name(world: World, settings: BotSettings) -> None:
    boss = Person(world, next(iter(world.servers)), manages=True)
    with closing(open_context(settings, Library.open)) as context:
        async with running(world, context):
            draft = await boss.slash("articles add", file=("assembly.md", ASSEMBLY.encode()))
            await boss.click(draft.original, "draft_add")
            for about in (
                "How many nations paid?",
                "Who leads the Union of Nations?",
                "What did brask tell reporters?",
            ):
                await boss.slash("ask", question=about)
            shown = text((await boss.slash("dateline stats")).original)
            assert "United Nations" not in shown
            assert "Marta Brask (1)" in shown
            await boss.slash("ask", question="Where did the United Nations meet?")
            assert "United Nations (1)" in text((await boss.slash("dateline stats")).original)


async def test_figures_are_for_managers_and_of_their_own_server(bot: Dateline, world: World) -> None:
    here, there = (Person(world, server, manages=True) for server in world.servers)
    await here.slash("ask", question="How heavy is the crane of Milltown?")
    assert "Nothing has been asked here" in text((await there.slash("dateline stats")).original)
