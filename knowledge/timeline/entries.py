"""Groups of tellings → the entries of a timeline, each with its days and the citations that tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, cast

from knowledge.evidence.citing import Quoted, citations
from knowledge.evidence.independence import independent
from knowledge.model import Citation, Entry, Event, Granularity, Period, Sentence
from knowledge.timeline.merging import Group, conflicts

if TYPE_CHECKING:
    from knowledge.protocols import Store

__all__ = ["entries", "entry_of"]


def entries(groups: Sequence[Group], store: Store) -> Iterator[Entry]:
    """An entry for each group; citations are numbered through."""
    notes = conflicts(groups)
    told = [tuple({t.sentence.id: t for t in reversed(g.tellings)}.values())[::-1] for g in groups]
    cited = iter(citations((Quoted(t.sentence, "supports", 1.0) for here in told for t in here), store))
    several = {t.sentence.source for here in told if len(here) > 1 for t in here}
    sources = {source.id: source for source in store.sources(sorted(several))}
    for place, (group, here) in enumerate(zip(groups, told, strict=True)):
        alleged = all(telling.event.assertion == "alleged" for telling in group.tellings)
        shown = tuple(next(cited) for _ in here)
        voices = len(independent([t.sentence for t in here], sources, store))
        yield _entry(
            group.period, group.status, shown, alleged=alleged, conflict=notes.get(place), voices=voices
        )


def entry_of(event: Event, period: Period, sentence: Sentence, store: Store) -> Entry:
    """One event as an entry, cited by the sentence that tells it."""
    cited = citations((Quoted(sentence, "supports", 1.0),), store)
    return _entry(period, event.status, cited, alleged=event.assertion == "alleged")


def _entry(
    period: Period | None,
    status: str,
    cited: tuple[Citation, ...],
    *,
    alleged: bool,
    conflict: str | None = None,
    voices: int = 1,
) -> Entry:
    start, end, precision = _days(period)
    return Entry(
        start=start, end=end, precision=precision,
        status=cast('Literal["stated", "bound", "planned"]', status),
        text=cited[0].quote, citations=cited, conflict=conflict, alleged=alleged, voices=voices,
    )  # fmt: skip


def _days(period: Period | None) -> tuple[str | None, str | None, Granularity | Literal["unknown"]]:
    if period is None or period.after is None:
        return None, None, "unknown"
    assert period.last
    return (period.first.isoformat() if period.first else None), period.last.isoformat(), period.granularity
