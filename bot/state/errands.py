"""Cards on their way to Discord: one process at a time sends each, and none sends blindly what another began.

Who takes a card and is killed leaves it taken. After a while another takes it over and hears since when it
may stand in its channel already, so that it can look before it sends.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from knowledge.storage.documents import Documents

__all__ = ["Errand", "Errands"]

ERRAND: Final = "card taken"
EXPIRES: Final = 120.0
"""Seconds after which whoever has not said that a card is sent is not sending it any more."""


class Errand(NamedTuple):
    """The right to send a card now."""

    since: float | None
    """From when on it may have been sent before, in Unix seconds; None where nobody has tried."""


class Errands:
    """Each write is one row."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents

    def take(self, server: int, nonce: str, now: float) -> Errand | None:
        """Take a card for sending; None where somebody is sending it at this moment."""
        if self._documents.first_document(ERRAND, server, nonce, "", int(now)):
            return Errand(None)
        taken = self._documents.document(ERRAND, server, nonce)
        if taken is None or 0 <= now - taken.at <= EXPIRES:
            return None
        return Errand(float(taken.at))

    def renew(self, server: int, nonce: str, now: float) -> None:
        """It was not sent up to now, and is about to be."""
        self._documents.put_document(ERRAND, server, nonce, "", int(now))

    def done(self, server: int, nonce: str) -> None:
        """It is sent, or given up, and written down as that."""
        self._documents.remove_document(ERRAND, server, nonce)

    def forget_before(self, at: float) -> None:
        """Forget those of which the end was not heard."""
        self._documents.forget_documents(ERRAND, before=int(at))
