"""A PDF → its text, by pypdf; a scanned one holds none."""

from __future__ import annotations

import logging
from io import BytesIO

__all__ = ["pdf_text"]

PAGES = 200

# What it meets in a damaged file is for a log where one is kept; people are told by the error.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def pdf_text(data: bytes) -> str:
    """The text of all pages. Raises ValueError for a damaged, locked, scanned or enormous file."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError as error:
        raise ValueError("is a PDF; reading PDFs needs: pip install pypdf") from error
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise ValueError("is locked by a password; save it without")
        if len(reader.pages) > PAGES:
            raise ValueError(f"has {len(reader.pages)} pages, {PAGES} are allowed; split it")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
    except PyPdfError as error:
        raise ValueError(f"is a damaged PDF ({error}); save it again") from error
    if not text.strip():
        raise ValueError("holds pictures of pages but no text; save the article as text")
    return text
