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


def _library(settings: Settings) -> Iterator[Finding]:
    try:
        with Library.open(settings) as library:
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
