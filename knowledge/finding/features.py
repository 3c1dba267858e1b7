"""Why a sentence may answer a question: named features in [0, 1], in a fixed order.

Each rising with the likelihood.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from knowledge.finding.expressions import Expression
from knowledge.finding.match import Lookup, Match, strengths
from knowledge.finding.query import Query
from knowledge.finding.shelf import Page
from knowledge.text.stopwords import STOPWORDS

__all__ = ["FEATURES", "GROUPS", "SHAPED", "Case", "features", "saturation"]


class Case(NamedTuple):
    """A candidate with all that the features look at."""

    query: Query
    table: Lookup
    page: Page
    match: Match
    paragraph: list[float]
    """For each unit how surely it stands in the paragraph."""
    before: Match | None
    after: Match | None
    article: list[float]
    """For each unit how surely it stands in the article."""
    bm25: float
    bm25_paragraph: float
    best: float
    """The best of all candidates' BM25, the paragraph's included."""
    best_sentence: float
    fitting: tuple[Expression, ...]
    """The sentence's expressions of the kind asked for that the question does not hold."""


def saturation(count: int, length: float, average: float, *, k1: float = 0.6, b: float = 0.4) -> float:
    """BM25's term frequency part; k1 and b by trial on 5,000 questions over sentences of 25 articles."""
    return count * (1 + k1) / (count + k1 * (1 - b + b * length / average))


def _weighted(strength: list[float] | tuple[float, ...], table: Lookup) -> float:
    return sum(s * w for s, w in zip(strength, table.weights, strict=True)) / table.total


def _coverage(case: Case) -> float:
    return _weighted(case.match.strength, case.table)


def _coverage_paragraph(case: Case) -> float:
    return _weighted(case.paragraph, case.table)


def _coverage_article(case: Case) -> float:
    return _weighted(case.article, case.table)


def _coverage_title(case: Case) -> float:
    title = strengths(dict.fromkeys(case.page.paragraph.title, 1), case.table)
    return _weighted(title, case.table)


def _coverage_beside(case: Case) -> float:
    """With what the sentence before says, when the sentence looks back."""
    if case.before is None or not _BACKWARD.match(case.page.sentence.text):
        return _coverage(case)
    both = [max(a, 0.8 * b) for a, b in zip(case.match.strength, case.before.strength, strict=True)]
    return _weighted(both, case.table)


def _coverage_both_sides(case: Case) -> float:
    strength = list(case.match.strength)
    for other in (case.before, case.after):
        if other is not None:
            strength = [max(a, b) for a, b in zip(strength, other.strength, strict=True)]
    return _weighted(strength, case.table)


_BACKWARD = re.compile(
    r"^(?:[“\"']?(?:This|That|These|Those|It|Its|He|She|His|Her|They|Their|Such|However|But|Instead"
    r"|There|Both|Another"
    r"|The (?:former|latter|same|decision|move|announcement|attack|group|official|meeting|statement)))\b"
)


def _relative(case: Case) -> float:
    return case.bm25 / case.best_sentence if case.best_sentence > 0 else 0.0


def _relative_paragraph(case: Case) -> float:
    return (case.bm25 + case.bm25_paragraph) / case.best if case.best > 0 else 0.0


def _bm25(case: Case) -> float:
    return min(1.0, case.bm25 / (1.6 * case.table.total))


def _bm25_paragraph(case: Case) -> float:
    return min(1.0, case.bm25_paragraph / (1.6 * case.table.total))


def _rarest(case: Case) -> float:
    if not case.table.weights:
        return 0.0
    weight = max(case.table.weights)
    return max(s for s, w in zip(case.match.strength, case.table.weights, strict=True) if w == weight)


def _rarest_paragraph(case: Case) -> float:
    if not case.table.weights:
        return 0.0
    weight = max(case.table.weights)
    return max(s for s, w in zip(case.paragraph, case.table.weights, strict=True) if w == weight)


def _exact(case: Case) -> float:
    """Coverage by the very words."""
    return sum(
        w for s, w in zip(case.match.strength, case.table.weights, strict=True) if s >= 0.95
    ) / case.table.total  # fmt: skip


