"""Times `find` over texts of doubling length: plain news and what could make a grammar of dates explode.

The ratio beside each time is to the text half as long: about 2 is linear.

Usage: python benchmarks/timex_growth.py
"""

from __future__ import annotations

import time
from datetime import date

from knowledge.temporal.timexes import find

NEWS = (
    "The harbour board said Monday that 1,200 dockers would vote next week on the offer made in March 2017. "
    "Traffic fell 4% in the third quarter from a year earlier, and two of the 2016 cranes stood idle since "
    "May 3. "
)
TEXTS = {
    "news": NEWS,
    "digits": "7",
    "four digits": "2017 ",
    "May": "May ",
    "May 3": "May 3 ",
    "quotes": '"',
    "spaces": " ",
    "line breaks": "\n",
    "dashes": "1998-",
    "and": "two and ",
    "the": "the ",
    "of the": "end of the ",
    "hours": "10:30 ",
    "digits with commas": "1,000,",
    "letters and digits": "a1",
    "one word": "a",
    "last": "last week ",
    "earlier": "two days earlier ",
    "year-earlier": "year-earlier ",
    "full stops": ". ",
    "apostrophes": "'08 ",
}
LENGTHS = tuple(12_500 * 2**n for n in range(5))


def main() -> None:
    """Prints one line a text: seconds at each length, with the ratio to the one before."""
    find(NEWS, published=date(2018, 2, 3))
    for name, piece in TEXTS.items():
        cells, before = [], 0.0
        for length in LENGTHS:
            text = (piece * (length // len(piece) + 1))[:length]
            started = time.perf_counter()
            find(text, published=date(2018, 2, 3))
            took = time.perf_counter() - started
            cells.append(f"{took * 1000:8.1f} ms" + (f" x{took / before:4.1f}" if before else "      "))
            before = took
        print(f"{name:20}" + "  ".join(cells))


if __name__ == "__main__":
    main()
