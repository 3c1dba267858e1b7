"""A server's own articles with the real library: added, corrected, listed, removed, kept apart."""

from __future__ import annotations

import asyncio
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from discord.app_commands import Group
from examples.own_articles import OWL, added
from examples.stocked_server import Form, Item, asked_to_remove, being_read, drafted, drafted_again, shown_by
from loopback.connected import running
from loopback.people import NotOfferedError, Person, text
from loopback.world import World

from bot.settings import BotSettings
from bot.state.context import Context, open_context
from knowledge.library import Library

ITEMS = {
    "draft_add": Item(drafted, "Added: 1 article"),
    "draft_replace": Item(drafted_again, "It replaces 1 earlier one"),
    "draft_discard": Item(drafted, "discarded"),
    "draft_correct": Form(drafted, "draft_corrected", {"publisher": "Hill Gazette"}, "Hill Gazette"),
    "reading_cancel": Item(being_read, "no longer being read"),
    "held_page": Item(shown_by("articles list"), "Page 2"),
    "held_pick": Item(shown_by("articles list"), "Remove", chosen="the first"),
    "held_remove": Item(asked_to_remove, "is removed"),
}
GATE = """Lock gate breaks in Harlow Quay

By Ines Maddox

3 May 2023

The old lock gate of the quay broke on Monday, and {} barges lost their berths, the harbour master said.
"""
MILL = {
    "id": "mill", "title": "Paper mill to close", "publisher": "Valley Herald", "published": "2022-06-01",
    "paragraphs": ["The paper mill of Dunmore will close in October, its owner Greta Lund said on Wednesday.",
                   "About 230 people work at the mill."],
}  # fmt: skip


@pytest.fixture
def context(settings: BotSettings):
    opened = open_context(settings, Library.open)
    yield opened
    opened.close()


@pytest.fixture
def boss(world: World) -> Person:
    return Person(world, next(iter(world.servers)), manages=True)


async def test_an_article_is_shown_before_it_counts_and_answers_afterwards(
    world: World, context: Context, boss: Person
) -> None:
    async with running(world, context):
        draft = await boss.slash("articles add", file=("owl.md", OWL.encode()))
        assert "Owl returns to the town park" in text(draft.original)
        question = "How many young birds did Vance count?"
        assert "14 young birds" not in text((await boss.slash("ask", question=question)).original)
        assert "Added: 1 article." in text((await boss.click(draft.original, "draft_add")).original)
        assert "14" in text((await boss.slash("ask", question=question)).original)
        assert "Owl returns" in text((await boss.slash("sources")).original)
        assert "added 1 article from owl.md" in text((await boss.slash("articles changes")).original)
    assert world.rejected == []


async def test_what_was_read_can_be_corrected(world: World, context: Context, boss: Person) -> None:
    async with running(world, context):
        draft = await boss.slash("articles add", file=("owl.md", OWL.encode()))
        form = (await boss.press(draft.original, "draft_correct")).form
        right = await boss.submit(form, draft.original, publisher="Hill Gazette", published="2023-04-05")
        assert "Hill Gazette" in text(right.original)
        await boss.click(right.original, "draft_add")
        assert "Hill Gazette" in text((await boss.slash("source", source="Owl returns")).original)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("published", "yesterday", "“yesterday” is not a day I understand"),
        ("published", "9024-05-03", "“9024-05-03” has not come yet"),
        ("url", "www.gazette.example/owl", "“www.gazette.example/owl” is not an address that I take"),
    ],
)
async def test_a_slip_in_a_correction_is_told_and_the_rest_is_taken(
    world: World, context: Context, boss: Person, field: str, typed: str, told: str
) -> None:
    async with running(world, context):
        draft = await boss.slash("articles add", file=("owl.md", OWL.encode()))
        form = (await boss.press(draft.original, "draft_correct")).form
        known = {"publisher": "Hill Gazette", "published": "2023-04-05", "url": "https://gazette.example/owl"}
        shown = (await boss.submit(form, draft.original, **known)).original
        form = (await boss.press(shown, "draft_correct")).form
        shown = (await boss.submit(form, shown, author="Otto Vance", **{field: typed})).original
        assert told in text(shown)
        form = (await boss.press(shown, "draft_correct")).form
        filled = {one["component"]["custom_id"]: one["component"].get("value") for one in form["components"]}
        assert filled == {"title": "Owl returns to the town park", "author": "Otto Vance", **known}
        assert "Added: 1 article." in text((await boss.click(shown, "draft_add")).original)
    assert world.rejected == []


