"""Words of a claim that stand in the sources as they are, capitals, marks and spaces aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from knowledge.evidence.citing import Quoted
from knowledge.extraction.assertion import assertions
from knowledge.model import Sentence, Span
from knowledge.text.words import words

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["pattern", "verbatim"]

FEWEST = 3
"""Words; fewer stand anywhere and say nothing."""


def pattern(text: str) -> re.Pattern[str]:
    """Finds the words of a text in their order, whole."""
    found = r"\W+".join(re.escape(word.text) for word in words(text))
    return re.compile(rf"(?<!\w){found}(?!\w)", re.IGNORECASE)


def verbatim(claim: str, sentences: Sequence[Sentence], store: Store) -> list[Quoted]:
    """Every place among the sentences, and across those that follow them in their paragraphs.

    Not where the source only denies or alleges the words: "Iran attended" stands in "nor Iran attended".
    """
    if len(words(claim)) < FEWEST:
        return []
    wanted, opening = pattern(claim), pattern(" ".join(word.text for word in words(claim)[:FEWEST]))
    found: list[Quoted] = []
    for sentence in sentences:
        if match := wanted.search(sentence.text):
            if _stands_by(claim, sentence.text, Span(*match.span())):
                found.append(Quoted(sentence, "supports", 1.0))
        elif opening.search(sentence.text) and (span := _across(wanted, sentence, store)):
            found.append(Quoted(sentence, "supports", 1.0, span))
    return found


def _across(wanted: re.Pattern[str], sentence: Sentence, store: Store) -> Span | None:
    """A quotation that begins in this sentence and goes on in the next ones of its paragraph."""
    article = store.article(sentence.source)
    match = wanted.search(article.text, sentence.start, article.paragraphs[sentence.paragraph - 1].end)
    return Span(*match.span()) if match and match.start() < sentence.end < match.end() else None


def _stands_by(claim: str, sentence: str, place: Span) -> bool:
    """Whether the sentence makes of these words what the claim does."""
    parts = assertions(sentence)
    theirs = {p.assertion for p in parts if p.span.start < place.end and place.start < p.span.end}
    return theirs == {part.assertion for part in assertions(claim)}
