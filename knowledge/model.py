"""The nouns of Dateline, frozen: what passes between reading, indexing, finding, answering and showing.

Spans are half-open and count code points of the article's body text, unless said otherwise.
Periods are half-open days: ``first`` belongs to the period, ``after`` does not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

__all__ = [
    "Alias", "Answer", "Article", "Assertion", "CheckedClaim", "Citation", "Conflict", "DocumentKind",
    "Entry", "Event", "Fact", "FactSheet", "Figure", "Found", "Freshness", "Granularity", "Hit",
    "Mention", "Period", "PublishedBasis", "Relation", "Role", "Sentence", "Source", "Span", "Statement",
    "Support", "Timeline", "Timex",
]  # fmt: skip

DocumentKind = Literal["article", "digest"]
PublishedBasis = Literal["catalogue", "printed", "declared", "address", "inferred", "none"]
"""Given beside the article; visible on the page; in what the page says of itself to programs; in its address;
worked out from what it reports; not known."""
# "span": two ends that are no calendar unit, such as 22 to 23 March.
Granularity = Literal[
    "day", "weekend", "week", "month", "season", "quarter", "half", "year", "decade", "century", "span",
]  # fmt: skip


Assertion = Literal["told", "denied", "doubted", "alleged", "planned", "supposed", "corrected"]
"""How far a source stands by what it tells."""


class Model(BaseModel):
    """A frozen value; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)


class Span(NamedTuple):
    """Half-open code points."""

    start: int
    end: int


class Period(Model):
    """Half-open days, open-ended where an end is ``None``; ``granularity`` is the unit that was said."""

    first: date | None
    after: date | None
    granularity: Granularity = "day"
    modifier: Literal["start", "mid", "end", "approx", "before", "after", "until", "since"] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.first is not None and self.after is not None and self.first >= self.after:
            raise ValueError(f"a period needs a day: {self.first} is not before {self.after}")
        return self

    @property
    def last(self) -> date | None:
        """The last day that belongs to the period."""
        return None if self.after is None else self.after - timedelta(days=1)

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return (self.first is None or other.after is None or self.first < other.after) and (
            other.first is None or self.after is None or other.first < self.after
        )

    def contains(self, other: Period) -> bool:
        """Whether every day of the other is a day of this one."""
        return (self.first is None or (other.first is not None and self.first <= other.first)) and (
            self.after is None or (other.after is not None and other.after <= self.after)
        )


class Source(Model):
    """A publisher's article as catalogued: all that is known of it but its text."""

    id: str
    title: str
    publisher: str | None = None
    author: str | None = None
    published: date | None = None
    published_basis: PublishedBasis = "none"
    published_reason: str | None = None
    """How the day was found, or why none was, in words a reader understands."""
    kind: DocumentKind = "article"
    original: str | None = None
    """The file name, or the address, of the article that a digest retells."""
    url: str | None = None
    deck: str | None = None
    left_out: Annotated[int, Field(ge=0)] = 0
    """How many pieces of text of its page were not taken for the article; ``dateline read`` lists them."""


class Article(Model):
    """A source with its body: ``text`` joins the paragraphs by a blank line."""

    source: Source
    text: str
    paragraphs: tuple[Span, ...]

    @model_validator(mode="after")
    def _paragraphs_lie_in_text(self) -> Self:
        end = 0
        for span in self.paragraphs:
            if not end <= span.start < span.end <= len(self.text):
                raise ValueError(f"{self.source.id}: paragraph {span} does not lie in the text")
            end = span.end
        return self

    @classmethod
    def of(cls, source: Source, paragraphs: list[str] | tuple[str, ...]) -> Self:
        """An article from its paragraphs, in order; blank ones are left out."""
        kept = [p for p in paragraphs if p.strip()]
        spans, at = [], 0
        for paragraph in kept:
            spans.append(Span(at, at + len(paragraph)))
            at += len(paragraph) + 2
        return cls(source=source, text="\n\n".join(kept), paragraphs=tuple(spans))


class Sentence(NamedTuple):
    """The unit of retrieval and citation. ``paragraph`` and ``number`` count from 1 in the article."""

    id: int
    """Given by the store; 0 before it is stored."""
    source: str
    paragraph: int
    number: int
    start: int
    end: int
    text: str


class Found(Model):
    """What every fact carries: where it stands and which rule found it."""

    start: int
    end: int
    rule: str


