"""A claim part → the sentences that may tell it, each compared with it and read, best first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz

from knowledge.claims.attribution import said_by
from knowledge.claims.checks import Finding, compared
from knowledge.claims.facts import TOLD, Asked, Told, asked, lacking, told
from knowledge.claims.shares import Shares, shares
from knowledge.evidence.passages import passages_of
from knowledge.evidence.sentence_facts import facts_of
from knowledge.model import Conflict, Sentence
from knowledge.retrieval.corpus import corpus_of
from knowledge.retrieval.nearness import is_level, nearby
from knowledge.retrieval.proposing import proposed
from knowledge.text.numbers import SCALES
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, terms

if TYPE_CHECKING:
    from knowledge.protocols import Entailment, Passage, Store
    from knowledge.retrieval.searchable import Searchable

__all__ = ["Candidate", "Evidence", "candidates", "held_against", "read"]

CANDIDATES = 40
READ = 8
"""Sentences that are read closely: the right one is among them for 97 of 100 claims over invented news."""
NUMBER = 0.15
"""A number's weight beside a word's: a claim with another number is still about the same thing."""
LETTERS = 0.5
"""Of the likeness of the letters beside the share of words and the nearness in meaning."""


class Evidence(NamedTuple):
    """A sentence held against a claim part."""

    sentence: Sentence
    passage: Passage
    asked: Asked
    told: Told
    lacking: tuple[Word, ...]
    """Content words of the claim that the sentence does not tell, in other words either."""
    alike: float
    """In meaning, a cosine; nought where it is not known."""
    findings: Mapping[str, Finding]
    """By check."""
    shares: Shares
    said_by: str | None
    """Whose word it is, where the source only passes it on."""
    read: Entailment | None = None
    """What the reader makes of it; None without one."""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Of all checks, the words of both that cannot both be right."""
        return tuple(dict.fromkeys(one for finding in self.findings.values() for one in finding.conflicts))

    @property
    def is_clear(self) -> bool:
        """Whether no check finds anything else or nothing in the place of what the claim says."""
        return not any(finding.conflicts or finding.unmet for finding in self.findings.values())


class Candidate(NamedTuple):
    """A sentence that may tell a claim part."""

    sentence: Sentence
    coverage: float
    alike: float
    order: float
    """By the words shared, the letters and the meaning together: the more, the likelier."""


def held_against(statement: str, found: Sequence[Candidate], searched: Searchable) -> list[Evidence]:
    """The first ``READ`` of the candidates, in their order, compared with the claim part; not yet read."""
    best = found[:READ]
    sentences = [one.sentence for one in best]
    facts = facts_of([one.id for one in sentences], searched.store, TOLD)
    rare = _weights(terms(statement), searched.store)
    held = []
    for one, passage in zip(best, passages_of(sentences, searched.store), strict=True):
        said, tells = asked(statement, passage.published), told(one.sentence, passage, facts)
        missed = lacking(said, tells)
        findings = compared(said, tells)
        near = _nearness(statement, missed, one.sentence.id, searched)
        share = shares(said, tells, missed, findings.values(), rare, near)
        held.append(
            Evidence(
                one.sentence,
                passage,
                said,
                tells,
                tuple(missed),
                one.alike,
                findings,
                share,
                said_by(said, tells),
            )
        )
    return held


def read(statement: str, held: Sequence[Evidence], searched: Searchable) -> list[Evidence]:
    """The same, as the reader understands them; without one nothing changes."""
    if searched.reader is None:
        return list(held)
    entailments = searched.reader.judge(statement, [one.passage for one in held])
    return [one._replace(read=found) for one, found in zip(held, entailments, strict=True)]


def _nearness(
    statement: str, missed: Sequence[Word], sentence: int, searched: Searchable
) -> dict[int, float]:
    """By the place of each word how near in meaning the sentence has another; empty without vectors."""
    vectors = searched.vectors
    if vectors is None or not is_level(vectors, searched.store):
        return {}
    spans = vectors.spans(statement)
    found = {}
    for word in missed:
        tokens = [float(start < word.end and word.start < end) for start, end in spans]
        (alignment,) = vectors.aligned(statement, tokens, [sentence])
        found[word.start] = alignment.met
    return found


def candidates(statement: str, searched: Searchable) -> list[Candidate]:
    """Sentences that share words or meaning with the claim part, best first, ties by id."""
    store, vectors = searched.store, searched.vectors
    rare = _weights(terms(statement), store)
    found = [one.sentence for one in proposed(rare, CANDIDATES, corpus_of(store), searched.index)]
    near = {}
    if vectors is not None and is_level(vectors, store):
        near = {one.sentence: one.alike.own for one in nearby(statement, vectors)}
    ids = list(dict.fromkeys([*found, *near]))
    weighed = [
        _candidate(statement, row.sentence, rare, frozenset(row.terms), near.get(row.sentence.id, 0.0))
        for row in store.rows(ids)
    ]
    return sorted(weighed, key=lambda one: (-one.order, one.sentence.id))


def _candidate(
    statement: str, sentence: Sentence, rare: Mapping[str, float], held: frozenset[str], alike: float
) -> Candidate:
    total = sum(rare.values())
    coverage = sum(weight for term, weight in rare.items() if term in held) / total if total else 0.0
    ratio = fuzz.partial_ratio if len(statement) <= len(sentence.text) else fuzz.ratio
    likeness = ratio(statement, sentence.text) / 100
    return Candidate(sentence, coverage, alike, coverage + LETTERS * likeness + alike)


def _weights(found: Sequence[str], store: Store) -> dict[str, float]:
    """Inverse document frequency of the content words; unknown ones weigh as the rarest."""
    content = {word for word in found if word not in STOPWORDS} or set(found)
    spread = store.spread(sorted(content))
    total = max(2, store.statistics().sentences)
    return {
        word: math.log(1 + total / (1 + (spread[word].sentences if word in spread else 0)))
        * (NUMBER if word[:1].isdigit() or word in SCALES else 1.0)
        for word in sorted(content)
    }
