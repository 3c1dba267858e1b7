"""A JSON Lines archive → its articles, one a line; a bad line is named and the others are read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import ReadingError
from knowledge.ingest.catalogue import checked
from knowledge.model import Article, Source

__all__ = ["read_archive"]

LINE_LIMIT = 20_000_000
"""Code points of one line."""


def read_archive(path: Path, text: str) -> Iterator[Article | ReadingError]:
    """Each line's article, or the error that names the line. A missing ``id`` is made of file and line."""
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            article = _article(line, f"{path.stem}-{number}")
            if article.source.id in seen:
                raise ValueError(f'the id "{article.source.id}" stands twice; ids tell articles apart')
            seen.add(article.source.id)
            yield article
        except ValueError as error:
            yield ReadingError(path, f"line {number}: {error}")


def _article(line: str, fallback: str) -> Article:
    if len(line) > LINE_LIMIT:
        raise ValueError(f"is too long ({len(line)} characters)")
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"is no JSON ({error})") from error
    if not isinstance(row, dict):
        raise ValueError("a JSON object is wanted")
    title = row.get("title")
    if not isinstance(title, str) or not title.strip():
        raise ValueError('"title" is missing or no text')
    paragraphs = _paragraphs(row)
    fields = checked(row)
    if "published" in fields:
        fields.setdefault("published_basis", "catalogue")
    identity = str(row.get("id") or fallback)
    return Article.of(Source(id=identity, **{**fields, "title": title.strip()}), paragraphs)


def _paragraphs(row: dict[str, Any]) -> list[str]:
    given = row.get("paragraphs")
    if given is None and isinstance(row.get("text"), str):
        given = re.split(r"\n\s*\n|\n(?=\S{1,200}\s)", row["text"].replace("\r\n", "\n"))
    if not isinstance(given, list) or not all(isinstance(p, str) for p in given):
        raise ValueError('"text" or "paragraphs" (a list of texts) is wanted')
    paragraphs = [p.strip() for p in given if p.strip()]
    if not paragraphs:
        raise ValueError("holds no text")
    return paragraphs
