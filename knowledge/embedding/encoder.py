"""A sentence encoder of the BERT family by onnxruntime: texts → unit vectors, from a Hugging Face folder.

The method is that of sentence-transformers (Reimers and Gurevych 2019): the mean of the last layer's
vectors over a text's tokens, scaled to length one. What is multiplied is rounded to 8 bits over all that is
given together, so texts are read one at a time: a text's vector depends on the text alone, to the last bit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.embedding.folder import name_of, shape_of, weights_of
from knowledge.embedding.graph import encoder_graph
from knowledge.embedding.session import opened
from knowledge.errors import EncoderError
from knowledge.protocols import Encoded, Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Encoding

    Floats = NDArray[np.float32]

__all__ = ["FILES", "BertEncoder", "load"]

FEW = 4
"""Texts that are not worth a thread."""
FILES = ("config.json", "model.safetensors", "tokenizer.json")


def load(folder: Path) -> BertEncoder:
    """The encoder in the folder. Raises EncoderError, one line, when a file is missing or damaged."""
    for name in FILES:
        if not (folder / name).is_file():
            raise EncoderError(f"{folder}: not a sentence encoder, {name} is missing")
    try:
        return BertEncoder(folder)
    except EncoderError:
        raise
    except Exception as error:  # the parsers of the three files promise no error of their own
        why = " ".join(str(error).split())[:100] or type(error).__name__
        raise EncoderError(f"{folder}: the sentence encoder is damaged ({why})") from error


class BertEncoder:
    """Network and tokenizer, held in memory; encoding changes nothing, so threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Raises whatever the files' parsers raise; ``load`` words it for people."""
        import numpy as np  # noqa: F401 - only the BLAS that is there can be held
        from threadpoolctl import threadpool_limits
        from tokenizers import Tokenizer

        # Of the whole process, from here on: sums of NumPy, which compares vectors, depend on the threads.
        threadpool_limits(limits=1, user_api="blas")
        self._shape = shape_of(folder)
        weights = weights_of(folder / "model.safetensors", self._shape)
        self._network = opened(encoder_graph(weights, self._shape))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(self._shape.longest)
        self.name = name_of(folder)
        self.width = self._shape.width

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row of unit length for each text, in order; a text beyond the encoder's limit is cut short."""
        return self.read(texts).vectors

    def read(self, texts: Sequence[str]) -> Encoded:
        """The texts' vectors as by ``encode``, and each text's tokens."""
        import numpy as np

        # The tokenizer refuses half a character (a lone surrogate); one for one, no offset moves.
        found = self._tokenizer.encode_batch([text.encode(errors="replace").decode() for text in texts])
        vectors = np.empty((len(texts), self.width), dtype=np.float32)
        tokens = []
        for row, (one, (pooled, states)) in enumerate(zip(found, self._each(found), strict=True)):
            vectors[row] = pooled
            spans = tuple(one.offsets[1:-1])
            tokens.append(Tokens(spans, states[1 : 1 + len(spans)]))
        return Encoded(vectors, tuple(tokens))

    def _each(self, found: Sequence[Encoding]) -> Iterable[tuple[Floats, Floats]]:
        """On all cores, as onnxruntime lets go of the interpreter meanwhile; a few texts where it is."""
        if len(found) < FEW:
            return map(self._computed, found)
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as workers:
            return list(workers.map(self._computed, found, chunksize=FEW))

    def _computed(self, text: Encoding) -> tuple[Floats, Floats]:
        """A text's vector, and the states of its tokens."""
        import numpy as np

        states: Floats = self._network.run(None, {"ids": np.array([text.ids], dtype=np.int64)})[0][0]
        pooled = states[:1] if self._shape.pooling == "cls" else states.mean(0, keepdims=True)
        return _unit(pooled)[0], _unit(states)


def _unit(rows: Floats) -> Floats:
    """Each scaled to length one."""
    import numpy as np

    unit: Floats = rows / np.sqrt((rows * rows).sum(-1, keepdims=True))
    return unit