async def test_a_digest_with_an_inferred_date_stays_one(world: World, context: Context, boss: Person) -> None:
    page = OWL.replace("# Owl returns to the town park\n", "")
    front = (
        '+++\ntitle = "Owl returns"\nkind = "digest"\npublished = 2023-04-05\n'
        'published_basis = "inferred"\n+++\n'
    )
    async with running(world, context):
        await added(boss, "owl.md", (front + page).encode())
        shown = text((await boss.slash("source", source="Owl returns")).original)
    assert "digest of an article" in shown
    assert "about <t:" in shown


async def test_a_draft_can_be_added_after_a_restart(
    world: World, settings: BotSettings, boss: Person
) -> None:
    context = open_context(settings, Library.open)
    async with running(world, context):
        draft = await boss.slash("articles add", file=("owl.md", OWL.encode()))
    context.close()
    context = open_context(settings, Library.open)
    async with running(world, context):
        assert "Added: 1 article." in text((await boss.click(draft.original, "draft_add")).original)
    context.close()


async def test_a_discarded_draft_leaves_nothing(world: World, context: Context, boss: Person) -> None:
    async with running(world, context):
        draft = await boss.slash("articles add", file=("owl.md", OWL.encode()))
        await boss.click(draft.original, "draft_discard")
        assert "no articles of its own" in text((await boss.slash("articles list")).original)
        assert "no longer there" in text((await boss.click(draft.original, "draft_add")).original)


