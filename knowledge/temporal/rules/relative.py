"""Rules for dates reckoned from the publication day: "yesterday", "last week", "Monday", "two years ago"."""

from __future__ import annotations

from datetime import timedelta

from knowledge.lexicon.classes import calendar, grammar
from knowledge.temporal import anchoring as anchor
from knowledge.temporal.grammar import Match
from knowledge.temporal.lookalikes import is_no_season, is_no_weekday, is_title
from knowledge.temporal.quantity import follows_calendar, iso_duration, quantity, unit_of
from knowledge.temporal.rule import Reading, Rule
from knowledge.temporal.scene import Scene, Sense, context, duration, published, reference
from knowledge.temporal.steps import stepped
from knowledge.temporal.years import season_year

__all__ = ["RULES"]

_STEP = {"last": -1, "past": -1, "this past": -1, "previous": -1, "next": 1, "coming": 1, "this coming": 1,
         "upcoming": 1, "following": 1}  # fmt: skip
_BACK = frozenset(said for said, step in _STEP.items() if step < 0)
_AHEAD = frozenset(said for said, step in _STEP.items() if step > 0)


def _step(match: Match) -> int:
    return _STEP.get(match.low("r"), 0)


def _day_word(scene: Scene, match: Match) -> Reading:
    if is_title(match):
        return None
    step = {"yesterday": -1, "tomorrow": 1}.get(match.low("w"), 0)
    return scene.unit("D", step)


def _tonight(scene: Scene, match: Match) -> Reading:
    if is_title(match):
        return None
    return _part(scene.unit("D"), "NI")


def _day_after_next(scene: Scene, match: Match) -> Reading:
    return scene.unit("D", -2 if match.low("w") == "yesterday" else 2)


def _part(sense: Sense, part: str) -> Sense:
    return sense._replace(type="TIME", value=f"{sense.value}T{part}")


def _day_part(scene: Scene, match: Match) -> Reading:
    """Settles "this morning", "last night"."""
    part = calendar().day_parts[match.low("part")]
    return _part(scene.unit("D", -1 if match.low("r") == "last" else 0), part)


def _weekday(scene: Scene, match: Match) -> Reading:
    """The latest such day, the publication day included; ahead only where the clause says so."""
    wanted = match.number("w")
    if is_no_weekday(match):
        return None
    if scene.published is None or _any_such(match):
        return Sense("DATE", f"XXXX-WXX-{wanted + 1}")  # "on a Friday"
    ahead = scene.leaning(match.start, match.end) == "future"
    return _on_weekday(scene, wanted, "future" if ahead else "past")


def _any_such(match: Match) -> bool:
    """Whether no one day is meant: "on a Friday", "any Friday", but not "in a Friday speech"."""
    before = match.tokens[match.start - 1].low if match.start else ""
    following = match.tokens[match.end] if match.end < len(match.tokens) else None
    named = following is not None and following.kind == "word" and following.low not in _LINKS
    return before == "any" or (before == "a" and not named)


_LINKS = grammar().function_words


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
    """Takes "last Sunday" strictly before today, "next Sunday" strictly after, "this Sunday" as ahead."""
    wanted, said = match.number("w"), match.low("r")
    if scene.published is None:
        return Sense("DATE", f"XXXX-WXX-{wanted + 1}")
    if said in _BACK:
        return _on_weekday(scene, wanted, "before")
    if said in _AHEAD:
        return _on_weekday(scene, wanted, "after")
    behind = scene.leaning(match.start, match.end) == "past"
    return _on_weekday(scene, wanted, "past" if behind else "future")


def _weekday_of_week(scene: Scene, match: Match) -> Reading:
    """Settles "Tuesday of last week"."""
    wanted = match.number("w")
    week = scene.unit("W", {"last": -1, "next": 1}.get(match.low("r"), 0))
    days = anchor.days_of(week.value)
    if days is None or days.first is None:
        return Sense("DATE", f"XXXX-WXX-{wanted + 1}")
    return published((days.first + timedelta(wanted)).isoformat())


def _unit(scene: Scene, match: Match) -> Reading:
    """Settles "last week", "this year", "next month"; "the past year" is a length."""
    unit, said = unit_of(match, "u"), match.low("r")
    if not follows_calendar(unit):
        return None
    following = match.tokens[match.end].low if match.end < len(match.tokens) else ""
    if following == "of" and unit != "Y":
        return None  # "the last week of May"
    if match.start and match.tokens[match.start - 1].low == "to" and (said, unit) == ("this", "D"):
        return reference("PRESENT_REF")
    if _is_length(said, unit, definite=match.tokens[match.start].low == "the"):
        return duration(iso_duration(1, unit))
    return _weekend(scene, match) if unit == "WE" else scene.unit(unit, _step(match))


