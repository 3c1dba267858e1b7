"""Splitters of sentences on invented news: which bounds each finds, and at what cost.

``python -m benchmarks.sentences [FILE] [--show]``: the files in ``data/sentences`` hold a paragraph a line,
``‖`` parts its sentences; ``held.txt`` was written before the rules and seen by none of them. nupunkt and
syntok come with the extra ``benchmarks``; wtpsplit-lite is tried where it is installed and finds its model.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from knowledge.text.sentences import split

DATA = Path(__file__).parent / "data" / "sentences"
MARK = "‖"
ROUNDS = 20

Splitter = Callable[[str], Sequence[int]]
"""A paragraph → the ends of its sentences, white space aside."""


class Gold(NamedTuple):
    """A paragraph and where its sentences end, the last one left out."""

    paragraph: str
    ends: frozenset[int]


class Outcome(NamedTuple):
    """Bounds found of those wanted; ``whole`` counts paragraphs without a fault."""

    right: int
    found: int
    wanted: int
    whole: int

    @property
    def f1(self) -> float:
        """Of the bounds inside paragraphs."""
        return 2 * self.right / max(1, self.found + self.wanted)


def gold(path: Path) -> Iterator[Gold]:
    """The paragraphs of a file without their marks."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        pieces = [piece.strip() for piece in line.split(MARK)]
        ends, at = [], 0
        for piece in pieces[:-1]:
            ends.append(at + len(piece))
            at += len(piece) + 1
        yield Gold(" ".join(pieces), frozenset(ends))


def _ours(paragraph: str) -> list[int]:
    return [span.end for span in split(paragraph)]


def _bare(paragraph: str) -> list[int]:
    return [boundary["end_index"] for boundary in get_sentence_boundaries("en", paragraph)]


def _nupunkt() -> Splitter:
    import nupunkt

    return lambda paragraph: [end for _, (_, end) in nupunkt.sent_spans_with_text(paragraph)]


def _syntok() -> Splitter:
    from syntok import segmenter

    def ends(paragraph: str) -> list[int]:
        return [s[-1].offset + len(s[-1].value) for p in segmenter.analyze(paragraph) for s in p if s]

    return ends


def _wtpsplit() -> Splitter:
    from wtpsplit_lite import SaT

    model = SaT("sat-3l-sm")

    def ends(paragraph: str) -> list[int]:
        found, at = [], 0
        for piece in model.split(paragraph):
            at += len(piece)
            found.append(at)
        return found

    return ends


PEERS: dict[str, Callable[[], Splitter]] = {
    "ours": lambda: _ours,
    "sentencex": lambda: _bare,
    "nupunkt": _nupunkt,
    "syntok": _syntok,
    "wtpsplit-lite": _wtpsplit,
}


def judged(splitter: Splitter, paragraphs: Sequence[Gold], show: bool) -> Outcome:
    """Compares the ends inside paragraphs, each moved back over white space."""
    right = found = wanted = whole = 0
    for paragraph, ends in paragraphs:
        given = {len(paragraph[:end].rstrip()) for end in splitter(paragraph)} - {len(paragraph), 0}
        right, found, wanted = right + len(given & ends), found + len(given), wanted + len(ends)
        whole += given == ends
        if show and given != ends:
            _print_faults(paragraph, given, ends)
    return Outcome(right, found, wanted, whole)


def _print_faults(paragraph: str, given: set[int], ends: frozenset[int]) -> None:
    for end in sorted(given ^ ends):
        kind = "too many" if end in given else "missing"
        print(f"    {kind:8} {paragraph[max(0, end - 40) : end]} {MARK} {paragraph[end : end + 30].strip()}")


def _seconds(splitter: Splitter, paragraphs: Sequence[Gold]) -> float:
    began = time.perf_counter()
    for _ in range(ROUNDS):
        for paragraph, _ends in paragraphs:
            splitter(paragraph)
    return (time.perf_counter() - began) / ROUNDS / len(paragraphs)


def main() -> None:
    """Prints a line for each splitter that can be had."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted(DATA.glob("*.txt")))
    parser.add_argument("--show", action="store_true", help="the faults of ours")
    options = parser.parse_args()
    for file in options.files:
        paragraphs = list(gold(file))
        print(
            f"{file.name}: {len(paragraphs)} paragraphs, {sum(len(g.ends) for g in paragraphs)} inner bounds"
        )
        for name, making in PEERS.items():
            try:
                splitter = making()
            except Exception as error:  # noqa: BLE001 - a peer that cannot be had is told of, and left out
                print(f"  {name:14} left out: {type(error).__name__}: {str(error).splitlines()[0][:80]}")
                continue
            outcome = judged(splitter, paragraphs, options.show and name == "ours")
            cost = _seconds(splitter, paragraphs) * 1000
            print(
                f"  {name:14} F1 {outcome.f1:.3f}  precision {outcome.right / max(1, outcome.found):.3f}"
                f"  recall {outcome.right / max(1, outcome.wanted):.3f}"
                f"  paragraphs whole {outcome.whole}/{len(paragraphs)}  {cost:.3f} ms a paragraph"
            )


if __name__ == "__main__":
    main()
