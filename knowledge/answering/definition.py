"""What a sentence says somebody or something is: a title before the name, or a description beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.extraction.clauses import clauses
from knowledge.lexicon.classes import alternatives, grammar
from knowledge.model import Span
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.kinds import TITLES
from knowledge.text.words import Word, terms, words

__all__ = ["definition"]

_JOINS = frozenset({"of", "for", "and", "the"})
_ARTICLE = r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Oo]ne of)\s"
_END = r"(?=[,;:]\s|\s[-–—(]|[–—]|[.!?]?[\"”]?$)"
_BEHIND = re.compile(
    rf"(?:\s\([^)]*\))?,\s(?:(?P<what>(?:{_ARTICLE}|also known as\s|formerly\s).+?)|who\s(?P<who>.+?)){_END}"
)
_IS = re.compile(rf"\s(?:is|are|was|were)\s(?P<what>{_ARTICLE}.+?){_END}")
_IN_BRACKETS = re.compile(r"\s\((?P<what>[^()]*[^\W\d][^()]*)\)")
_BEFORE = re.compile(rf"\b(?=(?P<what>{_ARTICLE}(?:[\w.&'’-]+\s){{0,6}}[\w.&'’-]+),\s$)")
_GOES_ON = re.compile(r"\s(?:who|which|that|where|whose|when|after|before|while)\s")
_OPENS = re.compile(rf"(?:^|[\"“])(?:{alternatives(p.capitalize() for p in grammar().preposition.place)})\s$")


def definition(comparison: Comparison) -> Span | None:
    """The words that say what the name asked about is, None where the sentence has no such words.

    "Ada Lind, the mayor of Brennick," "former mayor Ada Lind", "Brennick is a town", "the mayor, Ada Lind".
    """
    text = comparison.page.sentence.text
    found = words(text)
    name = _name(comparison, found, text)
    if name is None:
        return None
    first, last = found[name.start], found[name.end - 1]
    return (
        _titled(found, name, text) or _behind(text, first.start, last.end) or _before(text, first.start, last)
    )


def _name(comparison: Comparison, found: list[Word], text: str) -> Span | None:
    """The places of the words of the name asked about, with the other capitals of that name."""
    units = comparison.query.units
    about = [unit for unit in units if unit.focus] or list(units)
    if about and about[-1].name:
        about = [unit for unit in about if unit.name]  # "minister Ada Lind"
    asked = zip(units, comparison.match.places, comparison.match.strength, strict=True)
    places = [
        place for unit, place, met in asked if unit in about and met >= _MET and 0 <= place < len(found)
    ]
    if not places or max(places) - min(places) > _LONGEST_NAME:
        return None
    first, end = min(places), max(places) + 1
    while first > 0 and found[first].text[0].isupper() and _is_of_name(found[first - 1], found[first], text):
        first -= 1
    while end < len(found) and _is_of_name(found[end], found[end - 1], text):
        end += 1
    return Span(first, end)


_MET = 0.5
_LONGEST_NAME = 5


def _is_of_name(word: Word, beside: Word, text: str) -> bool:
    between = text[min(word.end, beside.end) : max(word.start, beside.start)]
    return between == " " and word.text[0].isupper() and word.term not in TITLES


def _titled(found: list[Word], name: Span, text: str) -> Span | None:
    """The name with what he is before it: "former Defence Secretary Jim Mattis"."""
    first = name.start
    while first > 0 and _leads_on(found[first - 1], found[first], text):
        first -= 1
    while found[first].text in _JOINS:
        first += 1
    before = {word.term for word in found[first : name.start]}
    return Span(found[first].start, found[name.end - 1].end) if before & TITLES else None


def _leads_on(word: Word, following: Word, text: str) -> bool:
    """Whether the word is one of a title with the next: only a space between, and a capital or the like."""
    fitting = word.text[0].isupper() or word.term in TITLES or word.text in _JOINS or word.text == "former"
    return fitting and text[word.end : following.start] in {" ", "-"}


def _behind(text: str, start: int, end: int) -> Span | None:
    if (match := _IS.match(text, end)) or (match := _IN_BRACKETS.match(text, end)):
        return Span(*match.span("what"))
    # "In Brennick, the mayor said": a place that opens a sentence is not described by what follows.
    match = None if _OPENS.search(text[:start]) else _BEHIND.match(text, end)
    if match is None:
        return None
    if match["who"] is not None:
        return Span(*match.span("who"))
    what = _GOES_ON.split(match["what"])[0]
    return Span(match.start("what"), match.start("what") + len(what)) if _describes(what) else None


def _before(text: str, start: int, last: Word) -> Span | None:
    """A title that a comma parts from the name."""
    if not re.match(_END, text[last.end :]):
        return None
    spans = (Span(*match.span("what")) for match in _titles_before(text, start))
    return max(spans, key=lambda span: span.start, default=None)


def _titles_before(text: str, start: int) -> Iterator[re.Match[str]]:
    for match in _BEFORE.finditer(text, 0, start):
        if _describes(match["what"]) and not TITLES.isdisjoint(terms(match["what"])):
            yield match


def _describes(phrase: str) -> bool:
    """Whether it is no clause of its own ("the envoy said") and no name in a row ("the Arab League")."""
    told = [word for word in words(phrase) if word.text.lower() not in _SMALL]
    verbs = [clause.verb for clause in clauses(phrase) if clause.verb]
    plain = any(word.text[0].islower() or word.term in TITLES for word in told)
    known = phrase.startswith(("also known as", "formerly"))
    return known or (plain and all(verb.tense == "infinitive" for verb in verbs))


_SMALL = _JOINS | {"a", "an", "its", "his", "her", "their", "one", "in", "to", "with", "from", "at", "on"}
