"""Stories told by several articles, the event of each sentence marked: "{a}The ferry sank on Monday."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.model import Article, Source

__all__ = ["MarkedStory", "marked_stories"]


class MarkedStory(NamedTuple):
    """Articles that are searched together, and of each marked sentence the letter of its event."""

    articles: list[Article]
    events: Mapping[str, str]


def marked_stories(path: Path) -> Iterator[MarkedStory]:
    """The stories of a file, as the comment at its head says how they are written."""
    for block in re.split(r"^= .*$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        events: dict[str, str] = {}
        articles = []
        for part in re.split(r"^# ", block, flags=re.MULTILINE)[1:]:
            head, *lines = part.strip().splitlines()
            name, title, publisher, day = (field.strip() for field in head.split("|"))
            found = [re.fullmatch(r"(?:\{(\w+)\})?(.+)", line.strip()) for line in lines if line.strip()]
            told = [(match[1], match[2].strip()) for match in found if match]
            events |= {sentence: letter for letter, sentence in told if letter}
            source = Source(
                id=name, title=title, publisher=publisher, published=date.fromisoformat(day),
                published_basis="catalogue",
            )  # fmt: skip
            articles.append(Article.of(source, [sentence for _, sentence in told]))
        yield MarkedStory(articles, events)
