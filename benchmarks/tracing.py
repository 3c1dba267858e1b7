"""Traces every sentence of the sources, as it is and with one word changed in five ways, to its article.

    python benchmarks/tracing.py FOLDER_OR_ARCHIVE [--show N]

Prints for each way how often the right sentence is cited, how the verdicts fall, and how many changed
numbers and negations were called supported (which must be none). Seeded, so that every run is the same.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from knowledge.lexicon.nations import nations
from knowledge.library import Library
from knowledge.model import Sentence
from knowledge.settings import Settings

SEED = 20200304
SYNONYMS = {
    "said": "stated", "told": "informed", "meeting": "gathering", "troops": "soldiers", "killed": "slain",
    "began": "started", "country": "nation", "countries": "nations", "big": "large", "fight": "combat",
    "group": "organisation", "leaders": "chiefs", "many": "numerous", "help": "assist", "war": "conflict",
    "people": "persons", "show": "demonstrate", "important": "significant", "several": "various",
    "keep": "retain", "attack": "assault", "attacks": "assaults", "forces": "units", "support": "backing",
}  # fmt: skip
Change = Callable[[str, random.Random], str | None]


def number(text: str, chance: random.Random) -> str | None:
    """Another number in place of one that counts; years and days are numbers, too."""
    found = list(re.finditer(r"(?<![\w.,$-])\d[\d,]*(?![\w,.-]*\d)", text))
    if not found:
        return None
    match = chance.choice(found)
    value = int(match.group().replace(",", ""))
    return text[: match.start()] + f"{value + chance.randint(2, 9)}" + text[match.end() :]


def name(text: str, chance: random.Random) -> str | None:
    """Another name of the same kind in place of a country or of a capital word within the sentence."""
    found = list(re.finditer(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", text))
    if not found:
        return None
    match = chance.choice(found)
    other = (
        chance.choice(["Portugal", "Bolivia", "Iceland"]) if match.group() in nations().names else "Halvorsen"
    )
    return text[: match.start()] + other + text[match.end() :]


def negation(text: str, chance: random.Random) -> str | None:
    """A "not" put in or taken out after an auxiliary."""
    del chance
    if re.search(r"\bnot\b", text):
        return re.sub(r"\b(?:do |does |did )?not ", "", text, count=1)
    changed = re.sub(
        r"\b(will|would|is|are|was|were|has|have|had|can|could|should|may)\b", r"\1 not", text, count=1
    )
    return changed if changed != text else None


def synonym(text: str, chance: random.Random) -> str | None:
    """One everyday word in another's place."""
    found = [m for m in re.finditer(r"\w+", text) if m.group() in SYNONYMS]
    if not found:
        return None
    match = chance.choice(found)
    return text[: match.start()] + SYNONYMS[match.group()] + text[match.end() :]


def order(text: str, chance: random.Random) -> str | None:
    """Two neighbouring words swapped."""
    words = text.split(" ")
    if len(words) < 4:
        return None
    at = chance.randrange(1, len(words) - 2)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


CHANGES: dict[str, Change] = {
    "unchanged": lambda text, _: text,
    "number": number,
    "name": name,
    "negation": negation,
    "synonym": synonym,
    "order": order,
}


def main() -> None:
    """Traces and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", type=Path)
    parser.add_argument(
        "--show", type=int, default=0, help="print the first N that were not traced or wrongly supported"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(sources=(arguments.sources,), home=Path(home))
        with Library.open(settings) as library:
            trace(library, arguments.show)


def trace(library: Library, show: int) -> None:
    """Every sentence in every way."""
    chance = random.Random(SEED)  # noqa: S311  # repeatable on purpose
    sentences = [s for source in library.sources() for s in library.sentences_of(source.id)]
    for way, change in CHANGES.items():
        verdicts: Counter[str] = Counter()
        traced = tried = 0
        for sentence in sentences:
            claim = change(sentence.text, chance)
            if claim is None or (claim == sentence.text and way != "unchanged"):
                continue
            tried += 1
            found, verdict = one(library, sentence, claim)
            traced += found
            verdicts[verdict] += 1
            if show and (not found or (way in ("number", "negation") and verdict == "supported")):
                show -= 1
                print(f"  {way}: {verdict}, {'traced' if found else 'lost'}: {claim[:150]}")
        share = traced / max(1, tried)
        print(f"{way:10} tried {tried:5}  traced {share:7.1%}  {dict(sorted(verdicts.items()))}")


def one(library: Library, sentence: Sentence, claim: str) -> tuple[bool, str]:
    """Whether the claim was traced to the sentence, and the verdict."""
    checked = library.check(claim)
    places = {(c.source, c.sentence) for c in checked.citations + checked.nearest[:1]}
    same = any(c.quote.strip() == sentence.text.strip() for c in checked.citations + checked.nearest[:1])
    return (sentence.source, sentence.number) in places or same, checked.verdict


if __name__ == "__main__":
    main()