class Timex(Found):
    """A time expression: TIMEX3 type and value, the days meant, and how they were settled."""

    fact: Literal["timex"] = "timex"
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: Literal["BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER", "LESS_THAN", "MORE_THAN",
                 "EQUAL_OR_LESS", "EQUAL_OR_MORE", "START", "MID", "END", "APPROX"] | None = None  # fmt: skip
    period: Period | None = None
    """The days meant, or None: a duration, a set, or a relation the text does not settle."""
    basis: Literal["printed", "published", "context", "none"] = "none"
    """Printed in full, resolved from the publication date, or from another date in the text."""
    relation: str | None = None
    """For "two weeks later" and the like: what it counts from, when the text does not settle a day."""


class Mention(Found):
    """A name in the text and whom it means; ``entity`` is its canonical name."""

    fact: Literal["mention"] = "mention"
    entity: str
    text: str
    kind: Literal["person", "organisation", "place", "group", "nationality", "other"]


class Alias(Found):
    """The text itself says that two names mean one thing."""

    fact: Literal["alias"] = "alias"
    entity: str
    alias: str


class Role(Found):
    """The text gives a name a role ("Iraqi Prime Minister", "former Defence Secretary")."""

    fact: Literal["role"] = "role"
    entity: str
    role: str
    former: bool = False
    as_of: Period | None = None


class Figure(Found):
    """A number that counts or measures something. ``low`` and ``high`` bound it; equal when it is exact."""

    fact: Literal["figure"] = "figure"
    text: str
    low: float | None
    high: float | None
    qualifier: Literal["exact", "about", "over", "under", "at least", "at most", "range"] = "exact"
    unit: str | None = None
    """"USD", "percent", "km"; None for plain counts."""
    counted: str
    """What is counted or measured, in the words of the text: "troops", "IS prisoners"."""
    context: tuple[str, ...] = ()
    """Normal forms of the words that tell this count from others ("iraq", "withdraw")."""
    place: str | None = None
    as_of: Period | None = None


class Statement(Found):
    """Somebody says something. ``content`` is the span of what is said."""

    fact: Literal["statement"] = "statement"
    speaker: str
    """Canonical name, or the words of the text for an anonymous speaker."""
    anonymous: bool = False
    cue: str
    content: Span
    direct: bool
    via: str | None = None
    """Who passed it on, where it is told at second hand ("told The Washington Post")."""
    when: Period | None = None


class Event(Found):
    """What happened, when and with whom, as one clause tells it."""

    fact: Literal["event"] = "event"
    predicate: str
    """Normal form of the head word ("meet", "withdraw")."""
    participants: tuple[str, ...]
    period: Period | None
    """When; open at one end for a bound; None when nothing is known."""
    status: Literal["stated", "bound", "planned"]
    place: str | None = None
    teller: str | None = None
    reporting: bool = False
    """The act of telling itself ("said Monday"), kept apart from what was told."""
    assertion: Assertion = "told"


class Relation(Found):
    """What the text says of one name by another, read as a sentence: subject, name, object."""

    fact: Literal["relation"] = "relation"
    name: str
    """As it is shown: "daughter of", "works for"."""
    subject: str
    object: str
    as_of: Period | None = None


Fact = Annotated[
    Timex | Mention | Alias | Role | Figure | Statement | Event | Relation, Field(discriminator="fact")
]


class Citation(Model):
    """A quotation with where it stands; ``quote`` is exactly ``article.text[start:end]``."""

    n: int
    source: str
    title: str
    publisher: str | None
    published: date | None
    published_basis: PublishedBasis = "none"
    kind: DocumentKind
    paragraph: int
    sentence: int
    start: int
    end: int
    quote: str
    stance: Literal["supports", "differs", "nearest"]
    score: float
    url: str | None = None


class Freshness(Model):
    """How far the copy that was asked is behind the truth, as far as it knows."""

    generation: int
    """How many changes the copy holds."""
    behind: int
    """Changes that it has not taken over yet."""
    seconds: float | None
    """For how long it has been behind or heard nothing of the truth; 0 when level, None before it heard."""


class Hit(NamedTuple):
    """A ranked candidate: ``score`` orders hits of one question, ``features`` say why."""

    sentence: Sentence
    score: float
    features: tuple[float, ...] = ()


class Support(Model):
    """Which independent sources say so; copies of one text count once."""

    agreeing: tuple[str, ...] = ()
    differing: tuple[str, ...] = ()


class Entry(Model):
    """One event of a timeline. ``start`` and ``end`` are inclusive ISO days, None where unknown."""

    start: str | None
    end: str | None
    precision: Granularity | Literal["unknown"]
    status: Literal["stated", "bound", "planned"]
    text: str
    """The quotation that tells it best."""
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]
    conflict: str | None = None  # in what the sources differ
    alleged: bool = False
    """No source tells it as a fact; all report what somebody is accused or said to have done."""
    voices: int = 1  # that tell it independently: all prints of one wire text are one


