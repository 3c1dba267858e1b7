"""Time expressions of news English: found in a text, and settled against its day of publication."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from knowledge.facts import timex_anchor as anchor
from knowledge.facts import timex_quantity, timex_rules_calendar, timex_rules_relative, timex_rules_units
from knowledge.facts import timex_words as words
from knowledge.facts.timex_around import Around, around
from knowledge.facts.timex_grammar import Grammar, Match, build
from knowledge.facts.timex_rule import Rule
from knowledge.facts.timex_scene import Known, Scene, Sense
from knowledge.facts.timex_tokens import Token, tokens
from knowledge.model import Period, Timex

__all__ = ["find", "resolve"]

_RULES: tuple[Rule, ...] = (
    *timex_rules_calendar.RULES, *timex_rules_relative.RULES, *timex_rules_units.RULES,
)  # fmt: skip
_MACROS = timex_rules_calendar.MACROS | timex_quantity.MACROS
_KINDS = (
    "ISO SLASH NINE_ELEVEN CLOCK MERIDIEM DECADE SHORT_DECADE SHORT_YEAR ORDINAL QUARTER HALF FISCAL OCLOCK "
    "POSSESSIVE BREAK COMMA DOT DASH SLASH_MARK OPEN CLOSE"
)


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    vocabulary = {
        *words.MONTHS, *words.MONTH_ABBREVIATIONS, *words.WEEKDAYS, *words.WEEKDAY_ABBREVIATIONS, *words.UNITS,
        *words.UNIT_PLURALS, *words.NUMBERS, *words.ORDINALS, *words.SEASONS, *words.DAY_PARTS,
        *words.DECADE_WORDS, *words.VAGUE, *words.SET_WORDS, *(f"{day}s" for day in words.WEEKDAYS),
    }  # fmt: skip
    sources = {rule.name: rule.pattern for rule in _RULES}
    assert len(sources) == len(_RULES), "two time rules of one name"
    return build(sources, _MACROS, vocabulary=vocabulary, kinds=_KINDS.split())


def find(text: str, *, published: date | None) -> list[Timex]:
    """The time expressions of a text in order, not overlapping; an article's whole body goes in at once.

    ``value`` is the TIMEX3 value of the expression alone. ``period`` holds the days meant together with the
    words around it: open at one end after "since", "by", "until", "before" and "after", cut at the publication
    day for "earlier this month"; None for lengths, repetitions and what the text does not settle.

    >>> [(t.value, t.rule) for t in find("They met on Monday.", published=date(2019, 10, 29))]
    [('2019-10-28', 'weekday')]
    """
    scene = Scene(tokens(text), published)
    return [_timex(scene, read) for read in _read(scene)]


class _Found(tuple[int, int, str, Sense]):
    """First token, token after the last, rule, sense."""


def _read(scene: Scene) -> list[tuple[int, int, str, Sense]]:
    grammar, found = _grammar(), []
    letters = grammar.encode(scene.tokens)
    at, size = 0, len(letters)
    while at < size:
        if letters[at] == "x":
            at += 1
            continue
        reading = _at(scene, grammar, letters, at)
        for start, end, rule, sense in reading:
            found.append((start, end, rule, sense))
            unit = anchor.granularity(sense.value.partition("T")[0])
            if unit and sense.type in ("DATE", "TIME"):
                scene.known.append(Known(sense.value.partition("T")[0], end, unit))
        at = reading[-1][1] if reading else at + 1
    return found


def _at(scene: Scene, grammar: Grammar, letters: str, at: int) -> list[tuple[int, int, str, Sense]]:
    """What the first willing rule reads at a token."""
    first = grammar.any_of.match(letters, at)
    if first is None or first.lastgroup is None:
        return []
    for rule in _RULES[int(first.lastgroup[1:]) :]:
        body = grammar.patterns[rule.name].match(letters, at)
        if body is None or body.end() == at:
            continue
        match = Match(scene.tokens, body)
        reading = rule.settle(scene, match)
        if isinstance(reading, Sense):
            return [(match.start, match.end, rule.name, reading)]
        if reading:
            return [(*match.span(part), rule.name, sense) for part, sense in reading]
    return []


def _timex(scene: Scene, read: tuple[int, int, str, Sense]) -> Timex:
    first, after, rule, sense = read
    near: Around = around(scene.tokens, first, after, sense)
    period = anchor.days_of(sense.value.partition("T")[0]) if sense.type in ("DATE", "TIME") else None
    if period is not None:
        period = near.applied(period, scene.published)
    start, end = _span(scene.tokens, near.first, near.after)
    return Timex(start=start, end=end, rule=rule, type=sense.type, value=near.value, mod=near.mod or sense.mod,
                 period=period, basis=sense.basis if period else "none", relation=sense.relation)  # fmt: skip


def _span(found: list[Token], first: int, after: int) -> tuple[int, int]:
    return found[first].start, found[after - 1].end


def resolve(expression: str, *, anchor: date) -> Period | None:
    """The days meant by an English time expression, or None when the text alone does not settle it.

    Relative forms look back from the anchor, as news does: on a Wednesday, "Monday" is two days ago.

    >>> resolve("last Monday", anchor=date(2020, 3, 4)).first.isoformat()
    '2020-03-02'
    """
    found = [t for t in find(expression, published=anchor) if t.period is not None]
    return found[0].period if len(found) == 1 else None
