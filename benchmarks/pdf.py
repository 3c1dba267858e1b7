"""Readers of PDF on invented news in four layouts: whose text holds the sentences whole and in order.

``python -m benchmarks.pdf [--articles N] [--show]``: documents are set here, in one or two columns (the
columns of a page written one after the other, or line beside line as many programs export them), with running
heads, page numbers, divided words and, in one layout, a title over both columns. Ours is PDFium with
``ingest.layout``; beside it bare PDFium, and pdfplumber and pypdf where they are installed (the extra
``benchmarks``). ``furniture`` counts running heads and page numbers that came through.
"""

from __future__ import annotations

import argparse
import io
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from fpdf import FPDF

from benchmarks.invented import shelves
from knowledge.ingest.files import read_bytes
from knowledge.model import Article
from knowledge.text.sentences import split

HEAD = "HARBOUR AND HINTERLAND WEEKLY"
SIZE, STEP = 10.0, 5.0
"""Font size in points, and millimetres from line to line."""
LINES = 26
"""On a page."""

Reader = Callable[[bytes], str]


class Layout(NamedTuple):
    """How a document is set."""

    name: str
    columns: int
    width: int
    """Characters in a line."""
    beside: bool
    """Whether lines of two columns that stand beside each other are written one after the other."""
    title: bool


LAYOUTS = (
    Layout("one column", 1, 88, beside=False, title=True),
    Layout("two columns", 2, 42, beside=False, title=False),
    Layout("two columns, line by line", 2, 42, beside=True, title=False),
    Layout("two columns under a title", 2, 42, beside=True, title=True),
)


def document(article: Article, layout: Layout) -> bytes:
    """The article as a PDF; the first line of each paragraph is moved in."""
    lines: list[tuple[str, bool]] = []
    for start, end in article.paragraphs:
        lines += _lines(article.text[start:end], layout.width)
    pdf = FPDF()
    pdf.set_auto_page_break(auto=False)
    top = 5 if layout.title else 0
    number = 0
    while lines:
        number += 1
        fits = LINES - (top if number == 1 else 0)
        columns = [lines[n * fits : (n + 1) * fits] for n in range(layout.columns)]
        lines = lines[layout.columns * fits :]
        _page(pdf, number, columns, layout, article.source.title if top and number == 1 else None)
    return bytes(pdf.output())


def _lines(paragraph: str, width: int) -> Iterator[tuple[str, bool]]:
    """Wrapped, every long word at the end of a line divided; and whether the line is a paragraph's first."""
    wrapped = textwrap.wrap(paragraph, width, break_on_hyphens=False)
    for n in range(len(wrapped) - 1):
        line = wrapped[n]
        first, _, rest = wrapped[n + 1].partition(" ")
        room = width - len(line) - 2
        if first.isalpha() and len(first) >= 9 and 4 <= room <= len(first) - 4:
            line, wrapped[n + 1] = f"{line} {first[:room]}-", f"{first[room:]} {rest}".strip()
        yield line, n == 0
    yield wrapped[-1], len(wrapped) == 1


def _page(
    pdf: FPDF,
    number: int,
    columns: Sequence[Sequence[tuple[str, bool]]],
    layout: Layout,
    title: str | None,
) -> None:
    pdf.add_page()
    pdf.set_font("helvetica", size=8)
    pdf.text(20, 10, HEAD)
    pdf.text(180, 290, str(number))
    top = 25.0
    if title is not None:
        pdf.set_font("helvetica", size=20)
        pdf.text(20, top, title[:48])
        top += 25
    pdf.set_font("helvetica", size=SIZE)
    for column, n, (line, first) in _written(columns, beside=layout.beside):
        pdf.text(20 + column * 88 + (4 if first else 0), top + n * STEP, line)


def _written(
    columns: Sequence[Sequence[tuple[str, bool]]], *, beside: bool
) -> Iterator[tuple[int, int, tuple[str, bool]]]:
    """Column, row and line in the order of writing."""
    if not beside:
        yield from ((c, n, line) for c, column in enumerate(columns) for n, line in enumerate(column))
        return
    for n, row in enumerate(zip_longest(*columns)):
        yield from ((c, n, line) for c, line in enumerate(row) if line is not None)


def _ours(data: bytes) -> str:
    return "\n".join(article.text for article in read_bytes("a.pdf", data).articles)


def _pdfium(data: bytes) -> str:
    import pypdfium2

    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def _pdfplumber(data: bytes) -> str:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as opened:
        return "\n".join(page.extract_text() for page in opened.pages)


def _pypdf(data: bytes) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


READERS: dict[str, Reader] = {"ours": _ours, "PDFium": _pdfium, "pdfplumber": _pdfplumber, "pypdf": _pypdf}


def _joined(text: str) -> str:
    """In one line, with divided words made whole wherever a line ends in a hyphen: as kind as can be."""
    return " ".join(text.replace("\ufffe", "-").replace("-\r\n", "").replace("-\n", "").split())


def _measured(reader: Reader, documents: Sequence[tuple[Article, bytes]], *, show: bool) -> str:
    whole = sentences = furniture = refused = 0
    began = time.perf_counter()
    texts = []
    for _, data in documents:
        try:
            texts.append(_joined(reader(data)))
        except ValueError:
            texts.append("")
            refused += 1
    seconds = time.perf_counter() - began
    for (article, _), text in zip(documents, texts, strict=True):
        furniture += text.count(HEAD)
        for start, end in article.paragraphs:
            paragraph = article.text[start:end]
            for span in split(paragraph):
                sentences += 1
                sentence = _joined(paragraph[span.start : span.end])
                whole += sentence in text
                if show and sentence not in text:
                    print("     lost:", sentence[:100])
    return (
        f"sentences whole {whole}/{sentences}  furniture {furniture}  refused {refused}"
        f"  {seconds / len(documents) * 1000:.0f} ms a document"
    )


def main() -> None:
    """Prints a line for each reader and layout."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--show", action="store_true", help="the sentences that ours loses")
    options = parser.parse_args()
    articles = [article for shelf in shelves() for article in shelf.articles][: options.articles]
    for layout in LAYOUTS:
        documents = [(article, document(_plain(article), layout)) for article in articles]
        print(f"{layout.name}: {len(documents)} documents")
        for name, reader in READERS.items():
            try:
                told = _measured(reader, documents, show=options.show and name == "ours")
            except ImportError as error:
                told = f"left out: {error}"
            print(f"  {name:12} {told}", flush=True)


def _plain(article: Article) -> Article:
    """Without letters that the built-in fonts of PDF do not have."""
    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    kept = [text.encode("latin-1", "replace").decode("latin-1") for text in paragraphs]
    return Article.of(article.source, kept)


if __name__ == "__main__":
    main()
