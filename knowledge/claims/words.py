"""The words of a claim that a sentence does not tell, under no other name and in no other words either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from knowledge.extraction.clauses_words import family, lexicon
from knowledge.lexicon.classes import calendar, quantities
from knowledge.retrieval.tables import everyday, names, opposites, places
from knowledge.temporal.timexes import find as find_timexes
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, fold, normal_form, words

__all__ = [
    "alike",
    "beside",
    "in_small_letters",
    "is_exact",
    "is_opposite",
    "named",
    "otherwise",
    "same_word",
    "tells_capitals",
    "untold",
]

SAME_WORD = 80
"""``fuzz.ratio`` from which two terms are one word misspelt."""
SURE = 0.6
"""How surely the tables must call two words the same: they are made for finding, where "king" may lead to
"president", "euro" to "dollar" and a capital to its country."""
LONGEST = 4
"""Words of the longest entry of the tables that is looked for."""
AROUND = 3
_DENYING = ("un", "in", "im", "il", "ir", "dis", "non", "anti")
_LIGHT = frozenset(
    normal_form(word)
    for word in """
    make take give gave given get go goes gone went come hold carry bring put keep show see seem mean
    follow draw attention form means step part place way case time result according since inside outside
    toward towards amid well now still also already yet ago back clear need needed seek ensure order
    particular particularly one receive offer great greater rather instead however meanwhile therefore
    thus later earlier today present current currently recently reportedly matter fact number amount
    pose belong return stand last use turn become remain work together include including certain
    """.split()
)
"""Words that say little by themselves, so that other words for the same thing do without them."""
LIGHT = 0.25
"""Share of a claim's content words that may be such and untold."""
_NOUNS_IN_LY = frozenset("ally rally family supply reply assembly bully anomaly monopoly butterfly".split())
_TITLES = frozenset(
    normal_form(word) for word in "president king queen monarch emperor dictator chancellor commander".split()
)
"""A president is a leader, but not every leader is a president."""
_SCALES = frozenset(map(normal_form, quantities().scales))
"""Alike in letters, and a thousand times apart."""
_EXACT = _SCALES | frozenset(
    normal_form(word)
    for word in (
        *(calendar().time_words - {"may"}), *quantities().currencies, *quantities().units,
        *quantities().fractions,
        "once", "twice", "dozen", "double", "triple",
    )
    if word.isalpha()
)  # fmt: skip
"""Measures and days: another one is near in meaning, and something else."""
_CHANGING = frozenset(normal_form(word) for word in "deny reject refuse refute dispute warn praise".split())
"""Verbs of saying that say more than that something is said."""


def untold(claim: Sequence[Word], theirs: frozenset[str]) -> list[Word]:
    """The content words of a claim that a sentence of these terms lacks; numbers are left to others.

    Words that say little may be lacking, if they are few.

    >>> [w.text for w in untold(words("Ministers resigned in Oslo"), frozenset(["minist", "quit"]))]
    ['Oslo']
    """
    told = _told_otherwise([w.term for w in claim], theirs)
    content = [(at, w) for at, w in enumerate(claim) if w.term not in STOPWORDS and not w.term[:1].isdigit()]
    lacking = [
        word
        for at, word in content
        if at not in told and not any(alike(word.term, other) for other in theirs)
    ]
    heavy = [word for word in lacking if not _is_light(word)]
    return heavy if len(lacking) - len(heavy) <= LIGHT * len(content) else lacking


def _is_light(word: Word) -> bool:
    adverb = word.text.endswith("ly") and word.text.islower() and word.text not in _NOUNS_IN_LY
    return word.term in _LIGHT or adverb


def is_exact(word: Word) -> bool:
    """Whether no word near in meaning tells this one: a number, a measure, a currency or a day."""
    return word.term in _EXACT or word.term[:1].isdigit()


def _told_otherwise(claim: Sequence[str], theirs: frozenset[str]) -> set[int]:
    """The places of those words of the claim that stand in the tables for words of the sentence."""
    found: set[int] = set()
    for at in range(len(claim)):
        for end in range(at + 1, min(at + LONGEST, len(claim)) + 1):
            phrase = tuple(claim[at:end])
            usual = {} if phrase[-1] in _TITLES else everyday().get(phrase, {})
            others = {**usual, **names().get(phrase, {})}
            if any(sure >= SURE and theirs.issuperset(other) for other, sure in others.items()):
                found.update(range(at, end))
    return found


