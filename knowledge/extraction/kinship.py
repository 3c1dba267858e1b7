"""Who is whose relative: "Ada Finch, the daughter of Bo Quell", "Finch's husband, Jon Lee"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from knowledge.extraction.registry import Extraction, Extractor, within
from knowledge.model import Mention, Relation

__all__ = ["EXTRACTOR", "find"]

_KIN = (
    r"wife|husband|widow|widower|son|daughter|child|mother|father|brother|sister|twin|cousin|uncle|aunt|nephew"
    r"|niece|grandson|granddaughter|grandfather|grandmother|stepson|stepdaughter|fianc[eé]e?"
    r"|(?:son|daughter|brother|sister|mother|father)-in-law"
)
_WHICH = (
    r"(?:late|former|elder|eldest|older|oldest|younger|youngest|only|first|second|third|estranged|twin|ex-)"
)
_LINK = r"(?:, |,? who (?:is|was) | (?:is|was) )"
_OF = re.compile(rf"{_LINK}(?:the|an?) (?:{_WHICH} ?)*(?P<kin>{_KIN}) of ")
_OWN = re.compile(rf"['’]s? (?:{_WHICH} ?)*(?P<kin>{_KIN}),? ")


def find(extraction: Extraction) -> Iterator[Relation]:
    """Of two persons named side by side; the subject is what the object's relative is called."""
    people = tuple(m for m in extraction.of(Mention) if m.kind == "person")
    for sentence in extraction.sentences:
        here = within(people, sentence)
        for one, other in pairwise(here):
            between = extraction.article.text[one.end : other.start]
            if match := _OF.fullmatch(between):
                yield _relation(one, other, match["kin"], subject=one, to=other)
            elif match := _OWN.fullmatch(between):
                yield _relation(one, other, match["kin"], subject=other, to=one)


def _relation(first: Mention, last: Mention, kin: str, *, subject: Mention, to: Mention) -> Relation:
    return Relation(
        start=first.start, end=last.end, rule="kinship",
        name=f"{kin} of", subject=subject.entity, object=to.entity,
    )  # fmt: skip


EXTRACTOR = Extractor("kinship", find)
