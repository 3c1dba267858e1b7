"""Articles and questions → what the learners learn from: features of every candidate.

And whether it is right.
"""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge.extraction.extract import extract
from knowledge.ingest.catalogue import load_catalogue
from knowledge.ingest.files import read
from knowledge.model import Article, Sentence, Source
from knowledge.protocols import Index, Store
from knowledge.retrieval.candidates import comparisons
from knowledge.retrieval.comparison import Comparison
from knowledge.retrieval.features import features
from knowledge.retrieval.tables import phrase, synonym_groups
from knowledge.retrieval.understanding import understand
from knowledge.storage.sqlite_store import open_store
from knowledge.storage.tantivy_index import open_index
from knowledge.text.sentences import sentences
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import words

__all__ = [
    "Question",
    "Row",
    "archive",
    "digests",
    "library",
    "originals",
    "public_questions",
    "reworded",
    "row",
    "rows",
    "seed_questions",
]


class Question(NamedTuple):
    """A question with the sentences that answer it; ``group`` is its article, for cross-validation."""

    id: str
    text: str
    group: str
    answerable: bool
    gold: tuple[str, ...]
    context: str | None = None
    partial: bool = False
    """Whether ``gold`` holds words of the right sentence instead of the sentence."""
    places: tuple[tuple[str, int], ...] = ()
    """Articles (their original's name) and paragraphs that count as right in a digest."""
    patterns: tuple[str, ...] = ()
    """Expressions of which a right sentence of an original matches one."""
    weight: float = 1.0
    """How much it counts in training."""

    def right(self, sentence: Sentence, source: Source) -> bool:
        """Whether this sentence is gold: it covers a gold text or is covered by it.

        Or stands in its place.
        """
        if self.patterns and source.kind != "digest":
            return any(
                re.search(pattern, sentence.text, re.IGNORECASE | re.DOTALL) for pattern in self.patterns
            )
        if self.places:
            return (source.original or source.id, sentence.paragraph) in self.places
        return self.matches(sentence.text)

    def matches(self, sentence: str) -> bool:
        """By its words alone."""
        own = _folded(sentence)
        if self.partial:
            return any(_folded(gold) in own for gold in self.gold)
        return any(_folded(gold) in own or own in _folded(gold) for gold in self.gold)


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()


class Row(NamedTuple):
    """One question's candidates."""

    question: Question
    features: list[tuple[float, ...]]
    right: list[int]
    ids: list[int]


def archive(path: Path) -> list[Article]:
    """The articles of a JSON Lines archive."""
    held = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Article.of(Source(id=a["id"], title=a["title"], publisher=a.get("publisher")), a["paragraphs"])
        for a in held
    ]


def library(articles: Iterable[Article]) -> tuple[Store, Index]:
    """A store and an index in memory that hold the articles."""
    store, index = open_store(None), open_index(None)
    changes = []
    with store.batch():
        for article in articles:
            found = sentences(article)
            changes.append(store.put(article, found, extract(article, found), digest=""))
    index.apply(changes)
    return store, index


def public_questions(path: Path, step: int = 1) -> list[Question]:
    """Every ``step``-th question of a file of the public sets."""
    held = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[::step]]
    return [
        Question(q["id"], q["question"], q["article"], q.get("answerable", True), tuple(q["gold_text"]))
        for q in held
    ]


def seed_questions(path: Path, *, weight: float) -> list[Question]:
    """Of the digests, where the paragraph decides what is right, and their originals, where words do."""
    held = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Question(
            q["id"], q["question"], q["id"], q["answerable"], (), q.get("context"), weight=weight,
            places=tuple((e["file"], n) for e in q["evidence"] for n in e["paragraphs"]),
            patterns=tuple(q["answer_key"]),
        )
        for q in held
    ]  # fmt: skip


def digests(folder: Path) -> list[Article]:
    """The digests that come with the program."""
    found = []
    for path in sorted(folder.glob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        about = tomllib.loads(head)
        source = Source(
            id=path.name, title=about["title"], publisher=about["publisher"], published=about["published"],
            kind="digest", original=about["original"],
        )  # fmt: skip
        found.append(Article.of(source, body.strip().split("\n\n")))
    return found


def originals(folder: Path) -> list[Article]:
    """The articles of a folder of saved pages, by the names of their files."""
    told = load_catalogue(folder)
    pages = sorted(folder.glob("*.txt"))
    return [article for path in pages for article in read(path, catalogue=told.get(path.name)).articles]


def row(question: Question, found: list[Comparison]) -> Row:
    """What there is to learn from a question's candidates."""
    values = [tuple(round(v, 5) for v in one) for one in features(found)] if found else []
    texts = [comparison.page.sentence for comparison in found]
    return Row(
        question,
        values,
        [int(question.right(c.page.sentence, c.page.paragraph.source)) for c in found],
        [s.id for s in texts],
    )


def rows(questions: Iterable[Question], store: Store, index: Index) -> Iterator[Row]:
    """A row for each question, in order."""
    for question in questions:
        query = understand(question.text, store, context=question.context)
        yield row(question, comparisons(query, store, index))


def reworded(question: Question, chance: random.Random) -> Question:
    """The question as others might put it: everyday synonyms for its words, some words left out, no capitals.

    Learners see how right sentences look that share few words with the question.
    """
    pieces, last = [], 0
    found = words(question.text)
    if sum(word.term not in STOPWORDS for word in found) < 3:
        return question
    for at, word in enumerate(found):
        if word.term in STOPWORDS:
            continue
        name = word.text[0].isupper() and at > 0
        others, draw = synonym_groups().get(phrase(word.text)), chance.random()
        if others and draw < 0.6:
            new = chance.choice(others)
        elif draw < (0.08 if name else 0.3) and not word.term[0].isdigit():
            new = ""
        else:
            continue
        pieces += [question.text[last : word.start], new]
        last = word.end
    text = " ".join("".join([*pieces, question.text[last:]]).split())
    return question._replace(text=text.lower() if chance.random() < 0.5 else text)
