"""How much of what articles tell is found: names, roles, figures, statements, against a list made by hand.

    python benchmarks/facts.py GOLD SOURCES [--sample N] [--seed S]

GOLD is a JSON file with ``aliases`` (``canonical``, ``aliases``), ``roles`` (``person``, ``title``),
``figures`` (``value``, ``unit``), ``statements`` (``speaker``, ``gist``) and ``changes`` (``topic``,
``values``); all but the aliases name ``file`` and ``paragraph``. SOURCES is the folder of the articles. Every
miss is printed, then the recalls. ``--sample`` prints facts drawn at random with their sentences, for a
reader to judge.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.errors import UnknownNameError
from knowledge.library import Library
from knowledge.model import Alias, Fact, Figure, Mention, Role, Statement
from knowledge.settings import Settings
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import fold, terms

TODAY = date(2026, 1, 1)
Gold = dict[str, Any]
SHARED = 0.25
"""Share of a statement's gist whose words stand in the sentence: the gist tells it in its own words."""
SORTS = ("aliases", "roles", "figures", "statements", "changes")


class Place(NamedTuple):
    """A paragraph of a source."""

    source: str
    paragraph: int


class Told(NamedTuple):
    """A fact and where it stands."""

    place: Place
    sentence: str
    fact: Fact


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    gold = json.loads(chosen.gold.read_text(encoding="utf-8"))
    settings = Settings(sources=(chosen.sources,), meaning="off")
    with Library.open(settings) as library:
        told = [t for source in library.sources() for t in facts_of(library, source.id)]
        judged = {
            "aliases": [alias for entity in gold["aliases"] for alias in aliases(entity, library)],
            "roles": [(name(r), any(is_role(r, t) for t in told)) for r in gold["roles"]],
            "figures": [(name(f), any(is_figure(f, t) for t in told)) for f in gold["figures"]],
            "statements": [(name(s), any(is_said(s, t) for t in told)) for s in gold["statements"]],
            "changes": [(c["topic"], is_shown(c, library)) for c in gold["changes"]],
        }
        report(judged)
        if chosen.sample:
            sample(told, chosen.sample, chosen.seed)


def report(judged: dict[str, list[tuple[str, bool]]]) -> None:
    """The misses, then a line for each sort."""
    for sort, found in judged.items():
        for one, hit in found:
            if not hit:
                print(f"missed {sort:10} {one}")
    for sort, found in judged.items():
        hits = sum(hit for _, hit in found)
        print(f"{sort:10} {hits:3} of {len(found):3}  recall {hits / max(1, len(found)):.3f}")


def sample(told: Sequence[Told], count: int, seed: int) -> None:
    """Facts that a sheet shows, mentions by their entity, each with its sentence."""
    kept = [t for t in told if isinstance(t.fact, Alias | Role | Figure | Statement | Mention)]
    drawn = random.Random(seed).sample(kept, min(count, len(kept)))  # noqa: S311 - not for secrets
    for number, one in enumerate(drawn, 1):
        print(
            f"{number:3} {shown(one.fact)}\n      {one.place.source} ¶{one.place.paragraph}: {one.sentence}"
        )


def shown(fact: Fact) -> str:
    """A fact on one line."""
    match fact:
        case Mention():
            return f"name: {fact.text} = {fact.entity} ({fact.kind})"
        case Alias():
            return f"alias: {fact.alias} = {fact.entity} ({fact.rule})"
        case Role():
            return f"role: {fact.entity}: {fact.role}{' (former)' if fact.former else ''}"
        case Figure():
            bounds = f"{fact.low}..{fact.high}"
            return (
                f"figure: {fact.text} [{fact.qualifier} {bounds} {fact.unit}] {fact.counted} / {fact.place}"
            )
        case Statement():
            way = "quoted" if fact.direct else "reported"
            return f"statement: {fact.speaker}{' (anonymous)' if fact.anonymous else ''} | {fact.cue} | {way}"
        case _:
            return str(fact)


