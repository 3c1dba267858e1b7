"""Teaches the reader what a sentence says of a claim, anew: claims over invented news → a head in its graph.

    python benchmarks/training/entailing.py [--write]

The layers stay as they are, and with them all that is read of questions: only a linear layer is fitted,
over the two vectors from which the reader judges (the first token's, and the mean of the sentence's). It
learns from each claim's own sentence and from the nearest others of its shelf, which say nothing of it: those
are what a search brings beside the right one. Learned from ``data/written``;
``data/unseen`` tells how good it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parent.parent))

import invented
import numpy as np
import onnx
import onnxruntime
from rapidfuzz import fuzz

from knowledge.comprehension.pairs import PairMaker, context_of
from knowledge.protocols import Passage
from knowledge.text.sentences import sentences

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "knowledge" / "comprehension" / "weights"
BOTH = "/network/Concat_output_0"
"""Of the graph: the two vectors, one after the other."""
VERDICTS = ("supported", "contradicted", "not found")
OTHERS = 2
RIDGE, STEPS, RATE = 0.3, 600, 0.005


class Example(NamedTuple):
    """A claim beside a sentence."""

    claim: str
    passage: Passage
    verdict: str


def examples(folder: Path, claims: Path) -> Iterator[Example]:
    """Of each claim its own sentence, and the nearest others."""
    for shelf in invented.shelves(folder):
        path = claims / f"{shelf.name}.claims.jsonl"
        if not path.exists():
            continue
        passages = list(_passages(shelf))
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            own = [one for one in passages if row["key"].lower() in one.sentence.lower()]
            others = sorted(
                (one for one in passages if one not in own),
                key=lambda one: -fuzz.token_set_ratio(row["claim"], one.sentence),
            )
            yield from (Example(row["claim"], one, row["verdict"]) for one in own)
            yield from (Example(row["claim"], one, "not found") for one in others[:OTHERS])


def _passages(shelf: invented.ShelfOfNews) -> Iterator[Passage]:
    for article in shelf.articles:
        before = ""
        for sentence in sentences(article):
            yield Passage(sentence.text, before, article.source.title, article.source.published)
            before = sentence.text


def vectors(found: Sequence[Example], graph: Any) -> Any:
    """A row for each example."""
    opened = onnx.ModelProto()
    opened.CopyFrom(graph)
    opened.graph.output.append(onnx.helper.make_tensor_value_info(BOTH, onnx.TensorProto.FLOAT, None))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(opened.SerializeToString(), options)
    pairs, rows = PairMaker(WEIGHTS / "tokenizer.json"), []
    for one in found:
        pair = pairs.pair(one.claim, one.passage.sentence, context_of(one.passage))
        given = {"ids": np.array([pair.ids]), "segments": np.array([pair.segments])}
        rows.append(session.run([BOTH], given)[0][0])
    return np.array(rows, dtype=np.float64)


def fitted(rows: Any, right: Any) -> tuple[Any, Any]:
    """Weights and biases of a softmax over the rows as they are, by Adam (Kingma and Ba, 2015)."""
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    values, wanted = (rows - mean) / spread, np.eye(len(VERDICTS))[right]
    weights, bias = np.zeros((rows.shape[1], len(VERDICTS))), np.zeros(len(VERDICTS))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        error = (_softmax(values @ weights + bias) - wanted) / len(values)
        slope = values.T @ error + RIDGE * weights
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        bias -= 10 * RATE * error.sum(axis=0)
    weights /= spread[:, None]
    return weights, bias - mean @ weights


def _softmax(logits: Any) -> Any:
    grown = np.exp(logits - logits.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def told(shares: Any, right: Any) -> str:
    """How well the shares tell each verdict from the others."""
    parts = [f"right {np.mean(shares.argmax(axis=1) == right):.3f}"]
    for at, name in enumerate(VERDICTS[:2]):
        of, other = shares[right == at, at], np.sort(shares[right != at, at])
        above = np.searchsorted(other, of).mean() / len(other)
        sure = np.mean(of > np.quantile(other, 0.99))
        parts.append(f"{name}: AUROC {above:.3f}, found where 1 of 100 others is {sure:.3f}")
    return "; ".join(parts)


def with_head(graph: Any, weights: Any, bias: Any) -> Any:
    """The graph with the head, in place of one that it has."""
    kept = [node for node in graph.graph.node if not node.name.startswith("claims/")]
    tensors = [one for one in graph.graph.initializer if not one.name.startswith("claims/")]
    outputs = [one for one in graph.graph.output if one.name != "claims"]
    for field, values in (("node", kept), ("initializer", tensors), ("output", outputs)):
        graph.graph.ClearField(field)
        getattr(graph.graph, field).extend(values)
    for name, value in (("claims/weights", weights), ("claims/bias", bias)):
        graph.graph.initializer.append(onnx.numpy_helper.from_array(value.astype(np.float32), name))
    make = onnx.helper.make_node
    graph.graph.node.extend(
        [
            make("MatMul", [BOTH, "claims/weights"], ["claims/sums"], name="claims/MatMul"),
            make("Add", ["claims/sums", "claims/bias"], ["claims/logits"], name="claims/Add"),
            make("Softmax", ["claims/logits"], ["claims"], name="claims/Softmax", axis=-1),
        ]
    )
    shape = ["pairs", len(VERDICTS)]
    graph.graph.output.append(onnx.helper.make_tensor_value_info("claims", onnx.TensorProto.FLOAT, shape))
    digest = hashlib.sha256(graph.SerializeToString()).hexdigest()[:8]
    onnx.helper.set_model_props(graph, {"name": f"dateline-reader-{digest}"})
    return graph


def main() -> None:
    """Fit, tell, and with ``--write`` put the head into the program's reader."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    data = ROOT / "benchmarks" / "data"
    graph = onnx.load(str(WEIGHTS / "reader.onnx"))
    sets = [list(examples(data / name, data / "claims")) for name in ("written", "unseen")]
    rights = [np.array([VERDICTS.index(one.verdict) for one in found]) for found in sets]
    learned, unseen = (vectors(found, graph) for found in sets)
    weights, bias = fitted(learned, rights[0])
    print(f"{len(learned)} learned:", told(_softmax(learned @ weights + bias), rights[0]))
    print(f"{len(unseen)} unseen:", told(_softmax(unseen @ weights + bias), rights[1]))
    if chosen.write:
        onnx.save(with_head(graph, weights, bias), str(WEIGHTS / "reader.onnx"))


if __name__ == "__main__":
    main()
