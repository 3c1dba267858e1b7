"""Where a text itself says that two names mean one thing: brackets, "also known as", "by its acronym"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.extraction.registry import Extractor
from knowledge.lexicon.classes import alternatives, grammar, speech
from knowledge.lexicon.inflection import inflected
from knowledge.lexicon.nations import nations
from knowledge.model import Alias, Article, Mention, Sentence

__all__ = ["EXTRACTOR", "find"]

_CAPS = r"[A-Z][\w.'’&-]*"
_LONG = (
    rf"(?:{_CAPS}|\d+)(?:[ \u00a0](?:of the|of|for the|for|and the|and|the|in|de|on)?[ \u00a0]?(?:{_CAPS}))*"
    r"(?:[ \u00a0](?:group|party|union|agency|movement|army|militia|organi[sz]ation|network))?"
)
_SHORT = r"[A-Z][A-Za-z0-9.&-]{1,11}"
_OFTEN = (
    r"(?:also|better|otherwise|widely|commonly|formerly|previously|once|sometimes|locally|popularly|simply)"
)
_BRACKET = re.compile(rf"(?P<long>{_LONG})[ \u00a0]\([\"“'‘]?(?:the )?(?P<short>{_SHORT})[\"”'’]?\)")
_KNOWN = re.compile(
    rf"(?P<long>{_LONG})(?:[ \u00a0]\([^()]{{2,20}}\))?,? (?:which is |who is |is |are |was )?"
    rf"(?:(?:{_OFTEN} )*known(?: simply)? as|(?:{_OFTEN} )+"
    r"(?:called|named|dubbed|nicknamed|referred to as|abbreviated(?: as| to)?))"
    rf" (?:the )?[\"“'‘]?(?P<short>{_LONG})(?:[ \u00a0]\((?P<third>{_SHORT})\))?"
)
_FORMER = re.compile(
    r"what (?:was|is|had been) (?:formerly |once |previously |now )?(?:called|known as)"
    rf" the (?P<short>{_LONG})"
)
_ACRONYM = re.compile(
    rf"(?:referring to|calling|using|naming|referred to|called) (?:the )?(?P<long>{_LONG})"
    r" (?:by|under|using|with) (?:its|their|an|the) (?:\w+ ){0,2}"
    r"(?:acronym|abbreviation|initials|name|nickname)"
)
_ITS_ACRONYM = re.compile(
    rf"(?P<short>{_SHORT}), (?:an?|the|its) (?:\w+ ){{0,2}}(?:acronym|abbreviation|name|nickname|term)"
    rf" (?:for|of) (?:the )?(?P<long>{_LONG})"
)
_ACTING = """agree back blame connect consider deem demand fear impose label link regard reject see tie view
    vow want""".split()
_ACTS = re.compile(rf"(?: has| had| have)? (?:{alternatives(inflected({*_ACTING, *speech().saying.all}))})\b")
_PLACED = re.compile(rf"\b(?:{alternatives(grammar().preposition.place)})\s+$")
REACH = 2
"""Sentences back in which the other name of "by its acronym" is looked for."""


class _Pair(NamedTuple):
    start: int
    end: int
    long: str
    short: str
    rule: str


def find(article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Alias]:
    """Aliases in the order of the text; ``entity`` is the longer or better known name as it stands there."""
    found: list[Alias] = []
    for number, sentence in enumerate(sentences):
        pairs = [*_in_brackets(sentence), *_known_as(sentence), *_by_acronym(sentences, number, mentions)]
        found += [_alias(pair, sentence) for pair in pairs if pair.long != pair.short]
    found += _metonyms(article.text, mentions)
    return sorted(found, key=lambda alias: (alias.start, alias.alias))


def _alias(pair: _Pair, sentence: Sentence) -> Alias:
    return Alias(
        start=sentence.start + pair.start, end=sentence.start + pair.end, rule=pair.rule,
        entity=_bare(pair.long), alias=_bare(pair.short),
    )  # fmt: skip


def _bare(name: str) -> str:
    return (
        re.sub(r"^(?:The|the) ", "", name.replace("\u00a0", " ")).strip(" ,.'’") if name != "U.S." else name
    )


def _in_brackets(sentence: Sentence) -> Iterator[_Pair]:
    """An acronym right after the name whose initials it has, or a short form in quotation marks."""
    for match in _BRACKET.finditer(sentence.text):
        long = _spelled(match["long"], match["short"])
        if long:
            start = match.end("long") - len(long)
            yield _Pair(start, match.end(), long, match["short"], "acronym_in_brackets")


def _spelled(long: str, short: str) -> str | None:
    """The shortest end of ``long`` whose capitals begin with the acronym's letters in order."""
    letters = [c.lower() for c in short if c.isalnum()]
    words = re.split(r"[ \u00a0-]", long)
    for count in range(1, len(words) + 1):
        tail = words[len(words) - count :]
        if tail[0][:1].lower() == letters[0] and tail[0][:1].isupper() and _in_order(letters, tail):
            at = long.rfind(tail[0], 0, len(long) - sum(len(w) + 1 for w in tail[1:]))
            return long[at:]
    return None


