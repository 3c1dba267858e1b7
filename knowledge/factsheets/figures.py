"""A name → the figures that count something of it, or that it tells; of people who are counted, theirs.

A name anywhere in the sentence is not enough: "Turkey was told that 1,000 troops had left" counts none of
Turkey's. The name stands at the noun, has or moves what is counted, or tells it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from knowledge.evidence.citing import Around, around
from knowledge.extraction.described import COUNTED, is_union
from knowledge.lexicon.classes import alternatives, grammar
from knowledge.lexicon.nations import nations
from knowledge.model import Figure, Sentence, Span, Statement
from knowledge.text.words import normal_form

if TYPE_CHECKING:
    from knowledge.protocols import Store, StoredFact

__all__ = ["figures_of", "is_of_people"]

_AUXILIARY = rf"(?:{alternatives(grammar().auxiliaries - {'cannot'})}|to|not|due|set|expected)"
_ADVERB = (
    r"(?:[a-z]+ly|now|also|already|still|just|only|soon|then|first|even|once|again|out|back|off|down|away|in"
    r"|up|home|behind)"
)
_BEFORE_NUMBER = r"(?:its|their|his|her|the|an?|another|some|a total of)"
_HOLDING = (
    "has|have|had|having|keep|keeps|kept|keeping|maintain|hold|holds|held|holding|station|deploy|base|based"
    "|send|sends|sent|sending|field|withdraw|withdrew|withdrawn|pull|leave|leaves|left|leaving|lose|loses"
    "|lost|losing|commit|contribute|retain|move|bring|brings|brought|redeploy|evacuate|dispatch|garrison|fly"
    "|flies|flew|recall|pledge|promise|offer|post|land|mass|mobilise|mobilize|draft|call up"
)
_OWNS = rf"(?:{_HOLDING})(?:s|ed|ted|ing|ting)?"
_ANY = r"[a-z]+"
_SAYS = r"(?:(?:(?:has|have|had) )?\w+ (?:that )?(?:it|they|he|she) )?"
_ASIDE = r"(?:,[^,;]{2,80},)?(?:,?\s(?:which|who))?"
_ARMS = r"(?:\s(?:army|military|navy|air force|armed forces|forces|government|marines))?"
_PREPOSED = re.compile(rf"\b(?:{alternatives(grammar().prepositions)}|like|and)\s(?:the\s)?$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s(?:(?:remaining|other|last|first|own|extra|additional|new|nearly)\s)?$")
_AS_WELL = re.compile(
    rf"(?:[^;:]*?\b(?:and|or|as well as|while)\s|[^;:]*?,\s)(?:(?:{_AUXILIARY}|{_ADVERB})\s)*(?:{_OWNS}\s)?"
    rf"(?:(?:{_ADVERB}|{_BEFORE_NUMBER})\s)*$"
)


def _verb(kind: str) -> str:
    return rf"(?:(?:{_AUXILIARY}|{_ADVERB})\s)*{kind}(?:\s(?:{_ADVERB}|{_BEFORE_NUMBER}))*\s"


_OWNER = re.compile(rf"{_ARMS}{_ASIDE}\s{_SAYS}{_verb(_OWNS)}$")
_ACTOR = re.compile(rf"{_ASIDE}\s{_SAYS}{_verb(_ANY)}$")
_BY_OWNER = re.compile(rf"(?:\s\w+){{0,5}}\s{_OWNS}\s(?:\w+\s){{0,3}}by\s(?:the\s)?$")
_BY_ACTOR = re.compile(
    r"(?:\s\w+){0,5}\s(?:[a-z]+(?:ed|en|wn)|held|kept|sent|lost|left|made|built|won|run|hit)\s(?:\w+\s)?by"
    r"\s(?:the\s)?$"
)
_SIZE = (
    "profit|loss|population|total|turnover|budget|debt|revenue|income|surplus|deficit|area|length|capacity"
)
_HAS_SIZE = re.compile(rf"\s(?:{_AUXILIARY}\s)*[a-z]+\san?\s(?:[a-z-]+\s)?(?:{_SIZE})\sof\s$")
_MEASURED = re.compile(
    rf"(?:['’]s?(?:\s[a-z-]+){{1,3}})?\s(?:(?:{_AUXILIARY}|{_ADVERB})\s)*"
    r"(?:(?:was|is|were|are|r[io]ses?|risen|f[ae]ll|fallen|grew|grows?|grown|reach|hit|stood|stands|climb|drop"
    r"|dropp|increas|decreas|shrank|total|totall|jump|amount|pass|exceed|rais|cut|doubl|slid)(?:s|ed)?)"
    rf"\s(?:{_ADVERB}\s)?(?:(?:by|to|at|from)\s)?$"
)
_WITHIN = re.compile(r"\b(?:of|in|at)\s(?:the\s)?$")
_OPENING = re.compile(r"(?:In|At|Near|Off|Across|Outside|Around)\s(?:the\s)?$")
_WHICH = re.compile(r",?\s(?:which|that|whom)\s(?:the\s)?$")
_OF = re.compile(r"\s(?:of|belonging to)\s(?:the\s)?$")
_ANOTHER = re.compile(r"(?:\b(?:and|or|while|but)|,)\s(?:the\s)?[A-Z]")
_NEAR = 30
"""Letters within which the noun of a number stands behind it; farther off it is another one's."""
_MEMBERS = frozenset(normal_form(word) for word in ("countries", "nations", "members", "states", "powers"))


