"""What a sentence tells of another nation, year, number or rank than the question asks about."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.answering.swaps import swapped, turned
from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.understanding import understand


def nearest(question: str, sentence: str) -> Comparison:
    source = Source(id="a", title="News", publisher="The Gull", published=date(2020, 5, 12))
    opened = in_memory([Article.of(source, [sentence])])
    return rank(retrieve(understand(question, opened.store), opened.searched))[0].comparison


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Which Turkish minister visited Bergen?", "The Iraqi minister visited Bergen."),
        ("Who won the second match in Bergen?", "Larsen won the first match in Bergen."),
        ("Who built the northern pier?", "Larsen built the southern pier."),
        ("Who led the strike of 2018?", "Larsen led the strike of 2014."),
        ("Who freed the 12 sailors?", "Larsen freed the 19 sailors."),
    ],
)
def test_another_of_the_same_class_in_its_place_is_seen(question: str, sentence: str) -> None:
    assert swapped(nearest(question, sentence)) == 1.0


def test_another_of_the_same_class_elsewhere_in_the_sentence_tells_half() -> None:
    comparison = nearest("Which Turkish ship sank?", "The ship sank near Bergen, an Iraqi diver said.")
    assert swapped(comparison) == 0.5


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Which Turkish minister visited Bergen?", "Turkey sent its minister to Bergen, Iraqi papers wrote."),
        ("Who won the second match in Bergen?", "Larsen won the second match in Bergen and lost the first."),
        ("How many ships sank in 2020?", "Three ships sank on Monday."),
        ("Who won the match?", "Larsen won the first match in 2014."),
    ],
)
def test_what_the_sentence_holds_or_means_is_not_exchanged(question: str, sentence: str) -> None:
    assert swapped(nearest(question, sentence)) == 0.0


@pytest.mark.parametrize(
    ("asked", "told"), [("officially", "unofficially"), ("unsafe", "safe"), ("non-members", "members")]
)
def test_a_word_and_its_contrary_by_a_prefix_are_told_apart(asked: str, told: str) -> None:
    assert turned(nearest(f"Which {asked} ships sank?", f"The {told} ships sank."))
    assert not turned(nearest(f"Which {told} ships sank?", f"The {told} ships sank."))
