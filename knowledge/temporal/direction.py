"""Whether the clause around a date looks back or ahead, by the verb that is nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from knowledge.lexicon.classes import calendar, grammar
from knowledge.lexicon.inflection import past_forms
from knowledge.temporal.tokens import Token

__all__ = ["Direction", "direction", "ends_sentence"]

Direction = Literal["past", "future"] | None

_WORDS = grammar()
# Words that look ahead wherever they stand, if no verb stands nearer to the date.
_FUTURE = frozenset("will ll shall wo upcoming forthcoming deadline scheduled slated".split())
# Modals that look ahead, but not in "would not say Monday" and "should have".
_MAYBE = _WORDS.auxiliary.modal - {"can", "cannot", "could"}
# Verbs of the present that news uses of what is arranged: "goes on trial Monday".
_ARRANGED = frozenset(
    "faces begins opens meets goes takes arrives travels flies hosts resumes expires".split()
)
_ARRANGED_OF_MANY = frozenset("go begin meet arrive travel fly resume".split())
"""Of several: "voters go to the polls on Sunday"."""
_PUT_OFF = frozenset("postponed postpone delayed delay deferred adjourned rescheduled".split())
_PUT, _OFF = frozenset("put pushed pushes puts push putting pushing".split()), frozenset(("off", "back"))
_SHIFTED = frozenset("moved shifted brought".split())
_NEAR = 8
"""Tokens between what puts something off and the day."""
_LASTING = frozenset("from until till through".split())
_POSTPONED = frozenset(
    "postponed delayed adjourned suspended deferred extended recessed moved pushed off back has "
    "have give gives given shut closed".split()
)
# Words that look ahead before "to" and a verb: "plans to meet", "is about to open".
_BEFORE_TO = frozenset(
    "expected scheduled due set slated planned plans plan planning expects expect intends intend "
    "going hopes hope wants aims aim likely agreed about ready poised bound sure supposed hoping "
    "preparing prepares prepared vowed vows pledged promised promises required tentatively is are "
    "be unlikely seeking ordered told asked has have was were decided chosen asks urged invited "
    "eligible tentative continue continues trying need needs".split()
)
# Participles that look ahead before a preposition or the date itself: "scheduled for", "due Friday".
_PLANNED = frozenset("scheduled slated due planned set expected arriving".split())
_STARTING = frozenset("starting beginning effective opening commencing".split())
_SCHEDULED = frozenset(
    "begins starts opens expires ends meets takes faces arrives leaves goes closes holds resumes "
    "hosts returns comes becomes falls votes launches premieres airs plays reopens open begin meet "
    "resume reopen expire leave arrive".split()
)
_PAST = past_forms() - {"bound"} | set(
    "was were has ago died set put hit cut didn wasn weren hadn hasn".split()
)
_MODAL = _WORDS.auxiliary.future | _WORDS.auxiliary.modal | {"to", "be", "being", "been", "not"}
_NOT_VERBS = frozenset(
    "united need indeed hundred speed feed seed bed red unprecedented exceed proceed succeed "
    "limited armed advanced alleged continued increased related based naked sacred kindred wicked "
    "rugged".split()
)
_BE = frozenset("be is are am being 's".split())
_STAYING = frozenset("stay stays stayed remain remains remained keep keeps kept".split())
"""Before the state that lasts: "stays closed"."""
_LOOKS_BACK = frozenset("since last".split())
_LOOKS_AHEAD = frozenset("until till by".split())
_SKIP = _WORDS.preposition.month - {"since"} | {"at", "the", "this", "early", "late", "mid", ",", "(", "-"}
_DAYS = calendar().names | {"today", "tomorrow"}
_AFTER_PLANNED = _DAYS | {"for", "on", "in", "at", "by", "this", "next", "out"}
_FAR = 18


def direction(tokens: Sequence[Token], start: int, end: int) -> Direction:
    """Looks left to the nearest verb cue of the sentence, then right; None when there is none."""
    before = tokens[start - 1].low if start else ""
    if before in _LOOKS_BACK:
        return "past"
    opening = _opens(tokens, start) or _opens(tokens, start - 1)
    if before == "until" and opening and _right(tokens, end, opening=True) == "past":
        return "past"  # "Until Friday, nobody had crossed"
    if before in ("to", "until", "till") and _is_put_off(tokens, start):
        return "future"
    if before in ("until", "for", "of") and _ahead_by_preposition(tokens, start, end):
        return "future"
    found = _left(tokens, start) or _right(tokens, end, opening=opening)
    if found == "past" and before in ("until", "till"):
        return None  # "was closed until May 3" tells nothing of the day itself
    return found or ("future" if before in _LOOKS_AHEAD else None)


def _is_put_off(tokens: Sequence[Token], start: int) -> bool:
    """Settles "postponed to Friday", "put off the vote until June", "brought forward to May"."""
    for i in range(start - 2, max(-1, start - 2 - _NEAR), -1):
        low, after = tokens[i].low, tokens[i + 1].low
        if _parts(tokens, i):
            return False
        if low in _PUT_OFF or (low in _PUT and after in _OFF):
            return True
        if low in _SHIFTED and (i == start - 2 or after in ("forward", "back")):
            return True
    return False


def _opens(tokens: Sequence[Token], i: int) -> bool:
    """Whether a sentence begins at the token."""
    return i == 0 or (i > 0 and (tokens[i - 1].kind == "BREAK" or ends_sentence(tokens, i - 1)))


def _ahead_by_preposition(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Settles "until Friday", "a hearing for Friday", "ahead of Friday", "postponed until March"."""
    before, earlier = tokens[start - 1].low, tokens[start - 2].low if start > 1 else ""
    is_weekday = tokens[start].low in calendar().weekdays
    if before == "of":
        return earlier == "ahead"
    if before == "until":
        lasting = tokens[start - 3].low if earlier in ("on", "in") and start > 2 else earlier
        return earlier in _POSTPONED or (is_weekday and lasting not in _LASTED)
    return is_weekday and not _is_named_after(tokens[end : end + 1])


