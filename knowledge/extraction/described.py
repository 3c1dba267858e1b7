"""Groups that a text describes instead of naming them: "US-led coalition", "Turkish-backed fighters".

Each description is an alias of one plain form, so that what articles call differently is found together. And
what a text calls by its kind alone: "the newspaper", "the coalition", after the one that it named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.extraction.registry import Extractor
from knowledge.lexicon.nations import nations
from knowledge.model import Alias, Mention, Sentence

__all__ = ["BY_KIND", "COUNTED", "EXTRACTOR", "find", "is_union", "plain_form"]

COUNTED = {
    " troops": frozenset("troops soldiers forces servicemen paratroopers".split()),
    " fighters": frozenset("fighters militants militias rebels insurgents gunmen forces guerrillas".split()),
}
"""How the plain forms of people end whom articles count, and the words that count such people."""

BY_KIND = "by_its_kind"
"""The rule of aliases that hold in their article only: another article's newspaper is another one."""

_NAMED = r"(?:(?:[A-Z]\.)+|[A-Z][\w.'’]*(?:-[A-Z]\w+)?)"
_MADE = r"(?:backed|aligned|allied|supported|linked|sponsored|funded|trained|led)"
_SMALL = r"(?:[a-z]{3,}(?:-[a-z]+)? )"
_IRREGULAR = (
    "fighters|militants|militias|militia|militiamen|rebels|insurgents|gunmen|proxies|armed groups|groups"
    "|forces|allies"
)
_BACKED = re.compile(
    rf"\b(?P<who>{_NAMED})[- ]?(?:-|\b)(?P<made>{_MADE}) {_SMALL}{{0,2}}?(?P<head>{_IRREGULAR})\b"
)
_PEOPLES = re.compile(
    rf"\b(?:(?:{_NAMED}) )?(?P<who>{_NAMED}) {_SMALL}?(?P<head>fighters|militants|militias|rebels|insurgents"
    r"|forces|allies|troops|soldiers|servicemen|paratroopers|guerrillas|separatists)\b"
)
_SPREAD = "global|international|multinational|grand|broad|ruling|Global|International"
_AGAINST = (
    "(?: opposed)? (?:to|against|fighting|battling|of)(?: (?i:counter|fight|defeat|combat|beat))?(?: the)?"
)
_UNION = re.compile(
    rf"\b(?P<opener>[Tt]he |[Aa]n? )?"
    rf"(?P<before>(?:(?:{_SPREAD}|{_NAMED}-led|[Aa]nti-{_NAMED}|{_NAMED}) ){{0,3}})"
    rf"(?P<head>[Cc]oalition|[Aa]lliance|[Bb]loc)\b(?P<after>{_AGAINST} (?P<foe>{_NAMED}(?: {_NAMED})*))?"
)
_STATES_AGAINST = re.compile(
    rf"\b(?:nations|countries|states|powers) (?:that (?:fight|oppose)|fighting|battling|opposed to|combating)"
    rf" (?:the )?(?P<foe>{_NAMED}(?: {_NAMED})*)"
)
_STATES = frozenset("troops soldiers forces servicemen paratroopers".split())
_KINDS = {
    "newspaper": re.compile(
        r"\b(?:Post|Times|Guardian|Herald|Tribune|Journal|Gazette|Telegraph|Courier|Chronicle|Mail|Globe)\b"
    ),
    "broadcaster": re.compile(r"\b(?:Television|TV|Radio|Broadcasting|BBC|CNN|News)\b"),
    "union": re.compile(r"\bUnion\b"),
    "bank": re.compile(r"\bBank\b"),
    "court": re.compile(r"\bCourt\b"),
    "university": re.compile(r"\bUniversity\b"),
    "hospital": re.compile(r"\bHospital\b"),
}  # fmt: skip
_BY_KIND = re.compile(rf"\b[Tt]he (?P<kind>{'|'.join(_KINDS)})\b(?! [a-z]+ed\b| of [A-Z])")
_BACK = 3
"""Sentences back in which the one of this kind must have been named."""


def find(title: str, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Alias]:
    """In the order of the text; the entity is the plain form, which no article need have used."""
    found: list[Alias] = []
    for sentence in sentences:
        found += [*_backed(sentence), *_of_a_people(sentence)]
    found += _coalitions(sentences, title)
    found += _by_kind(sentences, mentions)
    return sorted(_apart(found), key=lambda alias: (alias.start, alias.alias))


