"""A body as it is sent, piece by piece → the body unpacked, within bounds of size and of ratio."""

from __future__ import annotations

import zlib

__all__ = ["Unpacking", "UnpackingError"]

_UNDOUBTED = 200_000
"""Bytes up to which no ratio is looked at: a page of one repeated line is small."""
_GZIP, _ZLIB, _RAW = 31, 15, -15
"""Window sizes as zlib wants them."""


class UnpackingError(ValueError):
    """The body is not what it is called, or more than is taken; the message says which."""


class Unpacking:
    """Takes pieces by ``take``; ``end`` says that there are no more."""

    def __init__(self, coding: str, *, limit: int, ratio: int) -> None:
        coding = coding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise UnpackingError(f"is packed in a way that was not asked for ({coding[:40]})")
        self._packed = coding not in ("", "identity")
        self._window = _GZIP if "gzip" in coding else _ZLIB
        self._stream = zlib.decompressobj(self._window) if self._packed else None
        self._limit, self._ratio = limit, ratio
        self._sent = self._given = 0

    def take(self, piece: bytes) -> bytes:
        """What the piece brings. Raises UnpackingError where it is too much or broken."""
        first = not self._sent
        self._sent += len(piece)
        unpacked = piece if self._stream is None else self._unpacked(piece, first=first)
        self._given += len(unpacked)
        if max(self._given, self._sent) > self._limit:
            raise UnpackingError(f"is larger than {self._limit / 1_000_000:g} MB")
        if self._packed and self._given > _UNDOUBTED and self._given > self._sent * self._ratio:
            raise UnpackingError(f"unpacks to more than {self._ratio} times its size")
        return unpacked

    def _unpacked(self, piece: bytes, *, first: bool) -> bytes:
        # Never more at once than one byte past the limit, whatever the piece claims to hold.
        room = self._limit - self._given + 1
        assert self._stream is not None
        try:
            return self._stream.decompress(piece, room)
        except zlib.error as error:
            if first and self._window == _ZLIB:
                # "deflate" is sent without its two bytes of heading by some servers.
                self._stream, self._window = zlib.decompressobj(_RAW), _RAW
                return self._unpacked(piece, first=False)
            raise UnpackingError("is damaged (it cannot be unpacked)") from error

    def end(self) -> None:
        """Raises UnpackingError where the body ended before its end."""
        if self._stream is not None and self._sent and not self._stream.eof:
            raise UnpackingError("ended in the middle")
