"""A question or claim beside a passage → the tokens that the reader's network sees.

``[CLS] asked [SEP] sentence [SEP] title. day. sentence before [SEP]``: the sentence alone has segment 1, so
that its context is never mistaken for it, and the context is what is cut first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from knowledge.protocols import Passage

__all__ = ["LONGEST", "Pair", "PairMaker", "context_of"]

LONGEST = 64
"""Tokens of a pair."""
LONGEST_ASKED = 28
"""Tokens of a question or claim; of a longer one the beginning is read."""


class Pair(NamedTuple):
    """Token ids with their segments."""

    ids: tuple[int, ...]
    segments: tuple[int, ...]
    start: int
    """Where the sentence's tokens begin in ``ids``."""
    spans: tuple[tuple[int, int], ...]
    """Where each of the sentence's tokens stands in the sentence, in code points."""


class PairMaker:
    """A tokenizer, held open; making pairs changes nothing, so threads may share it."""

    def __init__(self, tokenizer: Path) -> None:
        """Raises whatever the tokenizer's parser raises."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._begin, self._separate = (self._number(mark) for mark in ("[CLS]", "[SEP]"))

    def pair(self, asked: str, sentence: str, context: str) -> Pair:
        """The tokens of a sentence with its context (``context_of``), at most ``LONGEST``."""
        question = self._read(asked)[0][:LONGEST_ASKED]
        room = LONGEST - len(question) - 3
        own, spans = self._read(sentence)
        own, spans = own[:room], spans[:room]
        around = self._read(context)[0][: max(0, room - len(own) - 1)]
        start = len(question) + 2
        ids = [self._begin, *question, self._separate, *own, self._separate]
        ids += [*around, self._separate] if around else []
        segments = [0] * start + [1] * len(own) + [0] * (len(ids) - start - len(own))
        return Pair(tuple(ids), tuple(segments), start, tuple(spans))

    def _number(self, mark: str) -> int:
        number = self._tokenizer.token_to_id(mark)
        if number is None:
            raise ValueError(f"the tokenizer has no {mark}")
        return int(number)

    def _read(self, text: str) -> tuple[list[int], list[tuple[int, int]]]:
        # The tokenizer refuses half a character (a lone surrogate); one for one, no offset moves.
        found = self._tokenizer.encode(text.encode(errors="replace").decode(), add_special_tokens=False)
        return found.ids, found.offsets


def context_of(passage: Passage) -> str:
    """What stands around a sentence, the most telling first: title, day, the sentence before."""
    return ". ".join(
        part for part in (passage.title, day_in_words(passage.published), passage.before) if part
    )


def day_in_words(day: date | None) -> str:
    """With its weekday, as "on Friday" in a sentence means it: "Tuesday 8 October 2024"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}" if day else ""
