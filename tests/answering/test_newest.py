"""A number that a later article corrects or brings up to date: the newest stands first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.answering.newest import newest_first
from knowledge.answering.pipeline import answer
from knowledge.answering.reading import read
from knowledge.indexing.memory import InMemory, in_memory
from knowledge.model import Article, Source
from knowledge.protocols import Entailment, Passage, Reading
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.searchable import Searchable
from knowledge.retrieval.understanding import understand

FIRST = "A coach with 48 people on board left the road at Hollin on Monday."


class SureOfPassengers:
    """A reader that finds an answer in every sentence with "board", the earlier ones a little surer."""

    name = "passengers"

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        return [
            Reading(4.0 if p.sentence == FIRST else 3.5, (0, len(p.sentence)))
            if "board" in p.sentence
            else Reading(-6.0, None)
            for p in passages
        ]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Entailment]:
        raise NotImplementedError


def told(later: str, day: date = date(2021, 3, 4)) -> InMemory:
    sources = [
        Source(id="first", title="Coach leaves road", publisher="The Gull", published=date(2021, 3, 2)),
        Source(id="later", title="Coach crash", publisher="The Gull", published=day),
    ]
    return in_memory(
        [Article.of(source, [text]) for source, text in zip(sources, (FIRST, later), strict=True)]
    )


def order(held: InMemory) -> tuple[list[str], list[str]]:
    """The sources as they were read, and with the newest number first."""
    searched = Searchable(held.store, held.index, None, SureOfPassengers())
    query = understand("How many people were on board the coach at Hollin?", held.store)
    as_read = sorted(
        read(query, rank(retrieve(query, searched)), searched), key=lambda one: one.hit.sentence.source
    )
    newest = newest_first(query, as_read)
    return [one.hit.sentence.source for one in as_read], [one.hit.sentence.source for one in newest]


@pytest.mark.parametrize(
    "update",
    [
        "Correcting an earlier figure, police said 41 people had been on board the coach at Hollin.",
        "The final count is 41 people on board the coach at Hollin.",
        "The number of people on board the coach at Hollin was revised to 41.",
    ],
)
def test_a_later_correction_of_a_number_is_the_answer(update: str) -> None:
    assert order(told(update))[1] == ["later", "first"]


@pytest.mark.parametrize(
    "other",
    [
        "Another coach with 41 people on board passed Hollin safely.",
        "Police have revised nothing: 48 people were on board the coach at Hollin.",
    ],
)
def test_another_number_or_the_same_one_corrects_nothing(other: str) -> None:
    as_read, newest = order(told(other))
    assert newest == as_read


def test_an_earlier_article_corrects_no_later_one() -> None:
    earlier = told(
        "Correcting itself, the firm said 41 people would be on board the coach.", date(2021, 3, 1)
    )
    as_read, newest = order(earlier)
    assert newest == as_read


NOTE = "An earlier version of this article said that 84 people were on board; the right number is 48."


def noted(text: str) -> list[str]:
    """The sentences of an article in their order, where the note of correction was read first."""
    source = Source(id="a", title="Coach leaves road", publisher="The Gull", published=date(2021, 3, 2))
    held = in_memory([Article.of(source, [text, NOTE])])
    searched = Searchable(held.store, held.index, None, SureOfPassengers())
    query = understand("How many people were on board the coach at Hollin?", held.store)
    as_read = read(query, rank(retrieve(query, searched)), searched)
    as_read.sort(key=lambda one: one.hit.sentence.text != NOTE)
    return [one.hit.sentence.text for one in newest_first(query, as_read)]


def test_what_an_article_s_own_note_sets_right_is_cited_and_not_the_note() -> None:
    assert noted(FIRST) == [FIRST, NOTE]


def test_the_note_is_cited_where_the_article_tells_the_right_number_nowhere_else() -> None:
    assert noted("A coach with many people on board left the road at Hollin.")[0] == NOTE


def test_what_a_note_takes_back_is_never_marked() -> None:
    held = in_memory([Article.of(Source(id="a", title="Coach leaves road", publisher="The Gull"), [NOTE])])
    told = answer("How many people were on board?", held.searched, caution=0.0)
    assert told.highlight is not None
    assert NOTE[slice(*told.highlight)].startswith("48")
