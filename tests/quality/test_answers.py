"""Answers to questions on invented news: how often they are right, and how often silence is."""

from __future__ import annotations

import pytest

from quality import figures, gold
from quality.limits import limits

pytestmark = pytest.mark.timeout(900)  # the first of them asks all the questions
LIMITS = limits()["answers"]


def test_the_first_sentence_is_right_as_often_as_it_was(answers: figures.Figures) -> None:
    assert LIMITS["hit@1"].holds(answers["hit@1"])


def test_a_right_sentence_is_among_the_first_two_as_often_as_it_was(answers: figures.Figures) -> None:
    assert LIMITS["hit@2"].holds(answers["hit@2"])


def test_slips_of_the_pen_cost_no_more_answers_than_they_did(answers: figures.Figures) -> None:
    assert LIMITS["hit@1 with slips"].holds(answers["hit@1 with slips"])


def test_answers_and_silence_are_right_as_often_as_they_were(answers: figures.Figures) -> None:
    assert LIMITS["honest"].holds(answers["honest"])


def test_what_is_answered_is_wrong_no_more_often_than_it_was(answers: figures.Figures) -> None:
    assert LIMITS["wrong of answered"].holds(answers["wrong of answered"])


def test_confidence_tells_answerable_from_unanswerable_as_well_as_it_did(answers: figures.Figures) -> None:
    assert LIMITS["auroc"].holds(answers["auroc"])


def test_follow_ups_are_understood_as_often_as_they_were(answers: figures.Figures) -> None:
    assert LIMITS["follow-ups"].holds(answers["follow-ups"])


def test_the_marked_phrase_answers_as_often_as_it_did(answers: figures.Figures) -> None:
    assert LIMITS["marked phrase"].holds(answers["marked phrase"])


def test_sentences_are_shown_in_the_order_of_their_scores(asked: list[figures.Asked]) -> None:
    for one in asked:
        scores = [citation.score for citation in one.answer.evidence]
        assert scores == sorted(scores, reverse=True), one.question.text


def test_a_report_and_its_copy_are_one_voice(libraries: figures.Libraries) -> None:
    """Northern Press Agency and Great Lakes Wire were printed again by the local papers, word for word."""
    copies = [
        {"Northern Press Agency", "The Dunmarrow Courier"},
        {"Great Lakes Wire", "Port Allard Sentinel"},
    ]
    told_twice = [
        libraries[one.name].ask(question.text, caution=0.0)
        for one in gold.news()
        for question in one.questions
        if question.keys and all(one.printed(key) > 1 for key in question.keys)
    ]
    assert len(told_twice) >= 10
    for answer in told_twice:
        assert answer.support.agreeing
        assert not any(pair <= set(answer.support.agreeing) for pair in copies), answer.question
