"""How near together and in which order a candidate holds the question's words, and which of its names."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from knowledge.retrieval.candidate import Case, Groups
from knowledge.retrieval.match import strengths
from knowledge.text.stopwords import STOPWORDS

__all__ = ["ORDER", "names_met"]


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


def names_met(case: Case) -> float:
    """The share of the question's names, by weight."""
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


ORDER: Groups = {
    "order": (
        ("nearness", _nearness), ("tightest", _tightest), ("in_order", _in_order),
        ("longest_run", _longest_run),
    ),
    "names": (
        ("names", names_met), ("names_paragraph", _names_paragraph), ("names_article", _names_article),
        ("others", _others), ("focus", _focus), ("numbers", _numbers),
    ),
}  # fmt: skip
