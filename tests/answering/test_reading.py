"""The reader's say: in the order of the candidates, and in the phrase that stands out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.answering.highlight import highlight
from knowledge.answering.judging import judge, ranked_by_all
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.protocols import Entailment, Passage, Reading
from knowledge.retrieval.searchable import Searchable

HELD = in_memory(
    [
        Article.of(
            Source(id="yard", title="Yard closes", publisher="The Gull", published=date(2020, 5, 12)),
            [
                "The yard of Brennick will close in June, its owner Lena Roth said.",
                "Roth, who bought the yard in 2011, blamed the price of steel.",
                "The yard had 140 workers when it opened.",
            ],
        )
    ]
)


class OneVoice:
    """A reader that is sure of the sentences with one word, and shows where it stands."""

    name = "one voice"

    def __init__(self, word: str) -> None:
        self._word = word
        self.asked: list[tuple[str, Passage]] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.asked += [(question, passage) for passage in passages]
        return [self._reading(passage.sentence) for passage in passages]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Entailment]:
        raise NotImplementedError

    def _reading(self, sentence: str) -> Reading:
        at = sentence.find(self._word)
        return Reading(6.0, (at, at + len(self._word))) if at >= 0 else Reading(-6.0, (0, 3))


def searched(reader: OneVoice) -> Searchable:
    return Searchable(HELD.store, HELD.index, None, reader)


def test_what_the_reader_is_sure_of_comes_first() -> None:
    _, ranked = ranked_by_all("why does the yard of Brennick close?", searched(OneVoice("steel")))
    assert "price of steel" in ranked[0].hit.sentence.text
    assert ranked[0].reading is not None


def test_each_sentence_is_read_with_its_title_day_and_the_sentence_before() -> None:
    reader = OneVoice("steel")
    judge("why does the yard close?", searched(reader))
    passage = next(p for _, p in reader.asked if "steel" in p.sentence)
    assert passage.before == "The yard of Brennick will close in June, its owner Lena Roth said."
    assert (passage.title, passage.published) == ("Yard closes", date(2020, 5, 12))


def test_a_follow_up_is_read_behind_the_question_that_it_leans_on() -> None:
    reader = OneVoice("140")
    judge("and how many workers?", searched(reader), context="When will the yard of Brennick close?")
    assert {question for question, _ in reader.asked} == {
        "When will the yard of Brennick close? how many workers?"
    }


def test_without_a_reader_the_order_is_that_of_the_letters() -> None:
    _, ranked = ranked_by_all("why does the yard of Brennick close?", HELD.searched)
    assert all(one.reading is None for one in ranked)


@pytest.mark.parametrize(
    ("question", "word", "bold"),
    [
        ("Why does the yard close?", "the price of steel", "the price of steel"),
        ("How many workers did the yard have?", "had 140 workers", "140"),
        ("Did the yard close?", "close in June", None),
    ],
)
def test_the_phrase_is_what_was_read_cut_to_the_kind_asked_for(
    question: str, word: str, bold: str | None
) -> None:
    _, ranked = ranked_by_all(question, searched(OneVoice(word)))
    span, text = highlight(ranked[0]), ranked[0].hit.sentence.text
    assert (span and text[span.start : span.end]) == bold
