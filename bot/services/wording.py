"""What a message in the channel is: a question about the sources, or a word about another message."""

from __future__ import annotations

import re
from typing import Final

from knowledge.lexicon.classes import calendar, grammar
from knowledge.retrieval.typed import plain
from knowledge.text.stopwords import STOPWORDS
from knowledge.text.words import words

__all__ = ["asks_for_proof", "has_to_do", "is_question"]

_LEADS: Final = (
    grammar().conjunctions | grammar().prepositions | frozenset("tell show give me us also then".split())
)
"""Words that may stand before the one by which a question shows ("And where", "In which year")."""
_SHARE: Final = 0.33
"""Of the telling words of a question, from which on a sentence is about the same. Set by hand."""
_PROOF: Final = re.compile(
    r"""^(?:(?:and|but|so|hm+|wait|wow|lol|please|pls|hey|yo|can|could|you|we
        |is|are|was|were|isn['’]?t)\b[\s,]*)*
    (?:(?:that|this|it|these|those|they)(?:['’]s|['’]re)?\b\s*)?(?:(?:really|actually|even|still)\s+)?
    (?:true|real|right|correct|accurate|legit|fake|false|wrong|(?<=t\ )so|(?<=s\ )so|really|a\ fact
      |confirmed|for\ real
      |(?:(?:the|any|your|got\ an?y?|what(?:['’]s|\ is)\ (?:the|your))\ )?
       (?:sources?|proof|evidence|citations?)
      |(?:says|according\ to)\ who(?:m)?|who\ says(?:\ (?:that|this|so))?
      |where(?:['’]s|\ is)\ (?:that|this)\ from
      |(?:fact[\s-]?)?(?:check|verify|confirm|debunk)(?:\ (?:that|this|it|please|pls))*
      |(?:that|this|it)\ (?:true|real|right|correct))
    (?:\s+(?:that|this|it|please|pls|or\ not|or\ (?:fake|false|real|true|not\ true)|here
      |for\ (?:that|this|it)))*[\s?!.,]*$""",
    re.IGNORECASE | re.VERBOSE,
)


def asks_for_proof(text: str) -> bool:
    """Whether somebody asks whether another message is right, or what it rests on.

    >>> asks_for_proof("is that true?"), asks_for_proof("source?"), asks_for_proof("who is that?")
    (True, True, False)
    """
    return _PROOF.match(" ".join(text.split())) is not None


def is_question(text: str) -> bool:
    """Whether it asks something of the sources by its form, and names what it asks about.

    >>> is_question("who built the lighthouse"), is_question("lighthouse"), is_question("Why?")
    (True, False, False)
    """
    found = [(word.text.lower(), word.term) for word in words(plain(text))]
    # That both speak of days tells nothing of either.
    asking = grammar().question | grammar().auxiliaries | calendar().time_words
    telling = sum(term not in STOPWORDS and low not in asking for low, term in found)
    opens = next((low for low, _ in found if low not in _LEADS), "") in asking
    return telling > 0 if opens else telling > 1 and text.rstrip(" !\"'”’").endswith("?")


def has_to_do(question: str, sentence: str) -> bool:
    """Whether a sentence is about what the question is about: its name, or a good part of its telling words.

    >>> has_to_do("Who painted the lighthouse of Quelmar?", "The lighthouse was built in 1902.")
    False
    """
    asked = [word for word in words(plain(question)) if word.term not in STOPWORDS]
    # That both speak of days tells nothing of either.
    asking = grammar().question | grammar().auxiliaries | calendar().time_words
    telling = {word.term for word in asked if word.text.lower() not in asking}
    names = {word.term for word in asked[1:] if word.text[:1].isupper() and word.term in telling}
    held = {word.term for word in words(sentence)}
    return not held.isdisjoint(names) if names else len(held & telling) >= _SHARE * max(1, len(telling))
