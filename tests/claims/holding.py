"""A claim held against one sentence, as the checks see it."""

from __future__ import annotations

from datetime import date

from knowledge.claims.checks import Finding, compared
from knowledge.claims.facts import asked, told
from knowledge.claims.pipeline import check
from knowledge.evidence.passages import passages_of
from knowledge.evidence.sentence_facts import facts_of
from knowledge.indexing.memory import InMemory, in_memory
from knowledge.model import Article, CheckedClaim, Source
from knowledge.retrieval.searchable import Searchable

DAY = date(2020, 5, 12)


def verdict_on(claim: str, held: InMemory) -> CheckedClaim:
    """By letters alone, without vectors and reader."""
    return check(claim, Searchable(held.store, held.index))


def finding(check: str, claim: str, *paragraphs: str) -> Finding:
    """What one check finds between the claim and the last sentence of a report of 12 May 2020."""
    source = Source(id="a", title="News of the day", publisher="The Gull", published=DAY)
    store = in_memory([Article.of(source, paragraphs)]).store
    sentence = store.sentences_of("a")[-1]
    (passage,) = passages_of([sentence], store)
    held = told(sentence, passage, facts_of([sentence.id], store))
    return compared(asked(claim, DAY), held)[check]


def conflict(check: str, claim: str, *paragraphs: str) -> tuple[str, str] | None:
    """The words of both that cannot both be right."""
    found = finding(check, claim, *paragraphs).conflicts
    return (found[0].claimed, found[0].found) if found else None
