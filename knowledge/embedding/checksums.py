"""An installed package's files, held against the checksums that the package was installed with."""

from __future__ import annotations

import base64
import csv
import hashlib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from knowledge.errors import EncoderError

__all__ = ["verify"]


def verify(package: str, names: Iterable[str]) -> None:
    """Hold those files of the package against the list of its installation (RECORD; PEP 376, PEP 427).

    A package that was put there without such a list cannot be verified, and is taken as it is. Raises
    EncoderError, one line, for the first file that is missing or not as it was installed.
    """
    try:
        installed = distribution(package)
    except PackageNotFoundError:
        return
    wanted = set(names)
    # Not by ``files``, which since Python 3.12 leaves out what is gone.
    for name, told, _ in csv.reader((installed.read_text("RECORD") or "").splitlines()):
        if Path(name).name in wanted and told:
            _compare(Path(str(installed.locate_file(name))), told)


def _compare(place: Path, told: str) -> None:
    mode, _, value = told.partition("=")
    try:
        with place.open("rb") as opened:
            found = hashlib.file_digest(opened, mode).digest()
    except OSError as error:
        raise EncoderError(f"{place}: cannot be read ({error.strerror})") from error
    if base64.urlsafe_b64encode(found).rstrip(b"=").decode() != value:
        raise EncoderError(f"{place}: is not as it was installed (its checksum is another)")
