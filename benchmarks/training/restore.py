"""The shipped int8 graph → weights that a further pass can start from.

    python benchmarks/training/restore.py READER.onnx ENCODER_DIR OUT.pt

What was rounded to 8 bits stays rounded: the weights give what the graph gives.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from network import Network
from onnx import numpy_helper

__all__ = ["main", "restored"]


def restored(graph: Path) -> dict[str, torch.Tensor]:
    """The parameters of the network, by name."""
    model = onnx.load(str(graph))
    held = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}

    def matrix(name: str) -> torch.Tensor:
        """Outputs × inputs, as a linear layer keeps them."""
        whole = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
        return torch.from_numpy((whole * held[f"{name}_scale"]).T.copy())

    found = {
        name.removeprefix("network."): torch.from_numpy(value.copy())
        for name, value in held.items()
        if name.startswith("network.") and value.dtype == np.float32 and not name.endswith("scale")
    }
    words = "network.encoder.embeddings.word_embeddings"
    rows = held[f"{words}.rows"].astype(np.float32) * held[f"{words}.scale"]
    found["encoder.embeddings.word_embeddings.weight"] = torch.from_numpy(rows)
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            place = re.sub(r"/(?:Gemm_)?MatMul_quant$", "", node.name).removeprefix("/network/")
            # "answering/answering.0" is the first layer of "answering".
            place = re.sub(r"^(\w+)/\1\.", r"\1.", place).replace("/", ".")
            found[f"{place}.weight"] = matrix(node.input[1].removesuffix("_quantized"))
    for layer in range(sum(name.endswith("qkv_bias") for name in held)):
        place = f"encoder.encoder.layer.{layer}.attention.self"
        parts = ("query", "key", "value")
        weights = matrix(f"Attention_{layer}_qkv_weight").chunk(3)
        biases = torch.from_numpy(held[f"Attention_{layer}_qkv_bias"].copy()).chunk(3)
        for part, weight, bias in zip(parts, weights, biases, strict=True):
            found[f"{place}.{part}.weight"], found[f"{place}.{part}.bias"] = weight.clone(), bias.clone()
    # The head that was left as it is: inputs × outputs, as the graph multiplies.
    transposed = "_Transposed"
    for name in [one for one in found if one.endswith(transposed)]:
        found[name.removesuffix(transposed)] = found.pop(name).T.contiguous()
    return found


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("graph", "encoder", "out"):
        parser.add_argument(name, type=Path)
    chosen = parser.parse_args()
    network = Network(chosen.encoder)
    network.load_state_dict(restored(chosen.graph))
    torch.save(network.state_dict(), chosen.out)


if __name__ == "__main__":
    main()
