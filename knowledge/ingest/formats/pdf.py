"""A PDF → its article: lines by PDFium in a process of its own, their order by ``layout``."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from knowledge.ingest.body import page_of
from knowledge.ingest.encoding import tidied
from knowledge.ingest.layout import Line, Sheet, laid
from knowledge.ingest.page import Given, NoArticleError, Page

__all__ = ["read", "sheets"]

SECONDS = 120
"""After which a file that PDFium cannot get through is given up."""
_WORKER = Path(__file__).with_name("pdf_worker.py")
_LIGATURES = {
    ord(mark): letters
    for mark, letters in zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "ft", "st"), strict=True)
}
"""In a PDF they are the font's choice, not the writer's."""


def read(data: bytes, given: Given) -> Iterator[Page]:
    """The article of a document. Raises NoArticleError for a damaged, locked, scanned or enormous one."""
    pages = sheets(data)
    if not any(sheet.lines for sheet in pages):
        raise NoArticleError("holds pictures of pages but no text; save the article as text")
    found = laid(pages)
    page = page_of(found.paragraphs, title=given.title or found.title, headings=False)
    yield replace(page, left_out=[*found.left_out, *page.left_out])


def sheets(data: bytes) -> list[Sheet]:
    """The lines of each page. Raises NoArticleError, saying what is wrong with the file."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing of the file in its arguments
            [sys.executable, "-I", str(_WORKER)],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NoArticleError(
            f"is a PDF that cannot be read within {SECONDS} seconds; print it anew"
        ) from error
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1] if done.returncode == 1 else ""
        raise NoArticleError(told or "is a damaged PDF; save it again")
    return [
        Sheet(page["width"], page["height"], [_line(line) for line in page["lines"]])
        for page in json.loads(done.stdout)
    ]


def _line(given: list[object]) -> Line:
    text, *box = given
    parts = (
        str(text).translate(_LIGATURES).split("\u00ad")
    )  # our mark of a divided word, which tidying would take
    return Line("\u00ad".join(tidied(part) for part in parts).strip(), *map(float, box))  # type: ignore[arg-type]
