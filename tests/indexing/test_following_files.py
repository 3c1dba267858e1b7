"""A library follows its files: what is new, changed or gone, and nothing else."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from examples.libraries import Opening, found, texts

from knowledge.errors import ReadingError, StorageError
from knowledge.indexing import default_sources, folder_of, open_library
from knowledge.settings import Settings

NEWS = """+++
title = "Talks"
publisher = "The Quay"
published = 2021-05-06
+++

Talks between the crews and the operator began on Thursday.
"""


def test_every_article_is_found(opening: Opening) -> None:
    library = opening()
    assert [source.id for source in library.store.sources()] == ["ferries.md", "radio.md"]
    assert found(library, "crew") == ["ferries.md", "radio.md"]
    assert found(library, "mayor") == ["radio.md"]
    assert library.problems == ()


def test_opening_again_reads_nothing(opening: Opening) -> None:
    opening().close()
    read: list[str] = []
    library = opening(progress=lambda done, total, name: read.append(name))
    assert read == []
    assert library.store.generation == 2
    assert found(library, "crew") == ["ferries.md", "radio.md"]


def test_a_new_file_is_added(opening: Opening, articles: Path) -> None:
    before = opening().store.sentences_of("radio.md")
    (articles / "talks.md").write_text(NEWS, encoding="utf-8")
    library = opening()
    assert found(library, "talk") == ["radio.md", "talks.md"]
    assert library.store.sentences_of("radio.md") == before
    assert library.store.generation == 3


def test_a_changed_file_is_read_again_and_only_that(opening: Opening, articles: Path) -> None:
    before = opening().store.sentences_of("ferries.md")
    (articles / "radio.md").write_text(NEWS, encoding="utf-8")
    read: list[str] = []
    library = opening(progress=lambda done, total, name: read.append(name))
    assert set(read) == {"radio.md"}
    assert found(library, "mayor") == []
    assert found(library, "operator") == ["ferries.md", "radio.md"]
    assert library.store.sentences_of("ferries.md") == before
    assert library.store.generation == 3


def test_a_change_that_keeps_size_and_time_is_noticed_while_the_file_is_young(
    opening: Opening, articles: Path
) -> None:
    opening().close()
    path = articles / "radio.md"
    time = path.stat().st_mtime_ns
    path.write_text(path.read_text(encoding="utf-8").replace("mayor", "baker"), encoding="utf-8")
    os.utime(path, ns=(time, time))
    library = opening()
    assert (found(library, "mayor"), found(library, "baker")) == ([], ["radio.md"])


def test_another_time_alone_changes_nothing(opening: Opening, articles: Path) -> None:
    opening().close()
    for moment in (1_000_000_000, 1_500_000_000):
        os.utime(articles / "radio.md", (moment, moment))
        library = opening()
        assert library.store.generation == 2


def test_a_removed_file_is_forgotten(opening: Opening, articles: Path) -> None:
    opening().close()
    (articles / "radio.md").unlink()
    library = opening()
    assert [source.id for source in library.store.sources()] == ["ferries.md"]
    assert found(library, "mayor") == []


def test_a_renamed_file_is_another_source(opening: Opening, articles: Path) -> None:
    opening().close()
    (articles / "radio.md").rename(articles / "coast.md")
    assert found(opening(), "mayor") == ["coast.md"]


def test_an_open_library_follows_when_it_is_refreshed(opening: Opening, articles: Path) -> None:
    library = opening()
    assert library.refresh() is False
    (articles / "talks.md").write_text(NEWS, encoding="utf-8")
    assert library.refresh() is True
    assert found(library, "talk") == ["radio.md", "talks.md"]


def test_a_catalogue_that_changes_has_its_files_read_again(opening: Opening, articles: Path) -> None:
    opening().close()
    (articles / "sources.toml").write_text(
        '["radio.md"]\ntitle = "Catalogued"\npublisher = "P"\n', encoding="utf-8"
    )
    library = opening()
    assert {s.id: s.title for s in library.store.sources()} == {
        "ferries.md": "Ferries stop as crews strike",
        "radio.md": "Catalogued",
    }
    assert library.store.generation == 3


def archive(path: Path, **articles: str) -> None:
    lines = [json.dumps({"id": name, "title": name, "text": text}) for name, text in articles.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_of_an_archive_only_the_changed_articles_are_stored_anew(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    settings = Settings(sources=(path,), home=tmp_path / "home")
    archive(
        path, one="The first article says this.", two="The second one says that.", three="A third is here."
    )
    open_library(settings).close()
    archive(path, one="The first article says this.", two="The second says nothing.", four="A fourth is new.")
    library = open_library(settings)
    assert texts(library) == {
        "four": ["A fourth is new."],
        "one": ["The first article says this."],
        "two": ["The second says nothing."],
    }
    assert library.store.generation == 3 + 3  # one changed, one new, one gone
    library.close()


def test_an_article_in_two_files_is_kept_once_and_survives_the_loss_of_one(tmp_path: Path) -> None:
    first, second = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    settings = Settings(sources=(first, second), home=tmp_path / "home")
    archive(first, one="The first article says this.", two="Only here is the second.")
    archive(second, one="The first article says that.", three="Only here is the third.")
    library = open_library(settings)
    assert texts(library)["one"] == ["The first article says this."]
    assert ["'one'" in str(problem) for problem in library.problems] == [True]
    library.close()
    archive(first, two="Only here is the second.")
    library = open_library(settings)
    assert texts(library)["one"] == ["The first article says that."]
    assert library.problems == ()
    library.close()


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_indexed(opening: Opening, articles: Path) -> None:
    (articles / "binary.txt").write_bytes(b"\x00\x01\x02" * 100)
    (articles / "empty.txt").write_bytes(b"")
    library = opening()
    assert found(library, "crew") == ["ferries.md", "radio.md"]
    told = [str(problem) for problem in library.problems]
    assert [name for name in ("binary.txt", "empty.txt") for line in told if name in line] == [
        "binary.txt",
        "empty.txt",
    ]


def test_a_problem_is_told_again_without_reading_again_until_the_file_changes(
    opening: Opening, articles: Path
) -> None:
    (articles / "broken.txt").write_bytes(b"\x00" * 50)
    before = [str(problem) for problem in opening().problems]
    read: list[str] = []
    library = opening(progress=lambda done, total, name: read.append(name))
    assert [str(problem) for problem in library.problems] == before != []
    assert read == []
    (articles / "broken.txt").unlink()
    assert opening().problems == ()


def test_a_file_that_can_be_read_no_more_loses_its_article(opening: Opening, articles: Path) -> None:
    opening().close()
    (articles / "radio.md").write_bytes(b"\x00" * 50)
    library = opening()
    assert [source.id for source in library.store.sources()] == ["ferries.md"]
    assert len(library.problems) == 1


def test_progress_counts_up_to_all_there_is(opening: Opening) -> None:
    seen: list[tuple[int, int, str]] = []
    opening(progress=lambda *step: seen.append(step))
    done = [step[0] for step in seen]
    assert done == sorted(done)
    assert seen[-1][0] == seen[-1][1]


def test_a_source_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="nowhere"):
        open_library(Settings(sources=(tmp_path / "nowhere",), home=tmp_path / "home"))


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    library = open_library(Settings(sources=(tmp_path / "none",), home=tmp_path / "home"))
    assert library.store.sources() == ()
    assert library.index.candidates({"crew": 1.0}, 5, 10.0) == ()
    library.close()


def test_each_set_of_sources_has_a_folder_of_its_own(
    chosen: Settings, articles: Path, tmp_path: Path
) -> None:
    one, other = articles, tmp_path
    assert folder_of(chosen, (one, other)) == folder_of(chosen, (other, one))
    assert len({folder_of(chosen, (one,)), folder_of(chosen, (other,)), folder_of(chosen, (one, other))}) == 3


def test_a_home_that_cannot_be_written_names_the_setting(articles: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="DATELINE_HOME"):
        open_library(Settings(sources=(articles,), home=tmp_path / "file" / "home"))


def test_the_digests_come_along() -> None:
    assert len(list(default_sources().glob("*.md"))) >= 5


def test_a_great_many_small_articles(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    archive(path, **{f"n{number}": f"Item number {number} is word{number % 50}." for number in range(2000)})
    library = open_library(Settings(sources=(path,), home=tmp_path / "home"))
    assert library.store.statistics()[:3] == (2000, 2000, 2000)
    assert len(found(library, "item")) == 100
    library.close()


def test_a_file_name_that_is_no_text_is_written_with_escapes(opening: Opening, articles: Path) -> None:
    try:
        (articles / "radio.md").rename(articles / os.fsdecode(b"caf\xe9.md"))
    except OSError:
        pytest.skip("this file system takes only names that are text")
    library = opening()
    assert found(library, "mayor") == [r"caf\xe9.md"]
    assert library.problems == ()
    assert library.refresh() is False


def test_an_article_that_cannot_be_written_down_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text(
        '{"id": "odd", "title": "T", "text": "Lone \\ud800 surrogate."}\n'
        '{"id": "even", "title": "T", "text": "All is well."}\n',
        encoding="utf-8",
    )
    library = open_library(Settings(sources=(path,), home=tmp_path / "home"))
    assert "even" in texts(library)
    assert "odd" in texts(library) or library.problems
    library.close()
