"""Page furniture: lines of a saved page that are not the article, each rule with its name.

A rule sees one line; what depends on its neighbours is decided in ``page``. Better to keep a doubtful
line than to lose a paragraph: a rule that is a matter of taste is left out.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

__all__ = [
    "answers_in_person", "furniture", "is_appeal_heading", "line_on_page", "speaks_to_reader", "starts_tail",
]  # fmt: skip

PROSE = 30
"""Words from which what ends as a sentence is prose, whatever it begins with."""
SHORT = 12
"""Words up to which a line may be the heading of what comes after an article."""

_TABLES = tomllib.loads(files("knowledge.ingest").joinpath("furniture.toml").read_text(encoding="utf-8"))


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, _any(patterns)) for name, patterns in _TABLES["line"].items()
)
_TAIL = _any(_TABLES["tail"]["tail"])
_APPEAL_HEADING = _any(_TABLES["heading"]["appeal"])
_NAVIGATION = frozenset(" ".join(_TABLES["alone"]["navigation"].split()).split(" | "))
_ON_PAGE = frozenset(_TABLES["page"]["rules"].split())
_QUOTED = re.compile(r"“[^”]*”?|\"[^\"]*\"?|‘[^’]{15,}’|«[^»]*»?")
_WIRE = re.compile(
    r"\(more\)$|[A-Za-z]{2,5}(?:/[a-z]{2,4}){1,3}$|[-–—]+\s?(?:0|30|more)\s?[-–—]+$"
    r"|(?:Enditem|Item ends|E[Nn][Dd][Ii][Tt])$"
    r"|(?:[a-z] [a-z]\s+)?[A-Z]{2}-{1,2}[A-Z]\w+(?:[-,]\s?\w+)*"
    r"(?:\s+\d\d-\d\d\s+\d{4}|-\d(?:st|nd|rd|th)[- ]?L\w+)$"
)
"""What an agency writes for its own machines: the slug above its copy, the marks below."""
_TO_READER = re.compile(r"\b(we|our|us|your|you|ours|yours)\b", re.IGNORECASE)
_TRADE = re.compile(
    r"journalis|report(er|ing)|newsroom|donat|support|subscri|paywall|reader|story|stories|newsletter|member|contribut|inbox|e-?mail|mailing",
    re.IGNORECASE,
)


def furniture(line: str) -> str | None:
    """The name of the rule by which a line is furniture, or None.

    >>> furniture("3 min read"), furniture("The minister read three letters aloud.")
    ('reading_time', None)
    """
    bare = line.strip(" \t|•·-–—*>»:,").strip()
    if len(bare.split()) >= PROSE and bare.endswith((".", ".”", '."', "?", "!")):
        return None
    if not re.search(r"\w", bare):
        return "ornament"
    if _WIRE.match(line.strip()):
        return "wire"
    if bare.casefold() in _NAVIGATION or _is_menu(line):
        return "navigation"
    for name, pattern in _RULES:
        if pattern.match(bare):
            return name
    return None


def line_on_page(line: str) -> str | None:
    """The same for a line of an HTML page, whose mark-up has told the rest."""
    rule = furniture(line)
    return rule if rule in _ON_PAGE else None


def starts_tail(line: str) -> bool:
    """Whether nothing of the article comes after this line, once its body has begun."""
    return len(line.split()) <= SHORT and bool(_TAIL.match(line.strip(" \t|•·*>»")))


def is_appeal_heading(line: str) -> bool:
    """A short line that opens a publisher's words about itself."""
    return len(line) < 90 and bool(_APPEAL_HEADING.match(line))


def speaks_to_reader(line: str) -> bool:
    """The publisher speaks ("we", "your") outside quotation marks, about its own trade."""
    own = _QUOTED.sub(" ", line)
    return bool(_TO_READER.search(own)) and bool(_TRADE.search(own))


def answers_in_person(line: str) -> bool:
    """Whether somebody speaks as "I" or "we" outside quotation marks, as in an interview."""
    return bool(re.search(r"\b(?:I|[Mm]e|[Mm]y|[Ww]e|[Oo]ur|[Uu]s)\b", _QUOTED.sub(" ", line)))


def _is_menu(line: str) -> bool:
    parts = [part.strip() for part in re.split(r"\s[|•·>/»]\s|\t", line.strip())]
    longest = max(len(part.split()) for part in parts)
    if len(parts) < 3 or not all(parts):
        return False
    return longest <= 3 or (longest <= 5 and any(furniture(part) for part in parts))
