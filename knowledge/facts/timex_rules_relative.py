"""Rules for dates reckoned from the publication day: "yesterday", "last week", "Monday", "two years ago"."""

from __future__ import annotations

from datetime import timedelta

from knowledge.facts import timex_anchor as anchor
from knowledge.facts.timex_grammar import Match
from knowledge.facts.timex_quantity import quantity, unit_of
from knowledge.facts.timex_rule import Reading, Rule
from knowledge.facts.timex_scene import Scene, Sense, context, duration, published
from knowledge.facts.timex_words import DAY_PARTS, SEASONS

__all__ = ["RULES"]

_STEP = {"last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "next": 1, "coming": 1,
         "upcoming": 1, "following": 1}  # fmt: skip


def _step(match: Match) -> int:
    return _STEP.get(match.low("r"), 0)


def _day_word(scene: Scene, match: Match) -> Reading:
    step = {"yesterday": -1, "tomorrow": 1}.get(match.low("w"), 0)
    return scene.unit("D", step)


def _tonight(scene: Scene, match: Match) -> Reading:
    return _part(scene.unit("D"), "NI")


def _day_after_next(scene: Scene, match: Match) -> Reading:
    return scene.unit("D", -2 if match.low("w") == "yesterday" else 2)


def _part(sense: Sense, part: str) -> Sense:
    return sense._replace(type="TIME", value=f"{sense.value}T{part}")


def _day_part(scene: Scene, match: Match) -> Reading:
    """ "this morning", "last night"."""
    part = DAY_PARTS[match.low("part")]
    return _part(scene.unit("D", -1 if match.low("r") == "last" else 0), part)


def _weekday(scene: Scene, match: Match) -> Reading:
    """The latest such day, the publication day included; ahead only where the clause says so."""
    wanted = match.number("w")
    if scene.published is None:
        return Sense("DATE", f"XXXX-WXX-{wanted + 1}")
    ahead = scene.leaning(match.start, match.end) == "future"
    return _on_weekday(scene, wanted, "future" if ahead else "past")


def _on_weekday(scene: Scene, wanted: int, way: str) -> Reading:
    assert scene.published is not None
    today = scene.published
    if way == "future":
        step = (wanted - today.weekday()) % 7
    elif way == "after":
        step = (wanted - today.weekday() - 1) % 7 + 1
    elif way == "before":
        step = -((today.weekday() - wanted - 1) % 7 + 1)
    else:
        step = -((today.weekday() - wanted) % 7)
    return published(anchor.shift(today.isoformat(), step, "D"))


def _named_weekday(scene: Scene, match: Match) -> Reading:
    """ "last Sunday" is strictly before today, "next Sunday" strictly after, "this Sunday" the nearest ahead."""
    wanted, said = match.number("w"), match.low("r")
    if scene.published is None:
        return Sense("DATE", f"XXXX-WXX-{wanted + 1}")
    if said in ("last", "past", "previous"):
        return _on_weekday(scene, wanted, "before")
    if said in ("next", "coming", "upcoming", "following"):
        return _on_weekday(scene, wanted, "after")
    behind = scene.leaning(match.start, match.end) == "past"
    return _on_weekday(scene, wanted, "past" if behind else "future")


def _weekday_of_week(scene: Scene, match: Match) -> Reading:
    """ "Tuesday of last week"."""
    wanted = match.number("w")
    week = scene.unit("W", {"last": -1, "next": 1}.get(match.low("r"), 0))
    days = anchor.days_of(week.value)
    if days is None or days.first is None:
        return Sense("DATE", f"XXXX-WXX-{wanted + 1}")
    return published((days.first + timedelta(wanted)).isoformat())


def _unit(scene: Scene, match: Match) -> Reading:
    """ "last week", "this year", "next month"."""
    unit, said = unit_of(match, "u"), match.low("r")
    if unit[0] == "T" or unit == "F":
        return None
    if said in ("previous", "prior", "preceding", "following"):
        return _from_context(scene, match, unit, _step(match))
    if unit == "WE":
        return _weekend(scene, match)
    return scene.unit(unit, _step(match))


