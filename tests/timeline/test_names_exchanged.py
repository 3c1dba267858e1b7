"""Events of one day that are told alike of different places or people stay apart."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.indexing.memory import in_memory
from knowledge.model import Article, Source
from knowledge.text.words import terms
from knowledge.timeline.exchanged import names_exchanged
from knowledge.timeline.pipeline import timeline

TOWNS = ("Ostham", "Velmoor", "Carrick Hill", "Dunby2")
ALIKE = (
    "Marta Quill opened the bridge of {} on 4 May 2021, the mayor said.",
    "The harbour master closed the port of {} on 4 May 2021, the mayor said.",
    "Marta Quill and the minister visited the flooded school at {} on 4 May 2021.",
    "On 4 May 2021 the {} council approved the new harbour budget of Marta Quill.",
    "Marta Quill met the widow of the fisherman {} in the harbour on 4 May 2021.",
)


def entries(*told: str) -> int:
    articles = [
        Article.of(Source(id=f"n{n}", title=f"Report {n}", publisher=f"Paper {n}"), [sentence])
        for n, sentence in enumerate(told)
    ]
    return len(timeline("", in_memory(articles).searched, today=date(2022, 1, 1)).events)


@pytest.mark.parametrize("sentence", ALIKE)
def test_what_is_told_alike_of_different_places_is_not_one_event(sentence: str) -> None:
    assert entries(*(sentence.format(town) for town in TOWNS)) == len(TOWNS)


@pytest.mark.parametrize("sentence", ALIKE)
def test_what_is_told_alike_of_one_place_is_one_event(sentence: str) -> None:
    assert entries(*(sentence.format("Ostham") for _ in TOWNS)) == 1


def test_a_place_told_by_one_alone_keeps_nothing_apart() -> None:
    assert entries(
        "Marta Quill opened the new bridge on 4 May 2021, the mayor said.",
        "Marta Quill opened the new bridge of Ostham on 4 May 2021.",
    ) == 1  # fmt: skip


def test_a_name_that_both_tell_is_exchanged_for_none() -> None:
    a, b = "Quill of Ostham met Lund of Velmoor.", "Lund of Velmoor met Quill of Ostham."
    names = frozenset(terms("Quill Ostham Lund Velmoor"))
    assert not names_exchanged(a, names, b, names)
