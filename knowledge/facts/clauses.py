"""A sentence → its clauses, each with its head verb and tense, by light rules over function words and endings.

No model: a sentence is cut wherever a clause may begin, and pieces without a verb are joined to a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from knowledge.facts.clauses_words import Lexicon, lexicon
from knowledge.model import Span
from knowledge.text.words import normal_form

__all__ = ["Clause", "Tense", "Token", "Verb", "clauses", "tokens"]

Tense = Literal["past", "perfect", "present", "future", "conditional", "infinitive"]

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|\d[\d.,:]*\d|[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]", re.UNICODE)
_BREAKS = frozenset(";:–—")
_LINKS = frozenset(
    """after before while when because although though whereas once until unless if as since which who whom
    where that following whose than amid""".split()
)
_RELATIVE = frozenset("which who whom where that whose".split())
_JOINS = frozenset("and but or".split())
_BE = frozenset("am is are was were be been being 's".split())
_HAVE = frozenset("have has had having".split())
_FUTURE = frozenset("will shall 'll won't".split())
_CONDITIONAL = frozenset("would could might may can should must cannot couldn't wouldn't".split())
_DO = frozenset("do does did didn't doesn't don't".split())
_AUXILIARIES = (_BE | _HAVE | _FUTURE | _CONDITIONAL | _DO) - {"be", "been", "being", "having"}
_DUE = frozenset("set due expected scheduled planned going likely about poised slated supposed".split())
_NOT = frozenset("not never no none nobody nothing n't hardly without neither nor".split())
_ADVERBS = frozenset(
    """not also already now still never just only soon then first recently currently repeatedly again once
    ever even long yet largely formally finally later earlier nonetheless nevertheless however meanwhile
    therefore thus instead almost nearly far all both""".split()
)
_PREPOSITIONS = frozenset("by to in on at with from for of into against under".split())
_DETERMINERS = frozenset(
    """the a an this these those its his her their our my your some any many more most several few no each
    every both all such other another of in on at by with for from to into over under about against between
    during within without amid very so as than too""".split()
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


class Clause(NamedTuple):
    """A piece of a sentence with at most one head verb; ``link`` is the word that ties it to the others."""

    tokens: tuple[Token, ...]
    first: int
    """Place of its first token among the sentence's tokens."""
    verb: Verb | None
    link: str | None
    quoted: bool
    """It begins inside quotation marks."""

    @property
    def span(self) -> Span:
        """From its first to its last token, in the article's text."""
        return Span(self.tokens[0].start, self.tokens[-1].end)


def tokens(text: str, *, offset: int = 0) -> list[Token]:
    """Words and marks in order; places count from ``offset``."""
    return [
        Token(m.group(), offset + m.start(), offset + m.end(), m.group().lower().replace("’", "'"))
        for m in _TOKEN.finditer(text)
    ]


def clauses(text: str, *, offset: int = 0, whole: Sequence[Span] = ()) -> list[Clause]:
    """The clauses of a sentence in order; together they hold every token. Nothing is cut inside ``whole``.

    >>> [c.verb and c.verb.term for c in clauses("Ministers met on Friday after the strike ended, a union said.")]
    ['meet', 'end', 'say']
    """
    found = tokens(text, offset=offset)
    if not found:
        return []
    table = lexicon()
    protected = {i for i, t in enumerate(found) for s in whole if s.start < t.start < s.end}
    cuts = [0, *(i for i in range(1, len(found)) if i not in protected and _may_begin(found, i, table))]
    pieces = [
        part
        for a, b in zip(cuts, [*cuts[1:], len(found)], strict=True)
        for part in _parted(_piece(found, a, b, table), found, table)
    ]
    starts = {s.start for s in whole}
    return [
        clause._replace(link=None) if clause.link == "since" and clause.tokens[0].start in starts else clause
        for clause in _joined(pieces, found, table)
    ]