def _weekend(scene: Scene, match: Match) -> Reading:
    if scene.published is None:
        return scene.unit("WE")
    monday_to_thursday = scene.published.weekday() < 4
    step = _step(match)
    if step == 0 and scene.leaning(match.start, match.end) != "future" and match.low("r") != "next":
        step = -1 if monday_to_thursday else 0
    elif step == 1 and monday_to_thursday:
        step = 0
    return scene.unit("WE", step)


def _bare_weekend(scene: Scene, match: Match) -> Reading:
    """ "over the weekend" looks back from Monday to Thursday unless the clause looks ahead."""
    if scene.published is None:
        return scene.unit("WE")
    ahead = scene.leaning(match.start, match.end) == "future"
    return scene.unit("WE", 0 if ahead or scene.published.weekday() > 4 else -1)


def _from_context(scene: Scene, match: Match, unit: str, step: int) -> Reading:
    known = scene.last_known(at=match.start, within=60)
    if unit == "D":
        known = scene.last_known("day", at=match.start, within=60)
        return context(anchor.shift(known, step, "D")) if known else _relation(unit, step)
    found = _unit_of_known(known, unit, step) if known else None
    return found or (scene.unit(unit, step) if scene.published else _relation(unit, step))


def _unit_of_known(known: str, unit: str, step: int) -> Sense | None:
    days = anchor.days_of(known)
    if days is None or days.first is None:
        return None
    return context(anchor.shift(anchor.unit_value(days.first, unit), step, unit))


def _relation(unit: str, step: int) -> Sense:
    way = "after" if step > 0 else "before" if step < 0 else "with"
    return Sense("DATE", {"D": "XXXX-XX-XX", "M": "XXXX-XX", "W": "XXXX-WXX"}.get(unit, "XXXX"), relation=way)


def _same_unit(scene: Scene, match: Match) -> Reading:
    """ "that year", "the same day": what was last spoken of."""
    unit = unit_of(match, "u")
    if unit[0] == "T" or unit == "F":
        return None
    units = {
        "D": "day",
        "W": "day week",
        "WE": "weekend day",
        "M": "day month",
        "Q": "quarter day month",
    }.get(unit, "")
    known = scene.last_known(units, at=match.start)
    return (_unit_of_known(known, unit, 0) if known else None) or _relation(unit, 0)


def _next_day(scene: Scene, match: Match) -> Reading:
    """ "the next day", "the day before": beside the day last spoken of."""
    said = match.low("r")
    return _from_context(scene, match, "D", -1 if said in ("previous", "before", "earlier") else 1)


def _since_then(scene: Scene, match: Match) -> Reading:
    known = scene.last_known(at=match.start)
    return context(known) if known else Sense("DATE", "PAST_REF")


def _ago(scene: Scene, match: Match) -> Reading:
    count, unit = quantity(match, "q"), unit_of(match, "u")
    if match.has("half") and count is not None:
        count += 0.5
    if count is None or scene.published is None:
        return Sense("DATE", "PAST_REF", relation=f"before publication {unit}")
    return _stepped(scene.published.isoformat(), -count, unit, published)


def _stepped(value: str, count: float, unit: str, basis: object) -> Reading:
    if count != int(count):
        halves = {
            "Y": ("M", 12),
            "M": ("W", 4),
            "W": ("D", 7),
            "E": ("Y", 10),
            "C": ("Y", 100),
            "D": ("TH", 24),
        }
        if unit not in halves:
            return None
        unit, factor = halves[unit][0], halves[unit][1]
        count *= factor
    shifted = anchor.shift(value, int(count), unit)
    return basis(shifted)  # type: ignore[operator]


def _from_now(scene: Scene, match: Match) -> Reading:
    count, unit = quantity(match, "q"), unit_of(match, "u")
    if count is None or scene.published is None:
        return Sense("DATE", "FUTURE_REF")
    return _stepped(scene.published.isoformat(), count, unit, published)


