"""The reader by onnxruntime: pairs are read one at a time, on one thread, and what was read is kept.

The graph scales what it multiplies by what it is given (int8, dynamic), so a pair read beside others would
depend on them; alone its reading is always the same, and costs no padding.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from knowledge.comprehension.decoding import entailment, reading
from knowledge.comprehension.pairs import PairMaker, context_of
from knowledge.embedding.session import opened
from knowledge.errors import ReaderError
from knowledge.protocols import Entailment, Passage, Reading

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["OnnxReader", "load"]

KEPT = 8192
"""Pairs whose outcome is kept, about 0.5 KB each."""
FILES = ("reader.onnx", "tokenizer.json")


class _Outcome(NamedTuple):
    reading: Reading
    entailment: Entailment


def load(folder: Path) -> OnnxReader:
    """The reader in the folder. Raises ReaderError, one line, when a file is missing or damaged."""
    for name in FILES:
        if not (folder / name).is_file():
            raise ReaderError(f"{folder}: not a reader, {name} is missing")
    try:
        return OnnxReader(folder)
    except Exception as error:  # the parsers of both files promise no error of their own
        why = " ".join(str(error).split())[:100] or type(error).__name__
        raise ReaderError(f"{folder}: the reader is damaged ({why})") from error


class OnnxReader:
    """Weights and tokenizer, held in memory; threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Raises whatever the files' parsers raise; ``load`` words it for people."""
        self._pairs = PairMaker(folder / "tokenizer.json")
        self._session = opened(str(folder / "reader.onnx"))
        self.name = self._session.get_modelmeta().custom_metadata_map.get("name", "unnamed")
        self._outcome = lru_cache(maxsize=KEPT)(self._judged)

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading for each passage, in order."""
        return [self._outcome(question, passage).reading for passage in passages]

    def judge(self, claim: str, passages: Sequence[Passage]) -> list[Entailment]:
        """One entailment for each passage, in order."""
        return [self._outcome(claim, passage).entailment for passage in passages]

    def _judged(self, asked: str, passage: Passage) -> _Outcome:
        import numpy as np

        pair = self._pairs.pair(asked, passage.sentence, context_of(passage))
        ids = np.array([pair.ids], dtype=np.int64)
        segments = np.array([pair.segments], dtype=np.int64)
        names = ["answers", "spans", "verdicts", "claims"]
        answers, spans, verdicts, claims = self._session.run(names, {"ids": ids, "segments": segments})
        return _Outcome(
            reading(pair, float(answers[0]), spans[0, :, 0], spans[0, :, 1]),
            entailment(verdicts[0], claims[0]),
        )
