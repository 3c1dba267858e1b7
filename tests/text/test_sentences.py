"""Where a paragraph is parted into sentences, whatever white space stands in it."""

from __future__ import annotations

import itertools

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon.abbreviations import abbreviations
from knowledge.lexicon.classes import calendar, names
from knowledge.text import sentences as module
from knowledge.text.sentences import split

ODD_SPACES = "\x85\xa0\u1680\u2002\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
PIECES = st.sampled_from([*ODD_SPACES, *" \n\t", *".!?…”’)", "A", "U.S", "e.g", "Pier", "was", "Monday", "é"])


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200))
def test_nothing_but_white_space_is_lost(paragraph: str) -> None:
    spans = split(paragraph)
    gaps = [0, *itertools.chain.from_iterable(spans), len(paragraph)]
    assert gaps == sorted(gaps)
    assert "".join(paragraph[a:b] for a, b in zip(gaps[::2], gaps[1::2], strict=True)).strip() == ""
    assert all(paragraph[s.start : s.end].strip() == paragraph[s.start : s.end] != "" for s in spans)


@pytest.mark.parametrize("space", ODD_SPACES)
def test_an_odd_space_before_a_full_stop_parts_as_a_plain_one_does(space: str) -> None:
    paragraph = "The ferry sails to Pier A{}. It was closed on Monday."
    assert split(paragraph.format(space)) == split(paragraph.format(" "))


def test_where_the_library_gives_up_marks_of_the_end_part_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    # A panic of the library itself, which is no Exception, whatever the text.
    giving_up = lambda language, _: sentencex.get_sentence_boundaries(language, "A\xa0. B")  # noqa: E731
    monkeypatch.setattr(module, "get_sentence_boundaries", giving_up)
    paragraph = "The pier was closed. “Go!” he said. It opened on Monday"
    assert [paragraph[start:end] for start, end in split(paragraph)] == [
        "The pier was closed.",
        "“Go!” he said.",
        "It opened on Monday",
    ]


@pytest.mark.parametrize("words", ["ferries and harbours " * 400, "x" * 5000, "so it was, " * 900])
def test_a_text_without_an_end_is_cut_between_words_and_nothing_is_lost(words: str) -> None:
    spans = split(words)
    assert max(end - start for start, end in spans) <= 1000
    assert "".join(words[start:end] for start, end in spans).replace(" ", "") == words.replace(" ", "")
    if " " in words:
        assert {word for start, end in spans for word in words[start:end].split()} == set(words.split())


HOURS = st.builds(
    "{}{} {}".format,
    st.integers(1, 12),
    st.sampled_from(["", ":05", ":30"]),
    st.sampled_from(["a.m.", "p.m."]),
)
WEEKDAYS = st.sampled_from(sorted(day.capitalize() for day in calendar().weekdays))
MONTHS = st.sampled_from(calendar().written_months)
ZONES = st.sampled_from(sorted(zone.upper() for zone in calendar().zones))
TITLES = st.sampled_from(sorted(word.capitalize() for word in abbreviations().titles | names().shortened))
LABELS = st.sampled_from(sorted(abbreviations().numbered))
LEADING = st.sampled_from(sorted(abbreviations().leading))


def parted(paragraph: str) -> list[str]:
    return [paragraph[start:end] for start, end in split(paragraph)]


@given(HOURS, WEEKDAYS | ZONES | st.builds("{} {}".format, MONTHS, st.integers(1, 28)))
def test_an_hour_goes_on_with_its_day_its_date_or_its_zone(hour: str, when: str) -> None:
    first, second = f"The gate broke at {hour} {when}, the port said.", "Divers went down."
    assert parted(f"{first} {second}") == [first, second]


@given(HOURS, WEEKDAYS | MONTHS, st.sampled_from(["was calm.", "will be dry.", "had been wet."]))
def test_an_hour_may_end_a_sentence_before_one_about_a_day(hour: str, day: str, rest: str) -> None:
    first, second = f"The lights came back at {hour}", f"{day} {rest}"
    assert parted(f"{first} {second}") == [first, second]


