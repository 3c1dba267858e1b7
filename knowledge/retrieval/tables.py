"""The word tables beside this module, as the finder uses them: names, everyday synonyms, what people type."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from knowledge.text.words import fold, normal_form

__all__ = [
    "Forms", "Phrase", "english", "everyday", "everyday_terms", "names", "opposites", "phrase", "places",
    "synonym_groups",
]  # fmt: skip

Phrase = tuple[str, ...]
"""Terms in order."""

Forms = dict[Phrase, float]
"""What a phrase may be called, and how surely it means the same, from 0 to 1."""

# Tried on the public questions between 0.4 and 0.8; the order matters, the values little.
SAME, PEOPLE, SEAT, ALIKE = 0.95, 0.75, 0.35, 0.6


def _lines(name: str) -> list[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def phrase(text: str) -> Phrase:
    """The terms of a table's entry; dotted and capital forms are kept as the index keeps them."""
    return tuple(normal_form(word) for word in text.replace("-", " ").replace("/", " ").split())


@lru_cache(maxsize=1)
def english() -> frozenset[str]:
    """Terms of ordinary English beside the everyday ones."""
    return frozenset(_lines("english.txt"))


@lru_cache(maxsize=1)
def names() -> dict[Phrase, Forms]:
    """Each name and adjective of the table with what else it is called."""
    table: dict[Phrase, Forms] = {}
    for line in _lines("names.txt"):
        rest, _, seats = line.partition("^")
        same, _, people = rest.partition("~")
        entries = [(phrase(part.strip()), SAME) for part in same.split("|") if part.strip()]
        entries += [(phrase(part), PEOPLE) for part in _adjectives(people)]
        entries += [(phrase(part.strip()), SEAT) for part in [seats] if part.strip()]
        for one, _ in entries:
            forms = table.setdefault(one, {})
            for other, strength in entries:
                if other != one:
                    forms[other] = max(forms.get(other, 0.0), min(strength, dict(entries)[one]))
    return table


def _adjectives(text: str) -> list[str]:
    """Two words that both start with the country's first word are one ("South African")."""
    words = text.split()
    if len(words) == 2 and words[0] in {"South", "North", "Sri", "New"}:
        return [" ".join(words)]
    return words


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Countries, capitals and other places of the names' table, in small letters."""
    found: set[str] = set()
    for line in _lines("names.txt"):
        rest, _, seats = line.partition("^")
        same, people, _ = rest.partition("~")
        if people or seats:
            found.update(fold(part.strip()) for part in same.split("|"))
            found.update(fold(part) for part in seats.split())
    return frozenset(found - {"arab world", "islam", "is"})


@lru_cache(maxsize=1)
def everyday() -> dict[Phrase, Forms]:
    """Each word or phrase of everyday English with words of like meaning."""
    table: dict[Phrase, Forms] = {}
    for line in _lines("everyday_terms.txt"):
        group = [tuple(part.split(" ")) for part in line.split(",")]
        for at, one in enumerate(group):
            forms = table.setdefault(one, {})
            for other_at, other in enumerate(group):
                if other != one:
                    # A line's first word is what the others share; two others may share less.
                    strength = ALIKE if 0 in {at, other_at} else ALIKE * 0.7
                    forms[other] = max(forms.get(other, 0.0), strength)
    return table


def everyday_terms() -> str:
    """What ``everyday_terms.txt`` holds: the terms of ``everyday.txt``, so that no start has to stem it.

    After a change of the table or of the normal forms: ``python -m knowledge.retrieval.tables``.
    """
    groups = (
        ",".join(" ".join(phrase(part.strip())) for part in line.split(","))
        for line in _lines("everyday.txt")
    )
    return (
        "# The terms of everyday.txt, line by line; made by python -m knowledge.retrieval.tables\n"
        + "".join(group + "\n" for group in groups)
    )


@lru_cache(maxsize=1)
def synonym_groups() -> dict[Phrase, tuple[str, ...]]:
    """Each word or phrase with the others of its groups, as written.

    For putting a question in other words.
    """
    table: dict[Phrase, tuple[str, ...]] = {}
    for line in _lines("everyday.txt"):
        group = [part.strip() for part in line.split(",")]
        for one in group:
            table[phrase(one)] = (*table.get(phrase(one), ()), *(other for other in group if other != one))
    return table


@lru_cache(maxsize=1)
def opposites() -> dict[str, frozenset[str]]:
    """Each term of the table with the terms that say the opposite."""
    table: dict[str, set[str]] = {}
    for line in _lines("opposites.txt"):
        one, other = ([normal_form(word) for word in side.split()] for side in line.split("|"))
        for term in one:
            table.setdefault(term, set()).update(other)
        for term in other:
            table.setdefault(term, set()).update(one)
    return {term: frozenset(others) for term, others in table.items()}


if __name__ == "__main__":
    Path(__file__).with_name("everyday_terms.txt").write_text(everyday_terms(), encoding="utf-8")
