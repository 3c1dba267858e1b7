"""A claim or a quotation → supported, contradicted or not found, with the words that decide it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz import fuzz

from knowledge.answering.check_conflicts import conflicts, otherwise, strange_names, strange_numbers
from knowledge.answering.citing import cite
from knowledge.model import Article, CheckedClaim, Citation, Sentence, Span
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.meaning.vectors import Near, Vectors
    from knowledge.seams import Index, Store

__all__ = ["check"]

CANDIDATES = 40
FOUND = 0.72
"""Share of a claim's rarity that a sentence must hold to be about the same thing; tried on sentences of news
with one word changed: lower lets other events in, higher loses claims in other words."""
FOUND_IF_NEAR, NEAR = 0.4, 0.75
"""The same for a sentence whose meaning is near (a cosine), as other words may say it, or that tells the very
numbers and names of the claim."""
NUMBER = 0.15
"""A number's weight beside a word's: a claim with another number is still about the same thing."""
CLOSE = 0.1
"""Of coverage: a sentence that says the same decides before one that shares so little more and conflicts."""
NEAR_WORD = 80
"""``fuzz.ratio`` from which two terms are one word misspelt."""
MOST = 3
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')


class _Match(NamedTuple):
    sentence: Sentence
    coverage: float
    """Share of the claim's rarity found in the sentence, 0 to 1."""
    likeness: float
    """Of the letters, 0 to 1."""


def check(claim: str, store: Store, index: Index, *, vectors: Vectors | None = None) -> CheckedClaim:
    """Word for word where it stands so; else by what the nearest sentences share and where they conflict.

    With vectors of the store's sentences, one that is near in meaning may share fewer words with the claim.
    """
    words = terms(claim)
    weights = _weights(words, store)
    found = index.candidates(weights, CANDIDATES) if weights else ()
    alike = {one.sentence: one.alike.own for one in _nearby(claim, store, vectors)}
    ids = dict.fromkeys([*(candidate.sentence for candidate in found), *alike])
    sentences = store.sentences(list(ids))
    if exact := _exact(claim, sentences, store):
        return CheckedClaim(claim=claim, verdict="supported", exact=True, citations=exact)
    matches = sorted(
        (_match(claim, weights, sentence, store) for sentence in sentences),
        key=lambda m: (-(m.coverage + 0.5 * m.likeness + alike.get(m.sentence.id, 0.0)), m.sentence.id),
    )
    near = [
        m
        for m in matches
        if m.coverage >= _least(claim, m.sentence, alike.get(m.sentence.id, 0.0), store)
        and _bears(claim, m.sentence, store)
    ]
    if not near:
        nearest = [
            cite(m.sentence, store, n=n, stance="nearest", score=m.coverage)
            for n, m in enumerate(matches[:MOST], 1)
        ]
        return CheckedClaim(
            claim=claim, verdict="not found", exact=False, citations=(), nearest=tuple(nearest)
        )
    return _weighed(claim, near, store)


