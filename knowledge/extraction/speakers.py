"""The words before a cue of speech → who speaks: a name, an office's holder, whom a pronoun means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from knowledge.extraction.speech import ANONYMOUS, CUES, INSTITUTIONS, OWN_OFFICE
from knowledge.model import Mention, Role, Sentence, Span

__all__ = ["Speaker", "head_of_office", "officer", "offices", "speaker_of"]


_LEAD = re.compile(r"(?:(?:and|but|while|as)\s+)?(?:(?:the|an?)\s+)?", re.IGNORECASE)
"""What a speaker's phrase begins with that tells nothing."""


class Speaker(NamedTuple):
    """Who speaks, by name or in the words of the text."""

    name: str
    anonymous: bool
    nameless: bool = False
    """Told by an office ("the ministry"), so that the same office may be told more shortly next."""


def offices(roles: Sequence[Role]) -> dict[str, str]:
    """Each office that the article gives to one person alone, by its last two and three words."""
    holders: dict[str, set[str]] = {}
    for role in roles:
        if not role.former:
            for form in _endings(role.role):
                holders.setdefault(form, set()).add(role.entity)
    return {office: next(iter(people)) for office, people in holders.items() if len(people) == 1}


def _endings(office: str) -> Iterator[str]:
    """An office as it may be called: whole, without its country, by its head."""
    said = office.lower().replace("u.s. ", "us ").split()
    for first in range(len(said)):
        if said[first:] and said[first] not in ("of", "and", "the", "for"):
            yield " ".join(said[first:])


def head_of_office(sentence: Sentence, span: Span, names: Sequence[Mention]) -> Speaker | None:
    """Who speaks by "his office" or "a statement from her office": the person named beside it."""
    if not OWN_OFFICE.search(sentence.text[span.start : span.end]):
        return None
    at = sentence.start + span.start
    people = [m for m in names if m.kind == "person"]
    nearest = [m for m in people if m.end <= at][-1:] or people[:1]
    return Speaker(nearest[0].entity, anonymous=False) if nearest else None


def officer(
    sentence: Sentence, span: Span, names: Sequence[Mention], held: Mapping[str, str]
) -> Speaker | None:
    """Whom "the chancellor" means, where nobody is named beside it."""
    words = sentence.text[span.start : span.end]
    office = re.sub(r"^(?:the|its|their|his|her)\s+", "", words.strip(), flags=re.IGNORECASE)
    office = office.lower().replace("u.s. ", "us ")
    a, b = sentence.start + span.start, sentence.start + span.end
    if office == words.strip().lower() or any(m.kind == "person" and a <= m.start < b for m in names):
        return None
    holder = held.get(office)
    return Speaker(holder, anonymous=False) if holder else None


def _past_cue(text: str, span: Span) -> Span:
    """Of "Lee said the leaders", only "the leaders" speak next."""
    cues = [m for m in CUES.finditer(text, span.start, span.end) if m.end() < span.end]
    return Span(cues[-1].end() + 1, span.end) if cues else span


def speaker_of(
    sentence: Sentence,
    span: Span,
    names: Sequence[Mention],
    last: Speaker | None,
    mentions: Sequence[Mention],
) -> Speaker | None:
    """A name in the phrase, an anonymous office, or the speaker before for a pronoun."""
    span = _past_cue(sentence.text, span)
    words = sentence.text[span.start : span.end]
    a, b = sentence.start + span.start, sentence.start + span.end
    inside = _able_to_speak(names, a, b)
    people = [m for m in inside if m.kind == "person"]
    anonymous = ANONYMOUS.search(words)
    if people and not (anonymous and people[-1].end <= a + anonymous.start()):
        return Speaker(people[-1].entity, anonymous=False)
    if re.fullmatch(r"(?i)(?:he|she|they|it|i|we)", words.strip()):
        return _meant(words.strip().lower(), a, last, mentions)
    if anonymous:
        return _by_office(words.strip(), last)
    return Speaker(inside[-1].entity, anonymous=False) if inside else None


def _able_to_speak(names: Sequence[Mention], start: int, end: int) -> list[Mention]:
    return [m for m in names if start <= m.start and m.end <= end + 1 and m.kind != "nationality"]


def _by_office(words: str, last: Speaker | None) -> Speaker:
    """Who speaks by an office; told more shortly than before ("the ministry") it is the same."""
    plain = _LEAD.sub("", words, count=1)
    head = plain.split()[-1]
    if last and last.nameless and head == last.name.split()[-1]:
        return last
    return Speaker(plain, anonymous=head.lower() not in INSTITUTIONS, nameless=True)


def _meant(pronoun: str, at: int, last: Speaker | None, mentions: Sequence[Mention]) -> Speaker | None:
    """The speaker before, if "he" or "it" can mean such a one; else, for a person, who was named last."""
    if last and _can_mean(pronoun, last.name, mentions):
        return last
    if pronoun == "it":
        return None
    before = [m for m in mentions if m.kind == "person" and m.end <= at]
    return Speaker(before[-1].entity, anonymous=False) if before else None


def _can_mean(pronoun: str, name: str, mentions: Sequence[Mention]) -> bool:
    kinds = {m.kind == "person" for m in mentions if m.entity == name}
    if pronoun == "it":
        return True not in kinds
    return pronoun not in ("he", "she") or kinds != {False}
