"""An installed package's files, held against the checksums that the package was installed with."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from importlib.metadata import FileHash, PackageNotFoundError, distribution
from pathlib import Path

from knowledge.errors import EncoderError

__all__ = ["verify"]


def verify(package: str, names: Iterable[str]) -> None:
    """Hold those files of the package against the list of its installation (RECORD; PEP 376, PEP 427).

    A package that was put there without such a list cannot be verified, and is taken as it is. Raises
    EncoderError, one line, for the first file that is missing or not as it was installed.
    """
    try:
        listed = distribution(package).files or []
    except PackageNotFoundError:
        return
    wanted = set(names)
    for file in listed:
        if file.name in wanted and file.hash is not None:
            _compare(Path(str(file.locate())), file.hash)


def _compare(place: Path, told: FileHash) -> None:
    try:
        with place.open("rb") as opened:
            found = hashlib.file_digest(opened, told.mode).digest()
    except OSError as error:
        raise EncoderError(f"{place}: cannot be read ({error.strerror})") from error
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != told.value:
        raise EncoderError(f"{place}: is not as it was installed (its checksum is another)")
