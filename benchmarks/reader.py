"""Measures the reader beside today's ranking and confidence, and its verdicts on claims.

    python benchmarks/reader.py EVAL_DIR [--weights FOLDER] [--keep FILE] [--claims FILE]

EVAL_DIR holds `validation/questions.jsonl` (over `../seeds`) and `squad/`. The first candidates of the
ranking are read; printed are: the right one first by the ranking, by the reader and by both, how well
answerable questions are told from others (AUROC), and how often the span overlaps the answer. The ranking's
shipped trees have seen `squad`, so there its own share is flattered. ``--keep`` holds the candidates, which
take minutes to gather; ``--claims`` are those that benchmarks/training holds out.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from knowledge.comprehension.opening import WEIGHTS, open_reader
from knowledge.library import Library
from knowledge.protocols import Passage, Reader, Reading
from knowledge.settings import Settings

FIRST = 8
ANSWERABLE, UNANSWERABLE = 800, 400
SURE = 0.9
"""The probability from which a claim would be called supported."""
VERDICTS = ("supported", "contradicted", "neither")


class Found(NamedTuple):
    """A question with the ranking's first candidates, and which are right."""

    question: str
    answerable: bool
    confidence: float
    passages: list[Passage]
    scores: list[float]
    right: list[bool]
    answers: list[list[list[int]]]
    """By candidate, the spans of right answers in it."""


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--claims", type=Path)
    parser.add_argument("--only", choices=["news", "squad"])
    chosen = parser.parse_args()
    reader = open_reader(chosen.weights)
    assert reader is not None, "install the extra: semantic"
    for name, found in _kept(chosen.data, chosen.keep).items():
        if chosen.only in (None, name):
            _report(name, found, reader)
    if chosen.claims:
        _claims(chosen.claims, reader)
    _cost(reader)


def _kept(data: Path, keep: Path | None) -> dict[str, list[Found]]:
    if keep and keep.exists():
        held = json.loads(keep.read_text(encoding="utf-8"))
        return {name: [_opened(one) for one in found] for name, found in held.items()}
    held = {"news": _news(data), "squad": _public(data / "squad")}
    if keep:
        keep.write_text(json.dumps(held, default=str), encoding="utf-8")
    return held


def _opened(one: list[Any]) -> Found:
    passages = [Passage(s, b, t, date.fromisoformat(d) if d else None) for s, b, t, d in one[3]]
    return Found(*one[:3], passages, *one[4:])


def _news(data: Path) -> list[Found]:
    asked = list(map(json.loads, (data / "validation/questions.jsonl").read_text("utf-8").splitlines()))

    def answers(question: dict[str, Any], quote: str) -> list[list[int]]:
        found = [re.search(key, quote, re.IGNORECASE | re.DOTALL) for key in question["answer_key"]]
        return [[m.start(), m.end()] for m in found if m]

    return _gather(data.parent / "seeds", asked, answers)


def _public(folder: Path) -> list[Found]:
    held = list(map(json.loads, (folder / "questions.jsonl").read_text("utf-8").splitlines()))
    yes, no = ([q for q in held if q["answerable"] is value] for value in (True, False))
    asked = yes[:: len(yes) // ANSWERABLE][:ANSWERABLE] + no[:: len(no) // UNANSWERABLE][:UNANSWERABLE]

    def answers(question: dict[str, Any], quote: str) -> list[list[int]]:
        if not any(gold in quote or quote in gold for gold in question["gold_text"]):
            return []
        places = [(quote.find(a), len(a)) for a in question.get("answers", ())]
        # The sentence counts as right even where the answer's wording is elsewhere.
        return [[at, at + length] for at, length in places if at >= 0] or [[0, len(quote)]]

    return _gather(folder / "archive.jsonl", asked, answers)


def _gather(sources: Path, asked: Iterable[dict[str, Any]], answers: Any) -> list[Found]:
    found = []
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(sources=(sources,), home=Path(home))
        with Library.open(settings) as library:
            for question in asked:
                answer = library.ask(question["question"], context=question.get("context"), top=FIRST)
                passages, spans = [], []
                for citation in answer.evidence:
                    own = library.sentences_of(citation.source)
                    at = next(n for n, s in enumerate(own) if s.start == citation.start)
                    before = own[at - 1].text if at else ""
                    passages.append(Passage(citation.quote, before, citation.title, citation.published))
                    spans.append(answers(question, citation.quote) if question["answerable"] else [])
                found.append(
                    Found(
                        question["question"], question["answerable"], answer.confidence, passages,
                        [c.score for c in answer.evidence], [bool(s) for s in spans], spans,
                    )
                )  # fmt: skip
    return found


def _report(name: str, found: Sequence[Found], reader: Reader) -> None:
    readings = [reader.read(one.question, one.passages) for one in found]
    pairs = list(zip(found, readings, strict=True))
    asked = [(f, r) for f, r in pairs if f.answerable]
    print(f"\n{name}: {len(asked)} answerable, {len(found) - len(asked)} not")
    print(f"  first right: ranking {_first(asked, 0):.3f}, reader {_first(asked, 1):.3f}")
    mixed = {w / 20: _first(asked, w / 20) for w in range(1, 20)}
    best = max(mixed, key=lambda w: mixed[w])
    print("  mixed: " + " ".join(f"{w:.2f}:{v:.3f}" for w, v in mixed.items() if round(w * 20) % 2 == 0))
    print(f"  best {mixed[best]:.3f} at {best:.2f}; among the first {FIRST}: {_among(asked):.3f}")
    _answerability(pairs, 0.35)
    spans = [
        (reading.span, one.answers[at])
        for one, own in asked
        for at, reading in enumerate(own)
        if one.right[at] and at == _best(one, own, 0.35)
    ]
    overlap = [max(_overlap(span, s) for s in gold) for span, gold in spans]
    print(
        f"  span of right firsts: overlaps {np.mean([o > 0 for o in overlap]):.3f},"
        f" exact {np.mean([o == 1 for o in overlap]):.3f}, mean F1 {np.mean(overlap):.3f}"
    )


def _mixed(one: Found, own: Sequence[Reading], weight: float) -> list[float]:
    """The share ``weight`` of the reader's probability in the score."""
    return [
        (1 - weight) * score + weight * _probability(reading.answers)
        for score, reading in zip(one.scores, own, strict=True)
    ]


def _probability(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))


