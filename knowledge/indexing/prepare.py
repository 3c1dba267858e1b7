"""An article → all that is stored of it: its sentences, its facts and a checksum."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple, Protocol, TypeVar

from knowledge.indexing.edition import edition
from knowledge.model import Article, Fact, Sentence
from knowledge.text.sentences import sentences

__all__ = ["Holder", "Prepared", "digest_of", "prepared", "put"]


C_co = TypeVar("C_co", covariant=True)
"""What a store tells of a change."""


class Prepared(NamedTuple):
    """An article, ready to be stored."""

    article: Article
    sentences: Sequence[Sentence]
    facts: Sequence[Fact]
    digest: str


class Holder(Protocol[C_co]):
    """Whatever articles can be put into."""

    def put(
        self, article: Article, sentences: Sequence[Sentence], facts: Sequence[Fact], *, digest: str
    ) -> C_co:
        """Replace the article whole."""
        ...


def prepared(article: Article, *, without: frozenset[str] = frozenset()) -> Prepared:
    """Splits it into sentences, but for those ``without`` names by their words, and finds its facts."""
    from knowledge.extraction.extract import extract

    found = [sentence for sentence in sentences(article) if sentence.text not in without]
    facts = extract(article, found)
    if without:
        facts = [fact for fact in facts if any(one.start <= fact.start < one.end for one in found)]
    return Prepared(article, found, facts, digest_of(article, without=without))


def put(store: Holder[C_co], ready: Prepared) -> C_co:
    """Store what was prepared; what the store tells of the change."""
    return store.put(ready.article, ready.sentences, ready.facts, digest=ready.digest)


def digest_of(article: Article, *, without: frozenset[str] = frozenset()) -> str:
    """A checksum of all that was read of an article, and of the program that makes more of it."""
    content = "\n".join((edition(), article.model_dump_json(), *sorted(without)))
    return blake2b(content.encode(), digest_size=16).hexdigest()
