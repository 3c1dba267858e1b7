"""The shipped reader, at work on sentences that nobody trained it on."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("numpy")
pytest.importorskip("onnxruntime")
pytest.importorskip("tokenizers")

from knowledge.comprehension.opening import WEIGHTS, open_reader
from knowledge.comprehension.reader import OnnxReader, load
from knowledge.errors import ReaderError
from knowledge.protocols import Passage

STORY = [
    Passage(
        "The ferry Morwenna ran aground off Tresco on Monday with 212 people on board.", "", "Ferry aground"
    ),
    Passage("Captain Jory Pellow, 54, was taken to hospital with a broken arm.", "", "Ferry aground"),
    Passage("The island's shops were closed for the afternoon.", "", "Ferry aground"),
]

VERDICTS = ("supported", "contradicted", "neither")


@pytest.fixture(scope="module")
def reader() -> OnnxReader:
    opened = open_reader()
    assert opened is not None
    return opened


@pytest.mark.parametrize(
    ("question", "right", "words"),
    [
        ("How many people were on the ferry?", 0, "212"),
        ("Who was taken to hospital?", 1, "Jory Pellow"),
        ("How old is the captain?", 1, "54"),
    ],
)
def test_the_sentence_that_answers_reads_best_and_its_span_holds_the_answer(
    reader: OnnxReader, question: str, right: int, words: str
) -> None:
    readings = reader.read(question, STORY)
    assert max(range(3), key=lambda at: readings[at].answers) == right
    span = readings[right].span
    assert span is not None
    assert words in STORY[right].sentence[slice(*span)]


def test_it_reads_alike_on_every_processor(reader: OnnxReader) -> None:
    # To be recorded anew with new weights; where 8 bit products saturate they differ by 0.3 and more.
    recorded = {"How many people were on the ferry?": 2.862, "When did the ferry run aground?": 4.537}
    for question, answers in recorded.items():
        assert reader.read(question, STORY[:1])[0].answers == pytest.approx(answers, abs=0.05)


def test_a_question_the_story_does_not_answer_reads_worse_than_one_it_does(reader: OnnxReader) -> None:
    told = max(r.answers for r in reader.read("How many people were on board the ferry?", STORY))
    untold = max(r.answers for r in reader.read("How much did the ferry cost to build?", STORY))
    assert told > untold


@pytest.mark.parametrize(
    ("claim", "sentence", "verdict"),
    [
        ("The bank bought the stadium.", "The stadium was bought by the bank.", "supported"),
        ("The bank bought the stadium.", "The bank did not buy the stadium.", "contradicted"),
        (
            "The nurse killed two patients.",
            "The jury cleared the nurse of killing two patients.",
            "contradicted",
        ),
        ("The ferry Alba sank.", "There were rumours that the ferry Alba sank.", "neither"),
    ],
)
def test_a_claim_is_judged_by_what_the_sentence_says_of_it(
    reader: OnnxReader, claim: str, sentence: str, verdict: str
) -> None:
    entailment = reader.judge(claim, [Passage(sentence)])[0]
    assert max(VERDICTS, key=lambda name: getattr(entailment, name)) == verdict
    assert sum(getattr(entailment, name) for name in VERDICTS) == pytest.approx(1, abs=0.002)


@pytest.mark.parametrize(
    ("claim", "tells", "beside"),
    [
        (
            "Helena Brask is the fire chief.",
            "Fire chief Helena Brask said the leak had been stopped.",
            "The leak began at 3:40 a.m. and was stopped at 6:15.",
        ),
        (
            "The museum was shut for a month.",
            "The museum stayed closed throughout the month.",
            "The museum, which has 40 rooms, was built in 1911.",
        ),
        pytest.param(
            "The museum was shut for a month.",
            "The museum stayed closed throughout May.",
            "The museum, which has 40 rooms, was built in 1911.",
            marks=pytest.mark.xfail(strict=True, reason="it does not know that May is a month"),
        ),
        (
            "A teenager found the purse.",
            "The purse turned up when a 15-year-old girl looked under the bench.",
            "The purse had held 300 crowns, and its owner had given up hope.",
        ),
    ],
)
def test_a_sentence_that_tells_a_claim_is_told_from_one_on_the_same_thing(
    reader: OnnxReader, claim: str, tells: str, beside: str
) -> None:
    own, other = reader.judge(claim, [Passage(tells), Passage(beside)])
    assert own.tells > other.tells + 0.2


def test_what_is_said_of_a_passage_does_not_depend_on_those_beside_it(reader: OnnxReader) -> None:
    fresh = open_reader()
    assert fresh is not None
    together = reader.read("How old is the captain?", STORY)
    assert [fresh.read("How old is the captain?", [one])[0] for one in reversed(STORY)][::-1] == together


def test_the_day_of_the_article_is_read_too(reader: OnnxReader) -> None:
    asked = "What happened on 8 October 2024?"
    told = Passage("The bridge fell on Tuesday.", published=date(2024, 10, 8))
    assert reader.read(asked, [told]) != reader.read(asked, [told._replace(published=date(2023, 10, 8))])


def test_a_span_lies_in_the_sentence_and_an_empty_sentence_has_none(reader: OnnxReader) -> None:
    odd = [Passage("Zürich’s 👍🏽 café — naïve \ud800 №"), Passage("")]
    first, second = reader.read("Where?", odd)
    assert first.span is not None
    assert 0 <= first.span[0] < first.span[1] <= len(odd[0].sentence)
    assert second.span is None


def test_damaged_weights_are_named_with_the_remedy(tmp_path: Path) -> None:
    shutil.copy(WEIGHTS / "tokenizer.json", tmp_path)
    with pytest.raises(ReaderError, match=r"reader\.onnx is missing: install Dateline again"):
        open_reader(tmp_path)
    (tmp_path / "reader.onnx").write_bytes(b"no graph")
    with pytest.raises(ReaderError, match="damaged"):
        load(tmp_path)
