"""Trains what meaning adds to ranking and gate, reports cross-validated quality with and without, writes the weights.

    python benchmarks/meaning_train.py EVAL_DIR [--step N] [--dry]

EVAL_DIR as for ``train.py``, which learns what the letters say and must have run before. For every article the
letters' score comes from trees that never saw it, and meaning's share is learned on top of that score. All
seeded: the same data give the same weights to the digit. Encoding the 5,309 public sentences takes two minutes.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import gating
import lightgbm
import numpy as np
import ranking
import rows as learning
import train
from numpy.typing import NDArray
from rows import Question
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from knowledge.answering import answer_gate, answer_meaning
from knowledge.finding import meaning
from knowledge.finding.query import understand
from knowledge.finding.scorer import Trees
from knowledge.finding.search import Ranked, cases, order
from knowledge.meaning.opening import open_encoder
from knowledge.meaning.vectors import Vectors
from knowledge.seams import Index, Store

ROOT = Path(__file__).parent.parent
WITNESS = ROOT / "knowledge" / "finding" / "meaning.json"
GATE = ROOT / "knowledge" / "answering" / "answer_meaning.json"
ROUNDS = 120
