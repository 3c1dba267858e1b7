"""What offices a text gives to people: before the name, in apposition, or in a clause ("who heads …")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.extraction.registry import Extractor, within
from knowledge.lexicon.classes import alternatives, grammar, names
from knowledge.lexicon.nations import nations
from knowledge.model import Article, Mention, Period, Role, Sentence

__all__ = ["EXTRACTOR", "find"]

_FORMER = re.compile(r"^(?:former|ex-|then-|outgoing|late|one-time|previous)\s?-?", re.IGNORECASE)
_WORDS = names()
_TITLES = _WORDS.titles
_OFFICE = re.compile(
    rf"(?:{alternatives(_TITLES.offices, _TITLES.ranks, _TITLES.trades)})s?\b", re.IGNORECASE
)
_ABBREVIATED = {*_WORDS.abbreviated, "sir", "dame"}
_OPENERS = grammar().prepositions | grammar().subordinators | grammar().conjunctions | {"the"}
_OPEN = grammar().prepositions | {"the", "and"}
_LINKED = frozenset(
    "of and former outgoing retired state group central bank union opposition party rebel harbour".split()
)
_NOT_IN_OFFICE = alternatives(
    grammar().auxiliary.be, grammar().auxiliary.have, {"said", "says", "told", "and", "but", "with", "by"}
)
_TELLS = re.compile(rf"\b(?:{_NOT_IN_OFFICE})\b|^\w+ed\s")
_WORD = r"[\w.&'’-]+"
_OF = rf"(?:\s(?:{alternatives(grammar().preposition.office)})\s(?:{_WORD}\s?){{1,5}})?"
_BEFORE = re.compile(rf"(?:{_WORD}[ \u00a0]){{1,7}}$")
_AFTER = re.compile(
    r"\s?(?:\([^)]*\))?, (?!who )(?P<role>(?:(?:the|a|an|its|his|her|their|one of the)\s)?"
    rf"(?:{_WORD}\s){{0,6}}{_WORD}{_OF})(?=[,.;]|$)"
)
_HEADS = re.compile(
    r",? who (?P<role>(?:heads|leads|runs|chairs|commands|owns|founded|represents|coaches)\s"
    rf"(?:{_WORD}\s?){{1,6}})(?=[,.;]|$)"
)
_BEHIND = re.compile(rf"(?P<role>(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s)?(?:{_WORD}\s){{0,4}}{_WORD}), $")


def find(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Role]:
    """Roles in the order of the text; ``as_of`` begins with the publication day, when it is known."""
    published = article.source.published
    as_of = Period(first=published, after=None, modifier="approx") if published else None
    people = tuple(m for m in mentions if m.kind in ("person", "other"))
    return [
        role
        for sentence in sentences
        for mention in within(people, sentence)
        for role in _of(sentence, mention, as_of)
    ]


def _of(sentence: Sentence, mention: Mention, as_of: Period | None) -> Iterator[Role]:
    at, end = mention.start - sentence.start, mention.end - sentence.start
    forms = (
        ("title_before", _before(sentence.text, at)),
        ("apposition_after", _matched(_AFTER, sentence.text, end)),
        ("who_heads", _matched(_HEADS, sentence.text, end)),
        ("apposition_before", _in_front(sentence.text, at)),
    )
    for rule, span in forms:
        if span is None:
            continue
        words = sentence.text[span[0] : span[1]]
        yield Role(
            start=sentence.start + min(span[0], at),
            end=sentence.start + max(span[1], end),
            rule=rule,
            entity=mention.entity,
            role=_plain(words),
            former=bool(_FORMER.match(words)) or " former " in f" {words.lower()} ",
            as_of=as_of,
        )


def _before(text: str, at: int) -> tuple[int, int] | None:
    """The run of title words right before a name, with a nation, owner or organisation that opens it."""
    match = _BEFORE.search(text[:at])
    if match is None:
        return None
    words = [(m.start(), m.end(), m.group()) for m in re.finditer(r"[^ \u00a0]+", text[match.start() : at])]
    chosen = words[_title_begins([word for *_, word in words]) :]
    if not chosen or not _tells_office([word for *_, word in chosen]):
        return None
    return match.start() + chosen[0][0], match.start() + chosen[-1][1]


def _title_begins(words: Sequence[str]) -> int:
    """The place of the first word of the title that ends a run; past its end where it ends with none."""
    first = len(words)
    while first and _belongs(words[first - 1], last=first == len(words)):
        first -= 1
    while first < len(words) and words[first].lower() in ("of", "and", "the", "a", "an", "for"):
        first += 1
    return first


def _tells_office(words: Sequence[str]) -> bool:
    if words[-1].lower() in _OPEN:
        return False  # "the mayor of" a town is no office of the town
    short = {word.lower().rstrip(".") for word in words} & _ABBREVIATED
    return bool(short or _OFFICE.search(" ".join(words)))


def _belongs(word: str, *, last: bool) -> bool:
    """Whether a word before a name may be part of a title; the last one must be an office."""
    bare = word.rstrip(".,")
    lower = bare.lower()
    if word.endswith(","):
        return False
    if lower in _WORDS.before_a_name or lower in _ABBREVIATED or _OFFICE.fullmatch(bare):
        return True
    if last:
        return False
    capital = bare[:1].isupper() and lower not in _OPENERS
    return capital or lower in _LINKED or _is_nation(word)


def _is_nation(word: str) -> bool:
    bare = word.rstrip(".,")
    return bare in nations().peoples or bool({word, re.sub(r"['’]s?$", "", bare)} & nations().names.keys())


def _matched(pattern: re.Pattern[str], text: str, end: int) -> tuple[int, int] | None:
    match = pattern.match(text, end)
    if match is None:
        return None
    role = match["role"].strip()
    if not (pattern is _HEADS or _OFFICE.search(role)) or _TELLS.search(role):
        return None
    return match.start("role"), match.start("role") + len(role)


def _in_front(text: str, at: int) -> tuple[int, int] | None:
    """A phrase with an office right before a comma ("The country's chief prosecutor, Ann Lee, …")."""
    match = _BEHIND.search(text[:at])
    if match is None or not _OFFICE.search(match["role"]) or _TELLS.search(match["role"]):
        return None
    return match.start("role"), match.end("role")


def _plain(role: str) -> str:
    bare = re.sub(r"^(?:the|a|an|one of the)\s", "", role.strip(" ,"), flags=re.IGNORECASE)
    bare = re.sub(r"\b[A-Z][a-z]+\.", _long, bare)
    return bare.removesuffix(".") if " " in bare else bare


def _long(shortened: re.Match[str]) -> str:
    word = _WORDS.abbreviated.get(shortened.group()[:-1].lower())
    return word.capitalize() if word else shortened.group()


EXTRACTOR = Extractor("roles", lambda x: find(x.article, x.sentences, x.of(Mention)))
