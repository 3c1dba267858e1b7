"""A sentence encoder of the BERT family in NumPy: texts → unit vectors, from a folder in Hugging Face layout.

The method is that of sentence-transformers (Reimers and Gurevych 2019): the mean of the last layer's
vectors over a text's tokens, scaled to length one. A text's vector depends on the text alone, to the last
bit: it is only ever computed beside texts of the same padded length, in whole tiles (``GRAIN``), and BLAS is
held to one thread, as its sums depend on how many share the work; texts are shared among threads instead.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.embedding.folder import name_of, shape_of, weights_of
from knowledge.errors import EncoderError
from knowledge.protocols import Encoded, Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.embedding.folder import Shape

    Floats = NDArray[np.float32]

__all__ = ["FILES", "BertEncoder", "load"]

GRAIN = 12
"""Texts are padded to a multiple of this many tokens. BLAS computes products in tiles of 4, 8 or 12 rows, and
a row's place in its tile can change its last bit (it does on Haswell and Zen, whose tiles have 12 rows)."""
TOKENS = 384
"""About how many tokens are computed at once; of 96 to 1,536, the fastest on one core and on two."""

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
    """Weights and tokenizer, held in memory; encoding changes nothing, so threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Raises whatever the files' parsers raise; ``load`` words it for people."""
        import numpy as np  # noqa: F401 - only the BLAS that is there can be held
        from threadpoolctl import threadpool_limits
        from tokenizers import Tokenizer

        threadpool_limits(limits=1, user_api="blas")  # for the whole process, from here on
        self._shape = shape_of(folder)
        self._weights = weights_of(folder / "model.safetensors", self._shape)
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

        vectors = np.empty((len(texts), self.width), dtype=np.float32)
        # The tokenizer refuses half a character (a lone surrogate); one for one, no offset moves.
        found = self._tokenizer.encode_batch([text.encode(errors="replace").decode() for text in texts])
        batches = list(_batches([len(one.ids) for one in found]))
        tokens = [Tokens((), np.empty((0, self.width), dtype=np.float32))] * len(texts)
        made = self._each([[found[row].ids for row in rows] for rows in batches])
        for rows, (pooled, states) in zip(batches, made, strict=True):
            vectors[rows] = pooled
            for row, own in zip(rows, states, strict=True):
                spans = tuple(found[row].offsets[1:-1])
                tokens[row] = Tokens(spans, own[1 : 1 + len(spans)].copy())
        return Encoded(vectors, tuple(tokens))

    def _each(self, batches: Sequence[Sequence[Sequence[int]]]) -> Iterable[tuple[Floats, Floats]]:
        """On all cores, as NumPy lets go of the interpreter while it computes; a single batch where it is."""
        if len(batches) < 2:
            return map(self._batch, batches)
        with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as workers:
            return list(workers.map(self._batch, batches))

    def _batch(self, batch: Sequence[Sequence[int]]) -> tuple[Floats, Floats]:
        """The texts' vectors, and the states of their tokens, padding included."""
        import numpy as np

        texts, length, shape = len(batch), _padded(max(map(len, batch))), self._shape
        ids = np.zeros((texts, length), dtype=np.int64)
        real = np.zeros((texts, length, 1), dtype=np.float32)
        for row, tokens in enumerate(batch):
            ids[row, : len(tokens)] = tokens
            real[row, : len(tokens)] = 1
        hidden = (1 - real).transpose(0, 2, 1)[:, None] * np.float32(-1e9)
        states = _embed(ids, self._weights, shape)
        for layer in range(shape.layers):
            states = _layer(states, hidden, self._weights, f"encoder.layer.{layer}.", shape)
        states = states.reshape(texts, length, shape.width)
        pooled = states[:, 0] if shape.pooling == "cls" else (states * real).sum(1) / real.sum(1)
        return _unit(pooled), _unit(states)


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Row numbers, grouped so that all texts of a group pad to the same length."""
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(lengths):
        alike[_padded(length)].append(row)
    for padded, rows in sorted(alike.items()):
        size = max(1, TOKENS // padded)
        for start in range(0, len(rows), size):
            yield rows[start : start + size]


def _padded(length: int) -> int:
    return -(-length // GRAIN) * GRAIN


def _embed(ids: NDArray[np.int64], weights: Mapping[str, Floats], shape: Shape) -> Floats:
    """The first states, a row for each token of each text in turn."""
    words = weights["embeddings.word_embeddings.weight"][ids]
    words += weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    words += weights["embeddings.token_type_embeddings.weight"][0]
    return _normed(words.reshape(-1, shape.width), weights, "embeddings.LayerNorm", shape)


def _layer(states: Floats, hidden: Floats, weights: Mapping[str, Floats], at: str, shape: Shape) -> Floats:
    """A layer of Vaswani et al. 2017 as in BERT: attention, then a small network, each added and normed."""
    joint = _linear(states, weights, f"{at}attention.self.joint")
    attended = _linear(_attend(joint, hidden, shape), weights, f"{at}attention.output.dense")
    attended += states
    states = _normed(attended, weights, f"{at}attention.output.LayerNorm", shape)
    inner = _ACTIVATIONS[shape.activation](_linear(states, weights, f"{at}intermediate.dense"))
    outer = _linear(inner, weights, f"{at}output.dense")
    outer += states
    return _normed(outer, weights, f"{at}output.LayerNorm", shape)


def _attend(joint: Floats, hidden: Floats, shape: Shape) -> Floats:
    """Each token's mixture of the values of its text's tokens; ``joint`` holds queries, keys and values."""
    import numpy as np

    texts, length = len(hidden), hidden.shape[-1]
    split = joint.reshape(texts, length, 3, shape.heads, -1)
    query, key, value = split.transpose(2, 0, 3, 1, 4)
    weight = query @ key.swapaxes(-1, -2)
    weight *= np.float32((shape.width / shape.heads) ** -0.5)
    weight += hidden
    weight -= weight.max(-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(-1, keepdims=True)
    mixed: Floats = (weight @ value).swapaxes(1, 2).reshape(texts * length, shape.width)
    return mixed


def _linear(states: Floats, weights: Mapping[str, Floats], name: str) -> Floats:
    rows: Floats = states @ weights[f"{name}.weight"].T
    rows += weights[f"{name}.bias"]
    return rows


def _normed(states: Floats, weights: Mapping[str, Floats], name: str, shape: Shape) -> Floats:
    import numpy as np

    states -= states.mean(-1, keepdims=True)
    spread = np.einsum("ij,ij->i", states, states)[:, None] / np.float32(states.shape[-1])
    states /= np.sqrt(spread + np.float32(shape.epsilon))
    states *= weights[f"{name}.weight"]
    states += weights[f"{name}.bias"]
    return states


def _unit(rows: Floats) -> Floats:
    """Each scaled to length one."""
    import numpy as np

    unit: Floats = rows / np.sqrt((rows * rows).sum(-1, keepdims=True))
    return unit


def _gelu(x: Floats) -> Floats:
    """Computes x Φ(x), with erf by formula 7.1.26 of Abramowitz and Stegun (error below 2e-7)."""
    import numpy as np

    z = np.abs(x) * np.float32(0.5**0.5)
    t: Floats = np.reciprocal(1 + np.float32(0.3275911) * z)
    tail = t * np.float32(1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail += np.float32(factor)
        tail *= t
    z *= -z
    tail *= np.exp(z)  # 1 - erf(|x| / sqrt 2)
    tail *= np.abs(x)
    tail *= np.float32(0.5)
    gated: Floats = x.clip(min=0) - tail
    return gated


def _relu(x: Floats) -> Floats:
    return x.clip(min=0)


_ACTIVATIONS: Mapping[str, Callable[[Floats], Floats]] = {"gelu": _gelu, "relu": _relu}
