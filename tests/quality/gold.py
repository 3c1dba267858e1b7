"""Reads what is asked of the invented news in data/, and what is right: nothing was ever trained on it.

``news-N.txt`` holds articles that are searched together: "# " begins one, as id, title, publisher and day
between "|"; plain lines are its paragraphs. Then come the questions, behind their last "|" the words that a
right sentence holds (several with "/"; "-" when no sentence answers), the phrase that answers in brackets:
"?" a question; ">" one that needs the one before ("context >> question"). ``timelines.jsonl`` and
``claims.jsonl`` say in ``news`` to which file they belong.
"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

__all__ = [
    "Claim",
    "Key",
    "News",
    "Question",
    "Request",
    "Wanted",
    "claims",
    "folded",
    "news",
    "requests",
    "slipped",
]

DATA = Path(__file__).parent / "data"


class Key(NamedTuple):
    """Words that a right sentence holds, and those of them that answer, where it is clear which."""

    words: str
    phrase: str | None

    def stands_in(self, sentence: str) -> bool:
        return folded(self.words) in folded(sentence)


class Question(NamedTuple):
    """A question with what a right sentence holds; no key when no sentence answers."""

    text: str
    context: str | None
    keys: tuple[Key, ...]

    def right(self, sentence: str) -> bool:
        return any(key.stands_in(sentence) for key in self.keys)


class News(NamedTuple):
    """Articles that are searched together, as rows of an archive, and what is asked of them."""

    name: str
    articles: tuple[dict[str, Any], ...]
    questions: tuple[Question, ...]

    def printed(self, key: Key) -> int:
        """In how many articles the words of a right sentence stand."""
        return sum(any(key.stands_in(p) for p in article["paragraphs"]) for article in self.articles)


class Wanted(NamedTuple):
    """An event by words of the sentences that tell it, with its days (inclusive) where it is required."""

    keys: tuple[str, ...]
    first: date | None
    last: date | None


class Request(NamedTuple):
    """A timeline that is asked for: what it must show, and what it must not."""

    news: str
    text: str
    today: date
    required: tuple[Wanted, ...]
    forbidden: tuple[Wanted, ...]


class Claim(NamedTuple):
    """A claim with its verdict; "not supported" where "contradicted" and "not found" are both right."""

    news: str
    text: str
    verdict: str
    kind: str


def news() -> tuple[News, ...]:
    """In the order of the files' names."""
    return tuple(_news(path) for path in sorted(DATA.glob("news-*.txt")))


def requests() -> tuple[Request, ...]:
    """In the order of the file."""
    return tuple(
        Request(
            row["news"],
            row["query"],
            date.fromisoformat(row["today"]),
            tuple(_wanted(event) for event in row["required"]),
            tuple(_wanted(event) for event in row["forbidden"]),
        )
        for row in _rows("timelines.jsonl")
    )


def claims() -> tuple[Claim, ...]:
    """In the order of the file."""
    return tuple(
        Claim(row["news"], row["claim"], row["verdict"], row["kind"]) for row in _rows("claims.jsonl")
    )


def slipped(question: str) -> str | None:
    """The question with two inner letters of its longest small word changed round; None when none is long.

    >>> slipped("Who wrote the audit of the contract?")
    'Who wrote the audit of the cotnract?'
    """
    long = [word for word in re.findall(r"\b[a-z]{6,}\b", question) if word[2] != word[3]]
    if not long:
        return None
    word = max(long, key=len)
    return question.replace(word, word[:2] + word[3] + word[2] + word[4:], 1)


def folded(text: str) -> str:
    """Without differences of case and white space."""
    return " ".join(text.casefold().split())


def _news(path: Path) -> News:
    articles, questions = [], []
    for block in ("\n" + path.read_text(encoding="utf-8")).split("\n# ")[1:]:
        head, *lines = [line for line in block.splitlines() if line.strip()]
        identity, title, publisher, day = (part.strip() for part in head.split(" | "))
        articles.append(
            {
                "id": identity,
                "title": title,
                "publisher": publisher,
                "published": day,
                "paragraphs": [line for line in lines if line[:2] not in ("? ", "> ")],
            }
        )
        questions += [_question(line) for line in lines if line[:2] in ("? ", "> ")]
    return News(path.stem, tuple(articles), tuple(questions))


def _question(line: str) -> Question:
    asked, bar, keys = line[2:].rpartition(" | ")
    assert bar, f"no answer beside {line!r}"
    context, arrow, rest = asked.partition(" >> ")
    right = () if keys.strip() == "-" else tuple(_key(key.strip()) for key in keys.split(" / "))
    return Question(rest if arrow else asked, context if arrow else None, right)


def _key(written: str) -> Key:
    phrase = re.search(r"\[(.+)\]", written)
    return Key(re.sub(r"[\[\]]", "", written), phrase.group(1) if phrase else None)


def _wanted(row: dict[str, object]) -> Wanted:
    keys = row["keys"]
    assert isinstance(keys, list)
    days = [date.fromisoformat(str(row[end])) if end in row else None for end in ("start", "end")]
    return Wanted(tuple(keys), *days)


def _rows(name: str) -> list[dict[str, object]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
