"""Groups that a text describes instead of naming them, and things called by their kind."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.extraction import described, names
from knowledge.model import Alias, Article, Source
from knowledge.text.sentences import sentences


def found(*paragraphs: str) -> list[Alias]:
    article = Article.of(Source(id="a", title="A", published=date(2021, 5, 3)), paragraphs)
    held = sentences(article)
    return described.find(article.source.title, held, names.find(article, held))


@pytest.mark.parametrize(
    ("text", "shown", "entity"),
    [
        ("Iranian-backed militias attacked the base.", "Iranian-backed militias", "Iran-backed fighters"),
        (
            "Turkey-aligned armed groups left the town.",
            "Turkey-aligned armed groups",
            "Turkey-backed fighters",
        ),
        ("French soldiers patrolled the bridge.", "French soldiers", "France troops"),
        ("The U.S. troops stay until May.", "U.S. troops", "United States troops"),
        ("Kurdish fighters hold the dam.", "Kurdish fighters", "Kurdish fighters"),
        ("He praised the Anti-Venn coalition.", "Anti-Venn coalition", "coalition against Venn"),
        (
            "A Norway-led coalition against Venn met.",
            "Norway-led coalition against Venn",
            "coalition against Venn",
        ),
    ],
)
def test_a_description_means_a_plain_form(text: str, shown: str, entity: str) -> None:
    assert [(alias.alias, alias.entity) for alias in found(text)] == [(shown, entity)]


def test_a_coalition_without_a_foe_is_the_one_that_the_article_tells_of() -> None:
    aliases = found("The Global Coalition to Defeat Venn met.", "The coalition has 40 members.")
    assert {alias.entity for alias in aliases} == {"coalition against Venn"}
    assert aliases[-1].rule == described.BY_KIND


def test_the_newspaper_is_the_one_named_before() -> None:
    aliases = found("The Velmar Herald reported the theft.", "Police told the newspaper that two men fled.")
    assert [(alias.alias, alias.entity) for alias in aliases] == [("the newspaper", "Velmar Herald")]


@pytest.mark.parametrize(
    "text", ["The newspaper was wet.", "Strong forces pull at the hull.", "A coalition of parties won."]
)
def test_what_describes_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []
