"""The first promise, over everything the library says: a quotation is the article's text at its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.library import Library
from knowledge.model import Citation
from knowledge.settings import Settings

SEEDS = Path(__file__).parent.parent / "seeds"
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    home = tmp_path_factory.mktemp("home")
    with Library.open(Settings(sources=(SEEDS,), home=home, meaning="off")) as opened:
        yield opened


def verbatim(library: Library, citations: tuple[Citation, ...]) -> bool:
    return all(library.article(c.source).text[c.start : c.end] == c.quote for c in citations)


WORDS = sorted({w for p in SEEDS.glob("*.md") for w in p.read_text(encoding="utf-8").split() if len(w) > 3})
OPENINGS = ["who", "when did", "where", "how many", "why", "what did", "is", "which", ""]
QUESTIONS = st.builds(
    lambda opening, words: f"{opening} {' '.join(words)}?",
    st.sampled_from(OPENINGS),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=7),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS)
def test_every_quotation_of_every_answer_stands_in_its_article(library: Library, question: str) -> None:
    answer = library.ask(question, top=10, caution=0.0, today=TODAY)
    assert verbatim(library, answer.citations + answer.evidence)
    if answer.status == "answered":
        assert answer.answer == answer.citations[0].quote


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=QUESTIONS)
def test_a_longer_limit_extends_the_evidence(library: Library, question: str) -> None:
    short, long = (library.ask(question, top=n, today=TODAY).evidence for n in (2, 8))
    assert long[: len(short)] == short


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=3, max_size=12))
def test_every_quotation_of_every_check_stands_in_its_article(library: Library, words: list[str]) -> None:
    checked = library.check(" ".join(words))
    assert verbatim(library, checked.citations + checked.nearest)


def test_every_sentence_of_the_seeds_is_found_word_for_word(library: Library) -> None:
    for source in library.sources():
        for sentence in library.sentences_of(source.id):
            checked = library.check(sentence.text)
            assert (checked.verdict, checked.exact) == ("supported", True)


def test_every_quotation_of_the_timeline_of_everything_stands_in_its_article(library: Library) -> None:
    told = library.timeline("", today=TODAY)
    assert len(told.events) > 10
    assert all(verbatim(library, event.citations) for event in told.events)
    starts = [event.start for event in told.events if event.start]
    assert starts == sorted(starts)


def test_every_line_of_every_fact_sheet_is_cited_verbatim(library: Library) -> None:
    for name in library.names("")[:10]:
        sheet = library.facts(name)
        told = [*sheet.aliases, *sheet.roles, *sheet.figures, *sheet.statements]
        assert all(verbatim(library, line.citations) for line in told)
