"""A word's company → the verb group of a clause: its main verb, tense, voice and whether it is denied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from knowledge.extraction.clauses_words import Lexicon, lexicon
from knowledge.lexicon.classes import grammar
from knowledge.text.words import normal_form

__all__ = [
    "ADVERBS",
    "BE",
    "DETERMINERS",
    "DUE",
    "Tense",
    "Token",
    "Verb",
    "is_auxiliary",
    "is_denied",
    "is_infinitive",
    "is_participle",
    "past_adverbs",
    "tokens",
    "verb_follows",
    "verb_of",
]  # fmt: skip

Tense = Literal["past", "perfect", "present", "future", "conditional", "infinitive"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d.,:]*\d|[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]", re.UNICODE)
_WORDS = grammar()
_FLAT = frozenset("hit put quit shut burst split thrust beat".split())
"""Past forms like their base that are seldom nouns."""


def _with_not(verbs: frozenset[str]) -> frozenset[str]:
    return verbs | {form for form in _WORDS.contracted.negated if form.removesuffix("n't") in verbs}


BE = _WORDS.auxiliary.be | {"'s"}
_HAVE = _WORDS.auxiliary.have
_FUTURE = _WORDS.auxiliary.future | {"'ll", "won't"}
_CONDITIONAL = _with_not(_WORDS.auxiliary.modal)
_DO = _with_not(_WORDS.auxiliary.do - {"doing", "done"})
_AUXILIARIES = (BE | _HAVE | _FUTURE | _CONDITIONAL | _DO) - {"be", "been", "being", "having"}
DUE = frozenset("set due expected scheduled planned going likely about poised slated supposed".split())
_NOT = _WORDS.negation - {"cannot"} | {"n't"}
ADVERBS = frozenset(
    """not also already now still never just only soon then first recently currently repeatedly again once
    ever even long yet largely formally finally later earlier nonetheless nevertheless however meanwhile
    therefore thus instead almost nearly far all both""".split()
)
# After these comes a noun, no verb.
DETERMINERS = (
    (_WORDS.determiners | _WORDS.prepositions | {"both", "so", "too"}) - _WORDS.subordinators - {"that"}
)


class Token(NamedTuple):
    """A word or a mark, with its place in the article's text and its lower case."""

    text: str
    start: int
    end: int
    low: str


class Verb(NamedTuple):
    """A verb group: ``head`` is the place of its main verb among the sentence's tokens."""

    first: int
    head: int
    term: str
    """Normal form of the main verb."""
    tense: Tense
    passive: bool
    negated: bool
    progressive: bool = False


def tokens(text: str, *, offset: int = 0) -> list[Token]:
    """Words and marks in order; places count from ``offset``."""
    return [
        Token(m.group(), offset + m.start(), offset + m.end(), m.group().lower().replace("’", "'"))
        for m in _TOKEN.finditer(text)
    ]


def verb_of(found: Sequence[Token], a: int, b: int, table: Lexicon) -> Verb | None:
    """The first verb group of a piece: with an auxiliary, else a past form, else a present one."""
    if found[a].low == "to" and is_infinitive(found, a, table):
        head = past_adverbs(found, a + 1)
        if head < b:
            return _infinitive(found, a, head, b)
    for i in range(a, b):
        if is_auxiliary(found[i]):
            return _group(found, a, i, b, table)
        if _is_past(found, i, a, b, table):
            return Verb(
                i, i, normal_form(found[i].low), "past", passive=False, negated=is_denied(found, a, i)
            )
    for i in range(a + 1, b):
        if _is_present(found, i, a, table):
            return Verb(
                i, i, normal_form(found[i].low), "present", passive=False, negated=is_denied(found, a, i)
            )
    return None


def _infinitive(found: Sequence[Token], a: int, head: int, b: int) -> Verb:
    passive = False
    if found[head].low == "be" and head + 1 < b:
        following = past_adverbs(found, head + 1)
        if following < b and _looks_participle(found[following].low):
            head, passive = following, True
    return Verb(a, head, normal_form(found[head].low), "infinitive", passive=passive, negated=False)


def is_denied(found: Sequence[Token], a: int, b: int) -> bool:
    """Whether a word from ``a`` to ``b`` denies what the verb tells."""
    return any(_denies(found, n) for n in range(a, min(b + 1, len(found))))


def _denies(found: Sequence[Token], at: int) -> bool:
    """Not "without", "with no", "but not", which deny only a thing, nor the name in "the No side"."""
    word, before = found[at], found[at - 1].low if at else ""
    if word.low.endswith("n't"):
        return True
    of_thing = word.low == "without" or before in grammar().prepositions or before == "but"
    return word.low in _NOT and not of_thing and not (word.text == "No" and before.isalpha())


def _looks_participle(word: str) -> bool:
    table = lexicon()
    return (
        (word.endswith("ed") and word not in table.no_verbs) or word in table.participle or word in table.past
    )


def is_participle(token: Token) -> bool:
    """Whether a word has the form of a past participle."""
    return token.text.islower() and "-" not in token.text and _looks_participle(token.low)


