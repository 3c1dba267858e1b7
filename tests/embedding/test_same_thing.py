"""Meaning as a witness of sameness: other words support, and what only sounds alike does not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from examples.meaning_examples import article

from knowledge.claims.pipeline import check
from knowledge.embedding.encoder import BertEncoder
from knowledge.embedding.vectors import Vectors
from knowledge.evidence.sentence_facts import facts_of
from knowledge.evidence.support import support
from knowledge.indexing.memory import InMemory, in_memory
from knowledge.retrieval.searchable import Searchable
from knowledge.timeline.pipeline import timeline

CASES = json.loads((Path(__file__).parent.parent / "cases" / "same_thing.json").read_text(encoding="utf-8"))
CROWD = article(
    "crowd", "Rain fell on the town.", "The museum opens at nine.", "A cat was saved.", "Prices rose again."
)
ENVOYS = article("news", "Two Sarovian envoys accused of espionage were thrown out by Lorania.")


def vectors_of(opened: InMemory, real: BertEncoder) -> Vectors:
    vectors = Vectors(real, None)
    vectors.follow(opened.store)
    return vectors


def told_apart(real: BertEncoder | None) -> int:
    """How many of the pairs are judged rightly."""
    right = 0
    for same, pairs in ((True, CASES["same"]), (False, CASES["other"])):
        for one, other in pairs:
            opened = in_memory([article("one", one), article("other", other), CROWD])
            first = opened.store.sentences_of("one")[0]
            second = opened.store.sentences_of("other")[0]
            alike = None
            if real is not None:
                near = vectors_of(opened, real).between([(first.id, second.id)])
                alike = {second.id: near[first.id, second.id].own}
            found = support(
                first,
                [second],
                opened.store,
                facts=facts_of([first.id, second.id], opened.store),
                alike=alike,
            )
            right += (second in found.agreeing) == same
    return right


def test_meaning_tells_more_pairs_apart_than_words_alone(real: BertEncoder) -> None:
    assert told_apart(real) >= told_apart(None) + 4


def test_a_claim_in_other_words_is_found_by_meaning(real: BertEncoder) -> None:
    opened = in_memory([ENVOYS, CROWD])
    claim = "Sarovian diplomats accused of spying were expelled by Lorania."
    assert check(claim, Searchable(opened.store, opened.index)).verdict == "not found"
    heard = check(claim, Searchable(opened.store, opened.index, vectors_of(opened, real)))
    assert heard.verdict == "supported"


@pytest.mark.parametrize("claim", ["Lorania welcomed the Queen.", "The price of bread doubled in Sarovia."])
def test_a_claim_that_nothing_tells_is_not_found_by_meaning(real: BertEncoder, claim: str) -> None:
    opened = in_memory([ENVOYS, CROWD])
    heard = check(claim, Searchable(opened.store, opened.index, vectors_of(opened, real)))
    assert heard.verdict == "not found"


def test_a_topic_in_other_words_is_met_by_meaning(real: BertEncoder) -> None:
    opened = in_memory(
        [
            article("war", "Rebels of the Northern Front seized Karsa on 3 May 2021."),
            article(
                "art",
                *(f"The painter Ada Finch opened a show in Oslo on {n} June 2021." for n in range(1, 9)),
            ),
        ]
    )
    today = date(2022, 1, 1)
    found = timeline("warfare", replace(opened.searched, vectors=vectors_of(opened, real)), today=today)
    assert [entry.citations[0].source for entry in found.events] == ["war"]