class _Count(NamedTuple):
    """A figure with the noun that it counts, in its article's text and sentence."""

    figure: Figure
    span: Span
    text: str
    sentence: Span


def is_of_people(form: str) -> bool:
    """Whether it is the plain form of people whom articles count ("France troops")."""
    return form.endswith(tuple(COUNTED))


def figures_of(
    forms: Sequence[str],
    named: Iterable[StoredFact],
    spoken: Iterable[StoredFact],
    store: Store,
    *,
    most: int,
) -> list[StoredFact]:
    """In the order of sources. ``named`` are the places of the name, ``spoken`` what it says.

    Of people who are counted, ``most`` are the sentences that are read of those whose they are.
    """
    if any(map(is_of_people, forms)):
        return _of_people(forms, named, store, most)
    names, said = _by_sentence(named), _by_sentence(spoken)
    union = any(map(is_union, forms))

    def has(one: _Count, sentence: int) -> bool:
        return any(_is_part(name, one) or _acts_on(name, one) for name in names.get(sentence, ()))

    def is_its(one: _Count, sentence: int) -> bool:
        return (
            any(_is_size_of(name, one) for name in names.get(sentence, ()))
            or any(s.start <= one.figure.start < s.end for s in said.get(sentence, ()))
            or one.figure.place in forms
            or (union and _head(one.figure.counted) in _MEMBERS)
        )

    return _chosen({*names, *said}, has, is_its, store)


def _of_people(
    forms: Sequence[str], named: Iterable[StoredFact], store: Store, most: int
) -> list[StoredFact]:
    """What counts such people, where they are named so or their country has them."""
    ends = [(form.removesuffix(end), end) for form in forms for end in COUNTED if form.endswith(end)]
    counted = {normal_form(word) for _, end in ends for word in COUNTED[end]}
    owners = [s for owner, _ in ends for s in store.facts("mention", name=owner, most=most)]
    called, owning = _by_sentence(named), _by_sentence(owners)

    def is_theirs(one: _Count, sentence: int) -> bool:
        if _head(one.figure.counted) not in counted:
            return False
        at = owning.get(sentence, ())
        if any(_is_part(name, one) for name in (*called.get(sentence, ()), *at)):
            return True
        return not _has_own_nation(one) and any(_is_owned(name, one) for name in at)

    return _chosen({*called, *owning}, is_theirs, is_theirs, store)


def _by_sentence(stored: Iterable[StoredFact]) -> Mapping[int, list[Span]]:
    """The spans of names, of statements those of what is said, by sentence."""
    found: dict[int, list[Span]] = {}
    for one in stored:
        fact = one.fact
        span = fact.content if isinstance(fact, Statement) else Span(fact.start, fact.end)
        found.setdefault(one.sentence, []).append(span)
    return found


_Test = Callable[[_Count, int], bool]
"""Of a figure in the sentence of this number."""


def _chosen(sentences: Iterable[int], has: _Test, is_its: _Test, store: Store) -> list[StoredFact]:
    """What it has, what goes on with that ("and 900 in Chile"), and what is its own in another way."""
    found: list[StoredFact] = []
    stored = sorted(store.facts("figure", sentences=sorted(sentences)), key=_place)
    near = around(stored, store)
    for sentence, here in groupby(stored, key=lambda s: s.sentence):
        own: _Count | None = None
        for one, count in _counts(here, near.sentences[sentence], near):
            if has(count, sentence) or (own is not None and _goes_on(own, count)):
                own = count
            if own is count or is_its(count, sentence):
                found.append(one)
    return found


