"""What an extractor is: a module that finds facts of an article, given those that others found before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from knowledge.model import Article, Fact, Found, Sentence

__all__ = ["Extraction", "Extractor", "within"]

_F = TypeVar("_F", bound=Found)


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article with the facts found in it so far, in the order of the text."""

    article: Article
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...] = ()

    def of(self, kind: type[_F]) -> tuple[_F, ...]:
        """The facts of a kind."""
        return tuple(fact for fact in self.facts if isinstance(fact, kind))

    def and_also(self, found: Iterable[Fact]) -> Extraction:
        """The same article with more facts."""
        together = sorted((*self.facts, *found), key=lambda fact: (fact.start, fact.end, fact.fact))
        return Extraction(self.article, self.sentences, tuple(together))


class Extractor(NamedTuple):
    """``find`` gives new facts; it may use those of the extractors before it in the list of ``extract``."""

    name: str
    find: Callable[[Extraction], Iterable[Fact]]


class _Placed(Protocol):
    """Anything that begins somewhere in the article."""

    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


def within(facts: Sequence[_P], sentence: Sentence) -> Sequence[_P]:
    """Those that begin in the sentence, of facts in the order of the text; quick in a long article too."""
    first, after = (bisect_left(facts, at, key=lambda f: f.start) for at in (sentence.start, sentence.end))
    return facts[first:after]