async def test_a_zip_brings_many_and_names_what_it_cannot_read(
    world: World, context: Context, boss: Person
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a/owl.md", OWL)
        archive.writestr("mill.jsonl", json.dumps(MILL))
        archive.writestr("../../notes.docx", b"PK\x03\x04")
    async with running(world, context):
        draft = await boss.slash("articles add", file=("all.zip", packed.getvalue()))
        shown = text(draft.original)
        assert "holds 2 articles" in shown
        assert "notes.docx" in shown
        await boss.click(draft.original, "draft_add")
        listed = await boss.slash("articles list")
        assert "Paper mill to close" in text(listed.original)
        mill = next(c["value"] for c in await boss.complete("articles remove", "article", "paper"))
        asked = await boss.slash("articles remove", article=mill)
        assert "is removed" in text((await boss.click(asked.original, "held_remove")).original)
        assert "Paper mill" not in text((await boss.slash("articles list")).original)
        assert "Owl returns" in text((await boss.slash("articles list")).original)
    assert world.rejected == []


async def test_the_same_article_is_not_added_twice(world: World, context: Context, boss: Person) -> None:
    async with running(world, context):
        await added(boss, "owl.md", OWL.encode())
        assert "here already" in await added(boss, "again.md", OWL.encode())


async def test_a_corrected_article_of_the_same_title_and_day_may_replace_the_one_before(
    world: World, context: Context, boss: Person
) -> None:
    question = "How many barges lost their berths?"
    async with running(world, context):
        assert "Added: 1 article" in await added(boss, "gate.txt", GATE.format(46).encode())
        draft = await boss.slash("articles add", file=("gate.txt", GATE.format(36).encode()))
        assert "An article of this title and day is here already" in text(draft.original)
        told = text((await boss.click(draft.original, "draft_replace")).original)
        assert "Added: 1 article. This server has 1 of its own now. It replaces 1 earlier one." in told
        answer = text((await boss.slash("ask", question=question)).original)
        assert "36" in answer
        assert "46" not in answer
        assert "in place of 1 article" in text((await boss.slash("articles changes")).original)
    assert world.rejected == []


async def test_an_article_of_another_day_is_no_edition_of_the_one_before(
    world: World, context: Context, boss: Person
) -> None:
    async with running(world, context):
        await added(boss, "gate.txt", GATE.format(46).encode())
        other = GATE.format(36).replace("3 May", "4 May").encode()
        draft = await boss.slash("articles add", file=("gate.txt", other))
        assert "is here already" not in text(draft.original)


async def test_limits_are_told(world: World, settings: BotSettings, boss: Person) -> None:
    context = open_context(settings.model_copy(update={"articles": 1}), Library.open)
    async with running(world, context):
        await added(boss, "owl.md", OWL.encode())
        assert "may have 1 of its own" in await added(boss, "mill.jsonl", json.dumps(MILL).encode())
        big = await boss.slash("articles add", file=("big.txt", b"x" * ((10 << 20) + 1)))
        assert "larger than" in text(big.original)
    context.close()


@pytest.mark.parametrize("name", ["empty.txt", "noise.pdf", "broken.zip", "what.exe"])
async def test_what_is_no_article_is_told_calmly(
    world: World, context: Context, boss: Person, name: str
) -> None:
    async with running(world, context):
        talk = await boss.slash("articles add", file=(name, b"\x00\x01" if name != "empty.txt" else b" "))
        assert "holds no article that I can read" in text(talk.original)


async def test_the_digests_that_come_along_can_be_switched_off(
    world: World, context: Context, boss: Person
) -> None:
    async with running(world, context):
        assert "(digest)" in text((await boss.slash("sources")).original)
        message = (await boss.slash("dateline settings")).original
        await boss.click(message, "set_seeds")
        assert "no sources yet" in text((await boss.slash("sources")).original)
        await boss.click(message, "set_seeds")
        assert "(digest)" in text((await boss.slash("sources")).original)


async def test_facts_come_with_a_chart_where_values_have_dates(
    world: World, context: Context, boss: Person
) -> None:
    rows = [
        {"id": str(year), "title": f"Troops in {year}", "published": f"{year}-03-04",
         "paragraphs": [f"France keeps {count} soldiers in Chad, General Roux said."]}
        for year, count in ((2017, 900), (2019, 2400), (2021, 1200))
    ]  # fmt: skip
    async with running(world, context):
        await added(boss, "troops.jsonl", "\n".join(map(json.dumps, rows)).encode())
        talk = await boss.slash("facts", name="French soldiers")
    assert talk.files["chart.png"].startswith(b"\x89PNG")
    assert world.rejected == []


async def test_what_changes_on_disk_is_noticed_while_the_bot_runs(
    world: World, settings: BotSettings, boss: Person, tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "owl.md").write_text(OWL)
    library = settings.library.model_copy(update={"sources": (folder,)})
    context = open_context(
        settings.model_copy(update={"library": library, "refresh_seconds": 1.0}), Library.open
    )
    async with running(world, context) as bot:
        assert "Paper mill" not in text((await boss.slash("sources")).original)
        (folder / "mill.jsonl").write_text(json.dumps(MILL))
        assert await asyncio.to_thread(bot.context.pool.refresh) <= 1
        assert "Paper mill" in text((await boss.slash("sources")).original)
    context.close()


async def pressed(reader: Person, message: dict[str, Any], action: str) -> list[str]:
    """What a button shows, and what the buttons behind More show; nothing where there is none."""
    try:
        reader.button(message, action)
    except NotOfferedError:
        return []
    clicked = await reader.click(message, action)
    shown = [json.dumps(clicked.original) + str(clicked.files)]
    if action == "ways":
        for name in ("more", "timeline", "cited"):
            shown += await pressed(reader, clicked.original, name)
    return shown


async def walked(reader: Person) -> str:
    """Everything that a person who manages a server is shown by all commands, menus, buttons, offers."""
    shown = []
    for command, options in WALK:
        talk = await reader.slash(command, **options)
        shown.append(text(talk.original) + json.dumps(talk.original))
        for action in ("context", "good", "statements", "gaps_export", "draft_discard", "ways"):
            shown += await pressed(reader, talk.original, action)
    for menu, words in (("Check against the sources", "Birds in the park."), ("Answer this", "Who was it?")):
        shown.append(json.dumps((await reader.menu(menu, words)).original))
    shown.append(json.dumps(await reader.ask("Which birds are in the park? Who closes the mill?")))
    for command, focus in (
        ("facts", "name"), ("timeline", "topic"), ("source", "source"), ("articles remove", "article"),
        ("ask", "question"),
    ):  # fmt: skip
        offered = [
            await reader.complete(command, focus, typed) for typed in ("", "o", "v", "returns", "close")
        ]
        shown.append(json.dumps(offered))
    return "\n".join(shown)


WALK: tuple[tuple[str, dict[str, Any]], ...] = (
    ("ask", {"question": "How many birds were counted?"}), ("ask", {"question": "Who owns the mill?"}),
    ("ask", {"question": "?"}), ("check", {"claim": "A bird came."}),
    ("check", {"claim": "The mill closes."}),
    ("timeline", {}), ("timeline", {"topic": "park"}), ("timeline", {"first": "never"}),
    ("facts", {"name": "ranger"}), ("facts", {"name": "owner"}), ("sources", {}),
    ("source", {"source": "returns"}), ("source", {"source": "mill"}), ("help", {}), ("about", {}),
    ("privacy", {}), ("gaps", {}), ("articles list", {}), ("articles remove", {"article": "returns"}),
    ("articles changes", {}), ("articles hidden", {}), ("articles add", {"file": ("empty.md", b" ")}),
    ("dateline settings", {}), ("dateline stats", {}), ("dateline editors", {}), ("dateline channel", {}),
    ("feeds add", {"url": "http://127.0.0.1/"}), ("feeds list", {}), ("feeds remove", {"feed": "owls"}),
    ("feeds weekly", {}), ("feeds quiet", {"hours": "22-7"}), ("feeds keep", {"keep": "9"}),
    ("follow", {"topic": "birds in the park"}), ("following", {}),
    ("unfollow", {"topic": "birds in the park"}),
)  # fmt: skip
OWLS = ("owl", "vance", "brindle", "otto", "14 young")
MILLS = ("dunmore", "greta", "lund", "valley herald", "230 people")


async def test_no_word_of_one_servers_articles_shows_in_another(world: World, context: Context) -> None:
    here, there = (Person(world, server, manages=True) for server in world.servers)
    async with running(world, context) as bot:
        await added(here, "owl.md", OWL.encode())
        await added(there, "mill.jsonl", json.dumps(MILL).encode())
        await here.slash("ask", question="What did Otto Vance of Brindle sing?")
        await there.slash("ask", question="What does Greta Lund of Dunmore sing?")
        seen_here, seen_there = await walked(here), await walked(there)
        commands = {c.qualified_name for c in bot.tree.walk_commands() if not isinstance(c, Group)}
    assert commands <= {command for command, _ in WALK}
    for seen, own, secret in ((seen_here, OWLS, MILLS), (seen_there, MILLS, OWLS)):
        assert "Something went wrong" not in seen
        assert [word for word in own if re.search(rf"\b{word}\b", seen, re.IGNORECASE)]
        assert [word for word in secret if re.search(rf"\b{word}\b", seen, re.IGNORECASE)] == []
    assert world.rejected == []


async def test_an_article_with_an_unusual_line_end_can_be_added_and_removed(
    world: World, context: Context, boss: Person
) -> None:
    page = "Bridge of Elmford\n\nThe bridge was shut on Monday\u0085and opened\u2028on Tuesday, Berg said.\n"
    async with running(world, context):
        assert "Added: 1 article." in await added(boss, "bridge.txt", page.encode())
        assert "opened" in text((await boss.slash("ask", question="When was the bridge shut?")).original)
        asked = await boss.slash("articles remove", article="Bridge of Elmford")
        assert "is removed" in text((await boss.click(asked.original, "held_remove")).original)
        assert "no articles of its own" in text((await boss.slash("articles list")).original)
