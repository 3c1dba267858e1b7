"""Relatives that a text names beside each other."""

from __future__ import annotations

import pytest

from knowledge.extraction.extract import extract
from knowledge.extraction.kinship import find
from knowledge.extraction.registry import Extraction
from knowledge.model import Article, Source
from knowledge.text.sentences import sentences


def related(text: str) -> list[tuple[str, str, str]]:
    article = Article.of(Source(id="s", title="T"), [text])
    named = extract(article, sentences(article))
    found = find(Extraction(article, tuple(sentences(article)), tuple(named)))
    return [(f.subject, f.name, f.object) for f in found]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Ada Finch, the youngest daughter of Bo Quell, came.", ("Ada Finch", "daughter of", "Bo Quell")),
        ("Jon Lee is a cousin of Ada Finch.", ("Jon Lee", "cousin of", "Ada Finch")),
        ("Mayor Ada Finch’s husband, Jon Lee, owns the mill.", ("Jon Lee", "husband of", "Ada Finch")),
        ("Ada Finch's late brother Tom Finch built it.", ("Tom Finch", "brother of", "Ada Finch")),
    ],
)
def test_a_relative_is_told_beside_the_other(text: str, relation: tuple[str, str, str]) -> None:
    assert related(text) == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Finch met the daughter of Bo Quell.",
        "Ada Finch and Bo Quell opened the fair.",
        "Ada Finch's deputy, Bo Quell, owns the mill.",
    ],
)
def test_others_are_not(text: str) -> None:
    assert related(text) == []
