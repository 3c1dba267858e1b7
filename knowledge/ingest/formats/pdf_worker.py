"""PDF on standard input → its lines as JSON on standard output, by PDFium.

A program of its own: PDFium is not safe between threads, and a damaged file may take the process with it.
It imports nothing of Dateline. What is wrong with a file is said on standard error, with exit code 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

PAGES = 200
GAP = 1.2
"""Font sizes of white space in a line from which two pieces stand there."""

Line = tuple[str, float, float, float, float, float]
"""Text, left, bottom, right, top, font size."""


def main() -> int:
    """Exit code 0, or 1 with a word on standard error."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
        if len(document) > PAGES:
            raise ValueError(f"has {len(document)} pages, {PAGES} are allowed; split it")
        pages = [page(document, number) for number in range(len(document))]
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error)
        told = (
            "is locked by a password; save it without"
            if locked
            else f"is a damaged PDF ({error}); save it again"
        )
        sys.stderr.write(told)
        return 1
    except ValueError as error:
        sys.stderr.write(str(error))
        return 1
    json.dump(pages, sys.stdout)
    return 0


def page(document: Any, number: int) -> dict[str, Any]:
    """Size and lines of a page, in the order of the file."""
    one = document[number]
    width, height = one.get_size()
    return {"width": width, "height": height, "lines": list(lines(one.get_textpage()))}


def lines(text: Any) -> Iterator[Line]:
    """Runs of characters that stand beside each other."""
    run: list[Line] = []
    for one in characters(text):
        letter, left, _, right, _, _ = one
        blank = letter.isspace()
        if run and (letter in "\r\n" or (not blank and is_apart(run[-1], one))):
            yield joined(run)
            run = []
        if letter in "\r\n" or (blank and not run):
            continue
        run.append((" ", *run[-1][1:]) if blank and left == right else one)
    if run:
        yield joined(run)


def characters(text: Any) -> Iterator[Line]:
    """Each character with the box of its font, not of its ink; a hyphen that divides a word is a soft one."""
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    for n in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, n)
        raw.FPDFText_GetLooseCharBox(text, n, box)
        divides = code in (0x02, 0xFFFE) or raw.FPDFText_IsHyphen(text, n) == 1
        letter = "\u00ad" if divides else chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else ""
        if letter:
            yield letter, box.left, box.bottom, box.right, box.top, raw.FPDFText_GetFontSize(text, n)


def is_apart(before: Line, after: Line) -> bool:
    """Whether a character stands on another line than the one before it, or beyond a gap."""
    overlap = min(before[4], after[4]) - max(before[2], after[2])
    lower = overlap < 0.3 * min(before[4] - before[2], after[4] - after[2])
    return lower or after[1] - before[3] > GAP * max(after[5], before[5]) or after[1] < before[1] - after[5]


def joined(run: list[Line]) -> Line:
    """A run as one line; its size is that of most of its letters."""
    text = "".join(one[0] for one in run)
    sizes = sorted(one[5] for one in run)
    return (
        text.strip(),
        min(one[1] for one in run),
        min(one[2] for one in run),
        max(one[3] for one in run),
        max(one[4] for one in run),
        round(sizes[len(sizes) // 2], 2),
    )


if __name__ == "__main__":
    sys.exit(main())
