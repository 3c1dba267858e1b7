"""Rules for dates reckoned from another date in the text: "that year", "the next day", "a year earlier"."""

from __future__ import annotations

from knowledge.lexicon.classes import calendar
from knowledge.temporal import anchoring as anchor
from knowledge.temporal.grammar import Match
from knowledge.temporal.quantity import follows_calendar, iso_duration, quantity, unit_of
from knowledge.temporal.rule import Reading, Rule
from knowledge.temporal.scene import Mod, Scene, Sense, context, duration
from knowledge.temporal.steps import relation, stepped

__all__ = ["RULES"]

# How many tokens back a date may stand that another is reckoned from; tried on half of the MEANTIME articles.
_NEAR, _FAR = 60, 150
_APART = frozenset(",(–—-")
_PLANNED = frozenset(
    "planned scheduled expected announced intended foreseen promised hoped due usual".split()
)
_BACK = frozenset("previous prior preceding before earlier previously".split())


def _beside(scene: Scene, match: Match) -> Reading:
    """Settles "the previous year": beside the one last spoken of, else beside the present one."""
    unit, step = unit_of(match, "u"), -1 if match.low("r") in _BACK else 1
    if not follows_calendar(unit):
        return None
    wanted = "day" if unit == "D" else "day weekend week month" if unit in ("W", "WE", "M") else ""
    known = scene.last_known(wanted, at=match.start, within=_NEAR)
    found = _unit_of(known, unit, step) if known else None
    if found is None and scene.published is not None and unit != "D":
        return scene.unit(unit, step)
    return found or relation(unit, step)


def _unit_of(known: str, unit: str, step: int) -> Sense | None:
    days = anchor.days_of(known)
    if days is None or days.first is None:
        return None
    return context(anchor.shift(anchor.unit_value(days.first, unit), step, unit))


def _next_day(scene: Scene, match: Match) -> Reading:
    """Settles "the day before": beside the day last spoken of; before a clause it is a relation."""
    step = -1 if match.low("r") in _BACK else 1
    if match.end < len(match.tokens) and match.tokens[match.end].low in ("yesterday", "tomorrow"):
        return None
    if match.low("r") in ("before", "after") and not _closed(match):
        return relation("D", step)
    known = scene.last_known("day", at=match.start, within=_NEAR)
    return context(anchor.shift(known, step, "D")) if known else relation("D", step)


def _unit_beside(scene: Scene, match: Match) -> Reading:
    """Settles "the year before": like "a year earlier"; before a clause it is a relation."""
    step = -1 if match.low("r") in _BACK else 1
    if match.end < len(match.tokens) and match.tokens[match.end].low in ("last", "next"):
        return None
    if not _closed(match):
        return relation(unit_of(match, "u"), step)
    if step > 0:
        return _beside(scene, match)
    return (_year_before(scene, match) if unit_of(match, "u") == "Y" else None) or _unit_ago(scene, match)


def _year_before(scene: Scene, match: Match) -> Sense | None:
    """The one before a year or day last spoken of; what stands beside a quarter or month compares with it."""
    known = scene.last_reported("quarter half month year day", at=match.start, within=_NEAR)
    return _unit_of(known, "Y", -1) if known and anchor.granularity(known) in ("year", "day") else None


def _closed(match: Match) -> bool:
    """Whether nothing follows that the expression could be a relation to."""
    if match.end >= len(match.tokens):
        return True
    following = match.tokens[match.end]
    return following.kind not in ("word", "NUMBER", "mixed") or following.low in (
        "and",
        "but",
        "when",
        "in",
        "at",
    )


def _same_unit(scene: Scene, match: Match) -> Reading:
    """Settles "that year", "the same day": the one last spoken of."""
    unit = unit_of(match, "u")
    if not follows_calendar(unit):
        return None
    units = {"D": "day", "W": "day week", "WE": "weekend day", "M": "day month", "Q": "quarter day month"}
    known = scene.last_known(units.get(unit, ""), at=match.start, within=_NEAR)
    return (_unit_of(known, unit, 0) if known else None) or relation(unit, 0)


def _that_part(scene: Scene, match: Match) -> Reading:
    """Settles "that night", "the same evening"."""
    known = scene.last_known("day", at=match.start, within=_NEAR)
    if known is None:
        return None
    return Sense("TIME", f"{known}T{calendar().day_parts[match.low('part')]}", "context")


