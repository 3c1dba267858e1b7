"""The tokens of a sentence → its frames: cues of denial, doubt, allegation and the like with their scope.

A scope begins at what its cue governs (a clause, an infinitive, a gerund) and ends with the clause: at a tail
such as ", police said", at ", and" or "but", or at the verb that the cue's noun is the subject of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from knowledge.extraction.clauses_verbs import ADVERBS, DETERMINERS, Token, is_auxiliary, is_participle
from knowledge.lexicon.classes import grammar, speech
from knowledge.lexicon.cues import assertion_cues
from knowledge.lexicon.inflection import inflected, verb_forms
from knowledge.model import Assertion
from knowledge.text.words import normal_form

__all__ = ["Frame", "frames"]

_TABLE, _GRAMMAR = assertion_cues(), grammar()
_BE = _GRAMMAR.auxiliary.be
_NOT = _GRAMMAR.negation | {"n't", "few", "impossible", "unable"}
_SCARCE = frozenset("no little scant few hardly any without".split())
_SAYS = inflected(speech().saying.cues) | speech().saying.cues
_VERIFIED = frozenset("confirmed verified corroborated substantiated".split())
_VERIFY = frozenset(map(normal_form, _VERIFIED))
_BELIEVE = frozenset(map(normal_form, ("believe", "think", "know")))
_MODAL = _GRAMMAR.auxiliary.future | _GRAMMAR.auxiliary.modal
_SUBJECTS = _GRAMMAR.pronoun.subject | {"to", "who"}
_NOMINAL = ("al", "als", "ion", "ions", "ment", "ments")
"""Endings of nouns that share the normal form of a verb: "withdrawal", "contradiction"."""
_RESULTS = frozenset("out gone back home dead free away".split())
_REACH = 9
"""Words in which what becomes of an object must be told."""
_NO_VERBS = DETERMINERS | _GRAMMAR.pronouns
_OPENS = frozenset({"that", "whether", "how", "if", "where", "which"})
_MARKS = frozenset({",", ";", ".", "“", '"'})
_JOINS = frozenset("and but or while although though whereas".split())
_LINKED = _GRAMMAR.subordinators | _GRAMMAR.relative | {"and", "or"}


class Frame(NamedTuple):
    """Tokens, half-open, that a cue makes something of."""

    first: int
    after: int
    assertion: Assertion
    cue: str


Government = Literal["that", "claims", "to", "object", "of", "gerund"]


@lru_cache(maxsize=1)
def _governing() -> Mapping[Government, Mapping[str, Assertion]]:
    """By government, the normal form of each cue → what it makes of its scope."""
    kinds: tuple[Government, ...] = get_args(Government)
    cues = _TABLE.cues.items()
    return {k: {normal_form(w): label for label, held in cues for w in getattr(held, k)} for k in kinds}


@lru_cache(maxsize=1)
def _nouns() -> Mapping[str, Assertion]:
    """Singular and plural of what tells something."""
    words = ((word, label) for label, cues in _TABLE.cues.items() for word in cues.nouns)
    return {form: label for word, label in words for form in (word, verb_forms(word).third)}


class _Sentence:
    """The tokens with their terms, and where scopes begin and end among them."""

    def __init__(self, found: Sequence[Token]) -> None:
        self.tokens = found
        self.low = [token.low for token in found]
        self.terms = [normal_form(token.text) if token.text[0].isalnum() else token.text for token in found]

    def after(self, at: int) -> str:
        """The word behind a place, empty at the end."""
        return self.low[at + 1] if at + 1 < len(self.low) else ""

    def before(self, at: int) -> str:
        """The word before a place, empty at the start."""
        return self.low[at - 1] if at else ""

    def is_negated(self, at: int, reach: int = 4) -> bool:
        """Whether a negation stands so many words before."""
        return any(w in _NOT or w.endswith("n't") for w in self.low[max(0, at - reach) : at])

    def is_verb(self, at: int) -> bool:
        """Whether a word that may be a noun is used as a verb here."""
        return self.before(at) not in DETERMINERS or self.before(at) in _GRAMMAR.relative

    def is_gerund(self, at: int) -> bool:
        """Whether a word has the form of a gerund."""
        return at < len(self.low) and self.low[at].endswith("ing") and len(self.low[at]) > 4

    def is_subject(self, at: int) -> bool:
        """Whether a relative word is the subject of its verb: "that had been promised", "that shows"."""
        following = self.after(at)
        present = following.endswith("s") and following not in _NO_VERBS
        return self.low[at] in _GRAMMAR.relative and (
            present or (following != "" and is_auxiliary(self.tokens[at + 1]))
        )

    def finite(self, first: int, after: int) -> int | None:
        """The first finite verb between two places."""
        for at in range(first, after):
            participle = is_participle(self.tokens[at]) and self.before(at) not in DETERMINERS | ADVERBS
            if participle or is_auxiliary(self.tokens[at]):
                return at
        return None

    def stop(self, at: int) -> int:
        """The end of the clause that begins at a place: a mark, another clause, or who says so."""
        for j in range(at, len(self.low)):
            low = self.low[j]
            mark = low in (";", "—", "–", "”", '"', ":") or (low in (".", "?", "!") and j > at)
            if mark or (low == "but" and j > at) or (low == "," and self._ends_at_comma(j)):
                return j
        return len(self.low)

    def _ends_at_comma(self, at: int) -> bool:
        following = self.after(at)
        told = any(word in _SAYS for word in self.low[at + 1 : at + 8])
        aside = following == "where" and "," not in self.low[at + 1 :]
        return following in _JOINS or following in ("", "according") or told or aside

    def subject_stop(self, at: int) -> int:
        """The end of a clause inside a subject: where the verb of the subject follows that of the clause."""
        after = self.stop(at)
        inside = self.is_subject(at) or self.low[at] == "having"
        own = at + inside if inside or self.is_gerund(at) else self.finite(at, after)
        if own is None:
            return after
        if self.low[at] == "of":
            return own
        other = self.finite(self._behind_group(own, after), after)
        while other is not None and not _LINKED.isdisjoint(self.low[own + 1 : other]):
            other = self.finite(self._behind_group(other, after), after)
        return after if other is None else other

    def _behind_group(self, at: int, after: int) -> int:
        """The place behind a verb group that begins at one."""
        while at < after and (is_auxiliary(self.tokens[at]) or self.low[at] in ADVERBS | _BE):
            at += 1
        return at + 1

    def content(self, at: int, *, bare: bool = True) -> int | None:
        """Where that begins which the word at a place governs; ``bare``: without "that", or a gerund."""
        if bare and self.is_gerund(at + 1):
            return at + 1
        end = next((j for j in range(at + 1, len(self.low)) if self.low[j] in _MARKS), len(self.low))
        opening = next((j for j in range(at + 1, min(end, at + 9)) if self._opens(j)), None)
        clause = bare and self.finite(at + 1, min(end, self.stop(at + 1))) is not None
        return at + 1 if opening is None and clause else opening

    def _opens(self, at: int) -> bool:
        """Whether a clause begins at a word, or what a report or claim is of."""
        pointing = self.low[at] == "that" and self.before(at) in DETERMINERS
        of = self.low[at] in ("of", "to") and self.before(at) in _nouns()
        return of or (self.low[at] in _OPENS and not pointing)


def frames(found: Sequence[Token]) -> Iterator[Frame]:
    """Frames in no order; one may lie in another."""
    sentence = _Sentence(found)
    words, terms = _cues()
    for at, (low, term) in enumerate(zip(sentence.low, sentence.terms, strict=True)):
        if low in words or term in terms:
            for finder in _FINDERS:
                yield from finder(sentence, at)
    yield from _conditional(sentence)


@lru_cache(maxsize=1)
def _cues() -> tuple[frozenset[str], frozenset[str]]:
    """Words and normal forms at one of which every frame begins to be looked for."""
    held = [word for cues in _TABLE.cues.values() for word in (*cues.within, *cues.telling, *cues.adjectives)]
    single = {"version", "whether", "as", "before"} | _TABLE.cues["alleged"].to
    words = {*held, *single, *_TABLE.evidence, *_nouns(), *_TABLE.true, *_TABLE.fiction}
    terms = {term for cues in _governing().values() for term in cues} | _BELIEVE | _VERIFY
    return frozenset(words), frozenset(terms)


def _framed(s: _Sentence, first: int | None, label: Assertion, cue: int) -> Iterator[Frame]:
    if first is not None:
        after = s.subject_stop(first) if s.is_gerund(first) else s.stop(first)
        yield Frame(first, max(after, first + 1), label, s.low[cue])


def _that(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "denied that …", "denies having …", "withdrew its report that …"."""
    bare = _governing()["that"].get(s.terms[at])
    label = bare or _governing()["claims"].get(s.terms[at])
    if (
        label is None
        or s.low[at].endswith(_NOMINAL)
        or not s.is_verb(at)
        or (s.is_negated(at) and label in ("denied", "doubted", "alleged"))
    ):
        return
    yield from _framed(s, s.content(at, bare=bare is not None), label, at)


