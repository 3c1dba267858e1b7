"""Fits from which evidence a claim is supported or contradicted: claims over invented news → weights, bounds.

    python benchmarks/training/verdicts.py gather OUT.jsonl --news FOLDER --claims FOLDER
    python benchmarks/training/verdicts.py fit EXAMPLES.jsonl [...] [--write]

``gather`` holds each claim against its own articles and writes a line for each: its verdict and, of each
sentence that may tell it, the signals and whether it is the one that decides. Claims lie in JSON Lines named
as the news file: ``claim``, ``kind``, ``verdict`` and, in ``key``, words of the deciding sentence (of those
without a key only the bounds are chosen). ``fit`` makes a logistic model for each verdict, whose weights are
never negative: a signal may only speak for what it is made for. Bounds are chosen where few enough errors are
left. The reader must not have learned from the claims that are gathered.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

import invented
import numpy as np

from knowledge.claims.evidence import Evidence, candidates, held_against, read
from knowledge.claims.parts import parts
from knowledge.claims.signals import signals
from knowledge.claims.verdict import certain, may_decide
from knowledge.comprehension.opening import open_reader
from knowledge.embedding.opening import open_encoder
from knowledge.embedding.vectors import Vectors
from knowledge.indexing.memory import in_memory
from knowledge.retrieval.searchable import Searchable

WEIGHTS = Path(__file__).parents[2] / "knowledge" / "claims" / "verdict.json"
VERDICTS = ("supported", "contradicted")
FALSELY = {"supported": 0.023, "contradicted": 0.03}
"""Shares of untrue claims that may be called supported, and of true ones that may be called contradicted."""
SHORTEST = 25
"""Letters from which a whole sentence inside the key's words is the sentence that is meant."""
BY_READER = frozenset({"reader", "reader, searching", "alike"})
"""Signals that are there only where the optional packages are installed."""
RIDGE, STEPS, RATE = 0.003, 2500, 0.5
BOUNDS = np.arange(-3.0, 3.01, 0.1)


def gather(out: Path, news: Path, claims: Path) -> None:
    """Write an example for each claim."""
    encoder, reader = open_encoder(), open_reader()
    with out.open("w", encoding="utf-8") as file:
        for shelf in invented.shelves(news):
            held = in_memory(shelf.articles)
            vectors = Vectors(encoder, None) if encoder is not None else None
            if vectors is not None:
                vectors.follow(held.store)
            searched = Searchable(held.store, held.index, vectors, reader)
            path = claims / f"{shelf.name}.claims.jsonl"
            for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
                row = json.loads(line)
                found = [_evidence(part.statement, searched) for part in parts(row["claim"])]
                file.write(json.dumps(example(row, found), ensure_ascii=False) + "\n")


def _evidence(statement: str, searched: Searchable) -> list[Evidence]:
    return read(statement, held_against(statement, candidates(statement, searched), searched), searched)


def example(row: dict[str, Any], parts_found: Sequence[Sequence[Evidence]]) -> dict[str, Any]:
    """A claim with the signals of its sentences, by part."""
    return {
        "claim": row["claim"], "kind": row["kind"], "verdict": row["verdict"], "keyed": "key" in row,
        "parts": [list(_sentences(found, row.get("key", ""))) for found in parts_found],
    }  # fmt: skip


def _sentences(found: Sequence[Evidence], key: str) -> Iterator[dict[str, Any]]:
    numbers = signals(found)
    for at, one in enumerate(found):
        text, words = one.told.text.lower(), key.lower()
        decides = bool(words) and (words in text or (len(text) > SHORTEST and text in words))
        may = {verdict: may_decide(one, verdict) for verdict in VERDICTS}
        yield {
            "decides": decides,
            "certain": certain(one) or "",
            "may": may,
            **{verdict: numbers[verdict][at] for verdict in VERDICTS},
        }


class Model(NamedTuple):
    """Logistic, over signals as they are."""

    names: tuple[str, ...]
    weights: Any
    bias: float

    def best(self, part: Sequence[dict[str, Any]], verdict: str) -> float:
        """The highest logit of the sentences that may decide so."""
        rows = [[one[verdict][name] for name in self.names] for one in part if one["may"][verdict]]
        return float((np.array(rows) @ self.weights).max() + self.bias) if rows else -9.0


def fitted(examples: Sequence[dict[str, Any]], verdict: str, *, by_reader: bool) -> Model:
    """From every sentence of the claims with a key and one part: whether it decides, and decides so."""
    single = [one for one in examples if one["keyed"] and len(one["parts"]) == 1]
    told = [(one["parts"][0], one["verdict"]) for one in single]
    sentences = [(one, right) for part, right in told for one in part]
    names = tuple(name for name in sentences[0][0][verdict] if by_reader or name not in BY_READER)
    values = np.array([[one[verdict][name] for name in names] for one, _ in sentences])
    right = np.array([float(one["decides"] and so == verdict) for one, so in sentences])
    scale = values.std(axis=0) + 1e-6
    weights, bias = np.zeros(len(names)), -2.0
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(values / scale @ weights + bias))) - right
        weights = np.maximum(0, weights - RATE * ((values / scale).T @ error / len(right) + RIDGE * weights))
        bias -= RATE * float(error.mean())
    return Model(names, weights / scale, float(bias))


