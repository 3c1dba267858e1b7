"""A question's words → what kind of thing it asks for, and which of its words only say so."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from knowledge.lexicon.classes import grammar, names, quantities, speech
from knowledge.lexicon.inflection import inflected
from knowledge.text.words import Word, normal_form

__all__ = ["TITLES", "Asked", "Kind", "kind_of"]

Asked = Literal[
    "person", "organisation", "place", "date", "number", "money", "percent", "duration", "measure",
    "age", "amount", "cause", "manner", "statement", "definition", "yes-no", "thing", "event", "name",
]  # fmt: skip

_NOUNS: dict[Asked, frozenset[str]] = {
    "person": frozenset(
        """person people man woman guy politician official writer inventor engineer player boss suspect victim
        husband wife son daughter father mother brother sister predecessor candidate winner journalist
        reporter activist dictator bishop ruler monarch khan philosopher explorer astronaut character
        celebrity""".split()
    )
    | names().titles.offices - {"chair", "justice", "member"}
    | names().titles.ranks
    | names().titles.trades,
    "organisation": frozenset(
        """organisation organization company firm newspaper paper agency group party militia bank university
        college school church club team publisher outlet channel network broadcaster magazine union alliance
        court parliament council committee commission ministry department office army airline manufacturer
        brand corporation institute institution charity regulator body media site website platform""".split()
    ),
    "place": frozenset(
        """place country city town village state province region district county continent river island
        mountain sea ocean lake street building location nation area capital port airport base border venue
        site stadium park territory planet neighbourhood neighborhood hemisphere""".split()
    ),
    "date": frozenset("year date day month century decade time weekday week era season period".split()),
    "number": frozenset(
        "number amount count total quantity figure population size rate score ratio temperature".split()
    ),
    "money": frozenset(
        "price cost sum salary budget fee fine revenue profit worth value debt income".split()
    ),
    "percent": frozenset("percentage percent proportion share fraction".split()),
    "duration": frozenset("duration length".split()),
    "measure": frozenset("height width depth distance weight speed altitude elevation".split()),
    "age": frozenset({"age"}),
    "cause": frozenset("reason cause motive purpose motivation explanation rationale goal aim".split()),
}
TITLES = frozenset(normal_form(noun) for noun in _NOUNS["person"])
"""Terms for what a person may be."""
_HOW: dict[str, Asked] = {
    "many": "number", "much": "amount", "long": "duration", "old": "age", "far": "measure",
    "tall": "measure", "high": "measure", "deep": "measure", "wide": "measure", "big": "measure",
    "large": "measure", "fast": "measure", "heavy": "measure", "often": "number", "few": "number",
    "soon": "date", "come": "cause", "hot": "measure", "strong": "number", "close": "measure",
    "frequently": "number", "early": "date", "late": "date", "small": "measure", "recently": "date",
}  # fmt: skip
_MONEY = frozenset(
    normal_form(word)
    for word in """
    cost pay paid price spend spent money cash worth dollar dollars euro euros pound pounds earn
    salary charge budget usd rent reward ransom bail bribe bribes fee fine loan debt aid funding
    compensation refund donate donated invest invested subsidy damage damages sold bought payout
    sum
    """.split()
)
_CASH = frozenset({"money", "cash"})
"""Words that a sentence with a sum need not hold."""
_SAYING = inflected(speech().saying.all) | speech().saying.all | {"think", "thought", "believe", "react"}
_SAYING |= {"want", "wanted", "demand", "demanded", "reject", "rejected"}
_AUXILIARIES = grammar().auxiliaries | grammar().contracted.negated | {"any"}
_BE = frozenset("is are was were 's be".split())
_DOING = grammar().auxiliary.do | grammar().auxiliary.have
_HAPPENING = frozenset("happen happened happening going".split())
_SKIPPED = frozenset("is was are were the a an exact of 's first main total one".split())
"""What may stand between "what" with an auxiliary and the noun that tells the kind."""
_SORTS = frozenset("kind type sort form variety".split())


class Kind(NamedTuple):
    """What is asked, and the positions of words that only say so ("year" in "what year")."""

    asked: Asked
    consumed: frozenset[int] = frozenset()
    focus: tuple[int, ...] = ()
    """Positions of the noun asked about: "troops" in "how many troops"."""


def kind_of(question: list[Word]) -> Kind:
    """The kind by the first question word; a terse question is read by its nouns.

    Else it asks for a thing.
    """
    said = [word.text.lower().replace("’", "'") for word in question]
    if not said:
        return Kind("thing")
    if len(said) > 3 and said[-1] in {"name", "names", "named", "called"}:
        return Kind("name", frozenset({len(said) - 1}), tuple(range(max(1, len(said) - 3), len(said) - 1)))
    at = _asking_word(said)
    if at is None:
        return _without_question_word(said)
    return _BY_WORD[_bare(said[at])](said, at)


def _bare(word: str) -> str:
    return word.removesuffix("'s").removesuffix("'re").removesuffix("'d").removesuffix("'ll")


def _asking_word(said: list[str]) -> int | None:
    """The first question word.

    Unless an auxiliary opens the question ("did he say when …" asks yes or no).
    """
    at = next((i for i, word in enumerate(said) if _bare(word) in _BY_WORD), None)
    if at is not None and at > 1 and said[0] in _AUXILIARIES and "or" not in said[:at]:
        return None
    return at


def _without_question_word(said: list[str]) -> Kind:
    if said[0] in _AUXILIARIES:
        return Kind("yes-no")
    if "name" in said[:2]:
        return _named(said, said.index("name"))
    for at in (len(said) - 1, 0):
        for asked, nouns in _NOUNS.items():
            if said[at] in nouns and asked not in {"person", "organisation", "place"}:
                return Kind(asked, frozenset({at}))
    return Kind("thing")


def _who(said: list[str], at: int) -> Kind:
    """The role asked for is the focus: "minister" in "who was the minister in 2009"."""
    rest = said[at + 1 :]
    start = at + 1 if said[at].endswith("'s") else at + 2
    if not rest or not (said[at].endswith("'s") or rest[0] in _BE):
        return Kind("person")
    while start < len(said) and said[start] in {
        "the",
        "a",
        "an",
        "this",
        "that",
        "their",
        "its",
        "his",
        "her",
    }:
        start += 1
    end = start
    while end < len(said) and end - start < 4 and said[end] not in _AFTER_ROLE:
        end += 1
    return Kind("person", focus=tuple(range(start, end)))


_AFTER_ROLE = (
    grammar().prepositions | grammar().auxiliaries | grammar().conjunctions | grammar().relative
    | {"while", "when", "called", "said"}
)  # fmt: skip


def _whose(said: list[str], at: int) -> Kind:
    return Kind("person", focus=(at + 1,) if at + 1 < len(said) else ())


def _when(_said: list[str], _at: int) -> Kind:
    return Kind("date")


def _where(_said: list[str], _at: int) -> Kind:
    return Kind("place")


def _why(_said: list[str], _at: int) -> Kind:
    return Kind("cause")


def _how(said: list[str], at: int) -> Kind:
    following = _word(said, at + 1)
    asked = _HOW.get(following)
    if asked is None:
        return Kind("manner")
    if following in {"many", "much"}:
        asked = _amount(said, at) or asked
    focus = _counted(said, at + 2) if following in {"many", "much", "few"} else ()
    cash = {i for i, word in enumerate(said) if word in _CASH} if asked == "money" else set()
    return Kind(asked, frozenset({at + 1, *cash}), tuple(i for i in focus if i not in cash))


def _word(said: list[str], at: int) -> str:
    """Empty behind the end."""
    return said[at] if at < len(said) else ""


def _amount(said: list[str], at: int) -> Asked | None:
    """What "how many" or "how much" at a place asks for, where its unit or another word says so."""
    if said[at + 1] == "much" and not _MONEY.isdisjoint(map(normal_form, said)):
        return "money"
    return _by_unit(_word(said, at + 2))


_TIMES = frozenset("seconds minutes hours days weeks months years decades centuries".split())


def _by_unit(word: str) -> Asked | None:
    """What is asked for in a unit: "how many dollars", "how many tons", "how many months"."""
    if word in _TIMES:
        return "duration"
    held = quantities()
    if word in {"percent", "percentage"}:
        return "percent"
    if word in held.currencies:
        return "money"
    return "measure" if held.units.get(word, "percent") != "percent" else None


_DESCRIBES = re.compile(r"(?:an|ese|ish|ch|ic|al|ary|ous|ive|ern|able|ible|less|ful)$")
_PEOPLE = frozenset("us uk un eu is isis nato kurd iraqi israeli saudi yemeni pakistani".split())
_BEFORE_COUNTED = frozenset("of the these those their his her its".split())
_MORE = frozenset(
    "more other new different further additional foreign armed civilian rebel enemy allied".split()
)


def _counted(said: list[str], start: int) -> tuple[int, ...]:
    """The noun counted, and an adjective before it: "French troops", "more prisoners"."""
    while _word(said, start) in _BEFORE_COUNTED:
        start += 1
    if start >= len(said):
        return ()
    following = _word(said, start + 1)
    if following and _describes(said[start]) and following not in _AUXILIARIES | _AFTER_ROLE:
        return (start, start + 1)
    return (start,)


def _describes(word: str) -> bool:
    shaped = len(word) > 4 and _DESCRIBES.search(word) is not None
    return shaped or word in _PEOPLE or word in _MORE


def _what(said: list[str], at: int) -> Kind:
    rest = said[at + 1 :]
    if not rest:
        return Kind("thing")
    if said[at].endswith("'s"):
        rest = ["is", *rest]
        at -= 1
    noun = _noun_at(said, at)
    if noun is not None:
        return noun
    if rest[0] in _AUXILIARIES:
        return _what_verb(said, at, rest)
    return Kind("thing", focus=_focus(said, at + 1))


def _focus(said: list[str], start: int) -> tuple[int, ...]:
    """The words from here to the next auxiliary: the noun that "what" or "which" stands before."""
    end = start
    while end < len(said) and end - start < 4 and said[end] not in _AUXILIARIES:
        end += 1
    if end - start == 4 or end == len(said):
        end = start + 1
    return tuple(range(start, min(end, len(said))))


def _noun_at(said: list[str], at: int) -> Kind | None:
    """The answer's kind by a noun: "what year", "which French city", "what was the name of".

    "what is the reason".
    """
    direct = at + 1 < len(said) and said[at + 1] not in _AUXILIARIES
    for i in range(at + 1, min(len(said), at + 6)):
        kind = _by_noun(said, i, near=i <= at + 3 or not direct)
        if kind is not None:
            return kind
        if said[i] in _AUXILIARIES if direct else said[i] not in _SKIPPED:
            return None
    return None


def _by_noun(said: list[str], i: int, *, near: bool) -> Kind | None:
    """What a noun asks for; ``near``: it can still be that of "what" or "which"."""
    word = _singular(said[i])
    if word in _SORTS:
        return Kind("thing", frozenset({i}), _focus(said, i + 2))
    if not near:
        return None
    if word == "name":
        return _named(said, i)
    asked = next((a for a, nouns in _NOUNS.items() if word in nouns), None)
    if asked is None:
        return None
    return Kind(asked, frozenset({i}) if asked in _TOLD_BY_NOUN else frozenset(), (i,))


def _singular(word: str) -> str:
    """Of a plural of the nouns known here, of which none ends with "ie"."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and word not in _BE else word


