"""The picture of a timeline: the same bytes each time, nothing cut, nothing on top of something else."""

from __future__ import annotations

import io
import random
import struct
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.model import Citation, Entry, Timeline
from knowledge.presentation.picture import WIDTH, alt_text, draw
from knowledge.presentation.picture_layout import chosen, drawable, width, wrapped
from knowledge.text.wording import days

PUBLISHERS = (
    "The Harbour Post", "Northern Gazette", "Delta Wire", "Evening Ledger", "Le Courrier", "The Coast",
    "Café Überland Zeitung", "Isle Radio", "Ninth Paper", "Tenth Paper",
)  # fmt: skip
QUOTES = (
    "The harbour board agreed to end the strike; crane drivers get a raise of four percent, the union said.",
    "Fishermen blocked the channel.",
    "Ministers of twelve coastal states will meet in Tromsdal for two days of talks on cod.",
    "漁業 talks ended; $5 was paid, $6 was not, said Σοφία and Андрей, and שלום too.",
)


def entry(
    start: str | None, end: str | None, *, status: str = "stated", unit: str = "day", text: str = "x"
) -> Entry:
    return _entry(start, end, status, unit, text, ("The Harbour Post",), None)


def _entry(
    start: str | None,
    end: str | None,
    status: str,
    unit: str,
    text: str,
    by: tuple[str, ...],
    note: str | None,
) -> Entry:
    citations = tuple(
        Citation(
            n=i, source=f"{name}.txt", title=name, publisher=name, published=None, kind="article",
            paragraph=1, sentence=1, start=0, end=len(text), quote=text, stance="supports", score=1.0,
        )
        for i, name in enumerate(by, 1)
    )  # fmt: skip
    return Entry.model_validate(
        {"start": start, "end": end, "precision": unit, "status": status, "text": text,
         "citations": citations, "conflict": note}
    )  # fmt: skip


def many(n: int) -> Timeline:
    chance = random.Random(n)
    entries = []
    for _ in range(n):
        first = date(2012, 1, 1) + timedelta(chance.randrange(4000))
        last = first + timedelta(chance.choice([0, 0, 0, 1, 30, 365]))
        status = chance.choice(["stated", "stated", "planned", "bound"])
        start = None if status == "bound" else first.isoformat()
        by = tuple(chance.sample(PUBLISHERS, chance.choice([1, 1, 2, 3])))
        note = "the Post says 3 May 2019, the Gazette 5 May 2019" if chance.random() < 0.1 else None
        unit = "day" if first == last else "span"
        entries.append(_entry(start, last.isoformat(), status, unit, chance.choice(QUOTES), by, note))
    entries.sort(key=lambda e: e.start or e.end or "")
    return Timeline(
        query="harbour strike", events=tuple(entries), reason=None if n else "Nothing is told of it."
    )


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    w, h = struct.unpack(">II", png[16:24])
    return w, h


@pytest.mark.parametrize("n", [0, 1, 2, 5, 30, 300])
def test_pictures_are_as_wide_as_discord_shows_twice(n: int) -> None:
    w, h = size(draw(many(n)))
    assert w == WIDTH
    assert h < 6000


def test_the_same_timeline_gives_the_same_bytes_in_any_thread() -> None:
    timeline = many(5)
    with ThreadPoolExecutor(4) as pool:
        drawn = set(pool.map(draw, [timeline] * 4))
    assert drawn == {draw(timeline)}


