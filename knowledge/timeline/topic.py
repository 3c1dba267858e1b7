"""What a timeline is about: names with all their forms, and the other words, its theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from knowledge.extraction.clauses_words import lexicon
from knowledge.retrieval.query import Unit
from knowledge.retrieval.understanding import understand
from knowledge.text.names import name_form
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, terms

if TYPE_CHECKING:
    from knowledge.protocols import NameEntry, Store

__all__ = ["NOTHING", "NO_WORDS", "Name", "Topic", "Words", "read", "strengths", "topic_of"]

_ALIAS = 0.95
_MAIN, _OTHER = 0.9, 0.4
"""How surely a part of a name means it where the whole name stands elsewhere in the article: a person's
surname and a company's first word, or another part."""
_ELSEWHERE = 0.75
"""What is left of that in an article without the whole name."""
_FORMS = 8
"""Other names of one thing that are looked for."""
_KNOWN = 0.5
"""How surely a form must mean a word of the theme to count."""


class Name(NamedTuple):
    """Somebody or something with a name."""

    text: str
    forms: tuple[tuple[tuple[str, ...], float], ...]
    """Runs of terms that name it, each with how surely."""
    parts: tuple[tuple[str, float], ...]
    """Single terms of a longer name, each with how surely it alone names it."""
    weight: float
    """How much it tells: inverse document frequency."""
    person: bool = False
    place: bool = False
    """The request says that it is where things happen ("in Kallvik")."""


class Topic(NamedTuple):
    """What a request is about; neither names nor theme for everything."""

    text: str
    names: tuple[Name, ...]
    theme: tuple[Unit, ...]
    story: bool = False
    """The whole story is wanted, also where a sentence names nothing of the topic."""
    kinds: tuple[Unit, ...] = ()
    """Of the theme the words that name a kind of event, of which several are asked for ("meetings")."""

    @property
    def all(self) -> bool:
        """Whether everything is asked for."""
        return not self.text

    @property
    def terms(self) -> frozenset[str]:
        """Every term that may mean something of it."""
        forms = {t for name in self.names for form, _ in name.forms for t in form}
        parts = {t for name in self.names for t, _ in name.parts}
        theme = {
            t for unit in self.theme for t in (*unit.forms, *(t for run, _ in unit.phrases for t in run))
        }
        return frozenset(forms | parts | theme)

    def of_names(self) -> Topic:
        """The same without its theme."""
        return self._replace(theme=(), kinds=())


NOTHING = Topic("", (), ())


class Words(NamedTuple):
    """Terms in order, as phrases need them, and as a set."""

    order: tuple[str, ...]
    held: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Words:
        """The words of a text."""
        return cls.in_order(terms(text))

    @classmethod
    def in_order(cls, order: Sequence[str]) -> Words:
        """Of terms that are known."""
        return cls(tuple(order), frozenset(order))


NO_WORDS = Words((), frozenset())


def topic_of(text: str, store: Store, *, story: bool = False) -> Topic:
    """The names and the theme of a topic; everything, where its words tell nothing."""
    topic = read(text, store)._replace(story=story) if text else NOTHING
    return topic if topic.names or topic.theme else NOTHING


def read(text: str, store: Store) -> Topic:
    """Names are what is written or known as one; neighbouring words of a name are one name."""
    units = understand(text, store).units
    written = text != text.lower() and text != text.upper()
    joined = _joined(units, store)
    named = [
        u.at in joined
        or u.name
        or (written and any(map(str.isupper, u.text)))
        or _is_mentioned(u.text, store)
        for u in units
    ]
    names: list[Name] = []
    for _, group in groupby(zip(units, named, strict=True), key=_apart(units, named, joined)):
        members = [unit for unit, is_name in group if is_name]
        if members:
            names.append(_name(members, text, store))
    theme = tuple(unit for unit, is_name in zip(units, named, strict=True) if not is_name)
    return Topic(text, tuple(names), theme, kinds=tuple(filter(_is_kind, theme)))


def _is_kind(unit: Unit) -> bool:
    """Whether it is the plural of an event ("meetings", "strikes")."""
    word = unit.text.lower()
    return (
        word.endswith("s")
        and not word.endswith("ss")
        and normal_form(word) in lexicon().noun | lexicon().verbs
    )


def _joined(units: Sequence[Unit], store: Store) -> Mapping[int, int]:
    """By place of each word of a longer name that the articles hold, the place where that name begins."""
    found: dict[int, int] = {}
    for length in (4, 3, 2):
        for run in zip(*(units[n:] for n in range(length)), strict=False):
            places = [unit.at for unit in run]
            whole = places == list(range(places[0], places[0] + length)) and found.keys().isdisjoint(places)
            if whole and store.names.kinds(" ".join(unit.text for unit in run)):
                found |= dict.fromkeys(places, places[0])
    return found