def _since_then(scene: Scene, match: Match) -> Reading:
    known = scene.last_known(at=match.start, within=_FAR)
    return (context(known) if known else None) or Sense("DATE", "PAST_REF")


def _earlier(scene: Scene, match: Match) -> Reading:
    """Settles "two days earlier": from the date last spoken of; before a clause it is a relation."""
    count, unit, said = quantity(match, "q"), unit_of(match, "u"), match.low("r")
    back = said in _BACK
    compared = match.end < len(match.tokens) and match.tokens[match.end].low == "than"
    if compared and unit in ("D", "W") and (day := _told_before(scene, match)):
        return context(day)
    ties = said in ("before", "after", "following", "prior") and not _closed(match)
    if count is None or compared or ties:
        return duration(iso_duration(count, unit))._replace(relation="before" if back else "after")
    known = _base(scene, match, unit) or (_present_year(scene) if back and unit == "Y" else None)
    if known is None:
        return relation(unit, -1 if back else 1)
    return stepped(known, -count if back else count, unit, context)


def _present_year(scene: Scene) -> str | None:
    return f"{scene.published.year:04d}" if scene.published else None


def _told_before(scene: Scene, match: Match) -> str | None:
    """The date before the comma, which "three days later than planned" tells once more."""
    after = [token.low for token in match.tokens[match.end + 1 : match.end + 3]]
    apart = match.start > 0 and match.tokens[match.start - 1].low in _APART
    told = apart and not _PLANNED.isdisjoint(after)
    return scene.last_known("day week", at=match.start, within=1) if told else None


def _base(scene: Scene, match: Match, unit: str) -> str | None:
    """What "a year earlier" counts from: the quarter or month under discussion, else the last date."""
    if unit == "Y":
        compared = scene.last_reported("quarter half month year", at=match.start, within=_NEAR)
        compared = compared or scene.last_reported("quarter", at=match.start, within=_FAR)
        return compared or scene.last_known(at=match.start, within=_NEAR)
    wanted = {"D": "day", "W": "day weekend week", "M": "day month", "Q": "quarter"}.get(unit, "")
    return scene.last_known(wanted, at=match.start, within=_NEAR)


def _unit_ago(scene: Scene, match: Match) -> Reading:
    """Settles "year-earlier", "the same period a year ago": a comparison with what is reported."""
    unit = unit_of(match, "u") if match.has("u") else "Y"
    if unit not in ("W", "M", "Q", "Y"):
        return None
    wanted = {"Y": "quarter half month", "M": "month day", "W": "week day", "Q": "quarter"}[unit]
    known = scene.last_reported(wanted, at=match.start, within=_NEAR)
    if known is None and unit == "Y":
        known = scene.last_reported("quarter", at=match.start, within=_FAR)
    if match.low("h") == "quarter" and known is None and scene.published:
        known = anchor.shift(anchor.unit_value(scene.published, "Q"), -1, "Q")
    if known:
        return context(anchor.shift(known, -1, unit))
    return scene.unit(unit, -1)


def _reported(scene: Scene, match: Match) -> Reading:
    """Settles "for the year", "in the latest quarter": the one reported on, else the last one over."""
    period = match.low("u") == "period"
    unit = "Q" if period else unit_of(match, "u")
    if match.end < len(match.tokens):
        following = match.tokens[match.end]
        if following.low in _NARROWED or following.kind in ("NUMBER", "SHORT_YEAR"):
            return None
    wanted = {"Q": "quarter", "Y": "year", "M": "month"}.get(unit, "")
    known = scene.last_known(wanted, at=match.start, within=_FAR)
    if known and anchor.granularity(known) == wanted:
        return (("one", found),) if (found := context(known)) else None
    if period or not (unit == "Q" or match.low("p") == "for" or match.has("latest")) or unit == "M":
        return None
    step = -1 if unit == "Q" or match.has("latest") else 0
    return (("one", scene.unit(unit, step)),)


_NARROWED = frozenset(
    "of to before after when that which since for from until earlier ago - ended ending beginning starting "
    "end 's".split()
)


def _within_day(scene: Scene, match: Match) -> Reading:
    """Settles "earlier in the day": of the day last spoken of, else of the report."""
    known = scene.last_known("day", at=match.start, within=_NEAR)
    return (context(known) if known else None) or scene.unit("D")


