"""Bytes → text, or a plain word on why they are none."""

from __future__ import annotations

import codecs

__all__ = ["LIMIT", "NotTextError", "decoded"]

LIMIT = 20_000_000
"""Bytes of a file that holds one article; the longest newspaper article known to us has half a million."""

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PICTURES_AND_SUCH = {
    b"%PDF": "a PDF; save it with the ending .pdf",
    b"\x89PNG": "a picture; save the page as text or HTML",
    b"\xff\xd8\xff": "a picture; save the page as text or HTML",
    b"GIF8": "a picture; save the page as text or HTML",
    b"PK\x03\x04": "a zip archive or an office document; save it as text",
    b"\x1f\x8b": "a compressed file; unpack it first",
}


class NotTextError(ValueError):
    """The bytes are no text; the message says what they seem to be and what to do."""


def decoded(data: bytes, *, limit: int = LIMIT) -> str:
    """The text, line ends made line feeds. Raises NotTextError for empty, huge, binary or unknown bytes.

    UTF-8 is expected; UTF-16 and UTF-32 where a byte order mark says so; Windows-1252 where the bytes
    are no UTF-8 and read as Western European text.
    """
    if not data.strip():
        raise NotTextError("is empty; delete it or fill it")
    if len(data) > limit:
        raise NotTextError(
            f"is too large ({len(data) // 1_000_000} MB, {limit // 1_000_000} MB are allowed); split it"
        )
    for magic, what in PICTURES_AND_SUCH.items():
        if data.startswith(magic):
            raise NotTextError(f"is {what}")
    text = _text(data)
    if not text.strip("\ufeff \t\r\n"):
        raise NotTextError("is empty; delete it or fill it")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _text(data: bytes) -> str:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding)
    if b"\x00" in data:
        raise NotTextError("is no text (it holds NUL bytes); save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _western(data, error)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotTextError(
            f"is damaged {encoding.removesuffix('-sig').upper()} (byte {error.start}); save it again as UTF-8"
        ) from error


def _western(data: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1252, when the bytes beyond ASCII are few and stand for letters and typographic signs."""
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        raise NotTextError(f"is no UTF-8 (byte {error.start}); save it as UTF-8") from error
    strange = [c for c in text if ord(c) > 127]
    plausible = sum(c.isalpha() or c in "‘’“”–—…•·€£§©®°´\xa0«»" for c in strange)
    controls = sum(ord(c) < 32 and c not in "\t\n\r\f" for c in text)
    if controls or len(strange) > len(text) * 0.2 or plausible < len(strange) * 0.9:
        raise NotTextError(f"is no UTF-8 (byte {error.start}); save it as UTF-8")
    return text
