"""Public corpora and invented news → what the reader learns from, pass by pass, and claims that judge it.

    python benchmarks/training/corpus.py TRAIN_DIR OUT

Writes OUT/N/groups.jsonl.gz and OUT/N/claims.jsonl.gz for each pass, and OUT/held.jsonl.gz.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from claims import BESIDE, by_rule, held_out, public, searched, written
from groups import Group, news_groups, public_groups, write
from invented_claims import invented
from news import ranked_groups
from words import DEEDS, Claim

from knowledge.embedding.opening import open_encoder

__all__ = ["PASSES", "main"]

DATA = Path(__file__).parent.parent / "data"
UNSEEN = DEEDS[3::7]
"""Verbs of invented claims that only judge."""


class Mix(NamedTuple):
    """How much of each goes into a pass: questions first, then claims."""

    public: dict[str, int]
    news: int
    written: int
    ruled: int = 0
    invented: int = 0
    claimed: int = 0
    """Of the public claims; the written ones are all in every pass that has any."""
    wrong: int = 3
    """Wrong candidates of a question."""
    first: int = 0
    """Questions of the written news beside what letters and meaning put first, up to six wrong ones each."""
    searched: int = 0
    """Written claims beside their own sentence and beside what a search brings with it."""
    own: int = 0
    """Written claims beside their own sentence alone."""
    beside: int = 0
    """Written claims beside what a search brings with it alone."""
    restated: int = 0
    """Of those made by rule, what the sentence says itself: many written claims that are nearly verbatim are
    contradicted, and without these all that is nearly verbatim would look so."""


ALL = {"new_wiki": 1500, "qamr": 700, "onestop": 400, "selqa": 500, "reddit": 150, "amazon_reviews": 150}
PASSES = [
    Mix(ALL, 2200, 0),
    Mix({}, 0, 1600, ruled=700, invented=1300, claimed=450, wrong=2),
    Mix(ALL | {"qamr": 500}, 2200, 5000, ruled=4000, invented=4500, claimed=1800),
    Mix({"new_wiki": 2200, "qamr": 700, "onestop": 450, "selqa": 450}, 0, 0, ruled=4000, invented=4500,
        claimed=1800, first=6000),
    Mix({"new_wiki": 2600, "onestop": 300, "selqa": 300}, 0, 0, ruled=1500, invented=1800, claimed=900,
        first=6000, searched=20000),
    Mix({"new_wiki": 500}, 0, 0, invented=800, first=3000, searched=20000),
    Mix({}, 0, 0, ruled=2500, invented=1200, claimed=1500, first=2600, own=13000, beside=8000, restated=3500),
    Mix({}, 0, 0, ruled=1500, invented=700, claimed=800, first=3000, own=8000, beside=4000, restated=2500),
]  # fmt: skip


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    chance = random.Random(7)  # noqa: S311 - not for secrets
    news = sorted(DATA.glob("*.txt"))
    fresh = sorted((DATA / "written").glob("*.txt"))
    claims = _Claims(chosen.train, [*news, *fresh], chance)
    for number, mix in enumerate(PASSES, 1):
        folder = chosen.out / str(number)
        folder.mkdir(parents=True, exist_ok=True)
        groups = [
            *_drawn(news, mix.news, mix.wrong, chance),
            *_drawn(fresh, mix.written, mix.wrong, chance),
            *_first(fresh, mix.first, chance),
            *(g for name, most in mix.public.items()
              for g in public_groups(chosen.train, name, most=most, wrong=mix.wrong, chance=chance)),
        ]  # fmt: skip
        chance.shuffle(groups)
        write(folder / "groups.jsonl.gz", groups)
        own = claims.drawn(mix) if mix.ruled or mix.searched or mix.own else []
        _keep(folder / "claims.jsonl.gz", own)
        print(f"pass {number}: {len(groups)} questions, {len(own)} claims", flush=True)
    _keep(chosen.out / "held.jsonl.gz", claims.held())


def _drawn(paths: Sequence[Path], most: int, wrong: int, chance: random.Random) -> list[Group]:
    made = [g for path in paths for g in news_groups(path, wrong=wrong, chance=chance)] if most else []
    chance.shuffle(made)
    return made[:most]


def _first(paths: Sequence[Path], most: int, chance: random.Random) -> list[Group]:
    encoder = open_encoder() if most else None
    if encoder is None:
        return []
    made = [g for path in paths for g in ranked_groups(path, encoder, wrong=6, chance=chance)]
    chance.shuffle(made)
    return made[:most]


class _Claims:
    """Claims of every kind, each drawn in turn without coming twice before all have come once."""

    def __init__(self, train: Path, news: Sequence[Path], chance: random.Random) -> None:
        self._chance = chance
        every = [*by_rule(train, news, chance), *public(train, chance)]
        self._held = [c for c in every if held_out(c.source)]
        kept = [c for c in every if not held_out(c.source)]
        chance.shuffle(kept)
        public_sets = {"rte", "covidfact", "climate", "wice"}
        self._public = [c for c in kept if c.kind in public_sets]
        # Encyclopedias lend fewer claims than news.
        self._ruled = [c for c in kept if c.kind not in public_sets]
        self._ruled = [c for c in self._ruled if not c.source.startswith("new_wiki") or chance.random() < 0.3]
        self._restated = [c for c in self._ruled if c.label == ["supported"] and c.source.startswith("news")]
        self._written = list(written(sorted((DATA / "written").glob("*.jsonl"))))
        self._searched = [c for path in news for c in searched(path, DATA / "claims")]
        told = chance.sample(self._searched, len(self._searched))
        self._own = [c for c in told if c.kind != BESIDE]
        self._beside = [c for c in told if c.kind == BESIDE]
        self._judging = list(written(sorted((DATA / "unseen").glob("*.jsonl"))))

    def drawn(self, mix: Mix) -> list[Claim]:
        """What a pass learns from, in an order by chance."""
        seen = [deed for deed in DEEDS if deed not in UNSEEN]
        made = [*self._written, *self._searched[: mix.searched], *invented(mix.invented, self._chance, seen)]
        for pool, count in (
            (self._ruled, mix.ruled), (self._public, mix.claimed), (self._restated, mix.restated),
            (self._own, mix.own), (self._beside, mix.beside),
        ):  # fmt: skip
            made += pool[:count]
            pool[:] = pool[count:] + pool[:count]
        self._chance.shuffle(made)
        return made

    def held(self) -> list[Claim]:
        """Of articles, files and verbs that no pass has seen."""
        self._chance.shuffle(self._held)
        return [*self._judging, *self._held[:1600], *invented(900, self._chance, UNSEEN)]


def _keep(path: Path, claims: Iterable[Claim]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for claim in claims:
            file.write(json.dumps(claim._asdict(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
