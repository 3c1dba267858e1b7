"""What the source stands by: what it only denies, doubts, alleges, plans or corrects is not told by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.claims.checks.registry import Finding, check
from knowledge.claims.facts import Asked, Told
from knowledge.extraction.assertion import Asserted, assertions
from knowledge.extraction.clauses import clauses
from knowledge.extraction.clauses_verbs import DETERMINERS
from knowledge.extraction.clauses_words import family
from knowledge.lexicon.classes import grammar
from knowledge.model import Assertion, Conflict
from knowledge.text.words import Word

__all__ = ["asserted"]

MOST = 0.75
"""Share of the words told by both from which what is made of them is made of the claim, whose verb is not."""
HALF = 0.5
"""The same where the verb is told of something, and the rest of the claim only framed."""
_NOMINAL = ("tion", "sion", "ment", "ance", "ence")
_PLAIN = frozenset({"be", "have", "do"})
_AGAINST = frozenset({"denied", "corrected"})
_DENIAL = {"told", "denied"}


class _Pair(NamedTuple):
    ours: Assertion
    theirs: Assertion
    part: Asserted
    verb: bool


@check
def asserted(asked: Asked, told: Told) -> Finding:
    """Met where both say alike of the claim's verb, or else of most words that they share, whether it is so.

    It conflicts where one of them tells what the other denies or corrects; what the sentence doubts, alleges,
    plans or supposes it leaves unmet, and a denial where it denies nothing.
    """
    ours, theirs = assertions(asked.text), assertions(told.text)
    pairs = list(_pairs(asked, told, ours, theirs))
    if other := _other(pairs, plain=not _verbs(asked.text)):
        return _differing(other, asked, told)
    if noun := _only_noun(asked, told, pairs):
        return Finding(unmet=(noun,))
    denied = [part for part in ours if part.assertion == "denied"]
    if denied and not any(part.assertion in _AGAINST for part in theirs):
        return Finding(unmet=(asked.text[denied[0].span.start : denied[0].span.end].strip(" ,."),))
    if _is_beside(pairs):
        return Finding(unmet=(asked.text.strip(" ."),))
    return Finding(met=int(bool(pairs)))


def _other(pairs: Sequence[_Pair], *, plain: bool) -> _Pair | None:
    """What most pairs come to that do not agree, if it counts; ``plain``: the claim has no verb but "be"."""
    verbs = [pair for pair in pairs if pair.verb]
    if verbs:
        needed: float = len(verbs)
        apart = [pair for pair in verbs if pair.ours != pair.theirs]
    else:
        needed = MOST * len(pairs)
        apart = [pair for pair in pairs if _is_turned(pair, plain=plain)]
    return Counter(apart).most_common(1)[0][0] if apart and len(apart) >= needed else None


def _is_turned(pair: _Pair, *, plain: bool) -> bool:
    return _is_taken_back(pair) or (plain and {pair.ours, pair.theirs} == _DENIAL)


def _differing(other: _Pair, asked: Asked, told: Told) -> Finding:
    found = told.text[other.part.span.start : other.part.span.end].strip(" ,.;")
    both = {other.ours, other.theirs}
    if "told" in both and both & _AGAINST:
        return Finding(conflicts=(Conflict(what="negation", claimed=asked.text.strip(" ."), found=found),))
    return Finding(unmet=(other.part.cue or found,))


def _only_noun(asked: Asked, told: Told, pairs: Sequence[_Pair]) -> str:
    """The claim's verb where the sentence only names it: "resigned", "calls for his resignation"."""
    if any(map(_is_of_verb, pairs)):
        return ""
    heads = _verbs(asked.text)
    verbs = {family(word.term): word.text for word in asked.content if word.start in heads}
    named = [n for n, word in enumerate(told.words) if family(word.term) in verbs]
    if not named or not all(_is_noun(told.words, n) for n in named):
        return ""
    return verbs[family(told.words[named[0]].term)]


def _is_of_verb(pair: _Pair) -> bool:
    return pair.verb or pair.ours == pair.theirs == "denied"


def _is_noun(found: Sequence[Word], at: int) -> bool:
    determined = at > 0 and found[at - 1].text.lower() in DETERMINERS
    return determined or found[at].text.lower().endswith(_NOMINAL)


def _is_beside(pairs: Sequence[_Pair]) -> bool:
    """Whether the rest of what is claimed is not told: only the verb, or words of a denied clause."""
    rest = [pair for pair in pairs if not pair.verb]
    framed = [pair for pair in rest if pair.ours == "told" and pair.theirs != "told"]
    verb = any(pair.verb for pair in pairs)
    return bool(framed) and len(framed) > (HALF if verb else MOST) * len(rest)


def _is_taken_back(pair: _Pair) -> bool:
    """Whether the sentence makes less of it than the claim, by a cue."""
    less = pair.ours == "told" or (pair.ours == "planned" and pair.theirs in _AGAINST)
    return less and _is_framed(pair.part)


def _is_framed(part: Asserted) -> bool:
    """Whether a cue makes it so; by its own verb alone something else may be denied beside it."""
    own = part.cue in grammar().negation | grammar().auxiliaries
    return part.assertion != "told" and not (own and part.assertion == "denied") and part.cue != "would"


def _pairs(asked: Asked, told: Told, ours: Sequence[Asserted], theirs: Sequence[Asserted]) -> Iterator[_Pair]:
    """Each content word of the claim that the sentence has, in the part that agrees, if one does."""
    verbs, told_verbs = _verbs(asked.text), _verbs(told.text)
    for word in asked.content:
        own, held = _part(word.start, ours), _held(word, told, theirs)
        if own is None or not held:
            continue
        place, same = next((one for one in held if one[1].assertion == own.assertion), held[0])
        verb = word.start in verbs and (place in told_verbs or _is_framed(same))
        yield _Pair(own.assertion, same.assertion, same, verb)


def _held(word: Word, told: Told, theirs: Sequence[Asserted]) -> list[tuple[int, Asserted]]:
    """Where the sentence has a word in any form, with the part that holds it."""
    places = [one.start for one in told.words if family(one.term) == family(word.term)]
    return [(place, part) for place in places if (part := _part(place, theirs)) is not None]


def _verbs(text: str) -> frozenset[int]:
    """Where the heads of the verbs begin that tell something by themselves."""
    return frozenset(
        clause.tokens[clause.verb.head - clause.first].start
        for clause in clauses(text)
        if clause.verb is not None and clause.verb.term not in _PLAIN
    )


def _part(place: int, parts: Sequence[Asserted]) -> Asserted | None:
    return next((part for part in parts if part.span.start <= place < part.span.end), None)
