"""What ranking asks of a sentence comes back from its bytes as it was found."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.extraction.details import KINDS, expressions_in, packed, periods_in, speakers_in
from knowledge.extraction.expressions import expressions
from knowledge.extraction.extract import extract
from knowledge.model import Article, Mention, Source, Statement, Timex
from knowledge.text.sentences import sentences
from knowledge.text.words import terms, words

TEXTS = (
    "Marta Quill said on 8 October 2024 that 1,400 dockers of Alvermouth, aged 45, lost $3.5 million.",
    "About half of the 12 km road was closed since 2014, a senior official told the Coast Herald.",
    "It rained.",
    "“€ 😀 naïve” — Zoë’s 20 percent, she says.",
)


@pytest.mark.parametrize("text", TEXTS)
def test_expressions_days_and_speakers_come_back(text: str) -> None:
    source = Source(id="a", title="A", published=date(2024, 10, 9))
    article = Article.of(source, ["Before this, something happened.", text])
    sentence = sentences(article)[-1]
    facts = [f for f in extract(article, sentences(article)) if sentence.start <= f.start < sentence.end]
    found = words(sentence.text)
    content = packed(sentence.text, sentence.start, found, facts)
    named = [f for f in facts if isinstance(f, Mention | Timex)]
    periods = [f.period for f in facts if isinstance(f, Timex) and f.period is not None]
    expected = expressions(sentence.text, found, named, offset=sentence.start)
    assert expressions_in([(content, terms(text))], KINDS) == [expected]
    assert expressions_in([(content, terms(text))], {"date"}) == [
        tuple(e for e in expected if e.kind == "date")
    ]
    assert [(p.first, p.after, p.granularity) for p in periods_in(content)] == [
        (p.first, p.after, p.granularity) for p in periods
    ]
    assert speakers_in(content) == {t for f in facts if isinstance(f, Statement) for t in terms(f.speaker)}


def test_what_is_too_long_for_a_sentence_loses_its_far_expressions() -> None:
    text = "word " * 20_000 + "in 2019"
    found = words(text)
    assert expressions_in([(packed(text, 0, found, ()), terms(text))], KINDS) == [()]
