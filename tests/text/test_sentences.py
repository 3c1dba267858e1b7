"""Where a paragraph is parted into sentences, whatever white space stands in it."""

from __future__ import annotations

import itertools

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import sentences as module
from knowledge.text.sentences import split

ODD_SPACES = "\x85\xa0\u1680\u2002\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
PIECES = st.sampled_from([*ODD_SPACES, *" \n\t", *".!?…”’)", "A", "U.S", "e.g", "Pier", "was", "Monday", "é"])


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200))
def test_nothing_but_white_space_is_lost(paragraph: str) -> None:
    spans = split(paragraph)
    gaps = [0, *itertools.chain.from_iterable(spans), len(paragraph)]
    assert gaps == sorted(gaps)
    assert "".join(paragraph[a:b] for a, b in zip(gaps[::2], gaps[1::2], strict=True)).strip() == ""
    assert all(paragraph[s.start : s.end].strip() == paragraph[s.start : s.end] != "" for s in spans)


@pytest.mark.parametrize("space", ODD_SPACES)
def test_an_odd_space_before_a_full_stop_parts_as_a_plain_one_does(space: str) -> None:
    paragraph = "The ferry sails to Pier A{}. It was closed on Monday."
    assert split(paragraph.format(space)) == split(paragraph.format(" "))


def test_where_the_library_gives_up_marks_of_the_end_part_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    # A panic of the library itself, which is no Exception, whatever the text.
    giving_up = lambda language, _: sentencex.get_sentence_boundaries(language, "A\xa0. B")  # noqa: E731
    monkeypatch.setattr(module, "get_sentence_boundaries", giving_up)
    paragraph = "The pier was closed. “Go!” he said. It opened on Monday"
    assert [paragraph[start:end] for start, end in split(paragraph)] == [
        "The pier was closed.",
        "“Go!” he said.",
        "It opened on Monday",
    ]


@pytest.mark.parametrize("words", ["ferries and harbours " * 400, "x" * 5000, "so it was, " * 900])
def test_a_text_without_an_end_is_cut_between_words_and_nothing_is_lost(words: str) -> None:
    spans = split(words)
    assert max(end - start for start, end in spans) <= 1000
    assert "".join(words[start:end] for start, end in spans).replace(" ", "") == words.replace(" ", "")
    if " " in words:
        assert {word for start, end in spans for word in words[start:end].split()} == set(words.split())
