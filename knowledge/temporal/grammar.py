"""The notation of time rules and their matcher: patterns over word classes instead of letters.

A pattern is written as words: lower case stands for itself, CAPITALS for a word class or kind of token,
``$name`` for a macro, ``name:`` before a word or a bracket names what it matched; ``( | ) ? {m,n}`` mean what
they mean in regular expressions. Each token becomes one character that stands for all its classes, so a
pattern is a regular expression over a few hundred characters; since no repetition is unbounded, the work at
each token is bounded too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from knowledge.temporal.tokens import NUMBER_CLASSES, Token, number_classes, word_classes

__all__ = ["Grammar", "Match", "build"]

_SYMBOL = re.compile(r"\s+|(?P<name>[a-z_]+):|(?P<macro>\$[a-z_]+)|(?P<cls>[A-Z][A-Z_]*)"
                     r"|(?P<word>[a-z][a-z'.]*)|(?P<mark>[()|?]|\{\d(?:,\d)?\})")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """What a pattern matched: tokens by the names given in the pattern."""

    tokens: Sequence[Token]
    found: re.Match[str]

    @property
    def start(self) -> int:
        """Index of the first token."""
        return self.found.start()

    @property
    def end(self) -> int:
        """Index after the last token."""
        return self.found.end()

    def has(self, name: str) -> bool:
        """Whether the pattern has such a part and it took part; rules share what settles them."""
        return name in self.found.re.groupindex and self.found[name] is not None

    def token(self, name: str) -> Token:
        """The first token of a part that took part."""
        return self.tokens[self.found.start(name)]

    def number(self, name: str) -> int:
        """The number that the part's first token means."""
        return self.token(name).number

    def low(self, name: str) -> str:
        """The part in lower case, words parted by a space; empty when it took no part."""
        if not self.has(name):
            return ""
        return " ".join(t.low for t in self.tokens[self.found.start(name) : self.found.end(name)])

    def span(self, name: str) -> tuple[int, int]:
        """Token indices of a part."""
        return self.found.span(name)


@dataclass(frozen=True, slots=True)
class Grammar:
    """Patterns over one alphabet."""

    letters: Mapping[frozenset[str], str]
    lexicon: Mapping[str, tuple[str, str]]
    """Lower-case word → its character without and with a capital."""
    patterns: Mapping[str, str]
    """Regular expressions over the characters; few texts need all of them, so each is compiled when asked."""
    any_of: re.Pattern[str]
    """All patterns at once, in their order, each in a group ``r`` and its number."""

    def match(self, name: str, letters: str, at: int) -> re.Match[str] | None:
        """What one pattern matches from a token on."""
        return _compiled(self.patterns[name]).match(letters, at)

    def encode(self, tokens: Iterable[Token]) -> str:
        """One character a token."""
        return "".join([self._letter(token) for token in tokens])

    def _letter(self, token: Token) -> str:
        if token.kind == "word":
            pair = self.lexicon.get(token.low)
            return "x" if pair is None else pair[token.text[0] != token.low[0]]
        if token.kind == "NUMBER":
            return self.letters[number_classes(token)]
        return self.letters.get(frozenset((token.kind,)), "x")


def build(
    sources: Mapping[str, str], macros: Mapping[str, str], *, vocabulary: Iterable[str], kinds: Iterable[str]
) -> Grammar:
    """Compiles patterns by name. ``vocabulary``: the words that have classes; ``kinds``: those of tokens."""
    expanded = {name: _expand(source, macros) for name, source in sources.items()}
    literals = {m["word"] for source in expanded.values() for m in _SYMBOL.finditer(source) if m["word"]}
    sets = {word: _both_cases(word, literal=word in literals) for word in {*vocabulary, *literals}}
    letters = _letters({s for pair in sets.values() for s in pair} | {frozenset((k,)) for k in kinds})
    lexicon = {word: (letters[plain], letters[capital]) for word, (plain, capital) in sets.items()}
    members = _members(letters)
    patterns = {name: _translated(name, source, members) for name, source in expanded.items()}
    return Grammar(letters, lexicon, patterns, _any_of(patterns.values()))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """All at once, each in a group of its number; the names inside them go, as they occur in several."""
    bodies = (re.sub(r"\(\?P<\w+>", "(?:", pattern) for pattern in patterns)
    return re.compile("|".join(f"(?P<r{n}>{body})" for n, body in enumerate(bodies)))


def _both_cases(word: str, *, literal: bool) -> tuple[frozenset[str], frozenset[str]]:
    """The classes of a word without and with a capital; one that a pattern names is a class of its own."""
    own = frozenset((f"={word}",) if literal else ())
    return own.union(word_classes(word, capital=False)), own.union(word_classes(word, capital=True))


def _letters(of_words: Set[frozenset[str]]) -> dict[frozenset[str], str]:
    """A character for each set of classes; "x" for what is in none."""
    ordered = sorted((classes for classes in {*of_words, *NUMBER_CLASSES} if classes), key=sorted)
    return {frozenset(): "x"} | {classes: chr(0xE000 + n) for n, classes in enumerate(ordered)}


def _members(letters: Mapping[frozenset[str], str]) -> dict[str, str]:
    """The characters of each class."""
    members: dict[str, str] = {}
    for classes, char in letters.items():
        for one in classes:
            members[one] = members.get(one, "") + char
    return members


def _expand(source: str, macros: Mapping[str, str]) -> str:
    while "$" in source:
        source = re.sub(r"\$([a-z_]+)", lambda m: f"({macros[m[1]]})", source)
    return source


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _translated(name: str, source: str, members: Mapping[str, str]) -> str:
    """A pattern of ours as a regular expression; ``members``: the characters of each class."""
    parts: list[str] = []
    naming = ""
    at = 0
    while at < len(source):
        symbol = _SYMBOL.match(source, at)
        if symbol is None:
            raise ValueError(f"time rule {name}: cannot read {source[at:]!r}")
        at = symbol.end()
        if symbol["name"]:
            naming = f"?P<{symbol['name']}>"
        elif symbol["mark"]:
            mark = symbol["mark"]
            parts.append(f"({naming or '?:'}" if mark == "(" else mark)
            naming = "" if mark == "(" else naming
        elif symbol["cls"] or symbol["word"]:
            one = _class(symbol["cls"] or f"={symbol['word']}", members, name)
            parts.append(f"({naming}{one})" if naming else one)
            naming = ""
    return "".join(parts)


def _class(wanted: str, members: Mapping[str, str], name: str) -> str:
    chars = members.get(wanted, "")
    if not chars:
        raise ValueError(f"time rule {name}: no word is of class {wanted}")
    return chars if len(chars) == 1 else f"[{chars}]"
