from __future__ import annotations

import time
from pathlib import Path

import pytest

from knowledge.embedding.encoder import BertEncoder
from knowledge.embedding.upkeep import Upkeep
from knowledge.library import Library
from knowledge.settings import Settings
from knowledge.storage.sqlite_store import open_store


def settings(articles: Path, tmp_path: Path, **more: object) -> Settings:
    return Settings(sources=(articles,), home=tmp_path / "home", **more)


@pytest.mark.usefixtures("real")
def test_the_first_question_is_answered_with_meaning(articles: Path, tmp_path: Path) -> None:
    with Library.open(settings(articles, tmp_path)) as library:
        assert library.bring_up_meaning()
        answer = library.ask("Who heads the sailors' walkout?")
    assert "Marta Quill" in answer.evidence[0].quote


@pytest.mark.usefixtures("real")
def test_one_question_has_one_answer_on_every_run(articles: Path, tmp_path: Path) -> None:
    told = []
    for home in ("one", "other", "one"):
        with Library.open(settings(articles, tmp_path / home)) as library:
            told.append(library.ask("How long will crews stay away from work?"))
    assert told[0] == told[1] == told[2]


@pytest.mark.usefixtures("real")
def test_in_the_background_the_letters_answer_first_and_meaning_follows(
    articles: Path, tmp_path: Path
) -> None:
    with Library.open(settings(articles, tmp_path), meaning="in the background") as library:
        assert library.ask("Who leads the crews?").evidence
        for _ in range(600):
            if library._upkeep.vectors() is not None:
                break
            time.sleep(0.05)
        assert library._upkeep.vectors() is not None
        assert "Marta Quill" in library.ask("Who heads the sailors' walkout?").evidence[0].quote


def test_turned_off_the_letters_answer_alone(articles: Path, tmp_path: Path) -> None:
    with Library.open(settings(articles, tmp_path, meaning="off")) as library:
        assert not library.bring_up_meaning()
        assert library.ask("Who leads the crews?").evidence
    assert not list((tmp_path / "home").glob("*/vectors-*"))


def test_with_a_damaged_encoder_the_letters_answer_and_one_line_tells_why(
    articles: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "encoder"
    folder.mkdir()
    with Library.open(settings(articles, tmp_path, encoder=folder)) as library:
        assert library.ask("Who leads the crews?").evidence
        (problem,) = library.problems
    assert str(folder) in problem
    assert "DATELINE_MEANING=off" in problem


def test_all_libraries_of_a_process_share_one_encoder(real: BertEncoder) -> None:
    one, other = (Upkeep(Settings(), open_store(), None, "") for _ in range(2))
    one.bring_up()
    other.bring_up()
    held = [upkeep.vectors() for upkeep in (one, other)]
    assert held[0] is not None
    assert held[1] is not None
    assert held[0].encoder is held[1].encoder
    assert held[0].encoder.name == real.name
