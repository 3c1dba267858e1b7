"""An encoder's folder in Hugging Face layout → its shape, its weights, a name that tells it apart."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from knowledge.errors import EncoderError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

__all__ = ["ACTIVATIONS", "Shape", "name_of", "shape_of", "weights_of"]

ACTIVATIONS = frozenset({"gelu", "relu"})
"""Those that the encoder computes."""
FORM = b"8 bits"
"""How the weights are computed with; vectors that were made in another way are made anew."""


class Shape(NamedTuple):
    """What the configuration says of the layers."""

    layers: int
    heads: int
    width: int
    longest: int
    epsilon: float
    activation: str
    pooling: str


def shape_of(folder: Path) -> Shape:
    """Raises EncoderError where the encoder is of a kind that is not computed here."""
    config = _json(folder / "config.json")
    if config.get("model_type") != "bert" or config["hidden_act"] not in ACTIVATIONS:
        raise EncoderError(f"{folder}: only encoders of the BERT family are understood, not this one")
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise EncoderError(f"{folder}: only encoders with absolute positions are understood, not this one")
    pooling = _json(folder / "1_Pooling" / "config.json")
    longest = int(_json(folder / "sentence_bert_config.json").get("max_seq_length") or 512)
    return Shape(
        layers=int(config["num_hidden_layers"]),
        heads=int(config["num_attention_heads"]),
        width=int(config["hidden_size"]),
        longest=min(longest, int(config["max_position_embeddings"])),
        epsilon=float(config["layer_norm_eps"]),
        activation=config["hidden_act"],
        pooling="cls" if pooling.get("pooling_mode_cls_token") else "mean",
    )


def _json(path: Path) -> dict[str, Any]:
    if not path.is_file():  # the two small files of sentence-transformers may be left out
        return {}
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def weights_of(path: Path, shape: Shape) -> Mapping[str, Floats]:
    """The tensors by name; a layer's queries, keys and values are laid together, for one product."""
    import numpy as np
    from safetensors import safe_open

    weights: dict[str, Floats] = {}
    with safe_open(path, framework="numpy") as tensors:
        for name in tensors.keys():  # noqa: SIM118 - it is no mapping
            if not name.endswith("position_ids") and "pooler" not in name:
                weights[name.removeprefix("bert.")] = tensors.get_tensor(name).astype(np.float32, copy=False)
    for layer in range(shape.layers):
        at = f"encoder.layer.{layer}.attention.self."
        for kind in ("weight", "bias"):
            parts = [weights.pop(f"{at}{part}.{kind}") for part in ("query", "key", "value")]
            weights[f"{at}joint.{kind}"] = np.concatenate(parts)
    return weights


def name_of(folder: Path) -> str:
    """Tells encoders apart, by how they compute, configuration, words, and samples from all the weights."""
    digest = blake2b(FORM, digest_size=8)
    for file in ("config.json", "tokenizer.json"):
        digest.update((folder / file).read_bytes())
    with (folder / "model.safetensors").open("rb") as opened:
        size = opened.seek(0, os.SEEK_END)
        digest.update(str(size).encode())
        for place in range(0, size, max(1, size // 64)):
            opened.seek(place)
            digest.update(opened.read(4096))
    return digest.hexdigest()
