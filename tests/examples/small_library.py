"""A library of invented articles, in memory: it answers by shared words, enough for the bot."""

from __future__ import annotations

import re
from datetime import date
from typing import Self

from knowledge.errors import UnknownNameError, UnknownSourceError
from knowledge.model import (
    Answer,
    Article,
    CheckedClaim,
    Citation,
    Conflict,
    Entry,
    FactSheet,
    Sentence,
    Source,
    Span,
    Support,
    Timeline,
    Told,
)
from knowledge.settings import Settings

HARBOUR = Article.of(
    Source(
        id="harbour.txt", title="Harbour to get a new crane", publisher="The Quay Post",
        published=date(2021, 5, 4), published_basis="printed", url="https://quay.example/crane",
    ),
    [
        "The harbour of Milltown will get a crane of 90 tonnes next month. Mayor Ada Finch said so.",
        "The crane replaces one that *broke* in March, when 12 containers fell into the water.",
    ],
)  # fmt: skip
FERRY = Article.of(
    Source(
        id="ferry.md", title="Ferry line closes", publisher="Milltown Echo", published=date(2020, 2, 3),
        published_basis="inferred", kind="digest",
    ),
    ["The ferry between Milltown and Oakholm stops on 1 March 2020. About 300 people used it every day."],
)  # fmt: skip


class SmallLibrary:
    """Answers like the real one, from few articles."""

    problems: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    def __init__(self, *articles: Article) -> None:
        self._articles = {a.source.id: a for a in articles or (HARBOUR, FERRY)}
        self.closed = False

    @classmethod
    def open(cls, settings: Settings) -> Self:
        return cls()

    def freshness(self) -> None:
        """It is the truth itself."""

    def refresh(self, **_: object) -> bool:
        return False

    def _sentences(self) -> list[Sentence]:
        found = []
        for article in self._articles.values():
            number = 0
            for p, span in enumerate(article.paragraphs, start=1):
                for match in re.finditer(r"[^.!?]+[.!?]", article.text[span.start : span.end]):
                    number += 1
                    start = span.start + match.start() + len(match[0]) - len(match[0].lstrip())
                    end = span.start + match.end()
                    words = article.text[start:end]
                    found.append(Sentence(0, article.source.id, p, number, start, end, words))
        return found

    def _cite(self, sentence: Sentence, n: int, stance: str, score: float) -> Citation:
        source = self._articles[sentence.source].source
        return Citation(
            n=n, source=source.id, title=source.title, publisher=source.publisher, published=source.published,
            published_basis=source.published_basis, kind=source.kind, paragraph=sentence.paragraph,
            sentence=sentence.number, start=sentence.start, end=sentence.end, quote=sentence.text,
            stance=stance, score=score, url=source.url,
        )  # fmt: skip

    def _ranked(self, question: str) -> list[tuple[float, Sentence]]:
        asked = set(re.findall(r"\w{4,}", question.lower()))
        scored = [
            (len(asked & set(re.findall(r"\w{4,}", s.text.lower()))) / max(1, len(asked)), s)
            for s in self._sentences()
        ]
        return sorted(((score, s) for score, s in scored if score), key=lambda pair: -pair[0])

    def ask(self, question, *, context=None, top=None, caution=None, today=None):
        ranked = self._ranked(f"{context or ''} {question}")[: top or 5]
        answered = bool(ranked) and ranked[0][0] >= (0.3 if caution is None else caution)
        stance = "supports" if answered else "nearest"
        evidence = tuple(self._cite(s, n, stance, score) for n, (score, s) in enumerate(ranked, 1))
        number = re.search(r"\d+ \w+", evidence[0].quote) if answered else None
        return Answer(
            question=question, status="answered" if answered else "unanswered",
            reason=None if answered else "The sources say nothing about this.", confidence=0.5,
            answer=evidence[0].quote if answered else None,
            highlight=Span(*number.span()) if number else None,
            citations=evidence[:1] if answered else (), evidence=evidence,
            support=Support(agreeing=(evidence[0].publisher or "?",)) if answered else Support(),
            understood=f"{context} {question}" if context else None,
            suggestions=() if answered else ("How heavy is the crane?", "When does the ferry stop?"),
        )  # fmt: skip

    def timeline(self, topic="", *, first=None, last=None, today, also=()):
        hits = self._ranked(topic) if topic else [(1.0, s) for s in self._sentences()]
        events = []
        for score, sentence in hits:
            cited = self._cite(sentence, 1, "supports", score)
            day = cited.published.isoformat()
            events.append(
                Entry(
                    start=None, end=day, precision="day", status="bound", text=cited.quote, citations=(cited,)
                )
            )
        events.sort(key=lambda e: e.end)
        reason = None if events else "No event on this."
        return Timeline(
            query=topic, events=tuple(events), reason=reason, nearest=() if events else ("ferry",)
        )

    def check(self, claim):
        ranked = self._ranked(claim)
        if not ranked or ranked[0][0] < 0.3:
            return CheckedClaim(claim=claim, verdict="not found", exact=False, citations=())
        cited = self._cite(ranked[0][1], 1, "supports", ranked[0][0])
        claimed, found = (set(re.findall(r"\d+", words)) for words in (claim, cited.quote))
        if claimed - found and found:
            conflict = Conflict(what="number", claimed=min(claimed - found), found=min(found))
            return CheckedClaim(
                claim=claim, verdict="contradicted", exact=False,
                citations=(cited.model_copy(update={"stance": "differs"}),), conflicts=(conflict,),
            )  # fmt: skip
        return CheckedClaim(claim=claim, verdict="supported", exact=claim in cited.quote, citations=(cited,))

    def facts(self, name):
        found = [s for s in self._sentences() if name.lower() in s.text.lower()]
        if not found:
            raise UnknownNameError(f"no source names “{name}”; nearest: Milltown")
        told = Told(text=found[0].text, label="said", citations=(self._cite(found[0], 1, "supports", 1.0),))
        return FactSheet(name=name, kind="person", statements=(told,))

    def sources(self):
        return tuple(self._articles[i].source for i in sorted(self._articles))

    def article(self, source):
        if source not in self._articles:
            raise UnknownSourceError(f"no source {source}")
        return self._articles[source]

    def passage(self, citation, *, around=2):
        return tuple(
            s
            for s in self._sentences()
            if s.source == citation.source and abs(s.number - citation.sentence) <= around
        )

    def questions(self, typed):
        return ()

    def names(self, prefix):
        names = ("Milltown", "Ada Finch", "Oakholm")
        return tuple(n for n in names if n.lower().startswith(prefix.lower()))

    def close(self):
        self.closed = True
