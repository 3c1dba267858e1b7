"""An encoder that needs no weights, and a way to write an article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import pytest

from knowledge.model import Article, Source
from knowledge.protocols import Encoded, Tokens

np = pytest.importorskip("numpy")


class LetterEncoder:
    """Counts pairs of letters: near in spelling is near in meaning."""

    name = "letters"
    width = 64

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[0] = 0.1
            for pair in zip(text.lower(), text.lower()[1:], strict=False):
                row[sum(map(ord, pair)) % self.width] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    def read(self, texts: Sequence[str]) -> Encoded:
        """A token is a word."""
        told = []
        for text in texts:
            spans = tuple(match.span() for match in re.finditer(r"\S+", text))
            told.append(Tokens(spans, LetterEncoder().encode([text[a:b] for a, b in spans])))
        return Encoded(self.encode(texts), tuple(told))


def article(name: str, *paragraphs: str, title: str = "") -> Article:
    return Article.of(Source(id=name, title=title or name, published=date(2021, 5, 3)), paragraphs)
