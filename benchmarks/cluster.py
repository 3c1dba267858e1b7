"""The drill: four processes over a primary and its standby, while things are killed; a table of what it cost.

    python benchmarks/cluster.py [--seconds 180] [--patroni] [--out FOLDER]

Two copies follow the primary and two the standby; 5 articles of 20 sentences come each second, and 10
questions are asked by the letters. At a third of the time a following process is killed (and started again),
at half of it the process that writes, at two thirds the primary: then the standby is promoted, by hand or by
Patroni. Every quotation is held against what the truth said at the generation that the answer names. Needs
PostgreSQL's programs on this machine.
"""

from __future__ import annotations

import argparse
import atexit
import hashlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:1] = [
    str(ROOT),
    str(ROOT / "tests"),
]  # in place of this folder, in which this file is called cluster

from knowledge.errors import DatelineError, StorageError  # noqa: E402 - the path comes first
from knowledge.indexing.prepare import Prepared, prepared  # noqa: E402
from knowledge.model import Article, Source  # noqa: E402
from knowledge.settings import Settings  # noqa: E402

LIBRARY = "drill"
SOURCES = 250
"""Different articles; after that many, each comes again in a new version."""

PEOPLE = "Ada Berg|Bo Carr|Cy Dole|Di Ewing|Ed Frost|Flo Gray|Gus Hale|Ina Jonas|Kit Lowe|Max Noble".split(
    "|"
)
PLACES = "Arden|Brill|Corby|Dunmore|Elgin|Farrow|Galway|Hexham|Ilford|Jarrow|Kelso|Ludlow".split("|")
GOODS = "crates|barrels|parcels|engines|carpets|lanterns|violins|tractors".split("|")


def article(number: int) -> Article:
    """The article of this number: a source, and a version of it; each sentence is like no other."""
    name, version = number % SOURCES, number // SOURCES
    chance = random.Random(name)  # noqa: S311 - invented news
    lines = []
    for line in range(20):
        who, where, what = (chance.choice(words) for words in (PEOPLE, PLACES, GOODS))
        count = 1000 * name + 20 * version + line
        lines.append(f"{who} counted {count} {what} at pier {name} of {where} in list {line}.")
    paragraphs = [" ".join(lines[at : at + 4]) for at in range(0, 20, 4)]
    return Article.of(
        Source(id=f"news-{name}", title=f"Piers, part {name}", publisher="The Pier"), paragraphs
    )


def question(number: int) -> str:
    """A question that one sentence of some article answers."""
    chance = random.Random(10_000 + number)  # noqa: S311
    name = chance.randrange(SOURCES)
    words = random.Random(name)  # noqa: S311
    line = chance.randrange(20)
    for _ in range(line + 1):
        who, where, what = (words.choice(kind) for kind in (PEOPLE, PLACES, GOODS))
    return f"How many {what} did {who} count at pier {name} of {where}?"


def settings(url: str, home: Path) -> Settings:
    """Of a process that follows, by the letters alone."""
    return Settings.model_validate(
        {"database_url": url, "library": LIBRARY, "home": home, "meaning": "off"}, strict=False
    )


def tell(out: Any, **row: object) -> None:
    """Write down what happened, so that a kill loses none of it."""
    out.write(json.dumps(row) + "\n")
    out.flush()


# The processes


def write(url: str, out: Path, seconds: float, rate: float) -> None:
    """Put articles while the job is ours; what is confirmed is written down."""
    from knowledge.storage.postgres.cluster import Cluster

    cluster = Cluster(url)
    truth, job = cluster.truth(LIBRARY), cluster.job("drill")
    end, ready, number = time.time() + seconds, None, -1
    with out.open("a") as told:
        while time.time() < end:
            try:
                over = job.taken()
                if over is None:
                    time.sleep(0.1)
                    continue
                if number < 0:
                    number = _next_number(truth)
                    if number:  # whoever was killed may have had no time to write its last one down
                        before = f"news-{(number - 1) % SOURCES}"
                        tell(told, found=number - 1, generation=_generation_of(truth, before))
                    began = time.time() - number / rate
                time.sleep(max(0.0, began + number / rate - time.time()))
                ready = ready or prepared(article(number))
                asked = time.time()
                generation = _put(truth, over, ready)
                tell(told, number=number, generation=generation, asked=asked, at=time.time(), pid=os.getpid())
                number, ready = number + 1, None
            except StorageError as error:
                tell(told, refused=str(error)[:120], at=time.time(), pid=os.getpid())
                began = time.time() + 0.2 - number / rate
                time.sleep(0.2)
    job.close()
    cluster.close()


def _put(truth: Any, over: Any, ready: Prepared) -> int:
    """Once: what a lost connection has stored after all is found by its digest."""
    with truth.batch(over=over):
        source = ready.article.source.id
        if truth.digests().get(source) == ready.digest:
            return _generation_of(truth, source)
        put = truth.put(ready.article, ready.sentences, ready.facts, digest=ready.digest)
        return int(put.generation)


