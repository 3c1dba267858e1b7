"""What is typed so far is completed to the names that may be meant."""

from __future__ import annotations

import pytest

from knowledge.evidence.completion import completions
from knowledge.model import Article, Mention, Role, Source
from knowledge.storage.sqlite_store import SqliteStore, open_store
from knowledge.text.sentences import sentences


@pytest.fixture(scope="module")
def store() -> SqliteStore:
    held = {"Marta Quill": "foreign minister", "Odo Karr": "harbour master", "Ines al-Zorvathi": "mayor"}
    article = Article.of(Source(id="a", title="a"), ["Marta Quill, Odo Karr and Ines al-Zorvathi met."])
    facts = [
        fact
        for name, office in held.items()
        for fact in (
            Mention(start=0, end=1, rule="m", entity=name, text=name, kind="person"),
            Role(start=0, end=1, rule="r", entity=name, role=office),
        )
    ]
    made = open_store()
    made.put(article, sentences(article), facts, digest="d")
    return made


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("qui", "Marta Quill"),
        ("marta q", "Marta Quill"),
        ("zorva", "Ines al-Zorvathi"),
        ("minister", "Marta Quill"),
        ("foreign m", "Marta Quill"),
        ("harbour", "Odo Karr"),
        ("Qiull", "Marta Quill"),
        ("martta quill", "Marta Quill"),
        ("al-zorvthi", "Ines al-Zorvathi"),
        ("marti q", "Marta Quill"),
    ],
)
def test_a_name_is_found_by_its_parts_its_office_and_with_slips(
    typed: str, name: str, store: SqliteStore
) -> None:
    assert completions(typed, store, 25) == (name,)


@pytest.mark.parametrize("typed", ["xyzzy", "what happened to", "ab", "the"])
def test_what_nothing_is_like_is_completed_to_nothing(typed: str, store: SqliteStore) -> None:
    assert completions(typed, store, 25) == ()


def test_no_more_are_told_than_are_asked_for(store: SqliteStore) -> None:
    assert len(completions("", store, 2)) == 2
