"""Reads the invented news and their questions from data/invented.txt (its head explains the form)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.model import Article, Source

__all__ = ["Asked", "read"]


class Asked(NamedTuple):
    """A question with the words that a right sentence holds; none when no sentence answers."""

    article: str
    question: str
    context: str | None
    keys: tuple[str, ...]
    premise: bool

    def right(self, sentence: str) -> bool:
        """Whether the sentence answers."""
        return any(key.lower() in sentence.lower() for key in self.keys)


def read(path: Path = Path(__file__).parent / "data" / "invented.txt") -> tuple[list[Article], list[Asked]]:
    """Articles and questions, in the order of the file."""
    articles: list[Article] = []
    asked: list[Asked] = []
    for block in path.read_text(encoding="utf-8").split("\n# ")[1:]:
        head, *lines = block.splitlines()
        if head.count("|") != 3:
            continue
        name, title, publisher, day = (part.strip() for part in head.split("|"))
        body = [line for line in lines if line.strip() and line[0] not in "?>!"]
        source = Source(id=name, title=title, publisher=publisher, published=date.fromisoformat(day))
        articles.append(Article.of(source, body))
        asked += [_asked(name, line) for line in lines if line and line[0] in "?>!"]
    return articles, asked


def _asked(article: str, line: str) -> Asked:
    question, _, keys = line[1:].rpartition("|")
    context, arrow, rest = question.partition(">>")
    return Asked(
        article,
        (rest if arrow else question).strip(),
        context.strip() if arrow else None,
        tuple(key.strip() for key in keys.split("/") if key.strip() != "-"),
        line[0] == "!",
    )
