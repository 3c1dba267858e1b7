"""The law of messages: whatever a card holds, Discord takes it, and it pings nobody."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import rules

from bot import messages as m
from bot.cards import answers as answer_cards
from bot.cards import sources as source_cards
from bot.cards import tables
from bot.cards.card import Card, Picture, heading
from bot.cards.plain import plainly, trouble
from bot.delivery.views import files, layout
from bot.services import about, articles, drafts, votes
from bot.services import settings as services_settings
from bot.services.votes import OpenQuestion
from bot.state import own_articles
from bot.state.guild_settings import CAUTION, LANGUAGES, GuildSettings
from bot.state.recent import Asker
from knowledge.model import (
    Answer,
    Article,
    CheckedClaim,
    Citation,
    Conflict,
    Difference,
    Entry,
    FactSheet,
    Source,
    Span,
    Support,
    Timeline,
    Told,
)
from knowledge.storage.guild_store import Audit

NASTY = ("@everyone", "@here <@1> <@&2> <#3>", "**`||~~__", "> # - 1. x", "[a](https://b)", "\n\n\n",
         "x" * 3000, "\\" * 900, "😀" * 1500, "<t:1:R>", "```\n", "\u202eabc", "-# y")  # fmt: skip
WORDS = st.text(min_size=1, max_size=300) | st.sampled_from(NASTY)
DAYS = st.dates(date(1000, 1, 1), date(2999, 1, 1))
URLS = st.none() | st.just("https://news.example/a?b=(c)") | st.just("javascript:alert(1)") | WORDS


@st.composite
def citations(draw, stance="supports") -> Citation:
    quote = draw(WORDS)
    return Citation(
        n=1, source=draw(WORDS), title=draw(WORDS), publisher=draw(st.none() | WORDS),
        published=draw(st.none() | DAYS),
        published_basis=draw(st.sampled_from(["printed", "inferred", "none"])),
        kind=draw(st.sampled_from(["article", "digest"])), paragraph=draw(st.integers(1, 10**6)), sentence=1,
        start=0, end=len(quote), quote=quote, stance=stance, score=0.5, url=draw(URLS),
    )  # fmt: skip


MANY = st.lists(citations(), min_size=1, max_size=6).map(tuple)
TEXTS = st.lists(WORDS, max_size=20).map(tuple)


@st.composite
def answers(draw) -> Answer:
    said = draw(st.booleans())
    cited = draw(MANY) + draw(st.lists(citations("differs"), max_size=3).map(tuple)) if said else ()
    quote = cited[0].quote if said else None
    start = draw(st.integers(0, len(quote) - 1)) if quote else 0
    return Answer(
        question=draw(WORDS), status="answered" if said else "unanswered",
        reason=None if said else draw(WORDS),
        confidence=0.5, answer=quote,
        highlight=Span(start, draw(st.integers(start + 1, len(quote)))) if quote and start % 2 else None,
        citations=cited, evidence=draw(MANY), support=Support(agreeing=draw(TEXTS), differing=draw(TEXTS)),
        correcting=draw(st.booleans()), understood=draw(st.none() | WORDS), suggestions=draw(TEXTS),
    )  # fmt: skip


@st.composite
def entries(draw) -> Entry:
    start, end = sorted((draw(DAYS), draw(DAYS)))
    return Entry(
        start=draw(st.sampled_from([start.isoformat(), None])),
        end=draw(st.sampled_from([end.isoformat(), None])),
        precision=draw(st.sampled_from(["day", "month", "year", "unknown"])),
        status=draw(st.sampled_from(["stated", "bound", "planned"])), text=draw(WORDS), citations=draw(MANY),
        conflict=draw(st.none() | WORDS),
    )  # fmt: skip


TIMELINES = st.builds(Timeline, query=WORDS, events=st.lists(entries(), max_size=6).map(tuple), nearest=TEXTS)
TOLD = st.builds(Told, text=WORDS, label=st.none() | WORDS, citations=MANY)
TOLDS = st.lists(TOLD, max_size=8).map(tuple)
DIFFERENCES = st.builds(Difference, what=WORDS, kind=st.just("contradiction"), told=st.tuples(TOLD, TOLD))
SHEETS = st.builds(
    FactSheet, name=WORDS, kind=st.none() | WORDS, aliases=TOLDS, roles=TOLDS, figures=TOLDS,
    statements=TOLDS,
    differences=st.lists(DIFFERENCES, max_size=4).map(tuple),
)  # fmt: skip
CONFLICTS = st.builds(Conflict, what=st.just("number"), claimed=WORDS, found=WORDS)
CHECKS = st.builds(
    CheckedClaim, claim=WORDS, verdict=st.just("contradicted"), exact=st.booleans(), citations=MANY,
    conflicts=st.lists(CONFLICTS, min_size=1, max_size=5).map(tuple), nearest=st.just(()),
)  # fmt: skip
SOURCES = st.builds(
    Source, id=WORDS, title=WORDS, publisher=st.none() | WORDS, author=st.none() | WORDS,
    published=st.none() | DAYS, published_reason=st.none() | WORDS, left_out=st.integers(0, 10**6),
    url=URLS, deck=st.none(),
)  # fmt: skip


def accepted(card: Card, *, names_people: bool = False) -> None:
    """Only the list of changes names people, which pings nobody: no mention of ours is allowed to."""
    sent = {"components": layout(card).to_components(), "flags": rules.V2}
    names = frozenset(file.filename for file in files(card))
    assert rules.message(sent, files=names) == []
    words = "\n".join(one["content"] for one in rules.walk(sent["components"]) if one["type"] == 10)
    unescaped = re.sub(r"\\\\", "", words)
    if names_people:
        unescaped = re.sub(r"<@\d+>", "", unescaped)
    assert not re.search(r"(?<!\\)@|(?<!\\)<(?!t:-?\d+:D>|https?://)", unescaped)


@settings(max_examples=60, deadline=None)
@given(answers(), st.integers(0, 10**12), st.booleans())
async def test_any_answer(answer: Answer, ref: int, flag: bool) -> None:
    accepted(answer_cards.answer(answer, ref, shown=flag, voting=flag, near=flag))
    accepted(answer_cards.evidence(answer.question, answer.evidence))


@settings(max_examples=25, deadline=None)
@given(TIMELINES, st.integers(-3, 9), WORDS)
async def test_any_timeline(timeline: Timeline, page: int, alt: str) -> None:
    accepted(tables.timeline(timeline, 5, page))
    accepted(tables.timeline(timeline, 5, page, picture=Picture("timeline.png", b"", alt)))


@settings(max_examples=25, deadline=None)
@given(SHEETS, CHECKS)
async def test_any_fact_sheet_and_any_check(sheet: FactSheet, checked: CheckedClaim) -> None:
    accepted(tables.fact_sheet(sheet))
    accepted(tables.fact_sheet(sheet, picture=Picture("chart.png", b"", sheet.name)))
    accepted(tables.checked(checked, 5))


@settings(max_examples=25, deadline=None)
@given(st.lists(SOURCES, max_size=20), TEXTS, st.integers(-2, 5), WORDS)
async def test_any_source_and_any_error(
    sources: list[Source], paragraphs: tuple[str, ...], page: int, words: str
) -> None:
    accepted(source_cards.sources(sources, page))
    accepted(source_cards.source(sources[0], paragraphs) if sources else plainly(words))
    accepted(trouble(words))


OPEN = st.builds(
    OpenQuestion, question=WORDS, times=st.integers(1, 10**6), latest=st.integers(0, 2**31),
    reasons=st.lists(WORDS | st.sampled_from(["old", "wrong"]), max_size=4).map(tuple),
)  # fmt: skip
AUDITS = st.builds(Audit, person=st.integers(1, 2**62), what=WORDS, at=st.integers(0, 2**31))
ARTICLES = st.builds(
    lambda source, texts: own_articles.row_of(Article.of(source, texts)),
    SOURCES,
    st.lists(WORDS, min_size=1, max_size=6),
)
GUILD_SETTINGS = st.builds(
    GuildSettings, channels=st.lists(st.integers(1, 2**62), max_size=40).map(tuple), private=st.booleans(),
    caution=st.sampled_from(sorted(CAUTION)), dates=st.sampled_from(sorted(LANGUAGES)),
    feedback=st.booleans(), seeds=st.booleans(),
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(OPEN, min_size=1, max_size=10), st.lists(AUDITS, min_size=1, max_size=20))
async def test_any_list_of_gaps_and_any_list_of_changes(
    gaps: list[OpenQuestion], audits: list[Audit]
) -> None:
    accepted(Card((heading(m.GAPS), *(votes._line(gap) for gap in gaps))))
    accepted(Card((heading(m.CHANGES), *(articles._change(audit) for audit in audits))), names_people=True)


@settings(max_examples=25, deadline=None)
@given(WORDS, st.lists(ARTICLES, min_size=1, max_size=14), TEXTS)
async def test_any_draft(name: str, rows: list[own_articles.Row], problems: tuple[str, ...]) -> None:
    earlier = [own_articles.OwnArticle(Path("own.jsonl"), row) for row in rows]
    for some, older in ((rows[:1], ()), (rows[:1], earlier), (rows, ()), (rows, earlier)):
        accepted(drafts._drawn(name, 7, some, problems, problems[:3], older))


@settings(max_examples=25, deadline=None)
@given(GUILD_SETTINGS, st.booleans(), TEXTS)
async def test_any_settings_and_any_help(
    guild: GuildSettings, manages: bool, questions: tuple[str, ...]
) -> None:
    accepted(services_settings._shown(guild))
    accepted(about.helping(Asker(1, 2, 3, 4.0, manages=manages), questions))
