"""A message → its claim parts: statements that are judged each by itself, with the words of the message."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from knowledge.claims.message import blocks
from knowledge.claims.questions import stated
from knowledge.extraction.clauses import Clause, clauses
from knowledge.extraction.clauses_verbs import Token, Verb
from knowledge.extraction.clauses_words import lexicon
from knowledge.lexicon.classes import grammar, speech
from knowledge.lexicon.messages import message_words
from knowledge.text.sentences import split
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import Word, words

__all__ = ["Part", "parts"]

_AROUND = " \t\"'“”‘’«»*_~`"
_PRONOUN = re.compile(
    r"(?P<who>he|she|it|they)(?P<short>['’]?(?:s|d|re|ve|ll))?(?= )|(?P<whose>his|her|its|their)(?= )",
    re.IGNORECASE,
)
_JOINS = frozenset("and but now then so plus".split())
_LINK = re.compile(rf"^(?:{'|'.join(_JOINS)})\s+", re.IGNORECASE)
_SMALL_START = re.compile(r"(?<=[a-z0-9]{3}[.!?])\s+(?=[a-z])|(?<=[!?])\s+")
_SHORT_BE = re.compile(r"\w+['’](?:s|re|m) ", re.IGNORECASE)
_SHORT = {"s": "is", "d": "had", "re": "are", "ve": "have", "ll": "will"}
_LONGEST_SUBJECT = 8
"""Words; a longer one is rather a misread sentence than a subject."""
_TELLING = 3
"""Content words from which a verb of telling tells something: not in "inspectors found"."""
_FINDING = frozenset({"find", "show", "prove"})
_SHORTEST = 4
"""Words from which what has neither verb, number nor name may still be a claim beside others."""


class Part(NamedTuple):
    """A statement."""

    text: str
    """In the words of the message."""
    statement: str
    """As it is judged: a question stated, a pronoun at its beginning replaced by what it means."""


def parts(message: str) -> list[Part]:
    """The parts in order; empty when the message says nothing.

    >>> [p.statement for p in parts("omg the mayor fled. He's in Spain now lol")]
    ['the mayor fled', 'the mayor is in Spain now']
    """
    found: list[Part] = []
    subject = ""
    for text in _told(message):
        statement = _resolved(stated(text), subject)
        found.append(Part(text, statement))
        subject = _subject(statement) or subject
    return found


def _told(message: str) -> list[str]:
    """The sentences and joined clauses that claim something, or all where none seems to."""
    every, plain = [], []
    for block in blocks(message):
        for typed in _sentences(block.text):
            sentence = _bare(typed)
            pieces = [piece for piece in _coordinated(sentence) if any(c.isalnum() for c in piece)]
            every += pieces
            plain += [p for p in pieces if _claims(p, heading=block.kind == "heading")]
    return plain or every


def _sentences(text: str) -> Iterator[str]:
    """Also where the next one is typed without a capital: "it sank. nobody died"."""
    for span in split(text):
        yield from _SMALL_START.split(text[span.start : span.end])


def _bare(sentence: str) -> str:
    """Without what people put around a claim."""
    known = message_words()
    before = None
    text = sentence
    while text != before:
        before = text
        match = known.opening.match(text)
        text = text[match.end() :] if match and match.end() < len(text) else text
        shorter = known.closing.sub("?" if text.rstrip().endswith("?") else "", text)
        text = shorter if any(c.isalnum() for c in shorter) else text
    return _unquoted(text.strip())


def _unquoted(text: str) -> str:
    """Without quotation marks around the whole."""
    inner = text.strip(_AROUND + ".!")
    whole = text[:1] in '"“«' and not any(mark in inner for mark in '"“”«»')
    return inner if whole else text.strip()


def _claims(text: str, *, heading: bool) -> bool:
    """Whether a piece says something that can be checked, and is no exclamation or label."""
    found = words(text)
    if message_words().closing.fullmatch(f". {text}") or _points_back(found):
        return False
    if any(w.term[:1].isdigit() for w in found):
        return True
    content = [w for w in found if w.term not in STOPWORDS]
    return bool(content) if _has_verb(text) else not heading and _names(found, content)


def _has_verb(text: str) -> bool:
    return bool(_SHORT_BE.match(text)) or any(clause.verb is not None for clause in clauses(text))


def _names(found: Sequence[Word], content: Sequence[Word]) -> bool:
    return len(found) >= _SHORTEST and any(w.text[:1].isupper() for w in content[1:])


def _points_back(found: Sequence[Word]) -> bool:
    """Whether it speaks of the claim before it: "that's how it ended", "that scared them"."""
    low = [word.text.lower().replace("’", "'") for word in found[:2]]
    if low[:1] != ["that"] or len(low) < 2:
        return low[:1] in (["that's"], ["thats"])
    done = low[1] in lexicon().past or (low[1].endswith("ed") and low[1] not in lexicon().no_verbs)
    return done or low[1] in grammar().auxiliaries


def _coordinated(sentence: str) -> Iterator[str]:
    """Main clauses joined by "and", "but", a comma or a semicolon, each with a subject of its own."""
    cuts = [0]
    found = clauses(sentence)
    cuts += [
        clause.span.start
        for at, clause in enumerate(found)
        if at and _stands_alone(clause) and not any(map(_governs, found[:at]))
        if not clause.quoted and not _in_quotation(sentence[: clause.span.start])
    ]
    for start, end in pairwise([*cuts, len(sentence)]):
        piece = sentence[start:end].strip(" ,;–—-")
        yield _LINK.sub("", piece, count=1) if start else piece


def _in_quotation(before: str) -> bool:
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _stands_alone(clause: Clause) -> bool:
    """Whether a clause has its own subject, hangs on no other and tells more than who says so."""
    verb = clause.verb
    if verb is None or clause.link not in (None, "and", "but") or verb.tense == "infinitive":
        return False
    own, told = _telling(clause.tokens[: verb.first - clause.first]), _telling(clause.tokens)
    content = [t for t in told if t.low not in STOPWORDS]
    return bool(own and content) and not _comments(verb, told[0], content)


def _telling(found: Sequence[Token]) -> list[Token]:
    return [t for t in found if t.text[0].isalnum() and t.low not in _JOINS]


def _comments(verb: Verb, first: Token, content: Sequence[Token]) -> bool:
    """Whether a clause only tells who says so, or speaks of the one before: "that's how it ended"."""
    telling = verb.term in lexicon().report | lexicon().commit | _FINDING
    return (telling and len(content) < _TELLING) or first.low.rstrip("'s") == "that"


def _governs(clause: Clause) -> bool:
    """Whether what follows may be what somebody says, or hang on a condition."""
    reports = clause.verb is not None and clause.verb.term in lexicon().report
    return reports or clause.link in grammar().subordinators


def _subject(statement: str) -> str:
    """The words before the first verb."""
    first = next(iter(clauses(statement)), None)
    if first is None or first.verb is None:
        return ""
    end = first.tokens[first.verb.first - first.first].start
    found = statement[:end].strip(" ,")
    fits = 0 < len(found.split()) <= _LONGEST_SUBJECT and found.lower() not in grammar().pronouns
    return found if fits else ""


def _resolved(statement: str, subject: str) -> str:
    """The pronoun at the beginning replaced by the subject of the part before."""
    match = _PRONOUN.match(statement)
    if match is None or not subject or (match[0].lower().startswith("the") and not _may_be_many(subject)):
        return statement
    if match["whose"]:
        return f"{subject}{'’' if subject.endswith('s') else '’s'}{statement[match.end() :]}"
    short = (match["short"] or "").strip("'’").lower()
    return f"{subject}{' ' + _SHORT[short] if short else ''}{statement[match.end() :]}"


def _may_be_many(subject: str) -> bool:
    """Whether "they" may mean it: a plural, or a body with a name."""
    last = subject.rsplit(maxsplit=1)[-1]
    return last.lower().endswith("s") or last.isupper() or last.lower() in speech().speakers.institutions
