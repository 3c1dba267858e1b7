"""What the rest of the program asks of a store, an index, an encoder and a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from knowledge.model import Article, Fact, Period, Sentence, Source

__all__ = [
    "Bag", "Candidate", "Change", "Encoded", "Encoder", "Entailment", "FactKind", "Index", "NameEntry",
    "Names", "Neighbour", "Passage", "Reader", "Reading", "Row", "Spread", "Statistics", "Store",
    "StoredFact", "Tokens",
]  # fmt: skip

FactKind = Literal["timex", "mention", "alias", "role", "figure", "statement", "event", "relation"]


class StoredFact(NamedTuple):
    """A fact with the source and the sentence (its id) that it stands in."""

    source: str
    sentence: int
    fact: Fact


class Row(NamedTuple):
    """All that ranking asks of a sentence, at once."""

    sentence: Sentence
    terms: tuple[str, ...]
    """Of its words, in reading order."""
    siblings: range
    """Ids of the sentences of its paragraph, itself among them, in reading order."""
    around: tuple[tuple[str, ...], ...]
    """Terms of the whole paragraph, of each of its sentences."""
    title: tuple[str, ...]
    """Terms of its article's title."""
    details: bytes
    """What ranking asks of it beyond its words (``extraction.details``)."""


class Spread(NamedTuple):
    """In how many sentences, paragraphs and articles a term stands."""

    sentences: int
    paragraphs: int
    articles: int


class Statistics(NamedTuple):
    """How much the store holds; ``words`` counts every word of every sentence."""

    sentences: int
    paragraphs: int
    articles: int
    words: int


class Neighbour(NamedTuple):
    """A known word that is spelt like another."""

    word: str
    """As it is written, without case, accents and possessive."""
    term: str
    written: int
    """How often it is written so."""
    sentences: int
    """In how many sentences its term stands."""


class NameEntry(NamedTuple):
    """A name that the articles know, with how often."""

    name: str
    """As it is written."""
    form: str
    """What it shares with names that differ in nothing that matters (``text.names.name_form``)."""
    mentions: int
    """Of which it is the canonical name."""
    told: int
    """Aliases that it is one name of."""
    events: int
    """In which it takes part."""


class Bag(NamedTuple):
    """An article as counts: ``words`` in all, and of each term asked for (those that occur)."""

    words: int
    counts: Mapping[str, int]


class Candidate(NamedTuple):
    """A sentence that is proposed for its terms."""

    sentence: int
    score: float


class Change(NamedTuple):
    """What the index must do to follow the store: forget these sentences, then learn those."""

    generation: int
    removed: Sequence[int]
    """A range, so that a great many cost little."""
    added: tuple[tuple[Sentence, tuple[str, ...]], ...]
    """Sentences with their terms, in reading order."""


class Names(Protocol):
    """The names of a store; each call reads little more than it returns, the most mentioned first.

    Of names that share a word or an end some hundreds at most are told.
    """

    def written(self, names: Sequence[str]) -> tuple[NameEntry, ...]:
        """Those of the names that are known exactly so."""
        ...

    def by_form(self, forms: Sequence[str]) -> tuple[NameEntry, ...]:
        """All names of these forms."""
        ...

    def by_end(self, end: str) -> tuple[NameEntry, ...]:
        """Names of which this is the first word, the last, or all but the first, in their form."""
        ...

    def by_opening(self, opening: str) -> tuple[NameEntry, ...]:
        """Names whose form begins so."""
        ...

    def alike(self, name: str) -> tuple[NameEntry, ...]:
        """Names that have a word of this one, or a word that is a slip or two away."""
        ...

    def starting(self, text: str, most: int) -> tuple[str, ...]:
        """Mentioned names that begin so at one of their words; of all names where nothing is typed."""
        ...

    def inside(self, text: str, most: int) -> tuple[str, ...]:
        """Mentioned names that have a word which begins so in its form: "baghd" in "al-Baghdadi"."""
        ...

    def office_terms(self, opening: str, most: int) -> tuple[str, ...]:
        """At most so many terms of offices that begin so, in the order of the alphabet."""
        ...

    def most_frequent(self, by: Literal["mentions", "events"], most: int) -> tuple[NameEntry, ...]:
        """Those that are mentioned, or take part in events, most often."""
        ...

    def links(self, form: str) -> tuple[str, ...]:
        """Forms that some text says mean the same."""
        ...

    def kinds(self, name: str) -> Mapping[str, int]:
        """As what kinds of thing the name is mentioned, and how often, the most frequent first."""
        ...