def _is_named_after(following: Sequence[Token]) -> bool:
    """Whether a thing is called by the day before it: "for Friday prayers", "for Friday's vote"."""
    named = any(token.kind == "POSSESSIVE" or token.text.isalpha() for token in following)
    return named and all(token.low not in _LINKS for token in following)


_LASTED = frozenset("lasted continued went ran stayed fought worked waited led".split())
_LINKS = _WORDS.function_words | {"morning", "afternoon", "night"}


def _left(tokens: Sequence[Token], start: int) -> Direction:
    at = start - 1
    while at >= 0 and tokens[at].low in _SKIP:
        at -= 1
    if at >= 0 and (settled := _settled(tokens, at)):
        return settled
    for i in range(at, max(-1, start - _FAR), -1):
        if _parts(tokens, i):
            return None
        resolved = tokens[i].low == "to" and _past_a_day(tokens, i) in _DECIDED
        found = "future" if resolved else _cue(tokens, i)
        if found:
            return found
    return None


def _settled(tokens: Sequence[Token], at: int) -> Direction:
    """What the word right before the day settles: "the board decided on Monday", "starting Monday"."""
    before = tokens[at - 1].low if at else ""
    if tokens[at].low in _DECIDED and before not in _MODAL:
        return "past"  # it is the day of the resolution
    starts = tokens[at].text in _SCHEDULED or tokens[at].low in _STARTING
    return "future" if starts and before not in ("was", "were") else None


def _parts(tokens: Sequence[Token], i: int) -> bool:
    """Whether a sentence, or a part of one that stands for itself, ends at the token."""
    return tokens[i].kind == "BREAK" or tokens[i].text == ";" or ends_sentence(tokens, i)


def _right(tokens: Sequence[Token], end: int, *, opening: bool) -> Direction:
    for i in range(end, min(len(tokens), end + _FAR)):
        if _parts(tokens, i):
            return None
        resolved = opening and tokens[i].low in _DECIDED and tokens[i - 1].low not in _WORDS.auxiliaries
        found = "past" if resolved or _is_resolved(tokens, i, end) else _cue(tokens, i)
        if found:
            return found
    return None


