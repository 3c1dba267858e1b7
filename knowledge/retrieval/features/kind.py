"""Whether a candidate holds the kind of thing that is asked for, near the right words, or words it so."""

from __future__ import annotations

import re

from knowledge.lexicon.classes import alternatives, grammar, speech
from knowledge.lexicon.inflection import inflected
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features.order import names_met
from knowledge.retrieval.features.registry import feature
from knowledge.retrieval.kinds import TITLES

__all__ = ["SHAPED"]


_SAME = 0.7


SHAPED = frozenset("person organisation place date number money percent duration measure age amount".split())


@feature("kind_present", group="kind")
def _kind_present(c: Comparison) -> float:
    """An expression of the kind asked for that the question does not hold.

    One half for kinds without shape.
    """
    if c.query.asked not in SHAPED:
        return 0.5
    return max((e.sureness for e in c.fitting), default=0.0)


@feature("kind_near", group="kind")
def _kind_near(c: Comparison) -> float:
    """How near such an expression stands to the words met, by letters."""
    if c.query.asked not in SHAPED:
        return 0.5
    met = [p for p, s in zip(c.match.places, c.match.strength, strict=True) if p >= 0 and s >= 0.4]
    if not met or not c.fitting:
        return 0.0
    average = max(1.0, len(c.page.sentence.text) / max(1, len(c.page.terms)))
    best = 0.0
    for expression in c.fitting:
        at = expression.start / average
        distance = sum(min(12.0, abs(at - p)) for p in met) / len(met)
        best = max(best, expression.sureness * (1 - distance / 14))
    return best


@feature("kind_focus", group="kind")
def _kind_focus(c: Comparison) -> float:
    """How near such an expression stands to the noun asked about: "1,400" before "dockers".

    A name by its office.
    """
    if c.query.asked not in SHAPED:
        return 0.5
    met = [
        p
        for p, s, unit in zip(c.match.places, c.match.strength, c.query.units, strict=True)
        if p >= 0 and s >= 0.4 and unit.focus
    ]
    if not met or not c.fitting:
        return 0.0
    average = max(1.0, len(c.page.sentence.text) / max(1, len(c.page.terms)))
    distance = min(
        min(abs(e.start / average - p), abs(e.end / average - p)) / e.sureness for e in c.fitting for p in met
    )
    return max(0.0, 1 - distance / 10)


_CAUSE = re.compile(
    r"\b(?:because|due to|as a result|therefore|so that|in order to|owing|cause[sd]?|causing|led to"
    r"|leads? to|reasons?"
    r"|thanks to|fear(?:s|ed|ing)?|in response|retaliation|to (?:prevent|stop|ensure|avoid|protect"
    r"|reduce|help|allow|make"
    r"|get|keep|increase|improve|gain|provide|curb|defeat|counter|support|limit|force|gather|seek|show"
    r"|express)"
    r"|for (?:fear|lack|this reason)|in protest|which (?:made|meant|means|allowed|led)|aim(?:s|ed"
    r"|ing)? (?:to|at)"
    r"|intended to|so (?:he|she|it|they|the)|blamed?|in an effort to)\b",
    re.IGNORECASE,
)
_PERHAPS_CAUSE = re.compile(
    rf"\b(?:{alternatives(grammar().preposition.cause)}|as (?:it|they|he|she|the)"
    r"|to \w+|when|by \w+ing|given)\b",
    re.IGNORECASE,
)
_MANNER = re.compile(
    rf"\b(?:{alternatives(grammar().preposition.means)}|using|by means of|thanks to)\s"
    r"+(?:\w+ing|the|a|an|its|his|their)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    rf"[“\"‘”]|\b(?:{alternatives(inflected(speech().saying.all), speech().saying.all)}|according to)\b"
)
_IS_A = re.compile(
    r"\b(?:is|are|was|were|refers? to|referring to|means?|known as|called|defined as|became|stands? for"
    r"|acronym|short for)\b|,\s(?:the|a|an)\s|\("
)


def _has_title(c: Comparison) -> bool:
    """Whether what somebody is stands before the name asked about: "defence secretary Jim Mattis"."""
    held = c.page.terms
    return any(
        not TITLES.isdisjoint(held[max(0, place - _AHEAD) : place])
        for place, unit in zip(c.match.places, c.query.units, strict=True)
        if place > 0 and unit.focus
    )


_AHEAD = 3
"""Words before a name in which its title stands, a first name between."""


@feature("pattern", group="kind")
def _pattern(c: Comparison) -> float:
    """The wording that answers of this kind have: a cause, a means, somebody's words, a definition."""
    text = c.page.sentence.text
    if c.query.asked == "definition" and _has_title(c):
        return 1.0
    pattern = {"cause": _CAUSE, "manner": _MANNER, "statement": _SAYS, "definition": _IS_A}.get(c.query.asked)
    if pattern is None:
        return 0.5
    if pattern.search(text):
        return 1.0
    return 0.3 if c.query.asked == "cause" and _PERHAPS_CAUSE.search(text) else 0.0


@feature("speaker", group="kind")
def _speaker(c: Comparison) -> float:
    """Asked what somebody says: a sentence in which one of the names asked about speaks."""
    if c.query.asked != "statement":
        return 0.5
    names = names_met(c)
    if c.page.speakers:
        asked = {term for unit in c.query.units for term, sure in unit.forms.items() if sure >= _SAME}
        return 1.0 if asked & c.page.speakers else 0.3 * names
    return 0.6 * names if _SAYS.search(c.page.sentence.text) else 0.2 * names
