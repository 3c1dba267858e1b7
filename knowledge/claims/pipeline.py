"""A message → its claim parts, each supported, contradicted or not found by the sources, with the words why.

The stages in order: the message is taken apart into statements (``parts``), sentences that may tell each of
them are found, read and held against it (``evidence``, ``checks``), the verdict is drawn (``verdict``) and
its sentences are cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Literal

from knowledge.claims.evidence import Candidate, Evidence, candidates, held_against, read
from knowledge.claims.parts import Part, parts
from knowledge.claims.verbatim import verbatim
from knowledge.claims.verdict import Judged, Verdict, contradicted, judged
from knowledge.claims.versions import corrections
from knowledge.evidence.citing import Quoted, citations
from knowledge.model import CheckedClaim, Citation
from knowledge.text.language import is_foreign
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import terms

if TYPE_CHECKING:
    from knowledge.retrieval.searchable import Searchable

__all__ = ["check"]

SHOWN = 3
"""Sentences that are cited for a verdict, and the nearest ones where nothing decides."""
PARTS = 8
"""Statements of one message that are judged."""
FOREIGN = "This is not in English, the only language that is read here, so it cannot be checked."
EMPTY = "This holds only words like “the” and “is”, which every article holds, so there is nothing to check."


def check(message: str, searched: Searchable) -> CheckedClaim:
    """The verdict of the whole: contradicted where a part is, supported where every part is."""
    if is_foreign(message):
        return _silent(message, (), searched, reason=FOREIGN)
    found = [part for part in parts(message) if any(term not in STOPWORDS for term in terms(part.statement))]
    if not found:
        return _silent(message, (), searched, reason=EMPTY)
    if len(found) > 1 and (whole := _exact(Part(message, message), candidates(message, searched), searched)):
        return whole
    checked = [_checked(part, searched) for part in found[:PARTS]]
    if len(checked) == 1:
        return checked[0].model_copy(update={"claim": message})
    return _together(message, checked)


def _checked(part: Part, searched: Searchable) -> CheckedClaim:
    near = candidates(part.statement, searched)
    held = held_against(part.statement, near, searched)
    sources = {one.id: one for one in searched.store.sources({one.sentence.source for one in held})}
    if corrected := corrections(held, sources):
        return _shown(part.text, contradicted(corrected), searched)
    if exact := _exact(part, near, searched, held):
        return exact
    outcome = judged(read(part.statement, held, searched))
    return _shown(part.text, outcome, searched) if outcome.by else _silent(part.text, near, searched)


def _exact(
    part: Part, near: Sequence[Candidate], searched: Searchable, held: Sequence[Evidence] = ()
) -> CheckedClaim | None:
    """Supported where the words stand as they are."""
    found = verbatim(part.statement, [one.sentence for one in near], searched.store)
    if not found:
        return None
    cited = citations(found[:SHOWN], searched.store)
    ids = {one.sentence.id for one in found}
    return CheckedClaim(
        claim=part.text, verdict="supported", exact=True, citations=cited,
        said_by=_speaker([one for one in held if one.sentence.id in ids]),
    )  # fmt: skip


def _speaker(by: Sequence[Evidence]) -> str | None:
    """Whose word it is where no sentence tells it as its own."""
    speakers = [one.said_by for one in by]
    return speakers[0] if speakers and all(speakers) else None


def _shown(claim: str, outcome: Judged, searched: Searchable) -> CheckedClaim:
    stance: Literal["supports", "differs"] = "supports" if outcome.verdict == "supported" else "differs"
    quoted = [Quoted(one.sentence, stance, one.shares.told) for one in outcome.by[:SHOWN]]
    return CheckedClaim(
        claim=claim, verdict=outcome.verdict, exact=False, citations=citations(quoted, searched.store),
        conflicts=outcome.conflicts,
        said_by=_speaker(outcome.by) if outcome.verdict == "supported" else None,
    )  # fmt: skip


def _silent(
    claim: str, near: Sequence[Candidate], searched: Searchable, *, reason: str | None = None
) -> CheckedClaim:
    nearest = [Quoted(one.sentence, "nearest", one.coverage) for one in near[:SHOWN]]
    return CheckedClaim(
        claim=claim, verdict="not found", exact=False, citations=(),
        nearest=citations(nearest, searched.store), reason=reason,
    )  # fmt: skip


def _together(message: str, checked: Sequence[CheckedClaim]) -> CheckedClaim:
    """The parts as one, with the sentences that decide the verdict of the whole."""
    verdict = min((part.verdict for part in checked), key=_WEIGHTIEST.index)
    telling = [part for part in checked if part.verdict == verdict]
    return CheckedClaim(
        claim=message, verdict=verdict, exact=all(part.exact for part in checked),
        citations=_numbered(chain.from_iterable(part.citations for part in telling)),
        conflicts=tuple(chain.from_iterable(part.conflicts for part in telling)),
        nearest=_numbered(chain.from_iterable(part.nearest for part in telling)),
        parts=tuple(checked),
    )  # fmt: skip


_WEIGHTIEST: tuple[Verdict, ...] = ("contradicted", "not found", "supported")
"""The verdict of the whole is the first of these that a part has."""


def _numbered(cited: Iterable[Citation]) -> tuple[Citation, ...]:
    """Each place once, counted from 1."""
    once = {(one.source, one.start, one.end): one for one in cited}
    return tuple(one.model_copy(update={"n": n}) for n, one in enumerate(once.values(), 1))
