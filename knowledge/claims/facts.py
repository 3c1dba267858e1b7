"""A claim part and a sentence → what the checks compare of both: words, figures, days, names, quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from knowledge.evidence.sentence_facts import SentenceFacts
from knowledge.extraction import figures, names
from knowledge.extraction.clauses_words import family
from knowledge.model import Alias, Article, Figure, Mention, Role, Sentence, Source, Statement, Timex
from knowledge.retrieval.tables import everyday
from knowledge.retrieval.tables import names as other_names
from knowledge.temporal import timexes
from knowledge.text.sentences import sentences
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, terms, words

if TYPE_CHECKING:
    from knowledge.protocols import FactKind, Passage

__all__ = ["TOLD", "Asked", "Told", "asked", "content", "lacking", "told"]

_QUOTED = re.compile(r"[“\"«](?P<words>[^“”\"«»]{3,})[”\"»]")

SURE = 0.6
"""How surely the tables must call two words the same: they are made for finding, where "king" may lead to
"president"."""
TOLD: tuple[FactKind, ...] = ("mention", "role", "alias", "figure", "timex", "statement")
"""Facts of a sentence that ``told`` asks for."""
LONGEST = 3
"""Words of the longest entry of the tables that is looked for."""


class Asked(NamedTuple):
    """What a claim part says."""

    text: str
    words: tuple[Word, ...]
    figures: tuple[Figure, ...]
    days: tuple[Timex, ...]
    """Resolved as the sentence's article would mean them."""
    names: tuple[Mention, ...]
    quotations: tuple[str, ...]

    @property
    def content(self) -> list[Word]:
        """The words that tell something, but for numbers and days, which are compared by what they mean."""
        apart = [(fact.start, fact.end) for fact in (*self.figures, *self.days)]
        return [
            word for word in content(self.words) if not any(start <= word.start < end for start, end in apart)
        ]


class Told(NamedTuple):
    """What a sentence says, with what stands around it."""

    text: str
    words: tuple[Word, ...]
    terms: frozenset[str]
    """Of its words, and of the full names and the offices of those it names."""
    around: frozenset[str]
    """Of the sentence before it and of its article's title."""
    figures: tuple[Figure, ...]
    days: tuple[Timex, ...]
    names: tuple[Mention, ...]
    roles: tuple[Role, ...]
    statements: tuple[Statement, ...]
    start: int
    """Of the sentence in its article, where the facts' places are counted from."""

    def shown(self, fact: Figure | Timex | Mention) -> str:
        """The fact in the sentence's own words."""
        return self.text[fact.start - self.start : fact.end - self.start]


@lru_cache(maxsize=256)
def asked(text: str, published: date | None) -> Asked:
    """A claim part as it would read in an article of that day."""
    article = Article.of(Source(id="claim", title="", published=published), [text])
    found = sentences(article)
    dated = timexes.find(article.text, published=published)
    mentions = names.find(article, found)
    counted = figures.find(article, found, timexes=dated, mentions=mentions)
    return Asked(
        article.text,
        tuple(words(article.text)),
        tuple(counted),
        tuple(day for day in dated if day.type in ("DATE", "TIME") and day.period is not None),
        tuple(mentions),
        tuple(match["words"].strip(" ,.") for match in _QUOTED.finditer(article.text)),
    )


def told(sentence: Sentence, passage: Passage, facts: SentenceFacts) -> Told:
    """A sentence with its facts from the store."""
    mentions = facts.of(sentence.id, Mention)
    full = [
        *(mention.entity for mention in mentions),
        *(role.role for role in facts.of(sentence.id, Role)),
        *(name for alias in facts.of(sentence.id, Alias) for name in (alias.entity, alias.alias)),
    ]
    found = words(sentence.text)
    return Told(
        sentence.text,
        tuple(found),
        frozenset(word.term for word in found).union(*map(terms, full)),
        frozenset((*terms(passage.before), *terms(passage.title))),
        tuple(facts.of(sentence.id, Figure)),
        tuple(day for day in facts.of(sentence.id, Timex) if day.type in ("DATE", "TIME")),
        tuple(mentions),
        tuple(facts.of(sentence.id, Role)),
        tuple(facts.of(sentence.id, Statement)),
        sentence.start,
    )


def content(found: Sequence[Word]) -> list[Word]:
    """The words that tell something by themselves."""
    return [word for word in found if word.term not in STOPWORDS]


def lacking(asked: Asked, told: Told) -> list[Word]:
    """The claim's content words that the sentence does not tell, in other words or names either."""
    otherwise = _told_otherwise(asked.words, told)
    families = {family(term) for term in told.terms}
    return [
        word for word in asked.content if word.start not in otherwise and family(word.term) not in families
    ]


def _told_otherwise(found: Sequence[Word], told: Told) -> set[int]:
    """Where the words of phrases start that the sentence has in other words, or by another name."""
    places: set[int] = set()
    for at in range(len(found)):
        for end in range(at + 1, min(at + LONGEST, len(found)) + 1):
            phrase = tuple(word.term for word in found[at:end])
            forms = {**everyday().get(phrase, {}), **other_names().get(phrase, {})}
            if any(sure >= SURE and told.terms.issuperset(other) for other, sure in forms.items()):
                places.update(word.start for word in found[at:end])
    return places
