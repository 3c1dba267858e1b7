"""How lines, notes and captions of a page are read: what goes on is joined, what is no sentence is told."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import ReadingError
from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.files import Reading, read_bytes
from knowledge.model import Article

WORDS = st.sampled_from("harbour boat tax of the and rain said council was hour nine tonnes gave to".split())
SENTENCE = st.lists(WORDS, min_size=22, max_size=40).map(lambda words: f"The {' '.join(words)}.")


def reading(body: str, head: str = "") -> Reading:
    page = f"<html lang='en'><head><title>Mill reopens</title>{head}</head><body><h1>Mill reopens</h1>{body}"
    return read_bytes("mill.html", page.encode())


def paragraphs(article: Article) -> list[str]:
    return [article.text[start:end] for start, end in article.paragraphs]


@given(st.lists(SENTENCE, min_size=2, max_size=5), st.integers(55, 72))
def test_paragraphs_wrapped_by_width_with_blank_lines_between_are_whole(told: list[str], width: int) -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(paragraph, width)) for paragraph in told)
    assert paragraphs_of(wrapped) == told


def test_a_sentence_that_ends_where_its_line_does_does_not_end_the_paragraph() -> None:
    wire = """
   The mill at Osk, shut since a fire nine years ago, was started
again on Monday by the miller's daughter.

   Its wheel had been mended by two carpenters from the town.
