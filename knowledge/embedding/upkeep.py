"""Keeps a library's sentence vectors level with its store: at once, or in the background meanwhile."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Progress, Vectors, open_vectors
from knowledge.errors import EncoderError

if TYPE_CHECKING:
    import logging

    from knowledge.embedding.encoder import BertEncoder
    from knowledge.protocols import Store
    from knowledge.settings import Settings

__all__ = ["Upkeep"]


class Upkeep:
    """Nothing is loaded before it is needed; all methods may be called from any thread."""

    def __init__(self, settings: Settings, store: Store, folder: Path | None, identity: str) -> None:
        """The vectors are kept in the folder; ``identity`` is the store's."""
        self._settings = settings
        self._store = store
        self._folder = folder
        self._identity = identity
        self._opening = Lock()
        self._following = Lock()
        self._vectors: Vectors | None = None
        self._opened = False
        self.problem: EncoderError | None = None
        """Why there is no meaning although there should be."""

    def bring_up(self, progress: Progress | None = None) -> None:
        """Encode what has no vectors yet; returns when that is done."""
        vectors = self._open()
        if vectors is not None and vectors.generation != self._store.generation:
            with self._following:
                vectors.follow(self._store, progress=progress)

    def vectors(self) -> Vectors | None:
        """For a question; None while the letters answer alone. What is left to do begins behind it."""
        vectors = self._open()
        if vectors is None or vectors.generation == self._store.generation:
            return vectors
        if not self._following.locked():
            Thread(target=self._in_background, name="meaning", daemon=True).start()
        return None

    def close(self) -> None:
        """End bringing up soon; what was encoded until then is kept."""
        with self._opening:
            self._opened = True
            vectors, self._vectors = self._vectors, None
        if vectors is not None:
            vectors.close()
        with self._following:
            pass  # the store is still being read until then

    def _open(self) -> Vectors | None:
        with self._opening:
            if not self._opened:
                self._opened = True
                self._vectors = self._found()
            return self._vectors

    def _found(self) -> Vectors | None:
        if self._settings.meaning == "off":
            return None
        try:
            encoder = _shared(self._settings.encoder)
        except EncoderError as error:
            self.problem = error
            _log().warning("%s", error)
            return None
        if encoder is None:
            return None
        return open_vectors(encoder, self._folder, of=self._identity)

    def _in_background(self) -> None:
        if not self._following.acquire(blocking=False):
            return
        try:
            vectors = self._vectors
            if vectors is not None:
                vectors.follow(self._store)
        except Exception:  # noqa: BLE001 - a fault here must not end more than meaning
            _log().exception("sentence vectors could not be brought up; answers go by the letters")
        finally:
            self._following.release()


@lru_cache(maxsize=2)
def _shared(folder: Path | None) -> BertEncoder | None:
    """One encoder for all libraries of the process: it takes 100 MB, and encoding changes nothing in it."""
    return open_encoder(folder)


def _log() -> logging.Logger:
    """The module's log; nobody who asks one question waits for it to load."""
    import logging

    log = logging.getLogger(__name__)
    log.addHandler(logging.NullHandler())
    return log