def _is_length(said: str, unit: str, *, definite: bool) -> bool:
    """Whether it is as long as the unit, and none of the calendar: "the past year", "the next month"."""
    if said == "past":
        return unit != "WE"
    return definite and said in ("last", "next") and unit not in ("Q", "WE", "D")


def _unit_but_one(scene: Scene, match: Match) -> Reading:
    """Settles "the week before last", "the year after next"."""
    unit = unit_of(match, "u")
    if not follows_calendar(unit):
        return None
    return scene.unit(unit, -2 if match.low("w") == "before last" else 2)


def _weekend(scene: Scene, match: Match) -> Reading:
    if scene.published is None:
        return scene.unit("WE")
    monday_to_thursday = scene.published.weekday() < 4
    step = _step(match)
    if step == 0 and scene.leaning(match.start, match.end) != "future" and match.low("r") != "next":
        step = -1 if monday_to_thursday else 0
    return scene.unit("WE", step)


def _bare_weekend(scene: Scene, match: Match) -> Reading:
    """Settles "over the weekend" looks back from Monday to Thursday unless the clause looks ahead."""
    if match.end < len(match.tokens) and match.tokens[match.end].low == "of":
        return None  # "the weekend of 2-3 November"
    if scene.published is None:
        return scene.unit("WE")
    ahead = scene.leaning(match.start, match.end) == "future"
    return scene.unit("WE", 0 if ahead or scene.published.weekday() > 4 else -1)


# Tokens between a quarter and the "year ago" that it is compared with: about two sentences of a report.
_COMPARED = 45


def _ago(scene: Scene, match: Match) -> Reading:
    count, unit = quantity(match, "q"), unit_of(match, "u")
    if match.has("half") and count is not None:
        count += 0.5
    if count is None or scene.published is None:
        return Sense("DATE", "PAST_REF")
    year = (count, unit) == (1, "Y")
    quarter = scene.last_reported("quarter", at=match.start, within=_COMPARED) if year else None
    if quarter:
        return context(anchor.shift(quarter, -1, "Y"))  # "profit in the third quarter rose from a year ago"
    return stepped(scene.published.isoformat(), -count, unit, published)


def _from_now(scene: Scene, match: Match) -> Reading:
    count, unit = quantity(match, "q"), unit_of(match, "u")
    if count is None or scene.published is None:
        return Sense("DATE", "FUTURE_REF")
    return stepped(scene.published.isoformat(), count, unit, published)


def _from_weekday(scene: Scene, match: Match) -> Reading:
    """Settles "a week from Monday", "two weeks ago Friday"."""
    count = quantity(match, "q")
    if count is None or scene.published is None:
        return None
    back = match.has("ago")
    base = _on_weekday(scene, match.number("w"), "past" if back else "future")
    if not isinstance(base, Sense):
        return None
    unit = unit_of(match, "u")
    days = {"W": count * 7, "F": count * 14}.get(unit, count)  # "a week from Monday" is a day
    return stepped(base.value, -days if back else days, "D" if unit in ("W", "F") else unit, published)


def _weekdays_ago(scene: Scene, match: Match) -> Reading:
    """Settles "two Mondays ago": the latest one before today is one Monday ago."""
    count = quantity(match, "q")
    if count is None or count != int(count) or scene.published is None:
        return None
    last = _on_weekday(scene, calendar().weekdays[match.low("w")[:-1]], "before")
    return stepped(last.value, -7 * (count - 1), "D", published) if isinstance(last, Sense) else None


def _week_from_day(scene: Scene, match: Match) -> Reading:
    """Settles "a week tomorrow"."""
    if scene.published is None:
        return None
    return scene.unit("D", 8 if match.low("t") == "tomorrow" else 7)


def _ago_this(scene: Scene, match: Match) -> Reading:
    """Settles "a year ago today", "two weeks ago yesterday", "20 years ago this week"."""
    count, unit = quantity(match, "q"), unit_of(match, "u")
    if count is None or count != int(count) or scene.published is None:
        return None
    fine = {"today": "D", "yesterday": "D"}.get(match.low("t")) or unit_of(match, "v")
    steps = [(int(match.low("t") == "yesterday"), "D"), (int(count), unit)]
    then = anchor.back_by(scene.published, steps)
    return published(anchor.unit_value(then, fine)) if then else None


def _compound_ago(scene: Scene, match: Match) -> Reading:
    """Settles "one month and two days ago", said as finely as its smaller unit."""
    counts = [(quantity(match, q), unit_of(match, u)) for q, u in (("q", "u"), ("p", "v"))]
    if scene.published is None:
        return None
    steps = [(int(count), unit) for count, unit in counts if count is not None and count == int(count)]
    then = anchor.back_by(scene.published, steps) if len(steps) == 2 else None
    return published(anchor.unit_value(then, counts[1][1])) if then else None


