"""The quotation of a digest links to the article that it retells, where that has an address."""

from __future__ import annotations

from contextlib import closing

import pytest
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.settings import BotSettings
from bot.state.context import open_context
from knowledge.library import Library

ADDRESS = "https://courier.example/2026/crane_lifted"
DIGEST = """+++
title = "Crane lifted in Port Marlow"
kind = "digest"
{} = "{}"
+++

The crane of Port Marlow was lifted by forty workers on Friday, the harbour office said.

It had fallen on a warehouse in the spring, and nobody was hurt then.
"""


@pytest.mark.parametrize(
    ("field", "value", "linked"),
    [("url", ADDRESS, True), ("original", ADDRESS, True), ("original", "crane.txt", False)],
)
async def test_a_digest_links_to_the_whole_article(
    world: World, settings: BotSettings, field: str, value: str, linked: bool
) -> None:
    with closing(open_context(settings, Library.open)) as context:
        async with running(world, context):
            boss = Person(world, next(iter(world.servers)), manages=True)
            file = ("crane.md", DIGEST.format(field, value).encode())
            await boss.click((await boss.slash("articles add", file=file)).original, "draft_add")
            shown = text((await boss.slash("ask", question="How many workers lifted the crane?")).original)
    assert "(digest)" in shown
    assert (f"](<{ADDRESS}>)" in shown) is linked
