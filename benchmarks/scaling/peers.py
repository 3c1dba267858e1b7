"""Others at the same task, over the same sentences: tantivy by itself, its fuzzy query, FTS5, rapidfuzz.

Each gives its ten best sentences for a question; none of them decides, cites, or understands.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

__all__ = ["Peer", "peers"]

Peer = Callable[[str], object]
"""Answers a question with its best sentences."""

_WORD = re.compile(r"\w+")
TOP = 10


def peers(sentences: Sequence[str], folder: Path) -> dict[str, Peer]:
    """Each ready to be asked; what they index is made in the folder unless it is there."""
    return {
        "tantivy": _tantivy(sentences, folder / "tantivy", fuzzy=False),
        "tantivy fuzzy": _tantivy(sentences, folder / "tantivy", fuzzy=True),
        "SQLite FTS5": _fts(sentences, folder / "fts.db"),
        "rapidfuzz": _rapidfuzz(sentences),
    }


def _tantivy(sentences: Sequence[str], folder: Path, *, fuzzy: bool) -> Peer:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", stored=False, tokenizer_name="en_stem" if not fuzzy else "default")
    builder.add_integer_field("id", stored=True)
    schema = builder.build()
    folder = folder.with_name(folder.name + ("-fuzzy" if fuzzy else ""))
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, path=str(folder))
    if fresh:
        writer = index.writer(128 << 20, 1)
        for number, sentence in enumerate(sentences):
            document = tantivy.Document()
            document.add_text("text", sentence)
            document.add_integer("id", number)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(question: str) -> object:
        words = " ".join(_WORD.findall(question))
        if fuzzy:
            query = index.parse_query(words, ["text"], fuzzy_fields={"text": (False, 1, True)})
        else:
            query = index.parse_query(words, ["text"])
        return searcher.search(query, TOP, count=False).hits

    return ask


def _fts(sentences: Sequence[str], path: Path) -> Peer:
    fresh = not path.exists()
    connection = sqlite3.connect(path)
    if fresh:
        connection.execute("CREATE VIRTUAL TABLE s USING fts5(text, tokenize = 'porter unicode61')")
        connection.executemany("INSERT INTO s VALUES (?)", ((sentence,) for sentence in sentences))
        connection.execute("INSERT INTO s(s) VALUES ('optimize')")
        connection.commit()

    def ask(question: str) -> object:
        wanted = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        statement = "SELECT rowid FROM s WHERE s MATCH ? ORDER BY bm25(s) LIMIT ?"
        return connection.execute(statement, (wanted, TOP)).fetchall()

    return ask


def _rapidfuzz(sentences: Sequence[str]) -> Peer:
    from rapidfuzz import fuzz, process

    lowered = [sentence.lower() for sentence in sentences]
    return lambda question: process.extract(question.lower(), lowered, scorer=fuzz.token_set_ratio, limit=TOP)
