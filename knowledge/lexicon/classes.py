"""The closed classes of English: the tables beside this module as frozen values, each read once.

A table is a value of words by class; what a class means stands in the table itself. Words are in small
letters and in base form, unless the table says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from knowledge.lexicon.table import Ordered, Table, Words, read

__all__ = [
    "Calendar", "EventWords", "Grammar", "Names", "Quantities", "Speech", "alternatives", "calendar",
    "event_words", "grammar", "names", "quantities", "speech",
]  # fmt: skip


def _places(forms: Iterable[str], first: int) -> dict[str, int]:
    return {form: n for n, line in enumerate(forms, first) for form in line.split()}


def _turned(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Each word of a group → the group's name."""
    return {word: name for name, words in groups.items() for word in words}


class Calendar(Table):
    """Names of days and months, units and parts of time."""

    month_forms: tuple[str, ...]
    weekday_forms: tuple[str, ...]
    relative_days: Words
    eras: Words
    zones: Words
    zone_regions: Words
    unit_forms: Mapping[str, str]
    season_forms: Mapping[str, Words]
    day_part_forms: Mapping[str, Words]
    vague_forms: Mapping[str, Words]
    repeated_forms: Mapping[str, Words]
    bound_forms: Mapping[str, Words]
    holiday_forms: Mapping[str, tuple[str, ...]]

    @cached_property
    def months(self) -> Mapping[str, int]:
        """January is 1; full names only, as are ``weekdays``."""
        return {line.split()[0]: n for n, line in enumerate(self.month_forms, 1)}

    @cached_property
    def short_months(self) -> Mapping[str, int]:
        """Abbreviations without their full stop; "May" has none."""
        return {form: n for form, n in _places(self.month_forms, 1).items() if form not in self.months}

    @cached_property
    def written_months(self) -> tuple[str, ...]:
        """January to December with their capital."""
        return tuple(name.capitalize() for name in self.months)

    @cached_property
    def brief_months(self) -> tuple[str, ...]:
        """The same, names of more than four letters shortened: "Jan", "June", "Sept"."""
        forms = (line.split() for line in self.month_forms)
        return tuple((f[0] if len(f[0]) <= 4 else f[1]).capitalize() for f in forms)

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """Monday is 0."""
        return {line.split()[0]: n for n, line in enumerate(self.weekday_forms)}

    @cached_property
    def short_weekdays(self) -> Mapping[str, int]:
        """Abbreviations without their full stop."""
        return {form: n for form, n in _places(self.weekday_forms, 0).items() if form not in self.weekdays}

    @cached_property
    def time_words(self) -> frozenset[str]:
        """Names of days and months, units of time and days beside today: words that say when or how long."""
        return frozenset((*self.names, *self.units, *self.unit_plurals)) | self.relative_days

    @cached_property
    def names(self) -> frozenset[str]:
        """All names of days and months, short ones too: they are written with a capital."""
        return frozenset((*_places(self.month_forms, 1), *_places(self.weekday_forms, 0)))

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Singular → code of the unit, as ISO 8601 durations name it."""
        return {forms.split()[0]: code for code, forms in self.unit_forms.items()}

    @cached_property
    def unit_plurals(self) -> Mapping[str, str]:
        """Plural → code of the unit."""
        return {forms.split()[1]: code for code, forms in self.unit_forms.items()}

    @cached_property
    def seasons(self) -> Mapping[str, str]:
        """Name → code: SP, SU, FA, WI."""
        return _turned(self.season_forms)

    @cached_property
    def day_parts(self) -> Mapping[str, str]:
        """Name → the TIMEX3 code of the part of the day."""
        return _turned(self.day_part_forms)

    @cached_property
    def vague(self) -> Mapping[str, str]:
        """Word → PRESENT_REF, PAST_REF or FUTURE_REF."""
        return _turned(self.vague_forms)

    @cached_property
    def repeated(self) -> Mapping[str, str]:
        """Word → the length after which what it tells comes again."""
        return _turned(self.repeated_forms)

    @cached_property
    def bounds(self) -> Mapping[str, str]:
        """Word before a date → "since", "after", "before" or "until"."""
        return _turned(self.bound_forms)

    @cached_property
    def holidays(self) -> Mapping[str, str]:
        """Name → the rule of its day, as ``temporal.anchoring.holiday`` takes it."""
        return _turned(self.holiday_forms)


class Auxiliaries(Table):
    """Forms by their verb."""

    be: Words
    have: Words
    do: Words
    future: Words
    modal: Words


class Contracted(Table):
    """Two words written as one with an apostrophe."""

    negated: Words
    subjects: Words
    questions: Words


class Pronouns(Table):
    """By their case; and of the third person those that stand for a person or for anything else."""

    subject: Words
    object: Words
    possessive: Words
    reflexive: Words
    indefinite: Words
    somebody: Words
    anything: Words


class Prepositions(Table):
    """By what they place; some do both."""

    place: Words
    year: Words
    month: Words
    clock: Words
    time: Words
    office: Words
    cause: Words
    means: Words
    other: Words


class Stop(Table):
    """How the stop words differ from the function words."""

    others: Words
    telling: Words


class Grammar(Table):
    """Function words."""

    question: Words
    relative: Words
    conjunctions: Words
    subordinators: Words
    negation: Words
    articles: Words
    demonstratives: Words
    quantifiers: Words
    auxiliary: Auxiliaries
    contracted: Contracted
    pronoun: Pronouns
    preposition: Prepositions
    stop: Stop

    @cached_property
    def auxiliaries(self) -> frozenset[str]:
        """Every form that goes before another verb."""
        forms = self.auxiliary
        return forms.be | forms.have | forms.do | forms.future | forms.modal

    @cached_property
    def prepositions(self) -> frozenset[str]:
        """Of place, of time, and the others."""
        forms = self.preposition
        return forms.place | forms.year | forms.month | forms.clock | forms.time | forms.other

    @cached_property
    def pronouns(self) -> frozenset[str]:
        """Of every case."""
        forms = self.pronoun
        return forms.subject | forms.object | forms.possessive | forms.reflexive | forms.indefinite

    @cached_property
    def determiners(self) -> frozenset[str]:
        """What a noun follows."""
        return self.articles | self.demonstratives | self.quantifiers | self.pronoun.possessive

    @cached_property
    def function_words(self) -> frozenset[str]:
        """All of the above; contracted forms too."""
        linking = self.question | self.relative | self.conjunctions | self.subordinators | self.negation
        short = self.contracted.negated | self.contracted.subjects | self.contracted.questions
        return linking | short | self.auxiliaries | self.prepositions | self.pronouns | self.determiners

    @cached_property
    def stop_words(self) -> frozenset[str]:
        """Words that tell nothing of what a text is about."""
        return (self.function_words | self.stop.others) - self.stop.telling


class Quantities(Table):
    """Numbers in words, and the words around numbers."""

    small: Ordered
    tens: Ordered
    ordinal_forms: Ordered
    scales: Mapping[str, int]
    short_scales: Mapping[str, int]
    fractions: Mapping[str, int]
    qualifier_forms: Mapping[str, tuple[str, ...]]
    currency_forms: Mapping[str, tuple[str, ...]]
    unit_forms: Mapping[str, tuple[str, ...]]

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """Words for 0 to 19 and the tens → their number."""
        return {word: n for n, word in enumerate(self.small)} | {
            word: 10 * n for n, word in enumerate(self.tens, 2)
        }

    @cached_property
    def ordinals(self) -> Mapping[str, int]:
        """From "first" → 1 on."""
        return {word: n for n, word in enumerate(self.ordinal_forms, 1)}

    @cached_property
    def qualifiers(self) -> Mapping[str, str]:
        """Words before a number → how they bound it."""
        return _turned(self.qualifier_forms)

    @cached_property
    def currencies(self) -> Mapping[str, str]:
        """Sign or word → currency."""
        return _turned(self.currency_forms)

    @cached_property
    def units(self) -> Mapping[str, str]:
        """Word of measure → unit."""
        return _turned(self.unit_forms)


class Saying(Table):
    """Verbs of telling by what their teller takes upon himself."""

    plain: Words
    firm: Words
    opinion: Words
    claim: Words
    denial: Words
    promise: Words
    judgement: Words
    request: Words
    act: Words
    about: Words

    @cached_property
    def all(self) -> frozenset[str]:
        """Every verb that tells that something is told."""
        return (self.cues | self.about) - self.act

    @cached_property
    def cues(self) -> frozenset[str]:
        """Those that what is told stands beside."""
        told = self.plain | self.firm | self.opinion | self.claim | self.denial | self.promise
        return told | self.judgement | self.request | self.act


class Speakers(Table):
    """Who speaks without a name; plurals are written out."""

    people: Words
    institutions: Words
    writings: Words


class Speech(Table):
    """How things are told, and by whom."""

    saying: Saying
    speakers: Speakers


class Titles(Table):
    """What a person may be, and what stands before a name."""

    offices: Words
    ranks: Words
    trades: Words
    people: Words
    address: Words
    short_address: Words
    parts: Words


class Inside(Table):
    """Words inside a name by the kind of what it names."""

    organisation: Words
    thing: Words
    place: Words
    group: Words


class Capitals(Table):
    """Capital words that are no names."""

    never: Words
    openers: Words


class Names(Table):
    """What tells of which kind a name is."""

    titles: Titles
    abbreviated: Mapping[str, str]
    inside: Inside
    capitals: Capitals

    @cached_property
    def shortened(self) -> frozenset[str]:
        """Titles that a full stop may follow, without it."""
        return self.titles.short_address | frozenset(self.abbreviated)

    @cached_property
    def before_a_name(self) -> frozenset[str]:
        """Words of titles; shortened ones with and without their full stop."""
        titles = self.titles.offices | self.titles.ranks | self.titles.address | self.titles.parts
        return titles | self.shortened | {f"{word}." for word in self.shortened}


class EventWords(Table):
    """Verbs and nouns of what happens."""

    hold: Words
    carry: Words
    light: Words
    commit: Words
    impact: Words
    shift: Words
    once: Words
    event: Words
    no_verbs: Words
    nouns: Words
    families: tuple[str, ...]


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    """The table ``calendar.toml``."""
    return read("calendar", Calendar)


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The table ``grammar.toml``."""
    return read("grammar", Grammar)


@lru_cache(maxsize=1)
def quantities() -> Quantities:
    """The table ``quantities.toml``."""
    return read("quantities", Quantities)


@lru_cache(maxsize=1)
def speech() -> Speech:
    """The table ``speech.toml``."""
    return read("speech", Speech)


@lru_cache(maxsize=1)
def names() -> Names:
    """The table ``names.toml``."""
    return read("names", Names)


@lru_cache(maxsize=1)
def event_words() -> EventWords:
    """The table ``event_words.toml``."""
    return read("event_words", EventWords)


def alternatives(*classes: Iterable[str]) -> str:
    """The words as alternatives of a pattern, without a group, the longest first.

    >>> alternatives({"in", "into"})
    'into|in'
    """
    found = {word for words in classes for word in words}
    return "|".join(re.escape(word) for word in sorted(found, key=lambda w: (-len(w), w)))
