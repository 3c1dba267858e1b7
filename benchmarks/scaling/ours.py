"""Our operations on an indexed corpus: each timed many times, with what they cost in memory and on disk."""

from __future__ import annotations

import gc
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from itertools import cycle
from pathlib import Path
from statistics import quantiles

from benchmarks.scaling.corpus import World
from benchmarks.scaling.questions import Asked
from knowledge.errors import UnknownNameError
from knowledge.library import Library
from knowledge.model import Article, Source
from knowledge.settings import Settings

__all__ = ["Figures", "cold_start", "disk", "indexed", "operations", "private", "replacing", "timed"]

Figures = dict[str, float]
"""Milliseconds: p50 and p95 of processor and of wall time."""

TODAY = date(2025, 6, 30)


def timed(
    work: Callable[[str], object], texts: Iterable[str], *, seconds: float = 20.0,
    clock: Callable[[], float] = time.process_time,
) -> Figures:  # fmt: skip
    """Each text once, after the first two, until the time is used up; what takes far longer is given up.

    The clock tells seconds of the processor that does the work, if it is not this process.
    """
    texts, taken = list(texts), Taken(clock)
    began = time.perf_counter()
    try:
        with _at_most(int(_PATIENCE * seconds)):
            for number, text in enumerate(texts):
                with taken.one():
                    work(text)
                if number == 1 and len(texts) > _WARM:
                    taken.clear()  # what only the first ones pay
                if time.perf_counter() - began > seconds:
                    break
    except TimeoutError:
        taken.add((time.perf_counter() - began) * 1000, (time.perf_counter() - began) * 1000)
    return taken.figures()


_PATIENCE = 4
_WARM = 3


class Taken:
    """Milliseconds of processor and of wall time, one after the other."""

    def __init__(self, clock: Callable[[], float] = time.process_time) -> None:
        self._clock = clock
        self._processor: list[float] = []
        self._wall: list[float] = []

    @contextmanager
    def one(self) -> Iterator[None]:
        """What is done inside is one more."""
        cpu, clock = self._clock(), time.perf_counter()
        yield
        self.add((self._clock() - cpu) * 1000, (time.perf_counter() - clock) * 1000)

    def add(self, processor: float, wall: float) -> None:
        """One more that took so long."""
        self._processor.append(processor)
        self._wall.append(wall)

    def clear(self) -> None:
        """Forget what was taken so far."""
        self._processor, self._wall = [], []

    def figures(self) -> Figures:
        """Medians and 95th percentiles."""
        return {
            "cpu50": _part(self._processor, 50), "cpu95": _part(self._processor, 95),
            "wall50": _part(self._wall, 50), "wall95": _part(self._wall, 95), "n": len(self._wall),
        }  # fmt: skip


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def give_up(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)


def indexed(settings: Settings, sentences: int) -> dict[str, Figures]:
    """What indexing costs, the processes that prepare articles included; nothing where all was there."""
    began = time.perf_counter()
    with _spent(resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN) as spent, Library.open(settings):
        took = time.perf_counter() - began
    if took < _OPENING + sentences / 100_000:
        return {}
    return {
        "indexing (sentences a second of a core)": {"cpu50": sentences / (spent[0] / 1000)},
        "indexing (sentences a second)": {"cpu50": sentences / took},
        "indexing, the most memory (MB)": {
            "cpu50": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        },
    }


_OPENING = 2.0
"""Seconds in which what is indexed already is open."""


def operations(library: Library, asked: Asked) -> Iterator[tuple[str, Figures]]:
    """Each operation of the library with its figures."""
    yield "ask", timed(library.ask, asked.questions)
    yield "ask, again", timed(library.ask, asked.questions)
    yield "ask, typos", timed(library.ask, asked.with_typos)
    yield "ask who is", timed(library.ask, asked.who)
    yield "check", timed(library.check, asked.claims)
    yield "complete", timed(library.names, asked.prefixes)
    for sort in ("rare", "middling", "frequent"):
        names: tuple[str, ...] = getattr(asked, sort)
        yield f"facts, {sort}", timed(lambda name: _facts(library, name), names)
        yield f"timeline, {sort}", timed(lambda name: library.timeline(name, today=TODAY), names)
    yield "facts, unknown", timed(lambda name: _facts(library, name), [f"Q{n}xy Zz{n}" for n in range(12)])
    yield "timeline, all", timed(lambda _: library.timeline("", today=TODAY), ["x"] * 10, seconds=30)


def replacing(folder: Path, world: World, library: Library, asked: Asked) -> Iterator[tuple[str, Figures]]:
    """One article replaced in a store of its own folder, and the question after that."""
    from knowledge.indexing.index_folder import IndexFolder

    opened = IndexFolder.open(folder)
    numbers = cycle(range(1, 40))
    turn = iter(range(10_000))

    def replace(_: str) -> None:
        report = world.report(next(numbers))
        about = Source(
            id=report.id, title=f"{report.title} {next(turn)}", publisher=report.publisher,
            published=report.published,
        )  # fmt: skip
        opened.put([Article.of(about, report.paragraphs)])

    yield "replace", timed(replace, [""] * 30)
    after = Taken()
    for question in asked.questions[:20]:
        replace("")
        with after.one():
            library.ask(question)
    yield "next question", after.figures()
    opened.close()


def cold_start(settings: Settings, question: str) -> Figures:
    """The first answer of a new process, all imports and the opening included."""
    program = (
        "import sys; from pathlib import Path; from knowledge.settings import Settings;"
        "from knowledge.library import Library;"
        "settings = Settings(home=Path(sys.argv[1]), sources=(Path(sys.argv[2]),), meaning='off');"
        "library = Library.open(settings);"
        "library.ask(sys.argv[3])"
    )
    arguments = [str(settings.home), str(settings.sources[0]), question]
    with _spent(resource.RUSAGE_CHILDREN) as first:
        subprocess.run([sys.executable, "-c", program, *arguments], check=True)
    with _spent(resource.RUSAGE_CHILDREN) as second:
        subprocess.run([sys.executable, "-c", program, *arguments], check=True)
    best = min(first, second)
    return {"cpu50": best[0], "cpu95": best[0], "wall50": best[1], "wall95": best[1], "n": 2}


def private() -> float:
    """Megabytes of memory that are this process's alone."""
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def disk(folder: Path) -> float:
    """Megabytes of all files in it."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _facts(library: Library, name: str) -> None:
    with suppress(UnknownNameError):
        library.facts(name)


def _part(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else sum(values)


@contextmanager
def _spent(*whose: int) -> Iterator[list[float]]:
    """Milliseconds of the processor, of those (see getrusage), and by the clock on the wall."""
    spent: list[float] = []
    before, clock = _processor(whose), time.perf_counter()
    yield spent
    spent += [(_processor(whose) - before) * 1000, (time.perf_counter() - clock) * 1000]


def _processor(whose: Iterable[int]) -> float:
    used = [resource.getrusage(one) for one in whose]
    return sum(one.ru_utime + one.ru_stime for one in used)
