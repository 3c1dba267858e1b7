"""Requests that are no questions ("summarise the strike", "what does the 2019 article say") → lead sentences.

Nothing is summarised: news tells the most important thing first, so the first sentences of the articles that
are meant are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge.model import Sentence, Source
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.features import FEATURES
from knowledge.retrieval.ranking import rank
from knowledge.retrieval.understanding import understand

if TYPE_CHECKING:
    from knowledge.retrieval.query import Query
    from knowledge.retrieval.searchable import Searchable

__all__ = ["leads", "topic_of"]

_ARTICLE = r"(?:articles?|stor(?:y|ies)|reports?|pieces?|sources?)"
_WHICH = rf"(?:the|this|that|your|these)\s(?:\S+\s){{0,6}}?(?={_ARTICLE})"
_REQUEST = re.compile(
    r"^(?:please\s+)?(?:can you\s+|could you\s+)?(?:give (?:me |us )?)?(?:"
    r"(?:summari[sz]e|sum up|recap)\b|(?:an?|the|your|some|any)?\s*(?:short |brief |quick )?"
    r"(?:summary|overview|recap|gist|tl;?dr)\b(?: of| on| about)?"
    rf"|what (?:does|do|did) (?P<which>{_WHICH}){_ARTICLE} (?:say|tell|report)(?: about| on)?"
    rf"|what(?:'s|’s| is| are) (?P<what>{_WHICH}){_ARTICLE} about"
    r"|what(?:'s|’s| is) (?:new|in the news|the news)\b(?: on| about| in| with)?"
    r"|(?:any |the |some )?news\b(?: on| about| of| from)?|tell me about|anything (?:new )?(?:on|about))\s*",
    re.IGNORECASE,
)
_KINDS = re.compile(rf"\b(?:the|this|that|your|these|all|news|{_ARTICLE})\b", re.IGNORECASE)
_MOST = 3
"""Articles that are quoted."""
_NEAR = 1.5
"""Of the ranking's sum below the best article; farther below, its words must be met as well as there."""
_COVERAGE = FEATURES.index("coverage")


def topic_of(text: str) -> str | None:
    """What an overview is wanted of, empty for all there is; None where the text is no such request."""
    match = _REQUEST.match(text)
    if match is None or not match.group().strip():
        return None
    named = match["which"] or match["what"] or ""
    return " ".join(_KINDS.sub(" ", f"{named} {text[match.end() :]}").strip(" ?!.").split())


def leads(topic: str, searched: Searchable, *, today: date | None = None) -> list[Sentence]:
    """The first sentences of the articles that are meant, newest first; none for an unknown topic."""
    if not topic:
        return _first_sentences(searched.store.newest(_MOST), searched)
    query = understand(topic, searched.store, today=today)
    of_days = {number for asked in query.days for number in asked.units}
    if query.scope and len(of_days) == len(query.units):
        return _first_sentences(searched.store.newest(_MOST, within=query.scope), searched)
    ranked = rank(retrieve(query, searched))
    if not ranked or not any(unit.known or unit.repaired for unit in query.units):
        return []
    best: dict[str, float] = {}
    met: dict[str, float] = {}
    for one in ranked:
        best.setdefault(one.hit.sentence.source, one.raw)
        met.setdefault(one.hit.sentence.source, one.hit.features[_COVERAGE])
    sources = searched.store.sources(best)
    meant = [source for source in sources if _is_of_the_days(source, query)] or list(sources)
    first = max(meant, key=lambda source: best[source.id])
    near = [
        source
        for source in meant
        if best[source.id] >= best[first.id] - _NEAR or met[source.id] >= met[first.id]
    ]
    return _first_sentences(_newest(sorted(near, key=lambda source: -best[source.id])[:_MOST]), searched)


def _is_of_the_days(source: Source, query: Query) -> bool:
    """Whether the article was published in the days that the request names ("the 2019 article")."""
    day = source.published
    return day is not None and any(
        (scope.first is None or scope.first <= day) and (scope.after is None or day < scope.after)
        for scope in query.scope
    )


def _newest(sources: Sequence[Source]) -> list[Source]:
    return sorted(sources, key=lambda source: source.published or date.min, reverse=True)[:_MOST]


def _first_sentences(sources: Sequence[Source], searched: Searchable) -> list[Sentence]:
    told = (searched.store.sentences_of(source.id) for source in sources)
    return [sentences[0] for sentences in told if sentences]