def plain_form(name: str) -> str | None:
    """The plain form of a description as somebody types it ("French soldiers"), None for other names."""
    typed = name.strip()
    sentence = Sentence(0, "", 1, 1, 0, len(typed), typed[:1].upper() + typed[1:])
    found = [*_backed(sentence), *_of_a_people(sentence), *_coalitions([sentence], "")]
    return found[0].entity if len(found) == 1 and len(found[0].alias) == len(typed) else None


def is_union(name: str) -> bool:
    """Whether a plain form names a coalition."""
    return re.match(r"(?:coalition|alliance|bloc) against ", name) is not None


def _backed(sentence: Sentence) -> Iterator[Alias]:
    """Of "Iranian-backed militias" and "Iran-aligned armed groups" the plain form is the same."""
    for match in _BACKED.finditer(sentence.text):
        country = _country(match["who"])
        owner = country or match["who"]
        if match["made"] != "led":
            yield _alias(sentence, match, f"{owner}-backed fighters")


def _of_a_people(sentence: Sentence) -> Iterator[Alias]:
    """Of a people's fighters, or of a state's troops."""
    for match in _PEOPLES.finditer(sentence.text):
        country, who = _country(match["who"]), match["who"]
        if country and match["head"] in _STATES:
            yield _alias(sentence, match, f"{country} troops")
        elif country or re.search(r"(?:ish|an|i|ese|ic)$", who):
            yield _alias(sentence, match, f"{who if country is None else country} fighters")


def _coalitions(sentences: Sequence[Sentence], title: str) -> Iterator[Alias]:
    """A coalition by its foe; within an article a description without a foe means the one that has it.

    States that fight somebody are the coalition against him where the article speaks of one.
    """
    held = [(s, m) for s in sentences for m in filter(_is_definite, _UNION.finditer(s.text))]
    named = [*_UNION.finditer(title), *(match for _, match in held)]
    foes = list(filter(None, map(_foe, named)))
    only = _all_the_same(foes)
    for sentence, match in held:
        if foe := _foe(match) or only:
            yield _against(sentence, match, foe)
    head = _all_the_same([match["head"].lower() for match in named])
    if foes and head:
        yield from _states_against(sentences, head)


def _all_the_same(told: Sequence[str]) -> str | None:
    return told[0] if len(set(told)) == 1 else None


def _against(sentence: Sentence, match: re.Match[str], foe: str) -> Alias:
    bare = not match["before"].strip() and not match["foe"]
    plain = f"{match['head'].lower()} against {foe}"
    return _alias(sentence, match, plain, rule=BY_KIND if bare else "described")


def _states_against(sentences: Sequence[Sentence], head: str) -> Iterator[Alias]:
    for sentence in sentences:
        for match in _STATES_AGAINST.finditer(sentence.text):
            yield _alias(sentence, match, f"{head} against {match['foe']}")


def _is_definite(match: re.Match[str]) -> bool:
    return bool(match["before"].strip() or match["foe"] or (match["opener"] or "").lower() == "the ")


def _foe(match: re.Match[str]) -> str | None:
    against = re.search(rf"[Aa]nti-({_NAMED})", match["before"])
    name = against[1] if against else match["foe"] if " of " not in (match["after"] or "") else None
    return None if name is None else re.sub(r"['’]s$", "", name)


def _by_kind(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> Iterator[Alias]:
    for number, sentence in enumerate(sentences):
        first = sentences[max(0, number - _BACK)].start
        for match in _BY_KIND.finditer(sentence.text):
            limit, form = sentence.start + match.start(), _KINDS[match["kind"]]
            named = [m for m in mentions if first <= m.start < limit and form.search(m.text)]
            if len({m.entity for m in named}) == 1:
                yield _alias(sentence, match, named[-1].entity, rule=BY_KIND)


def _alias(sentence: Sentence, match: re.Match[str], entity: str, *, rule: str = "described") -> Alias:
    shown = re.sub(r"^The (?=[A-Z])", "", match.group().strip())
    if match.groupdict().get("opener") and rule == "described":
        shown = shown.removeprefix(match["opener"])
    return Alias(
        start=sentence.start + match.start(), end=sentence.start + match.end(), rule=rule,
        entity=entity, alias=shown,
    )  # fmt: skip


def _country(word: str) -> str | None:
    bare = re.sub(r"['’]s$", "", word)
    return nations().peoples.get(bare) or nations().names.get(bare)


def _apart(found: list[Alias]) -> Iterator[Alias]:
    """The longer of two that overlap."""
    held = sorted(found, key=lambda a: (a.start, -a.end))
    for before, one in pairwise([None, *held]):
        assert one is not None
        if before is None or one.start >= before.end:
            yield one


EXTRACTOR = Extractor("described", lambda x: find(x.article.source.title, x.sentences, x.of(Mention)))
