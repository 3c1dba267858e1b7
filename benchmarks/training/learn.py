"""Groups and claims → the weights of the reader: a pass, the learning rate rising and falling with it."""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from network import Network, padded
from torch import Tensor
from torch.nn import functional

from knowledge.comprehension.pairs import Pair, PairMaker

__all__ = ["main"]

TOKENS = 1600
"""About as many in a batch."""
HALVED = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
"""Only where the processor multiplies numbers of 16 bits by itself are they faster than those of 32."""
LABELS = {"supported": 0, "contradicted": 1, "neither": 2}


class Task(NamedTuple):
    """Pairs that are judged together: a question's candidates, or a claim with its evidence."""

    pairs: list[Pair]
    right: list[int]
    spans: dict[int, tuple[int, int]]
    """By candidate, the first and last token of the answer in the pair."""
    label: list[float] | None
    """Of a claim: the share of each verdict (an unsure set names two)."""
    weight: float

    @property
    def tokens(self) -> int:
        """Padding included."""
        return max(len(p.ids) for p in self.pairs) * len(self.pairs)


def context(passage: Sequence[str], chance: random.Random) -> str:
    """Title, day and the sentence before; each is left out now and then, as many sources lack them."""
    _, previous, title, day = passage
    kept = [title if chance.random() < 0.85 else "", day if chance.random() < 0.85 else ""]
    kept.append(previous if chance.random() < 0.75 else "")
    return ". ".join(part for part in kept if part)


def question(line: Sequence[Any], pairs: PairMaker, chance: random.Random) -> Task:
    """A group as a task."""
    _, asked, passages, right, spans, weight = line
    if chance.random() < 0.3:
        asked = asked.rstrip("?").lower()
    # Leaving out is decided for the whole group, or the lack itself would tell candidates apart.
    seed = chance.random()
    made = [pairs.pair(asked, p[0], context(p, random.Random(seed))) for p in passages]  # noqa: S311
    places = {int(at): found for at, span in spans.items() if (found := _tokens(made[int(at)], span))}
    return Task(made, right, places, None, weight)


def _tokens(pair: Pair, span: Sequence[int]) -> tuple[int, int] | None:
    inside = [n for n, (a, b) in enumerate(pair.spans) if a < span[1] and b > span[0]]
    return (pair.start + inside[0], pair.start + inside[-1]) if inside else None


def claim(line: dict[str, Any], pairs: PairMaker, chance: random.Random) -> Task:
    """A claim as a task."""
    passage = line["passage"]
    label = line["label"]
    shares = [0.0, 0.0, 0.0]
    for name in label if isinstance(label, list) else [label]:
        shares[LABELS[name]] = 1.0 / (len(label) if isinstance(label, list) else 1)
    made = pairs.pair(line["claim"], passage[0], context(passage, chance))
    return Task([made], [], {}, shares, line.get("weight", 1.0))


def batches(tasks: list[Task], chance: random.Random) -> list[list[Task]]:
    """Tasks of a length together, in an order by chance."""
    tasks = sorted(tasks, key=lambda t: max(len(p.ids) for p in t.pairs) + chance.random() * 6)
    made: list[list[Task]] = []
    size = 0
    for task in tasks:
        if not made or size + task.tokens > TOKENS:
            made.append([])
            size = 0
        made[-1].append(task)
        size += task.tokens
    chance.shuffle(made)
    return made


def loss(network: Network, batch: Sequence[Task]) -> Tensor:
    """Listwise and binary loss of answers, half the span's loss, and the verdicts' by both heads."""
    pairs = [p for task in batch for p in task.pairs]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVED):
        given = network(*padded(pairs))
    answers, spans, *heads = (one.float() for one in given)
    total, at = torch.zeros(()), 0
    for task in batch:
        own = slice(at, at + len(task.pairs))
        total = total + task.weight * (
            sum(_verdict(head[own], task.label) for head in heads) / len(heads)
            if task.label
            else _answer(answers[own], spans[own], task)
        )
        at += len(task.pairs)
    return total / len(batch)


def _verdict(logits: Tensor, label: Sequence[float]) -> Tensor:
    log = functional.log_softmax(logits[0], -1)
    if label.count(0.5) == 2:  # one of the two, unsaid which
        return -torch.logsumexp(log[torch.tensor(label) > 0], 0)
    return -(log * torch.tensor(label)).sum()


