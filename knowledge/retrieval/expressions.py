"""A sentence → the expressions in it that could answer: dates, numbers, money, names by their likely kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from knowledge.retrieval.tables import places
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word

__all__ = ["Expression", "expressions"]

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DATE = re.compile(
    rf"\b(?:(?:{_DAYS})|(?:\d{{1,2}}(?:st|nd|rd"
    rf"|th)?(?:\s+of)?\s+)?(?:{_MONTHS})\b(?:\s+\d{{1,2}}\b)?(?:,?\s+\d{{4}})?"
    r"|(?:1[0-9]|20)\d\ds?\b(?:[–-]\d{2,4})?|\d{3,4}\s(?:BCE?|AD|CE)|AD\s\d+"
    r"|\d{1,2}(?:st|nd|rd|th)[ -]century|(?:today|yesterday|tomorrow|tonight)"
    r"|(?:last|next|this|earlier this|later this)\s+(?:week|month|year|summer|winter|spring|autumn|fall"
    r"|decade|century)"
    r"|\d{1,2}(?:[:.]\d\d)?\s?(?:a\.?m\b|p\.?m\b|o['’]clock)|\b(?:noon|midnight|Christmas|Easter|New Year)\b"
    r"|(?:the|previous|following|last|next|that|in)\s(?:spring|summer|autumn|winter)\b"
    r"|(?:\d+|[a-z]+)\s+(?:days?|weeks?|months?|years?|decades?|centuries)\s+(?:ago|later|earlier"
    r"|before|after))",
    re.IGNORECASE,
)
_MAY = re.compile(r"^(?:may|march)$")
_NUMBER = re.compile(
    r"(?<![\w.])\d[\d,.]*(?:\s?(?:million|billion|trillion|thousand|hundred))?(?!\w)"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    r"|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?"
    r"|billions?|dozens?|half|twice|several|both|one)(?:[-\s](?:one|two|three|four|five|six|seven|eight"
    r"|nine|hundred"
    r"|thousand|million|billion))*\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£¥]\s?\d[\d,.]*(?:\s?(?:million|billion|trillion|thousand|bn|m|k)\b)?"
    r"|\b\d[\d,.]*\s?(?:million\s|billion\s|trillion\s)?(?:dollars|euros?|pounds|yen|francs|marks|yuan"
    r"|ro?ubles|crowns|kron(?:er|or|a|e)|dinars?|dirhams?|ri[ay]ls?|lira|rupees|shekels|pesos|reais|zlotys?|rand"
    r"|naira|shillings|won|baht|forints?|USD|EUR|GBP)\b",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"\b[\d.,]+\s?(?:%|per\s?cent\b|percentage)|\b(?:half|third|quarter|majority|\w+-thirds|\w+-quarters) of",
    re.IGNORECASE,
)
_UNIT = (
    r"km|kilomet(?:er|re)s?|miles?|met(?:er|re)s?|feet|foot|ft|inch(?:es)?|cm|mm|acres?|hectares?|ha"
    r"|tons?|tonnes?|kg|kilos?"
    r"|pounds|lb|degrees|°C?|mph|km/h|knots|years? old|square|litres?|liters?|barrels?|watts?|kW|MW|volts?"
)
_MEASURE = re.compile(
    rf"\b[\d,.]+[\s-]?(?:million\s)?(?:{_UNIT}|page|storey|strong)\b|\bage(?:d)?\s(?:of\s)?\d+", re.IGNORECASE
)
_DURATION = re.compile(
    r"\b\d+-(?:second|minute|hour|day|week|month|year|decade|page|night)\b|\b(?:\d[\d,.]*|two|three"
    r"|four|five|six|seven|eight|nine|ten|eleven|twelve|several|many|few|a|an|one|dozen|half)"
    r"[\s-](?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|generations?)\b"
    r"|\b(?:since|until|from)\s\d{4}|\bfor\s(?:years|decades|months|weeks|centuries)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞŁŚŻ][\w’']*|[a-z]{2}-[A-Z]\w*)(?:[-\s.]+(?:(?:of|the|de|von|van|al|bin|ibn|and|for"
    r"|du|la|le|di)[\s-]+){0,2}"
    r"(?:[A-ZÀ-ÖØ-ÞŁŚŻ][\w’']*|[a-z]{2}-[A-Z]\w*))*"
)
_SOMEBODY = re.compile(
    r"\b(?:(?:senior|former|local|armed|masked|unnamed|Iran(?:ian)?-backed|\w+-(?:backed|led|aligned)"
    r"|anonymous|state|government"
    r"|military|union|two|three|several|some|many|the|an?|his|her|their|its)\s)+(?:neighbou?rs?"
    r"|officials?|police|soldiers?|troops"
    r"|rebels?|militants?|militias?|fighters?|gunm[ea]n|leaders?|ministers?|spokes(?:man|woman|person)"
    r"|residents?|workers?|students?"
    r"|protesters?|lawmakers?|judges?|doctors?|scientists?|researchers?|engineers?|teachers?"
    r"|journalists?|reporters?|activists?"
    r"|survivors?|victims?|witness(?:es)?|m[ea]n|wom[ea]n|boys?|girls?|child(?:ren)?|settlers?"
    r"|colonists?|armies|army|forces?|allies"
    r"|governments?|groups?|critics|supporters|opponents|experts|historians|brothers?|sisters?|father"
    r"|mother|wife|husband|son|daughter"
    r"|king|queen|emperor|bishops?|priests?|farmers?|merchants?|officers?|generals?|commanders?)\b",
    re.IGNORECASE,
)
_SOMEWHERE = re.compile(
    r"\b(?:in|at|on|near|from|into|through|inside|outside|to)\s(?:a|an|the|its|their|his"
    r"|her)\s(?:[a-z-]+\s){0,2}[a-z]{3,}"
)
_PLACES = frozenset(
    """port lake mount fort cape san santa el los las river city county street island islands valley park
    airport bay
    sea ocean mountains mountain province square avenue road harbour harbor gulf peninsula desert coast bridge
    castle palace garden gardens hill hills region district village town kingdom republic""".split()
)
_TITLES = frozenset(
    """president minister secretary king queen emperor prince princess general mr mrs ms dr sir pope bishop
    archbishop
    senator chancellor governor mayor captain colonel professor ayatollah sheikh leader commander spokesman
    spokeswoman spokesperson chief director official judge justice ambassador envoy saint st lord lady duke
    count
    premier lieutenant major admiral sergeant officer author writer engineer scientist philosopher singer
    actor""".split()
)
_ORGANISATIONS = frozenset(
    """party ministry group council union university company agency church bank post times guardian committee
    commission department parliament congress senate court army force forces corps league association society
    organisation organization institute institution office bureau service corporation club federation alliance
    coalition movement front brigade college school academy foundation team press news media inc ltd pentagon
    reuters administration government house assembly authority network""".split()
)
_PLACING = frozenset(
    "in at from near to across outside inside into toward towards around over through via of".split()
)
_GIVEN = re.compile(rf"^(?:{_MONTHS}|{_DAYS})$")


class Expression(NamedTuple):
    """What could answer: its kind, its span in the sentence, the terms it is made of.

    And how sure the kind is.
    """

    kind: str
    start: int
    end: int
    terms: frozenset[str]
    sureness: float


_SHAPES = (
    ("date", _DATE), ("money", _MONEY), ("percent", _PERCENT), ("measure", _MEASURE), ("duration", _DURATION),
)  # fmt: skip


def expressions(
    text: str, found: Sequence[Word], known: Sequence[tuple[str, int, int]] = ()
) -> tuple[Expression, ...]:
    """All of them, in order of kind and place; numbers inside of dates, sums and measures are none.

    ``known`` are the names that were found when the article was read, with kind and span; where there are
    any, no others are guessed from capitals.
    """
    result: list[Expression] = []
    for kind, pattern in _SHAPES:
        result += [
            _expression(kind, match.start(), match.end(), found, 1.0)
            for match in pattern.finditer(text)
            if not _MAY.match(match.group())
        ]
    taken = [(e.start, e.end) for e in result]
    for match in _NUMBER.finditer(text):
        if not any(a <= match.start() < b for a, b in taken):
            sure = 1.0 if match.group()[0].isdigit() else 0.5 if match.group().lower() in _VAGUE else 0.9
            result.append(_expression("number", match.start(), match.end(), found, sure))
    result += [_expression("person", *m.span(), found, 0.35) for m in _SOMEBODY.finditer(text)]
    result += [_expression("place", *m.span(), found, 0.3) for m in _SOMEWHERE.finditer(text)]
    result += _known_names(found, known) if known else _names(text, found)
    return tuple(result)


_KINDS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "person": (("person", 1.0),),
    "place": (("place", 1.0), ("person", 0.25), ("organisation", 0.2)),
    "organisation": (("organisation", 1.0), ("person", 0.4)),
    "group": (("organisation", 0.9), ("person", 0.5)),
    "other": (("organisation", 0.4), ("place", 0.4), ("person", 0.3)),
}
"""What a name of each kind may answer: a country may have done what somebody did."""


def _known_names(found: Sequence[Word], known: Sequence[tuple[str, int, int]]) -> list[Expression]:
    result: list[Expression] = []
    for kind, start, end in known:
        base = _expression("name", start, end, found, 1.0 if kind == "person" else 0.5)
        result += [base._replace(kind=k, sureness=sure) for k, sure in _KINDS.get(kind, ())]
        result.append(base)
    return result


_VAGUE = frozenset({"one", "both", "half", "several"})


def _expression(kind: str, start: int, end: int, found: Sequence[Word], sureness: float) -> Expression:
    inside = frozenset(w.term for w in found if w.start < end and w.end > start and w.term not in STOPWORDS)
    return Expression(kind, start, end, inside, sureness)


def _names(text: str, found: Sequence[Word]) -> list[Expression]:
    result: list[Expression] = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        start, end = _without_opening(text, start, end)
        if start >= end or _GIVEN.match(text[start:end]) or len(text[start:end]) < 2:
            continue
        base = _expression("name", start, end, found, 0.5)
        if base.terms:
            result += [
                base._replace(kind=kind, sureness=sure) for kind, sure in _name_kinds(text, start, end)
            ]
            result.append(base)
    return result


def _without_opening(text: str, start: int, end: int) -> tuple[int, int]:
    """A sentence's first word is capital anyway: function words there begin no name."""
    words = text[start:end].split(" ")
    while words and words[0].strip(".,'’").lower() in STOPWORDS and not words[0].isupper():
        start += len(words[0]) + 1
        words = words[1:]
    while words and words[0].strip(".").lower() in _TITLES and len(words) > 1:
        start += len(words[0]) + 1
        words = words[1:]
    return start, end