def _counts(
    stored: Iterable[StoredFact], held: Sentence, near: Around
) -> Iterator[tuple[StoredFact, _Count]]:
    """The figures of a sentence, each with what is counted, which begins behind that of the one before."""
    text, free = near.articles[held.source].text, held.start
    for one in stored:
        assert isinstance(one.fact, Figure)
        span = _counted(one.fact, text, Span(free, held.end))
        free = span.end
        yield one, _Count(one.fact, span, text, Span(held.start, held.end))


def _place(stored: StoredFact) -> tuple[str, int, int]:
    return stored.source, stored.sentence, stored.fact.start


def _head(phrase: str) -> str:
    return normal_form(phrase.rsplit(" ", 1)[-1]) if phrase else ""


def _counted(figure: Figure, text: str, free: Span) -> Span:
    """A figure with its noun, be it behind or before ("the number of troops rose to 40").

    ``free`` is what the figures before have left of the sentence: "and 900 in Chile" has no noun of its own.
    """
    behind = text.find(figure.counted, figure.end, free.end) if figure.counted else -1
    if 0 <= behind < figure.end + _NEAR:
        return Span(figure.start, behind + len(figure.counted))
    before = text.rfind(figure.counted, free.start, figure.start) if figure.counted else -1
    return Span(figure.start if before < 0 else before, figure.end)


def _is_part(name: Span, one: _Count) -> bool:
    """Whether the name stands at the noun: "900 French troops", "40 ferries of France"."""
    text, counted = one.text, one.span
    if text[name.end : name.end + 1] == "-":
        return False  # who is backed by a country, or based there, need not be its own
    ends = (counted.end, counted.start + len(one.figure.counted))
    return (name.start < counted.end and counted.start < name.end) or any(
        _OF.fullmatch(text, end, name.start) is not None for end in ends if end < name.start
    )


def _is_owned(name: Span, one: _Count) -> bool:
    """Whether the name has or moves them: "France has 900 troops", "900 troops sent by France"."""
    return _is_tied(name, one, _OWNER, _BY_OWNER, _OWNS)


def _acts_on(name: Span, one: _Count) -> bool:
    """Whether the name does something to what is counted: "France sold 40 ships"."""
    return _is_tied(name, one, _ACTOR, _BY_ACTOR, _ANY)


def _is_size_of(name: Span, one: _Count) -> bool:
    """Whether it measures what the name has ("Osk's debt rose to $4m"), or counts in a place named first."""
    lead, until = one.text[one.sentence.start : name.start], one.figure.start
    if _OPENING.fullmatch(lead):
        return re.fullmatch(r",\s(?:[a-z]+\s){0,3}", one.text[name.end : until]) is not None
    if _HAS_SIZE.fullmatch(one.text, name.end, until):
        return True
    inner = not _PREPOSED.search(lead) or _WITHIN.search(lead)
    return bool(inner) and _MEASURED.fullmatch(one.text, name.end, until) is not None


def _is_tied(name: Span, one: _Count, before: re.Pattern[str], behind: re.Pattern[str], verb: str) -> bool:
    text, counted = one.text, one.span
    if name.end <= counted.start:
        if _POSSESSIVE.fullmatch(text, name.end, counted.start):
            return True
        subject = not _PREPOSED.search(text[one.sentence.start : name.start])
        return subject and before.fullmatch(text, name.end, counted.start) is not None
    if name.start < counted.end:
        return False
    if _WHICH.fullmatch(text, counted.end, name.start):
        return re.match(rf"\s(?:(?:{_AUXILIARY}|{_ADVERB})\s)*{verb}\b", text[name.end :]) is not None
    return behind.fullmatch(text, counted.end, name.start) is not None


def _goes_on(owned: _Count, one: _Count) -> bool:
    """Whether a count goes on with one of the same sentence: "and 900 in Chile", "leaving 40 there"."""
    between = one.text[owned.span.end : one.span.start]
    return _AS_WELL.fullmatch(between) is not None and not _ANOTHER.search(between)


def _has_own_nation(one: _Count) -> bool:
    """Whether a nation stands at the noun, so that no other owns what is counted."""
    known = nations()
    found = re.findall(r"(?:[A-Z]\.){2,}|[A-Z][\w'’]*", one.text[one.span.start : one.span.end])
    return any(word in known.peoples or word in known.names for word in found)