def _best(one: Found, own: Sequence[Reading], weight: float) -> int:
    mixed = _mixed(one, own, weight)
    return max(range(len(mixed)), key=lambda at: (mixed[at], -at), default=-1)


def _first(pairs: Sequence[tuple[Found, list[Reading]]], weight: float) -> float:
    return sum(bool(f.passages) and f.right[_best(f, r, weight)] for f, r in pairs) / len(pairs)


def _among(pairs: Sequence[tuple[Found, list[Reading]]]) -> float:
    return sum(any(f.right) for f, _ in pairs) / len(pairs)


def _answerability(pairs: Sequence[tuple[Found, list[Reading]]], weight: float) -> None:
    told = [f.answerable for f, _ in pairs]
    today = [f.confidence for f, _ in pairs]
    top = [r[_best(f, r, weight)].answers if r else -9.0 for f, r in pairs]
    most = [max((x.answers for x in r), default=-9.0) for _, r in pairs]
    both = np.array([[_logit(c), t, m] for c, t, m in zip(today, top, most, strict=True)])
    joint = cross_val_predict(LogisticRegression(), both, told, cv=5, method="predict_proba")[:, 1]
    print(
        "  AUROC answerable:"
        + "".join(
            f" {name} {roc_auc_score(told, values):.3f}"
            for name, values in (("today", today), ("reader", top), ("reader's most", most), ("both", joint))
        )
    )
    firsts = {"today": (0.0, today), "both": (weight, joint)}
    for name, (share, values) in firsts.items():
        right = [f.answerable and bool(r) and f.right[_best(f, r, share)] for f, r in pairs]
        print(f"  {name}: {_honest(told, right, values)}")


def _honest(told: Sequence[bool], right: Sequence[bool], values: Sequence[float]) -> str:
    """The best share of right answers and rightful silences by one bound, and the right at precision .9."""
    order = sorted(range(len(told)), key=lambda n: -values[n])
    silent = sum(not t for t in told)
    best, kept, hits = silent / len(told), 0.0, 0
    for count, n in enumerate(order, 1):
        hits += right[n]
        silent -= not told[n]
        best = max(best, (hits + silent) / len(told))
        if hits / count >= 0.9:
            kept = hits / sum(told)
    return f"best honest {best:.3f}, right of answerable at precision .9 {kept:.3f}"


def _logit(p: float) -> float:
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))


def _overlap(span: tuple[int, int] | None, gold: Sequence[int]) -> float:
    """F1 of code points."""
    if span is None:
        return 0.0
    common = min(span[1], gold[1]) - max(span[0], gold[0])
    return 2 * common / (span[1] - span[0] + gold[1] - gold[0]) if common > 0 else 0.0


def _claims(path: Path, reader: Reader) -> None:
    """Right verdicts by kind; where two are right (a name exchanged), either."""
    tried: dict[str, Counter[str]] = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            sentence, before, title, _ = line["passage"]
            told = reader.judge(line["claim"], [Passage(sentence, before, title)])[0]
            verdict = VERDICTS[max(range(3), key=lambda n: told[n])]
            kind = f"{'invented' if line['source'].startswith('invented') else 'text'}: {line['kind']}"
            gold = line["label"] if isinstance(line["label"], list) else [line["label"]]
            count = tried[kind]
            count["all"] += 1
            count["right"] += verdict in gold
            count["false supported"] += verdict == "supported" and "supported" not in gold
            count["not supported"] += "supported" not in gold
            count["false contradicted"] += verdict == "contradicted" and gold == ["supported"]
            count["supported"] += gold == ["supported"]
            sure = told.supported >= SURE
            count["surely"] += sure and gold == ["supported"]
            count["falsely sure"] += sure and "supported" not in gold
    print(
        f"\n{'claims':32} {'n':>5} {'right':>6} {'falsely supported':>18} {'falsely contradicted':>21}"
        f" {f'supported at {SURE}':>17} {'falsely':>10}"
    )
    tried["all"] = sum(tried.values(), Counter())
    for kind, count in sorted(tried.items()):
        print(
            f"{kind:32} {count['all']:5} {count['right'] / count['all']:6.3f}"
            f" {count['false supported']:8}/{count['not supported']:<9}"
            f" {count['false contradicted']:11}/{count['supported']:<9}"
            f" {count['surely']:8}/{count['supported']:<8} {count['falsely sure']:5}/{count['not supported']}"
        )


def _cost(reader: Reader) -> None:
    """Processor time of eight full pairs, the median of twenty."""
    passages = [Passage("The council said on Monday that the bridge would close. " * 8) for _ in range(FIRST)]
    times = []
    for n in range(20):
        start = time.process_time()
        reader.read(
            f"When will the bridge close, question {n}?",
            [p._replace(title=str(i)) for i, p in enumerate(passages)],
        )
        times.append((time.process_time() - start) * 1000)
    print(f"\n{FIRST} pairs of 64 tokens: {sorted(times)[10]:.1f} ms of processor time")


if __name__ == "__main__":
    main()