def _earlier(scene: Scene, match: Match) -> Reading:
    """ "two days earlier", "a year later": from the date last spoken of, at its own granularity."""
    count, unit = quantity(match, "q"), unit_of(match, "u")
    back = match.low("r") in ("earlier", "before", "previously")
    if count is None:
        return duration(f"PX{unit[0]}")
    known = scene.last_known("day" if unit in ("D", "W") else "", at=match.start, within=60)
    if known is None and back and unit == "Y" and scene.published:
        known = f"{scene.published.year:04d}"
    if known is None:
        return Sense("DATE", "XXXX", relation="before" if back else "after")
    return _stepped(known, -count if back else count, unit, context)


def _month(scene: Scene, match: Match) -> Reading:
    """ "last June" is the latest one over, "next June" the first to come, "this June" that of the year."""
    month, said = match.number("m"), match.low("r")
    if scene.published is None:
        return Sense("DATE", f"XXXX-{month:02d}")
    year, now = scene.published.year, scene.published.month
    if said in ("last", "past", "previous"):
        year -= month >= now
    elif said in ("next", "coming", "upcoming"):
        year += month <= now
    return published(f"{year:04d}-{month:02d}")


def _season(scene: Scene, match: Match) -> Reading:
    code, said = SEASONS[match.low("s")], match.low("r")
    if scene.published is None:
        return Sense("DATE", f"XXXX-{code}")
    this = anchor.unit_value(scene.published, "S")
    start, now = anchor.SEASON_MONTHS[code], scene.published.month
    year = int(this[:4]) if this.endswith(code) else scene.published.year
    if said in ("last", "past", "previous"):
        year -= start + 2 >= now if code != "WI" else (now > 2 or this.endswith(code))
    elif said in ("next", "coming", "upcoming"):
        year += start <= now
    elif said != "this" and not this.endswith(code):
        year -= start > now and scene.leaning(match.start, match.end) != "future"
    return published(f"{year:04d}-{code}")


RULES = (
    Rule("day_before_yesterday", "the day (before|after) w:(yesterday|tomorrow)", _day_after_next),
    Rule("day_word", "w:(today|yesterday|tomorrow)", _day_word),
    Rule("tonight", "tonight", _tonight),
    Rule("day_part", "r:(this|last) (early|late)? part:DAY_PART", _day_part),
    Rule("weekday_of_week", "w:WEEKDAY (of|COMMA)? r:(last|this|next) week", _weekday_of_week),
    Rule("named_weekday", "r:(last|this|next|past|coming|this past|this coming) w:WEEKDAY", _named_weekday),
    Rule("weekday", "w:WEEKDAY", _weekday),
    Rule("named_month", "(the|this)? r:(last|this|next|past|coming) m:(MONTH|MONTH_SHORT DOT?)", _month),
    Rule("named_season", "(the|this)? r:(last|this|next|past|coming) s:SEASON", _season),
    Rule("ago", "q:$q u:$u (and half:a half)? ago", _ago),
    Rule("ago_half", "q:$q half:(and a half) u:$u ago", _ago),
    Rule("from_now", "q:$q u:$u from (now|today)", _from_now),
    Rule("earlier", "q:$q u:$u r:(earlier|later|before|previously)", _earlier),
    Rule("next_day", "the (very)? r:(next|following|previous) day", _next_day),
    Rule("day_beside", "the day r:(before|after|earlier)", _next_day),
    Rule("same_unit", "(that|the? same|that same|that very) u:UNIT", _same_unit),
    Rule("named_unit", "(the)? r:(last|this|next|past|current|coming|upcoming|previous|prior|preceding|following) u:UNIT", _unit),
    Rule("bare_weekend", "the weekend", _bare_weekend),
    Rule("since_then", "(since|by|until) then", _since_then),
)  # fmt: skip
