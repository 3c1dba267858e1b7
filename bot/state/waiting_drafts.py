"""What was read of a file that somebody sent in, until it is added, discarded, or a day has passed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from knowledge.ingest.rows import Row
from knowledge.storage.documents import Documents

__all__ = ["DRAFT", "dropped", "put", "waiting"]

DRAFT: Final = "draft"
"""The kind of document that they are."""


def put(store: Documents, server: int, ref: int, rows: Iterable[Row], at: int) -> None:
    """Keep the articles under the number of their exchange, in place of those before."""
    store.put_document(DRAFT, server, str(ref), json.dumps(list(rows)), at)


def waiting(store: Documents, server: int, ref: int) -> list[Row]:
    """The articles that wait under a number; none when they wait no more."""
    found = store.document(DRAFT, server, str(ref))
    rows: list[Row] = json.loads(found.value) if found else []
    return rows


def dropped(store: Documents, server: int, ref: int) -> None:
    """They wait no more."""
    store.remove_document(DRAFT, server, str(ref))
