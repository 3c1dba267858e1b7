"""What is asked of an invented corpus: questions made of its own reports, the same for the same seed."""

from __future__ import annotations

import random
from typing import NamedTuple

from benchmarks.scaling.corpus import PER_REPORT, World

__all__ = ["Asked", "asked"]

_NAMED = 40
"""Places in the order of frequency: from here on a name is middling, from ten times that rare."""


class Asked(NamedTuple):
    """Texts for each operation, in random order."""

    questions: tuple[str, ...]
    with_typos: tuple[str, ...]
    claims: tuple[str, ...]
    rare: tuple[str, ...]
    middling: tuple[str, ...]
    frequent: tuple[str, ...]
    prefixes: tuple[str, ...]
    who: tuple[str, ...]


def asked(world: World, count: int, seed: int = 7) -> Asked:
    """``count`` of each."""
    dice = random.Random(seed)  # noqa: S311 -- nothing secret
    reports = [world.report(dice.randrange(world.sentences // PER_REPORT)) for _ in range(count)]
    told = [
        dice.choice([s for p in r.paragraphs for s in p.split(". ") if len(s.split()) > 6]) for r in reports
    ]
    questions = tuple(_question(sentence, dice) for sentence in told)
    people = world.people.things
    tail = people[len(people) // 2 :]
    return Asked(
        questions,
        tuple(_misspelt(question, dice) for question in questions),
        tuple(sentence.rstrip(".") + "." for sentence in told),
        tuple(dice.choice(tail) for _ in range(count)),
        tuple(people[_NAMED + n % _NAMED] for n in range(count)),
        tuple(people[n % 5] for n in range(count)),
        tuple(dice.choice(people)[: 1 + n % 4] for n in range(count)),
        tuple(f"Who is {dice.choice(people[: len(people) // 4])}?" for _ in range(count)),
    )


def _question(sentence: str, dice: random.Random) -> str:
    """Some of a sentence's words in their order, behind a question word."""
    words = [w.strip("“”,.") for w in sentence.split() if len(w) > 3]
    kept = sorted(dice.sample(range(len(words)), min(len(words), dice.randint(3, 5))))
    opening = dice.choice(["Who", "When did", "How many", "What did", "Where did", "Why did"])
    return f"{opening} {' '.join(words[n] for n in kept)}?"


def _misspelt(question: str, dice: random.Random) -> str:
    """A letter left out, doubled or swapped in two of the longer words."""
    words = question.split()
    long = [n for n, word in enumerate(words) if len(word) > 4 and n]
    for n in dice.sample(long, min(2, len(long))):
        at = dice.randrange(1, len(words[n]) - 2)
        word = words[n]
        words[n] = dice.choice(
            [word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:],
             word[:at] + word[at + 1] + word[at] + word[at + 2 :]]
        )  # fmt: skip
    return " ".join(words)