class Timeline(Model):
    """Dated events on a topic in order; with none, ``reason`` says so and ``nearest`` names other topics."""

    query: str
    events: tuple[Entry, ...]
    note: str | None = None
    """How the request was taken where its words do not say it: what was left aside or counted from."""
    reason: str | None = None
    nearest: tuple[str, ...] = ()


class Answer(Model):
    """Either citations or a reason for silence, never both, never neither."""

    question: str
    status: Literal["answered", "unanswered"]
    reason: str | None
    confidence: Annotated[float, Field(ge=0, le=1)]
    answer: str | None
    """The quotation itself, the first citation's ``quote``."""
    highlight: Span | None
    """The phrase in ``answer`` that answers."""
    citations: tuple[Citation, ...]
    evidence: tuple[Citation, ...]
    """The best sentences in order, whether or not the question was answered."""
    support: Support = Support()
    correcting: bool = False
    """The quotation corrects what the question takes for granted."""
    understood: str | None = None
    """The question as it was understood, where that differs (spelling, a follow-up's context)."""
    suggestions: tuple[str, ...] = ()
    """Questions that the sources do answer, offered with silence and small talk."""
    timeline: Timeline | None = None
    """To a question of time the events that answer it; its note says what follows from their days."""
    freshness: Freshness | None = None
    """Of the copy that was asked; None where the truth itself was."""

    @model_validator(mode="after")
    def _cited_or_silent(self) -> Self:
        said = self.status == "answered"
        if (
            said != bool(self.citations)
            or said == (self.reason is not None)
            or said != (self.answer is not None)
        ):
            raise ValueError("an answer has citations, a silence has a reason")
        if said and self.answer != self.citations[0].quote:
            raise ValueError("an answer is its first citation's quotation")
        if self.highlight is not None and not (
            self.answer and 0 <= self.highlight.start < self.highlight.end <= len(self.answer)
        ):
            raise ValueError("a highlight lies in the answer")
        return self


class Conflict(Model):
    """The words of a claim and the words of a source that cannot both be right."""

    what: Literal["number", "name", "negation", "date", "opposite", "roles", "quotation", "meaning"]
    claimed: str
    found: str


class CheckedClaim(Model):
    """A claim held against the sources: ``exact`` in their words, ``said_by`` somebody, ``parts`` alone."""

    claim: str
    verdict: Literal["supported", "contradicted", "not found"]
    exact: bool
    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...] = ()
    nearest: tuple[Citation, ...] = ()
    reason: str | None = None  # why the claim cannot be checked at all
    said_by: str | None = None
    parts: tuple[CheckedClaim, ...] = ()

    @model_validator(mode="after")
    def _shown(self) -> Self:
        if (self.verdict == "not found") == bool(self.citations):
            raise ValueError("a verdict shows its evidence")
        if (self.verdict == "contradicted") != bool(self.conflicts):
            raise ValueError("a contradiction shows the conflicting words")
        return self


class Told(Model):
    """One line of a fact sheet: its words, the days it holds for, and where it stands."""

    text: str
    label: str | None = None
    as_of: Period | None = None
    citations: Annotated[tuple[Citation, ...], Field(min_length=1)]


class Difference(Model):
    """Different values for one thing: over time (a change) or at one time (a contradiction)."""

    what: str
    kind: Literal["change", "contradiction"]
    told: Annotated[tuple[Told, ...], Field(min_length=2)]


class Value(Model):
    """A figure with the day it holds for, to be drawn beside others of the same thing."""

    text: str
    """As it is written, with its qualifier."""
    counted: str
    place: str | None = None
    day: date
    low: float | None
    high: float | None
    told_by: str
    """The publisher, else the title."""


class FactSheet(Model):
    """What the sources say about a name; ``note`` tells where not all of it was read."""

    name: str
    kind: str | None
    aliases: tuple[Told, ...] = ()
    roles: tuple[Told, ...] = ()
    figures: tuple[Told, ...] = ()
    relations: tuple[Told, ...] = ()
    statements: tuple[Told, ...] = ()
    together: tuple[Told, ...] = ()
    """Of two names asked for at once, the sentences that name both, in order of time."""
    differences: tuple[Difference, ...] = ()
    chart: tuple[Value, ...] = ()
    """Values of one thing on three days or more, in order; empty where there are none."""
    note: str | None = None
