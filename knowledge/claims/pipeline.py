"""A claim or a quotation → supported, contradicted or not found, with the words that decide it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from rapidfuzz import fuzz

from knowledge.claims.conflicts import Held, held_against
from knowledge.claims.denials import denials
from knowledge.claims.words import alike, in_small_letters, is_opposite, otherwise
from knowledge.evidence.citing import cite
from knowledge.model import Article, CheckedClaim, Citation, Sentence, Span
from knowledge.text.numbers import SCALES
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.embedding.vectors import Near, Vectors
    from knowledge.protocols import Index, Store

__all__ = ["check"]

CANDIDATES = 40
FOUND = 0.72
"""Share of a claim's rarity that a sentence must hold to be about the same thing; tried on sentences of news
with one word changed: lower lets other events in, higher loses claims in other words."""
FOUND_IF_NEAR, NEAR = 0.4, 0.75
"""The same for a sentence whose meaning is near (a cosine), as other words may say it."""
HEARD = 0.6
"""Cosine from which a word of the claim says what some word of the sentence says: "spying" for "espionage"
has 0.63, "killed" in the place of "keeps" and "finance" of "foreign" have 0.2."""
NUMBER = 0.15
"""A number's weight beside a word's: a claim with another number is still about the same thing."""
CLOSE = 0.1
"""Of coverage: a sentence that says the same decides before one that shares so little more and conflicts."""
CLOSELY = 8
"""Of the sentences nearest to the claim, those that are read word by word."""
MOST = 3
EMPTY = "This holds only words like “the” and “is”, which every article holds, so there is nothing to check."
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("“”„‟«»‘’‚‛", '""""""\'\'\'\'')


class _Match(NamedTuple):
    sentence: Sentence
    coverage: float
    """Share of the claim's rarity found in the sentence, 0 to 1."""
    likeness: float
    """Of the letters, 0 to 1."""
    alike: float
    """In meaning, a cosine; nought where it is not known."""


class _Weighed(NamedTuple):
    match: _Match
    held: Held


def check(claim: str, store: Store, index: Index, *, vectors: Vectors | None = None) -> CheckedClaim:
    """Word for word where it stands so; else by what the nearest sentences share and where they conflict.

    With vectors of the store's sentences, one that is near in meaning may share fewer words with the claim.
    """
    said = in_small_letters(claim)
    words = terms(said)
    weights = _weights(words, store)
    found = index.candidates(weights, CANDIDATES) if weights else ()
    near = {one.sentence: one.alike.own for one in _nearby(claim, store, vectors)}
    sentences = store.sentences(list(dict.fromkeys([*(candidate.sentence for candidate in found), *near])))
    if exact := _exact(claim, sentences, store):
        return CheckedClaim(claim=claim, verdict="supported", exact=True, citations=exact)
    if not any(word not in STOPWORDS for word in words):
        return _silent(claim, (), store, reason=EMPTY)
    matches = sorted(
        (_match(said, weights, sentence, store, near.get(sentence.id, 0.0)) for sentence in sentences),
        key=lambda m: (-(m.coverage + 0.5 * m.likeness + m.alike), m.sentence.id),
    )
    weighed = [_Weighed(m, held_against(said, m.sentence, store)) for m in matches[:CLOSELY]]
    if deciding := _near(said, weighed, vectors):
        return _decided(claim, deciding, store)
    return _silent(claim, matches, store)


def _silent(
    claim: str, matches: Sequence[_Match], store: Store, *, reason: str | None = None
) -> CheckedClaim:
    nearest = [
        cite(m.sentence, store, n=n, stance="nearest", score=m.coverage)
        for n, m in enumerate(matches[:MOST], 1)
    ]
    return CheckedClaim(
        claim=claim, verdict="not found", exact=False, citations=(), nearest=tuple(nearest), reason=reason
    )


