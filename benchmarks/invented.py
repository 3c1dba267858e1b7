"""Reads the invented news and their questions from data/*.txt: names, places and events are made up.

Each file is a shelf: articles that are searched together. In it, "# " begins an article, as id, title,
publisher and day between "|"; plain lines are its paragraphs. Then the questions, behind their last "|" the
words that a right sentence holds (several with "/"; "-" when no sentence of the shelf answers): "?" a
question; ">" one that needs the one before ("context >> question"); "!" one whose premise is wrong, with the
sentence that corrects it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from knowledge.model import Article, Source

__all__ = ["DATA", "Asked", "ShelfOfNews", "asked_of_shelves", "read", "shelves"]

DATA = Path(__file__).parent / "data"


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


class ShelfOfNews(NamedTuple):
    """Articles that are searched together, and what is asked of them."""

    name: str
    articles: tuple[Article, ...]
    asked: tuple[Asked, ...]


def shelves(folder: Path = DATA) -> list[ShelfOfNews]:
    """A shelf for each file of the folder, in the order of their names."""
    return [ShelfOfNews(path.stem, *read(path)) for path in sorted(folder.glob("*.txt"))]


def read(path: Path) -> tuple[tuple[Article, ...], tuple[Asked, ...]]:
    """Articles and questions, in the order of the file."""
    articles: list[Article] = []
    asked: list[Asked] = []
    for block in ("\n" + path.read_text(encoding="utf-8")).split("\n# ")[1:]:
        head, *lines = block.splitlines()
        name, title, publisher, day = (part.strip() for part in head.split("|"))
        body = [line for line in lines if line.strip() and line[0] not in "?>!"]
        source = Source(id=name, title=title, publisher=publisher, published=date.fromisoformat(day))
        articles.append(Article.of(source, body))
        asked += [_asked(name, line) for line in lines if line and line[0] in "?>!"]
    return tuple(articles), tuple(asked)


def asked_of_shelves(path: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The shelf, what is asked of it, and the parts of a right answer, as in data/timelines/*.txt."""
    shelf = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            shelf = line[2:].strip()
        elif line.startswith("? "):
            asked, _, parts = line[2:].rpartition(" | ")
            yield shelf, asked, [part.strip() for part in parts.split(" / ")]


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
