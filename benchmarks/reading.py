"""Reading saved pages beside trafilatura alone: what ours costs on top, as a ratio in one run.

``python -m benchmarks.reading FOLDER [--pages N]``: the ``.html`` or ``.html.gz`` files of a folder are read
by both, each page by one right after the other, so that a busy machine slows both alike. trafilatura is asked
for text and metadata, as a program would that uses it alone; ours asks it for the place of the article only.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from knowledge.errors import ReadingError
from knowledge.ingest.files import read_bytes


def _pages(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.iterdir()):
        if path.name.endswith((".html", ".htm")):
            yield path.read_bytes()
        elif path.name.endswith(".html.gz"):
            yield gzip.decompress(path.read_bytes())


def _ours(data: bytes) -> None:
    with suppress(ReadingError):
        read_bytes("page.html", data)


def _theirs(data: bytes) -> None:
    from trafilatura import bare_extraction

    bare_extraction(data, with_metadata=True, include_comments=False)


def _seconds(reader: Callable[[bytes], None], data: bytes) -> float:
    began = time.process_time()
    reader(data)
    return time.process_time() - began


def main() -> None:
    """Prints processor time of both, in sum and by page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=10_000)
    options = parser.parse_args()
    pages = list(_pages(options.folder))[: options.pages]
    for reader in (_ours, _theirs):
        reader(pages[0])  # libraries load when used
    rows = [(_seconds(_ours, data), _seconds(_theirs, data)) for data in pages]
    ours, theirs = sum(row[0] for row in rows), sum(row[1] for row in rows)
    mean = [seconds / len(pages) * 1000 for seconds in (ours, theirs)]
    print(f"{len(pages)} pages: ours {mean[0]:.1f} ms, trafilatura {mean[1]:.1f} ms")
    print(f"ratio {ours / theirs:.2f} in sum, {median(a / b for a, b in rows if b):.2f} of a page (median)")


if __name__ == "__main__":
    main()