def _generation_of(truth: Any, source: str) -> int:
    """In which the article was put."""
    with truth.database.reading(truth.library) as connection:
        found = connection.execute("SELECT generation FROM article WHERE source = %s", (source,)).fetchone()
    assert found is not None
    return int(found[0])


def _next_number(truth: Any) -> int:
    """After the newest article that the truth holds."""
    digests, known = truth.digests(), -1
    for version in range(100):
        held = [n for n in range(SOURCES) if digests.get(f"news-{n}") == _digest(n + version * SOURCES)]
        if held:
            known = max(known, max(held) + version * SOURCES)
        elif known >= 0:
            break
    return known + 1


def _digest(number: int) -> str:
    from knowledge.indexing.prepare import digest_of

    return digest_of(article(number))


def follow(url: str, home: Path, out: Path, seconds: float, rate: float, last: Path) -> None:
    """Ask, and write down what was answered and how far behind; then wait for the end and show all of it."""
    from knowledge.library import Library

    with Library.open(settings(url, home)) as library, out.open("a") as told:
        end, number = time.time() + seconds, os.getpid()
        sampled = 0.0
        while time.time() < end:
            began = time.time()
            answer = library.ask(question(number))
            fresh = answer.freshness
            assert fresh is not None
            cited = {(c.source, c.start, c.end, c.quote) for c in (*answer.citations, *answer.evidence)}
            tell(
                told, question=question(number), status=answer.status, generation=fresh.generation,
                took=time.time() - began, at=time.time(), cited=sorted(cited),
            )  # fmt: skip
            number += 1
            while (wait := began + 1 / rate - time.time()) > 0:
                if time.time() - sampled > 0.25:
                    fresh, sampled = library.freshness(), time.time()
                    assert fresh is not None
                    tell(told, at=sampled, generation=fresh.generation, seconds=fresh.seconds)
                time.sleep(min(wait, 0.1))
        while not last.exists():
            time.sleep(0.2)
        wanted, patience = int(last.read_text()), time.time() + 120
        while (fresh := library.freshness()) and fresh.generation < wanted and time.time() < patience:
            time.sleep(0.1)
        tell(told, last=_all(library), answers=_answers(library), generation=fresh and fresh.generation)


def _all(library: Any) -> str:
    digest = hashlib.blake2b()
    for source in library.sources():
        for sentence in library.sentences_of(source.id):
            digest.update(repr(tuple(sentence)).encode())
    return digest.hexdigest()


def _answers(library: Any) -> list[str]:
    rows = []
    for number in range(200):
        answer = library.ask(question(1_000_000 + number)).model_copy(update={"freshness": None})
        rows.append(hashlib.blake2b(answer.model_dump_json().encode(), digest_size=8).hexdigest())
    return rows


# The drill


def started(kind: str, *arguments: object) -> subprocess.Popen[bytes]:
    """A process of the drill."""
    process = subprocess.Popen([sys.executable, __file__, kind, *map(str, arguments)])
    atexit.register(process.kill)  # also when the drill comes to nothing
    return process


def drill(pair: Any, folder: Path, seconds: float) -> dict[str, Any]:
    """Run it; when what happened."""
    urls = [pair.url("primary"), pair.url("primary"), pair.url("prefer-standby"), pair.url("prefer-standby")]
    last = folder / "last"
    end = time.time() + seconds
    happened: dict[str, Any] = {"began": time.time()}

    def follower(number: int) -> subprocess.Popen[bytes]:
        home, out = folder / f"home{number}", folder / f"follower{number}.jsonl"
        return started("follow", urls[number], home, out, end - time.time(), 2.5, last)

    writers = [started("write", urls[0], folder / "writes.jsonl", seconds, 5.0) for _ in range(2)]
    followers = [follower(number) for number in range(4)]

    _wait(happened, seconds / 3)
    followers[0].send_signal(signal.SIGKILL)
    happened["follower killed"] = time.time()
    time.sleep(3)
    followers[0] = follower(0)

    _wait(happened, seconds / 2)
    told = _rows(folder / "writes.jsonl")
    holders = [row["pid"] for row in told if "number" in row]
    if not holders:
        raise DatelineError(f"nothing could be written in the first half of the time: {told[-1:]}")
    next(w for w in writers if w.pid == holders[-1]).send_signal(signal.SIGKILL)
    happened["writer killed"] = time.time()

    _wait(happened, seconds * 2 / 3)
    happened["primary killed"] = time.time()
    pair.fail_over()
    happened["promoted"] = time.time()

    for writer in writers:
        writer.wait()
    writes = [row for row in _rows(folder / "writes.jsonl") if "number" in row]
    last.write_text(str(pair.generation(LIBRARY)))
    happened["codes"] = [follower.wait() for follower in followers]
    happened["writes"] = len(writes)
    return happened


def _wait(happened: dict[str, Any], after: float) -> None:
    time.sleep(max(0.0, happened["began"] + after - time.time()))


