"""Lines around a title → whether one names the writer, and who it is, and for which paper."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ingest.blocks import ends_sentence
from knowledge.ingest.nameplate import is_paper
from knowledge.ingest.printed_date import find_all, is_date_line
from knowledge.lexicon.classes import alternatives, calendar

__all__ = [
    "author_in", "is_byline", "is_dated_byline", "is_names", "is_person", "paper_in", "says_by", "stripped",
]  # fmt: skip

_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]+(?: (?:de|da|di|du|van|von|der|den|al|el|bin|la|le|[A-ZÀ-ÖØ-Þ][\w.'’-]*)){1,4}"
_BY = re.compile(
    r"(?:by|words by|written by|reported by|(?:news)?read(?:er)?(?: by|:)|presented by|"
    r"(?:author|byline)\s*[:：])\s+(?P<who>(?i:the )?[A-ZÀ-ÖØ-Þ].{1,90})$",
    re.IGNORECASE,
)
_STAFF = re.compile(
    r"[\w&' ]{2,40} (?:Staff|Reporters?|Correspondents?|Bureau|Newsroom|Desk|Agency|Team|Editors?|Writers?)"
    r"(?: Writers?| Reporters?)?$"
    r"|(?:Staff|Agencies|Reuters|AFP|AP|dpa|Associated Press|News Agencies)(?: (?:writer|reporter)s?)?$",
    re.IGNORECASE,
)
_BY_ABROAD = re.compile(rf"(?:Par|Von|Por|Di|Door|Av|Af) {_NAME}")
_ALONE_ABROAD = re.compile(rf"(?:Par|Von|Por|Di|Door|Av|Af) (?P<who>{_NAME})$")
_POSTED = re.compile(rf"\d\d by (?P<who>{_NAME})(?: in [A-Z][\w&, ]{{2,60}})?$")
_BARE_NAME = re.compile(rf"{_NAME}(?:(?:,| and| &) {_NAME})*$")
_UNNAMED = re.compile(
    r"(?:from|by) (?:our|an?|the) (?:own |special |staff |local )*"
    r"(?:correspondents?|reporters?|writers?|staff)(?: in [A-Z][\w ]+)?$",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r",? (?:(?:chief |senior |political |foreign |business |health |science |staff |special "
    r"|local |culture )*"
    r"(?:correspondent|reporter|editor|writer|columnist|contributor)|in [A-Z][a-z]+).*$",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s[|•·]\s")
# Bounded, or a line of a million letters would be looked through from each of them.
_MAIL = re.compile(r"[\s(<]{0,4}\b[\w.+-]{1,64}@[\w.-]{1,255}[)>]?")
_WEEKDAY_LAST = re.compile(
    rf"\b(?:{alternatives(calendar().weekdays, calendar().short_weekdays)})\.?,? *$", re.IGNORECASE
)

_BYLINE, _LONGEST_BYLINE = 110, 400
"""Characters of a byline, and of one with what stands around it."""


def is_byline(block: str) -> bool:
    """Whether the block names its writer: "By …", or a newsroom."""
    if len(block) > _LONGEST_BYLINE:
        return False
    bare = _byline_of(stripped(block))
    names = (_BY, _STAFF, _UNNAMED, _ALONE_ABROAD)
    return len(bare) < _BYLINE and not ends_sentence(bare) and any(name.match(bare) for name in names)


def _byline_of(bare: str) -> str:
    """The part of a line that begins with "by", without an address ("Vale FM | By Ann Lee ann@vale.fm")."""
    parts = _PARTS.split(bare)
    return _MAIL.sub("", next((part for part in parts[1:] if _BY.match(part)), bare)).strip()


def says_by(line: str) -> bool:
    """Whether a line begins with "By …", and is not only a name or an office."""
    return bool(_BY.match(stripped(line)))


def is_names(name: str) -> bool:
    """Whether it is written like the name of somebody, or of several."""
    return bool(_BARE_NAME.match(name))


def is_person(name: str) -> bool:
    """The same where it is not what papers are called like."""
    return is_names(name) and not is_paper(name)


def author_in(lines: Sequence[str], publisher: str | None = None) -> str | None:
    """The writer whom bylines name, without office, date and publisher."""
    for line in lines:
        bare = _byline_of(stripped(line))
        if _UNNAMED.match(bare):
            continue
        if posted := _POSTED.search(bare) or _ALONE_ABROAD.match(bare):
            return posted["who"]
        if _is_signed(bare) and not _BY.match(bare):
            continue
        if re.match(r"by ", bare, re.IGNORECASE):
            bare = re.split(r"\s[|•·–—/]\s|\s{2,}|(?:,| -) (?=\w+day\b|\d|[A-Z][a-z]{2,8}\.? \d)", bare)[0]
        match = _BY.match(bare)
        who = _OFFICE.sub("", re.sub(r"^by ", "", match["who"] if match else bare, flags=re.IGNORECASE))
        name, _, paper = who.strip(" ,").partition(", ")
        if who.strip(" ,"):
            return _in_small_letters(name if is_paper(paper) or paper == publisher else who.strip(" ,"))
    return None


def paper_in(line: str) -> str | None:
    """The paper behind the writer: "By Ada Quill / The Courier, 12 September 2024"."""
    if not (is_byline(line) or is_dated_byline(line)):
        return None
    behind = re.split(r"\s[/|•·–—]\s|,\s", stripped(line))[1:]
    return next((part for part in behind if is_paper(part) and not _OFFICE.search(f" {part}")), None)


def _in_small_letters(name: str) -> str:
    """A person's name that is printed in capitals, as names are written; initials of an agency stay."""
    is_person = name.isupper() and len(name.split()) > 1 and not _STAFF.match(name) and not is_paper(name)
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name) if is_person else name


def is_dated_byline(block: str) -> bool:
    """A byline that shares its line with the date ("By Ann Lee | 3 March 2021", "Ann Lee, 3 March 2021")."""
    bare = stripped(block)
    opens = re.match(r"[Bb][Yy] [A-ZÀ-ÖØ-Þ]", bare) or _POSTED.search(bare) or _is_signed(bare)
    abroad = _BY_ABROAD.match(bare) and find_all(bare)
    return len(bare) < 140 and bool(opens or abroad) and not ends_sentence(bare)


def _is_signed(bare: str) -> bool:
    """Whether a name stands before a day, with nothing else beside them: a person's, or that of a place."""
    days = find_all(bare)
    name = _WEEKDAY_LAST.sub("", bare[: days[0].start]).strip(" ,|•·–—-:") if days else ""
    return is_person(name) and is_date_line(bare.replace(name, " ", 1)) is not None


def stripped(block: str) -> str:
    """A line without the marks around it."""
    return block.strip(" \t|•·*>–—-")