def facts_of(library: Library, source: str) -> Iterator[Told]:
    """All facts of a source with their sentences."""
    for sentence in library.sentences_of(source):
        for fact in library.facts_of(sentence):
            yield Told(Place(source, sentence.paragraph), sentence.text, fact)


def name(gold: Gold) -> str:
    """A gold fact in short."""
    what = " ".join(
        str(gold[key]) for key in ("person", "title", "value", "unit", "speaker", "gist") if key in gold
    )
    return f"{gold['file'][:3]} ¶{gold['paragraph']} {what}"


def place_of(gold: Gold) -> Place:
    """Where it stands."""
    return Place(gold["file"], gold["paragraph"])


def aliases(gold: Gold, library: Library) -> Iterator[tuple[str, bool]]:
    """Whether the sheet of the entity lists each of its forms."""
    listed: set[str] = set()
    for form in [gold["canonical"], *(a["form"] for a in gold["aliases"])]:
        try:
            sheet = library.facts(form)
        except UnknownNameError:
            continue
        listed |= {_bare(told.text) for told in (*sheet.aliases,)} | {_bare(sheet.name)}
        if len(sheet.aliases) > 1:
            break
    for alias in gold["aliases"]:
        if alias["in_text"]:
            yield f"{gold['canonical']}: {alias['form']}", _bare(alias["form"]) in listed


def _bare(form: str) -> str:
    return re.sub(r"^the ", "", fold(form))


def is_role(gold: Gold, told: Told) -> bool:
    """The person by the last name, and a word of the office, in the paragraph."""
    if not isinstance(told.fact, Role) or told.place != place_of(gold):
        return False
    office = set(terms(gold["title"].split(" (")[0])) - STOPWORDS
    return gold["person"].split()[-1] in told.fact.entity and bool(office & set(terms(told.fact.role)))


def is_figure(gold: Gold, told: Told) -> bool:
    """The value, and the unit or what is counted, in the paragraph."""
    fact = told.fact
    if (
        not isinstance(fact, Figure)
        or told.place != place_of(gold)
        or gold["value"] not in (fact.low, fact.high)
    ):
        return False
    return bool(set(terms(gold["unit"])) & set(terms(f"{fact.unit or ''} {fact.counted}")))


def is_said(gold: Gold, told: Told) -> bool:
    """The speaker, and enough of the gist, in the paragraph."""
    fact = told.fact
    if not isinstance(fact, Statement) or told.place != place_of(gold):
        return False
    nameless = "anonymous" in gold["speaker"] or gold["speaker"][0].islower()
    speaker = re.sub(r"\(.*?\)", "", gold["speaker"]).strip()
    same = set(terms(speaker)) - STOPWORDS
    alike = bool(same & set(terms(fact.speaker))) if nameless else terms(speaker)[-1] in terms(fact.speaker)
    gist = set(terms(gold["gist"])) - STOPWORDS
    return alike and len(gist & set(terms(told.sentence))) >= SHARED * len(gist)


def is_shown(gold: Gold, library: Library) -> bool:
    """Whether a sheet or a timeline sets two or more of the places side by side with their days.

    Of what a single source tells, whether that one is shown.
    """
    least = 1 if gold["type"] == "single source" else 2
    places = {place_of(value) for value in gold["values"]}
    parts = re.split(r" (?:of|and|in) (?:the )?", gold["topic"])
    names = [gold["topic"], *_names(gold["topic"]), *parts]
    for one in names:
        groups = []
        with suppress(UnknownNameError):
            sheet = library.facts(one)
            groups += [_places(sheet.figures), _places(sheet.together)]
            groups += [_places(difference.told) for difference in sheet.differences]
        groups.append(_places(library.timeline(one, today=TODAY).events))
        if any(len(group & places) >= least for group in groups):
            return True
    return False


def _places(told: Iterable[Any]) -> set[Place]:
    return {Place(c.source, c.paragraph) for one in told for c in one.citations}


def _names(topic: str) -> list[str]:
    return re.findall(r"[A-Z][\w'’-]*(?: [A-Z][\w-]*)*", topic.replace("'s", ""))


if __name__ == "__main__":
    main()
