"""Many articles are prepared by several processes, and come out as one by one."""

from __future__ import annotations

import os

import pytest

from knowledge.indexing import preparing
from knowledge.indexing.prepare import Prepared, prepared
from knowledge.indexing.preparing import Unprepared, prepared_in_turn
from knowledge.model import Article, Source

NOTHING: frozenset[str] = frozenset()
"""To leave out."""


def article(number: int, sentences: int) -> Article:
    text = " ".join(
        f"Mayor Ada Finch{number} said on Monday that {n} ferries would return." for n in range(sentences)
    )
    return Article.of(Source(id=f"n{number}", title=f"Report {number}"), [text])


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core prepares by itself")
def test_what_several_processes_prepare_is_what_one_prepares_in_the_same_order() -> None:
    articles = [article(number, 40) for number in range(60)]
    assert sum(len(one.text) for one in articles) > 2 * preparing.ENOUGH
    assert list(prepared_in_turn([(one, NOTHING) for one in articles])) == [prepared(one) for one in articles]


def test_a_few_articles_are_prepared_at_once() -> None:
    (made,) = prepared_in_turn([(article(1, 2), NOTHING)])
    assert isinstance(made, Prepared)
    assert [sentence.number for sentence in made.sentences] == [1, 2]


def test_who_stops_taking_leaves_no_process_behind() -> None:
    taken = prepared_in_turn([(article(number, 40), NOTHING) for number in range(60)])
    assert not isinstance(next(taken), Unprepared)
    taken.close()


def test_a_sentence_to_leave_out_is_not_prepared() -> None:
    told = article(1, 3)
    (made,) = prepared_in_turn([(told, frozenset({prepared(told).sentences[1].text}))])
    assert isinstance(made, Prepared)
    assert ["0 ferries" in one.text or "2 ferries" in one.text for one in made.sentences] == [True, True]
