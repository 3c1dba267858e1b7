"""Requests that are no questions ("summarise the strike", "what does the 2019 article say") → lead sentences.

Nothing is summarised: news tells the most important thing first, so the first sentences of the articles that
are meant are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge.model import Sentence, Source
from knowledge.retrieval.candidates import retrieve
from knowledge.retrieval.features import FEATURES
from knowledge.retrieval.ranked import Ranked
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
    if query.scope and _is_of_days_only(query):
        return _first_sentences(searched.store.newest(_MOST, within=query.scope), searched)
    ranked = rank(retrieve(query, searched))
    if not ranked or not _is_known(query):
        return []
    best: dict[str, Ranked] = {}
    for one in ranked:
        best.setdefault(one.hit.sentence.source, one)
    sources = searched.store.sources(best)
    meant = [source for source in sources if _is_of_the_days(source, query)] or list(sources)
    near = _nearly_as_good(meant, best)
    return _first_sentences(_newest(sorted(near, key=lambda source: -best[source.id].raw)[:_MOST]), searched)


def _is_of_days_only(query: Query) -> bool:
    return len({number for asked in query.days for number in asked.units}) == len(query.units)


def _is_known(query: Query) -> bool:
    return any(unit.known or unit.repaired for unit in query.units)


def _nearly_as_good(sources: Sequence[Source], best: Mapping[str, Ranked]) -> list[Source]:
    """The best source, and those as good by their score, or that have as much of the topic."""
    first = max((best[source.id] for source in sources), key=lambda one: one.raw)
    return [
        source
        for source in sources
        if best[source.id].raw >= first.raw - _NEAR
        or best[source.id].hit.features[_COVERAGE] >= first.hit.features[_COVERAGE]
    ]


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
