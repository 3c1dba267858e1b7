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
_BEFORE_NOUN = DETERMINERS - {"all", "both", "many", "some", "more", "most", "others"}
_MORE = (BE | _HAVE | _DO) - {"'s"}
"""What may follow an auxiliary within its group."""
_IMPERSONAL = frozenset("it this that what aim goal task".split())
_WITH_BASE = frozenset("they we i you who that which people".split())
"""Subjects without a plural ending that a verb in its base agrees with."""


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
    words, j = _auxiliaries(found, i, b)
    be = words[-1] in BE
    if be:
        j = _past_due(found, j, b)
    if be and j < b and _is_to_do(found, i, j, table):
        head = min(_past_be(found, past_adverbs(found, j + 1), b), b - 1)
        return Verb(
            i, head, normal_form(found[head].low), "future", passive=False, negated=is_denied(found, a, j)
        )
    tense = _tense(words[0])
    if j < b and _can_follow(words[-1], found[j].low):
        going = be and found[j].low.endswith("ing")
        passive = be and not going
        return Verb(i, j, normal_form(found[j].low), tense, passive, is_denied(found, a, j), going)
    head = _last_auxiliary(found, i, j)
    denied = is_denied(found, a, min(j, b - 1))
    return Verb(i, head, _base(found[head].low), tense, passive=False, negated=denied)


def _auxiliaries(found: Sequence[Token], i: int, b: int) -> tuple[list[str], int]:
    """The auxiliaries that stand together from ``i`` on, and the place behind them and their adverbs."""
    words = [found[i].low]
    j = past_adverbs(found, i + 1)
    while j < b and found[j].low in _MORE:
        words.append(found[j].low)
        j = past_adverbs(found, j + 1)
    return words, j


def _is_to_do(found: Sequence[Token], i: int, at: int, table: Lexicon) -> bool:
    """Whether "to" at a place behind the form of "be" at ``i`` tells a plan, unlike "the aim is to"."""
    impersonal = i > 0 and found[i - 1].low in _IMPERSONAL
    return not impersonal and found[at].low == "to" and is_infinitive(found, at, table)


def _past_due(found: Sequence[Token], at: int, b: int) -> int:
    return at + 1 if at + 1 < b and found[at].low in DUE and found[at + 1].low == "to" else at


def _past_be(found: Sequence[Token], at: int, b: int) -> int:
    return past_adverbs(found, at + 1) if found[at].low == "be" and at + 1 < b else at


def _last_auxiliary(found: Sequence[Token], first: int, after: int) -> int:
    places = range(after - 1, first, -1)
    return next((at for at in places if found[at].low in _AUXILIARIES | {"be", "been"}), first)


def _base(word: str) -> str:
    return "be" if word in BE else "have" if word in _HAVE else word


def _tense(first: str) -> Tense:
    """Of a group that begins with this auxiliary."""
    if first in _FUTURE:
        return "future"
    if first in _CONDITIONAL:
        return "conditional"
    if first in _HAVE:
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
    token = found[i]
    regular = _is_regular(token, table)
    known = regular or token.low in table.past or (i > a and _is_flat(token.low, found[i - 1].low))
    if not known or not token.text.islower():
        return False
    if i > 0 and found[i - 1].low in _BEFORE_NOUN:
        return False
    return not (regular and _is_behind_noun(found, i, a, b, table))


def _is_flat(word: str, before: str) -> bool:
    """Whether a past form like its base has a subject in the singular, with which it can be no present."""
    return word in _FLAT and before.isalpha() and not before.endswith("s")


def _is_behind_noun(found: Sequence[Token], i: int, a: int, b: int, table: Lexicon) -> bool:
    """Whether a participle only describes the noun before it: "the port closed by the strike"."""
    following = found[i + 1].low if i + 1 < len(found) else ""
    if following in _WORDS.prepositions and any(is_auxiliary(found[k]) for k in range(i + 1, b)):
        return True
    near = i - a <= 4 and found[a].low in ("in", "amid", "the", "a")
    return following == "by" and (near or verb_follows(found, i + 1, b, table))


def verb_follows(found: Sequence[Token], i: int, b: int, table: Lexicon) -> bool:
    """Whether the piece has another finite verb, so that this one is a participle."""
    return any(is_auxiliary(found[k]) or _tells_by_itself(found, k, table) for k in range(i, b))


def _tells_by_itself(found: Sequence[Token], at: int, table: Lexicon) -> bool:
    past = found[at].low in table.past or _is_regular(found[at], table)
    return past and not (at + 1 < len(found) and found[at + 1].low == "by")


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
    word = found[i].low
    if not found[i].text.islower() or not word.isalpha() or not _leaves_room(found, i, a):
        return False
    known = normal_form(word) in table.verbs and not word.endswith("ing")
    return known and _agrees(word, found[i - 1])


def _agrees(verb: str, before: Token) -> bool:
    """Whether a verb in the present has the number of the word before it."""
    plural = before.low.endswith("s")
    if verb.endswith("s") and not verb.endswith("ss"):
        return not plural or before.text[:1].isupper()
    return before.text.isalpha() and (plural or before.low in _WITH_BASE)


def _leaves_room(found: Sequence[Token], i: int, a: int) -> bool:
    """Whether the words around a place let a verb stand there."""
    following = found[i + 1].low if i + 1 < len(found) else "."
    if following in ("of", "for", "and") or not following[0].isalnum():
        return False
    listed = found[a].low in ("and", "but", "or") and i > a + 1 and not found[i - 1].text[:1].isupper()
    return found[i - 1].low not in DETERMINERS and not listed


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
