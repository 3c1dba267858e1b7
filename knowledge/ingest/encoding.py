"""Bytes → text, by the WHATWG Encoding Standard, or a plain word on why they are none."""

from __future__ import annotations

import codecs
import re
import unicodedata

__all__ = ["LIMIT", "NotTextError", "decoded", "decoded_page", "tidied"]

LIMIT = 20_000_000
"""Bytes of a file that holds one article; the longest newspaper article known to us has half a million."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LABEL = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE
)
_PRESCAN = 4096
"""Bytes in which a page may name its encoding; the standard says 1024, pages are less strict."""
_SIGNATURES = {
    b"\x89PNG": "a picture; save the page as text or HTML",
    b"\xff\xd8\xff": "a picture; save the page as text or HTML",
    b"GIF8": "a picture; save the page as text or HTML",
    b"PK\x03\x04": "a zip archive or an office document; save it as text",
    b"\xd0\xcf\x11\xe0": "an office document; save it as text",
    b"{\\rtf": "rich text (RTF); save it as plain text",
    b"bplist00": "a web archive of Safari; save the page as HTML",
    b"\x1f\x8b": "a compressed file; unpack it first",
}
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]")
"""Soft hyphen, zero-width space, word joiner and byte order mark: they are not seen and belong to no word."""
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class NotTextError(ValueError):
    """The bytes are no text; the message says what they seem to be and what to do."""


def decoded(data: bytes, *, limit: int = LIMIT) -> str:
    """The text, tidied. Raises NotTextError for empty, huge, binary or unreadable bytes.

    A byte order mark comes first, then valid UTF-8, then what the bytes look like.
    """
    return tidied(_text(data, None, limit))


def decoded_page(data: bytes, label: str | None = None) -> str:
    """The same for HTML and XML, which may name their encoding; ``label`` is one named elsewhere."""
    found = _LABEL.search(data[:_PRESCAN])
    named = label or (found[1].decode("ascii", "replace") if found else None)
    return tidied(_text(data, named, LIMIT))


def tidied(text: str) -> str:
    """The same to a reader's eye: line ends as line feeds, accents composed, nothing that is not seen.

    Ligatures and full-width letters are seen, and stay. Marks of direction stay where something is written
    from right to left.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", text)
    if not _RIGHT_TO_LEFT.search(text):
        text = _DIRECTION.sub("", text)
    return unicodedata.normalize("NFC", text)


def _text(data: bytes, label: str | None, limit: int) -> str:
    if not data.strip():
        raise NotTextError("is empty; delete it or fill it")
    if len(data) > limit:
        raise NotTextError(
            f"is too large ({len(data) // 1_000_000} MB, {limit // 1_000_000} MB are allowed); split it"
        )
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise NotTextError(f"is {what}")
    text = _marked(data) or _unmarked(data, label)
    if not text.strip("\ufeff \t\r\n"):
        raise NotTextError("is empty; delete it or fill it")
    return text


def _marked(data: bytes) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                name = encoding.removesuffix("-le").removesuffix("-be").upper()
                told = f"is damaged {name} (byte {error.start}); save it again as UTF-8"
                raise NotTextError(told) from error
    return None


def _unmarked(data: bytes, label: str | None) -> str:
    if b"\x00" in data:
        raise NotTextError("is no text (it holds NUL bytes); save it as UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _almost_utf8(data) or _labelled(data, label) or _guessed(data, error)


def _almost_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bytes of Windows-1252 in it, as a page pasted together from two sources has them."""
    text = data.decode("utf-8", "surrogateescape")
    stray = [c for c in text if "\udc80" <= c <= "\udcff"]
    if len(stray) * 4 > sum(c > "\x7f" for c in text):
        return None
    mended = {ord(c): bytes([ord(c) - 0xDC00]).decode("windows-1252", "replace") for c in set(stray)}
    return text.translate(mended)


def _labelled(data: bytes, label: str | None) -> str | None:
    """By the label as browsers take it: "iso-8859-1" and "ascii" mean windows-1252."""
    import webencodings

    encoding = webencodings.lookup(label) if label else None
    if encoding is None or encoding.name.startswith(("utf-", "replacement")):
        return None
    text: str = encoding.codec_info.decode(data, "replace")[0]
    return text


def _guessed(data: bytes, error: UnicodeDecodeError) -> str:
    """Windows-1252 where that gives letters and typographic signs, else the likeliest encoding of all."""
    text = data.decode("windows-1252", "replace")
    strange = [c for c in text if c > "\x7f"]
    plausible = sum(c.isalpha() or c in "‘’“”–—…•·€£§©®°´\xa0«»" for c in strange)
    controls = sum(c < " " and c not in "\t\n\r\f" for c in text)
    if not controls and len(strange) <= len(text) * 0.2 and plausible >= len(strange) * 0.9:
        return text
    from charset_normalizer import from_bytes

    best = None if controls else from_bytes(data).best()
    if best is None or (best.multi_byte_usage > 0 and best.percent_coherence == 0):
        # Nearly any bytes read as Chinese or Korean letters: without a word of the language it is no guess.
        raise NotTextError(f"is no UTF-8 (byte {error.start}); save it as UTF-8") from error
    return str(best)
