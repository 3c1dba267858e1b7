"""Holds the encoder in NumPy against sentence-transformers, whose vectors are the reference.

    python benchmarks/meaning_reference.py write SENTENCES.txt REFERENCE.json MODEL
    python benchmarks/meaning_reference.py compare REFERENCE.json

The first runs where sentence-transformers is installed, the second where Dateline is. SENTENCES.txt holds a
sentence a line; MODEL is the encoder's folder. The reference holds the sentences with their vectors in half
precision (base64). ``compare`` fails below a cosine of 0.9999.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path

import numpy as np

LEAST = 0.9999


def write(sentences: Path, reference: Path, model: Path) -> None:
    """Computes the reference."""
    from sentence_transformers import SentenceTransformer

    texts = [line for line in sentences.read_text(encoding="utf-8").splitlines() if line.strip()]
    vectors = SentenceTransformer(str(model), device="cpu").encode(texts, normalize_embeddings=True)
    rows = [base64.b64encode(row.astype("<f2").tobytes()).decode("ascii") for row in vectors]
    held = dict(zip(texts, rows, strict=True))
    reference.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def compare(reference: Path) -> float:
    """The least cosine between ours and theirs."""
    from knowledge.embedding.opening import open_encoder

    held = json.loads(reference.read_text(encoding="utf-8"))
    theirs = np.stack([np.frombuffer(base64.b64decode(row), "<f2") for row in held.values()]).astype(
        np.float32
    )
    encoder = open_encoder()
    if encoder is None:
        sys.exit("the extra `semantic` is not installed")
    ours = encoder.encode(list(held))
    cosines = (ours * theirs).sum(1) / np.linalg.norm(theirs, axis=1)
    print(f"{len(held)} sentences, least cosine {cosines.min():.7f}")
    return float(cosines.min())


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"] and len(sys.argv) == 5:
        write(*map(Path, sys.argv[2:]))
    elif sys.argv[1:2] == ["compare"] and len(sys.argv) == 3:
        sys.exit(compare(Path(sys.argv[2])) < LEAST)
    else:
        sys.exit(__doc__)