class Store(Protocol):
    """The truth. One writer, many readers; every ``put`` and ``remove`` is one transaction.

    ``batch`` joins many into one; readers see all of it or nothing. What is put can be read back at once,
    except that the vocabulary and the names count it when the batch ends.
    """

    def batch(self) -> AbstractContextManager[None]:
        """Everything put and removed inside is one transaction; an exception takes it all back."""
        ...

    @property
    def identity(self) -> str:
        """Tells this store from every other; its numbers of sentences are never used twice."""
        ...

    @property
    def generation(self) -> int:
        """Counts the changes; an index that carries the same number is up to date."""
        ...

    def put(
        self, article: Article, sentences: Sequence[Sentence], facts: Sequence[Fact], *, digest: str
    ) -> Change:
        """Replaces the article whole. ``digest`` tells later whether its file has changed."""
        ...

    def remove(self, source: str) -> Change:
        """Forgets an article. Raises UnknownSourceError."""
        ...

    def sources(self, ids: Iterable[str] | None = None) -> tuple[Source, ...]:
        """All sources, or those asked for that are known, ordered by id."""
        ...

    def newest(self, most: int, *, within: Sequence[Period] = ()) -> tuple[Source, ...]:
        """The sources published last, by their days; with ``within``, of those published in one of them."""
        ...

    def digests(self, sources: Iterable[str] | None = None) -> Mapping[str, str]:
        """Per source, of all or of those asked for that are known, the ``digest`` that it was put with."""
        ...

    def article(self, source: str) -> Article:
        """Raises UnknownSourceError."""
        ...

    def sentences(self, ids: Sequence[int]) -> tuple[Sentence, ...]:
        """In the order asked for; unknown ids are left out."""
        ...

    def sentences_of(self, source: str) -> tuple[Sentence, ...]:
        """In reading order."""
        ...

    def rows(self, ids: Sequence[int]) -> tuple[Row, ...]:
        """Sentences with their terms and paragraphs, in the order asked for; unknown ids are left out."""
        ...

    def bags(self, sources: Sequence[str], terms: Sequence[str]) -> Mapping[str, Bag]:
        """Of each source that is known, how many words it has and how often each term occurs."""
        ...

    def sketches(self, sources: Iterable[str]) -> Mapping[str, bytes]:
        """Of each source that is known, by what its copies are known (``text.sketches``)."""
        ...

    def statistics(self) -> Statistics:
        """Counts of all there is; the average length of a sentence is ``words / sentences``."""
        ...

    def spread(self, terms: Sequence[str]) -> Mapping[str, Spread]:
        """In how many sentences, paragraphs and articles each term stands; unknown ones are left out."""
        ...

    def facts(
        self, kind: FactKind | tuple[FactKind, ...] | None = None, *, name: str | None = None,
        within: Period | None = None, sources: Sequence[str] | None = None,
        sentences: Sequence[int] | None = None, terms: Sequence[str] | None = None, most: int | None = None,
    ) -> tuple[StoredFact, ...]:  # fmt: skip
        """Facts that fit every condition given, in the order of sources and text.

        ``kind`` is one kind or several; what is of another is not opened.
        ``name`` is any name in the fact, case and accents aside. ``within`` asks for facts whose period has
        a day in common with it; facts without a period do not fit. ``terms`` asks for roles whose words have
        them all. By a name or terms, ``most`` takes so many sentences, those of the articles published last.
        """
        ...

    def events(self, *, within: Period | None = None, most: int) -> tuple[StoredFact, ...]:
        """At most so many events, those that begin last, in the order of sources and text.

        ``within`` asks for those whose period has a day in common with it.
        """
        ...

    @property
    def names(self) -> Names:
        """What is known of names."""
        ...

    def vocabulary(self) -> Mapping[str, int]:
        """Each term with the number of sentences that hold it, as of now, read as far as it is asked for."""
        ...

    def near(self, word: str) -> tuple[str, ...]:
        """The terms of the word's ``neighbours``, each once."""
        ...

    def neighbours(self, word: str) -> tuple[Neighbour, ...]:
        """Known words exactly one edit away (insert, delete, replace, swap neighbours), most frequent first.

        Words as they are written, not terms, since one wrong letter can change what a stemmer makes of a
        word; case, accents and the possessive do not count. Found by the delete-neighbourhood table
        (SymSpell's method), and checked. Known words of fewer than three or more than forty letters, or with
        digits, are nobody's neighbours.
        """
        ...

    def changes_since(self, generation: int) -> Iterable[Change]:
        """What an index of this generation has missed, in order; from 0, everything that there is.

        Raises IndexDamagedError when that is no longer known: the index must be cleared and start from 0.
        """
        ...

    def close(self) -> None:
        """Lets go of the file; the store cannot be used afterwards."""
        ...


