"""When a feed is looked at next; pure, with the moment and the chance given."""

from __future__ import annotations

from typing import Final

from knowledge.errors import FetchError
from knowledge.feeds.fetching import Stamp
from knowledge.feeds.model import Feed

__all__ = [
    "DAY", "MOST_A_DAY", "MOST_BEFORE_LOOKS", "after_failure", "after_look", "counted", "recheck", "spent",
    "tomorrow",
]  # fmt: skip

DAY: Final = 86_400.0
SOONEST: Final = 900.0
LATEST: Final = 7_200.0
"""Seconds between looks at a feed that brings much, and at one that brings nothing."""
FIRST_WAIT: Final = 300.0
LONGEST_WAIT: Final = 3 * 3_600.0
"""Seconds between two tries; longer ones would lose what a busy feed shows only for half a day."""
MOST_A_DAY: Final = 300
"""Requests for one feed, its pages included."""
MOST_BEFORE_LOOKS: Final = 150
"""Requests of a day after which no page is looked at again before the next: what is new comes first."""
TRIES: Final = 3
"""Looks in succession after which a lasting refusal pauses a feed."""
PATIENCE: Final = 80
"""Failures of other kinds in succession that pause it: about ten days, with the longest wait between them."""
RECHECKS: Final = (3_600.0, 6 * 3_600.0, DAY, 3 * DAY)
"""Seconds after an article came at which its page is looked at again, for corrections."""


def after_look(
    feed: Feed, now: float, *, stamp: Stamp, news: bool, wait: float, chance: float, title: str | None = None
) -> Feed:
    """The feed answered; ``wait`` is what the site wishes, ``chance`` in [0, 1) spreads the looks."""
    every = max(SOONEST, feed.every / 2) if news else min(LATEST, feed.every * 1.25)
    pause = min(max(every, wait), DAY)
    return feed.model_copy(
        update={
            "etag": stamp.etag, "modified": stamp.modified, "looked": now, "every": every, "failures": 0,
            "why": None, "title": feed.title or title, "due": now + pause * (1 + 0.2 * chance),
        }
    )  # fmt: skip


def after_failure(feed: Feed, now: float, error: FetchError, *, chance: float) -> Feed:
    """The feed did not answer, or with something of no use: longer waits, in the end none."""
    failures = feed.failures + 1
    wait = max(error.wait, min(FIRST_WAIT * 2 ** min(failures, 12), LONGEST_WAIT))
    lasting = error.lasting or error.gone
    paused = error.why if failures >= (TRIES if lasting else PATIENCE) else None
    return feed.model_copy(
        update={
            "failures": failures, "why": error.why, "paused": paused, "due": now + wait * (1 + 0.2 * chance),
        }
    )  # fmt: skip


def counted(feed: Feed, now: float) -> Feed:
    """One request more on this day."""
    day = int(now // DAY)
    return feed.model_copy(update={"day": day, "asked": feed.asked + 1 if feed.day == day else 1})


def tomorrow(feed: Feed, now: float, *, chance: float) -> Feed:
    """Its requests of the day are used up: some time in the first hour of the next day (UTC)."""
    due = (now // DAY + 1 + chance / 24) * DAY
    return feed.model_copy(update={"due": due, "why": f"its {MOST_A_DAY} requests of the day are used up"})


def spent(feed: Feed, now: float, *, most: int = MOST_A_DAY) -> bool:
    """Whether the day's requests are used up."""
    return feed.day == int(now // DAY) and feed.asked >= most


def recheck(came: float, looks: int, now: float) -> float | None:
    """When a page is looked at again, that came then and was looked at so often since; None for never."""
    later = [came + after for after in RECHECKS[looks:]]
    return next((moment for moment in later if moment > now), None)
