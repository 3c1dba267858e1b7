"""A module for each form in which articles may lie in a file; its ``read(data, given)`` gives pages.

To add a form, write its module and name its endings here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType

from knowledge.ingest.page import Given, NoArticleError, Page

__all__ = ["COMPANIONS", "ENDINGS", "Problem", "is_archive", "pages", "remedy"]

Problem = str
"""What of a file that holds many articles cannot be read, with its place."""

_BY_ENDING = {
    "text": ".txt .text",
    "markdown": ".md .markdown",
    "html": ".html .htm .xhtml",
    "mhtml": ".mht .mhtml",
    "mail": ".eml",
    "pdf": ".pdf",
    "archives": ".jsonl .ndjson .json",
    "feeds": ".rss .atom .xml .rdf",
}
ENDINGS: Mapping[str, str] = MappingProxyType(
    {ending: module for module, endings in _BY_ENDING.items() for ending in endings.split()}
)
"""The module for each ending."""

COMPANIONS = frozenset(
    """.avif .bmp .css .eot .gif .ico .jpeg .jpg .js .lock .map .mjs .mp3 .mp4 .otf .png .svg .toml .ttf
    .wasm .wav .webm .webp .woff .woff2""".split()
)
"""Endings of what lies beside saved pages and holds no text; nobody is told of it."""

_SIGNS = (
    (re.compile(rb"\s*%PDF-"), "pdf"),
    (
        re.compile(
            rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related", re.IGNORECASE
        ),
        "mhtml",
    ),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?(?:(?:from|to|date|subject|sender|message-id|reply-to): [^\n]+\n){3}",
            re.IGNORECASE,
        ),
        "mail",
    ),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*|<\?[^>]*\?>\s*)*<(?:rss|feed|rdf:RDF)[\s>]",
            re.DOTALL,
        ),
        "feeds",
    ),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)[\s>]", re.IGNORECASE), "html"),
)
"""By what a file begins with, whatever it is called."""

_REMEDIES = {
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".pages"), "a document of a word processor"),
    ".epub": "a book",
    ".msg": "a mail",
    ".webarchive": "a web archive of Safari",
    ".warc": "a web archive",
    ".wacz": "a web archive",
    **dict.fromkeys((".zip", ".gz", ".7z", ".tar", ".rar"), "packed"),
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".ods"), "a table"),
}


def remedy(ending: str) -> str:
    """Why a file with this ending is not read, and what to do."""
    what = _REMEDIES.get(ending)
    if what == "packed":
        return f"is packed ({ending}); unpack it"
    if what == "a table":
        return f"is a table ({ending}); write an article a line as JSON Lines (.jsonl)"
    shown = f"is {what} ({ending})" if what else f"has an ending that is not read ({ending or 'none'})"
    return f"{shown}; save it as text (.txt), HTML (.html) or PDF"


def is_archive(name: str) -> bool:
    """Whether a file of this name may hold many articles, and so be large."""
    return ENDINGS.get(PurePath(name).suffix.lower()) == "archives"


def pages(data: bytes, given: Given) -> Iterator[Page | Problem]:
    """What a file holds. Raises ValueError, in words that follow the file's name, when it is none of ours."""
    module = _form(data, PurePath(given.name).suffix.lower())
    read: Callable[[bytes, Given], Iterator[Page | Problem]] = import_module(f"{__name__}.{module}").read
    yield from read(data, given)


def _form(data: bytes, ending: str) -> str:
    module = ENDINGS.get(ending)
    if module is None:
        raise NoArticleError(remedy(ending))
    if module == "archives":
        return module
    return next((form for sign, form in _SIGNS if sign.match(data[:4096])), module)