def _nearby(claim: str, store: Store, vectors: Vectors | None) -> list[Near]:
    if vectors is None or vectors.generation != store.generation or not claim.strip():
        return []
    return vectors.similar(vectors.vector(claim), CANDIDATES // 2)


def _near(claim: str, matches: Sequence[_Weighed], vectors: Vectors | None) -> list[_Weighed]:
    """Those that decide: what supports, wherever it stands; else what conflicts and shares most."""
    if supporting := [m for m in matches if _supports(claim, m, vectors)]:
        return supporting
    most = max((m.match.coverage for m in matches), default=0.0)
    # Who tells the claimed number, day and names of much the same may well mean this.
    told = any(
        not m.held.conflicts and not m.held.strange and m.match.coverage >= FOUND_IF_NEAR for m in matches
    )
    return [
        m
        for m in matches
        if m.held.conflicts
        and not (told and all(c.what in ("number", "date") for c in m.held.conflicts))
        and not m.held.strange
        and m.match.coverage >= (FOUND_IF_NEAR if m.match.alike >= NEAR else FOUND)
        and m.match.coverage >= most - CLOSE
    ]


def _supports(claim: str, weighed: _Weighed, vectors: Vectors | None) -> bool:
    """Whether a sentence tells all that the claim says, by its words or by what they mean."""
    match, held = weighed
    if held.conflicts or held.strange or not held.same:
        return False
    if not held.lacking or vectors is None or match.alike < NEAR:
        return not held.lacking
    spans = vectors.spans(claim)
    heard = (
        vectors.aligned(claim, [float(a < w.end and w.start < b) for a, b in spans], [match.sentence.id])
        for w in held.lacking
    )
    return all(found.met >= HEARD for (found,) in heard)


def _decided(claim: str, near: Sequence[_Weighed], store: Store) -> CheckedClaim:
    """By the best of those that say the same, with the others that share nearly as much."""
    best = near[0]
    against = best.held.conflicts
    told = [m.match for m in near if m.match.coverage >= best.match.coverage - CLOSE]
    stance: Literal["differs", "supports"] = "differs" if against else "supports"
    citations = [
        cite(m.sentence, store, n=n, stance=stance, score=m.coverage) for n, m in enumerate(told[:MOST], 1)
    ]
    return CheckedClaim(
        claim=claim, verdict="contradicted" if against else "supported", exact=False,
        citations=tuple(citations), conflicts=against,
    )  # fmt: skip


def _weights(words: Sequence[str], store: Store) -> dict[str, float]:
    """Inverse document frequency of the claim's content words; unknown ones weigh as the rarest."""
    content = {word for word in words if word not in STOPWORDS} or set(words)
    spread = store.spread(sorted(content))
    total = max(2, store.statistics().sentences)
    return {
        word: math.log(1 + total / (1 + (spread[word].sentences if word in spread else 0)))
        * (NUMBER if word[:1].isdigit() or word in SCALES else 1.0)
        for word in sorted(content)
    }


def _match(
    claim: str, weights: Mapping[str, float], sentence: Sentence, store: Store, alike: float
) -> _Match:
    held = set(store.terms([sentence.id])[sentence.id])
    total = sum(weights.values())
    shared = sum(weight * _held(word, held) for word, weight in weights.items())
    likeness = max(fuzz.ratio(claim, sentence.text), fuzz.partial_ratio(claim, sentence.text)) / 100
    coverage = shared / total if total else 0.0
    return _Match(sentence, coverage, likeness, alike)


def _held(word: str, held: set[str]) -> float:
    if word in held or otherwise(word, held):
        return 1.0
    # Whoever says the opposite speaks of the same thing.
    return 0.8 if any(alike(word, other) or is_opposite(word, other) for other in held) else 0.0


def _exact(claim: str, sentences: Sequence[Sentence], store: Store) -> tuple[Citation, ...]:
    """Every place where the claim's words stand as they are, quotation marks and spaces aside."""
    wanted = _plain(claim).strip(" \"'.")
    if len(wanted.split()) < 3:
        return ()
    found: list[Citation] = []
    for sentence in sentences:
        article = store.article(sentence.source)
        if _stands(wanted, _plain(sentence.text)):
            # "Iran attended" stands in "neither Syria nor Iran attended", and is not said there.
            if not any(denials(claim, sentence.text)):
                found.append(cite(sentence, store, n=len(found) + 1, stance="supports", score=1.0))
        elif span := _across(wanted, sentence, article):
            found.append(cite(sentence, store, n=len(found) + 1, stance="supports", score=1.0, span=span))
    return tuple(found[:MOST])


def _stands(wanted: str, text: str) -> bool:
    """Whether the words stand in a text, whole."""
    return re.search(rf"(?<![\w]){re.escape(wanted)}(?![\w])", text) is not None


def _across(wanted: str, sentence: Sentence, article: Article) -> Span | None:
    """A quotation that begins in this sentence and goes on in the next ones of its paragraph."""
    paragraph = article.paragraphs[sentence.paragraph - 1]
    text = article.text[sentence.start : paragraph.end]
    plain = _plain(text)
    at = plain.find(wanted)
    if not at < len(_plain(sentence.text)) < at + len(wanted) or at < 0:
        return None
    # Only white space was folded, so that the end is found by walking both texts together.
    length = next((n for n in range(len(text) + 1) if len(_plain(text[:n])) >= at + len(wanted)), len(text))
    return Span(sentence.start, sentence.start + length)


def _plain(text: str) -> str:
    return _SPACES.sub(" ", text.translate(_QUOTES)).strip().casefold()
