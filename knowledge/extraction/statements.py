"""Who says what: quotations and reported speech with their speaker, cue and go-between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from knowledge.extraction.registry import Extractor, within
from knowledge.extraction.speakers import Speaker, head_of_office, officer, offices, speaker_of
from knowledge.extraction.speech import (
    ACCORDING,
    ANONYMOUS,
    CIRCUMSTANCE,
    CUES,
    INVERTIBLE,
    OWN_ACT,
    PASSIVE,
    PROCLAIMED,
    QUOTATION,
    SCENE,
    SPEAKING_NOUN,
    TOLD_TO,
    VERB_FIRST,
)
from knowledge.lexicon.classes import alternatives, grammar
from knowledge.model import Mention, Period, Role, Sentence, Span, Statement, Timex

__all__ = ["ACT_IN_WORDS", "EXTRACTOR", "find"]

_LINKS = alternatives(grammar().preposition.month | {"at"}, grammar().relative - {"that"})
_TELLER = re.compile(rf"\s+((?!that\b)(?:the |a |an )?[\w.'’ -]{{2,60}}?)(?=[,.]|\s(?:{_LINKS})\b|$)")
"""Who stands behind the cue: "…, said Ann Lee on Monday"."""
_QUOTED = (",”", ',"', ",'", "?”", "!”", '?"', '!"', "”", '"')
_PHRASE = 400
"""Letters that no noun phrase exceeds: a paragraph without a full stop is not read for each of its cues."""
ACT_IN_WORDS = "act_in_words"
"""The rule of what is done by saying it ("declared war on Osk"): an act, which tells nothing of a thing."""


class _Said(NamedTuple):
    """A cue in a sentence with its speaker; spans are counted in the sentence."""

    speaker: Span
    cue: Span
    content: Span
    direct: bool
    rule: str


def find(
    sentences: Sequence[Sentence],
    *,
    timexes: Sequence[Timex],
    mentions: Sequence[Mention],
    roles: Sequence[Role] = (),
) -> list[Statement]:
    """Statements in the order of the text. "He" and "the official" mean the speaker before.

    An office ("the chancellor") means the only one whom the article gives it.
    """
    found: list[Statement] = []
    held = offices(roles)
    last: Speaker | None = None
    for sentence in sentences:
        names = within(mentions, sentence)
        here: list[Statement] = []
        for said in _said(sentence):
            head = head_of_office(sentence, said.speaker, names)
            if head is not None and any(one.speaker == head.name for one in here):
                continue  # "…, according to his office" only tells how it reached the article
            named = head or officer(sentence, said.speaker, names, held)
            speaker = named or speaker_of(sentence, said.speaker, names, last, mentions)
            if speaker is not None:
                last = speaker
                here.append(_statement(sentence, said, speaker, timexes))
        found += [_nested(one, here) for one in here]
    return found


def _nested(inner: Statement, here: Sequence[Statement]) -> Statement:
    """The statement with its go-between, where another of its sentence tells it whole."""
    outer = [
        one
        for one in here
        if one.speaker != inner.speaker
        and one.content.start <= inner.start < inner.content.start < one.content.end
    ]
    if inner.via is not None or not outer:
        return inner
    nearest = min(outer, key=lambda one: one.content.end - one.content.start)
    end = min(inner.content.end, nearest.content.end)
    return inner.model_copy(update={"via": nearest.speaker, "content": Span(inner.content.start, end)})


def _statement(sentence: Sentence, said: _Said, speaker: Speaker, timexes: Sequence[Timex]) -> Statement:
    start = sentence.start + min(said.speaker.start, said.content.start)
    end = sentence.start + max(said.cue.end, said.content.end)
    told = sentence.text[said.cue.start : said.cue.end].split()[-1] in ("told", "informed")
    to = TOLD_TO.match(sentence.text, said.cue.end) if told else None
    return Statement(
        start=start,
        end=end,
        rule=said.rule,
        speaker=speaker.name,
        anonymous=speaker.anonymous,
        cue=sentence.text[said.cue.start : said.cue.end].strip(" ,"),
        content=Span(sentence.start + said.content.start, sentence.start + said.content.end),
        direct=said.direct,
        via=to["to"] if to else None,
        when=_when(sentence, said, timexes),
    )


def _when(sentence: Sentence, said: _Said, timexes: Sequence[Timex]) -> Period | None:
    """The day that stands beside the cue ("said Monday"): the report's day need not be the speech's."""
    near = [
        t.period
        for t in timexes
        if t.period and abs(t.start - (sentence.start + said.cue.end)) < 16 and t.type in ("DATE", "TIME")
    ]
    return near[0] if near else None


def _said(sentence: Sentence) -> Iterator[_Said]:
    """Each cue once; a sentence that is one quotation and a cue is one statement."""
    text = sentence.text
    taken: list[Span] = []
    for cue in CUES.finditer(text):
        span = Span(cue.start("cue"), cue.end("cue"))
        if any(span.start < t.end and t.start < span.end for t in taken) or _is_quoted(text, span.start):
            continue
        if said := _by_cue(text, span):
            taken.append(span)
            yield said
    for form, rule in ((ACCORDING, "according_to"), (PASSIVE, "reported_by")):
        for match in form.finditer(text):
            speaker = Span(match.start("who"), match.end("who"))
            content = _rest(text, Span(match.start(), match.end()))
            yield _Said(speaker, Span(match.start("cue"), match.end("cue")), content, direct=False, rule=rule)


def _by_cue(text: str, cue: Span) -> _Said | None:
    said = _proclaimed(text, cue) or _inverted(text, cue) or _in_order(text, cue)
    return said and _with_subject(text, said)


def _proclaimed(text: str, cue: Span) -> _Said | None:
    act = PROCLAIMED.match(text, cue.start)
    if act is None or (subject := _subject(text, cue.start)) is None:
        return None
    return _Said(subject, cue, Span(*act.span("what")), direct=False, rule=ACT_IN_WORDS)


def _with_subject(text: str, said: _Said) -> _Said | None:
    """What is said with the subject that stands before its teller ("Osk, Lee said, is old").

    None where it begins with a verb and its subject stands nowhere.
    """
    before, after = text[: said.speaker.start].rstrip(), text[said.cue.end :]
    behind = said.content.start >= said.cue.end
    lost = VERB_FIRST.match(after.lstrip(" ,")) is not None
    parted = before.endswith((",", ",”", ',"', ",’", ",'")) and after.startswith(",")
    if parted and (lost or (behind and not said.direct)):
        return said._replace(content=Span(0, len(text)), rule="teller_within")
    return None if lost and behind else said


def _inverted(text: str, cue: Span) -> _Said | None:
    """The speaker stands behind the cue, after a quotation ("…,” said Ann Lee")."""
    before = text[: cue.start].rstrip()
    told = before.endswith(",") and INVERTIBLE.fullmatch(text[cue.start : cue.end])
    speaker = _TELLER.match(text, cue.end) if told or before.endswith(_QUOTED) else None
    if speaker is None or not _may_speak(speaker[1]):
        return None
    quoted = QUOTATION.search(text) is not None
    return _Said(Span(*speaker.span(1)), cue, Span(0, _trim(text, cue.start)), quoted, "quotation_then_cue")


def _in_order(text: str, cue: Span) -> _Said | None:
    """The speaker stands before the cue, and what is said before both or behind ("she said that …")."""
    subject = _subject(text, cue.start)
    if subject is None:
        return None
    lead, tail = text[: subject.start].rstrip(), text[cue.end :].lstrip(" ,:")
    if lead and text[cue.end :].strip() == ":":
        return None
    quotations = [Span(m.start(), m.end()) for m in QUOTATION.finditer(text)]
    told = len(tail.strip(' .,”"').split())
    if _is_said_before(text, cue, lead, tail, told, quoted=bool(quotations)):
        rule = "quotation_then_speaker" if quotations else "content_then_speaker"
        return _Said(subject, cue, Span(0, _trim(text, len(lead))), bool(quotations), rule)
    if told < 2:
        return None
    direct = any(q.start >= cue.end for q in quotations)
    rule = "speaker_then_quotation" if direct else "speaker_then_content"
    return _Said(subject, cue, Span(len(text) - len(tail), len(text)), direct, rule)


def _is_said_before(text: str, cue: Span, lead: str, tail: str, told: int, *, quoted: bool) -> bool:
    """Whether the words before the subject are what is said, and the ``told`` words behind only an end."""
    whole = lead.endswith((",", *_QUOTED)) and len(lead.split()) >= 4
    short = told <= max(12, len(lead.split()) // 2)
    if not whole or not short or OWN_ACT.fullmatch(text[cue.start : cue.end]):
        return False
    return not _is_said_after(lead, tail, quoted=quoted)


def _is_said_after(lead: str, tail: str, *, quoted: bool) -> bool:
    """Whether the words after the cue are what is said, and those before the subject only the scene."""
    if tail.startswith(("that ", "“", '"')):
        return not lead.endswith(("”", '"'))
    scene = SCENE.match(lead) is not None and not quoted
    return scene and len(tail.split()) >= 3 and not CIRCUMSTANCE.match(tail)


def _subject(text: str, end: int) -> Span | None:
    """The noun phrase that ends before the cue, apposition and adverb passed over."""
    near = text.rfind(" ", 0, max(0, end - _PHRASE)) + 1
    match = SPEAKING_NOUN.search(text, near, end)
    return Span(match.start("who"), match.end("who")) if match else None


def _rest(text: str, cue: Span) -> Span:
    """What is left of the sentence beside an "according to" phrase; all of it where that stands within."""
    if text[: cue.start].endswith(", ") and text[cue.end : cue.end + 1] == ",":
        return Span(0, len(text))
    if cue.start > len(text) - cue.end:
        return Span(0, _trim(text, cue.start))
    start = cue.end + len(text[cue.end :]) - len(text[cue.end :].lstrip(" ,"))
    return Span(start, len(text)) if start < len(text) else Span(0, _trim(text, cue.start) or len(text))


def _trim(text: str, end: int) -> int:
    return max(1, len(text[:end].rstrip(" ,–—-")))


def _is_quoted(text: str, at: int) -> bool:
    return any(m.start() < at < m.end() for m in QUOTATION.finditer(text))


def _may_speak(words: str) -> bool:
    return bool(re.search(r"[A-Z]", words)) or bool(ANONYMOUS.search(words))


EXTRACTOR = Extractor(
    "statements",
    lambda x: find(x.sentences, timexes=x.of(Timex), mentions=x.of(Mention), roles=x.of(Role)),
)
