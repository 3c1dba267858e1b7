"""Facts come back as they were put, and are found by kind, name, days, source and sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from knowledge.model import (
    Alias,
    Article,
    Event,
    Fact,
    Figure,
    Mention,
    Period,
    Role,
    Sentence,
    Source,
    Span,
    Statement,
    Timex,
)
from knowledge.storage.sqlite_store import SqliteStore, open_store

TEXT = "Élise Ferré met crews on Monday.\n\nShe expects 4,000 guests until May."
ARTICLE = Article(source=Source(id="b", title="T"), text=TEXT, paragraphs=(Span(0, 32), Span(34, len(TEXT))))
SENTENCES = (
    Sentence(0, "b", 1, 1, 0, 32, TEXT[:32]),
    Sentence(0, "b", 2, 2, 34, len(TEXT), TEXT[34:]),
)
MONDAY = Period(first=date(2021, 5, 3), after=date(2021, 5, 4))
UNTIL_MAY = Period(first=None, after=date(2021, 6, 1), granularity="month", modifier="until")

MENTION = Mention(start=0, end=11, rule="m", entity="Élise Ferré", text="Élise Ferré", kind="person")
ALIAS = Alias(start=0, end=11, rule="a", entity="Élise Ferré", alias="The Skipper")
ROLE = Role(start=0, end=11, rule="r", entity="Élise Ferré", role="Mayor", former=True, as_of=MONDAY)
EVENT = Event(
    start=0,
    end=31,
    rule="e",
    predicate="meet",
    participants=("Élise Ferré", "crews"),
    period=MONDAY,
    status="stated",
)
TIMEX = Timex(start=25, end=31, rule="t", type="DATE", value="2021-05-03", period=MONDAY, basis="published")
STATEMENT = Statement(
    start=34,
    end=40,
    rule="s",
    speaker="Élise Ferré",
    cue="expects",
    content=Span(46, 70),
    direct=False,
    via="Coast Radio",
)
FIGURE = Figure(
    start=46,
    end=51,
    rule="f",
    text="4,000",
    low=4000.0,
    high=None,
    qualifier="over",
    counted="guests",
    context=("guest",),
    place="Ærø",
)
UNTIL = Timex(start=59, end=68, rule="t", type="DATE", value="2021-05", mod="ON_OR_BEFORE", period=UNTIL_MAY)
SPAN = Timex(start=60, end=68, rule="t", type="DURATION", value="P2D")
ALL: tuple[Fact, ...] = (MENTION, ALIAS, ROLE, EVENT, TIMEX, STATEMENT, FIGURE, UNTIL, SPAN)


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    store = open_store()
    other = Article.of(Source(id="a", title="T"), ["Élise Ferré left."])
    left = Mention(start=0, end=11, rule="m", entity="Élise Ferré", text="Élise Ferré", kind="person")
    store.put(ARTICLE, SENTENCES, tuple(reversed(ALL)), digest="d")
    store.put(other, [Sentence(0, "a", 1, 1, 0, 17, other.text)], (left,), digest="d")
    yield store
    store.close()


def facts(store: SqliteStore, *args: object, **kwargs: object) -> list[Fact]:
    kwargs.setdefault("sources", ["b"])
    return [stored.fact for stored in store.facts(*args, **kwargs)]  # type: ignore[arg-type]


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.fact)
def test_each_kind_of_fact_comes_back_as_it_was(store: SqliteStore, fact: Fact) -> None:
    assert fact in facts(store, fact.fact)
    assert {found.fact for found in facts(store, fact.fact)} == {fact.fact}


def test_facts_come_in_the_order_of_sources_and_text(store: SqliteStore) -> None:
    stored = store.facts()
    assert [found.source for found in stored] == ["a"] + ["b"] * len(ALL)
    starts = [found.fact.start for found in stored[1:]]
    assert starts == sorted(starts)


def test_several_kinds_are_asked_for_at_once(store: SqliteStore) -> None:
    some = ("figure", "statement")
    assert facts(store, some) == [fact for fact in facts(store) if fact.fact in some]
    (told,) = store.facts(some, name=STATEMENT.speaker, most=1)
    assert told.fact == STATEMENT


def test_facts_know_their_sentence(store: SqliteStore) -> None:
    first, second = store.sentences_of("b")
    assert [found.fact for found in store.facts(sentences=[second.id])] == [STATEMENT, FIGURE, UNTIL, SPAN]
    assert {found.sentence for found in store.facts("event")} == {first.id}
    assert store.facts(sentences=[]) == ()


@pytest.mark.parametrize("name", ["Élise Ferré", "elise ferre", "  ELISE  Ferré"])
def test_a_name_is_found_without_regard_to_case_and_accents(store: SqliteStore, name: str) -> None:
    assert {found.fact for found in facts(store, name=name)} == {
        "mention",
        "alias",
        "role",
        "event",
        "statement",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("the skipper", "alias"),
        ("crews", "event"),
        ("coast radio", "statement"),
        ("ærø", "figure"),
        ("guests", "figure"),
    ],
)
def test_every_name_in_a_fact_leads_to_it(store: SqliteStore, name: str, kind: str) -> None:
    assert [found.fact for found in facts(store, name=name)] == [kind]


def test_a_part_of_a_name_is_another_name(store: SqliteStore) -> None:
    assert facts(store, name="Élise") == []


@pytest.mark.parametrize(
    ("first", "after", "expected"),
    [
        (date(2021, 5, 3), date(2021, 5, 4), [ROLE, EVENT, TIMEX, UNTIL]),
        (date(2021, 5, 4), date(2021, 5, 9), [UNTIL]),
        (date(2021, 6, 1), None, []),
        (None, date(2000, 1, 1), [UNTIL]),
        (None, None, [ROLE, EVENT, TIMEX, UNTIL]),
    ],
)
def test_facts_within_a_period_have_a_day_in_it(
    store: SqliteStore, first: date | None, after: date | None, expected: list[Fact]
) -> None:
    assert facts(store, within=Period(first=first, after=after)) == expected


def test_conditions_add_up(store: SqliteStore) -> None:
    assert facts(store, "role", name="elise ferre", within=MONDAY) == [ROLE]
    assert facts(store, "role", name="elise ferre", sources=["a"]) == []
    assert facts(store, "figure", within=MONDAY) == []


def test_roles_are_found_by_words_that_they_all_have(store: SqliteStore) -> None:
    assert facts(store, "role", terms=["mayor"]) == [ROLE]
    assert facts(store, "role", terms=["mayor", "deputi"]) == []


def test_facts_go_with_their_article(store: SqliteStore) -> None:
    store.remove("b")
    assert [found.source for found in store.facts()] == ["a"]
    assert store.facts(name="crews") == ()


def test_facts_without_a_sentence_are_refused() -> None:
    store = open_store()
    with pytest.raises(ValueError, match="sentence"):
        store.put(ARTICLE, (), ALL, digest="d")
    assert store.sources() == ()
    store.close()
