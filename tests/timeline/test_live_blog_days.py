"""What a post of a live blog tells is dated by the post's own day, not by the day that the blog began."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.indexing.memory import in_memory
from knowledge.ingest.files import read_bytes
from knowledge.timeline.pipeline import timeline

POSTS = (
    ("2024-03-07T07:10:00Z", "The Holm dyke broke last night, the water board of Osk said in a statement."),
    ("2024-03-06T18:30:00Z", "The army evacuated 300 people from the village of Lund this morning."),
    ("2024-03-06T09:00:00Z", "The mayor of Osk, Berit Dahl, closed all schools of the town yesterday."),
    ("2024-03-05T16:40:00Z", "A cargo ship ran aground off Osk on Monday, and its crew of nine was rescued."),
    ("2024-03-05T08:00:00Z", "Berit Dahl will visit the flooded harbour of Lund on Friday, her office said."),
)
DAYS = {
    "broke": "2024-03-06",
    "evacuated": "2024-03-06",
    "schools": "2024-03-05",
    "aground": "2024-03-04",
    "visit": "2024-03-08",
}


def page() -> bytes:
    posts = "".join(
        f"<article id='p{n}'><p><time datetime='{when}'>{when[11:16]}</time></p><p>{told} "
        "Nobody could say how long the rain would go on, or what the damage would come to.</p></article>"
        for n, (when, told) in enumerate(POSTS)
    )
    return (
        "<!doctype html><html lang='en-GB'><head><title>Osk floods: live updates</title></head><body><main>"
        "<h1>Osk floods: live updates</h1><p class='byline'>Published 5 March 2024</p>"
        f"<p>Rain has fallen on the coast for a week, and rivers are rising.</p><div>{posts}</div></main>"
        "</body></html>"
    ).encode()


@pytest.fixture(scope="module")
def days() -> dict[str, tuple[str | None, str | None]]:
    built = in_memory(list(read_bytes("floods.html", page()).articles))
    shown = timeline("", built.searched, today=date(2024, 3, 9)).events
    return {entry.text: (entry.start, entry.end) for entry in shown}


@pytest.mark.parametrize("word", DAYS)
def test_a_post_dates_what_it_tells(word: str, days: dict[str, tuple[str | None, str | None]]) -> None:
    (found,) = [span for text, span in days.items() if word in text]
    assert found == (DAYS[word], DAYS[word])