def _answer(answers: Tensor, spans: Tensor, task: Task) -> Tensor:
    target = torch.zeros_like(answers)
    target[task.right] = 1.0
    each = functional.binary_cross_entropy_with_logits(answers, target, reduction="none")
    # As much weight on the right ones as on the wrong ones together; without a right one, on the worst.
    if not task.right:
        return each.max() * 0.7 + each.mean() * 0.3
    value = (
        0.5 * each[task.right].mean()
        + 0.5 * each[[n for n in range(len(each)) if n not in task.right]].mean()
    )
    value = value + torch.logsumexp(answers, 0) - torch.logsumexp(answers[task.right], 0)
    for row, (start, end) in task.spans.items():
        value = value + 0.25 * functional.cross_entropy(spans[row, :, 0][None], torch.tensor([start]))
        value = value + 0.25 * functional.cross_entropy(spans[row, :, 1][None], torch.tensor([end]))
    return value


def _read(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path, nargs="+", help="groups*.jsonl.gz and claims*.jsonl.gz")
    parser.add_argument("--start", type=Path, help="weights of an earlier pass")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--tokens", type=int, default=10**9, help="stop after so many")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--skip", type=int, default=0, help="batches that a pass cut short has learned")
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(chosen.seed)
    chance = random.Random(chosen.seed)  # noqa: S311 - not for secrets
    pairs = PairMaker(chosen.encoder / "tokenizer.json")
    tasks = [
        (claim if path.name.startswith("claims") else question)(line, pairs, chance)
        for path in chosen.data for line in _read(path)
    ]  # fmt: skip
    network = Network(chosen.encoder)
    if chosen.start:
        network.load_state_dict(torch.load(chosen.start, weights_only=True))
    learn(network, tasks, chance, chosen.rate, chosen.tokens, chosen.out, chosen.workers, chosen.skip)


def learn(
    network: Network,
    tasks: list[Task],
    chance: random.Random,
    rate: float,
    most: int,
    out: Path,
    workers: int,
    skip: int,
) -> None:
    """One pass over the tasks by workers that share the weights (Hogwild, Niu et al. 2011).

    Each takes the next batch when it is ready, so that a core which others use too holds nobody up; with one
    worker a pass can be repeated to the bit.
    """
    network.train()
    network.share_memory()
    for module in network.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0  # drawing them costs a third of a pass, and no pass is seen twice
    whole = min(most, sum(t.tokens for t in tasks))
    print(f"{len(tasks)} tasks, {whole} tokens", flush=True)
    made = batches(tasks, chance)[skip:]
    place, seen = multiprocessing.Value("i", 0), multiprocessing.Value("q", 0)
    if workers == 1:
        _work(0, network, made, place, seen, whole, rate, out)
    else:
        # Forked, so that the batches need not be sent.
        team = [
            multiprocessing.get_context("fork").Process(
                target=_work, args=(n, network, made, place, seen, whole, rate, out)
            )
            for n in range(workers)
        ]
        for one in team:
            one.start()
        for one in team:
            one.join()
    torch.save(network.state_dict(), out)


def _work(
    worker: int,
    network: Network,
    made: list[list[Task]],
    place: Any,
    seen: Any,
    whole: int,
    rate: float,
    out: Path,
) -> None:
    torch.set_num_threads(1)
    torch.manual_seed(worker)
    learned = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=0.01, foreach=True)
    mean, start = 0.0, time.time()
    while True:
        with place.get_lock():
            number, place.value = place.value, place.value + 1
        done = seen.value / whole
        if number >= len(made) or done >= 1:
            return
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, done / 0.05 + 0.02, max(0.02, (1 - done) / 0.95))
        value = loss(network, made[number])
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        torch.nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        with seen.get_lock():
            seen.value += sum(t.tokens for t in made[number])
        mean = 0.98 * mean + 0.02 * float(value.detach()) if mean else float(value.detach())
        if number % 20 == 0:
            print(
                f"{number:5} {seen.value:8} {mean:.3f} {seen.value / (time.time() - start):.0f} tokens/s",
                flush=True,
            )
        if number % 200 == 199:
            torch.save(network.state_dict(), out)


if __name__ == "__main__":
    main()
