"""A copy of a large library: made from nothing, from a snapshot, and following day by day.

    python benchmarks/follower.py [--sentences 1000000] [--distinct 100000] [--seconds 120] [--rate 5]

Invented news (``scaling/corpus.py``) are put into a PostgreSQL of our own, ``distinct`` sentences of them
prepared and the rest the same under other names. A copy is made change by change, ships its snapshot, and a
second one starts from that; then articles come at the rate while questions are asked of the second. Needs
PostgreSQL's programs on this machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]  # in place of this folder

from cluster.servers import Server  # noqa: E402 -- the path comes first

from benchmarks.scaling.corpus import PER_REPORT, Report, World  # noqa: E402
from benchmarks.scaling.questions import asked  # noqa: E402
from knowledge.indexing.prepare import Prepared, prepared, put  # noqa: E402
from knowledge.library import Library  # noqa: E402
from knowledge.model import Article, Source  # noqa: E402
from knowledge.settings import Settings  # noqa: E402
from knowledge.storage.postgres.cluster import Cluster  # noqa: E402

LIBRARY = "large"
AT_ONCE = 200
"""Articles in a transaction."""

Put = tuple[int, float, float]
"""A generation, when it was confirmed (Unix time), and the seconds that this took."""


def main() -> None:
    """Fill the database, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    for name, default in (("sentences", 1_000_000), ("distinct", 100_000), ("seconds", 120)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--rate", type=float, default=5.0)
    given = parser.parse_args()
    server = Server.new(fsync=True)
    try:
        server.start()
        server.prepare("dateline")
        measure(server.url("dateline", "dateline"), given)
    finally:
        server.remove()


def measure(url: str, given: argparse.Namespace) -> None:
    """Print a line for each figure."""
    world = World(given.sentences)
    with closing(Cluster(url)) as cluster, tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        fill(cluster, world, given.sentences, given.distinct)
        told("put into the database", f"{time.monotonic() - began:.0f} s")
        first, second = (settings(url, Path(folder) / name) for name in ("first", "second"))
        with timed("a copy from nothing"), Library.open(first) as library:
            told("sentences", f"{library.statistics().sentences:,}")
        with timed("opened again"):
            library = Library.open(first)
        with library, timed("shipping its snapshot"):
            library.refresh()
        (size,) = snapshots(cluster)
        told("snapshot, unpacked and as sent", f"{size[0] / 1e6:,.0f} and {size[1] / 1e6:,.0f} MB")
        with timed("a copy from the snapshot"), Library.open(second):
            pass
        with Library.open(second) as library:
            steady(library, url, world, given)
    told("memory at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def fill(cluster: Cluster, world: World, sentences: int, distinct: int) -> None:
    """Put the articles, each text under as many names as are needed."""
    truth, wanted = cluster.truth(LIBRARY), sentences // PER_REPORT
    many = max(1, distinct // PER_REPORT)
    for first in range(0, many, AT_ONCE):
        numbers = range(first, min(many, first + AT_ONCE))
        ready = [prepared(article(world.report(number), number)) for number in numbers]
        for begin in range(0, wanted, many):
            with truth.batch():
                for number, one in zip(numbers, ready, strict=True):
                    if begin + number < wanted:
                        put(truth, named(one, begin + number))


def article(report: Report, number: int) -> Article:
    """The report as an article of that number."""
    source = Source(
        id=f"r{number:07}", title=report.title, publisher=report.publisher, published=report.published
    )
    return Article.of(source, report.paragraphs)


def named(ready: Prepared, number: int) -> Prepared:
    """The same text under another name."""
    source = ready.article.source.model_copy(update={"id": f"r{number:07}"})
    return ready._replace(
        article=ready.article.model_copy(update={"source": source}), digest=f"{ready.digest}-{number}"
    )


def settings(url: str, home: Path) -> Settings:
    """Of a process that follows, by the letters alone."""
    return Settings.model_validate(
        {"database_url": url, "library": LIBRARY, "home": home, "meaning": "off"}, strict=False
    )


def snapshots(cluster: Cluster) -> list[tuple[int, int]]:
    """Of each snapshot the bytes of the file, and as they lie in the database."""
    with cluster.database.reading(LIBRARY) as connection:
        return connection.execute(
            "SELECT s.bytes, sum(length(p.content))::bigint FROM snapshot s"
            " JOIN snapshot_part p USING (library, generation, form) GROUP BY s.bytes"
        ).fetchall()


def steady(library: Library, url: str, world: World, given: argparse.Namespace) -> None:
    """Articles come from another process; how long until each can be found, and what a question takes."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    writer = multiprocessing.Process(
        target=write, args=(url, given.sentences, given.seconds, given.rate, theirs)
    )
    writer.start()
    questions, took, seen = iter(asked(world, 500).questions * 100), list[float](), list[tuple[int, float]]()
    writes, asking = list[Put](), time.monotonic()
    while writer.is_alive() or ours.poll():
        fresh = library.freshness()
        assert fresh is not None
        seen.append((fresh.generation, time.time()))
        if time.monotonic() > asking:
            began = time.monotonic()
            library.ask(next(questions))
            took.append(1000 * (time.monotonic() - began))
            asking = began + 0.5
        time.sleep(0.02)
        while ours.poll():
            writes.append(ours.recv())
    last = writes[-1][0]
    while (fresh := library.freshness()) and fresh.generation < last:
        time.sleep(0.02)
    seen.append((last, time.time()))
    told("articles that came meanwhile", f"{len(writes)}")
    told("putting one", spread([1000 * took for _, _, took in writes], "ms"))
    told("until it can be found", spread(list(lags(writes, seen)), "s"))
    told("a question meanwhile", spread(took, "ms"))


def lags(writes: list[Put], seen: list[tuple[int, float]]) -> Iterator[float]:
    """Seconds from each confirmation until the copy had it."""
    at = 0
    for generation, confirmed, _ in writes:
        while seen[at][0] < generation:
            at += 1
        yield max(0.0, seen[at][1] - confirmed)


def write(url: str, sentences: int, seconds: float, rate: float, told_to: Connection) -> None:
    """New editions of old articles, at the rate."""
    world, began = World(sentences), time.monotonic()
    with closing(Cluster(url)) as cluster:
        truth = cluster.truth(LIBRARY)
        for number in count():
            if (due := began + number / rate) > began + seconds:
                return
            ready = prepared(article(world.report(sentences + number), number))
            time.sleep(max(0.0, due - time.monotonic()))
            asked_at = time.monotonic()
            with truth.batch():
                generation = put(truth, ready).generation
            told_to.send((generation, time.time(), time.monotonic() - asked_at))


class timed:  # noqa: N801 -- used as a word
    """Prints how long the block took."""

    def __init__(self, name: str) -> None:
        self._name, self._began = name, time.monotonic()

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        told(self._name, f"{time.monotonic() - self._began:.1f} s")


def spread(values: list[float], unit: str) -> str:
    """The middle, and what nineteen of twenty stay below."""
    parts = quantiles(values, n=20)
    return f"p50 {parts[9]:.2f}, p95 {parts[18]:.2f}, at most {max(values):.2f} {unit}"


def told(name: str, value: str) -> None:
    """A line of the table."""
    print(f"{name:40} {value}", flush=True)


if __name__ == "__main__":
    main()