def _apart(
    units: Sequence[Unit], named: Sequence[bool], joined: Mapping[int, int]
) -> Callable[[tuple[Unit, bool]], int]:
    """A key that changes between units that are not words of one name."""
    numbers: dict[int, int] = {}
    group = 0
    for i, unit in enumerate(units):
        beside = i > 0 and named[i] and named[i - 1] and unit.at == units[i - 1].at + 1
        known = (joined.get(unit.at), joined.get(units[i - 1].at)) if i else (None, None)
        plain = known == (None, None) and _is_plain(unit) and _is_plain(units[i - 1])
        group += not (beside and (plain or (known[0] is not None and known[0] == known[1])))
        numbers[unit.at] = group
    return lambda pair: numbers[pair[0].at]


def _is_plain(unit: Unit) -> bool:
    """Whether it is a word of its own, not a name of the table ("US", "European Union")."""
    return not any(form != terms(unit.text)[0] and sure >= _KNOWN for form, sure in unit.forms.items())


def _is_mentioned(word: str, store: Store) -> bool:
    return len(word) > 2 and word.lower() not in STOPWORDS and bool(store.names.kinds(word))


def _name(members: Sequence[Unit], topic: str, store: Store) -> Name:
    text = " ".join(unit.repaired or unit.text for unit in members)
    kind, known = _meant(text, store)
    forms: dict[tuple[str, ...], float] = {terms(text): 1.0}
    for other in (*(entry.name for entry in known[:_FORMS]), *store.names.links(name_form(text))[:_FORMS]):
        forms.setdefault(terms(other), _ALIAS)
    for unit in members if len(members) == 1 else ():
        for form, sure in (*(((term,), sure) for term, sure in unit.forms.items()), *unit.phrases):
            forms[form] = max(forms.get(form, 0.0), sure)
    forms.pop((), None)
    place = rf"\b(?:in|at|near|of)\s+(?:the\s+)?{re.escape(members[0].text)}"
    return Name(
        text, tuple(forms.items()), _parts(terms(text), person=kind in ("person", "")),
        max(u.weight for u in members), kind == "person", bool(re.search(place, topic, re.IGNORECASE)),
    )  # fmt: skip


def _meant(text: str, store: Store) -> tuple[str, tuple[NameEntry, ...]]:
    """Of which kind a name is, and the names of that kind that it is, opens or ends, commonest first."""
    kind = next(iter(store.names.kinds(text)), "")
    form = name_form(text)
    found = (*store.names.by_form([form]), *store.names.by_end(form)) if kind else ()
    meant = (entry for entry in dict.fromkeys(found) if next(iter(store.names.kinds(entry.name)), "") == kind)
    return kind, tuple(sorted(meant, key=lambda entry: (-entry.mentions, entry.name)))


def _parts(whole: tuple[str, ...], *, person: bool) -> tuple[tuple[str, float], ...]:
    """The words of a longer name by their place: of a person the last tells most, else the first."""
    chief = len(whole) - 1 if person else 0
    places = {term: at for at, term in enumerate(whole) if len(whole) > 1 and term not in STOPWORDS}
    return tuple((term, _MAIN if at == chief else _OTHER) for term, at in places.items())


def strengths(topic: Topic, words: Words, *, whole: frozenset[str]) -> tuple[float, ...]:
    """How surely the words mention each name, then each word of the theme, from 0 to 1.

    ``whole`` are the terms of the article, which tell whether a surname means the name in full.
    """
    return (
        *(_named(name, words, whole) for name in topic.names),
        *(_met(unit, words) for unit in topic.theme),
    )


def _named(name: Name, words: Words, whole: frozenset[str]) -> float:
    best = max((sure for form, sure in name.forms if _holds(words, form)), default=0.0)
    if best or not name.parts:
        return best
    in_full = any(len(form) > 1 and whole.issuperset(form) for form, _ in name.forms)
    part = max((sure for term, sure in name.parts if term in words.held), default=0.0)
    return part if in_full else part * _ELSEWHERE


def _met(unit: Unit, words: Words) -> float:
    best = max(
        (s for form, s in unit.forms.items() if form in words.held and form not in STOPWORDS), default=0.0
    )
    for phrase, sure in unit.phrases:
        if sure > best and _holds(words, phrase):
            best = sure
    return best


def _holds(words: Words, run: Sequence[str]) -> bool:
    n = len(run)
    if not words.held.issuperset(run):
        return False
    return n == 1 or any(words.order[i : i + n] == tuple(run) for i in range(len(words.order) - n + 1))