@given(
    HOURS,
    st.sampled_from(["Residents left.", "Mayor Holt spoke.", "Local crews came.", "Central banks met."]),
)
def test_an_hour_ends_a_sentence_before_anything_else(hour: str, second: str) -> None:
    first = f"The hall closed at {hour}"
    assert parted(f"{first} {second}") == [first, second]


@given(TITLES)
def test_a_title_is_not_parted_from_the_name(title: str) -> None:
    first, second = f"The council heard {title}. Moen on Friday.", "It voted later."
    assert parted(f"{first} {second}") == [first, second]


@given(LABELS, st.integers(1, 400))
def test_a_label_is_not_parted_from_its_number(label: str, number: int) -> None:
    first, second = f"The rule stands in {label}. {number} of the report.", "It is old."
    assert parted(f"{first} {second}") == [first, second]


@given(LEADING)
def test_a_word_that_leads_to_the_next_ends_nothing(word: str) -> None:
    first, second = f"Six people came, {word}. Mayor Roe and two others.", "They left early."
    assert parted(f"{first} {second}") == [first, second]


@given(
    st.lists(st.sampled_from(["The pier is old.", "Nobody pays.", "Crews are late."]), min_size=2, max_size=9)
)
def test_each_item_of_a_list_in_a_line_keeps_its_number(items: list[str]) -> None:
    numbered = [f"{number}. {item}" for number, item in enumerate(items, 1)]
    expected = [f"He gave reasons: {numbered[0]}", *numbered[1:]]
    assert parted(f"He gave reasons: {' '.join(numbered)}") == expected


@pytest.mark.parametrize(
    "sentences",
    [
        [
            "The vote is on Tues. 4 March.",
            "The next is on Thurs. March 6.",
            "A third is on Wed.",
            "None came.",
        ],
        [
            "Harrow Pty. Ltd. said it would pay.",
            "Harrow Pty. denied it.",
            "Lumen Inc. Chairman Ada Bohm quit.",
        ],
        ["He bought shares in Lumen Inc.", "They fell."],
        ["The team finished No. 1.", "It had lost by Sept. 29.", "Most had left."],
        ["They sail in May.", "Crews are short.", "The new boat comes on 3 May.", "“It is late,” he said."],
        ["Sales of phones fell.", "iPhone prices rose."],
        ["Police left the square.", "Then al-Badr fighters came."],
        ["The shop is at 12 Main St.", "The other is in St. Ives."],
    ],
    ids=lambda sentences: str(sentences[0]),
)
def test_short_words_of_news(sentences: list[str]) -> None:
    assert parted(" ".join(sentences)) == sentences


@pytest.mark.parametrize("opening", ["``", "“", "„", "("])
@pytest.mark.parametrize("end", [".", "!", " ...", ".''"])
def test_a_mark_that_opens_a_sentence_belongs_to_it(opening: str, end: str) -> None:
    first, second = f"The boats were the best on the coast{end}", f"{opening}In addition, they are cheap."
    assert parted(f"{first} {second}") == [first, second]


@given(
    st.lists(
        st.sampled_from(["(She stayed there.)", "[The rest went on.]", "It rained.", "“No rain fell.”"]),
        min_size=1,
        max_size=6,
    )
)
def test_sentences_that_stand_whole_in_brackets_are_parted(told: list[str]) -> None:
    paragraph = " ".join(told)
    assert [paragraph[a:b] for a, b in split(paragraph)] == told


@pytest.mark.parametrize(
    "sentence",
    [
        "He (Mr. Adam Smith) [sic] went home.",
        "It closed (at 5 p.m.) Monday.",
        "He met Mr. (John A.) Smith there.",
    ],
)
def test_brackets_inside_a_sentence_do_not_part_it(sentence: str) -> None:
    assert split(sentence) == [(0, len(sentence))]
