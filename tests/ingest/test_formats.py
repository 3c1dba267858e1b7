"""Files of every kind, good and bad: each gets its article, or one clear line that names it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ReadingError
from knowledge.ingest.files import Reading, discover, read, read_bytes
from knowledge.ingest.printed_date import find_printed, is_date_line

HTML = """<!doctype html><html><head><title>Bridge reopens - Vale News</title>
<meta property="og:site_name" content="Vale News">
<meta property="og:title" content="Bridge reopens after a year">
<meta property="article:published_time" content="2020-08-14T08:00:00+02:00">
<link rel="canonical" href="https://example.org/bridge"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Bridge reopens after a year</h1>
<p>The old bridge over the Sella reopened on Friday after repairs that took a year
and cost nine million euros.</p>
<p>Read more: When bridges fall</p>
<h2>Heavy lorries banned</h2>
<p>Lorries of more than twelve tonnes must still use the motorway, the town's engineer,
Ida Kraus, told reporters.</p>
<figure><img src="a.jpg"><figcaption>The bridge (AP)</figcaption></figure>
<p>Shopkeepers on both banks celebrated with free bread and a brass band
that played until late in the evening.</p>
</article><footer>© Vale News</footer></body></html>"""


def paragraphs(name: str, data: bytes) -> list[str]:
    (article,) = read_bytes(name, data).articles
    return [article.text[start:end] for start, end in article.paragraphs]


def test_html_gives_its_metadata_and_its_paragraphs_alone() -> None:
    (article,) = read_bytes("bridge.html", HTML.encode()).articles
    source = article.source
    assert (source.title, source.publisher, source.published) == (
        "Bridge reopens after a year",
        "Vale News",
        date(2020, 8, 14),
    )
    assert [p[:8] for p in paragraphs("bridge.html", HTML.encode())] == ["The old ", "Lorries ", "Shopkeep"]


@pytest.mark.parametrize("hash_mark", ["", "# "])
def test_markdown_without_front_matter_keeps_deck_and_lead(hash_mark: str) -> None:
    lead = "The crews of twelve ferries in Osk went back to work on Tuesday, after the owners had paid them."
    lines = (
        f"{hash_mark}Ferry crews in Osk end their strike",
        "Owners promise pay for nights",
        "3 March 2021",
    )
    (article,) = read_bytes(
        "a.md", "\n\n".join((*lines, lead, lead.replace("Osk", "Tarsh"))).encode()
    ).articles
    assert (article.source.deck, article.source.published) == (lines[1], date(2021, 3, 3))
    assert article.text.startswith(lead)


def test_markdown_takes_its_fields_from_the_front_matter() -> None:
    head = '+++\ntitle = "T"\npublisher = "P"\npublished = 2020-01-02\nkind = "digest"\n+++\n'
    page = head + "\nOne *two* [three](x).\n\nFour.\n"
    (article,) = read_bytes("a.md", page.encode()).articles
    assert (article.source.kind, article.source.published_basis) == ("digest", "declared")
    assert article.text == "One two three.\n\nFour."


def test_an_archive_names_its_bad_line_and_gives_the_others() -> None:
    lines = [
        {"id": "a", "title": "A", "text": "One."},
        {"id": "b"},
        {"id": "c", "title": "C", "paragraphs": ["x", "y"]},
    ]
    reading = read_bytes("all.jsonl", "\n".join(map(json.dumps, lines)).encode())
    assert [article.source.id for article in reading.articles] == ["a", "c"]
    assert [str(problem) for problem in reading.problems] == [
        'all.jsonl: line 2: "title" is missing or no text'
    ]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.txt", b" \n", "is empty"),
        ("picture.txt", b"\x89PNG\r\n", "is a picture"),
        ("binary.txt", b"abc\x00def", "NUL bytes"),
        ("latin.txt", b"\x81\x8d\x8f\x90" * 40, "no UTF-8"),
        ("half.txt", b"\xff\xfeA\x00B", "damaged UTF-16"),
        ("short.txt", b"   ---   ", "no article"),
        ("bad.md", b"+++\ntitle = \n+++\nText.", "no TOML"),
        ("open.md", b'+++\ntitle = "x"\nText.', "not closed"),
        ("bad.jsonl", b"{]", "line 1"),
        ("none.html", b"<html><body></body></html>", "no article"),
        ("bad.pdf", b"%PDF-1.4 nonsense", "damaged PDF"),
    ],
)
def test_a_bad_file_gets_one_clear_line_that_names_it(name: str, data: bytes, says: str) -> None:
    with pytest.raises(ReadingError, match=says) as caught:
        read_bytes(name, data)
    assert str(caught.value).startswith(name)
    assert "\n" not in str(caught.value)


def test_windows_text_is_read_when_it_is_plainly_text() -> None:
    page = "Cafe opens\n\nThe caf\u00e9 \u201cMira\u201d opened on Monday after a year of building.\n"
    assert paragraphs("cafe.txt", page.encode("windows-1252"))[-1].startswith("The café “Mira”")


def test_the_catalogue_wins_over_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "A title of the page\n\n3 May 2021\n\nThe mayor opened the new bridge on Monday, a year late.\n"
    )
    (tmp_path / "sources.toml").write_text('["a.txt"]\ntitle = "Another"\npublished = 2020-01-01\n')
    (found,) = discover([tmp_path])
    (article,) = read(found.path, catalogue=found.row, identity=found.id).articles
    assert (article.source.title, article.source.published, article.source.published_basis) == (
        "Another",
        date(2020, 1, 1),
        "catalogue",
    )


@pytest.mark.parametrize(
    ("catalogue", "says"),
    [
        ('[a.b.txt]\ntitle = "Another"\n', r'quotation marks: \["a\.b\.txt"\]'),
        ("[x", "cannot be read"),
        ('["a"]\ncolour = "red"', "colour"),
        ('["a"]\npublished = "soon"', "published"),
        ('["a"]\nkind = "poem"', "kind"),
    ],
)
def test_a_bad_catalogue_is_named_with_table_and_field(tmp_path: Path, catalogue: str, says: str) -> None:
    (tmp_path / "sources.toml").write_text(catalogue)
    with pytest.raises(ReadingError, match=says):
        discover([tmp_path])


def test_ids_are_paths_and_stay_apart_over_folders(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder / "sub").mkdir(parents=True)
        (tmp_path / folder / "sub" / "a.txt").write_text("x")
        (tmp_path / folder / "README.md").write_text("x")
        (tmp_path / folder / ".hidden.txt").write_text("x")
    assert [f.id for f in discover([tmp_path / "one", tmp_path / "two"])] == ["sub/a.txt", "two/sub/a.txt"]


def test_a_source_that_is_not_there_is_named() -> None:
    with pytest.raises(ReadingError, match="nowhere"):
        discover([Path("nowhere")])


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("28 October, 2019", date(2019, 10, 28)),
        ("Thursday 09 March 2017 12:02 EST", date(2017, 3, 9)),
        ("12:44 PM, Apr 18, 2025", date(2025, 4, 18)),
        ("Published: 2021-03-04T10:00Z", date(2021, 3, 4)),
        ("Updated March 3, 2021 at 5:00 p.m. ET", date(2021, 3, 3)),
        ("Posted on 3rd of May 2020 by Ann Lee", date(2020, 5, 3)),
        ("31/12/2020", date(2020, 12, 31)),
    ],
)
def test_a_date_line_is_known_in_many_forms(line: str, day: date) -> None:
    printed = is_date_line(line)
    assert printed is not None
    assert printed.day == day


@pytest.mark.parametrize(
    "line", ["31 February 2020", "The mayor resigned on 3 May 2020 after a scandal.", "© 2019-2025", "2019"]
)
def test_a_line_with_no_day_or_with_more_is_no_date_line(line: str) -> None:
    assert is_date_line(line) is None


def test_a_numeric_day_that_can_be_read_in_two_ways_is_a_date_line_without_a_day() -> None:
    printed = is_date_line("03/04/2020")
    assert printed is not None
    assert (printed.day, set(printed.days)) == (None, {date(2020, 4, 3), date(2020, 3, 4)})


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_printed_in_full_is_found(day: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%d %b %Y"):
        printed = find_printed(f"on {day.strftime(form)} at noon")
        assert printed is not None
        assert printed.day == day


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        reading = read_bytes("any.txt", text.encode("utf-8", "replace"))
    except ReadingError as error:
        reading = Reading(())
        said = str(error).splitlines()
        assert len(said) == 1
    for article in reading.articles:
        for start, end in article.paragraphs:
            assert article.text[start:end].strip()


def test_quotation_marks_of_a_wire_stay_in_markdown() -> None:
    said = "``We sail at noon,'' the mate said, and ``not before,'' the cook added."
    text = f"# Boats wait\n\n{said} The rest of the crew had nothing to say of it, and went below.\n"
    (article,) = read_bytes("a.md", text.encode()).articles
    assert said in article.text
