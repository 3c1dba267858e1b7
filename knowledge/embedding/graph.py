"""Weights of a sentence encoder of the BERT family → a graph for onnxruntime that computes in 8 bits.

Matrices are quantised by column, word vectors by row; what goes into a product is quantised when it is
computed, over all tokens that are given together (dynamic quantisation; Zafrir et al. 2019, "Q8BERT").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.embedding.folder import Shape

    Floats = NDArray[np.float32]

__all__ = ["encoder_graph"]

OPSET: Final = 17
"""The version of the standard operators."""
FUSED: Final = "com.microsoft"
"""The name under which onnxruntime keeps operators of its own."""


def encoder_graph(weights: Mapping[str, Floats], shape: Shape) -> bytes:
    """The graph as it would stand in a file: ``ids`` (1, tokens) → ``states`` (1, tokens, width)."""
    from onnx import TensorProto, helper

    made = _Nodes()
    states = _embedded(made, weights, shape)
    for layer in range(shape.layers):
        states = _layer(made, states, weights, f"encoder.layer.{layer}.", shape)
    made.node("Identity", [states], "states")
    given = helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "tokens"])
    gives = helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "tokens", shape.width])
    graph = helper.make_graph(made.nodes, "encoder", [given], [gives], made.tensors)
    versions = [helper.make_opsetid("", OPSET), helper.make_opsetid(FUSED, 1)]
    content: bytes = helper.make_model(graph, opset_imports=versions, ir_version=9).SerializeToString()
    return content


class _Nodes:
    """Operators and tensors, as they come."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.tensors: list[Any] = []

    def node(self, kind: str, inputs: list[str], name: str, domain: str = "", **settings: Any) -> str:
        """Add an operator; its only output has its name."""
        from onnx import helper

        made = helper.make_node(kind, inputs, [name], name=name, domain=domain, **settings)
        self.nodes.append(made)
        return name

    def quantised(self, states: str, names: list[str]) -> None:
        """Add what makes states into numbers of 8 bits, with their scale and what stands for zero."""
        from onnx import helper

        self.nodes.append(helper.make_node("DynamicQuantizeLinear", [states], names, name=names[0]))

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        """Add a tensor."""
        import numpy as np
        from onnx import numpy_helper

        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def whole_numbers(self, name: str, values: Floats, axis: int) -> tuple[str, str]:
        """Add values in 8 bits, with a scale for each slice across ``axis``; the names of both."""
        import numpy as np

        scale = np.maximum(np.abs(values).max(axis, keepdims=True), np.float32(1e-8)) / np.float32(127)
        rounded = np.round(values / scale).astype(np.int8)
        scales = scale.reshape(-1) if axis == 0 else scale
        return self.tensor(f"{name}.rounded", rounded), self.tensor(f"{name}.scale", scales)

    def linear(self, states: str, weights: Mapping[str, Floats], name: str, *, bias: bool = True) -> str:
        """Add a matrix, as PyTorch keeps it (outputs × inputs), with its bias."""
        import numpy as np

        matrix = weights[f"{name}.weight"].T
        zero = self.tensor(f"{name}.zero", np.zeros(matrix.shape[1], dtype=np.int8))
        inputs = [states, *self.whole_numbers(name, matrix, 0), zero]
        if bias:
            inputs.append(self.tensor(f"{name}.bias", weights[f"{name}.bias"]))
        return self.node("DynamicQuantizeMatMul", inputs, name, FUSED)

    def normed(self, states: str, weights: Mapping[str, Floats], name: str, shape: Shape) -> str:
        """Add a layer's normalisation."""
        of = [self.tensor(f"{name}.{part}", weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [states, *of], name, axis=-1, epsilon=shape.epsilon)


def _embedded(made: _Nodes, weights: Mapping[str, Floats], shape: Shape) -> str:
    """The first states: the sum of a word's, its place's and the text's vector."""
    import numpy as np
    from onnx import TensorProto

    rounded, scale = made.whole_numbers("words", weights["embeddings.word_embeddings.weight"], 1)
    rows = made.node("Cast", [made.node("Gather", [rounded, "ids"], "rows")], "row", to=TensorProto.FLOAT)
    words = made.node("Mul", [rows, made.node("Gather", [scale, "ids"], "scales")], "word")
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    places = weights["embeddings.position_embeddings.weight"] + kind
    one, zero = (made.tensor(name, np.array([at])) for name, at in (("one", 1), ("zero", 0)))
    length = made.node("Gather", [made.node("Shape", ["ids"], "size"), one], "length", axis=0)
    place = made.node("Slice", [made.tensor("places", places), zero, length], "place")
    return made.normed(made.node("Add", [words, place], "sum"), weights, "embeddings.LayerNorm", shape)


def _layer(made: _Nodes, states: str, weights: Mapping[str, Floats], at: str, shape: Shape) -> str:
    """A layer of Vaswani et al. 2017 as in BERT: attention, then a small network, each added and normed."""
    mixed = _attention(made, states, weights, at, shape)
    attended = made.linear(mixed, weights, f"{at}attention.output.dense")
    added = made.node("Add", [attended, states], f"{at}attended")
    states = made.normed(added, weights, f"{at}attention.output.LayerNorm", shape)
    inner = f"{at}intermediate.dense"
    wide = made.linear(states, weights, inner, bias=False)
    bias = made.tensor(f"{inner}.bias", weights[f"{inner}.bias"])
    if shape.activation == "gelu":
        active = made.node("BiasGelu", [wide, bias], f"{at}active", FUSED)
    else:
        active = made.node("Relu", [made.node("Add", [wide, bias], f"{at}biased")], f"{at}active")
    added = made.node("Add", [made.linear(active, weights, f"{at}output.dense"), states], f"{at}added")
    return made.normed(added, weights, f"{at}output.LayerNorm", shape)


def _attention(made: _Nodes, states: str, weights: Mapping[str, Floats], at: str, shape: Shape) -> str:
    """Each token's mixture of the values of all tokens."""
    import numpy as np

    name = f"{at}attention.self.joint"
    matrix, scale = made.whole_numbers(name, weights[f"{name}.weight"].T, 0)
    bias = made.tensor(f"{name}.bias", weights[f"{name}.bias"])
    zero = made.tensor(f"{name}.zero", np.zeros(3 * shape.width, dtype=np.int8))
    given = [f"{at}{part}" for part in ("given", "given.scale", "given.zero")]
    made.quantised(states, given)
    inputs = [given[0], matrix, bias, given[1], scale, "", given[2], zero]
    return made.node("QAttention", inputs, name, FUSED, num_heads=shape.heads)
