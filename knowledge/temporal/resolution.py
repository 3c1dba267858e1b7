"""A text to its time expressions: the rules tried at every word, what they read settled in order."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from knowledge.model import Timex
from knowledge.temporal import anchoring as anchor
from knowledge.temporal import quantity
from knowledge.temporal.direction import Direction
from knowledge.temporal.grammar import Grammar, Match, build
from knowledge.temporal.joining import join
from knowledge.temporal.lookalikes import person_months
from knowledge.temporal.modifiers import Around, around
from knowledge.temporal.rule import Read, Rule
from knowledge.temporal.rules import calendar, clock, context, lengths, relative, units
from knowledge.temporal.scene import Known, Scene, Sense
from knowledge.temporal.tokens import tokens, vocabulary

__all__ = ["find", "find_leaning", "rule_names"]

_RULES: tuple[Rule, ...] = (
    *clock.RULES, *calendar.RULES, *units.RULES,
    *context.RULES, *relative.RULES, *lengths.RULES,
)  # fmt: skip
_MACROS = calendar.MACROS | quantity.MACROS
_KINDS = (
    "ISO SLASH NINE_ELEVEN CLOCK MERIDIEM DECADE SHORT_DECADE SHORT_YEAR ORDINAL QUARTER HALF FISCAL OCLOCK "
    "POSSESSIVE BREAK COMMA DOT DASH SLASH_MARK OPEN CLOSE"
)


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    sources = {rule.name: rule.pattern for rule in _RULES}
    assert len(sources) == len(_RULES), "two time rules of one name"
    return build(sources, _MACROS, vocabulary=vocabulary(), kinds=_KINDS.split())


def rule_names() -> tuple[str, ...]:
    """Names of all rules in the order in which they are asked; a Timex carries the one that read it."""
    return tuple(rule.name for rule in _RULES)


def find(text: str, *, published: date | None) -> list[Timex]:
    """The time expressions of a text in order, not overlapping; an article's whole body goes in at once.

    ``value`` is the TIMEX3 value of the expression alone. ``period`` holds the days meant together with the
    words around it: open at one end after "since", "by", "until", "before" and "after", cut at the
    publication day for "earlier this month"; None for lengths, repetitions and what the text does not settle.

    >>> [(t.value, t.rule) for t in find("They met on Monday.", published=date(2019, 10, 29))]
    [('2019-10-28', 'weekday')]
    """
    return find_leaning(text, None, published=published)


def find_leaning(text: str, unsaid: Direction, *, published: date | None) -> list[Timex]:
    """``find`` for a text whose clauses look back (or ahead) unless they say otherwise."""
    if published is not None and not anchor.reckonable(published):
        published = None
    found = tokens(text)
    scene = Scene(found, published, person_months(found), unsaid)
    out: list[Timex] = []
    floor = 0
    for read in _read(scene):
        near = around(found, read, floor)
        out.append(_timex(scene, read, near))
        floor = near.after
    return out


def _read(scene: Scene) -> list[Read]:
    grammar, found = _grammar(), list[Read]()
    letters = grammar.encode(scene.tokens)
    at, size = 0, len(letters)
    while at < size:
        reading = _at(scene, grammar, letters, at) if letters[at] != "x" else []
        for one in reading:
            joined = join(found[-1], one, scene.tokens) if found else None
            if joined:
                found[-1] = joined
            else:
                found.append(one)
            _remember(scene, found[-1])
        at = reading[-1].after if reading else at + 1
    return found


def _remember(scene: Scene, read: Read) -> None:
    day = read.sense.value.partition("T")[0]
    unit = anchor.granularity(day) if read.sense.type in ("DATE", "TIME") else None
    if unit:
        scene.known.append(Known(day, read.after, unit))


def _at(scene: Scene, grammar: Grammar, letters: str, at: int) -> list[Read]:
    """What the first willing rule reads at a token."""
    first = grammar.any_of.match(letters, at)
    if first is None or first.lastgroup is None:
        return []
    for rule in _RULES[int(first.lastgroup[1:]) :]:
        body = grammar.match(rule.name, letters, at)
        if body is None or body.end() == at:
            continue
        match = Match(scene.tokens, body)
        reading = rule.settle(scene, match)
        if isinstance(reading, Sense):
            return [Read(match.start, match.end, rule.name, reading)]
        if reading:
            return [Read(*match.span(part), rule.name, sense) for part, sense in reading]
    return []


def _timex(scene: Scene, read: Read, near: Around) -> Timex:
    sense = read.sense
    period = anchor.days_of(sense.value.partition("T")[0]) if sense.type in ("DATE", "TIME") else None
    if period is not None:
        period = near.applied(period, scene.published)
    return Timex(
        start=scene.tokens[near.first].start,
        end=scene.tokens[near.after - 1].end,
        rule=read.rule,
        type=near.type,
        value=near.value,
        mod=near.mod,
        period=period,
        basis=sense.basis if period else "none",
        relation=sense.relation,
    )