def _rows(path: Path) -> list[dict[str, Any]]:
    """Lines of JSON; the last may be cut short by a kill."""
    rows = []
    for line in path.read_text().splitlines():
        try:
            rows.append(json.loads(line))
        except ValueError:
            continue
    return rows


# The verdict


def verdict(pair: Any, folder: Path, happened: dict[str, Any]) -> Iterator[tuple[str, object]]:
    """The table."""
    told = _rows(folder / "writes.jsonl")
    writes = sorted((row for row in told if "number" in row), key=lambda row: row["generation"])
    found = [(row["generation"], row["found"]) for row in told if "found" in row]
    history = sorted({*((row["generation"], row["number"]) for row in writes), *found})
    held = pair.held(LIBRARY)
    newest = {f"news-{number % SOURCES}": number for _, number in history}
    lost = [source for source, number in newest.items() if held.get(source) != _digest(number)]
    yield "articles confirmed", len(writes)
    yield "writes refused with a sentence", sum("refused" in row for row in told)
    yield "confirmed and lost", len(lost)
    yield "numbers written twice", len(writes) - len({row["number"] for row in writes})
    times = sorted(row["at"] for row in writes)
    for event in ("writer killed", "primary killed"):
        gap = max(b - a for a, b in pairwise(times) if b > happened[event] > a - 2)
        yield f"seconds without writes: {event}", round(gap, 2)
    yield "confirming a write, ms (p50, p95)", _two([1000 * (row["at"] - row["asked"]) for row in writes])
    yield from _answered(folder, writes, history)
    ends = [_rows(folder / f"follower{n}.jsonl")[-1] for n in range(4)]
    yield "followers that reached the end", sum("last" in row for row in ends)
    yield "different in sentences at the end", len({row.get("last") for row in ends}) - 1
    answers = list(zip(*(row.get("answers", []) for row in ends), strict=False))
    yield (
        "questions at the end, and answered differently",
        (len(answers), sum(len({*a}) > 1 for a in answers)),
    )


def _answered(
    folder: Path, writes: list[dict[str, Any]], history: list[tuple[int, int]]
) -> Iterator[tuple[str, object]]:
    asked = wrong = answered = 0
    for number in range(4):
        rows = _rows(folder / f"follower{number}.jsonl")
        lags = _lags(rows, writes)
        yield f"follower {number}: seconds until a write can be found (p50, p95)", _two(lags)
        said = [row["seconds"] for row in rows if row.get("seconds") is not None]
        yield f"follower {number}: seconds behind as it says (p50, p95)", _two(said)
        took = [1000 * row["took"] for row in rows if "took" in row]
        yield f"follower {number}: a question, ms (p50, p95)", _two(took)
        for row in rows:
            if "question" in row:
                asked += 1
                answered += row["status"] == "answered"
                wrong += not _true(row, history)
    yield "questions asked", asked
    yield "answered", answered
    yield "quoting what was not so at that generation (wrong or mixed)", wrong


def _true(row: dict[str, Any], history: list[tuple[int, int]]) -> bool:
    """Whether all quotations stand in the versions that were the truth at the answer's generation."""
    for source, start, end, quote in row["cited"]:
        name = int(source.removeprefix("news-"))
        current = [n for generation, n in history if generation <= row["generation"] and n % SOURCES == name]
        if not current or article(current[-1]).text[start:end] != quote:
            return False
    return True


def _lags(rows: list[dict[str, Any]], writes: list[dict[str, Any]]) -> list[float]:
    """From each write's confirmation to the first time the follower said that it was there."""
    seen = [(row["generation"], row["at"]) for row in rows if "at" in row]
    lags, at = [], 0
    for write_row in writes:
        while at < len(seen) and seen[at][0] < write_row["generation"]:
            at += 1
        if at == len(seen):
            break
        if at and seen[at][1] - write_row["at"] > -1:
            lags.append(max(0.0, seen[at][1] - write_row["at"]))
    return lags


def _two(values: list[float]) -> tuple[float, float] | None:
    if len(values) < 2:
        return None
    parts = statistics.quantiles(values, n=20)
    return round(parts[9], 3), round(parts[18], 3)


def main() -> None:
    """The drill, or one of its processes."""
    if sys.argv[1:2] == ["write"]:
        write(sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]), float(sys.argv[5]))
        return
    if sys.argv[1:2] == ["follow"]:
        home, out, seconds, rate, last = sys.argv[3:8]
        follow(sys.argv[2], Path(home), Path(out), float(seconds), float(rate), Path(last))
        return
    from cluster.pairs import ByHand, ByPatroni

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--patroni", action="store_true")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    folder = asked.out or Path(tempfile.mkdtemp(prefix="dateline-drill-"))
    folder.mkdir(parents=True, exist_ok=True)
    with (ByPatroni if asked.patroni else ByHand)() as pair:
        happened = drill(pair, folder, asked.seconds)
        print(f"{folder}: ended with {happened['codes']}")
        for name, value in verdict(pair, folder, happened):
            print(f"{name:70} {value}")


if __name__ == "__main__":
    try:
        main()
    except DatelineError as error:
        sys.exit(str(error))