def _edge_of(scene: Scene, match: Match) -> Reading:
    """Settles "the end of the year", "the middle of next week"."""
    unit = unit_of(match, "u")
    if unit[0] == "T" or unit in ("F", "D"):
        return None
    mod = _EDGES[match.low("e").split()[0]]
    said = match.low("r")
    if said == "that":
        known = scene.last_known(at=match.start, within=_FAR)
        found = _unit_of(known, unit, 0) if known else None
        return found._replace(mod=mod) if found else None
    return scene.unit(unit, {"last": -1, "next": 1}.get(said, 0))._replace(mod=mod)


_EDGES: dict[str, Mod] = {
    "earlier": "BEFORE", "later": "AFTER",
    "beginning": "START", "start": "START", "early": "START", "outset": "START", "first": "START",
    "turn": "START", "middle": "MID", "end": "END", "close": "END", "late": "END", "latter": "END",
    "rest": "END", "remainder": "END", "balance": "END",
}  # fmt: skip


def _unit_end(scene: Scene, match: Match) -> Reading:
    """Settles "year-end", "month's end": of the present one, in January to March of the year just over."""
    unit = unit_of(match, "u")
    if unit not in ("W", "M", "Q", "Y"):
        return None
    over = scene.published is not None and unit == "Y" and scene.published.month <= 3
    behind = over and scene.leaning(match.start, match.end) != "future"
    return scene.unit(unit, -1 if behind else 0)._replace(mod="END")


def _mid_unit(scene: Scene, match: Match) -> Reading:
    """Settles "mid-year", "midweek"."""
    unit = (
        unit_of(match, "u") if match.has("u") else {"midyear": "Y", "midweek": "W"}.get(match.low("w"), "M")
    )
    return scene.unit(unit)._replace(mod="MID") if unit in ("W", "M", "Q", "Y") else None


RULES = (
    Rule(
        "unit_ago",
        "(the|a)? u:UNIT DASH (earlier|ago) h:(period|quarter|month|week|year|level|figure)?",
        _unit_ago,
    ),
    Rule(
        "period_ago",
        "the (same|corresponding|comparable|like|similar) period (of|in)? (a|one|the) u:UNIT "
        "(earlier|ago|before)",
        _unit_ago,
    ),
    Rule(
        "edge_of",
        "(the)? e:(end|beginning|start|middle|close|rest|remainder|balance|outset|first part|latter "
        "part|early part|late part|turn) of r:(the|this|last|next|that|the current) u:UNIT",
        _edge_of,
    ),
    Rule("within", "e:(early|late|earlier|later) in r:the u:UNIT", _edge_of),
    Rule("within_day", "(early|late|earlier|later) in the day", _within_day),
    Rule("year_end", "(the|this)? u:UNIT (DASH|POSSESSIVE)? end", _unit_end),
    Rule("mid_unit", "(mid DASH? u:UNIT|w:(midyear|midweek|midmonth))", _mid_unit),
    Rule(
        "earlier",
        "q:$q u:$u r:(earlier|later|before|previously|after|afterward|afterwards|prior|following)",
        _earlier,
    ),
    Rule("next_day", "the (very)? r:(next|following|previous) day", _next_day),
    Rule("unit_beside", "the u:(week|month|quarter|year) r:(before|after|earlier)", _unit_beside),
    Rule(
        "period_last_year",
        "the (same|corresponding|comparable|like|similar) (period|UNIT) (of|in)? (the? last|the previous|the "
        "prior) year",
        _unit_ago,
    ),
    Rule("day_beside", "the day r:(before|after|earlier)", _next_day),
    Rule("beside", "(the)? r:(previous|prior|preceding|following|ensuing) u:UNIT", _beside),
    Rule("same_unit", "(that|the? same|that same|that very) u:UNIT", _same_unit),
    Rule("that_part", "(that|the? same|the following) part:DAY_PART", _that_part),
    Rule(
        "reported",
        "p:(for|in|during|over|throughout) one:(the (full|whole|entire|fiscal|latest:latest|recent|most "
        "recent)? u:(year|quarter|month|week|period))",
        _reported,
    ),
    Rule("since_then", "(since|by|until) then", _since_then),
)  # fmt: skip
