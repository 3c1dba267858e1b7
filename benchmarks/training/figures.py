"""Invented figures → evidence and a claim in which the number is kept, changed, moved or turned round."""

from __future__ import annotations

import random

from words import UNSAID, WORDS, Verdicts

__all__ = ["figures"]

Figure = tuple[str, str, Verdicts, str]
"""Evidence, claim, verdicts, kind."""
SUPPORTED, CONTRADICTED = ["supported"], ["contradicted"]
THINGS = [
    "people", "workers", "houses", "protesters", "soldiers", "tonnes of rice", "migrants", "schools",
    "passengers", "votes", "hectares of forest", "patients",
]  # fmt: skip
HAPPENED = [
    ("were hurt", "were injured", "were unharmed"), ("were lost", "went missing", "were found"),
    ("were counted", "were recorded", "were ignored"), ("were moved", "were taken away", "stayed"),
    ("were affected", "were hit", "were spared"),
]  # fmt: skip
"""What happened to them, the same in other words, and the opposite."""
TRENDS = [
    ("rose", "went up", "fell"), ("increased", "climbed", "decreased"), ("grew", "expanded", "shrank"),
    ("dropped", "declined", "rose"), ("fell", "went down", "climbed"),
]  # fmt: skip
MEASURES = ["Prices", "Exports", "The population", "Profits", "Rents", "Turnout", "Sales", "Output"]
EVENTS = [
    "The harvest began",
    "The vote took place",
    "The train arrived",
    "The school opened",
    "The trial started",
]
DELAYS = ["a week", "a month", "two days", "an hour", "a year", "three weeks"]
BOUNDS = ["more than ", "at least ", "about ", ""]


def figures(chance: random.Random) -> Figure:
    """One of the kinds below."""
    return chance.choice([_counted, _counted, _trend, _corrected, _delay, _age])(chance)


def _number(chance: random.Random) -> tuple[int, int]:
    """A number and another one."""
    n = chance.choice([chance.randrange(3, 40), chance.randrange(40, 900), chance.randrange(1, 90) * 100])
    return n, chance.choice([m for m in (n + 1, n + 2, n * 2, n + 10, n // 2 + 1, n - 1) if m not in (n, 0)])


def _counted(chance: random.Random) -> Figure:
    (n, m), (thing, other) = _number(chance), chance.sample(THINGS, 2)
    did, same, opposite = chance.choice(HAPPENED)
    place = chance.choice(WORDS["places"])
    told = f"{chance.choice(BOUNDS)}{n:,} {thing} {did} in {place}"
    return chance.choice([
        (told, f"{n:,} {thing} {same} in {place}", SUPPORTED, "number kept"),
        (told, f"{m:,} {thing} {chance.choice([did, same])} in {place}", CONTRADICTED, "number"),
        (told, f"{n:,} {other} {did} in {place}", UNSAID, "number moved"),
        (told, f"{n:,} {thing} {opposite} in {place}", CONTRADICTED, "opposite"),
    ])  # fmt: skip


def _trend(chance: random.Random) -> Figure:
    what, place, n = chance.choice(MEASURES), chance.choice(WORDS["places"]), chance.randrange(2, 95)
    did, same, opposite = chance.choice(TRENDS)
    told = f"{what} {did} by {n} percent in {place}"
    return chance.choice([
        (told, f"{what} in {place} {same} by {n} percent", SUPPORTED, "number kept"),
        (told, f"{what} in {place} {opposite} by {n} percent", CONTRADICTED, "opposite"),
    ])  # fmt: skip


def _corrected(chance: random.Random) -> Figure:
    (n, m), thing, (did, _, _) = _number(chance), chance.choice(THINGS), chance.choice(HAPPENED)
    place = chance.choice(WORDS["places"])
    told = chance.choice([
        f"An earlier version said that {m:,} {thing} {did} in {place}; the right number is {n:,}",
        f"Correction: {n:,} {thing} {did} in {place}, not {m:,} as we reported",
        f"The ministry lowered the number of {thing} that {did} in {place} from {m:,} to {n:,}",
    ])  # fmt: skip
    claimed, verdicts = chance.choice([(m, CONTRADICTED), (m, CONTRADICTED), (n, SUPPORTED)])
    return told, f"{claimed:,} {thing} {did} in {place}", verdicts, "corrected"


def _delay(chance: random.Random) -> Figure:
    event, delay = chance.choice(EVENTS), chance.choice(DELAYS)
    when, other = chance.sample(["later", "earlier"], 2)
    told = f"{event} {delay} {when} than planned"
    return chance.choice([
        (told, f"{event} {delay} {other} than planned", CONTRADICTED, "opposite"),
        (told, f"{event} {delay} {when} than expected", SUPPORTED, "opposite kept"),
    ])  # fmt: skip


def _age(chance: random.Random) -> Figure:
    who, age = f"{chance.choice(WORDS['first'])} {chance.choice(WORDS['last'])}", chance.randrange(18, 90)
    told = f"{who}, {age}, was among the {chance.choice(THINGS)}"
    claimed, verdicts = chance.choice(
        [(age, SUPPORTED), (age + chance.choice([-10, -1, 1, 3, 10]), CONTRADICTED)]
    )
    kind = "number kept" if claimed == age else "number"
    return told, f"{who} is {claimed} years old", verdicts, kind