class Index(Protocol):
    """Derived from the store, and disposable: finds candidate sentences by terms."""

    @property
    def generation(self) -> int:
        """The store's generation that this index has followed to."""
        ...

    def apply(self, changes: Iterable[Change]) -> None:
        """Follows the store; the last change's generation becomes the index's.

        All of the changes in one step: an exception in them (they may be made while they are applied) leaves
        the index as it was. Changes up to the index's own generation are passed over.
        """
        ...

    def candidates(
        self, terms: Mapping[str, float], k: int, average: float, *, sources: frozenset[str] | None = None
    ) -> tuple[int, ...]:
        """All sentences that may be among the ``k`` best by BM25 (``storage.bm25``), and few others.

        ``terms`` with what each is worth, its rarity included; ``average`` words has a sentence. Sentences
        that are gone bear on nothing but how many others are told.
        """
        ...

    def clear(self) -> None:
        """Forgets everything; its generation is 0 again."""
        ...


class Tokens(NamedTuple):
    """A text's tokens as an encoder sees them."""

    spans: tuple[tuple[int, int], ...]
    """Where each stands in the text."""
    states: NDArray[np.float32]
    """What each means in this text: a row of unit length."""


class Encoded(NamedTuple):
    """Texts as an encoder read them."""

    vectors: NDArray[np.float32]
    """A row of unit length for each text."""
    tokens: tuple[Tokens, ...]


class Encoder(Protocol):
    """Texts to unit vectors; optional."""

    @property
    def name(self) -> str:
        """Names the weights: vectors of another encoder are not comparable."""
        ...

    @property
    def width(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of unit length for each text."""
        ...

    def read(self, texts: Sequence[str]) -> Encoded:
        """The same rows, and the texts' tokens."""
        ...


class Passage(NamedTuple):
    """A sentence with what is known around it; all but the sentence may be empty."""

    sentence: str
    before: str = ""
    """The sentence before it in its article."""
    title: str = ""
    published: date | None = None
    """The article's day, against which "on Friday" is read."""


class Reading(NamedTuple):
    """How a sentence answers a question."""

    answers: float
    """A logit, rounded to a thousandth: the more, the surer that it answers; at 0, as likely as not."""
    span: tuple[int, int] | None
    """The part of the sentence that would answer best, in code points; None of an empty sentence."""


class Entailment(NamedTuple):
    """What a sentence says of a claim: probabilities, rounded to a thousandth, that add up to about 1."""

    supported: float
    """The sentence, if true, makes the claim true."""
    contradicted: float
    """It makes it false."""
    neither: float
    tells: float = 0.5
    """Beside what a search brings: that it tells the claim; as likely as not, where nothing is known."""
    refutes: float = 0.5
    """The same, that it tells otherwise."""


class Reader(Protocol):
    """Reads a question or a claim beside sentences; optional.

    What it says of a passage depends on that passage alone, never on those beside it, and is always the same.
    """

    @property
    def name(self) -> str:
        """Names the weights: logits of another reader are not comparable."""
        ...

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading for each passage, in order."""
        ...

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Entailment]:
        """One entailment for each passage, in order; the claim is a statement, not a question."""
        ...