def _group(found: Sequence[Token], a: int, i: int, b: int, table: Lexicon) -> Verb:
    """From an auxiliary to its main verb: "will have been sent", "is to host", "did not attend"."""
    first, words = i, [found[i].low]
    j = past_adverbs(found, i + 1)
    while j < b and found[j].low in (BE | _HAVE | _DO) and found[j].low != "'s":
        words.append(found[j].low)
        j = past_adverbs(found, j + 1)
    tense = _tense(words)
    be = words[-1] in BE
    if be and j < b and found[j].low in DUE and j + 1 < b and found[j + 1].low == "to":
        j += 1
    impersonal = i > 0 and found[i - 1].low in ("it", "this", "that", "what", "aim", "goal", "task")
    if be and not impersonal and j < b and found[j].low == "to" and is_infinitive(found, j, table):
        head = past_adverbs(found, j + 1)
        if found[head].low == "be" and head + 1 < b:
            head = past_adverbs(found, head + 1)
        head = min(head, b - 1)
        return Verb(
            first, head, normal_form(found[head].low), "future", passive=False, negated=is_denied(found, a, j)
        )
    if j < b and _can_follow(words[-1], found[j].low):
        passive = be and not found[j].low.endswith("ing")
        going = be and not passive
        return Verb(first, j, normal_form(found[j].low), tense, passive, is_denied(found, a, j), going)
    head = max(j - 1, first)
    while head > first and found[head].low not in _AUXILIARIES | {"be", "been"}:
        head -= 1
    base = "be" if found[head].low in BE else "have" if found[head].low in _HAVE else found[head].low
    return Verb(first, head, base, tense, passive=False, negated=is_denied(found, a, min(j, b - 1)))


def _tense(words: Sequence[str]) -> Tense:
    first = words[0]
    if first in _FUTURE:
        return "future"
    if first in _CONDITIONAL:
        return "conditional"
    if first in _HAVE and len(words) >= 1:
        return "perfect"
    return "past" if first in ("was", "were", "did", "didn't", "wasn't", "weren't") else "present"


def _can_follow(auxiliary: str, word: str) -> bool:
    """Whether the word can be the main verb after the auxiliary."""
    if auxiliary in _HAVE:
        return _looks_participle(word) or word in ("become", "come", "run", "overcome")
    if auxiliary in BE:
        return _looks_participle(word) or (word.endswith("ing") and len(word) > 4)
    return word.isalpha() and word not in DETERMINERS and not word.endswith(("ing",))


def _is_past(found: Sequence[Token], i: int, a: int, b: int, table: Lexicon) -> bool:
    """Whether a word without an auxiliary is a finite past form, not a participle before or after a noun."""
    word = found[i].low
    regular = _is_regular(found[i], table)
    before = found[i - 1].low if i > 0 else ""
    flat = word in _FLAT and i > a and not before.endswith("s") and before.isalpha()
    if not (regular or flat or word in table.past) or not found[i].text.islower():
        return False
    if before in DETERMINERS and before not in ("all", "both", "many", "some", "more", "most", "others"):
        return False
    following = found[i + 1].low if i + 1 < len(found) else ""
    if following in _WORDS.prepositions and regular and any(is_auxiliary(found[k]) for k in range(i + 1, b)):
        return False
    if following == "by" and regular and verb_follows(found, i + 1, b, table):
        return False
    return not (following == "by" and regular and i - a <= 4 and found[a].low in ("in", "amid", "the", "a"))


def verb_follows(found: Sequence[Token], i: int, b: int, table: Lexicon) -> bool:
    """Whether the piece has another finite verb, so that this one is a participle."""
    return any(
        is_auxiliary(found[k])
        or (
            (found[k].low in table.past or _is_regular(found[k], table))
            and not (k + 1 < len(found) and found[k + 1].low == "by")
        )
        for k in range(i, b)
    )


def _is_regular(token: Token, table: Lexicon) -> bool:
    word = token.low
    return (
        word.endswith("ed")
        and len(word) > 3
        and word not in table.no_verbs
        and "-" not in word
        and token.text.islower()
    )


def _is_present(found: Sequence[Token], i: int, a: int, table: Lexicon) -> bool:
    """Whether a known verb in "-s", or in its base after a plural, stands where a verb can stand."""
    word, before = found[i].low, found[i - 1].low
    if not found[i].text.islower() or not word.isalpha() or before in DETERMINERS or i <= a:
        return False
    following = found[i + 1].low if i + 1 < len(found) else "."
    if following in ("of", "for", "and") or not following[0].isalnum():
        return False
    if found[a].low in ("and", "but", "or") and i > a + 1 and not found[i - 1].text[:1].isupper():
        return False
    if normal_form(word) not in table.verbs or word.endswith("ing"):
        return False
    singular = word.endswith("s") and not word.endswith("ss")
    plural_before = before.endswith("s") or before in (
        "they",
        "we",
        "i",
        "you",
        "who",
        "that",
        "which",
        "people",
    )
    if singular:
        return not before.endswith("s") or found[i - 1].text[:1].isupper()
    return plural_before and found[i - 1].text.isalpha()


def is_auxiliary(token: Token) -> bool:
    """Whether the word is an auxiliary; in capitals it is a name ("IS"), and "May" a month."""
    known = token.low in _AUXILIARIES or token.low.endswith("n't")
    return known and not (token.text.isupper() and len(token.text) > 1) and token.text != "May"


def is_infinitive(found: Sequence[Token], i: int, table: Lexicon) -> bool:
    """Whether "to" stands before a verb, not before a noun."""
    j = past_adverbs(found, i + 1)
    if j >= len(found) or not found[j].text.islower() or found[j].low in DETERMINERS:
        return False
    if found[j].low in ("be", "have", "do"):
        return True
    word = found[j].low
    if word.endswith(("s", "ed", "ing")) or not word.isalpha():
        return False
    return normal_form(word) in table.verbs or (i > 0 and found[i - 1].low in BE | DUE)


def past_adverbs(found: Sequence[Token], i: int) -> int:
    """The first place from ``i`` on that is no adverb."""
    while i < len(found) and (
        found[i].low in ADVERBS or (found[i].low.endswith("ly") and found[i].text.islower())
    ):
        i += 1
    return i
