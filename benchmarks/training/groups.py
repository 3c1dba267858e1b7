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
]

Span = tuple[int, int]


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
    folder: Path, corpus: str, *, most: int, wrong: int, weight: float, chance: random.Random
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
    yield from _groups(corpus, held, asked[:most], wrong, weight, chance)


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


def news_groups(path: Path, *, wrong: int, weight: float, chance: random.Random) -> Iterator[Group]:
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
    yield from _groups("news", held, made, wrong, weight, chance)


def _groups(
    corpus: str,
    held: Sequence[_Held],
    asked: Sequence[_Asked],
    wrong: int,
    weight: float,
    chance: random.Random,
) -> Iterator[Group]:
    finder = bm25s.BM25()
    finder.index(
        [list(terms(f"{h.passage.text} {h.passage.title}")) or ["-"] for h in held], show_progress=False
    )
    for one in asked:
        own = {held[n].article for n in one.right} or {one.article}
        beside = {held[n].paragraph for n in one.right}
        scores = np.asarray(finder.get_scores(list(terms(one.question)) or ["-"]))
        keys = [answer.lower() for answer in one.answers]
        pool = one.among or range(len(held))
        order = sorted(
            pool,
            key=lambda n: (
                -scores[n] - (3 if held[n].paragraph in beside else 1.5 if held[n].article in own else 0),
                n,
            ),
        )
        bad = [
            n
            for n in order[: 40 + len(one.right)]
            if n not in one.right and not any(k in held[n].passage.text.lower() for k in keys)
        ]
        bad = [*one.near, *(n for n in bad if n not in one.near)]
        # Mostly the first, now and then a farther one.
        chosen = (
            bad[:wrong]
            if chance.random() < 0.7
            else [*bad[: wrong - 1], *bad[wrong : 4 * wrong : max(wrong, 1)]][:wrong]
        )
        right = _best(one, scores)
        places = [*right, *chosen]
        if not chosen:
            continue
        chance.shuffle(places)
        spans = {
            at: span
            for at, n in enumerate(places)
            if n in right and (span := _span(held[n].passage.text, one.answers))
        }
        yield Group(
            corpus, one.question, tuple(held[n].passage for n in places),
            tuple(at for at, n in enumerate(places) if n in right), spans, weight,
        )  # fmt: skip


def _best(one: _Asked, scores: Any) -> list[int]:
    """One right sentence; of several, the one with most words of the question."""
    return [max(one.right, key=lambda n: (scores[n], -n))] if one.right else []


def _span(text: str, answers: Sequence[str]) -> Span | None:
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


if __name__ == "__main__":
    import sys

    train, out, news = Path(sys.argv[1]), Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]]
    chance = random.Random(7)  # noqa: S311 - not for secrets
    made: list[Group] = []
    for folder in news:
        for file in sorted(folder.glob("*.txt")):
            made += news_groups(file, wrong=4, weight=1.0, chance=chance)
    print("news", len(made))
    for corpus, most, weight in [
        ("new_wiki", 2600, 1.0),
        ("qamr", 1500, 0.8),
        ("onestop", 480, 1.0),
        ("selqa", 700, 1.0),
        ("reddit", 350, 0.7),
        ("amazon_reviews", 350, 0.7),
    ]:
        before = len(made)
        made += public_groups(train, corpus, most=most, wrong=3, weight=weight, chance=chance)
        print(corpus, len(made) - before)
    chance.shuffle(made)
    print(write(out, made))