def _count_met(case: Case) -> float:
    """Share of the units met, each counted alike."""
    met = case.match.strength
    return sum(min(1.0, s * 1.2) for s in met) / len(met) if met else 0.0


def _nearness(case: Case) -> float:
    """Matched units for each word between the first and the last of them."""
    places = sorted(p for p in case.match.places if p >= 0)
    if len(places) < 2:
        return 0.0
    return min(1.0, (len(places) - 1) * 2 / max(1, places[-1] - places[0]))


def _tightest(case: Case) -> float:
    """Weight of neighbouring pairs of units, discounted by the words between them."""
    order = sorted((p, i) for i, p in enumerate(case.match.places) if p >= 0)
    total = 0.0
    for (p, i), (q, j) in itertools.pairwise(order):
        total += min(case.table.weights[i], case.table.weights[j]) / max(1, q - p)
    return min(1.0, total / case.table.total)


def _in_order(case: Case) -> float:
    """Pairs of neighbouring units of the question that stand in the same order and near in the sentence."""
    places, pairs, kept = case.match.places, 0, 0.0
    for a, b in itertools.pairwise(places):
        pairs += 1
        if a >= 0 and b >= 0:
            gap = b - a
            kept += 1.0 if 0 < gap <= 2 else 0.5 if 0 < gap <= 6 else 0.25 if -4 <= gap < 0 else 0.0
    return kept / pairs if pairs else 0.0


def _longest_run(case: Case) -> float:
    """The longest run of the question's words that the sentence repeats, function words included."""
    held = case.page.places
    order = case.query.order
    best = run = 0
    content = 0
    positions: list[int] = []
    for term in order:
        if term in held:
            following = [
                p + 1 for p in positions if p + 1 < len(case.page.terms) and case.page.terms[p + 1] == term
            ]
            if following:
                run += 1
                positions = following
            else:
                run, content = 1, 0
                positions = [i for i, t in enumerate(case.page.terms) if t == term]
            content += term not in STOPWORDS
            if content:
                best = max(best, run)
        else:
            run, content, positions = 0, 0, []
    return min(1.0, max(0, best - 1) / 5)


def _share(case: Case, wanted: Callable[[int], bool], strength: list[float] | tuple[float, ...]) -> float:
    """Weighted share of some units, one half when there are none."""
    numbers = [i for i in range(len(case.query.units)) if wanted(i)]
    weight = sum(case.table.weights[i] for i in numbers)
    if weight <= 0:
        return 0.5
    return sum(strength[i] * case.table.weights[i] for i in numbers) / weight


def _names(case: Case) -> float:
    return _share(case, lambda i: case.query.units[i].name, case.match.strength)


def _names_paragraph(case: Case) -> float:
    return _share(case, lambda i: case.query.units[i].name, case.paragraph)


def _names_article(case: Case) -> float:
    title = strengths(dict.fromkeys(case.page.paragraph.title, 1), case.table)
    together = [max(a, b) for a, b in zip(title, case.article, strict=True)]
    return _share(case, lambda i: case.query.units[i].name, together)


def _others(case: Case) -> float:
    return _share(case, lambda i: not case.query.units[i].name, case.match.strength)


def _focus(case: Case) -> float:
    return _share(case, lambda i: case.query.units[i].focus, case.match.strength)


def _numbers(case: Case) -> float:
    wanted = case.query.numbers
    return len(wanted & case.page.content) / len(wanted) if wanted else 0.5


SHAPED = frozenset(
    {"person", "organisation", "place", "date", "number", "money", "percent", "duration", "measure"}
)


def _kind_present(case: Case) -> float:
    """An expression of the kind asked for that the question does not hold.

    One half for kinds without shape.
    """
    if case.query.asked not in SHAPED:
        return 0.5
    return max((e.sureness for e in case.fitting), default=0.0)


def _kind_near(case: Case) -> float:
    """How near such an expression stands to the words met, by letters."""
    if case.query.asked not in SHAPED:
        return 0.5
    met = [p for p, s in zip(case.match.places, case.match.strength, strict=True) if p >= 0 and s >= 0.4]
    if not met or not case.fitting:
        return 0.0
    average = max(1.0, len(case.page.sentence.text) / max(1, len(case.page.terms)))
    best = 0.0
    for expression in case.fitting:
        at = expression.start / average
        distance = sum(min(12.0, abs(at - p)) for p in met) / len(met)
        best = max(best, expression.sureness * (1 - distance / 14))
    return best