def _in_order(letters: list[str], words: list[str]) -> bool:
    initials = [w[0].lower() for w in words if w and w.lower() not in ("group", "the", "party")]
    at = 0
    for letter in letters:
        while at < len(initials) and initials[at] != letter:
            at += 1
        if at == len(initials):
            return False
        at += 1
    return True


def _known_as(sentence: Sentence) -> Iterator[_Pair]:
    for match in _KNOWN.finditer(sentence.text):
        yield _Pair(match.start(), match.end(), match["long"], match["short"], "known_as")
        if match["third"]:
            yield _Pair(match.start(), match.end(), match["long"], match["third"], "known_as")
    for match in _FORMER.finditer(sentence.text):
        earlier = re.findall(
            rf"\b(?:the )({_LONG}|coalition|group|alliance)\b", sentence.text[: match.start()]
        )
        if earlier:
            yield _Pair(match.start(), match.end(), earlier[-1], match["short"], "formerly_called")
    for match in _ITS_ACRONYM.finditer(sentence.text):
        yield _Pair(match.start(), match.end(), match["long"], match["short"], "acronym_for")


def _by_acronym(sentences: Sequence[Sentence], number: int, mentions: Sequence[Mention]) -> Iterator[_Pair]:
    """Of "A, referring to B by its acronym", A is the group named last before the phrase."""
    sentence = sentences[number]
    first = sentences[max(0, number - REACH)].start
    for match in _ACRONYM.finditer(sentence.text):
        limit = sentence.start + match.start()
        others = [
            mention.text
            for mention in mentions
            if first <= mention.start and mention.end <= limit
            if mention.kind in ("group", "organisation", "other") and mention.text.isalpha()
            if mention.text != match["long"]
        ]
        if others:
            yield _Pair(match.start(), match.end(), match["long"], others[-1], "by_its_acronym")


def _metonyms(text: str, mentions: Sequence[Mention]) -> Iterator[Alias]:
    """A capital that acts as people do stands for its country's government ("Ankara accuses …")."""
    for mention in mentions:
        country = nations().capitals.get(mention.entity)
        acts = _ACTS.match(text[mention.end : mention.end + 24])
        if country and acts and not _PLACED.search(text[max(0, mention.start - 12) : mention.start]):
            yield Alias(
                start=mention.start, end=mention.end, rule="capital_for_government",
                entity=country, alias=mention.text,
            )  # fmt: skip
            if mention.entity != mention.text:
                yield Alias(
                    start=mention.start, end=mention.end, rule="capital_for_government",
                    entity=country, alias=mention.entity,
                )  # fmt: skip


EXTRACTOR = Extractor("aliases", lambda x: find(x.article, x.sentences, x.of(Mention)))
