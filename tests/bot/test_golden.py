"""Each message's structure as it is sent, checked in; run this file to write them anew."""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from examples.small_library import HARBOUR, SmallLibrary

from bot.cards import answers as answer_cards
from bot.cards import sources as source_cards
from bot.cards import tables
from bot.cards import ways as way_cards
from bot.cards.card import Card, Form, Picture
from bot.cards.plain import trouble
from bot.cards.ways import Place
from bot.delivery.views import form, layout
from bot.services import about, answers, articles, drafts, votes
from bot.services import settings as services_settings
from bot.settings import BotSettings
from bot.state import own_articles
from bot.state.context import open_context
from bot.state.recent import Asker
from knowledge import __version__
from knowledge.model import (
    Answer,
    CheckedClaim,
    Citation,
    Conflict,
    Difference,
    Entry,
    FactSheet,
    Period,
    Sentence,
    Source,
    Span,
    Support,
    Timeline,
    Told,
)
from knowledge.settings import Settings

GOLDEN = Path(__file__).parent / "golden"


def cited(quote: str, n: int = 1, **more) -> Citation:
    return Citation.model_validate(
        {
            "n": n, "source": "lamp.md", "title": "New lamps for Elmford", "publisher": "Elm Weekly",
            "published": date(2021, 2, 3), "published_basis": "printed", "kind": "article", "paragraph": 2,
            "sentence": 3, "start": 10, "end": 10 + len(quote), "quote": quote, "stance": "supports",
            "score": 0.9, "url": "https://elm.example/lamps", **more,
        }
    )  # fmt: skip


LAMPS = "The board of Elmford will put up 120 lamps before winter."
FEWER = "Elmford has ordered only 90 lamps, the maker said."


def answered(**more) -> Answer:
    first = cited(LAMPS)
    digest = cited(
        FEWER, 2, stance="differs", kind="digest", publisher="Lamp Trade", published_basis="inferred"
    )
    return Answer.model_validate(
        {
            "question": "How many lamps will Elmford put up?", "status": "answered", "reason": None,
            "confidence": 0.8, "answer": LAMPS, "highlight": Span(33, 42), "citations": (first, digest),
            "evidence": (first, digest),
            "support": Support(agreeing=("Elm Weekly", "Radio Elm"), differing=("Lamp Trade",)), **more,
        }
    )  # fmt: skip


def silent() -> Answer:
    return answered().model_copy(
        update={
            "status": "unanswered", "reason": "No source names “Oakford”.", "answer": None, "highlight": None,
            "citations": (), "evidence": (cited(LAMPS, stance="nearest"),), "support": Support(),
            "understood": "How many lamps will Oakford put up?",
            "suggestions": ("How many lamps will Elmford put up?", "Who put up the notice?"),
        }
    )  # fmt: skip


def timeline() -> Timeline:
    def entry(start, end, precision, status, conflict=None) -> Entry:
        return Entry(
            start=start, end=end, precision=precision, status=status, text=LAMPS, citations=(cited(LAMPS),),
            conflict=conflict,
        )  # fmt: skip

    return Timeline(
        query="lamps",
        events=(
            entry("2020-01-01", "2020-12-31", "year", "stated"),
            entry("2021-01-01", "2021-01-31", "month", "stated"),
            entry("2021-02-03", "2021-02-03", "day", "stated", "120 lamps, or 90"),
            entry(None, "2021-02-05", "day", "bound"),
            entry("2021-03-01", None, "day", "planned"),
            entry("2021-03-08", "2021-03-09", "span", "planned"),
        ),
    )


def sheet() -> FactSheet:
    told = Told(text="120", label="lamps", as_of=None, citations=(cited(LAMPS),))
    other = Told(
        text="90", label="lamps",
        as_of=Period(first=date(2021, 2, 3), after=date(2021, 2, 4)), citations=(cited(FEWER),),
    )  # fmt: skip
    return FactSheet(
        name="Elmford", kind="place", aliases=(told,), roles=(told,), figures=(told, other),
        statements=(told,),
        differences=(Difference(what="lamps", kind="contradiction", told=(told, other)),),
    )  # fmt: skip


