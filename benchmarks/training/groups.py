"""Corpora with questions → groups for the reader: a question with one right sentence and hard wrong ones.

Public corpora come as folders of `NAME.sentences.jsonl.gz` and `NAME.questions.jsonl.gz`; invented news as
`*.txt` in the form of benchmarks/invented.py. Wrong sentences are the first of BM25 that hold no answer,
those of the same paragraph and article before others.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import bm25s
import invented
import numpy as np
from numpy.typing import NDArray

from knowledge.text.sentences import sentences
from knowledge.text.words import terms

__all__ = [
    "Group",
    "Passage",
    "day_in_words",
    "news_groups",
    "news_passages",
    "public_groups",
    "public_passages",
    "span_of",
]

Span = tuple[int, int]
TRIED = 40
"""So many first sentences are tried as wrong ones."""
WEIGHTS = {"reddit": 0.7, "amazon_reviews": 0.7, "qamr": 0.8}
"""How much a question of a corpus counts, where not 1: those far from news less."""


class Passage(NamedTuple):
    """A sentence with what a reader knows around it."""

    text: str
    previous: str
    title: str
    day: str


class Group(NamedTuple):
    """A question with candidates, of which ``right`` (positions) answer; spans by position."""

    corpus: str
    question: str
    passages: tuple[Passage, ...]
    right: tuple[int, ...]
    spans: dict[int, Span]
    weight: float


class _Held(NamedTuple):
    passage: Passage
    article: str
    paragraph: str


class _Asked(NamedTuple):
    question: str
    right: tuple[int, ...]
    answers: tuple[str, ...]
    among: range | None
    near: tuple[int, ...]
    article: str | None


def day_in_words(day: date | None) -> str:
    """As readers write it, with the weekday: "Tuesday 8 October 2024"; empty without a day."""
    return f"{day:%A} {day.day} {day:%B} {day.year}" if day else ""


def public_passages(folder: Path, corpus: str) -> list[_Held]:
    """The sentences of a public corpus, in order."""
    held: list[_Held] = []
    before: tuple[str, str] = ("", "")
    for line in _lines(folder / f"{corpus}.sentences.jsonl.gz"):
        previous = before[1] if before[0] == line["paragraph"] and corpus != "qamr" else ""
        title = _title(corpus, line["article"])
        held.append(_Held(Passage(line["text"], previous, title, ""), line["article"], line["paragraph"]))
        before = (line["paragraph"], line["text"])
    return held


def _title(corpus: str, article: str) -> str:
    if corpus in ("new_wiki", "selqa"):
        return article.replace("_", " ")
    return article.split("/", maxsplit=1)[0].replace("-", " ") if corpus == "onestop" else ""


def public_groups(
    folder: Path, corpus: str, *, most: int, wrong: int, chance: random.Random
) -> Iterator[Group]:
    """At most ``most`` questions of a corpus, drawn by chance."""
    held = public_passages(folder, corpus)
    asked = []
    for line in _lines(folder / f"{corpus}.questions.jsonl.gz"):
        among = range(line["among"][0], line["among"][1] + 1) if "among" in line else None
        # "What does it include?" names nothing: such a question can be asked of any sentence.
        if corpus == "qamr" and len(set(terms(line["question"]))) < 3:
            continue
        if corpus == "qamr" and not held[line["gold"][0]].article.startswith("wikinews"):
            continue
        asked.append(
            _Asked(
                line["question"],
                tuple(line["gold"]),
                tuple(line["answers"]),
                among,
                tuple(line.get("near", ())),
                None,
            )
        )
    chance.shuffle(asked)
    yield from _groups(corpus, held, asked[:most], wrong, chance)


def news_passages(path: Path) -> tuple[list[_Held], tuple[invented.Asked, ...]]:
    """The sentences of a file of invented news, and what is asked of them."""
    articles, asked = invented.read(path)
    held = []
    for article in articles:
        previous = ""
        for sentence in sentences(article):
            day = day_in_words(article.source.published)
            passage = Passage(sentence.text, previous, article.source.title, day)
            held.append(_Held(passage, article.source.id, f"{article.source.id}/{sentence.paragraph}"))
            previous = sentence.text
    return held, asked


def news_groups(path: Path, *, wrong: int, chance: random.Random) -> Iterator[Group]:
    """The questions of a file of invented news, near misses among them (groups without a right sentence)."""
    held, asked = news_passages(path)
    made = []
    for one in asked:
        own = [n for n, h in enumerate(held) if h.article == one.article]
        right = tuple(n for n in own if one.right(held[n].passage.text))
        others = tuple(n for n, h in enumerate(held) if one.keys and one.right(h.passage.text))
        if one.keys and not right:
            continue
        question = f"{one.context} {one.question}" if one.context else one.question
        made.append(
            _Asked(
                question, right + tuple(n for n in others if n not in right), one.keys, None, (), one.article
            )
        )
    yield from _groups("news", held, made, wrong, chance)


class _Candidates:
    """Finds wrong sentences that look right."""

    def __init__(self, held: Sequence[_Held]) -> None:
        self._held = held
        self._finder = bm25s.BM25()
        texts = [list(terms(f"{h.passage.text} {h.passage.title}")) or ["-"] for h in held]
        self._finder.index(texts, show_progress=False)
        self._articles = np.array([h.article for h in held])
        self._paragraphs = np.array([h.paragraph for h in held])

    def scores(self, question: str) -> NDArray[np.float32]:
        """By BM25, of each sentence."""
        found: NDArray[np.float32] = self._finder.get_scores(list(terms(question)) or ["-"])
        return found

    def wrong(self, one: _Asked, scores: NDArray[np.float32]) -> list[int]:
        """Sentences that hold no answer, the most misleading first."""
        own = {self._held[n].article for n in one.right} or {one.article or ""}
        beside = {self._held[n].paragraph for n in one.right}
        near = (
            scores + 1.5 * np.isin(self._articles, list(own)) + 1.5 * np.isin(self._paragraphs, list(beside))
        )
        if one.among:
            near = np.where(np.isin(np.arange(len(near)), one.among), near, -1)
        first = np.argsort(-near, kind="stable")[: TRIED + len(one.right)].tolist()
        keys = [answer.lower() for answer in one.answers]
        found = [n for n in first if near[n] >= 0 and n not in one.right and n not in one.near]
        return [
            *one.near,
            *(n for n in found if not any(k in self._held[n].passage.text.lower() for k in keys)),
        ]


def _groups(
    corpus: str, held: Sequence[_Held], asked: Sequence[_Asked], wrong: int, chance: random.Random
) -> Iterator[Group]:
    candidates = _Candidates(held)
    for one in asked:
        scores = candidates.scores(one.question)
        bad = candidates.wrong(one, scores)
        if not bad:
            continue
        # Mostly the first, now and then some from farther down.
        farther = [*bad[: wrong - 1], *bad[wrong : 4 * wrong : wrong]]
        right = _best(one, scores)
        places = [*right, *(bad if chance.random() < 0.7 else farther)[:wrong]]
        chance.shuffle(places)
        texts = [held[n].passage.text for n in places]
        good = [at for at, n in enumerate(places) if n in right]
        spans = {at: span for at in good if (span := span_of(texts[at], one.answers))}
        passages = tuple(held[n].passage for n in places)
        yield Group(corpus, one.question, passages, tuple(good), spans, WEIGHTS.get(corpus, 1.0))


def _best(one: _Asked, scores: NDArray[np.float32]) -> list[int]:
    """One right sentence; of several, the one with most words of the question."""
    return [max(one.right, key=lambda n: (scores[n], -n))] if one.right else []


def span_of(text: str, answers: Sequence[str]) -> Span | None:
    """Where the shortest answer of at least two letters stands."""
    for answer in sorted((a for a in answers if len(a) > 1), key=len):
        at = text.lower().find(answer.lower())
        if at >= 0:
            return at, at + len(answer)
    return None


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def write(path: Path, groups: Iterable[Group]) -> int:
    """One JSON array a line; how many."""
    count = 0
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for group in groups:
            file.write(json.dumps(group, ensure_ascii=False) + "\n")
            count += 1
    return count