def _is_resolved(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether the act comes right behind the day: "on Friday agreed to meet", "the deadline passed"."""
    low = tokens[i].low
    if low == "deadline":
        return any(token.low in _PASSED for token in tokens[i + 1 : i + 8])
    return i - end <= 1 and low in _DECIDED


_PASSED = frozenset("passed lapsed expired missed ignored came went".split())
_DECIDED = frozenset(
    "agreed decided vowed pledged promised ordered told asked chosen urged invited resolved voted".split()
)
"""Past forms that look ahead in meaning; the day before them is that of the resolution."""


def _past_a_day(tokens: Sequence[Token], i: int) -> str:
    """The word before, with a day between passed over: "resolved on Sunday to meet in March"."""
    at = i - 1
    while at > 0 and tokens[at].low in _DAYS:
        at -= 2 if tokens[at - 1].low == "on" else 1
    return tokens[at].low if 0 <= at < i - 1 else ""


def _cue(tokens: Sequence[Token], i: int) -> Direction:
    token = tokens[i]
    if token.kind != "word":
        return None
    before = tokens[i - 1].low if i else ""
    after = tokens[i + 1] if i + 1 < len(tokens) else token
    if _looks_ahead(token, before, after):
        return "future"
    if token.low in ("would", "could") and after.low in ("not", "only"):
        return "past"  # "could not be reached Monday"
    return "past" if _looks_back(token, before) and not _describes(tokens, i) else None


def _describes(tokens: Sequence[Token], i: int) -> bool:
    """Whether a participle stands before its noun: "the flooded harbour", "Oster's newly elected mayor"."""
    at = i - 1
    while at > 0 and tokens[at].low.endswith("ly"):
        at -= 1
    if at < 0:
        return False
    if tokens[at].kind == "POSSESSIVE":
        return at > 0 and tokens[at - 1].text[0].isupper() and tokens[at - 1].low not in _SHORTENED
    return tokens[at].low in _OWNING or (_begins_object(tokens, at) and _is_noun(tokens[i + 1 : i + 2]))


def _begins_object(tokens: Sequence[Token], at: int) -> bool:
    """Whether what follows is counted, or is done to: "three wounded", "to sell seized"."""
    counted = tokens[at].number >= 0 or tokens[at].low in _WORDS.quantifiers
    return counted or (at > 0 and tokens[at - 1].low in _TO and tokens[at].low not in _WORDS.auxiliaries)


def _is_noun(following: Sequence[Token]) -> bool:
    return bool(following) and following[0].text.islower() and following[0].low not in _WORDS.function_words


_TO = _WORDS.auxiliary.future | _WORDS.auxiliary.modal | {"to"}
_OWNING = _WORDS.articles | _WORDS.pronoun.possessive
_SHORTENED = _WORDS.pronouns | _WORDS.question | _WORDS.demonstratives | {"there", "here"}
"""Before an apostrophe and s that stand for "has" or "is"."""


def _looks_ahead(token: Token, before: str, after: Token) -> bool:
    low = token.low
    if low in _FUTURE or _is_arranged(token, before, after) or (low == "won" and after.text in ("'", "’")):
        return True
    if token.text in _MAYBE:
        return after.low not in ("have", "not", "only")
    if low == "to":
        return before in _BEFORE_TO and _is_verb(after)
    if low in _PLANNED:
        return before in _BE or after.low in _AFTER_PLANNED
    return low.endswith("ing") and len(low) > 4 and before in ("is", "are", "'re")


def _is_verb(token: Token) -> bool:
    """Whether what follows "to" may be a verb."""
    return token.kind == "word" and token.text.islower() and token.low not in _WORDS.determiners


def _is_arranged(token: Token, before: str, after: Token) -> bool:
    many = before in _WORDS.pronoun.subject or _is_plural(before)
    return (
        token.text in _ARRANGED
        or (token.text in _ARRANGED_OF_MANY and many)
        or (token.low == "runs" and after.low in _LASTING)
    )


def _is_plural(word: str) -> bool:
    return word.endswith("s") and len(word) > 3 and word not in _WORDS.function_words


def _looks_back(token: Token, before: str) -> bool:
    low = token.low
    if before in _MODAL or before in _STAYING:
        return False
    if low in _PAST:
        return not (low in ("set", "put", "hit", "cut", "has") and before in _BE)
    if low.endswith("ing") and before in ("after", "since", "following"):
        return True  # "after rejecting it on Tuesday"
    regular = low.endswith("ed") and len(low) > 4 and low not in _NOT_VERBS
    return regular and before not in _BE and low not in _BEFORE_TO


def ends_sentence(tokens: Sequence[Token], i: int) -> bool:
    """Whether the token is a full stop, question or exclamation mark and not the dot of an abbreviation."""
    token = tokens[i]
    if token.text not in (".", "?", "!"):
        return False
    if i + 1 >= len(tokens) or i == 0:
        return True
    after, before = tokens[i + 1], tokens[i - 1]
    short = before.text[0].isupper() and len(before.text) <= 4 and before.end == token.start
    return not after.text[0].islower() and after.start > token.end and not short
