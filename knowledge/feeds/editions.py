"""Two readings of one article → what an edition changed, also where one is the feed's and one the page's."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Final, NamedTuple

from knowledge.feeds.model import Change
from knowledge.model import Article
from knowledge.text.sentences import split
from knowledge.text.words import words

__all__ = ["Compared", "changes", "compared"]

MOST_CHANGES: Final = 12
"""Sentences of one edition that are kept."""
REWORDED: Final = 0.6
"""Share of words that a sentence keeps when it is reworded; with fewer it is another sentence."""
HELD: Final = 0.8
"""Share of a feed's sentences that its page holds, where it holds the article: more than any teaser does."""
_Worded = tuple[tuple[str, ...], str]
"""The words of a sentence, and it itself."""


def changes(before: Article, after: Article) -> tuple[Change, ...]:
    """Which sentences an edition changed, in order; the title first where that is another."""
    found = []
    if before.source.title != after.source.title:
        found.append(Change(before=before.source.title, after=after.source.title))
    old, new = _sentences(before), _sentences(after)
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [
                Change(before=old[a + n] if a + n < b else "", after=new[c + n] if c + n < d else "")
                for n in range(max(b - a, d - c))
            ]
    return tuple(found[:MOST_CHANGES])


class Compared(NamedTuple):
    """A reading of the feed beside one of the page: what stands around an article may differ in each."""

    reworded: tuple[Change, ...]
    """Sentences that read otherwise in the other."""
    whole: bool
    """Whether the second holds what the first does."""


def compared(before: Article, after: Article) -> Compared:
    """Hold a text that was read in one place against one that was read in another."""
    old, new = (list(map(_worded, _sentences(one))) for one in (before, after))
    gone, others = _without(old, new), _without(new, old)
    pairs = [(text, _nearest(worded, others)) for worded, text in gone]
    reworded = tuple(Change(before=text, after=near) for text, near in pairs if near is not None)
    held = len(old) - len(gone) + len(reworded)
    return Compared(reworded[:MOST_CHANGES], held >= HELD * len(old))


def _without(some: list[_Worded], others: list[_Worded]) -> list[_Worded]:
    there = {worded for worded, _ in others}
    return [one for one in some if one[0] not in there]


def _nearest(worded: tuple[str, ...], others: list[_Worded]) -> str | None:
    """The sentence that is most likely this one, reworded."""
    matched = ((SequenceMatcher(None, worded, other, autojunk=False), text) for other, text in others)
    likeness = ((matcher.ratio(), text) for matcher, text in matched)
    best, text = max(likeness, default=(0.0, ""))
    return text if best >= REWORDED else None


def _worded(sentence: str) -> _Worded:
    """By its words, since marks and spaces are set in many ways."""
    return tuple(word.text.casefold().replace("’", "'") for word in words(sentence)), sentence


def _sentences(article: Article) -> list[str]:
    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    return [paragraph[start:end] for paragraph in paragraphs for start, end in split(paragraph)]
