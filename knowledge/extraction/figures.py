"""Numbers that count or measure something: value, qualifier, unit, what is counted, where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import cast

from knowledge.extraction.figure_places import noun_before, place_of
from knowledge.extraction.figure_words import Number, Qualifier, amounts, none
from knowledge.extraction.registry import Extractor, within
from knowledge.lexicon.classes import alternatives, calendar, grammar, quantities
from knowledge.lexicon.inflection import past_forms
from knowledge.model import Article, Figure, Mention, Period, Sentence, Span, Timex
from knowledge.text.numbers import PATTERN, in_digits
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import normal_form, words

__all__ = ["EXTRACTOR", "find"]

_WORDS = quantities()
_LENGTHS = {
    form: forms.split()[1]
    for code, forms in calendar().unit_forms.items()
    if code in ("TM", "TH", "D", "W", "M", "Y", "E")
    for form in forms.split()
}
_TIMES = frozenset(_LENGTHS.values())
_UNITS = {**_WORDS.units, **_LENGTHS}
_SCALES = {**_WORDS.scales, **_WORDS.short_scales}
_Q = alternatives(_WORDS.qualifiers)
_C = alternatives(sign for sign in _WORDS.currencies if not sign.isalpha())
_UNIT = alternatives(_UNITS.keys() - {"%"})
_SCALE = alternatives(_SCALES.keys() - {"hundred"})
_NUMBER = re.compile(
    rf"(?P<b>\bbetween\s+)?(?P<q>\b(?:{_Q})\s+)?(?P<c>{_C})?\s?"
    rf"(?<![\w.,/-])(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|{PATTERN})"
    rf"(?:\s?(?(b)and|(?:to|-|–))\s?(?P<n2>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{PATTERN})(?![\w/]))?"
    rf"(?:[\s-]?(?P<s>{_SCALE})\b)?(?P<p>\s?%|\s?per\s?cent\b)?",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(
    r"(?:st|nd|rd|th)\b|['’]s\b|[:/]\d|-year-old|-(?:\d|[A-Z])| (?:fewer|more|less|higher|lower) than\b"
)
"""What stands behind digits that count nothing: of an ordinal, a score, an age, a model."""
_ANY_NUMBER = re.compile(rf"\d|{PATTERN}", re.IGNORECASE)
_ENDS = (
    grammar().auxiliaries
    | grammar().prepositions
    | grammar().subordinators
    | past_forms()
    | calendar().repeated.keys()
    | set(
        """back away ahead ago old fewer less times says according killed injured died remain remained
        remaining together altogether apart alone respectively overall end ends live lives work lie lies begin
        overseas abroad elsewhere nationwide worldwide apiece""".split()
    )
)
_CALENDAR = calendar().names | calendar().eras
_HAD = re.compile(r"\bhad (?:\w+ly )?(?:been )?\w{3,}(?:ed|t|n|d|m|g)? (?:[\w'’-]+ ){0,3}$")
_LEVEL = re.compile(
    r"\b(?:increas|rais|boost|expand|reduc|lower|dropp|doubl|tripl|swell|swoll|gr[eo]w|r[io]se|fell|fall|cut"
    r"|climb|shr[aiu]nk|brought)\w*(?: \w+){0,2} to $"
)
_STAYING = re.compile(r"\b(?:leaving|leaves?|keeping|keeps?)\s(?:only |just |behind )?$")
_GOING = frozenset(normal_form(w) for w in "withdraw withdrew withdrawal pull leave leaving exit".split())
_WEIGHT = re.compile(
    r"\b(?:weigh\w*|kg|kilogram\w*|heavy|mass|thrust|force|lbs?|tonnes?|ounces?)\b", re.IGNORECASE
)
_PHRASE = re.compile(r"((?:\s+|-)(?:of the |of )?)((?:[A-Z]\.)+|[\w'’-]*\w)|(.)")
_NEAR_DAYS = frozenset("last next this late early".split())
_JOINED_BEFORE = re.compile(r"[A-Za-z]-?$|\d[:/]$")
_BARE = re.compile(r"\s(?:[a-z]|$)|[.,;)]?$|[.,;)]\s")
_YEAR = re.compile(r"1[0-9]{3}|20[0-9]{2}")
_LABELS = re.compile(
    r"(?:\b(?:No|Number|Article|Section|Chapter|Route|Highway|Flight|Boeing|Airbus|Apollo|Channel|Room|Act"
    r"|Page|Resolution|Level|Phase|Group|Type|Model|Class|Unit|Division|Grade)\.?\s|#)$"
)


def find(
    article: Article,
    sentences: Sequence[Sentence],
    *,
    timexes: Sequence[Timex],
    mentions: Sequence[Mention],
) -> list[Figure]:
    """Figures in the order of the text; dates, ordinals, scores and model numbers are none."""
    days = tuple(t for t in timexes if t.type in ("DATE", "TIME"))
    found: list[Figure] = []
    for sentence in sentences:
        here, names = within(days, sentence), within(mentions, sentence)
        found += _carrying_on(article, sentence, here, names)
        found += [_figure(article, sentence, *one, here, names) for one in none(sentence.text)]
    return found


def _carrying_on(
    article: Article, sentence: Sentence, dates: Sequence[Timex], names: Sequence[Mention]
) -> Iterator[Figure]:
    """The figures of a sentence; a bare number counts what the one before counted, and where."""
    carried, place = "", None
    for number in _numbers(sentence, dates):
        own = _counted(sentence.text, number)
        if number.unit:
            yield _figure(article, sentence, number, own, dates, names)
        elif counted := own or (carried if _may_carry(sentence.text, number) else ""):
            figure = _figure(article, sentence, number, counted, dates, names)
            if not own and figure.place is None:
                figure = figure.model_copy(update={"place": place})
            carried, place = counted, figure.place
            yield figure


def _may_carry(text: str, number: Number) -> bool:
    """Whether a number stands bare, so that it counts what the one before counted ("and 900 in Chile")."""
    lead = text[: number.span.start].rstrip()
    return not lead.endswith(("=", "[", "(", ",")) and bool(_BARE.match(text[number.rest :]))


def _figure(
    article: Article,
    sentence: Sentence,
    number: Number,
    counted: str,
    dates: Sequence[Timex],
    names: Sequence[Mention],
) -> Figure:
    start, end = sentence.start + number.span.start, sentence.start + number.span.end
    near = min((t for t in dates if t.period), key=lambda t: abs(t.start - start), default=None)
    own = {normal_form(w.text) for w in words(counted)}
    around = _content(sentence.text)
    if _STAYING.search(sentence.text[: number.span.start]):
        around = around - _GOING
    bounds = {
        "over": (number.low, None),
        "at least": (number.low, None),
        "under": (None, number.high),
        "at most": (None, number.high),
    }
    low, high = bounds.get(number.qualifier, (number.low, number.high))
    return Figure(
        start=start, end=end, rule=_rule(article.text[start:end], number),
        text=article.text[start:end], low=low, high=high, qualifier=number.qualifier, unit=number.unit,
        counted=counted, context=tuple(sorted(around - own)),
        place=place_of(article.text, Span(start, end), sentence, counted, names),
        as_of=_as_of(article, near.period if near else None, sentence.text[: number.span.start]),
    )  # fmt: skip


@lru_cache(maxsize=2)
def _content(text: str) -> frozenset[str]:
    """What a sentence is about; its figures are read one after the other."""
    return frozenset(w.term for w in words(text) if w.term not in STOPWORDS and not w.term[0].isdigit())


def _as_of(article: Article, days: Period | None, lead: str) -> Period | None:
    """The days beside a figure; of a level reached ("was raised to 40"), that day and on."""
    if days is None:
        return _before(article, lead)
    published = article.source.published
    past = days.first is not None and (published is None or days.first < published)
    return Period(first=days.first, after=None, modifier="since") if past and _LEVEL.search(lead) else days


def _before(article: Article, lead: str) -> Period | None:
    """Of "had kept 900 there" it is known that it was so earlier than the report, and no more."""
    published = article.source.published
    if published is None or not _HAD.search(lead):
        return None
    return Period(first=None, after=published, modifier="before")


def _rule(shown: str, number: Number) -> str:
    if number.high == 0 and not any(c.isdigit() for c in shown):
        return "none_of_them"
    return "number_in_words" if shown.isalpha() else "number"


def _numbers(sentence: Sentence, dates: Sequence[Timex]) -> Iterator[Number]:
    text = sentence.text
    worded = sorted(amounts(text), key=lambda n: (n.span.start, -n.span.end))
    numerals = [n for n in _numerals(sentence, dates) if not any(_overlap(n, w) for w in worded)]
    yield from sorted([*worded, *numerals], key=lambda n: n.span.start)


def _overlap(a: Number, b: Number) -> bool:
    return a.span.start < b.span.end and b.span.start < a.span.end


def _numerals(sentence: Sentence, dates: Sequence[Timex]) -> Iterator[Number]:
    text = sentence.text
    for whole in _NUMBER.finditer(text) if _ANY_NUMBER.search(text) else ():
        match = _level_reached(whole, text)
        a, b = sentence.start + match.start("n"), sentence.start + match.end("n")
        if any(t.start < b and a < t.end for t in dates) or _is_of_a_word(match, text):
            continue
        if not _is_label(match, text) and (value := _value(match["n"])) is not None:
            yield _number(match, value, text)


def _level_reached(match: re.Match[str], text: str) -> re.Match[str]:
    """Of "from 12 to 40" the 40 counts."""
    rise = match["n2"] and re.search(r"\bfrom $", text[: match.start("n")])
    return (_NUMBER.match(text, match.start("n2")) if rise else None) or match


def _is_of_a_word(match: re.Match[str], text: str) -> bool:
    """Whether digits are only part of something: "12th", "a 3-year-old", "Flight 12", "MH17"."""
    lead, after = text[: match.start("n")], text[match.end("n") :]
    return bool(_LABELS.search(lead) or _JOINED_BEFORE.search(lead) or _NO_NUMBER.match(after))


def _is_label(match: re.Match[str], text: str) -> bool:
    """Whether digits tell which one is meant, not how many: "her 1924 novel", "In 1237 Batu", "(4)"."""
    lead, after = text[: match.start("n")], text[match.end() :]
    if lead.endswith(("(", "[")) and after.startswith((")", "]")) and len(match["n"]) < 3:
        return True  # "(4)" counts nothing, it numbers a list
    if any(match[part] for part in "qcsp") or not _YEAR.fullmatch(match["n"]):
        return False
    return _is_time(lead, after) or _names_which(lead, after)


def _is_time(lead: str, after: str) -> bool:
    return bool(re.search(r"\b(?i:in|by|since|until) $", lead) and re.match(r",| [A-Z]", after))


def _names_which(lead: str, after: str) -> bool:
    which = re.search(r"(?i:['’]s|\b(?:the|his|her|its|their|this|that|a)) $", lead)
    noun = re.match(r" (?:[a-z-]+ ){0,2}?(?P<head>[A-Za-z]+)\b(?! [a-z]+s\b)", after)
    return which is not None and noun is not None and not noun["head"].endswith("s")


def _number(match: re.Match[str], value: float, text: str) -> Number:
    scaled = match["s"] and not _is_measure(match, text)
    scale = _SCALES[match["s"].lower()] if scaled else 1.0
    second = _value(match["n2"]) if match["n2"] else None
    unit, end = _unit(match, match.start("s") if match["s"] and not scaled else match.end(), text)
    first = next(part for part in "qcn" if match[part])
    span = Span(match.start(first), end)
    qualifier = _qualifier(match["q"], unit, "exact" if second is None else "range")
    return Number(span, value * scale, (second or value) * scale, qualifier, unit, end)


def _qualifier(words: str | None, unit: str | None, otherwise: Qualifier) -> Qualifier:
    told = " ".join((words or "").lower().split())
    if told == "over" and unit in _TIMES:
        return "exact"  # "over two days" tells how long, not how much longer
    return cast(Qualifier, _WORDS.qualifiers[told]) if told else otherwise


def _unit(match: re.Match[str], end: int, text: str) -> tuple[str | None, int]:
    """What the number measures in, and where the words behind it begin."""
    if match["c"]:
        return _WORDS.currencies[match["c"].upper()], end
    if match["p"]:
        return "percent", end
    following = re.match(rf"[\s-]?({_UNIT}|[A-Za-z]+2?)(?!\w)", text[end:])
    word = following[1].lower() if following else ""
    unit = _WORDS.currencies.get(word) or _UNITS.get(word)
    if following is None or unit is None:
        return None, end
    return "pounds" if unit == "GBP" and _WEIGHT.search(text) else unit, end + following.end()


def _is_measure(match: re.Match[str], text: str) -> bool:
    """Whether "m" and "k" are metres and the like ("400 m wide"), not millions ("£4m", "4m people")."""
    counts = match["c"] or re.match(r" (?!was\b|is\b|has\b)[a-z]+s\b| people\b", text[match.end() :])
    return match["s"] in ("m", "k") and not (counts and match.end("n") == match.start("s"))


def _hyphened(after: str, word: re.Match[str]) -> bool:
    """Whether the words before were joined to the number ("a two-page statement" counts pages)."""
    return after.startswith("-") and not word[0].startswith("-")


def _value(text: str) -> float | None:
    digits = text.replace(",", "") if text[0].isdigit() else in_digits(text)
    if digits is None or not re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return None
    return float(digits)


def _counted(text: str, number: Number) -> str:
    """The words after the number up to the end of its noun phrase, or the noun of "number of …" before it."""
    taken = _phrase(text[number.rest :])
    if taken and not taken[0][0].isdigit():
        return " ".join(taken)
    before = noun_before(text[: number.span.start])
    return before[1] if before and not number.unit else ""


def _phrase(after: str) -> list[str]:
    taken: list[str] = []
    for word in _PHRASE.finditer(after):
        token = word[2]
        if not token or _ends_phrase(token) or (taken and _is_apart(after, word)):
            break
        taken.append(token)
        if len(taken) == 4 or after[word.end() : word.end() + 1] in ',.;:!?)”"':
            break
    return taken


def _ends_phrase(token: str) -> bool:
    low = token.lower()
    if token[0].isupper() and low in _CALENDAR:
        return True
    return low in _NEAR_DAYS or ((low in _ENDS or low in STOPWORDS) and not token.isupper())


def _is_apart(after: str, word: re.Match[str]) -> bool:
    """Whether a word behind the first belongs to the noun phrase no more."""
    token = word[2]
    return token[0].isdigit() or _hyphened(after, word) or token.endswith(("ed", "ing", "ly"))


EXTRACTOR = Extractor(
    "figures", lambda x: find(x.article, x.sentences, timexes=x.of(Timex), mentions=x.of(Mention))
)
