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
_INVERTED = re.compile(
    rf"\s+((?!that\b)(?:the |a |an )?[\w.'’ -]{{2,60}}?)(?=[,.]|\s(?:{_LINKS})\b|$)",
)
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
            speaker = (
                head
                or officer(sentence, said.speaker, names, held)
                or speaker_of(sentence, said.speaker, names, last, mentions)
            )
            if speaker is None:
                continue
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
        said = _proclaimed(text, span) or _around(text, span, bool(OWN_ACT.fullmatch(cue["cue"])))
        if said and (said := _with_subject(text, said)):
            taken.append(span)
            yield said
    for form, rule in ((ACCORDING, "according_to"), (PASSIVE, "reported_by")):
        for match in form.finditer(text):
            speaker = Span(match.start("who"), match.end("who"))
            content = _rest(text, Span(match.start(), match.end()))
            yield _Said(speaker, Span(match.start("cue"), match.end("cue")), content, direct=False, rule=rule)


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


def _around(text: str, cue: Span, own_act: bool) -> _Said | None:
    """The speaker stands before the cue, or behind it after a quotation ("…,” said Ann Lee")."""
    before, after = text[: cue.start].rstrip(), text[cue.end :]
    quotations = [Span(m.start(), m.end()) for m in QUOTATION.finditer(text)]
    inverted = _INVERTED.match(after)
    if (
        before.endswith((",”", ',"', ",'", "?”", "!”", '?"', '!"', "”", '"'))
        or (before.endswith(",") and INVERTIBLE.fullmatch(text[cue.start : cue.end]))
    ) and (inverted and _may_speak(inverted[1])):
        speaker = Span(cue.end + inverted.start(1), cue.end + inverted.end(1))
        return _Said(speaker, cue, Span(0, _trim(text, cue.start)), bool(quotations), "quotation_then_cue")
    subject = _subject(text, cue.start)
    if subject is None:
        return None
    # What is said stands before the subject ("…, she said") or after the cue ("she said that …").
    lead = text[: subject.start].rstrip()
    ends = lead.endswith((",”", ',"', ",", "”", '"', ",'", "?”", "!”"))
    long_lead = ends and len(lead.split()) >= 4
    tail = text[cue.end :].strip(' .,”"')
    if lead and text[cue.end :].strip() == ":":
        return None
    apart = _is_said_after(lead, text[cue.end :].lstrip(" ,:"), quoted=bool(quotations))
    if long_lead and not apart and len(tail.split()) <= max(12, len(lead.split()) // 2) and not own_act:
        rule = "quotation_then_speaker" if quotations else "content_then_speaker"
        return _Said(subject, cue, Span(0, _trim(text, len(lead))), bool(quotations), rule)
    if len(tail.split()) < 2:
        return None
    content = Span(cue.end + len(text[cue.end :]) - len(text[cue.end :].lstrip(" ,:")), len(text))
    direct = any(q.start >= cue.end for q in quotations)
    return _Said(
        subject, cue, content, direct, "speaker_then_quotation" if direct else "speaker_then_content"
    )


def _is_said_after(lead: str, tail: str, *, quoted: bool) -> bool:
    """Whether the words after the cue are what is said, and those before the subject only the scene."""
    if tail.startswith(("that ", "“", '"')):
        return not lead.endswith(("”", '"'))
    scene = SCENE.match(lead) is not None and not quoted
    return scene and len(tail.split()) >= 3 and not CIRCUMSTANCE.match(tail)


def _subject(text: str, end: int) -> Span | None:
    """The noun phrase that ends before the cue, apposition and adverb passed over."""
    match = SPEAKING_NOUN.search(text[:end])
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