def _parted(piece: Clause, found: Sequence[Token], table: Lexicon) -> list[Clause]:
    """A piece in two where a second verb begins without a link: "said the port was closed", "who fled have returned"."""
    if piece.verb is None:
        return [piece]
    end = piece.first + len(piece.tokens)
    at = piece.verb.head + 1
    if piece.link in _RELATIVE:
        cut = next((i for i in range(at + 1, end) if _is_auxiliary(found[i])), None)
    elif piece.verb.term in table.report and not piece.verb.passive and _verb_follows(found, at, end, table):
        cut = at
        while cut < end and (found[cut].low in _ADVERBS or found[cut].low.endswith("day")):
            cut += 1
    else:
        return [piece]
    if cut is None or cut >= end:
        return [piece]
    return [
        piece._replace(tokens=piece.tokens[: cut - piece.first]),
        _piece(found, cut, end, table)._replace(quoted=piece.quoted),
    ]


def _may_begin(found: Sequence[Token], i: int, table: Lexicon) -> bool:
    """Whether a clause may begin at a token: after a mark, at a link, a join, or an infinitive."""
    before, here = found[i - 1], found[i]
    if before.text in _BREAKS or before.text == ",":
        return True
    if here.low in _LINKS:
        return not (
            (here.low in ("that", "which", "whom") and before.low in _DETERMINERS)
            or (here.low == "than" and before.low in ("more", "less", "fewer", "rather", "later", "earlier"))
        )
    if here.low in _JOINS:
        return before.text != ","
    return here.low == "to" and _is_infinitive(found, i, table) and not _is_future_to(found, i)


def _is_future_to(found: Sequence[Token], i: int) -> bool:
    """Whether the "to" belongs to "is to", "are due to" and the like."""
    j = i - 1
    while j > 0 and (found[j].low in _ADVERBS or found[j].low in _DUE):
        j -= 1
    return _is_auxiliary(found[j]) and found[j].low in _BE


def _is_auxiliary(token: Token) -> bool:
    """Whether the word is an auxiliary; in capitals it is a name ("IS")."""
    known = token.low in _AUXILIARIES or token.low.endswith("n't")
    return known and not (token.text.isupper() and len(token.text) > 1)


def _is_infinitive(found: Sequence[Token], i: int, table: Lexicon) -> bool:
    """Whether "to" stands before a verb, not before a noun."""
    j = _past_adverbs(found, i + 1)
    if j >= len(found) or not found[j].text.islower() or found[j].low in _DETERMINERS:
        return False
    if found[j].low in ("be", "have", "do"):
        return True
    word = found[j].low
    return normal_form(word) in table.verbs and not word.endswith(("s", "ed", "ing"))


def _past_adverbs(found: Sequence[Token], i: int) -> int:
    """The first place from ``i`` on that is no adverb."""
    while i < len(found) and (
        found[i].low in _ADVERBS or (found[i].low.endswith("ly") and found[i].text.islower())
    ):
        i += 1
    return i


def _piece(found: Sequence[Token], a: int, b: int, table: Lexicon) -> Clause:
    head = found[a].low
    if head in _JOINS and a + 1 < b and found[a + 1].low in _LINKS:
        head = found[a + 1].low
    link = head if head in _LINKS or head in _JOINS or head == "to" else None
    return Clause(tuple(found[a:b]), a, _verb(found, a, b, table), link, _inside_quotes(found, a))


def _inside_quotes(found: Sequence[Token], a: int) -> bool:
    """Whether an odd number of quotation marks stands before, or an opening one right here."""
    level = 0
    for token in found[: a + 1]:
        if token.text == '"':
            level = 1 - level
        elif token.text == "“":
            level = 1
        elif token.text == "”":
            level = 0
    return level == 1