def otherwise(term: str, theirs: Iterable[str]) -> bool:
    """Whether a sentence of these terms has the term under another general name ("American" for "US")."""
    held = frozenset(theirs)
    return any(held.issuperset(other) for other in names().get((term,), ()))


def alike(one: str, other: str) -> bool:
    """Whether two terms are the same word, or say the same kind of thing; verbs of saying all do."""
    return same_word(one, other) or (_is_saying(one) and _is_saying(other))


@lru_cache(maxsize=65536)
def same_word(one: str, other: str) -> bool:
    """Whether two terms are the same word, spelled differently perhaps, or tell the same kind of event."""
    if one == other:
        return True
    if one[:1].isdigit() or other[:1].isdigit() or is_opposite(one, other) or {one, other} & _SCALES:
        return False
    if family(one) == family(other) or names().get((one,), {}).get((other,), 0.0) >= SURE:
        return True
    if min(len(one), len(other)) < 4 or one in _countries() or other in _countries():
        return False
    return fuzz.ratio(one, other) >= SAME_WORD


def _is_saying(term: str) -> bool:
    return term in lexicon().report and term not in _CHANGING


def is_opposite(one: str, other: str) -> bool:
    """Whether two terms say the opposite of one another, by the table or by what stands before them."""
    if other in opposites().get(one, ()):
        return True
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return len(shorter) > 3 and any(longer == before + shorter for before in _DENYING)


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    """Names like "Austria" and "Australia" are alike in letters only."""
    return frozenset(normal_form(word) for name in places() for word in name.split() if word[0].isalnum())


def named(claim: Sequence[Word]) -> list[Word]:
    """The words that are names: countries in any letters, and capital words where capitals tell something.

    A word that opens the claim is a name only when it is no everyday word.
    """
    telling = tells_capitals(claim)
    return [
        word
        for at, word in enumerate(claim)
        if word.term not in STOPWORDS
        and not word.term[:1].isdigit()
        and (
            fold(word.text) in places()
            or (telling and len(word.text) > 1 and word.text[0].isupper() and (at or not _is_usual(word)))
        )
    ]


def tells_capitals(claim: Sequence[Word]) -> bool:
    """Whether capitals mark names: some words have one, and some that might have one have none."""
    content = [word.text[0] for word in claim[1:] if word.term not in STOPWORDS and word.text[0].isalpha()]
    return any(map(str.isupper, content)) and any(map(str.islower, content))


def in_small_letters(claim: str) -> str:
    """A claim in capitals, or with one at every word, as it would be written within a sentence.

    >>> in_small_letters("ISRAEL WAS TARGETED"), in_small_letters("IS Was Defeated")
    ('israel was targeted', 'IS was defeated')
    >>> in_small_letters("The strike began on 3 May"), in_small_letters("The Strike Began On 3 May")
    ('The strike began on 3 May', 'the strike began on 3 May')
    """
    found = words(claim)
    content = [w.text[0] for w in found[1:] if w.term not in STOPWORDS and w.text[0].isalpha()]
    if not content or not all(map(str.isupper, content)):
        return claim
    shouted = claim.isupper()
    days = find_timexes(claim, published=None)

    def small(word: Word) -> str:
        kept = word.text.isupper() and not shouted
        # In small letters "May" is no month any more.
        dated = any(day.start <= word.start < day.end for day in days)
        return word.text if kept or dated else word.text.lower()

    return (
        "".join(
            claim[before.end if before else 0 : word.start] + small(word)
            for before, word in zip([None, *found], found, strict=False)
        )
        + claim[found[-1].end :]
    )


def _is_usual(word: Word) -> bool:
    return (word.term,) in everyday() or word.term in opposites() or word.term in lexicon().verbs


def beside(found: Sequence[Word], first: int, after: int) -> frozenset[str]:
    """The content words and numbers around those from ``first`` to before ``after``."""
    before = [w.term for w in found[:first] if w.term not in STOPWORDS][-AROUND:]
    return frozenset([*before, *[w.term for w in found[after:] if w.term not in STOPWORDS][:AROUND]])
