"""Wire copy as files of every form, with and without a headline: each sentence is there to be found."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.files import read_bytes
from knowledge.text.sentences import sentences

TITLE = "Harbour of Osk gets a longer quay"
DAY = "June 13, 2011"
WHO = [
    "The harbour board",
    "Pilot Ida Kraus",
    "A spokesman for Bluewater",
    "Mr. Moen",
    "It",
    "Some 40 owners",
]
DID = [
    "signed the contract for two cranes worth $3.2 million on Friday",
    "told reporters at 11:30 p.m. Monday that the channel would be dredged again",
    "wrote that ``the boats are late'' and that nobody had been asked",
    "were given until June 30 to answer, the ministry said in a statement issued on June 13, 2011",
    "saw no reason to wait",
]
WIRE = st.lists(
    st.builds("{} {}.".format, st.sampled_from(WHO), st.sampled_from(DID)),
    min_size=3,
    max_size=9,
    unique=True,
)


def as_text(paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join(paragraphs).encode()


def as_markdown(paragraphs: Sequence[str]) -> bytes:
    return as_text([f"# {text}" if text == TITLE else text for text in paragraphs])


def as_html(paragraphs: Sequence[str]) -> bytes:
    heads = "".join(f"<h1>{TITLE}</h1>" for text in paragraphs if text == TITLE)
    body = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs if text != TITLE)
    return f"<!doctype html><html><body>{heads}{body}</body></html>".encode()


FORMS = {"txt": as_text, "md": as_markdown, "html": as_html}


def found(form: str, paragraphs: Sequence[str]) -> list[str]:
    """The sentences that go into the index."""
    (article,) = read_bytes(f"wire.{form}", FORMS[form](paragraphs)).articles
    return [sentence.text for sentence in sentences(article)]


@given(WIRE, st.sampled_from(sorted(FORMS)), st.booleans(), st.booleans(), st.integers(1, 3))
def test_every_sentence_is_found_and_none_is_made_up(
    told: list[str], form: str, titled: bool, dated: bool, size: int
) -> None:
    paragraphs = [" ".join(told[n : n + size]) for n in range(0, len(told), size)]
    head = [TITLE] * titled + [DAY] * dated
    assert found(form, [*head, *paragraphs]) == told


@pytest.mark.parametrize("form", sorted(FORMS))
@pytest.mark.parametrize("head", [[], [TITLE], [TITLE, DAY], [DAY]])
@pytest.mark.parametrize(
    "bare",
    [
        "The quay was begun in March 2009",
        "It had cost nine million euros by then",
        "A part of the old pier was blown up in 2008",
    ],
)
def test_a_sentence_that_lost_its_full_stop_is_no_headline(form: str, head: list[str], bare: str) -> None:
    rest = [f"{who} {did}." for who, did in zip(WHO, DID, strict=False)]
    assert found(form, [*head, bare, *rest]) == [bare, *rest]


@pytest.mark.parametrize(
    "line", ["The ferry that was lost", "Ferries to sail again", "The man who had no boat"]
)
def test_a_headline_without_a_verb_of_its_own_in_the_past_stays_one(line: str) -> None:
    rest = [f"{who} {did}." for who, did in zip(WHO, DID, strict=False)]
    (article,) = read_bytes("wire.txt", as_text([line, DAY, *rest])).articles
    assert article.source.title == line
