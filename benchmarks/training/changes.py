"""A sentence changed in one respect: number, day, opposite, negation, names, synonyms, or shortened.

Each change gives None where the sentence has nothing to change.
"""

from __future__ import annotations

import random
import re

from words import DEEDS, MONTHS, WEEKDAYS, WORDS

__all__ = ["NAME", "day", "negated", "number", "opposite", "shorter", "swapped", "synonyms"]

TURNED = {a: b for pair in WORDS["opposites"] for a, b in (pair.split("/"), pair.split("/")[::-1])}
SYNONYMS: dict[str, str] = dict(WORDS["synonyms"])
NUMBER = re.compile(r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w.,])|(?<![\w.,-])\d+(?:\.\d+)?(?=[\s%.,;)]|$)")
NUMBERS: list[str] = WORDS["numbers"]
NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w’'-]+)(?: (?:[A-Z][\w’'-]+))*")
VERB = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|must|should|may|might)\b(?! not|n't)"
)
PAST = {deed.past: deed.base for deed in DEEDS} | dict(pair.split("/") for pair in WORDS["past"])


def number(text: str, chance: random.Random) -> str | None:
    """A number exchanged for another, in digits or in words."""
    found = list(NUMBER.finditer(text))
    words = list(re.finditer(rf"\b({'|'.join(NUMBERS)})\b", text))
    if not found and not words:
        return None
    if words and (not found or chance.random() < 0.4):
        m = chance.choice(words)
        return text[: m.start()] + chance.choice([w for w in NUMBERS if w != m.group()]) + text[m.end() :]
    m = chance.choice(found)
    value = float(m.group().replace(",", ""))
    if 1800 <= value <= 2100 and "," not in m.group():
        other = f"{int(value) + chance.choice([-20, -3, -2, -1, 1, 2, 3, 10])}"
    elif "." in m.group():
        other = f"{value + chance.choice([-0.5, 0.3, 1, 2.5, 10]):.1f}"
    else:
        other = f"{max(1, int(value * chance.choice([0.5, 2, 3, 1.5]) + chance.choice([-1, 0, 1, 2]))):,}"
    return None if other == m.group() else text[: m.start()] + other + text[m.end() :]


def day(text: str, chance: random.Random) -> str | None:
    """A weekday or month exchanged."""
    found = list(re.finditer(rf"\b({'|'.join(WEEKDAYS + MONTHS)})\b", text))
    if not found:
        return None
    m = chance.choice(found)
    others = WEEKDAYS if m.group() in WEEKDAYS else MONTHS
    return text[: m.start()] + chance.choice([o for o in others if o != m.group()]) + text[m.end() :]


def opposite(text: str, chance: random.Random) -> str | None:
    """A word exchanged for its opposite."""
    found = list(re.finditer(rf"\b({'|'.join(TURNED)})\b", text))
    if not found:
        return None
    m = chance.choice(found)
    return text[: m.start()] + TURNED[m.group()] + text[m.end() :]


def negated(text: str, chance: random.Random) -> str | None:
    """The first verb negated."""
    m = VERB.search(text)
    if m:
        return text[: m.end()] + chance.choice([" not", " not", " never"]) + text[m.end() :]
    for m in re.finditer(r"\b[a-z]+\b", text):
        if m.group() in PAST:
            return (
                text[: m.start()]
                + chance.choice([f"did not {PAST[m.group()]}", f"never {m.group()}"])
                + text[m.end() :]
            )
    return None


def swapped(text: str, chance: random.Random) -> str | None:
    """Two names of a sentence in each other's places."""
    found = list(re.finditer(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*", text))
    found = [
        m
        for m in found
        if m.group() not in WEEKDAYS + MONTHS and len(m.group()) > 2 and (m.start() > 0 or " " in m.group())
    ]
    if len(found) < 2:
        return None
    a, b = sorted(chance.sample(found, 2), key=lambda m: m.start())
    if (
        a.group() in b.group()
        or b.group() in a.group()
        or re.fullmatch(r"( and |, | or )", text[a.end() : b.start()])
    ):
        return None
    return text[: a.start()] + b.group() + text[a.end() : b.start()] + a.group() + text[b.end() :]


def synonyms(text: str, chance: random.Random) -> str | None:
    """Up to two words in other words."""
    found = list(re.finditer(rf"\b({'|'.join(SYNONYMS)})\b", text))
    if not found:
        return None
    for m in reversed(chance.sample(found, min(len(found), 2))):
        text = text[: m.start()] + SYNONYMS[m.group()] + text[m.end() :]
    return text


def shorter(text: str, chance: random.Random) -> str | None:
    """A main clause alone: without an apposition, a relative clause, a tail, or who said it."""
    cuts = [
        re.sub(r", (?:who|which|where|whose)\b[^,;.]*,", "", text, count=1),
        re.sub(
            r",? (?:who|which|where|whose|while|although|because|after|as)\b[^,;]*\.$", ".", text, count=1
        ),
        re.sub(r", [^,]{3,40}, (?=(?:is|was|were|are|has|had|said|will)\b)", " ", text, count=1),
        re.sub(r" \([^)]*\)", "", text),
        re.sub(r"; .*$", ".", text),
        re.sub(r",? (?:said|according to) [^,;\"”]*\.$", ".", text)
        if not re.search(r"[\"“”]", text)
        else text,
        re.sub(r", [^,]*\.$", ".", text),
    ]
    cuts = [c for c in cuts if c != text and len(c.split()) > 4]
    return chance.choice(cuts) if cuts else None
