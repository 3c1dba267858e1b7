"""What the reader's network is given."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("tokenizers")

from knowledge.comprehension.opening import WEIGHTS
from knowledge.comprehension.pairs import LONGEST, PairMaker, context_of
from knowledge.protocols import Passage

MAKER = PairMaker(WEIGHTS / "tokenizer.json")


def test_the_context_is_the_title_the_day_with_its_weekday_and_the_sentence_before() -> None:
    passage = Passage("It sank.", "The ferry left at noon.", "Ferry lost", date(2024, 10, 8))
    assert context_of(passage) == "Ferry lost. Tuesday 8 October 2024. The ferry left at noon."


def test_a_sentence_alone_has_no_context() -> None:
    assert context_of(Passage("It sank.")) == ""


def test_only_the_sentence_has_the_second_segment() -> None:
    pair = MAKER.pair("What sank?", "The Alba sank.", "Ferry lost")
    sentence = pair.ids[pair.start : pair.start + len(pair.spans)]
    assert tuple(i for i, s in zip(pair.ids, pair.segments, strict=True) if s) == sentence


def test_a_long_sentence_pushes_the_context_out() -> None:
    pair = MAKER.pair("What sank?", "sank " * 100, "Ferry lost")
    assert len(pair.ids) == LONGEST
    assert pair.segments[-2:] == (1, 0)


@given(st.text(), st.text(), st.text())
def test_a_pair_is_never_too_long_and_its_spans_lie_in_the_sentence(
    asked: str, sentence: str, context: str
) -> None:
    pair = MAKER.pair(asked, sentence, context)
    assert len(pair.ids) == len(pair.segments) <= LONGEST
    assert all(0 <= start <= end <= len(sentence) for start, end in pair.spans)
