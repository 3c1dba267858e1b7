"""Disks and folders of our own that are full, or cannot be written to."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

NO_RIGHT = "a disk of our own wants the right to mount one"


@contextmanager
def small_disk(place: Path, *, megabytes: int = 24) -> Iterator[Path]:
    """A disk of this size, gone with all that is on it afterwards."""
    place.mkdir()
    _mount(place, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs")
    try:
        yield place
    finally:
        _unmount(place)


def filled(disk: Path) -> Path:
    """The file that takes what room there was on the disk."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    out.write(b"x" * size)
            except OSError:
                pass
    return filler


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody can write in the folder meanwhile, the administrator included."""
    _mount(folder, "--bind", str(folder))
    try:
        _mount(folder, "-o", "remount,ro,bind")
        yield
    finally:
        _unmount(folder)


def _mount(place: Path, *how: str) -> None:
    if os.geteuid() != 0:
        pytest.skip(NO_RIGHT)
    done = subprocess.run(["mount", *how, str(place)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"{NO_RIGHT} ({done.stderr.strip()})")


def _unmount(place: Path) -> None:
    subprocess.run(["umount", "--lazy", str(place)], check=True)
