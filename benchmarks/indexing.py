"""How fast sets of invented articles are indexed, and how fast candidates are found in them as they grow.

    python benchmarks/indexing.py [--sentences 10000 100000] [--facts]

Words are drawn with the frequencies of natural text (Zipf), so that common terms have long postings. Without
``--facts`` only sentences and terms are stored, which is the part that grows with the store and index.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path

from knowledge.extraction.extract import extract
from knowledge.model import Article, Fact, Sentence, Source
from knowledge.protocols import Change, Index, Store
from knowledge.retrieval.corpus import corpus_of
from knowledge.storage.sqlite_store import open_store
from knowledge.storage.tantivy_index import open_index
from knowledge.text.sentences import sentences
from knowledge.text.words import normal_form

WORDS = 60_000
SENTENCES, PARAGRAPHS = 4, 8
"""In a paragraph, and paragraphs in an article."""
CANDIDATES = 200
QUESTIONS = 200


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sentences", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--facts", action="store_true")
    chosen = parser.parse_args()
    finder = extract if chosen.facts else no_facts
    print("sentences  sent/s   MB store  MB index   open ms |  p50 / p95 ms of " + ", ".join(QUERIES))
    for size in chosen.sentences:
        with tempfile.TemporaryDirectory() as folder:
            print(row(size, Path(folder), finder))


def no_facts(article: Article, found: Sequence[Sentence]) -> Sequence[Fact]:  # noqa: ARG001 - as extract
    """Stands in for the finders of facts where only storage is measured."""
    return ()


def row(size: int, folder: Path, finder: Callable[[Article, Sequence[Sentence]], Sequence[Fact]]) -> str:
    """Indexes that many sentences, and asks."""
    chance = random.Random(size)  # noqa: S311 - invented text is no secret
    vocabulary = words(chance)
    made = [article(number, vocabulary, chance) for number in range(size // (SENTENCES * PARAGRAPHS))]
    store, index = open_store(folder / "library.db"), open_index(folder / "index")

    def puts() -> Iterator[Change]:
        with store.batch():
            for one in made:
                found = sentences(one)
                yield store.put(one, found, finder(one, found), digest="")

    start = time.perf_counter()
    index.apply(puts())
    rate = store.statistics().sentences / (time.perf_counter() - start)
    store.close()
    start = time.perf_counter()
    store, index = open_store(folder / "library.db"), open_index(folder / "index")
    opening = time.perf_counter() - start
    times = [asked(store, index, question(vocabulary, chance)) for _ in range(QUESTIONS)]
    total = store.statistics().sentences
    store.close()
    disk = sum(path.stat().st_size for path in folder.glob("index/*")) / 1e6
    figures = "  ".join(f"{quantiles([one[n] for one in times])}" for n in range(len(QUERIES)))
    kept = (folder / "library.db").stat().st_size / 1e6
    return f"{total:9}  {rate:6.0f}  {kept:8.1f}  {disk:8.1f}  {opening * 1000:8.1f} |  {figures}"


QUERIES = ("candidates", "rows", "spread", "bags", "neighbours", "all")


def asked(store: Store, index: Index, question: Sequence[str]) -> list[float]:
    """Milliseconds of each query that one question makes, and of all of them."""
    terms = [normal_form(word) for word in question]
    marks = [time.perf_counter()]
    corpus = corpus_of(store)
    found = index.candidates({term: corpus.weight(term) for term in terms}, CANDIDATES, corpus.lengths[0])
    marks.append(time.perf_counter())
    rows = store.rows(found)
    marks.append(time.perf_counter())
    store.spread(terms)
    marks.append(time.perf_counter())
    store.bags(sorted({one.sentence.source for one in rows[:50]}), terms)
    marks.append(time.perf_counter())
    store.neighbours(question[0][:2] + question[0][3:])
    marks.append(time.perf_counter())
    spans = [(after - before) * 1000 for before, after in pairwise(marks)]
    return [*spans, sum(spans)]


def quantiles(times: list[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(times):5.2f} /{statistics.quantiles(times, n=20)[-1]:6.2f}"


class Vocabulary(list[str]):
    """Invented words, the most frequent first, with cumulated frequencies."""

    weights: list[float]


def words(chance: random.Random) -> Vocabulary:
    """Different words of two to four syllables."""
    consonants, vowels = "bcdfghklmnprstvw", "aeiou"
    made: dict[str, None] = {}
    while len(made) < WORDS:
        syllables = (chance.choice(consonants) + chance.choice(vowels) for _ in range(chance.randint(2, 4)))
        made["".join(syllables) + chance.choice(consonants)] = None
    vocabulary = Vocabulary(made)
    vocabulary.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
    return vocabulary


def article(number: int, vocabulary: Vocabulary, chance: random.Random) -> Article:
    """As long as a news report."""
    paragraphs = [
        " ".join(
            " ".join(drawn(vocabulary, chance, chance.randint(8, 30))).capitalize() + "."
            for _ in range(SENTENCES)
        )
        for _ in range(PARAGRAPHS)
    ]
    return Article.of(Source(id=f"n{number}", title=f"Report {number}"), paragraphs)


def drawn(vocabulary: Vocabulary, chance: random.Random, count: int) -> list[str]:
    """Words as frequent as they are in text."""
    return chance.choices(vocabulary, cum_weights=vocabulary.weights, k=count)


def question(vocabulary: Vocabulary, chance: random.Random) -> list[str]:
    """Six words, without the thirty most frequent, which would be stop words."""
    rare = [word for word in drawn(vocabulary, chance, 60) if word not in vocabulary[:30]]
    return (rare * 6)[:6]


if __name__ == "__main__":
    main()
