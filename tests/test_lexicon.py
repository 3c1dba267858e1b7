"""Each closed class of English is written out once, in the lexicon, and its tables hold together."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import classes
from knowledge.lexicon.inflection import base_forms, inflected, past_forms, verb_forms
from knowledge.lexicon.nations import nations

PACKAGE = Path(classes.__file__).parent.parent
LEXICON = PACKAGE / "lexicon"
NEAR = 400
"""Characters within which words stand together."""

_GRAMMAR, _CALENDAR, _SPEECH = classes.grammar(), classes.calendar(), classes.speech()
CLASSES: Mapping[str, tuple[frozenset[str], int]] = {
    "months": (frozenset(_CALENDAR.months) | frozenset(_CALENDAR.short_months), 7),
    "weekdays": (frozenset(_CALENDAR.weekdays) | frozenset(_CALENDAR.short_weekdays), 5),
    "units of time": (frozenset(_CALENDAR.units) | frozenset(_CALENDAR.unit_plurals), 11),
    "numbers": (frozenset(classes.quantities().numbers), 8),
    "ordinals": (frozenset(classes.quantities().ordinals), 6),
    "currencies": (frozenset(w for w in classes.quantities().currencies if w.isalpha()), 7),
    "auxiliaries": (_GRAMMAR.auxiliaries, 13),
    "contractions": (_GRAMMAR.contracted.negated, 6),
    "prepositions": (_GRAMMAR.prepositions, 16),
    "pronouns": (_GRAMMAR.pronouns, 12),
    "question words": (_GRAMMAR.question, 9),
    "negation": (_GRAMMAR.negation, 6),
    "saying": (inflected(_SPEECH.saying.all), 10),
    "titles": (classes.names().titles.offices | classes.names().titles.ranks, 14),
}
"""By name the words of a class, and how many of them near each other are the class written out."""

MEANING_EACH = {("question words", "kinds.py")}
"""Where each word of a class leads to a function of its own."""


def _words(path: Path) -> list[tuple[int, str]]:
    """The words of a file with their places; of a module those inside its strings, docstrings left out."""
    text = path.read_text(encoding="utf-8")
    pieces = _strings(text) if path.suffix == ".py" else [(0, text)]
    return [
        (start + m.start(), m.group().lower())
        for start, piece in pieces
        for m in re.finditer(r"[A-Za-z]+(?:'[a-z]+)?", piece)
    ]


def _strings(code: str) -> Iterator[tuple[int, str]]:
    """Every string constant with its place in the file."""
    tree = ast.parse(code)
    lines = [0]
    for line in code.splitlines(keepends=True):
        lines.append(lines[-1] + len(line.encode()))
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield lines[node.lineno - 1] + node.col_offset, node.value


def written_out(words: list[tuple[int, str]], wanted: frozenset[str], least: int) -> set[str]:
    """The words of a class that stand together, empty when fewer than ``least`` do anywhere."""
    held = sorted((place, word) for place, word in words if word in wanted)
    first = 0
    for last, (place, _) in enumerate(held):
        while place - held[first][0] > NEAR:
            first += 1
        together = {word for _, word in held[first : last + 1]}
        if len(together) >= least:
            return together
    return set()


def tables() -> list[Path]:
    kept = (".py", ".txt", ".toml", ".json")
    return [p for p in sorted(PACKAGE.rglob("*")) if p.suffix in kept and p.stat().st_size < 300_000]


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_is_written_out_in_the_lexicon_alone(name: str) -> None:
    wanted, least = CLASSES[name]
    again = {
        path.relative_to(PACKAGE).as_posix(): sorted(found)
        for path in tables()
        if LEXICON not in path.parents
        and (name, path.name) not in MEANING_EACH
        and (found := written_out(_words(path), wanted, least))
    }
    assert again == {}, f"{name}: take them from knowledge.lexicon"


def test_a_second_list_would_be_noticed() -> None:
    words = [(place * 8, word) for place, word in enumerate("jan feb mar apr may june july".split())]
    assert written_out(words, *CLASSES["months"])
    assert not written_out(words[:3], *CLASSES["months"])


def test_months_and_weekdays_are_complete() -> None:
    assert len(_CALENDAR.months) == 12
    assert list(_CALENDAR.months.values()) == list(range(1, 13))
    assert list(_CALENDAR.weekdays.values()) == list(range(7))
    assert _CALENDAR.short_months["aug"] == 8
    assert _CALENDAR.brief_months == tuple("Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec".split())


def test_a_stop_word_is_a_function_word_or_listed_as_one() -> None:
    grammar = classes.grammar()
    assert {"the", "whom", "don't", "please"} <= grammar.stop_words
    assert not grammar.stop.telling & grammar.stop_words
    assert grammar.stop.telling <= grammar.function_words


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("admit", "admits admitted admitted admitting"),
        ("agree", "agrees agreed agreed agreeing"),
        ("die", "dies died died dying"),
        ("go", "goes went gone going"),
        ("kidnap", "kidnaps kidnapped kidnapped kidnapping"),
        ("quit", "quits quit quit quitting"),
        ("visit", "visits visited visited visiting"),
    ],
)
def test_a_verb_has_its_forms(base: str, forms: str) -> None:
    assert " ".join(verb_forms(base)[1:]) == forms


def test_irregular_forms_count_as_their_base_unless_they_are_words_of_their_own() -> None:
    assert base_forms()["withdrew"] == "withdraw"
    assert "bore" not in base_forms()
    assert "bore" in past_forms()
    assert {"said", "says"} <= inflected(["say"])


def test_a_country_is_known_by_its_names_and_peoples() -> None:
    assert nations().names["Holland"] == "Netherlands"
    assert nations().peoples["Frenchmen"] == "France"
    assert nations().names["Botswana"] == "Botswana"


@given(st.lists(st.text(alphabet="abcde+?.", min_size=1), min_size=1))
def test_alternatives_match_each_of_their_words_whole(words: list[str]) -> None:
    pattern = re.compile(classes.alternatives(words))
    assert all(pattern.fullmatch(word) for word in words)
