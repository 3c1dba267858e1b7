"""Weights of a pass → an int8 graph for onnxruntime, with the tokenizer beside it.

Word vectors are kept as 8 bit rows, each with its own scale; the matrices of the layers are quantised by
column, what goes into them when it is computed (a pair at a time, so that no pair depends on another).
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from network import Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

__all__ = ["main"]


WIDE = ["/network/claims/Gemm", "/network/claims/Gemm_MatMul"]
"""The head for claims stays as it is: its weights are of so many sizes that 8 bits lose the small ones."""


class Rows(nn.Module):
    """An embedding of 8 bit rows."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of the ids."""
        rows: Tensor = self.rows[ids].to(torch.float32) * self.scale[ids]
        return rows


class Served(nn.Module):
    """The network for one pair: probabilities of verdicts, logits of the rest."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, segments: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """As the network, without padding."""
        answers, spans, verdicts, claims = self.network(ids, torch.ones_like(ids), segments)
        return answers, spans, verdicts.softmax(-1), claims.softmax(-1)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    network = Network(chosen.encoder, attention="eager")
    network.load_state_dict(torch.load(chosen.weights, weights_only=True))
    words = network.encoder.embeddings.word_embeddings
    network.encoder.embeddings.word_embeddings = Rows(words.weight.detach())
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole, fused, small = (Path(folder) / f"{name}.onnx" for name in ("whole", "fused", "small"))
        _export(Served(network).eval(), whole)
        # Attention, GELU and normalisation as one node each.
        optimize_model(
            str(whole), model_type="bert", num_heads=12, hidden_size=384, opt_level=0
        ).save_model_to_file(str(fused))
        quantize_dynamic(
            str(fused), str(small), per_channel=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Attention", "Gemm"],
            nodes_to_exclude=WIDE, extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
        model = onnx.load(str(small))
    name = hashlib.sha256(chosen.weights.read_bytes()).hexdigest()[:8]
    onnx.helper.set_model_props(model, {"name": f"dateline-reader-{name}"})
    onnx.save(model, str(chosen.out / "reader.onnx"))
    shutil.copy(chosen.encoder / "tokenizer.json", chosen.out / "tokenizer.json")
    print(f"{(chosen.out / 'reader.onnx').stat().st_size / 1e6:.1f} MB")


def _export(served: Served, path: Path) -> None:
    example = torch.randint(1000, 2000, (2, 64))
    segments = torch.zeros_like(example)
    segments[:, 10:40] = 1
    free = {0: "pairs", 1: "tokens"}
    torch.onnx.export(
        served, (example, segments), str(path), dynamo=False, opset_version=17,
        input_names=["ids", "segments"], output_names=["answers", "spans", "verdicts", "claims"],
        dynamic_axes={"ids": free, "segments": free, "spans": free},
    )  # fmt: skip


if __name__ == "__main__":
    main()
