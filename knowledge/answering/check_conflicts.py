"""The words of a claim and of a sentence that cannot both be right: numbers, dates, names, negation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from knowledge.facts.nations import nations
from knowledge.facts.timex import find as find_timexes
from knowledge.finding.tables import names
from knowledge.model import Conflict, Fact, Figure, Mention, Sentence, Timex
from knowledge.text.numbers import PATTERN, in_digits
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, words

if TYPE_CHECKING:
    from knowledge.seams import Store

__all__ = ["conflicts", "otherwise", "strange_names", "strange_numbers"]

_NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|hardly|denied|denies|deny|refused|refuses"
    r"|rejected|failed to|fails to|unable|ruled out|\w+n['’]t)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(rf"(?<![\w.,])(?:\d[\d,]*(?:\.\d+)?|{PATTERN})(?![\w])", re.IGNORECASE)
SAME_NAME = 85


def conflicts(claim: str, sentence: Sentence, store: Store) -> tuple[Conflict, ...]:
    """Every conflict, each with the words of both; empty when nothing speaks against the claim."""
    facts = [stored.fact for stored in store.facts(sentences=(sentence.id,))]
    article = store.article(sentence.source)
    published = article.source.published
    asked = find_timexes(claim, published=published)
    told = [f for f in facts if isinstance(f, Timex)]
    found = [
        *_dates(claim, asked, article.text, told),
        *_numbers(claim, asked, sentence, told, facts),
        *_names(claim, sentence, [f for f in facts if isinstance(f, Mention)]),
        *_negation(claim, sentence.text),
    ]
    return tuple(found)


def _dates(claim: str, asked: Sequence[Timex], text: str, told: Sequence[Timex]) -> Iterable[Conflict]:
    """A day of the claim that meets none of the sentence's, where the sentence has days at all."""
    periods = [t for t in told if t.period]
    for timex in asked:
        if timex.period is None or not periods:
            continue
        words_ = claim[timex.start : timex.end]
        if any(_agree(timex, t) or text[t.start : t.end].casefold() == words_.casefold() for t in periods):
            continue
        nearest = max(periods, key=lambda t: fuzz.ratio(text[t.start : t.end], words_))
        yield Conflict(what="date", claimed=words_, found=text[nearest.start : nearest.end])


def _agree(ours: Timex, theirs: Timex) -> bool:
    """The same value; or of two that are not equally fine, days in common. A limit has only its value."""
    if ours.value == theirs.value:
        return True
    if ours.period is None or theirs.period is None or ours.mod or theirs.mod:
        return False
    finer = ours.period.granularity != theirs.period.granularity
    return finer and ours.period.meets(theirs.period)


def _numbers(
    claim: str, asked: Sequence[Timex], sentence: Sentence, told: Sequence[Timex], facts: Sequence[Fact]
) -> Iterable[Conflict]:
    """A number of the claim that the sentence does not have, while it has one that the claim has not."""
    days = [(t.start, t.end) for t in asked if t.type in ("DATE", "TIME")]
    their_days = [
        (t.start - sentence.start, t.end - sentence.start) for t in told if t.type in ("DATE", "TIME")
    ]
    claimed, found = _values(claim, days), _values(sentence.text, their_days)
    figures = [f for f in facts if isinstance(f, Figure)]
    spare = {v: w for v, w in found.items() if v not in claimed}
    for value, words_ in claimed.items():
        if value in found:
            continue
        counted = _after(claim, words_)
        same = [f for f in figures if counted and counted in (w.term for w in words(f.counted))]
        others = {f.text for f in figures if counted and f.counted and f not in same}
        free = [shown for shown in spare.values() if not any(shown in text for text in others)]
        if same:
            yield Conflict(what="number", claimed=words_, found=same[0].text)
        elif free:
            yield Conflict(what="number", claimed=words_, found=free[0])


