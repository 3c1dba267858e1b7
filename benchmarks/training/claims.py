"""Sentences of the training texts, public and written claims → claims with evidence for the verdicts.

By rule from a sentence: the whole and parts of it as claims that it supports; numbers, days, names and
opposites exchanged, negated; and the sentence itself set into frames that deny, doubt or merely imagine it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from changes import NAME, day, negated, number, opposite, shorter, swapped, synonyms
from groups import Passage, news_passages, public_passages
from rapidfuzz import fuzz
from words import FRAMES, MONTHS, UNSAID, WEEKDAYS, Claim, Verdicts

__all__ = ["BESIDE", "by_rule", "held_out", "public", "searched", "written"]

Change = Callable[[str, random.Random], str | None]
CHANGES: list[tuple[Change, Verdicts, float]] = [
    (number, ["contradicted"], 1.0), (day, ["contradicted"], 1.0), (opposite, ["contradicted"], 0.7),
    (negated, ["contradicted"], 0.7), (swapped, UNSAID, 0.6), (synonyms, ["supported"], 0.8),
    (shorter, ["supported"], 1.0),
]  # fmt: skip
"""With the verdicts on the sentence so changed, and how often it is made where it can be."""
SPOKEN = {" said": "supported", " says": "supported", " alleged": "neither", " claimed": "neither"}
"""The verdict on what is so reported."""
TELLERS = ["a spokesman", "the ministry", "officials", "the company"]
LOWERED = frozenset("The A An It He She They In On At More Two Three There Police After About".split())
LABELS: dict[str, Verdicts] = {
    "supported": ["supported"], "contradicted": ["contradicted"], "neither": ["neither"],
    "not supported": UNSAID, "partly": ["neither"], "not found": ["neither"],
}  # fmt: skip
BESIDE = "beside"
"""The kind of a claim that is held against a sentence which says nothing of it."""
OTHERS = 2
"""Sentences beside its own that a claim is held against."""
LONGEST = 42
"""Words of evidence that is read whole."""


def by_rule(train: Path, news: Iterable[Path], chance: random.Random) -> Iterator[Claim]:
    """Claims on the sentences of the training texts."""
    for source, passages in _articles(train, news).items():
        names = [m.group() for p in passages for m in NAME.finditer(p.text) if len(m.group()) > 3]
        for passage in passages:
            if 6 <= len(passage.text.split()) <= 40:
                yield from _changed(passage, chance, source)
                yield from _renamed(passage, names, chance, source)
                yield from _framed(passage, chance, source)
                yield from _attributed(passage, source)
        yield from _unrelated(passages, chance, source)


def _articles(train: Path, news: Iterable[Path]) -> dict[str, list[Passage]]:
    articles: dict[str, list[Passage]] = {}
    for path in news:
        for held in news_passages(path)[0]:
            articles.setdefault(f"news:{held.article}", []).append(held.passage)
    for corpus in ("onestop", "qamr", "new_wiki"):
        for held in public_passages(train, corpus):
            if corpus != "qamr" or held.article.startswith("wikinews"):
                articles.setdefault(f"{corpus}:{held.article.split('/')[0]}", []).append(held.passage)
    return articles


def _changed(passage: Passage, chance: random.Random, source: str) -> Iterator[Claim]:
    text, around = passage.text, (passage.previous, passage.title, passage.day)
    for change, verdicts, share in CHANGES:
        if chance.random() >= share or not (claim := change(text, chance)):
            continue
        if change is synonyms and chance.random() < 0.5:
            claim = shorter(claim, chance) or claim
        yield Claim(claim, (text, *around), verdicts, change.__name__, source)
        # What contradicts is contradicted, too.
        if verdicts == ["contradicted"] and chance.random() < 0.4:
            yield Claim(text, (claim, *around), verdicts, change.__name__, source)
    if chance.random() < 0.25:
        yield Claim(text, (text, *around), ["supported"], "same", source)


def _renamed(passage: Passage, others: list[str], chance: random.Random, source: str) -> Iterator[Claim]:
    text, name = passage.text, NAME.search(passage.text)
    other = chance.choice(others) if others else ""
    if not name or other in text or name.group() in other or other in WEEKDAYS + MONTHS:
        return
    if chance.random() < 0.5:
        claim = text[: name.start()] + other + text[name.end() :]
        yield Claim(claim, (text, passage.previous, passage.title, passage.day), UNSAID, "name", source)


def _framed(passage: Passage, chance: random.Random, source: str) -> Iterator[Claim]:
    text = passage.text
    if '"' in text or "“" in text or chance.random() < 0.5:
        return
    frame, verdicts = chance.choice(FRAMES)
    own = text[0].lower() + text[1:] if text.split(" ", 1)[0] in LOWERED else text
    told = frame.format(s=own.rstrip("."), who=chance.choice(TELLERS))
    told = told[0].upper() + told[1:]
    yield Claim(text, (told, passage.previous, passage.title, passage.day), verdicts, "frame", source)


def _attributed(passage: Passage, source: str) -> Iterator[Claim]:
    for cue, verdict in SPOKEN.items():
        m = re.match(rf"([A-Z][^,\"]{{2,50}}{cue}) (?:that )?([a-z][^\"]{{20,}})$", passage.text)
        if m and " not" not in m.group(1):
            claim = m.group(2)[0].upper() + m.group(2)[1:]
            yield Claim(claim, tuple(passage), [verdict], "attributed", source)


def _unrelated(passages: list[Passage], chance: random.Random, source: str) -> Iterator[Claim]:
    """A sentence says nothing of its neighbour."""
    for first, second in pairwise(passages):
        if chance.random() < 0.35:
            claim = shorter(first.text, chance) or first.text
            # The sentence before it would tell the claim.
            yield Claim(claim, tuple(second._replace(previous="")), ["neither"], "neighbour", source)


def public(train: Path, chance: random.Random) -> Iterator[Claim]:
    """Claims of public sets with evidence that is short enough to be read whole."""
    with gzip.open(train / "pairs.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            # One set would fill the pass with "not found".
            rare = line["label"] != "not found" or chance.random() < 0.4
            if rare and len(line["evidence"].split()) <= LONGEST:
                name = line["source"].split("-")[0]
                yield Claim(
                    line["claim"], (line["evidence"], "", "", ""), LABELS[line["label"]], name,
                    f"{line['source']}:{line['evidence'][:60]}",
                )  # fmt: skip


def written(paths: Iterable[Path]) -> Iterator[Claim]:
    """Claims that people wrote over invented news, a JSON object a line."""
    for path in paths:
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            passage = (line["evidence"], line.get("before", ""), line.get("title", ""), "")
            yield Claim(line["claim"], passage, LABELS[line["label"]], line["kind"], f"written:{path.stem}")


def searched(shelf: Path, claims: Path) -> Iterator[Claim]:
    """Claims over a shelf of invented news, each beside its own sentence and what a search brings with it.

    The files of a shelf are named ``SHELF.*.jsonl``; ``key`` holds words of the sentence that decides. The
    likest other sentences say nothing of the claim.
    """
    passages = [held.passage for held in news_passages(shelf)[0]]
    for path in sorted(claims.glob(f"{shelf.stem}.*.jsonl")):
        for line in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            own = [one for one in passages if line["key"].lower() in one.text.lower()]
            others = sorted(
                (one for one in passages if one not in own),
                key=lambda one: -fuzz.token_set_ratio(line["claim"], one.text),
            )
            source = f"written:{shelf.stem}"
            for one in own:
                yield Claim(line["claim"], tuple(one), LABELS[line["verdict"]], line["kind"], source)
            for one in others[:OTHERS]:
                yield Claim(line["claim"], tuple(one), ["neither"], BESIDE, source)


def held_out(source: str) -> bool:
    """A tenth of the articles, which only judge."""
    return hashlib.sha256(source.encode()).digest()[0] < 26
