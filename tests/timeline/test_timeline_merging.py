"""Laws of merging: nothing is lost, order does not matter, what cannot be one event is not made one."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Event, Period, Sentence
from knowledge.timeline.merging import conflicts, grouped
from knowledge.timeline.telling import Telling

NAMES = ("dag", "hollen", "brandt", "nordlin")
WORDS = ("port", "ferri", "fish", "quota", "minist")


def telling(
    source: str,
    number: int,
    predicate: str,
    period: Period | None,
    *,
    names: frozenset[str] = frozenset({"dag"}),
    words: frozenset[str] = frozenset({"port", "fish"}),
    place: str | None = None,
    status: str = "stated",
) -> Telling:
    event = Event.model_validate(
        {
            "start": 0,
            "end": 5,
            "rule": "own_clause",
            "predicate": predicate,
            "participants": tuple(sorted(names)),
            "period": period,
            "status": status,
            "place": place,
        }
    )
    sentence = Sentence(hash((source, number)) % 10**6, source, number, number, 0, 5, "Hello")
    return Telling(event, sentence, words | names, names, source, None, ("hello",))


def day(text: str, *, until: str | None = None, unit: str = "day") -> Period:
    last = date.fromisoformat(until or text)
    return Period.model_validate(
        {"first": date.fromisoformat(text), "after": last + timedelta(1), "granularity": unit}
    )


MAY_4 = day("2019-05-04")
MAY = day("2019-05-01", until="2019-05-31", unit="month")
YEAR = day("2019-01-01", until="2019-12-31", unit="year")


def test_a_day_and_its_month_are_one_event_with_the_finer_date() -> None:
    (group,) = grouped([telling("a", 1, "meet", MAY), telling("b", 1, "summit", MAY_4)])
    assert group.period == MAY_4
    assert {t.publisher for t in group.tellings} == {"a", "b"}


def test_meetings_in_one_city_in_different_years_stay_apart() -> None:
    a = telling("a", 1, "meet", day("2017-03-22"), place="Oslo")
    b = telling("b", 1, "meet", day("2019-11-14"), place="Oslo")
    assert len(grouped([a, b])) == 2


def test_different_places_stay_apart() -> None:
    a = telling("a", 1, "meet", MAY_4, place="Oslo")
    b = telling("b", 1, "meet", MAY_4, place="Bergen")
    assert len(grouped([a, b])) == 2


def test_different_kinds_of_events_stay_apart() -> None:
    assert len(grouped([telling("a", 1, "meet", MAY_4), telling("b", 1, "resign", MAY_4)])) == 2


def test_a_year_that_could_be_either_of_two_events_is_joined_to_neither() -> None:
    words = frozenset(WORDS)
    found = grouped(
        [
            telling("a", 1, "meet", YEAR, words=words),
            telling("b", 1, "meet", MAY_4, words=words),
            telling("c", 1, "meet", day("2019-09-01"), words=words),
        ]
    )
    assert len(found) == 3


def test_a_plan_that_another_source_tells_as_done_is_stated() -> None:
    (group,) = grouped([telling("a", 1, "open", MAY_4, status="planned"), telling("b", 1, "open", MAY_4)])
    assert group.status == "stated"


def test_a_moved_meeting_is_shown_twice_with_a_note() -> None:
    words = frozenset(WORDS)
    groups = grouped(
        [
            telling("a", 1, "meet", MAY_4, words=words, status="planned"),
            telling("b", 1, "meet", day("2019-05-20"), words=words, status="planned"),
        ]
    )
    notes = conflicts(groups)
    assert set(notes) == {0, 1}
    assert "a: 4 May 2019 (planned)" in notes[0]


def test_yearly_meetings_are_no_disagreement() -> None:
    words = frozenset(WORDS)
    groups = grouped(
        [telling("a", 1, "meet", MAY_4, words=words), telling("b", 1, "meet", day("2020-05-04"), words=words)]
    )
    assert conflicts(groups) == {}


periods = st.one_of(
    st.none(),
    st.sampled_from([MAY_4, MAY, YEAR, day("2019-05-06"), Period(first=None, after=date(2019, 6, 1))]),
)
many = st.lists(
    st.builds(
        telling,
        st.sampled_from("abcd"),
        st.integers(1, 6),
        st.sampled_from(["meet", "summit", "resign", "attack"]),
        periods,
        names=st.frozensets(st.sampled_from(NAMES)),
        words=st.frozensets(st.sampled_from(WORDS)),
        place=st.sampled_from([None, "Oslo", "Bergen"]),
        status=st.sampled_from(["stated", "planned"]),
    ),
    max_size=12,
    unique_by=lambda t: t.key,
)


@given(many)
@settings(max_examples=60, deadline=None)
def test_every_telling_is_in_exactly_one_group(tellings: list[Telling]) -> None:
    kept = [t for group in grouped(tellings) for t in group.tellings]
    assert sorted(t.key for t in kept) == sorted(t.key for t in tellings)


@given(many, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_tellings_does_not_matter(tellings: list[Telling], chance: object) -> None:
    shuffled = list(tellings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    def as_sets(found: list[Telling]) -> set[frozenset[tuple[str, int, int, str]]]:
        return {frozenset(t.key for t in group.tellings) for group in grouped(found)}

    assert as_sets(tellings) == as_sets(shuffled)


@given(many)
@settings(max_examples=60, deadline=None)
def test_a_group_has_the_days_of_one_of_its_tellings(tellings: list[Telling]) -> None:
    for group in grouped(tellings):
        assert group.period in [t.event.period for t in group.tellings]
