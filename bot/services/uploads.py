"""A file that somebody sends in → the articles in it, within bounds, and what could not be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from bot import messages as m
from knowledge.errors import ReadingError
from knowledge.ingest.formats import COMPANIONS
from knowledge.model import Article

__all__ = ["Incoming", "incoming"]

_UNPACKED: Final = 10  # times the size that one file may have, over all files of a zip


class Incoming(NamedTuple):
    """What was read, and one line for each thing that was not."""

    articles: tuple[Article, ...]
    problems: tuple[str, ...]


def incoming(name: str, content: bytes, *, most: int, megabytes: int) -> Incoming:
    """The articles of a file or a zip of files; at most ``most``, of files up to ``megabytes`` each."""
    articles: list[Article] = []
    problems: list[str] = []
    for inner, data in _files(name, content, megabytes << 20, problems):
        if len(articles) >= most:
            problems.append(m.IN_TOO_MANY.format(most))
            break
        try:
            articles += _read(inner, data, problems)
        except ReadingError as error:
            problems.append(f"{inner}: {error.why}")
    return Incoming(tuple(articles[:most]), tuple(problems))


def _files(name: str, content: bytes, limit: int, problems: list[str]) -> Iterator[tuple[str, bytes]]:
    if not name.casefold().endswith(".zip"):
        yield PurePosixPath(name.replace("\\", "/")).name, content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            left = limit * _UNPACKED
            for entry in archive.infolist():
                inner = PurePosixPath(entry.filename.replace("\\", "/")).name
                if entry.is_dir() or _is_no_page(inner):
                    continue
                if entry.file_size > min(limit, left) or entry.flag_bits & 1:
                    problems.append(m.IN_TOO_LARGE.format(inner))
                    continue
                with archive.open(entry) as packed:
                    data = packed.read(min(limit, left) + 1)  # the size in the table may be a lie
                left -= len(data)
                if left < 0 or len(data) > limit:
                    problems.append(m.IN_TOO_LARGE.format(inner))
                    return
                yield inner, data
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        problems.append(f"{name}: {m.IN_BROKEN_ZIP} ({error})")


def _is_no_page(name: str) -> bool:
    """Hidden files, and pictures and the like that lie beside a saved page."""
    return not name or name.startswith(".") or PurePosixPath(name).suffix.casefold() in COMPANIONS


def _read(name: str, data: bytes, problems: list[str]) -> tuple[Article, ...]:
    from knowledge.ingest.files import read_bytes

    found = read_bytes(name, data)
    problems += [f"{name}: {problem.why}" for problem in found.problems]
    return tuple(article for article in found.articles if article.paragraphs)
