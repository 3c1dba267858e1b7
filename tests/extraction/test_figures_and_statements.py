"""Figures and statements in invented news."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.extraction import figures, names, statements
from knowledge.extraction.statements import ACT_IN_WORDS
from knowledge.model import Article, Figure, Source, Statement
from knowledge.temporal import timexes as finding
from knowledge.text.sentences import sentences


def article(*paragraphs: str) -> Article:
    return Article.of(Source(id="a", title="A", published=date(2021, 5, 3)), paragraphs)


def counted(text: str) -> list[Figure]:
    found = article(text)
    held = sentences(found)
    days = finding.find(found.text, published=date(2021, 5, 3))
    return figures.find(found, held, timexes=days, mentions=names.find(found, held))


def said(*paragraphs: str) -> list[tuple[str, str, Statement]]:
    found = article(*paragraphs)
    held = sentences(found)
    days = finding.find(found.text, published=date(2021, 5, 3))
    told = statements.find(held, timexes=days, mentions=names.find(found, held))
    return [(s.speaker, found.text[s.content.start : s.content.end], s) for s in told]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier", "unit", "what"),
    [
        ("Some 1,400 dockers left.", 1400, 1400, "about", None, "dockers"),
        ("More than 30 ships waited.", 30, None, "over", None, "ships"),
        ("Fewer than 900 people came.", None, 900, "under", None, "people"),
        ("At least three children died.", 3, None, "at least", None, "children"),
        ("It costs $40 billion.", 40e9, 40e9, "exact", "USD", ""),
        ("Turnout rose by 4.5 percent.", 4.5, 4.5, "exact", "percent", ""),
        ("The number of nurses was raised to over 2,000.", 2000, None, "over", None, "nurses"),
        ("The talks last over two days.", 2, 2, "exact", "days", ""),
        ("Dozens of sailors drowned.", 24, None, "at least", None, "sailors"),
        ("Tens of thousands of voters stayed home.", 20_000, None, "at least", None, "voters"),
        ("Two dozen sailors drowned.", 24, 24, "about", None, "sailors"),
        ("More than half of the crew left.", 50, None, "over", "percent", "crew"),
        ("Two-thirds of the seats were empty.", 66.7, 66.7, "exact", "percent", "seats"),
        ("One in five children is poor.", 20, 20, "exact", "percent", "children"),
        ("At least one person died.", 1, None, "at least", None, "person"),
        ("A single ship came.", 1, 1, "exact", None, "ship"),
        ("Not a single ship came.", 0, 0, "exact", None, "ship"),
        ("None of the crew members survived.", 0, 0, "exact", None, "crew members"),
        ("Between 30 and 40 ships waited.", 30, 40, "range", None, "ships"),
        ("The toll rose from 12 to 40.", 40, 40, "exact", None, "toll"),
        ("Over 40 villages last week lost power.", 40, None, "over", None, "villages"),
        ("Sales hit £4m last year.", 4e6, 4e6, "exact", "GBP", ""),
        ("It takes two to three weeks.", 2, 3, "range", "weeks", ""),
        ("Some 4m people fled.", 4e6, 4e6, "about", None, "people"),
        ("It covers 14 sq mi of woods.", 14, 14, "exact", "square miles", "woods"),
    ],
)
def test_a_figure_has_value_bound_unit_and_what_it_counts(
    text: str, low: float | None, high: float | None, qualifier: str, unit: str | None, what: str
) -> None:
    (found,) = counted(text)
    assert (found.low, found.high, found.qualifier, found.unit, found.counted) == (
        low,
        high,
        qualifier,
        unit,
        what,
    )


def test_a_second_count_of_the_same_thing_carries_its_noun() -> None:
    assert [(f.counted, f.place) for f in counted("It keeps 2,500 soldiers in Peru and 900 in Chile.")] == [
        ("soldiers", "Peru"),
        ("soldiers", "Chile"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It opened on 3 May 2021.",
        "Flight 370 left.",
        "They won 2:1.",
        "In 2019 it rained.",
        "The 5th try.",
        "Her 1924 novel sold well.",
        "In 1437 Osk burned.",
        "They are no longer sailors.",
        "Then came (4) rain.",
        "The strike of March 22-23 ended.",
        "There were 300 fewer than last year.",
    ],
)
def test_days_labels_scores_and_ordinals_are_no_figures(text: str) -> None:
    assert counted(text) == []


def test_a_quotation_has_its_speaker_behind_it() -> None:
    ((speaker, content, statement),) = said('"We will not go," said union leader Tomas Breck.')
    assert (speaker, content, statement.direct) == ("Tomas Breck", '"We will not go,"', True)


def test_reported_speech_has_its_day() -> None:
    ((speaker, _, statement),) = said("Mayor Ole Brandt said on Sunday that the bridge was safe.")
    assert speaker == "Ole Brandt"
    assert statement.when is not None
    assert statement.when.first == date(2021, 5, 2)


def test_a_pronoun_means_the_speaker_before() -> None:
    assert [
        speaker for speaker, *_ in said("Mayor Ole Brandt said it was safe. He added that it was new.")
    ] == [
        "Ole Brandt",
        "Ole Brandt",
    ]


def test_an_office_without_a_name_is_anonymous() -> None:
    ((speaker, _, statement),) = said("The bridge is closed, a senior police official told The Elm Weekly.")
    assert (speaker, statement.anonymous, statement.via) == ("senior police official", True, "The Elm Weekly")


def test_who_reported_it_first_is_the_teller() -> None:
    assert said("The sale was first reported by The Elm Weekly.")[0][0] == "Elm Weekly"


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("In March 2020 the number of guards was raised to over 90.", date(2020, 3, 1)),
        ("The number of guards was cut to 40 in March 2020.", None),
    ],
)
def test_a_level_reached_holds_from_its_day_on(text: str, since: date | None) -> None:
    (found,) = counted(text)
    assert found.as_of is not None
    if since:
        assert (found.as_of.first, found.as_of.after, found.as_of.modifier) == (since, None, "since")


def test_what_is_left_behind_is_left_at_the_same_place() -> None:
    told = counted("Spain pulls 600 guards out of Chad, leaving fewer than 900 behind.")
    assert [(f.counted, f.place) for f in told] == [("guards", "Chad"), ("guards", "Chad")]


def test_the_scene_before_a_speaker_is_not_what_is_said() -> None:
    ((_, content, _),) = said("In her book on the harbours of Osk, Ada Finch argued that the port was old.")
    assert content == "that the port was old."


def test_he_never_means_an_organisation() -> None:
    told = said("Tomas Breck came.", "Osk Research Council said it was wet.", "He said it was dry.")
    assert [speaker for speaker, *_ in told][-1] == "Tomas Breck"


def test_who_passes_a_statement_on_is_kept() -> None:
    told = said("France promised ten ships and said it would pay, The Elm Weekly reported.")
    assert ("France", "Elm Weekly") in [(speaker, statement.via) for speaker, _, statement in told]


def test_an_institution_is_no_anonymous_speaker() -> None:
    told = said("The transport ministry said the bridge was closed.", "A ministry official said it was old.")
    assert [statement.anonymous for *_, statement in told] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "Osk, Ada Finch acknowledged, has an old port.",
        "Osk, according to Ada Finch, has an old port.",
        "“The port of Osk,” Ada Finch said, “will burn.”",
    ],
)
def test_what_is_said_keeps_its_subject(text: str) -> None:
    ((speaker, content, _),) = said(text)
    assert (speaker, content) == ("Ada Finch", text)


def test_what_has_lost_its_subject_is_left_out() -> None:
    assert said("The port that Ada Finch said was old has burned.") == []


@pytest.mark.parametrize(
    "text",
    [
        "President Ada Finch declared war on Osk, in a speech that was heard in Elm.",
        "Ships left Osk for Elm and Nordby, a few days after President Ada Finch declared war on Osk.",
    ],
)
def test_a_war_declared_is_an_act_and_no_more_of_the_sentence_is_said(text: str) -> None:
    ((speaker, content, statement),) = said(text)
    assert (speaker, content.rstrip("."), statement.rule) == ("Ada Finch", "war on Osk", ACT_IN_WORDS)


@pytest.mark.parametrize(
    "text",
    [
        "According to a statement by his office, Tomas Breck stressed that the port was old.",
        "Tomas Breck stressed that the port was old, according to a statement from his office.",
        "Tomas Breck came to Osk, and his office said that the port was old.",
    ],
)
def test_an_office_is_no_speaker_beside_its_holder(text: str) -> None:
    assert [speaker for speaker, *_ in said(text)] == ["Tomas Breck"]


def test_a_nation_before_a_noun_is_no_place() -> None:
    (found,) = counted("None of the guards came in for the Spanish or for the US crews.")
    assert found.place is None
