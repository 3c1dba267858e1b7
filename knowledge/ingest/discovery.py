"""Folders and archives → the files to read, each with its id and its row of the catalogue."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import ReadingError
from knowledge.ingest.catalogue import CatalogueRow, load_catalogue
from knowledge.ingest.formats import COMPANIONS, ENDINGS, remedy

__all__ = ["Found", "discover", "is_empty"]


class Found(NamedTuple):
    """A file to read."""

    path: Path
    id: str
    """Its article's id; an archive's articles bring their own."""
    row: CatalogueRow


def discover(sources: Sequence[Path]) -> tuple[Found, ...]:
    """Every file of the sources in order, those too that will be refused: whoever reads them tells why.

    Hidden files, READMEs, and what lies beside saved pages (pictures, styles, scripts) are passed over. An id
    is the path within its folder; where two sources have the same, the later one's is qualified by its
    folder's name. Raises ReadingError for a source that does not exist or cannot be one, and for a bad
    catalogue.
    """
    found: list[Found] = []
    taken: set[str] = set()
    for source in sources:
        for path, name, row in _files(source):
            identity = name
            for qualifier in _qualifiers(source):
                if identity not in taken:
                    break
                identity = f"{qualifier}/{name}"
            taken.add(identity)
            found.append(Found(path, identity, row))
    return tuple(found)


def is_empty(source: Path) -> bool:
    """Whether it is a folder without any file that could be read."""
    return source.is_dir() and next(_walk(source), None) is None


def _qualifiers(source: Path) -> Iterator[str]:
    folder = source.absolute() if source.is_dir() else source.absolute().parent
    yield folder.name or "root"
    yield folder.as_posix().strip("/").replace("/", "-")
    number = 2
    while True:
        yield f"{folder.name}-{number}"
        number += 1


def _files(source: Path) -> Iterator[tuple[Path, str, CatalogueRow]]:
    if source.is_file():
        if source.suffix.lower() not in ENDINGS:
            raise ReadingError(source, remedy(source.suffix.lower()))
        catalogue = load_catalogue(source.parent)
        yield source, source.name, catalogue.get(source.name, {})
        return
    if source.exists() and not source.is_dir():
        raise ReadingError(source, "it is neither a file nor a folder; save the articles as a file")
    if not source.is_dir():
        raise ReadingError(
            source, "there is no such file or folder; name one that exists in --sources or DATELINE_SOURCES"
        )
    catalogue = load_catalogue(source)
    for path in _walk(source):
        name = path.relative_to(source).as_posix()
        yield path, name, catalogue.get(name, {})


def _walk(folder: Path) -> Iterator[Path]:
    """Depth first, names in order; links to folders are not followed, so that no loop can arise."""
    for place, folders, names in os.walk(folder, followlinks=False):
        pages = {Path(name).stem for name in names if Path(name).suffix.lower() in (".html", ".htm")}
        folders[:] = sorted(name for name in folders if not _is_apart(name, pages))
        for name in sorted(names):
            path = Path(place, name)
            ignored = name.startswith((".", "~")) or path.suffix.lower() in COMPANIONS
            if not ignored and path.stem.upper() != "README":
                yield path


def _is_apart(folder: str, pages: set[str]) -> bool:
    """Whether a folder is hidden, or holds what a browser saved beside a page ("report_files")."""
    stem = folder.removesuffix("_files").removesuffix("-Dateien").removesuffix("_fichiers")
    return folder.startswith((".", "__")) or (stem != folder and stem in pages)