def _unbelieved(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "nobody believed that …", "could not be confirmed that …", "no evidence that …"."""
    evidence = s.low[at] in _TABLE.evidence and s.before(at) in _SCARCE
    believed = s.terms[at] in _BELIEVE and s.is_negated(at, 6)
    if s.after(at) == "that" and (evidence or believed or (s.terms[at] in _VERIFY and s.is_negated(at, 6))):
        yield from _framed(s, at + 1, "doubted", at)


def _to(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "failed to …", "vowed on Monday to …", "is said to have …"."""
    label = _governs_to(s, at)
    if label is not None and s.is_verb(at):
        yield from _framed(s, _infinitive_behind(s, at), label, at)


def _object(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "wants all forces withdrawn", "ordered the bridge closed", "wants them out"."""
    label = _governing()["object"].get(s.terms[at])
    if label is None or not s.is_verb(at) or _infinitive_behind(s, at) is not None:
        return
    for j in range(at + 2, min(len(s.low), at + _REACH)):
        if s.low[j] in _OPENS | _MARKS or is_auxiliary(s.tokens[j]):
            return
        if _says_how(s, j):
            yield from _framed(s, at + 1, label, at)
            return


def _says_how(s: _Sentence, at: int) -> bool:
    """Whether a word says what is to become of those before it: "closed", "out", but not "stolen cars"."""
    alone = s.after(at) in {"", *_MARKS} or s.after(at) in _GRAMMAR.prepositions | ADVERBS
    return alone and (
        s.low[at] in _RESULTS or (is_participle(s.tokens[at]) and s.before(at) not in DETERMINERS)
    )


def _governs_to(s: _Sentence, at: int) -> Assertion | None:
    reputed = s.low[at] in _TABLE.cues["alleged"].to and not _BE.isdisjoint(s.low[max(0, at - 2) : at])
    if reputed and s.after(at) == "to":
        return "alleged"
    label = _governing()["to"].get(s.terms[at])
    return None if label == "alleged" and not reputed else label


def _infinitive_behind(s: _Sentence, at: int) -> int | None:
    """The next "to" before a verb that no other clause parts from a place."""
    for j in range(at + 1, min(len(s.low) - 1, at + 8)):
        if s.low[j] == "to" and s.low[j + 1] not in DETERMINERS and s.tokens[j + 1].text.islower():
            return j
        if s.low[j] in _OPENS | _MARKS or is_auxiliary(s.tokens[j]):
            return None
    return None


def _of(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "accused of …", "cleared the nurse of …", "prevented … from …"."""
    label = _governing()["of"].get(s.terms[at])
    negated = s.is_negated(at)
    if label is None or not s.is_verb(at) or (negated and label == "denied"):
        return
    for j in range(at + 1, min(len(s.low) - 1, at + 9)):
        if s.low[j] in ("of", "with", "from"):
            yield Frame(j + 1, max(_charge_ends(s, j + 1), j + 2), "doubted" if negated else label, s.low[at])
            return
        if s.low[j] in _OPENS | _MARKS:
            return


def _charge_ends(s: _Sentence, at: int) -> int:
    """Where that ends which somebody is accused or cleared of: a deed, or a thing up to the next verb."""
    if s.is_gerund(at):
        return s.subject_stop(at)
    stop = s.stop(at)
    return s.finite(at, stop) or stop


def _gerund(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "without signing", "ruled out closing" or "an election", "stopped short of blaming"."""
    label = _governing()["gerund"].get(s.terms[at])
    ruled_out = s.low[at] == "out" and s.terms[at - 1] == "rule"
    if label is None or s.is_negated(at, 3) or (s.low[at] == "out" and not ruled_out):
        return
    following = at + 2 if s.after(at) == "of" else at + 1
    if s.is_gerund(following):
        yield from _framed(s, following, label, at)
    elif ruled_out:
        stop = s.stop(following)
        named = s.low[following:stop]
        yield Frame(following, following + named.index("and") if "and" in named else stop, label, s.low[at])


def _noun(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "rumours that …", "false reports of …", "a plan to …"; what is said of it may decide."""
    label = _nouns().get(s.low[at])
    if label is None or not _is_noun(s, at):
        return
    if s.after(at) in _SAYS and (before := _adjective_before(s, at)):
        yield from _told_by(s, at, before, at)
    if _tells_what(s, at, label):
        after = s.subject_stop(at + 1)
        said = _said_of_it(s, at, after) or (label if _holds(s, at, label) else "told")
        if said != "told":
            yield Frame(at + 1, max(after, at + 2), said, s.low[at])


def _tells_what(s: _Sentence, noun: int, label: Assertion) -> bool:
    """Whether something follows a noun that may be what it tells."""
    following = s.after(noun)
    return following in ("that", "of") or s.is_gerund(noun + 1) or (following == "to" and label == "planned")


def _is_noun(s: _Sentence, at: int) -> bool:
    """Whether "reports" and the like tell what is told, and are no verb ("Apple reports that …")."""
    if at == 0 or s.before(at) in DETERMINERS:
        return True
    before = s.tokens[at - 1].text
    return before[0].isalnum() and (at == 1 or before.islower()) and before.lower() not in _SUBJECTS


def _holds(s: _Sentence, noun: int, label: Assertion) -> bool:
    """Whether what follows a noun is what it tells, not which one it is ("a claim that had been made")."""
    if s.after(noun) == "that":
        return not s.is_subject(noun + 1)
    return label in ("planned", "doubted") and s.after(noun) in ("of", "to")


def _adjective_before(s: _Sentence, noun: int) -> Assertion | None:
    """What "false", "unconfirmed" and the like before a noun make of it."""
    before = set(s.low[max(0, noun - 2) : noun])
    return next((label for label, cues in _TABLE.cues.items() if cues.adjectives & before), None)


def _said_of_it(s: _Sentence, noun: int, after: int) -> Assertion | None:
    """What an adjective before a noun or the predicate behind its clause makes of it."""
    if before := _adjective_before(s, noun):
        return before
    behind = set(s.low[after : after + 6])
    denied = s.is_negated(after + 6, 6)
    if not behind & (_BE | {"been"}):
        return None
    if behind & _TABLE.true:
        return ("doubted" if behind & _VERIFIED else "denied") if denied else "told"
    said = next((label for label, cues in _TABLE.cues.items() if cues.adjectives & behind), None)
    return None if denied else said


def _within(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "almost sank", "allegedly ran"; "wrongly reported that …" withdraws what was reported."""
    for label, cues in _TABLE.cues.items():
        following = s.after(at)
        verb = following.isalpha() and s.tokens[at + 1].text.islower() and following not in DETERMINERS
        if s.low[at] in cues.within and verb:
            yield from _framed(s, at, label, at)
        if s.low[at] in cues.telling:
            yield from _told_by(s, at, label, at)
    if s.low[at] == "version" and s.before(at) in _TABLE.versions:
        yield from _told_by(s, at, "corrected", at, reach=len(s.low))


def _told_by(s: _Sentence, at: int, label: Assertion, cue: int, *, reach: int = 4) -> Iterator[Frame]:
    """What the verb of saying next behind a place tells."""
    verb = next((j for j in range(at + 1, min(len(s.low), at + 1 + reach)) if s.low[j] in _SAYS), None)
    yield from _framed(s, s.content(verb) if verb else None, label, cue)


def _adjective(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "it is not true that …", "unclear whether …", "sceptical that …"; "whether" by itself."""
    if s.low[at] == "whether":
        yield from _framed(s, at, "doubted", at)
    if s.after(at) not in ("that", "whether", "if"):
        return
    for label, cues in _TABLE.cues.items():
        if s.low[at] in cues.adjectives:
            yield from _framed(s, at + 1, label, at)
    if s.low[at] in _TABLE.true and s.is_negated(at, 2):
        yield from _framed(s, at + 1, "doubted" if s.low[at] in _VERIFIED else "denied", at)


def _conditional(s: _Sentence) -> Iterator[Frame]:
    """Reads "if …" and "had he …, he would have …": the condition, and what hangs on it."""
    for at, low in enumerate(s.low):
        opening = at == 0 and low in ("had", "suppose", "imagine")
        if not opening and (low not in ("if", "unless") or _asks(s, at)):
            continue
        comma = next((j for j in range(at, len(s.low)) if s.low[j] in (",", ".", "?")), len(s.low))
        yield Frame(at, comma, "supposed", low)
        for j in (*range(at), *range(comma, len(s.low))):
            if s.low[j] in _MODAL:
                yield Frame(j, s.stop(j), "supposed", low)


def _asks(s: _Sentence, at: int) -> bool:
    """Whether an "if" is a "whether", or compares ("as if")."""
    before = s.before(at)
    return before in ("as", "asked", "sure", "know") or before in _TABLE.cues["doubted"].adjectives


def _fiction(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "the film tells how …" and "in the novel, …"."""
    if s.low[at] not in _TABLE.fiction or s.before(at) not in _NO_VERBS | {"new"}:
        return
    telling = any(term in _depicting() for term in s.terms[at + 1 : at + 3])
    if telling or (s.low[max(0, at - 2)] == "in" and s.after(at) == ","):
        yield Frame(min(at + 2, len(s.low) - 1), len(s.low), "supposed", s.low[at])


@lru_cache(maxsize=1)
def _depicting() -> frozenset[str]:
    return frozenset(map(normal_form, _TABLE.depicting))


def _as_reported(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "not 48 as first reported"."""
    if s.low[at] == "as" and "reported" in s.low[at + 1 : at + 4]:
        denied = next((j for j in range(at, max(0, at - 6), -1) if s.low[j] == "not"), None)
        if denied is not None:
            yield Frame(denied, s.low.index("reported", at) + 1, "corrected", "not")


def _called_off(s: _Sentence, at: int) -> Iterator[Frame]:
    """Reads "was called off before it began"."""
    if s.low[at] != "before" or s.finite(at, s.stop(at)) is None:
        return
    if any(term in map(normal_form, _TABLE.called_off) for term in s.terms[max(0, at - 4) : at]):
        yield Frame(at + 1, s.stop(at), "denied", s.low[at])


_FINDERS = (
    _that, _unbelieved, _to, _object, _of, _gerund, _noun, _within, _adjective, _fiction, _as_reported,
    _called_off,
)  # fmt: skip
