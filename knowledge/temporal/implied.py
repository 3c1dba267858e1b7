"""Days and months without a year: the nearest one, or that of the story being told."""

from __future__ import annotations

from datetime import date

from knowledge.temporal import anchoring as anchor
from knowledge.temporal.direction import ends_sentence
from knowledge.temporal.grammar import Match
from knowledge.temporal.scene import Known, Scene, Sense, context, published
from knowledge.temporal.years import nearest_year

__all__ = ["dated", "month_alone"]

# A story told of another year goes on there while dates follow each other closely; what lies near publication
# anyway stays, unless the story is only weeks old. Chosen by judgement: no development text decides it.
_NEAR, _YEARS, _RECENT_DAYS, _SOON_DAYS = 40, 2, 120, 45
_LIVES = frozenset("born founded established since created opened built".split())


def dated(scene: Scene, match: Match, month: int, day: int) -> Sense | None:
    """A day and month: the clause's direction is a weight, the nearest year wins."""
    try:
        date(2000, month, day)  # a leap year: 29 February is some year's day
    except ValueError:
        return None
    rest = f"{month:02d}-{day:02d}"
    if scene.published is None:
        return _in_known_year(scene, rest, match.start)
    lean = scene.leaning(match.start, match.end)
    year = nearest_year(scene.published, month, day, lean)
    near = published(f"{year:04d}-{rest}") if year else None
    return (_in_told_year(scene, match, near, rest) if lean == "past" else None) or near


def month_alone(scene: Scene, match: Match, month: int) -> Sense | None:
    """A month, settled as a day is."""
    rest = f"{month:02d}"
    if scene.published is None:
        return _in_known_year(scene, rest, match.start)
    lean = scene.leaning(match.start, match.end)
    year = nearest_year(scene.published, month, None, lean)
    near = published(f"{year:04d}-{rest}") if year else None
    return (_in_told_year(scene, match, near, rest) if lean == "past" else None) or near


def _in_told_year(scene: Scene, match: Match, near: Sense | None, rest: str) -> Sense | None:
    """The year of the story: "On Dec. 5, 1995, he fled. On Dec. 7 he was caught."."""
    known = _told_before(scene, match.start)
    told, recent = _first_day(known), _first_day(near)
    if known is None or told is None or recent is None or scene.published is None:
        return None
    then = context(f"{told.year:04d}-{rest}")
    days = anchor.days_of(then.value) if then and told.year <= scene.published.year - _YEARS else None
    if days is None or days.after is None or days.after <= told:
        return None
    soon = known.unit in ("day", "month") and (days.after - told).days <= _SOON_DAYS
    return then if soon or (scene.published - recent).days >= _RECENT_DAYS else None


def _told_before(scene: Scene, at: int) -> Known | None:
    """The date told last, where it stands near and may be a day of the same story."""
    known = scene.known[-1] if scene.known else None
    if known is None or at - known.at > _NEAR or known.unit not in ("day", "month", "year"):
        return None
    return None if _begins_a_life(scene, known) else known


def _first_day(date_read: Known | Sense | None) -> date | None:
    days = anchor.days_of(date_read.value) if date_read else None
    return days.first if days else None


def _begins_a_life(scene: Scene, known: Known) -> bool:
    """Whether the date before is a birth or founding, after which a text comes back to the present."""
    for i in range(known.at - 1, max(-1, known.at - 12), -1):
        if scene.tokens[i].low in _LIVES:
            return True
        if i < known.at - 1 and ends_sentence(scene.tokens, i):
            return False
    return False


def _in_known_year(scene: Scene, rest: str, at: int) -> Sense:
    """Without a publication date, the year of the date read last; XXXX when there is none."""
    known = scene.last_known(at=at)
    found = context(f"{known[:4]}-{rest}") if known and known[:4].isdigit() else None
    return found or Sense("DATE", f"XXXX-{rest}")
