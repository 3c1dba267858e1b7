"""Invented news of any size, the same for the same seed: names, places, sums and days, as in news.

People and organisations follow Zipf's law and grow with the corpus by Heaps' law; words between them are
drawn from a vocabulary of their own, so that rare words stay rare. Nothing in it is taken from a text.
"""

from __future__ import annotations

import json
import random
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

__all__ = ["Report", "World", "write"]

SENTENCES, PARAGRAPHS = 3, 8
"""In a paragraph, and paragraphs in a report."""
PER_REPORT = SENTENCES * PARAGRAPHS
FIRST_DAY, DAYS = date(2023, 1, 1), 900

_BETWEEN = re.compile(r"(?<=\.) (?=[“A-Z])")
"""Invented sentences."""
_ONSETS = "b br c ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea".split()
_CODAS = ["", "", "n", "r", "l", "s", "th", "nd", "m", "rk"]
_OFFICES = (
    "finance minister|foreign minister|mayor|governor|president|prime minister|police chief|spokesman"
    "|health minister|union leader|judge|ambassador"
).split("|")
_BODIES = "ministry of transport|city council|port authority|central bank|supreme court|parliament".split("|")
_DEEDS = (
    "signed an agreement with|met|opened talks with|criticised|visited|sent aid to|withdrew from talks with"
    "|imposed sanctions on|closed its border with|reached a ceasefire with"
).split("|")
_COUNTED = "soldiers|workers|houses|vehicles|students|refugees|prisoners|patients|farmers|ships".split("|")
_CHANGES = "were injured|lost their jobs|were evacuated|arrived|were released|will be moved|returned".split(
    "|"
)
_WHEN = "on Monday|on Friday|last week|in March|on 12 May 2024|this year|yesterday".split("|")
_TEMPLATES = (
    "{who} {deed} {other} {when} over {theme} {aside}.",
    "“The {theme} will cost {amount} {unit},” {who} said {when}.",
    "About {amount} {counted} {change} near {other} {aside} {when}.",
    "{firm} plans to build a {theme} in {other} by {year}, the {body} said.",
    "According to {who}, the {theme} {aside} was agreed {when} in {place}.",
    "The {body} rejected the {theme} {when} after {amount} {counted} protested.",
    "It was the {rare} {aside} that {other} had {theme} since {past}.",
)
_SAME = 0.6
"""How often a sentence speaks of the person of its report."""
_UNITS = "million dollars|percent|kilometres|million euros|tonnes|hectares".split("|")


class Report(NamedTuple):
    """One invented article."""

    id: str
    title: str
    publisher: str
    published: date
    paragraphs: tuple[str, ...]

    def sentences(self) -> list[str]:
        """As they stand in its paragraphs."""
        return [one for text in self.paragraphs for one in _BETWEEN.split(text)]

    def line(self) -> str:
        """As an archive holds it."""
        return json.dumps({**self._asdict(), "published": self.published.isoformat()})


class _Zipf:
    """Draws from a list, the first most often."""

    def __init__(self, things: Sequence[str]) -> None:
        self.things = things
        self._sums = list(accumulate(1 / (rank + 2) for rank in range(len(things))))

    def draw(self, dice: random.Random) -> str:
        return self.things[min(bisect(self._sums, dice.random() * self._sums[-1]), len(self.things) - 1)]


class World:
    """Who and what the reports are about; a larger corpus knows more of them."""

    def __init__(self, sentences: int, seed: int = 19) -> None:
        self.sentences = sentences
        self._dice = random.Random(seed)  # noqa: S311 -- nothing secret
        last = self._words(max(400, int(6 * sentences**0.5)), 2)
        first = self._words(300, 2)
        people = max(300, int(20 * sentences**0.5))
        pairs = ((self._dice.choice(first), self._dice.choice(last)) for _ in range(people))
        self.people = _Zipf(list(dict.fromkeys(f"{a.title()} {b.title()}" for a, b in pairs)))
        self.places = _Zipf([word.title() for word in self._words(max(200, int(2 * sentences**0.5)), 3)])
        self.firms = _Zipf(
            [f"{word.title()} Group" for word in self._words(max(200, int(3 * sentences**0.5)), 2)]
        )
        self.words = _Zipf(self._words(max(4000, int(60 * sentences**0.5)), 3))
        self.publishers = [f"The {word.title()} Post" for word in self._words(40, 2)]

    def reports(self) -> Iterator[Report]:
        """All of them, in order."""
        for number in range(self.sentences // PER_REPORT):
            yield self.report(number)

    def report(self, number: int) -> Report:
        """The report of that number, whichever were made before."""
        dice = random.Random(f"report {number}")  # noqa: S311 -- nothing secret
        hero, place, firm = self.people.draw(dice), self.places.draw(dice), self.firms.draw(dice)
        office, day = dice.choice(_OFFICES), FIRST_DAY + timedelta(days=dice.randrange(DAYS))
        paragraphs = tuple(
            " ".join(
                self._sentence(dice, hero, place, firm, office, at * SENTENCES + n) for n in range(SENTENCES)
            )
            for at in range(PARAGRAPHS)
        )
        title = (
            f"{place} {office} {dice.choice(_DEEDS)} {self.places.draw(dice)} over {self.words.draw(dice)}"
        )
        return Report(f"r{number:07}", title, dice.choice(self.publishers), day, paragraphs)

    def _sentence(self, dice: random.Random, hero: str, place: str, firm: str, office: str, at: int) -> str:
        surname = hero.rsplit(maxsplit=1)[-1]
        other_one = surname if dice.random() < _SAME else self.people.draw(dice)
        told = {
            "who": f"{place} {office} {hero}" if at == 0 else other_one,
            "firm": firm, "place": place, "other": self.places.draw(dice), "theme": self.words.draw(dice),
            "rare": self.words.draw(dice), "aside": self._aside(dice), "amount": dice.randint(2, 900),
            "deed": dice.choice(_DEEDS), "counted": dice.choice(_COUNTED), "change": dice.choice(_CHANGES),
            "unit": dice.choice(_UNITS), "body": dice.choice(_BODIES), "when": dice.choice(_WHEN),
            "past": 2000 + dice.randrange(23), "year": 2024 + dice.randrange(8),
        }  # fmt: skip
        return dice.choice(_TEMPLATES).format(**told)

    def _aside(self, dice: random.Random) -> str:
        return "with " + " ".join(self.words.draw(dice) for _ in range(dice.randint(2, 7)))

    def _words(self, count: int, syllables: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self._syllable() for _ in range(self._dice.randint(2, syllables)))] = None
        return list(made)

    def _syllable(self) -> str:
        choice = self._dice.choice
        return choice(_ONSETS) + choice(_VOWELS) + choice(_CODAS)


def write(world: World, path: Path) -> None:
    """All reports as an archive of JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for report in world.reports():
            file.write(report.line() + "\n")
