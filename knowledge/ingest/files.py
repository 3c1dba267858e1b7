"""A file → its articles: read by its form, the catalogue above the page, and what is left out told."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from knowledge.errors import ReadingError
from knowledge.ingest import formats
from knowledge.ingest.catalogue import CatalogueRow
from knowledge.ingest.discovery import Found, discover
from knowledge.ingest.encoding import LIMIT
from knowledge.ingest.inference import inferred
from knowledge.ingest.page import Given, LeftOut, NoArticleError, Page, PublicationDay
from knowledge.model import Article, Source

__all__ = ["Found", "Reading", "article_of", "discover", "read", "read_bytes"]

ARCHIVE_LIMIT = 2_000_000_000
"""Bytes of an archive of articles."""
_LONGEST_NAME = 300
"""Characters of a title or a publisher."""


class Reading(NamedTuple):
    """The articles of a file, what of it could not be read, and what of each page is no part of them."""

    articles: tuple[Article, ...]
    problems: tuple[ReadingError, ...] = ()
    left_out: Mapping[str, tuple[LeftOut, ...]] = MappingProxyType({})
    """By the article's id."""


def read(path: Path, *, catalogue: CatalogueRow | None = None, identity: str | None = None) -> Reading:
    """Reads one file; ``identity`` is its article's id, else the file name; ``catalogue`` wins over the page.

    Raises ReadingError, naming the file and the remedy, when there is no article in it at all.
    """
    try:
        if not path.is_file():
            raise ReadingError(path, "is no file" if path.exists() else "there is no such file")
        limit = ARCHIVE_LIMIT if formats.is_archive(path.name) else LIMIT
        if path.stat().st_size > limit:
            raise ReadingError(path, f"is too large ({limit // 1_000_000} MB are allowed); split it")
        data = path.read_bytes()
    except OSError as error:
        raise ReadingError(path, f"cannot be opened ({error.strerror}); check its permissions") from error
    return read_bytes(path, data, catalogue=catalogue, identity=identity)


def read_bytes(
    path: Path | str, data: bytes, *, catalogue: CatalogueRow | None = None, identity: str | None = None
) -> Reading:
    """The same for what is already in memory; ``path`` gives name and form. Raises ReadingError."""
    name, row = Path(path).name, catalogue or {}
    articles: list[Article] = []
    problems: list[ReadingError] = []
    left_out: dict[str, tuple[LeftOut, ...]] = {}
    try:
        for page in formats.pages(data, Given(name, row.get("title"))):
            if isinstance(page, str):
                problems.append(ReadingError(path, page))
                continue
            article = article_of(page, identity or name, row)
            if article.source.id in left_out:
                problems.append(_twice(path, article.source.id))
                continue
            articles.append(article)
            left_out[article.source.id] = tuple(page.left_out)
    except ValueError as error:
        raise ReadingError(path, str(error)) from error
    if not articles:
        raise problems[0] if problems else ReadingError(path, "holds no article")
    return Reading(tuple(articles), tuple(problems), MappingProxyType(left_out))


def _twice(path: Path | str, identity: str) -> ReadingError:
    return ReadingError(path, f'the id "{identity}" stands twice; ids tell articles apart')


def _short(name: str) -> str:
    """A title or a publisher that goes on for longer is none."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"


def article_of(page: Page, identity: str, row: CatalogueRow) -> Article:
    """The article of a page, with what the catalogue says of the file in place of what the page says."""
    paragraphs = [paragraph for paragraph in page.paragraphs if paragraph.strip()]
    if not paragraphs:
        raise NoArticleError("no article was found in it; paragraphs of text are wanted")
    name = (page.name or identity) + (f"/{page.part}" if page.part else "")
    title = row.get("title") or page.title or " ".join(paragraphs[0].split()[:12])
    said = {
        field: value
        for field in ("deck", "author", "publisher", "url", "kind", "original")
        if (value := getattr(page, field, None))
    }
    fields: dict[str, Any] = {**said, **row, "title": title, "left_out": len(page.left_out)}
    fields |= {name: _short(fields[name]) for name in ("title", "publisher") if fields.get(name)}
    fields |= _dated(page.day, row, "\n\n".join(paragraphs), name)
    return Article.of(Source(id=name, **fields), paragraphs)


def _dated(day: PublicationDay, row: CatalogueRow, text: str, name: str) -> dict[str, Any]:
    """The day's three fields: from the catalogue, the page, its name or its text, whichever comes first."""
    if "published" in row:
        reason = row.get("published_reason", "given by the catalogue")
        basis = row.get("published_basis", "catalogue")
        return {"published": row["published"], "published_basis": basis, "published_reason": reason}
    if day.day is None and (found := inferred(text, name=name)):
        day = PublicationDay(found.day, "inferred", found.note)
    return {"published": day.day, "published_basis": day.basis, "published_reason": day.reason}
