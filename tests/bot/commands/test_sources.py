"""/sources: the articles, page by page."""

from __future__ import annotations

from examples.stocked_server import Item, cited_by_an_answer, shown_by
from loopback.people import Person, text

from bot.app import Dateline

ITEMS = {
    "sources": Item(cited_by_an_answer, "Owl number"),
    "sources_page": Item(shown_by("sources"), "Page 2"),
}


async def test_sources_one_source_and_help_are_shown_in_private(bot: Dateline, reader: Person) -> None:
    sources = await reader.slash("sources")
    assert "Harbour to get a new crane" in text(sources.original)
    one = await reader.slash("source", source="ferry")
    assert "Ferry line closes" in text(one.original)
    assert "digest" in text(one.original)
    helped = await reader.slash("help")
    assert "/ask" in text(helped.original)
    assert all(talk.ephemeral for talk in (sources, one, helped))