def _nearby(claim: str, store: Store, vectors: Vectors | None) -> list[Near]:
    if vectors is None or vectors.generation != store.generation or not claim.strip():
        return []
    return vectors.similar(vectors.vector(claim), CANDIDATES // 2)


def _least(claim: str, sentence: Sentence, alike: float, store: Store) -> float:
    """The coverage wanted of a sentence: less where its meaning is near, or it tells the very numbers."""
    if alike >= NEAR or _is_telling(claim, sentence, store):
        return FOUND_IF_NEAR
    return FOUND


def _is_telling(claim: str, sentence: Sentence, store: Store) -> bool:
    """Whether it tells the numbers that the claim tells, and its names."""
    numbers = any(word[:1].isdigit() for word in terms(claim))
    return numbers and not strange_names(claim, sentence) and not strange_numbers(claim, sentence, store)


def _bears(claim: str, sentence: Sentence, store: Store) -> bool:
    """Whether a sentence can decide: it tells the claim's names and numbers, or others in their place."""
    against = {conflict.what for conflict in conflicts(claim, sentence, store)}
    if strange_names(claim, sentence):
        return "name" in against
    return "number" in against or not strange_numbers(claim, sentence, store)


def _weighed(claim: str, near: Sequence[_Match], store: Store) -> CheckedClaim:
    """The sentence that shares most decides; another supports only when it shares nearly as much."""
    best = near[0]
    found = conflicts(claim, best.sentence, store)
    if found:
        for other in near[1:]:
            close = other.coverage >= best.coverage - CLOSE or _is_telling(claim, other.sentence, store)
            if close and not conflicts(claim, other.sentence, store):
                best, found = other, ()
                break
    stance: Literal["differs", "supports"] = "differs" if found else "supports"
    alike = [
        m for m in near
        if m is not best and m.coverage >= best.coverage - 0.1
        and bool(conflicts(claim, m.sentence, store)) == bool(found)
    ]  # fmt: skip
    told = [best, *alike]
    citations = [
        cite(m.sentence, store, n=n, stance=stance, score=m.coverage) for n, m in enumerate(told[:MOST], 1)
    ]
    return CheckedClaim(
        claim=claim, verdict="contradicted" if found else "supported", exact=False,
        citations=tuple(citations), conflicts=tuple(found),
    )  # fmt: skip


def _weights(words: Sequence[str], store: Store) -> dict[str, float]:
    """Inverse document frequency of the claim's content words; unknown ones weigh as the rarest."""
    content = {word for word in words if word not in STOPWORDS} or set(words)
    spread = store.spread(sorted(content))
    total = max(2, store.statistics().sentences)
    return {
        word: math.log(1 + total / (1 + (spread[word].sentences if word in spread else 0)))
        * (NUMBER if word[:1].isdigit() else 1.0)
        for word in sorted(content)
    }


def _match(claim: str, weights: Mapping[str, float], sentence: Sentence, store: Store) -> _Match:
    held = set(store.terms([sentence.id])[sentence.id])
    total = sum(weights.values())
    shared = sum(weight * _held(word, held) for word, weight in weights.items())
    likeness = max(fuzz.ratio(claim, sentence.text), fuzz.partial_ratio(claim, sentence.text)) / 100
    return _Match(sentence, shared / total if total else 0.0, likeness)


def _held(word: str, held: set[str]) -> float:
    if word in held or otherwise(word, held):
        return 1.0
    if word[:1].isdigit() or len(word) < 4:
        return 0.0
    best = max((fuzz.ratio(word, other) for other in held if not other[:1].isdigit()), default=0.0)
    return 0.8 if best >= NEAR_WORD else 0.0


def _exact(claim: str, sentences: Sequence[Sentence], store: Store) -> tuple[Citation, ...]:
    """Every place where the claim's words stand as they are, quotation marks and spaces aside."""
    wanted = _plain(claim).strip(" \"'.")
    if len(wanted.split()) < 3:
        return ()
    found: list[Citation] = []
    for sentence in sentences:
        article = store.article(sentence.source)
        if wanted in _plain(sentence.text):
            found.append(cite(sentence, store, n=len(found) + 1, stance="supports", score=1.0))
        elif span := _across(wanted, sentence, article):
            found.append(cite(sentence, store, n=len(found) + 1, stance="supports", score=1.0, span=span))
    return tuple(found[:MOST])


def _across(wanted: str, sentence: Sentence, article: Article) -> Span | None:
    """A quotation that begins in this sentence and goes on in the next ones of its paragraph."""
    paragraph = article.paragraphs[sentence.paragraph - 1]
    text = article.text[sentence.start : paragraph.end]
    plain = _plain(text)
    at = plain.find(wanted)
    if at < 0 or at >= len(_plain(sentence.text)):
        return None
    # Only white space was folded, so that the end is found by walking both texts together.
    length = next((n for n in range(len(text) + 1) if len(_plain(text[:n])) >= at + len(wanted)), len(text))
    return Span(sentence.start, sentence.start + length)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.translate(_QUOTES)).strip().casefold()