def strange_numbers(claim: str, sentence: Sentence, store: Store) -> bool:
    """Whether the claim tells a number that the sentence does not tell."""
    facts = [stored.fact for stored in store.facts("timex", sentences=(sentence.id,))]
    published = store.article(sentence.source).source.published
    ours = [(t.start, t.end) for t in find_timexes(claim, published=published) if t.type in ("DATE", "TIME")]
    theirs = [
        (t.start - sentence.start, t.end - sentence.start)
        for t in facts
        if isinstance(t, Timex) and t.type in ("DATE", "TIME")
    ]
    return not _values(claim, ours).keys() <= _values(sentence.text, theirs).keys()


def _after(claim: str, number: str) -> str | None:
    """The term that the claim counts by this number."""
    rest = words(claim[claim.find(number) + len(number) :])
    return next((w.term for w in rest[:3] if w.term not in STOPWORDS), None)


def _values(text: str, dates: Sequence[tuple[int, int]]) -> dict[float, str]:
    values: dict[float, str] = {}
    for match in _NUMBER.finditer(text):
        if any(a < match.end() and match.start() < b for a, b in dates):
            continue
        digits = match.group().replace(",", "") if match.group()[0].isdigit() else in_digits(match.group())
        if digits and re.fullmatch(r"\d+(?:\.\d+)?", digits):
            values.setdefault(float(digits), match.group())
    return values


def _names(claim: str, sentence: Sentence, mentions: Sequence[Mention]) -> Iterable[Conflict]:
    """A name of the claim that the sentence lacks, in the place of one that the claim lacks."""
    ours = words(claim)
    own_terms = {w.term for w in ours}
    spare = [m for m in mentions if not {w.term for w in words(m.text)} <= own_terms]
    for word in _missing(ours, sentence):
        country = word.text in nations().names or word.text in nations().capitals
        place = _same_place(word, ours, sentence, [m for m in spare if m.kind == "place" or not country])
        if place:
            yield Conflict(what="name", claimed=word.text, found=place.text)


def strange_names(claim: str, sentence: Sentence) -> bool:
    """Whether the claim names somebody whom the sentence does not, under no other name either."""
    return bool(_missing(words(claim), sentence))


def _missing(claim: Sequence[Word], sentence: Sentence) -> list[Word]:
    theirs = {w.term for w in words(sentence.text)}
    return [
        w for w in _capitals(claim)
        if w.term not in theirs and not _similar(w.term, theirs) and not otherwise(w.term, theirs)
    ]  # fmt: skip


def otherwise(term: str, theirs: set[str]) -> bool:
    """Whether a sentence of these terms has the term under another general name ("American" for "US")."""
    return any(theirs.issuperset(other) for other in names().get((term,), {}))


def _capitals(claim: Sequence[Word]) -> list[Word]:
    """Capital words, the first of a sentence only when it is no function word."""
    return [w for w in claim if w.text[0].isupper() and w.text.lower() not in STOPWORDS and len(w.text) > 1]


def _similar(term: str, others: Iterable[str]) -> bool:
    return any(fuzz.ratio(term, other) >= SAME_NAME for other in others)


def _same_place(
    word: Word, claim: Sequence[Word], sentence: Sentence, spare: Sequence[Mention]
) -> Mention | None:
    """The sentence's name with the same neighbour as the claim's word: "Minister X" and "Minister Y"."""
    at = claim.index(word)
    beside = {w.term for w in [*claim[max(0, at - 2) : at], *claim[at + 1 : at + 3]]}
    theirs = words(sentence.text)
    for mention in spare:
        start = mention.start - sentence.start
        first = next((n for n, w in enumerate(theirs) if w.end > start), None)
        if first is None:
            continue
        length = len(words(mention.text))
        around = {
            w.term for w in theirs[max(0, first - 2) : first] + theirs[first + length : first + length + 2]
        }
        if beside & around:
            return mention
    return None


def _negation(claim: str, text: str) -> Iterable[Conflict]:
    """One denies and the other does not: the negative words differ by an odd number."""
    ours, theirs = _NEGATIVE.findall(claim), _NEGATIVE.findall(text)
    if len(ours) % 2 != len(theirs) % 2:
        yield Conflict(what="negation", claimed=_shown(ours, claim), found=_shown(theirs, text))


def _shown(negatives: Sequence[str], text: str) -> str:
    return negatives[0] if negatives else " ".join(text.split()[:6]) + " …"
