"""A file → its articles: the format by its ending, the masthead by the page, the catalogue above all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.errors import ReadingError
from knowledge.ingest.archive import read_archive
from knowledge.ingest.catalogue import CatalogueRow, checked
from knowledge.ingest.decoding import LIMIT, NotTextError, decoded
from knowledge.ingest.discovery import Found, discover
from knowledge.ingest.inference import inferred
from knowledge.ingest.masthead import Masthead
from knowledge.ingest.page import body, read_page
from knowledge.model import Article, Source

__all__ = ["Found", "Reading", "discover", "read", "read_bytes"]

ARCHIVE_LIMIT = 2_000_000_000
"""Bytes of a JSON Lines archive."""


class Reading(NamedTuple):
    """The articles of a file, and what of it could not be read."""

    articles: tuple[Article, ...]
    problems: tuple[ReadingError, ...] = ()


def read(path: Path, *, catalogue: CatalogueRow | None = None, identity: str | None = None) -> Reading:
    """Reads one file; ``identity`` is its article's id, else the file name; ``catalogue`` wins over the page.

    Raises ReadingError, naming the file and the remedy, when there is no article in it at all.
    """
    try:
        if not path.is_file():
            raise ReadingError(path, "is no file" if path.exists() else "there is no such file")
        limit = ARCHIVE_LIMIT if _is_archive(path) else LIMIT
        if path.stat().st_size > limit:
            raise ReadingError(path, f"is too large ({limit // 1_000_000} MB are allowed); split it")
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(path, f"cannot be opened ({error.strerror}); check its permissions") from error
    return read_bytes(path, data, catalogue=catalogue, identity=identity)


def read_bytes(
    path: Path | str, data: bytes, *, catalogue: CatalogueRow | None = None, identity: str | None = None
) -> Reading:
    """The same for what is already in memory; ``path`` gives name and format. Raises ReadingError."""
    path = Path(path)
    identity = identity or path.name
    row = catalogue or {}
    try:
        if _is_archive(path):
            return _archive(path, decoded(data, limit=ARCHIVE_LIMIT))
        suffix = path.suffix.lower()
        if suffix == ".pdf":
            from knowledge.ingest.pdf import pdf_text

            fields, paragraphs = _plain(pdf_text(data))
        elif suffix in (".html", ".htm", ".xhtml"):
            fields, paragraphs = _html(data)
        elif suffix in (".md", ".markdown"):
            fields, paragraphs = _markdown(decoded(data))
        else:
            fields, paragraphs = _plain(decoded(data))
        return Reading((_article(identity, fields, row, paragraphs),))
    except (NotTextError, ValueError) as error:
        raise ReadingError(path, str(error)) from error


def _is_archive(path: Path) -> bool:
    return path.suffix.lower() in (".jsonl", ".ndjson")


def _archive(path: Path, text: str) -> Reading:
    found = list(read_archive(path, text))
    articles = tuple(one for one in found if isinstance(one, Article))
    problems = tuple(one for one in found if isinstance(one, ReadingError))
    if not articles and problems:
        raise problems[0]
    return Reading(articles, problems)


def _plain(text: str) -> tuple[dict[str, Any], list[str]]:
    page = read_page(text)
    return _printed(page.head), page.paragraphs


def _printed(head: Masthead) -> dict[str, Any]:
    """The fields that a masthead prints."""
    return {name: value for name, value in head._asdict().items() if name != "body"}


def _markdown(text: str) -> tuple[dict[str, Any], list[str]]:
    from knowledge.ingest.markdown import read_markdown

    page = read_markdown(text)
    fields = {"title": page.title, **checked(page.fields, strict=False)}
    if page.fields:
        if "published" in fields:
            fields.setdefault("published_basis", "declared")
        return fields, page.blocks  # whoever writes front matter has already left out the furniture
    head = read_page("\n".join([page.title or "", *page.blocks[:6]])).head
    below = page.blocks[max(0, head.body - bool(page.title)) :]
    return {**_printed(head), **{k: v for k, v in fields.items() if v}}, body(below, head)


def _html(data: bytes) -> tuple[dict[str, Any], list[str]]:
    from knowledge.ingest.html import declared_encoding, read_html

    encoding = declared_encoding(data)
    try:
        text = data.decode(encoding) if encoding else decoded(data)
    except (LookupError, UnicodeDecodeError):
        text = decoded(data)
    page = read_html(text)
    basis = "declared" if page.published else None
    return {**page._asdict(), "published_basis": basis, "paragraphs": None}, page.paragraphs


def _article(identity: str, fields: Mapping[str, Any], row: CatalogueRow, paragraphs: list[str]) -> Article:
    if not paragraphs:
        raise ValueError("no article was found in it; a title and paragraphs of text are wanted")
    known = {k: v for k, v in fields.items() if v is not None and k in Source.model_fields}
    if "published" in known:
        known.setdefault("published_basis", "printed")
    merged = {**known, **row}
    if "published" in row and "published_basis" not in row:
        merged["published_basis"] = "catalogue"
    if "published" not in merged:
        merged |= _dated("\n\n".join(paragraphs), identity, merged.get("url"))
    title = merged.pop("title", None) or " ".join(paragraphs[0].split()[:12])
    return Article.of(Source(id=identity, title=title, **merged), paragraphs)


def _dated(text: str, identity: str, url: str | None) -> dict[str, Any]:
    """The fields of an inferred publication day; none when nothing tells it."""
    found = inferred(text, name=identity, url=url)
    if found is None:
        return {}
    return {"published": found.day, "published_basis": "inferred", "published_reason": found.note}
