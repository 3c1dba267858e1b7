"""Each message's structure as it is sent, checked in; run this file to write them anew."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot import render, tables
from bot.card import Card, Picture
from bot.desk import telling, voting
from bot.room import Asker
from bot.views import form, layout
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
    yield "answer", render.answer(answered(), 12, threads=True)
    yield "correction", render.answer(answered(correcting=True), 12, shown=False, voting=False)
    yield "silence", render.answer(silent(), 13)
    yield "unkept", render.answer(answered(), 0)
    around = [
        Sentence(0, "lamp.md", p, n, s, s + 5, words)
        for p, n, s, words in (
            (1, 2, 0, "It is dark in Elmford."),
            (2, 3, 10, LAMPS),
            (2, 4, 90, "Then it snows."),
        )
    ]
    yield "passage", render.passage(cited(LAMPS), around)
    yield "evidence", render.evidence("How many lamps?", (cited(LAMPS), cited(FEWER, 2)))
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
    yield "facts", tables.fact_sheet(sheet())
    source = Source(
        id="lamp.md", title="New lamps", publisher="Elm Weekly", author="Ida Moss",
        published=date(2021, 2, 3),
        published_basis="inferred", published_note="From “last week” in the text.", kind="digest",
        url="https://elm.example/lamps",
    )  # fmt: skip
    yield "source", render.source(source, [LAMPS])
    yield "sources", render.sources([source] * 9, 0)
    yield "help", telling.helping(Asker(1, 2, 3, 0, manages=True), ("How many lamps?", "Who?"))
    yield "trouble", render.trouble()


def structure(card: Card) -> list[dict]:
    return layout(card).to_components()


def written(found: object) -> str:
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("name", [name for name, _ in cards()])
async def test_a_message_is_built_as_checked_in(name: str) -> None:
    card = dict(cards())[name]
    assert written(structure(card)) == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


async def test_the_form_for_a_vote_is_built_as_checked_in() -> None:
    found = written(form(voting.reason_form(12)).to_dict())
    assert found == (GOLDEN / "form_vote.json").read_text(encoding="utf-8")


def test_every_golden_file_is_tested() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == {name for name, _ in cards()} | {"form_vote"}


async def write() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for name, card in cards():
        (GOLDEN / f"{name}.json").write_text(written(structure(card)), encoding="utf-8")
    (GOLDEN / "form_vote.json").write_text(written(form(voting.reason_form(12)).to_dict()), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(write())