def verdicts_of(examples: Sequence[dict[str, Any]], models: dict[str, Model]) -> list[list[dict[str, float]]]:
    """Of each claim's parts the logits by verdict, and whether one is certain."""
    return [
        [
            {verdict: models[verdict].best(part, verdict) for verdict in VERDICTS}
            | {f"{v} for certain": float(any(v == one["certain"] for one in part)) for v in VERDICTS}
            for part in example["parts"]
        ]
        for example in examples
    ]


def whole(parts_judged: Sequence[dict[str, float]], bounds: dict[str, float]) -> str:
    """As ``knowledge.claims`` draws it from its parts."""
    found = set()
    for logits in parts_judged:
        beyond = {verdict: logits[verdict] - bounds[verdict] for verdict in VERDICTS}
        beyond = {v: max(least, 0.0 if logits[f"{v} for certain"] else least) for v, least in beyond.items()}
        supported, contradicted = beyond["supported"] >= 0, beyond["contradicted"] >= 0
        if supported and (not contradicted or beyond["supported"] >= beyond["contradicted"]):
            found.add("supported")
        else:
            found.add("contradicted" if contradicted and not supported else "not found")
    return next((one for one in ("contradicted", "not found", "supported") if one in found), "not found")


class Rates(NamedTuple):
    """Of verdicts beside the right ones."""

    right: float
    falsely_supported: float
    falsely_contradicted: float


def rates(examples: Sequence[dict[str, Any]], found: Sequence[str]) -> Rates:
    """Right ones of all, untrue claims called supported, true ones called contradicted."""
    pairs = [(one["verdict"], verdict) for one, verdict in zip(examples, found, strict=True)]
    right = [a == b or (a == "not supported" and b != "supported") for a, b in pairs]
    untrue = [b == "supported" for a, b in pairs if a != "supported"]
    true = [b == "contradicted" for a, b in pairs if a == "supported"]
    return Rates(*(float(np.mean(one)) if one else 0.0 for one in (right, untrue, true)))


def bounds_of(examples: Sequence[dict[str, Any]], models: dict[str, Model]) -> tuple[dict[str, float], Rates]:
    """Of the pairs of bounds with few enough errors the one with most right; ties go to the higher bounds."""
    judged = verdicts_of(examples, models)
    best: tuple[dict[str, float], Rates] | None = None
    for first in BOUNDS:
        for second in BOUNDS:
            bounds = dict(zip(VERDICTS, (float(first), float(second)), strict=True))
            found = rates(examples, [whole(one, bounds) for one in judged])
            few = (
                found.falsely_supported <= FALSELY["supported"]
                and found.falsely_contradicted <= FALSELY["contradicted"]
            )
            if few and (best is None or found.right >= best[1].right):
                best = bounds, found
    assert best is not None, "no bound leaves few enough errors"
    return best


def fit(paths: Sequence[Path], *, write: bool) -> None:
    """Print the models and what they come to; with ``write`` make them the program's own."""
    examples = [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]
    held: dict[str, Any] = {}
    for by in ("reader", "letters"):
        models = {verdict: fitted(examples, verdict, by_reader=by == "reader") for verdict in VERDICTS}
        bounds, found = bounds_of(examples, models)
        print(by, {name: round(bound, 2) for name, bound in bounds.items()}, found)
        held[by] = {verdict: _written(models[verdict], bounds[verdict]) for verdict in VERDICTS}
        for verdict, one in held[by].items():
            print(" ", verdict, one)
    if write:
        note = "Fitted by benchmarks/training/verdicts.py; no weight is written by hand."
        text = json.dumps({"note": note, "weights": held}, indent=1)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")


def _written(model: Model, bound: float) -> dict[str, Any]:
    weights = {name: round(float(w), 3) for name, w in zip(model.names, model.weights, strict=True)}
    return {
        "bias": round(model.bias, 3),
        "bound": round(bound, 2),
        "weights": {n: w for n, w in weights.items() if w},
    }


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    gathering = commands.add_parser("gather")
    gathering.add_argument("out", type=Path)
    gathering.add_argument("--news", type=Path, required=True)
    gathering.add_argument("--claims", type=Path, required=True)
    fitting = commands.add_parser("fit")
    fitting.add_argument("examples", type=Path, nargs="+")
    fitting.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    if chosen.command == "gather":
        gather(chosen.out, chosen.news, chosen.claims)
    else:
        fit(chosen.examples, write=chosen.write)


if __name__ == "__main__":
    main()