def test_nothing_is_written_over_something_else_or_over_the_edge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text of the finished picture, as it is measured by the library that draws it."""
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    boxes: list[tuple[float, float, float, float]] = []
    save = Figure.savefig

    def look(figure: Figure, *args: object, **kwargs: object) -> None:
        save(figure, *args, **kwargs)  # type: ignore[arg-type]
        for text in figure.findobj(Text):
            if text.get_text():  # type: ignore[attr-defined]
                boxes.append(text.get_window_extent().extents)  # type: ignore[attr-defined]  # noqa: PERF401

    monkeypatch.setattr(Figure, "savefig", look)
    for n in (5, 30, 300):
        boxes.clear()
        _, h = size(draw(many(n)))
        for i, (x0, y0, x1, y1) in enumerate(boxes):
            assert x0 >= 0
            assert x1 <= WIDTH
            assert y0 >= 0
            assert y1 <= h
            for a0, b0, a1, b1 in boxes[i + 1 :]:
                assert min(x1, a1) - max(x0, a0) <= 1 or min(y1, b1) - max(y0, b0) <= 4, "texts overlap"


def test_up_to_thirty_entries_all_have_a_row_and_of_more_the_rest_is_counted() -> None:
    assert chosen(many(30).events) == tuple(range(30))
    kept = chosen(many(300).events)
    assert list(kept) == sorted(set(kept))
    assert len(kept) <= 30


def test_of_more_than_a_picture_holds_what_more_tell_independently_is_kept() -> None:
    wire = _entry("2020-01-01", "2020-01-01", "stated", "day", "x", ("Post", "Gazette", "Star"), None)
    told = _entry("2020-01-02", "2020-01-02", "stated", "day", "x", ("Post", "Gazette"), None)
    told = told.model_copy(update={"voices": 2})
    plain = entry("2020-01-01", "2020-01-01")
    kept = chosen([plain, wire, told, *[plain] * 37])  # the second and the third compete for a place
    assert 2 in kept
    assert 1 not in kept


def test_the_background_is_the_pictures_own() -> None:
    from matplotlib import image

    pixels = image.imread(io.BytesIO(draw(many(1))))
    assert pixels[0, 0].tolist() == pixels[-1, -1].tolist()
    assert pixels.shape[2] == 3 or pixels[..., 3].min() == 1.0


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (entry("2019-10-27", "2019-10-27"), "27 Oct 2019"),
        (entry("2017-03-22", "2017-03-23", unit="span"), "22–23 Mar 2017"),
        (entry("2017-03-30", "2017-04-02", unit="span"), "30 Mar – 2 Apr 2017"),
        (entry("2019-10-01", "2019-10-31", unit="month"), "Oct 2019"),
        (entry("2019-01-01", "2019-12-31", unit="year"), "2019"),
        (entry("1990-01-01", "1999-12-31", unit="decade"), "1990s"),
        (entry("2014-01-01", "2017-12-31", unit="span"), "2014–2017"),
        (entry("2014-07-01", "2014-09-30", unit="quarter"), "July – Sept 2014"),
        (entry(None, "2019-10-28", status="bound"), "by 28 Oct 2019"),
        (entry(None, "2025-09-30", status="bound", unit="month"), "by Sept 2025"),
        (entry("2024-12-13", "2025-09-30", status="planned", unit="month"), "by Sept 2025"),
        (entry(None, None, status="bound", unit="unknown"), "undated"),
    ],
)
def test_days_are_said_shortly_and_no_more_than_is_known(known: Entry, said: str) -> None:
    assert days(known) == said


@given(st.integers(0, 40), st.text(max_size=300))
@settings(max_examples=30, deadline=None)
def test_alt_text_fits_discord(n: int, query: str) -> None:
    timeline = many(n).model_copy(update={"query": query})
    assert 0 < len(alt_text(timeline)) <= 1024


def test_alt_text_says_dates_words_and_who() -> None:
    told = alt_text(Timeline(query="strike", events=(entry("2019-10-27", "2019-10-27", text="It ended."),)))
    assert told == "Timeline: Strike. 1 event. 27 Oct 2019: It ended. (The Harbour Post)"


@given(st.text(max_size=400))
@settings(max_examples=20, deadline=None)
def test_any_script_is_drawn_without_a_warning(text: str) -> None:
    quote = text or "x"
    draw(
        Timeline(
            query=text, events=(_entry("2019-05-04", "2019-05-04", "stated", "day", quote, (quote,), text),)
        )
    )


@given(st.text(alphabet="abcd efgh-漁ق", max_size=200), st.integers(60, 700))
@settings(max_examples=60, deadline=None)
def test_wrapped_lines_fit_and_keep_every_word(text: str, room: int) -> None:
    lines = wrapped(text, 8.6, room, most=500)
    assert all(width(line, 8.6) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == drawable(text).replace(" ", "")