def _kind_focus(case: Case) -> float:
    """How near such an expression stands to the noun asked about: "1,400" before "dockers".

    A name by its office.
    """
    if case.query.asked not in SHAPED:
        return 0.5
    met = [
        p
        for p, s, unit in zip(case.match.places, case.match.strength, case.query.units, strict=True)
        if p >= 0 and s >= 0.4 and unit.focus
    ]
    if not met or not case.fitting:
        return 0.0
    average = max(1.0, len(case.page.sentence.text) / max(1, len(case.page.terms)))
    distance = min(
        min(abs(e.start / average - p), abs(e.end / average - p)) / e.sureness
        for e in case.fitting
        for p in met
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
    r"\b(?:since|after|following|amid|as (?:it|they|he|she|the)|for|to \w+|when|by \w+ing|given)\b",
    re.IGNORECASE,
)
_MANNER = re.compile(
    r"\b(?:by|through|via|using|with|by means of|thanks to)\s+(?:\w+ing|the|a|an|its|his|their)\b"
    r"|\bby \w+ing\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"[“\"‘”]|\b(?:said|says?|saying|told|stat(?:ed|es|ing)|add(?:ed|s|ing)|stress(?:ed|es)"
    r"|according to|warn(?:ed|s)|claim(?:ed|s)"
    r"|argue[sd]?|describ(?:ed|es|ing)|call(?:ed|s|ing)|announc(?:ed|es)|insist(?:ed|s)|vow(?:ed|s)"
    r"|pledg(?:ed|es)|believ(?:ed|es)"
    r"|underlin(?:ed|es)|emphasi[sz](?:ed|es)|express(?:ed|es)|report(?:ed|s)|wrote|declar(?:ed|es)"
    r"|not(?:ed|es)|urg(?:ed|es)"
    r"|prais(?:ed|es)|acknowledg(?:ed|es)|reiterat(?:ed|es)|maintain(?:ed|s)|reject(?:ed|s)|charg(?:ed|es))\b"
)  # fmt: skip
_IS_A = re.compile(
    r"\b(?:is|are|was|were|refers? to|means?|known as|called|defined as|became)\b|,\s(?:the|a|an)\s|\("
)


def _pattern(case: Case) -> float:
    """The wording that answers of this kind have: a cause, a means, somebody's words, a definition."""
    text = case.page.sentence.text
    pattern = {"cause": _CAUSE, "manner": _MANNER, "statement": _SAYS, "definition": _IS_A}.get(
        case.query.asked
    )
    if pattern is None:
        return 0.5
    if pattern.search(text):
        return 1.0
    return 0.3 if case.query.asked == "cause" and _PERHAPS_CAUSE.search(text) else 0.0


def _speaker(case: Case) -> float:
    """Asked what somebody says: a sentence in which one of the names asked about speaks."""
    if case.query.asked != "statement":
        return 0.5
    names = _names(case)
    if case.page.speakers:
        asked = {term for unit in case.query.units for term, sure in unit.forms.items() if sure >= _SAME}
        return 1.0 if asked & case.page.speakers else 0.3 * names
    return 0.6 * names if _SAYS.search(case.page.sentence.text) else 0.2 * names


_SAME = 0.7


def _scope(case: Case) -> float:
    """Whether days agree: in the sentence, else in its paragraph, else by the day of publication.

    A question without days asks of the news, not of what a report recalls from years before.
    """
    if not case.query.scope:
        return _RECALLED if _recalls(case) else 0.5
    if any(own.meets(asked) for own in case.page.periods for asked in case.query.scope):
        return 1.0
    years = {p.first.year for p in case.query.scope if p.first}
    own_years = {int(t) for t in case.page.places if len(t) == 4 and t.isdigit() and 1000 <= int(t) < 2100}
    if own_years:
        return 1.0 if years & own_years else 0.0
    published = case.page.paragraph.source.published
    if published is not None:
        return 0.9 if published.year in years else 0.1
    around = {int(t) for t in case.page.paragraph.counts if len(t) == 4 and t.isdigit()}
    return 0.7 if years & around else 0.3


_RECALLED = 0.1
_PAST = re.compile(
    r"\b(?:last|previous|former|earlier|before|first|history|once|ago|past|used to|originally|ever|built"
    r"|founded|again|old|since)\b",
    re.IGNORECASE,
)
"""Words by which a question asks of the past without naming a year."""


def _recalls(case: Case) -> bool:
    """Whether the sentence names years, all well before its publication, that nobody asked for."""
    published = case.page.paragraph.source.published
    if published is None or case.query.asked == "date" or _PAST.search(case.query.text):
        return False
    years = [int(t) for t in case.page.places if len(t) == 4 and t.isdigit() and 1000 <= int(t) < 2100]
    return bool(years) and max(years) < published.year - 1


def _novelty(case: Case) -> float:
    """Words that the question does not bring: a sentence without any tells nothing new."""
    new = sum(term not in case.query.terms for term in case.page.content)
    return min(1.0, new / 6)


def _brevity(case: Case) -> float:
    """One for sentences of at most 12 words, falling to nought at 70."""
    return max(0.0, min(1.0, 1 - (len(case.page.terms) - 12) / 58))


def _substance(case: Case) -> float:
    """Nought for fragments, one from ten words on."""
    return min(1.0, len(case.page.terms) / 10)


def _leading(case: Case) -> float:
    """Early sentences of a paragraph name their subject."""
    return 1 / (1 + case.page.at)


def _stands_alone(case: Case) -> float:
    return 0.0 if _BACKWARD.match(case.page.sentence.text) else 1.0


def _agrees_in_negation(case: Case) -> float:
    negated = bool(_NEGATION.search(case.page.sentence.text))
    return 1.0 if negated == case.query.negated else 0.0


_NEGATION = re.compile(r"\b(?:not|never|no|none|nor|neither|without|cannot)\b|n[’']t\b", re.IGNORECASE)

GROUPS: Mapping[str, tuple[tuple[str, Callable[[Case], float]], ...]] = {
    "coverage": (
        ("coverage", _coverage), ("exact", _exact), ("count_met", _count_met), ("rarest", _rarest),
    ),
    "bm25": (("bm25", _bm25), ("relative", _relative)),
    "paragraph": (
        ("coverage_paragraph", _coverage_paragraph), ("bm25_paragraph", _bm25_paragraph),
        ("relative_paragraph", _relative_paragraph), ("rarest_paragraph", _rarest_paragraph),
    ),
    "article": (("coverage_article", _coverage_article), ("coverage_title", _coverage_title)),
    "neighbours": (
        ("coverage_beside", _coverage_beside), ("coverage_both_sides", _coverage_both_sides),
        ("stands_alone", _stands_alone),
    ),
    "order": (
        ("nearness", _nearness), ("tightest", _tightest), ("in_order", _in_order),
        ("longest_run", _longest_run),
    ),
    "names": (
        ("names", _names), ("names_paragraph", _names_paragraph), ("names_article", _names_article),
        ("others", _others), ("focus", _focus), ("numbers", _numbers),
    ),
    "kind": (
        ("kind_present", _kind_present), ("kind_near", _kind_near), ("kind_focus", _kind_focus),
        ("pattern", _pattern), ("speaker", _speaker),
    ),
    "time": (("scope", _scope),),
    "form": (
        ("novelty", _novelty), ("brevity", _brevity), ("substance", _substance), ("leading", _leading),
        ("negation", _agrees_in_negation),
    ),
}  # fmt: skip
"""The features by group, in the order of a weights file."""

_OWN = tuple(name for group in GROUPS.values() for name, _ in group)
FEATURES = (*_OWN, *(f"{name}_relative" for name in _OWN))
"""The features, then each as a share of the best among a question's candidates."""

_FUNCTIONS = tuple(function for group in GROUPS.values() for _, function in group)


def features(candidates: Sequence[Case]) -> list[tuple[float, ...]]:
    """All features of a question's candidates, in their order, each in the order of ``FEATURES``."""
    own = [tuple(function(case) for function in _FUNCTIONS) for case in candidates]
    best = [max(column) or 1.0 for column in zip(*own, strict=True)]
    return [(*row, *(value / most for value, most in zip(row, best, strict=True))) for row in own]
