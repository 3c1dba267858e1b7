"""However a library came to its files, it is the library that is made of them at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from examples.libraries import Opening, found, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.indexing import OpenLibrary, folder_of, open_library
from knowledge.settings import Settings

TEXTS = [
    "Crews went on strike in the port on Monday, and ferries stayed away from it all day long.",
    "The mayor called for talks.\n\nNobody in the harbour had expected that she would say so.",
    "Zürich’s 😀 operator said: “No talks.” The crews’ answer was short, and it was not friendly.",
]
WORDS = ["crew", "talk", "operator", "zurich", "mayor", "port"]

files = st.sampled_from(["a.md", "b.md", "c.md"])
steps = st.lists(st.tuples(files, st.none() | st.sampled_from(TEXTS)), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None)
@given(steps)
def test_following_step_by_step_and_reading_at_once_come_to_the_same(
    history: list[tuple[str, str | None]],
) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "articles"
        folder.mkdir()
        (folder / ".empty").touch()  # without files it is meant to hold nothing
        follower = open_library(Settings(sources=(folder,), home=Path(place) / "one"))
        for name, text in history:
            write(folder / name, text)
            follower.refresh()
        fresh = open_library(Settings(sources=(folder,), home=Path(place) / "two"))
        assert state(follower) == state(fresh)
        assert follower.refresh() is False
        follower.close()
        fresh.close()


def write(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(f"# Title\n\n{text}\n", encoding="utf-8")


def state(library: OpenLibrary) -> object:
    """All that can be asked of a library, ids aside."""
    facts = [(stored.source, stored.fact) for stored in library.store.facts()]
    return (
        texts(library),
        dict(library.store.vocabulary()),
        library.store.statistics(),
        facts,
        [sorted(found(library, word)) for word in WORDS],
    )


def test_what_another_edition_of_the_program_stored_is_read_again(opening: Opening, chosen: Settings) -> None:
    before = opening()
    expected = state(before)
    before.close()
    connection = sqlite3.connect(folder_of(chosen, chosen.sources) / "library.db")
    connection.execute("UPDATE file SET reading = 'another' || reading")
    connection.execute("UPDATE article SET digest = 'another'")
    connection.commit()
    connection.close()
    read: list[str] = []
    library = opening(progress=lambda done, total, name: read.append(name))
    assert {"ferries.md", "radio.md"} <= set(read)
    assert state(library) == expected
    assert library.index.generation == library.store.generation == 5
    again: list[str] = []
    opening(progress=lambda done, total, name: again.append(name))
    assert again == []
