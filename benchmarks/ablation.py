"""What every rule group and feature is worth: each is switched off by itself, and the figures are taken anew.

    PYTHONPATH=.:tests python benchmarks/ablation.py EVAL_DIR HOME [--only PATTERN] [--step N] [--facts]

HOME is a folder in which the indexes are kept from one run to the next.

Measured on questions, follow-ups and timelines of EVAL_DIR/validation over its articles and their digests,
every N-th question of EVAL_DIR/squad, the expressions of EVAL_DIR/dates, and the invented news of
tests/quality: nothing of it was trained on. Prints one row of docs/ablation.md a switch, with what is lost
without it (a minus sign: the program is better off without). Features, signals, checks and extractors are
switched by their registries, rules by the functions that ablation.toml names. Weights are not learned anew.
With ``--facts`` only the facts are counted that go and come without a rule of extraction, in invented news
that no rule was made for: seconds, not minutes.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from quality import figures, gold

import knowledge.answering.signals.registry as signal_registry
import knowledge.claims.checks.registry as check_registry
import knowledge.extraction.extract as extractors
import knowledge.retrieval.features as ranking
from knowledge.comprehension.reader import OnnxReader
from knowledge.embedding.encoder import BertEncoder, Encoded
from knowledge.indexing.prepare import prepared
from knowledge.ingest.rows import article_of
from knowledge.library import Library
from knowledge.model import Article
from knowledge.settings import Settings
from knowledge.temporal.timexes import find

TABLE = Path(__file__).with_suffix(".toml")
INDEXED = frozenset("extractors framing aliases events figures statements times".split())
"""Groups that have their say when an article is indexed: all is indexed anew for each of theirs."""
TOUCHED = {
    **dict.fromkeys(
        ("typed", "understand", "retrieve", "rank", "decide", "features", "signals"), ("answers",)
    ),
    **dict.fromkeys(("checks", "claims"), ("claims",)),
    **dict.fromkeys(("timelines", "events"), ("timelines", "answers")),
    "framing": ("timelines", "claims"),
    "times": ("dates", "timelines"),
}
"""What a group can change; all is measured for the others."""
_SIGNALS, _CHECKS = signal_registry._REGISTERED, check_registry._REGISTERED
ALL = ("answers", "timelines", "claims", "dates")
TODAY = date(2026, 6, 1)


class Switch(NamedTuple):
    """Something that can be off: ``places`` are set to values while it is."""

    group: str
    name: str
    places: tuple[tuple[str, str], ...] = ()
    set_aside: Callable[[], Callable[[], None]] | None = None
    """For registries: silences one entry, and gives back what gives it its voice again."""


def switches() -> Iterator[Switch]:
    """Registries first, then the table."""
    for group in ranking.groups():
        yield Switch("features", f"all of {group}", set_aside=_features_off(lambda f, g=group: f.group == g))
    for one in ranking.registered():
        yield Switch("features", one.name, set_aside=_features_off(lambda f, n=one.name: f.name == n))
    for signal in signal_registry.registered():
        silent = signal._replace(function=lambda _: 0.0)
        yield Switch(
            "signals", signal.name, set_aside=_exchanged(signal_registry._REGISTERED, signal, silent)
        )
    for check in check_registry.registered():
        silent: Any = check._replace(function=lambda *_: check_registry.Finding())
        yield Switch("checks", check.name, set_aside=_exchanged(_CHECKS, check, silent))
    for extractor in extractors.EXTRACTORS:
        fewer = tuple(one for one in extractors.EXTRACTORS if one is not extractor)
        yield Switch("extractors", extractor.name, set_aside=_fewer_extractors(fewer))
    for group, rows in tomllib.loads(TABLE.read_text(encoding="utf-8")).items():
        for name, places in rows.items():
            yield Switch(group, name, tuple(places.items()))


# --- switching off -----------------------------------------------------------------------------------------


def _features_off(chosen: Callable[[Any], bool]) -> Callable[[], Callable[[], None]]:
    def off() -> Callable[[], None]:
        kept = ranking._OWN
        ranking._OWN = tuple(f._replace(function=lambda _: 0.0) if chosen(f) else f for f in kept)
        return lambda: setattr(ranking, "_OWN", kept)

    return off


def _exchanged(registry: list[Any], entry: Any, other: Any) -> Callable[[], Callable[[], None]]:
    def off() -> Callable[[], None]:
        at = registry.index(entry)
        registry[at] = other
        return lambda: registry.__setitem__(at, entry)

    return off


def _fewer_extractors(fewer: tuple[Any, ...]) -> Callable[[], Callable[[], None]]:
    def off() -> Callable[[], None]:
        kept = extractors.extract.__kwdefaults__
        extractors.extract.__kwdefaults__ = {**kept, "extractors": fewer}
        return lambda: setattr(extractors.extract, "__kwdefaults__", kept)

    return off


@contextmanager
def off(switch: Switch) -> Iterator[None]:
    """While it is switched off; nothing that was remembered before is used."""
    with ExitStack() as undone:
        if switch.set_aside is not None:
            undone.callback(switch.set_aside())
        for place, instead in switch.places:
            original, bound = _bound(place)
            new = _replacement(original, instead)
            for module, name, kept in bound:
                listed = [new if one is original else one for one in kept] if kept is not original else []
                setattr(module, name, tuple(listed) or new)
                undone.callback(setattr, module, name, kept)
        _forget()
        yield
    _forget()


def _bound(place: str) -> tuple[Any, list[tuple[ModuleType, str, Any]]]:
    """The thing, and where it is known in the program, under whatever name, or listed with others."""
    module, _, name = place.partition(":")
    original = getattr(importlib.import_module(module), name)
    return original, [
        (held, known, value)
        for held in list(sys.modules.values())
        if held.__name__.partition(".")[0] == "knowledge"
        for known, value in list(vars(held).items())
        if value is original or (type(value) is tuple and any(one is original for one in value))
    ]


def _replacement(original: Any, instead: str) -> Any:
    if instead in ("first", "second"):
        at = ("first", "second").index(instead)
        return lambda *given, **_: given[at]
    value = eval(instead, {"re": re})  # noqa: S307 - of our own table
    if not callable(original) or isinstance(original, re.Pattern) or callable(value):
        return value
    return lambda *_, **__: value


def _forget() -> None:
    for module in list(sys.modules.values()):
        if module.__name__.partition(".")[0] == "knowledge":
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


# --- measuring ---------------------------------------------------------------------------------------------


@contextmanager
def remembered() -> Iterator[None]:
    """What the networks said of a text is kept from one measurement to the next: they are not switched."""
    read, judged = BertEncoder.read, OnnxReader._judged
    texts_read: dict[str, Any] = {}
    pairs: dict[Any, Any] = {}

    def read_once(self: BertEncoder, texts: Sequence[str]) -> Encoded:
        new = [text for text in dict.fromkeys(texts) if text not in texts_read]
        if new:
            made = read(self, new)
            texts_read.update(zip(new, zip(made.vectors, made.tokens, strict=True), strict=True))
        vectors = np.array([texts_read[text][0] for text in texts], dtype=np.float32)
        return Encoded(vectors.reshape(len(texts), self.width), tuple(texts_read[text][1] for text in texts))

    def judge_once(self: OnnxReader, asked: str, passage: Any) -> Any:
        if (asked, passage) not in pairs:
            pairs[asked, passage] = judged(self, asked, passage)
        return pairs[asked, passage]

    BertEncoder.read, OnnxReader._judged = read_once, judge_once  # type: ignore[method-assign]
    try:
        yield
    finally:
        BertEncoder.read, OnnxReader._judged = read, judged  # type: ignore[method-assign]


class Bench:
    """The sets, opened; ``measure`` gives their figures."""

    def __init__(self, data: Path, step: int, home: Path) -> None:
        self._data, self._home = data, home
        self._score = _score(data)
        questions = self._score.jsonl(data / "squad" / "questions.jsonl")[::step]
        (home / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), encoding="utf-8")
        requests = self._score.jsonl(data / "validation" / "timeline_queries.jsonl")
        for event in (one for request in requests for one in request.get("forbidden", ())):
            event.setdefault("file", "")  # which the scorer asks of each
        (home / "requests.jsonl").write_text("\n".join(map(json.dumps, requests)), encoding="utf-8")
        self._held = ExitStack()
        self._libraries: dict[str, Library] = {}
        self._public = self._opened("squad", data / "squad" / "archive.jsonl", home, ExitStack())

    def open(self) -> None:
        """Indexes the small sets, by the program as it is now."""
        self._held.close()
        home = Path(self._held.enter_context(tempfile.TemporaryDirectory()))
        seeds = {"originals": self._data.parent / "seeds", "digests": Path(__file__).parents[1] / "seeds"}
        opened = {name: self._opened(name, path, home, self._held) for name, path in seeds.items()}
        self._libraries = {**opened, "squad": self._public}
        (home / "invented").mkdir()
        self._invented = self._held.enter_context(figures.opened(home / "invented"))

    def _opened(self, name: str, path: Path, home: Path, held: ExitStack) -> Library:
        library = held.enter_context(Library.open(Settings(sources=(path,), home=home / name, top=10)))
        assert library.bring_up_meaning(), library.meaning_off
        return library

    def measure(self, wanted: Sequence[str], *, public: bool) -> dict[str, float]:
        """By name: counts of answers on the small sets, shares for the others; faults are negative."""
        found: dict[str, float] = {}
        for name in ("originals", "digests"):
            if "answers" in wanted:
                found |= self._answers(name)
        if "timelines" in wanted:
            told = self._told("timelines", self._home / "requests.jsonl", "originals")
            found["events found"] = told["required found"]
            found["events dated"] = told["of those dated right"]
            found["events forbidden"] = -told["forbidden shown"]
        if public and "answers" in wanted:
            told = self._told("retrieval", self._home / "questions.jsonl", "squad")
            found |= {"squad R@1": told["R@1"], "squad AUROC": told["auroc"]}
        if "dates" in wanted:
            found["dates"] = self._told("dates", self._data / "dates" / "meantime.jsonl", "")["value F1"]
        return found | _invented(self._invented, wanted)

    def _answers(self, name: str) -> dict[str, float]:
        right = honest = 0.0
        for file in ("questions", "followups"):
            told = self._told("answers", self._data / "validation" / f"{file}.jsonl", name)
            right += told["hit@1"] * told["answerable"]
            honest += told["honest"] * told["questions"]
        return {f"{name} right": round(right), f"{name} honest": round(honest)}

    def _told(self, task: str, gold: Path, name: str) -> dict[str, Any]:
        self._score.call = self._call
        asked = argparse.Namespace(cli="", sources=name, gold=[gold])
        told: dict[str, Any] = getattr(self._score, task)(asked)[0]
        return told

    def _call(self, _cli: str, command: str, *args: str, rows: Any = None) -> tuple[list[Any], float]:
        """In place of the command line, whose answers are these."""
        library = self._libraries.get(args[args.index("--sources") + 1]) if "--sources" in args else None
        if command == "dates":
            return [_dates(row) for row in rows], 0.0
        assert library is not None
        if command == "sources":
            return [source.model_dump(mode="json") for source in library.sources()], 0.0
        if command == "ask":
            told = [
                (r, library.ask(r["question"], context=r.get("context"), top=10, today=TODAY)) for r in rows
            ]
        else:
            told = [(row, library.timeline(row["query"], today=TODAY)) for row in rows]
        return [{**row, **reply.model_dump(mode="json")} for row, reply in told], 0.0


def _invented(libraries: figures.Libraries, wanted: Sequence[str]) -> dict[str, float]:
    measured: dict[str, float] = {}
    if "answers" in wanted:
        measured |= figures.answers(figures.asked(libraries))
    if "timelines" in wanted:
        measured |= {f"events {name}": value for name, value in figures.timelines(libraries).items()}
    if "claims" in wanted:
        verdicts = figures.verdicts(libraries)
        measured |= {f"claims {name}": verdicts[name] for name in ("all", "falsely supported")}
    faults = ("wrong of answered", "events forbidden", "claims falsely supported")
    return {f"invented {name}": -value if name in faults else value for name, value in measured.items()}


def _dates(row: dict[str, Any]) -> dict[str, Any]:
    found = find(row["text"], published=date.fromisoformat(row["dct"][:10]) if row["dct"] else None)
    return {"doc": row["doc"], "timexes": [timex.model_dump(mode="json") for timex in found]}


def _score(data: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", data / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def difference(whole: dict[str, float], without: dict[str, float]) -> dict[str, float]:
    """What is lost of each figure; what stays the same is left out."""
    lost = {name: round(whole[name] - value, 4) for name, value in without.items()}
    return {name: value for name, value in lost.items() if value}


def lost(whole: dict[str, float], without: dict[str, float]) -> str:
    """The same in words."""
    return ", ".join(f"{n} {_number(v)}" for n, v in difference(whole, without).items()) or "nothing"


def _number(value: float) -> str:
    return f"{value:+.0f}" if value == int(value) else f"{value:+.3f}"


def _measured(bench: Bench, switch: Switch, whole: dict[str, float]) -> str:
    """What is lost; some rules cannot be missed, as what comes behind them relies on them."""
    try:
        without = bench.measure(TOUCHED.get(switch.group, ALL), public=switch.group not in INDEXED)
    except Exception as error:  # noqa: BLE001 - of any part of the program
        return f"fails without it ({type(error).__name__})"
    return lost(whole, without)


def _facts_of(articles: Sequence[Article]) -> set[tuple[str, str]]:
    return {(a.source.id, fact.model_dump_json()) for a in articles for fact in prepared(a).facts}


def _count_facts(known: Sequence[Switch]) -> None:
    """Of the invented news that nothing was made for, whose questions other sets ask."""
    unseen = sorted((Path(__file__).parent / "data" / "unseen").glob("*.txt"))
    quality = sorted(gold.DATA.glob("news-*.txt"))
    articles = [article_of(row) for path in (*unseen, *quality) for row in gold._news(path).articles]
    whole = _facts_of(articles)
    print(f"{len(articles)} articles, {len(whole)} facts", flush=True)
    for switch in known:
        with off(switch):
            without = _facts_of(articles)
        told = f"-{len(whole - without)} +{len(without - whole)}"
        print(f"| {switch.group} | {switch.name} | {told} |", flush=True)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("home", type=Path)
    parser.add_argument("--only", default="", help='a regular expression for "group: name"')
    parser.add_argument("--step", type=int, default=80, help="take every N-th public question")
    parser.add_argument("--facts", action="store_true", help="only count facts that go and come")
    chosen = parser.parse_args()
    known = [s for s in switches() if re.search(chosen.only, f"{s.group}: {s.name}")]
    if chosen.facts:
        _count_facts([s for s in known if s.group in INDEXED])
        return
    bench = Bench(chosen.data, chosen.step, chosen.home)
    with remembered():
        bench.open()
        whole = bench.measure(ALL, public=True)
        print(json.dumps({name: round(value, 4) for name, value in whole.items()}), flush=True)
        for switch in sorted(known, key=lambda one: one.group in INDEXED):
            with off(switch):
                if switch.group in INDEXED:
                    bench.open()
                said = _measured(bench, switch, whole)
            print(f"| {switch.group} | {switch.name} | {said} |", flush=True)


if __name__ == "__main__":
    main()