def _verb(found: Sequence[Token], a: int, b: int, table: Lexicon) -> Verb | None:
    """The first verb group of a piece: with an auxiliary, else a past form, else a present one."""
    if found[a].low == "to" and _is_infinitive(found, a, table):
        head = _past_adverbs(found, a + 1)
        if head < b:
            return _infinitive(found, a, head, b)
    for i in range(a, b):
        if _is_auxiliary(found[i]):
            return _group(found, a, i, b, table)
        if _is_past(found, i, a, b, table):
            return Verb(i, i, normal_form(found[i].low), "past", passive=False, negated=_negated(found, a, i))
    for i in range(a + 1, b):
        if _is_present(found, i, a, table):
            return Verb(
                i, i, normal_form(found[i].low), "present", passive=False, negated=_negated(found, a, i)
            )
    return None


def _infinitive(found: Sequence[Token], a: int, head: int, b: int) -> Verb:
    passive = False
    if found[head].low == "be" and head + 1 < b:
        following = _past_adverbs(found, head + 1)
        if following < b and _looks_participle(found[following].low):
            head, passive = following, True
    return Verb(a, head, normal_form(found[head].low), "infinitive", passive=passive, negated=False)


def _negated(found: Sequence[Token], a: int, b: int) -> bool:
    """Whether a word from ``a`` to ``b`` denies."""
    return any(t.low in _NOT or t.low.endswith("n't") for t in found[a : b + 1])


def _looks_participle(word: str) -> bool:
    table = lexicon()
    return (
        (word.endswith("ed") and word not in table.noted)
        or word in table.participle
        or word in table.past
        or word in table.same
    )


def _group(found: Sequence[Token], a: int, i: int, b: int, table: Lexicon) -> Verb:
    """From an auxiliary to its main verb: "will have been sent", "is to host", "did not attend"."""
    first, words = i, [found[i].low]
    j = _past_adverbs(found, i + 1)
    while j < b and found[j].low in (_BE | _HAVE | _DO) and found[j].low not in ("'s",):
        words.append(found[j].low)
        j = _past_adverbs(found, j + 1)
    tense = _tense(words)
    be = words[-1] in _BE
    if be and j < b and found[j].low in _DUE and j + 1 < b and found[j + 1].low == "to":
        j += 1
    impersonal = i > 0 and found[i - 1].low in ("it", "this", "that", "what", "aim", "goal", "task")
    if be and not impersonal and j < b and found[j].low == "to" and _is_infinitive(found, j, table):
        head = _past_adverbs(found, j + 1)
        if found[head].low == "be" and head + 1 < b:
            head = _past_adverbs(found, head + 1)
        head = min(head, b - 1)
        return Verb(first, head, normal_form(found[head].low), "future", passive=False, negated=_negated(found, a, j))
    if j < b and _can_follow(words[-1], found[j].low, table):
        passive = be and not found[j].low.endswith("ing")
        going = be and not passive
        return Verb(first, j, normal_form(found[j].low), tense, passive, _negated(found, a, j), going)
    head = j - 1 if j - 1 >= first else first
    while head > first and found[head].low not in _AUXILIARIES | {"be", "been"}:
        head -= 1
    base = "be" if found[head].low in _BE else "have" if found[head].low in _HAVE else found[head].low
    return Verb(first, head, base, tense, passive=False, negated=_negated(found, a, min(j, b - 1)))


def _tense(words: Sequence[str]) -> Tense:
    first = words[0]
    if first in _FUTURE:
        return "future"
    if first in _CONDITIONAL:
        return "conditional"
    if first in _HAVE and len(words) >= 1:
        return "perfect"
    return "past" if first in ("was", "were", "did", "didn't", "wasn't", "weren't") else "present"


def _can_follow(auxiliary: str, word: str, table: Lexicon) -> bool:
    """Whether the word can be the main verb after the auxiliary."""
    if auxiliary in _HAVE:
        return _looks_participle(word) or word in ("become", "come", "run", "overcome")
    if auxiliary in _BE:
        return _looks_participle(word) or (word.endswith("ing") and len(word) > 4)
    return word.isalpha() and word not in _DETERMINERS and not word.endswith(("ing",))


