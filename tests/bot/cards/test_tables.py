"""When something happened, in the bot's timeline: no day more and no day less than is known."""

from __future__ import annotations

from datetime import date

import pytest

from bot.cards import tables
from bot.cards.card import Text
from bot.messages.dates import written
from knowledge.model import Citation, Entry, FactSheet, Told
from knowledge.text.wording import days

CITED = Citation(
    n=1, source="gate.md", title="The gate", publisher="Quay Post", published=date(2021, 5, 4),
    kind="article", paragraph=1, sentence=1, start=0, end=3, quote="It.", stance="supports", score=1.0,
)  # fmt: skip


def entry(start: str | None, end: str | None, precision: str, status: str) -> Entry:
    known = {"start": start, "end": end, "precision": precision, "status": status}
    return Entry.model_validate({**known, "text": "It.", "citations": (CITED,)})


def test_a_fact_sheet_says_no_line_twice() -> None:
    said = Told(text="The gate of the old basin broke on Monday.", label="said", citations=(CITED,))
    figures = [Told(text="48", label=label, citations=(CITED,)) for label in ("boats", "berths", "boats")]
    sheet = FactSheet(
        name="Ilse Marrant", kind="person", figures=tuple(figures), statements=(said, said),
        roles=(Told(text="Port director", citations=(CITED,)),),
        aliases=(
            Told(text="Ilse Marrant", label="named so", citations=(CITED,)),
            Told(text="port director", label="by office", citations=(CITED,)),
        ),
        together=(said.model_copy(update={"label": None}),),
    )  # fmt: skip
    card = tables.fact_sheet(sheet)
    shown = "".join(piece.text for block in card.blocks if isinstance(block, Text) for piece in block.pieces)
    assert shown.count("The gate of the old basin broke") == 1
    assert shown.casefold().count("port director") == 1
    assert "named so" not in shown
    assert (shown.count("boats: 48"), shown.count("berths: 48")) == (1, 1)


@pytest.mark.parametrize(
    ("known", "said", "in_the_terminal"),
    [
        (entry("2021-05-04", "2021-05-04", "day", "stated"), "4 May 2021", "4 May 2021"),
        (entry("2021-05-01", "2021-05-31", "month", "stated"), "May 2021", "May 2021"),
        (entry("2021-05-01", "2021-05-27", "month", "stated"), "1 May 2021 – 27 May 2021", "1–27 May 2021"),
        (entry("2021-01-01", "2021-12-31", "year", "stated"), "2021", "2021"),
        (entry("2014-01-01", "2016-12-31", "year", "stated"), "2014–2016", "2014–2016"),
        (entry("2021-03-01", "2021-05-04", "year", "stated"),
         "1 March 2021 – 4 May 2021", "1 Mar – 4 May 2021"),
        (
            entry("2020-12-01", "2021-05-04", "month", "bound"),
            "within 1 December 2020 – 4 May 2021", "1 Dec 2020 – 4 May 2021",
        ),
        (entry(None, "2021-05-04", "day", "bound"), "by 4 May 2021", "by 4 May 2021"),
        (entry("2021-05-04", None, "day", "stated"), "from 4 May 2021", "from 4 May 2021"),
        (entry("2021-05-04", "2022-03-09", "day", "planned"), "by 9 March 2022 (planned)", "by 9 Mar 2022"),
        (entry(None, None, "day", "stated"), "undated", "undated"),
    ],
)  # fmt: skip
def test_the_days_are_those_that_the_terminal_tells(known: Entry, said: str, in_the_terminal: str) -> None:
    told = [written(p.day, "en_GB") if p.day else p.text for p in tables.when(known)]
    assert ("".join(told), days(known)) == (said, in_the_terminal)