They asked for no money but for a sack of flour each year.
"""
    assert paragraphs(reading(f"<pre>{wire}</pre>").articles[0]) == [
        (
            "The mill at Osk, shut since a fire nine years ago, was started again on Monday by the miller's"
            " daughter."
        ),
        (
            "Its wheel had been mended by two carpenters from the town. They asked for no money but for a"
            " sack of flour each year."
        ),
    ]


@pytest.mark.parametrize("end", [",", ',"', ",”", '?"', "!”", '."'])
@pytest.mark.parametrize("more", ["said Ada Brill, its miller.", "the miller told the town on Monday."])
def test_a_line_in_small_letters_after_a_comma_or_a_quotation_goes_on(end: str, more: str) -> None:
    page = reading(
        f"<div>“The wheel turns, the flour is white{end}<br>{more}<br><br>The mill was built in 1790.</div>"
    )
    assert paragraphs(page.articles[0])[0] == f"“The wheel turns, the flour is white{end} {more}"


def test_a_list_by_line_breaks_stays_a_list() -> None:
    items = [
        "Ada Brill, miller, for her flour",
        "Tom Quay, baker, for his bread",
        "Nine bakers, for their patience",
        "Jude Amato, clerk, for fifty years of ink",
    ]
    told = "The town honoured these on Monday, as every year:"
    assert paragraphs_of("\n".join([told, *items])) == [told, *items]


NOTES = [
    "<sup>{n}</sup>", "<sup>[{n}]</sup>", "<sup><a href='#n{n}'>{n}</a></sup>", "<a href='#n{n}'>[{n}]</a>",
    "[{n}]", " [{n}]", "[{n}][12]",
]  # fmt: skip


@pytest.mark.parametrize("form", NOTES)
@given(number=st.integers(1, 99))
def test_the_number_of_a_note_is_no_word_of_its_sentence(form: str, number: int) -> None:
    mark = form.format(n=number)
    page = reading(
        f"<p>The mill reopened on Monday.{mark} Its wheel is of oak, said Ada Brill, its miller.{mark}</p>"
    )
    text = "The mill reopened on Monday. Its wheel is of oak, said Ada Brill, its miller."
    assert paragraphs(page.articles[0]) == [text]
    assert "mark of a footnote" in {left.rule for left in page.left_out["mill.html"]}


@pytest.mark.parametrize(
    "words",
    [
        "It covers 40 km<sup>2</sup> and grows by 10<sup>3</sup> stalks a day.",
        "“They [the millers] sleep,” said Ada Brill of the mill, by law a [sic] castle.",
        "The law of 1790 [2] that she named is still in force at Osk, the court said.",
    ],
)
def test_a_power_and_a_word_in_brackets_stay(words: str) -> None:
    whole = words.replace("<sup>", "").replace("</sup>", "")
    assert paragraphs(reading(f"<p>{words}</p><p>The mill has stood since 1790.</p>").articles[0])[0] == whole


def test_the_caption_of_a_table_is_told_as_left_out() -> None:
    table = (
        "<table><caption>Flour, in sacks</caption><tr><th>Year</th><th>Sacks</th></tr>"
        "<tr><td>2019</td><td>84</td></tr><tr><td>2020</td><td>41</td></tr></table>"
    )
    page = reading(
        f"<p>The mill at Osk gave half as much flour last year, its miller said on Monday.</p>{table}"
        "<p>The wheel had stood still for half of it, and the sacks with it, she said.</p>"
    )
    assert "Year: 2019; Sacks: 84" in paragraphs(page.articles[0])
    assert ("Flour, in sacks", "caption") in page.left_out["mill.html"]
    assert "Flour, in sacks" not in page.articles[0].text


CARDS = [
    "<div><h2>{}</h2><p>{}</p></div>",
    "<li>{}<p>{}</p></li>",
    "<article><h3>{}</h3><p>{}</p><i>Yesterday</i></article>",
]
TEASERS = [
    ("Crane maker lays off 210", "The firm blames the price of steel and a lost order."),
    ("Bakers vote to strike", "Rolls may be scarce from Monday, says the trade."),
    ("Old bank hall to become hotel", "Planners have passed the scheme by seven votes to two."),
]


def cards(form: str, *, linked: bool = True) -> str:
    link = "<a href='/{n}'>{title}</a>" if linked else "{title}"
    return "".join(
        form.format(link.format(n=n, title=title), text) for n, (title, text) in enumerate(TEASERS)
    )


@pytest.mark.parametrize("form", CARDS)
def test_three_teasers_are_a_section_page(form: str) -> None:
    with pytest.raises(ReadingError, match="section page"):
        reading(cards(form))


@pytest.mark.parametrize("form", CARDS)
def test_an_article_above_three_teasers_is_read(form: str) -> None:
    own = "<p>The mill at Osk reopened on Monday after nine years, its miller, Ada Brill, told the town.</p>"
    page = reading(
        f"<article>{own}<p>Its wheel is of oak and turns.</p></article><aside>{cards(form)}</aside>"
    )
    assert page.articles[0].text.startswith("The mill at Osk reopened")


def test_briefs_under_headings_that_lead_nowhere_are_read() -> None:
    assert TEASERS[0][1] in reading(cards(CARDS[0], linked=False)).articles[0].text


def test_a_wrapped_line_that_ends_with_a_comma_goes_on_with_a_name() -> None:
    wire = (
        "The council of Osk voted by nine to four to\nlend the mill forty sacks of wheat. The miller,\n"
        "Ada Brill, said she would give them back.\n\nThe mill was built in 1790."
    )
    assert paragraphs_of(wire) == [
        (
            "The council of Osk voted by nine to four to lend the mill forty sacks of wheat. The miller,"
            " Ada Brill, said she would give them back."
        ),
        "The mill was built in 1790.",
    ]


@pytest.mark.parametrize("lines", ["Ada Brill,\n12 Mill Road,\nOsk", "Red,\nGreen,\nBlue"])
def test_lines_of_an_address_or_a_list_stay_apart(lines: str) -> None:
    assert paragraphs_of(lines) == lines.split("\n")


def test_a_table_between_paragraphs_is_read_though_it_is_long() -> None:
    rows = "".join(f"<tr><td>Osk {n}</td><td>{n}</td><td>{n + 3}</td></tr>" for n in range(8))
    head = "<caption>Sacks a year</caption><tr><th>Mill</th><th>1790</th><th>1890</th></tr>"
    table = f"<table>{head}{rows}</table>"
    page = reading(
        f"<p>The mill at Osk, shut since a fire nine years ago, was started again on Monday.</p>{table}"
        "<figure><figcaption>The mill in the year before the fire, from the south.</figcaption></figure>"
        "<p>Its wheel had been mended by two carpenters from the town, the miller said.</p>"
    )
    assert "Mill: Osk 3; 1790: 3; 1890: 6" in paragraphs(page.articles[0])
    assert {(left.text, left.rule) for left in page.left_out["mill.html"]} >= {("Sacks a year", "caption")}


@pytest.mark.parametrize("teaser", ["Also read: Mill shut", "Also read (12 January 2023): Mill shut"])
def test_a_teaser_may_tell_its_day(teaser: str) -> None:
    page = reading(
        "<p>The mill at Osk, shut since a fire nine years ago, was started again on Monday.</p>"
        f"<p>Its wheel had been mended by two carpenters.</p><div>{teaser}</div>"
    )
    assert len(page.articles[0].paragraphs) == 2


def test_lines_in_capitals_are_joined_by_their_width() -> None:
    statement = (
        "COASTAL STATEMENT\nCANAL OFFICE\n\nSTRONG WINDS FROM THE NORTH WILL BRING FREEZING RAIN\n"
        "TO THE LOCKS AT OSK FROM MIDNIGHT. BARGES\nSHOULD STAY IN PORT.\n\nIT WILL CLEAR ON MONDAY."
    )
    assert paragraphs_of(statement) == [
        "COASTAL STATEMENT",
        "CANAL OFFICE",
        (
            "STRONG WINDS FROM THE NORTH WILL BRING FREEZING RAIN TO THE LOCKS AT OSK FROM MIDNIGHT. BARGES"
            " SHOULD STAY IN PORT."
        ),
        "IT WILL CLEAR ON MONDAY.",
    ]


def test_headlines_in_capitals_stay_apart() -> None:
    lines = "TWO MEN HELD AFTER A RAID IN THE HARBOUR OF OSK\nDAM AT KELL FULL FOR THE FIRST TIME IN A DECADE"
    assert paragraphs_of(lines) == lines.split("\n")


def test_questions_of_an_interview_stay() -> None:
    talk = (
        "A talk with the miller\n\nQ: When did you begin?\n\nA: At nine, with my mother and an aunt.\n\n"
        "Q: And the wheel?\n\nA: That was later, it was bought in 1981 from a man in Osk.\n"
    )
    found = paragraphs(read_bytes("talk.txt", talk.encode()).articles[0])
    assert [line for line in found if line.startswith("Q:")] == [
        "Q: When did you begin?",
        "Q: And the wheel?",
    ]


def ended_by(line: str) -> Article:
    """A short report, read of a page that ends with the line."""
    told = "<p>A barge sank in the lock at Wendle on Tuesday.</p><p>Nobody was hurt, its skipper said.</p>"
    page = (
        f"<title>Barge sinks in lock - Wendle Mercury</title><h1>Barge sinks in lock</h1>{told}<p>{line}</p>"
    )
    (article,) = read_bytes("barge.html", page.encode()).articles
    return article


@pytest.mark.parametrize(
    "line",
    [
        "View this email in your browser",
        "You are receiving this newsletter because you signed up at wendle.example.",
        "Unsubscribe | Update your preferences",
        "Read the full series",
        "Also see: How the lock was built",
        "Ada Quill can be reached at 01632 960045.",
        "Was this story helpful?",
        "More by Ada Quill",
        "https://www.wendle.example/story/8812",
        "Enditem",
        "Release No. 18-041",
        "If you value this reporting, consider a subscription.",
        "Wendle Mercury - Contact - Legal notice",
    ],
)
def test_what_a_publisher_says_below_the_text_is_no_paragraph(line: str) -> None:
    assert len(ended_by(line).paragraphs) == 2


@pytest.mark.parametrize(
    "line",
    [
        "The mayor can be reached by a bridge that is closed at night, residents say.",
        "Unsubscribing took her eleven telephone calls, she said.",
        "The Wendle Mercury was founded by his grandfather.",
    ],
)
def test_a_sentence_with_such_words_stays(line: str) -> None:
    assert ended_by(line).text.endswith(line)


@given(st.lists(SENTENCE, min_size=3, max_size=6), st.integers(50, 70))
def test_paragraphs_that_only_an_indent_begins_are_told_apart(said: list[str], width: int) -> None:
    typed = "\n".join(textwrap.fill(words, width, initial_indent="   ") for words in said)
    assert paragraphs_of(typed) == said


def test_the_paragraphs_of_typed_text_on_a_page_may_begin_by_an_indent_alone() -> None:
    said = [
        f"The {name} {'stood at the old quay below the mill ' * 3}on Monday." for name in ("barge", "tug")
    ]
    typed = "\n".join(textwrap.fill(words, 60, initial_indent="   ") for words in said)
    page = f"<title>Barge sinks in lock</title><pre>{typed}</pre>"
    (article,) = read_bytes("barge.html", page.encode()).articles
    assert article.text == "\n\n".join(said)