def _is_past(found: Sequence[Token], i: int, a: int, b: int, table: Lexicon) -> bool:
    """Whether a word without an auxiliary is a finite past form, not a participle before or after a noun."""
    word = found[i].low
    regular = _is_regular(found[i], table)
    if not (regular or word in table.past) or not found[i].text.islower():
        return False
    before = found[i - 1].low if i > 0 else ""
    if before in _DETERMINERS and before not in ("all", "both", "many", "some", "more", "most", "others"):
        return False
    following = found[i + 1].low if i + 1 < len(found) else ""
    if following in _PREPOSITIONS and regular and any(_is_auxiliary(found[k]) for k in range(i + 1, b)):
        return False
    if following == "by" and regular and _verb_follows(found, i + 1, b, table):
        return False
    return not (following == "by" and regular and i - a <= 4 and found[a].low in ("in", "amid", "the", "a"))


def _verb_follows(found: Sequence[Token], i: int, b: int, table: Lexicon) -> bool:
    """Whether the piece has another finite verb, so that this one is a participle."""
    return any(
        _is_auxiliary(found[k])
        or (
            (found[k].low in table.past or _is_regular(found[k], table))
            and not (k + 1 < len(found) and found[k + 1].low == "by")
        )
        for k in range(i, b)
    )


def _is_regular(token: Token, table: Lexicon) -> bool:
    word = token.low
    return word.endswith("ed") and len(word) > 3 and word not in table.noted and "-" not in word and token.text.islower()


def _is_present(found: Sequence[Token], i: int, a: int, table: Lexicon) -> bool:
    """Whether a known verb in "-s", or in its base after a plural, stands where a verb can stand."""
    word, before = found[i].low, found[i - 1].low
    if not found[i].text.islower() or not word.isalpha() or before in _DETERMINERS or i <= a:
        return False
    following = found[i + 1].low if i + 1 < len(found) else "."
    if following in ("of", "for", "and") or not following[0].isalnum():
        return False
    if found[a].low in _JOINS and i > a + 1 and not found[i - 1].text[:1].isupper():
        return False
    if normal_form(word) not in table.verbs or word.endswith("ing"):
        return False
    singular = word.endswith("s") and not word.endswith("ss")
    plural_before = before.endswith("s") or before in ("they", "we", "i", "you", "who", "that", "which", "people")
    if singular:
        return not before.endswith("s") or found[i - 1].text[:1].isupper()
    return plural_before and found[i - 1].text.isalpha()


def _joined(pieces: Sequence[Clause], found: Sequence[Token], table: Lexicon) -> list[Clause]:
    """Pieces without a verb go to the one before; those that open a sentence, to the one after."""
    out: list[Clause] = []
    waiting: Clause | None = None
    for piece in pieces:
        here = piece if waiting is None else _both(waiting, piece, found, table)
        waiting = None
        if here.verb is None and (not out or _is_subject(here)):
            waiting = here
        elif here.verb is None:
            out[-1] = _both(out[-1], here, found, table)
        else:
            out.append(here)
    if waiting is not None:
        if out:
            out[-1] = _both(out[-1], waiting, found, table)
        else:
            out.append(waiting)
    return out


def _is_subject(piece: Clause) -> bool:
    """A link with its noun, waiting for its verb: "while the minister," before "who resigned"."""
    return piece.link in ("while", "although", "though", "because", "whereas", "but") and len(piece.tokens) > 1


def _both(left: Clause, right: Clause, found: Sequence[Token], table: Lexicon) -> Clause:
    verb = left.verb or right.verb
    if verb is not None and left.verb is None:
        denied = _negated(found, left.first, verb.first)
        verb = verb._replace(negated=verb.negated or denied)
    both = (*left.tokens, *right.tokens)
    if verb is None:
        verb = _verb(found, left.first, left.first + len(both), table)
    return Clause(both, left.first, verb, left.link, left.quoted and right.quoted if left.verb is None else left.quoted)