def _named(said: list[str], at: int) -> Kind:
    """A name is of a kind where the noun says so ("the name of the official"); else any name."""
    of = range(at + 2, min(at + 6, len(said))) if said[at + 1 : at + 2] == ["of"] else ()
    for i in of:
        asked = next((one for one in _OF_NAMES if said[i] in _NOUNS[one]), None)
        if asked is not None:
            return Kind(asked, frozenset({at}), (i,))
        if said[i] in _AFTER_ROLE:
            break
    return Kind("name", frozenset({at}), tuple(range(at + 1, min(at + 4, len(said)))))


_OF_NAMES: tuple[Asked, ...] = ("person", "organisation", "place")
_TOLD_BY_NOUN = frozenset({"date", "number", "cause", "duration", "measure", "percent", "money"})


def _what_verb(said: list[str], at: int, rest: list[str]) -> Kind:
    if rest[0] in _DOING and not _SAYING.isdisjoint(rest[1:]):
        return Kind("statement")
    if not _HAPPENING.isdisjoint(rest):
        return Kind("event")
    if ends := _meaning_words(rest):
        return Kind("definition", focus=tuple(range(at + 2, len(said) - ends)))
    if rest[0] in {"caused", "led"} or rest[-1] in {"cause", "for"}:
        return Kind("cause")
    if rest[0] in _BE and len(rest) <= 5 and {"to", "in", "by", "for"}.isdisjoint(rest):
        return Kind("definition", focus=tuple(range(at + 2, len(said))))
    return Kind("thing")


def _meaning_words(rest: list[str]) -> int:
    """How many words at the end ask for a meaning: "does … mean", "does … stand for"."""
    if rest[0] not in {"does", "do", "did"}:
        return 0
    return 1 if rest[-1] == "mean" else 2 if rest[-2:] == ["stand", "for"] else 0


_BY_WORD = {
    "who": _who, "whom": _who, "whose": _whose, "when": _when, "where": _where, "why": _why, "how": _how,
    "what": _what, "which": _what,
}  # fmt: skip
