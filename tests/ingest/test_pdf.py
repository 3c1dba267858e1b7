"""PDFs, made here: running heads go, sentences run over pages, divided words join."""

from __future__ import annotations

import pytest
from fpdf import FPDF

from knowledge.errors import ReadingError
from knowledge.ingest.files import read_bytes


def document(pages: list[list[str]]) -> bytes:
    pdf = FPDF()
    pdf.set_auto_page_break(auto=False)
    for number, lines in enumerate(pages, 1):
        pdf.add_page()
        pdf.set_font("helvetica", size=8)
        pdf.text(20, 10, "OSK COURIER")
        pdf.text(180, 290, f"Page {number} of {len(pages)}")
        for at, text in enumerate(lines):
            pdf.set_font("helvetica", size=18 if number == 1 and at == 0 else 11)
            pdf.text(20, 30 + 5 * at + (10 if at else 0), text)
    return bytes(pdf.output())


def test_a_sentence_runs_over_the_page_and_its_divided_words_join() -> None:
    first = [
        "Ferries sail again",
        "The crews of twelve ferries went back to work on Tues-",
        "day, and the owners of",
    ]
    second = ["the boats said that all of them would be paid for the nights."]
    reading = read_bytes("ferries.pdf", document([first, second]))
    (article,) = reading.articles
    assert article.source.title == "Ferries sail again"
    assert article.text == (
        "The crews of twelve ferries went back to work on Tuesday, and the owners of the boats said that all "
        "of them would be paid for the nights."
    )
    told = [left.rule for left in reading.left_out["ferries.pdf"]]
    assert told.count("running head") == told.count("page number") == 2


def test_a_pdf_without_text_says_so() -> None:
    pdf = FPDF()
    pdf.add_page()
    with pytest.raises(ReadingError, match="no text"):
        read_bytes("scan.pdf", bytes(pdf.output()))


@pytest.mark.parametrize("beside", [False, True], ids=["column by column", "line beside line"])
def test_columns_are_read_one_after_the_other_whatever_the_order_of_the_file(beside: bool) -> None:
    left = [
        "The crews of twelve ferries went",
        "back to work on Tuesday, and the",
        "owners of the boats said that",
    ]
    right = [
        "all of them would be paid for",
        "the nights. A second vote is to",
        "be held in the hall in June.",
    ]
    lines = [(20, n, text) for n, text in enumerate(left)] + [(110, n, text) for n, text in enumerate(right)]
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=11)
    for x, n, text in sorted(lines, key=lambda line: line[1]) if beside else lines:
        pdf.text(x, 40 + 5 * n, text)
    (article,) = read_bytes("columns.pdf", bytes(pdf.output())).articles
    assert article.text == " ".join([*left, *right])