_SPEAKS = re.compile(r"\s(?:said|says|told|added|stressed|warned|argued|wrote|explained|noted|claimed)\b")


def _name_kinds(text: str, start: int, end: int) -> list[tuple[str, float]]:
    words = text[start:end].replace("’s", "").replace("'s", "").split()
    before = text[max(0, start - 30) : start].lower().replace(",", " ").split()
    previous = before[-1].strip(".(") if before else ""
    lower = [w.strip(".,").lower() for w in words]
    if " ".join(lower) in places() or lower[-1] in places():
        return [("place", 1.0)]
    if any(word in _ORGANISATIONS for word in lower):
        return [("organisation", 0.9)]
    if previous in _TITLES or _SPEAKS.match(text[end : end + 16]):
        return [("person", 1.0)]
    if any(word in _PLACES for word in lower):
        return [("place", 0.9)]
    kinds: list[tuple[str, float]] = []
    if words[0].isupper() and len(words) == 1 and len(words[0]) > 1:
        return [("organisation", 0.8)]
    if 2 <= len(words) <= 4:
        kinds.append(("person", 0.7))
    elif start > 0 or len(words) == 1:
        kinds.append(("person", 0.4))
    if previous in _PLACING:
        kinds.append(("place", 0.6 if previous != "of" else 0.4))
    else:
        kinds.append(("place", 0.2))
    kinds.append(("organisation", 0.3))
    return kinds