def cards() -> Iterator[tuple[str, Card]]:
    yield "answer", answer_cards.answer(answered(), 12)
    yield "correction", answer_cards.answer(answered(correcting=True), 12, shown=False, voting=False)
    yield "silence", answer_cards.answer(silent(), 13)
    yield "unkept", answer_cards.answer(answered(), 0)
    around = [
        Sentence(0, "lamp.md", p, n, s, s + 5, words)
        for p, n, s, words in (
            (1, 2, 0, "It is dark in Elmford."),
            (2, 3, 10, LAMPS),
            (2, 4, 90, "Then it snows."),
        )
    ]
    yield "passage", answer_cards.passage(cited(LAMPS), around)
    yield "evidence", answer_cards.evidence("How many lamps?", (cited(LAMPS), cited(FEWER, 2)))
    yield "timeline", tables.timeline(timeline(), 14)
    yield "timeline_last_page", tables.timeline(timeline(), 14, 1)
    yield (
        "timeline_picture",
        tables.timeline(timeline(), 14, picture=Picture("timeline.png", b"", "Six events")),
    )
    yield "timeline_empty", tables.timeline(Timeline(query="mills", events=(), nearest=("lamps",)), 14)
    conflict = Conflict(what="number", claimed="70", found="120")
    yield (
        "contradicted",
        tables.checked(
            CheckedClaim(
                claim="Elmford puts up 70 lamps.", verdict="contradicted", exact=False,
                citations=(cited(LAMPS, stance="differs"),), conflicts=(conflict,),
            ), 15,
        ),
    )  # fmt: skip
    yield (
        "supported",
        tables.checked(
            CheckedClaim(claim=LAMPS, verdict="supported", exact=True, citations=(cited(LAMPS),)), 15
        ),
    )
    nearest = (cited(LAMPS, stance="nearest"),)
    yield (
        "not_found",
        tables.checked(
            CheckedClaim(claim="It rains.", verdict="not found", exact=False, citations=(), nearest=nearest),
            15,
        ),
    )
    yield "facts", tables.fact_sheet(sheet(), 16)
    yield "statements", tables.statements(sheet(), 16)
    for kind, place in (("ask", Place(18, threads=True)), ("check", Place()), ("facts", Place(18))):
        yield f"ways_{kind}", way_cards.ways(kind, "Elmford", 16, place, voting=True)
    both = Told(text=LAMPS, citations=(cited(LAMPS),))
    pair = FactSheet(name="Elmford and Brindle Hill", kind=None, together=(both,))
    yield "facts_together", tables.fact_sheet(pair)
    source = Source(
        id="lamp.md", title="New lamps", publisher="Elm Weekly", author="Ida Moss",
        published=date(2021, 2, 3),
        published_basis="inferred", published_reason="From “last week” in the text.", kind="digest",
        url="https://elm.example/lamps",
    )  # fmt: skip
    yield "source", source_cards.source(source, [LAMPS])
    yield "sources", source_cards.sources([source] * 9, 0)
    yield "trouble", trouble()


def service_cards(home: Path) -> Iterator[tuple[str, Card]]:
    """Cards that need something kept: made over a folder of their own, at a fixed moment."""
    boss = Asker(7, 2, 3, 1_700_000_000.0, manages=True)
    context = open_context(BotSettings(library=Settings(home=home)), SmallLibrary.open)
    yield "about", about.about(context, boss)
    yield "privacy", about.privacy(context)
    yield "forgotten", about.forget(context, boss)
    yield "settings", services_settings.settings(context, boss)
    yield "settings_changed", services_settings.change(context, boss, "set_channels", ("11", "12"))
    answers.ask(context, boss, "Who painted the town hall green?")
    answers.ask(context, boss, "Who painted the town hall green??")
    yield "gaps", votes.gaps(context, boss)
    yield "gaps_export", votes.exported(context, boss)
    owl = b"# Owl returns\n\nA snowy owl was seen in the park of Brindle Hill, the ranger said on Tuesday.\n"
    yield "draft", drafts.draft(context, boss, "owl.md", owl)
    rows = [
        {"id": f"n{n}", "title": f"Notice {n}", "text": f"Lamp {n} is out, the board said."}
        for n in range(12)
    ]
    many = "\n".join(map(json.dumps, rows)).encode()
    yield "draft_many", drafts.draft(context, boss, "notices.jsonl", many)
    yield "draft_unreadable", drafts.draft(context, boss, "noise.txt", b"\x00\x01")
    own_articles.keep(home / "servers" / "7" / "articles" / "1.jsonl", [own_articles.row_of(HARBOUR)])
    yield "held", articles.listed(context, boss)
    yield "held_removal", articles.ask_removal(context, boss, "Harbour to get a new crane")
    yield "changes", articles.changes(context, boss)
    yield "refused", articles.listed(context, boss._replace(manages=False))
    context.close()


def forms(home: Path) -> Iterator[tuple[str, Form]]:
    yield "form_vote", votes.reason_form(12)
    yield "form_follow", answers.follow_form(12)
    boss = Asker(7, 2, 3, 1_700_000_000.0, manages=True)
    context = open_context(BotSettings(library=Settings(home=home)), SmallLibrary.open)
    draft = drafts.draft(
        context, boss, "owl.md", b"# Owl returns\n\nA snowy owl was seen in the park on Tuesday, he said.\n"
    )
    wanted = drafts.correction(context, boss, draft.blocks[-1].buttons[0].ref)
    assert wanted is not None
    yield "form_correction", wanted
    context.close()


def structures(home: Path) -> dict[str, str]:
    found: dict[str, object] = {}
    for name, card in (*cards(), *service_cards(home / "services")):
        found[name] = layout(card).to_components()
        if card.attachment is not None:
            found[name] = [found[name], card.attachment[0], card.attachment[1].decode()]
    for name, wanted in forms(home / "forms"):
        found[name] = form(wanted).to_dict()
    return {
        name: _settled(json.dumps(one, indent=1, ensure_ascii=False)) + "\n" for name, one in found.items()
    }


def _settled(told: str) -> str:
    """Without what differs each time: the version, and ids, which nobody can guess."""
    return re.sub(r"(\"dl/\w+/)\d{6,}/", r"\1ID/", told.replace(__version__, "VERSION"))


async def test_every_message_and_form_is_built_as_checked_in(tmp_path: Path) -> None:
    found = structures(tmp_path)
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(found)
    for name, one in found.items():
        assert one == (GOLDEN / f"{name}.json").read_text(encoding="utf-8"), name


async def write() -> None:
    GOLDEN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name, one in structures(Path(home)).items():
            (GOLDEN / f"{name}.json").write_text(one, encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write())
