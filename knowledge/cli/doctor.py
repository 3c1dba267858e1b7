"""The installation, settings, index and sources, looked at one by one: what is fine, what to mend and how."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from knowledge.comprehension.opening import open_reader
from knowledge.embedding import opening
from knowledge.errors import DatelineError, EncoderError, ReaderError
from knowledge.library import Library
from knowledge.model import Freshness
from knowledge.settings import Settings

__all__ = ["Finding", "findings"]

LIBRARIES = ("discord.py", "matplotlib", "pydantic", "rapidfuzz", "sentencex", "tantivy", "trafilatura")


class Finding(NamedTuple):
    """One thing looked at; when it is not fine, ``what`` names the remedy."""

    fine: bool
    what: str


def findings(settings: Settings) -> Iterator[Finding]:
    """Every finding in turn; never raises for what is merely amiss."""
    yield Finding(sys.version_info >= (3, 11), f"Python {sys.version.split()[0]} (3.11 or newer is needed)")
    for library in LIBRARIES:
        yield _installed(library)
    yield _meaning(settings)
    if settings.database_url is not None:
        yield from _database(settings.database_url.get_secret_value())
    yield from _library(settings)


def _installed(name: str) -> Finding:
    try:
        return Finding(True, f"{name} {version(name)}")
    except PackageNotFoundError:
        return Finding(False, f"{name} is not installed: run `make run`, or pip install .")


def _meaning(settings: Settings) -> Finding:
    if settings.meaning == "off":
        return Finding(True, "meaning: off by DATELINE_MEANING; answers go by the letters alone")
    absent = opening.missing(settings.encoder)
    if absent and settings.encoder is None:
        return Finding(
            True,
            f"meaning: not installed ({', '.join(absent)}); answers go by the letters alone. To add it: "
            f"{opening.REMEDY}",
        )
    try:
        opening.open_encoder(settings.encoder)
        reader = open_reader()
    except (EncoderError, ReaderError) as error:
        return Finding(False, f"meaning: {error}")
    beside = "" if reader is None else f", and so is the reader ({reader.name})"
    return Finding(True, f"meaning: the sentence encoder is installed and sound{beside}")


def _database(url: str) -> Iterator[Finding]:
    """Whether the database can be read and written, with tables that this program knows, over a safe line."""
    from knowledge.storage.postgres.database import EVERYTHING, Database
    from knowledge.storage.postgres.migrations import VERSION, version_of

    try:
        database = Database(url, patience=2)
    except DatelineError as error:
        yield Finding(False, str(error))
        return
    try:
        version = version_of(database)
        yield Finding(
            version == VERSION, f"database: {database.where}, tables of version {version} ({VERSION})"
        )
        yield Finding(database.is_private, f"database: {database.line}")
        with database.writing(EVERYTHING):
            yield Finding(True, "database: takes changes")
    except DatelineError as error:
        yield Finding(False, f"database: {error}")
    finally:
        database.close()


def _freshness(fresh: Freshness, library: str) -> Finding:
    late = "as far as is known" if fresh.seconds is None else f"{fresh.seconds:.1f} s"
    where = f"the copy of the library {library!r} holds {fresh.generation} changes"
    if not fresh.behind and fresh.seconds == 0:
        return Finding(True, f"{where}, and is level with the database")
    return Finding(False, f"{where}, {fresh.behind} behind ({late}); it catches up by itself")


def _library(settings: Settings) -> Iterator[Finding]:
    try:
        with Library.open(settings) as library:
            if (fresh := library.freshness()) is not None:
                yield _freshness(fresh, settings.library)
            sources = library.sources()
            remedy = "" if sources else "; name a folder of articles in --sources or DATELINE_SOURCES"
            yield Finding(bool(sources), f"{len(sources)} articles indexed{remedy}")
            undated = [source.id for source in sources if source.published is None]
            if undated:
                listed = ", ".join(undated[:5]) + (" …" if len(undated) > 5 else "")
                yield Finding(True, f"{len(undated)} without a date ({listed}); sources.toml may give one")
            for problem in library.problems:
                yield Finding(False, problem)
    except DatelineError as error:
        yield Finding(False, str(error))