def _weekday_week(scene: Scene, match: Match) -> Reading:
    """Settles "Monday week", "a week on Monday": a week after the next such day."""
    following = match.tokens[match.end] if match.end < len(match.tokens) else None
    if scene.published is None or (following is not None and following.kind == "DASH"):
        return None
    step = (match.number("w") - scene.published.weekday()) % 7 + 7
    return published(anchor.shift(scene.published.isoformat(), step, "D"))


def _before_last(scene: Scene, match: Match) -> Reading:
    """Settles "the Friday before last", "the night before last"."""
    if scene.published is None:
        return None
    if match.has("part"):
        return _part(scene.unit("D", -2), calendar().day_parts[match.low("part")])
    last = _on_weekday(scene, match.number("w"), "before")
    return published(anchor.shift(last.value, -7, "D")) if isinstance(last, Sense) else None


def _month(scene: Scene, match: Match) -> Reading:
    """Takes "last June" as the latest one over, "next June" as the first to come."""
    month, said = match.number("m"), match.low("r")
    if scene.published is None:
        return Sense("DATE", f"XXXX-{month:02d}")
    year, now = scene.published.year, scene.published.month
    if said in _BACK:
        year -= month >= now
    elif said in _AHEAD:
        year += month <= now
    return published(f"{year:04d}-{month:02d}")


def _season(scene: Scene, match: Match) -> Reading:
    code, said = calendar().seasons[match.low("s")], match.low("r")
    if is_no_season(match) and match.low("s") == "fall":
        return None
    if scene.published is None:
        return Sense("DATE", f"XXXX-{code}")
    if said == "this":
        year = season_year(scene.published, code, scene.leaning(match.start, match.end))
    else:
        year = season_year(scene.published, code, "past" if said in _BACK else "future", other=True)
    return published(f"{year:04d}-{code}")


def _bare_season(scene: Scene, match: Match) -> Reading:
    if is_no_season(match):
        return None
    code = calendar().seasons[match.low("s")]
    if scene.published is None:
        return (("one", Sense("DATE", f"XXXX-{code}")),)
    lean = scene.leaning(match.span("one")[0], match.end)
    sense = published(f"{season_year(scene.published, code, lean):04d}-{code}")
    return (("one", sense),) if sense else None


_LAST = "last|this|next|past|coming|upcoming|this past|this coming"

RULES = (
    Rule("day_before_yesterday", "the day (before|after) w:(yesterday|tomorrow)", _day_after_next),
    Rule("day_word", "w:(today|yesterday|tomorrow)", _day_word),
    Rule("tonight", "tonight", _tonight),
    Rule("day_part", "r:(this|last) (early|late)? part:DAY_PART", _day_part),
    Rule("unit_but_one", "the u:UNIT w:(before last|after next)", _unit_but_one),
    Rule("weekday_of_week", "w:WEEKDAY (of|COMMA)? r:(last|this|next) week", _weekday_of_week),
    Rule("weekday_week", "w:WEEKDAY week", _weekday_week),
    Rule("week_on_weekday", "a week on w:WEEKDAY", _weekday_week),
    Rule("week_from_day", "a week t:(today|tomorrow)", _week_from_day),
    Rule("weekdays_ago", "q:$q w:WEEKDAYS ago", _weekdays_ago),
    Rule("before_last", "the (w:WEEKDAY|part:DAY_PART) before last", _before_last),
    Rule("week_from_weekday", "q:$q u:$u (from|ago:ago on?) w:WEEKDAY", _from_weekday),
    Rule("named_weekday", f"the? r:({_LAST}|previous|following) w:WEEKDAY", _named_weekday),
    Rule("weekday", "w:WEEKDAY", _weekday),
    Rule("named_month", f"(the|this)? r:({_LAST}) m:(MONTH|MONTH_SHORT DOT?)", _month),
    Rule("named_season", f"(the|this)? r:({_LAST}) s:SEASON", _season),
    Rule(
        "bare_season",
        "(BEFORE_DATE|over|for) one:(the? s:SEASON)",
        _bare_season,
    ),
    Rule("ago_this", "q:$q u:$u ago (t:(today|yesterday)|this v:UNIT)", _ago_this),
    Rule("ago", "q:$q u:$u (and half:a half)? ago", _ago),
    Rule("ago_half", "q:$q half:(and a half) u:$u ago", _ago),
    Rule("compound_ago", "q:$q u:$u COMMA? and p:$q v:$u ago", _compound_ago),
    Rule("from_now", "q:$q u:$u (from (now|today)|hence|POSSESSIVE time)", _from_now),
    Rule(
        "fiscal_unit",
        "(the|its|their)? r:(last|this|next|current|previous|coming) (fiscal|financial) u:year",
        _unit,
    ),
    Rule(
        "named_unit",
        "(the)? r:(last|this|next|past|current|coming|upcoming|this past|this coming) u:UNIT",
        _unit,
    ),
    Rule("bare_weekend", "the weekend", _bare_weekend),
)  # fmt: skip
