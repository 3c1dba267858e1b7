"""Who published a page and when, where nothing declares it: nameplates, titles, datelines, bulletins."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.ingest.files import read_bytes
from knowledge.ingest.nameplate import nameplate, titled
from knowledge.model import Source

TEXT = (
    "<p>A barge with 300 sacks of malt sank in the lock at Wendle on Tuesday, its skipper said.</p>"
    "<p>Nobody was hurt. The lock was built in 1861 and has sunk four barges since.</p>"
)
WIRE = (
    "A barge with 300 sacks of malt sank in the lock on Tuesday, its skipper said.\n\n"
    "Nobody was hurt. The lock was built in 1861.\n"
)
PAPERS = st.sampled_from(
    [
        "The Wendle Mercury",
        "WENDLE EVENING POST",
        "Radio Wendle",
        "Wendle & Osk Chronicle",
        "Mid-Wendle Record",
    ]
)
DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))


def html(above: str = "", *, title: str = "Barge sinks in lock", head: str = "", below: str = "") -> Source:
    page = (
        f"<html lang='en-GB'><head><meta charset='utf-8'><title>{title}</title>{head}</head>"
        f"<body>{above}<h1>Barge sinks in lock</h1>{TEXT}{below}</body></html>"
    )
    return read_bytes("barge.html", page.encode()).articles[0].source


def text(words: str) -> Source:
    return read_bytes("barge.txt", words.encode()).articles[0].source


def written(day: date) -> str:
    return f"{day:%A}, {day.day} {day:%B %Y}"


@given(PAPERS, DAYS)
def test_a_nameplate_tells_the_paper_and_its_day(paper: str, day: date) -> None:
    source = html(f"<div><b>{paper}</b> <i>Vol. 12, No. 2</i> {written(day)} <span>$1.25</span></div>")
    assert (source.publisher, source.published, source.published_basis) == (paper, day, "printed")


@pytest.mark.parametrize(
    "above",
    [
        "<div id='masthead'>Wendle Mercury</div>",
        "<header><a class='logo' href='/'><img alt='Wendle Mercury logo' src='l.png'></a></header>",
        "<center><font size='6'>Wendle Mercury</font></center><hr>",
        "<nav><a href='/'>Home</a></nav><div class='brand'><a href='/'>Wendle Mercury</a></div>",
    ],
)
def test_the_name_of_a_paper_stands_in_many_places(above: str) -> None:
    assert html(above).publisher == "Wendle Mercury"


@pytest.mark.parametrize("mark", [" - ", " | ", " : ", " :: ", " — ", " – ", " · "])
@given(paper=PAPERS)
def test_a_title_is_told_from_the_name_that_a_site_adds(mark: str, paper: str) -> None:
    source = html(title=f"Barge sinks in lock{mark}{paper.replace('&', '&amp;')}")
    assert (source.title, source.publisher) == ("Barge sinks in lock", paper)


@pytest.mark.parametrize("before", ["The Wendle Mercury: ", "The Wendle Mercury - Local: "])
def test_the_name_may_stand_before_the_title(before: str) -> None:
    source = html(title=f"{before}Barge sinks in lock")
    assert (source.title, source.publisher) == ("Barge sinks in lock", "The Wendle Mercury")


def test_a_headline_with_a_colon_is_whole() -> None:
    assert titled("Wendle: what now? - The Wendle Mercury", ["Wendle: what now?"]) == (
        "Wendle: what now?",
        "The Wendle Mercury",
    )


@pytest.mark.parametrize(
    "line",
    [
        "World News",
        "Corn 4.47",
        "Weather for Tuesday, December 1, 2009: sunny",
        "Sign in",
        "Share this story",
    ],
)
def test_what_is_no_name_of_a_paper_is_none(line: str) -> None:
    assert nameplate(line) is None


def test_a_page_without_a_name_has_no_publisher() -> None:
    assert html("<nav><a href='/'>Home</a> <a href='/a'>Archive</a></nav>").publisher is None


def test_what_a_page_declares_comes_before_what_it_shows() -> None:
    source = html(
        "<div id='masthead'>Osk Post</div>", head="<meta name='publisher' content='Wendle Mercury'>"
    )
    assert source.publisher == "Wendle Mercury"


@pytest.mark.parametrize("dash", [" - ", " -- ", " — ", " – "])
@given(day=DAYS)
def test_a_dateline_tells_agency_and_day(dash: str, day: date) -> None:
    source = text(f"WENDLE, England, {day:%b} {day.day}, {day.year} (Canal Wire){dash}{WIRE}")
    assert (source.publisher, source.published, source.published_basis) == ("Canal Wire", day, "printed")


@given(DAYS)
def test_the_year_of_a_dateline_may_stand_in_the_copyright_line(day: date) -> None:
    copy = f"WENDLE, {day:%B} {day.day} (Canal Wire) - {WIRE}"
    source = text(f"Barge sinks in lock\n\n{copy}\n\nCopyright {day.year} Canal Wire\n")
    assert (source.published, source.published_basis) == (day, "inferred")
    assert "dateline" in (source.published_reason or "")


def test_a_dateline_alone_has_no_year_and_so_no_day() -> None:
    assert text(f"WENDLE, May 4 (Canal Wire) - {WIRE}").published is None
    assert text(f"WENDLE, May 4 (Canal Wire) - {WIRE}\n\nCopyright 2009-2014 Canal Wire\n").published is None


@given(PAPERS, DAYS, st.sampled_from(["", ", 8 a.m.", ", 18:00", " at 6 p.m."]))
def test_a_bulletin_is_of_the_day_in_its_title(paper: str, day: date, hour: str) -> None:
    source = text(f"{paper}\nNews bulletin for {written(day)}{hour}\n\n{WIRE}")
    assert (source.published, source.published_basis) == (day, "printed")


@given(DAYS)
def test_a_weekday_that_does_not_fit_makes_no_bulletin(day: date) -> None:
    wrong = f"{day + timedelta(days=1):%A}, {day.day} {day:%B %Y}"
    assert text(f"Wendle recalls its flood of {wrong}\n\n{WIRE}").published is None


@pytest.mark.parametrize(
    "line",
    [
        "Markets at close, Friday, {day} Dow 37,592.98 -0.31%",
        "Rates of exchange, {day}",
        "Malt index on {day}: 444.71 (-0.4%)",
        "Weather for {day}: sunny, 71 | Pecans ({day}) $1.98/lb",
        "Next issue: {day}",
    ],
)
def test_the_day_of_a_market_or_the_weather_is_not_that_of_the_page(line: str) -> None:
    assert html(f"<div>{line.format(day='December 1, 2009')}</div>").published is None
    own = "<div class='day'>Wednesday, December 2, 2009</div>"
    assert html(f"<div>{line.format(day='December 1, 2009')}</div>{own}").published == date(2009, 12, 2)


def test_a_day_that_stands_below_the_text_alone_is_the_pages() -> None:
    assert html(below="<p class='stamp'>Published 19 January 2017</p>").published == date(2017, 1, 19)
    two = "<p>Posted 19 January 2017</p><p>Posted 20 January 2017</p>"
    assert html(below=two).published is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("<p class='author'>Ada Brill, local reporter</p>", "Ada Brill"),
        ("<p>By ADA BRILL, staff writer</p>", "Ada Brill"),
        ("<p>By Ada Brill, Wendle Mercury</p>", "Ada Brill"),
        ("<p>From our own correspondent</p>", None),
    ],
)
def test_a_byline_is_no_paragraph(line: str, author: str | None) -> None:
    page = (
        f"<html><head><title>Barge sinks in lock</title></head><body><h1>Barge sinks in lock</h1>{line}{TEXT}"
    )
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert article.source.author == author
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize("mark", ["(more)", "-0-", "-30-", "r i BC-Wendle-Barge-1stLd   10-04 0231"])
def test_marks_of_an_agencys_machines_are_left_out(mark: str) -> None:
    article = read_bytes(
        "barge.txt", f"{mark}\n\nWENDLE, Oct. 4 (Canal Wire) - {WIRE}\n{mark}\n".encode()
    ).articles[0]
    assert mark not in article.text


@pytest.mark.parametrize("mark", [", ", " | ", " - ", " · ", " "])
@given(paper=PAPERS, day=DAYS)
def test_a_line_of_paper_and_day_is_no_paragraph(mark: str, paper: str, day: date) -> None:
    line = f"{paper}{mark}{written(day)}"
    for name, page in (
        ("barge.html", f"<h1>Barge sinks in lock</h1><p>{line.replace('&', '&amp;')}</p>{TEXT}"),
        ("barge.txt", f"Barge sinks in lock\n{line}\n\n{WIRE}"),
        ("barge.md", f"# Barge sinks in lock\n\n*{line}*\n\n{WIRE}"),
    ):
        article = read_bytes(name, page.encode()).articles[0]
        assert (article.source.publisher, article.source.published) == (paper, day)
        assert len(article.paragraphs) == 2


def test_a_sentence_about_a_paper_stays() -> None:
    page = f"<h1>Barge sinks in lock</h1><p>The Wendle Mercury closed on 4 May 2019 for good.</p>{TEXT}"
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert (article.source.published, len(article.paragraphs)) == (None, 3)


@given(PAPERS, DAYS)
def test_a_paper_may_be_named_between_title_and_day(paper: str, day: date) -> None:
    source = text(f"Barge sinks in lock\n{paper}\n{written(day)}\n\n{WIRE}")
    assert (source.title, source.publisher, source.published) == ("Barge sinks in lock", paper, day)


@pytest.mark.parametrize("site", ["Talbote", "Canalside", "Radio Wendle 96.3"])
def test_a_site_may_have_a_name_that_says_nothing(site: str) -> None:
    assert html(title=f"Barge sinks in lock | {site}").publisher == site


@pytest.mark.parametrize("section", ["Politics", "Local News", "Nachrichten", "Economía", "Analysis"])
def test_a_section_is_no_publisher(section: str) -> None:
    source = html(title=f"Barge sinks in lock | {section}")
    assert (source.title, source.publisher) == ("Barge sinks in lock", None)


@given(DAYS)
def test_typed_text_of_a_page_has_its_masthead_in_it(day: date) -> None:
    typed = f"WENDLE BROADCASTING SERVICE\nBULLETIN 18:30, {day.day} {day:%B %Y}\n\n{WIRE}".upper()
    article = read_bytes("bulletin.html", f"<pre>{typed}</pre>".encode()).articles[0]
    source = article.source
    assert (source.publisher, source.published, source.published_basis) == (
        "WENDLE BROADCASTING SERVICE",
        day,
        "printed",
    )
    assert len(article.paragraphs) == 2


@given(DAYS)
def test_a_dateline_may_stand_below_a_notice(day: date) -> None:
    copy = f"<p>WENDLE, Ohio, {day:%B} {day.day}, {day.year} /CanalLine/ -- A barge sank on Tuesday.</p>"
    page = f"<h1>Barge sinks in lock</h1><p>FOR IMMEDIATE RELEASE</p>{copy}{TEXT}"
    source = read_bytes("barge.html", page.encode()).articles[0].source
    assert (source.publisher, source.published) == ("CanalLine", day)


@pytest.mark.parametrize("notice", ["(c) Canal Wire {}", "© Canal Wire {}", "Copyright {} Canal Wire"])
def test_the_year_of_a_dateline_may_stand_in_the_notice_of_a_page(notice: str) -> None:
    page = (
        "<h1>Barge sinks in lock</h1><p>WENDLE, May 4 (Canal Wire) - A barge sank in the lock on Tuesday.</p>"
        f"{TEXT}<p>{notice.format(2013)}</p>"
    )
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert (article.source.published, article.source.published_basis) == (date(2013, 5, 4), "inferred")
    assert len(article.paragraphs) == 3


@pytest.mark.parametrize(
    "line",
    [
        "<div class='meta'>Posted on May 4, 2019 by Ada Brill</div>",
        "<div>Radio Wendle | By Ada Brill</div>",
        "<h4 class='author-name'><a href='/a'>Ada Brill</a></h4>",
        "<p>By Ada Brill ada.brill@wendle.example</p>",
        "<p>By Ada Brill - May 4, 2019</p>",
    ],
)
def test_a_writer_is_named_in_many_ways(line: str) -> None:
    assert html_below(line).author == "Ada Brill"


def html_below(line: str) -> Source:
    return read_bytes("barge.html", f"<h1>Barge sinks in lock</h1>{line}{TEXT}".encode()).articles[0].source


def test_a_writer_may_be_declared_by_reference() -> None:
    graph = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "Barge sinks in lock", "author": {"@id": "#ada"},'
        ' "publisher": {"@id": "#us"}}, {"@type": "Person", "@id": "#ada", "name": "Ada Brill"},'
        ' {"@type": "Organization", "@id": "#us", "name": "Wendle Mercury"}]}'
    )
    source = html(head=f'<script type="application/ld+json">{graph}</script>')
    assert (source.author, source.publisher) == ("Ada Brill", "Wendle Mercury")


@pytest.mark.parametrize(
    "title", ["WENDLE MERCURY ONLINE - Local News", "The Wendle Mercury", "Home - Wendle Mercury"]
)
def test_a_title_that_only_names_the_site_is_none(title: str) -> None:
    head = "<font size='4'><b>Barge sinks in lock</b></font><br><br>Friday, 4 May 2001<br><br>"
    body = TEXT.replace("<p>", "").replace("</p>", "<br><br>")
    page = f"<title>{title}</title><table><tr><td>{head}{body}<a href='/'>Back to front page</a></table>"
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert (article.source.title, article.source.published) == ("Barge sinks in lock", date(2001, 5, 4))
    assert "mercury" in (article.source.publisher or "").casefold()
    assert len(article.paragraphs) == 2


def test_a_site_is_called_as_its_sign_says() -> None:
    heads = "<title>Canal Notes: Barge sinks in lock</title><h1>Canal Notes</h1><h3>Barge sinks in lock</h3>"
    page = heads + TEXT
    source = read_bytes("barge.html", page.encode()).articles[0].source
    assert (source.title, source.publisher) == ("Barge sinks in lock", "Canal Notes")


def test_what_typed_text_says_above_is_told_where_the_page_has_a_title_of_its_own() -> None:
    typed = f"CANAL OFFICE AT WENDLE\n6 p.m. Sat Jan 15 2011\n\n{WIRE}\n$$\nBRILL"
    page = f"<title>Lock bulletin</title><pre>{typed}</pre>"
    reading = read_bytes("barge.html", page.encode())
    article = reading.articles[0]
    assert (article.source.title, article.source.published) == ("Lock bulletin", date(2011, 1, 15))
    assert len(article.paragraphs) == 2
    assert {left.text for left in reading.left_out["barge.html"]} >= {"CANAL OFFICE AT WENDLE", "$$", "BRILL"}


def test_a_writer_is_not_the_publisher_where_the_page_names_one() -> None:
    head = (
        "<meta property='og:site_name' content='Wendle Mercury'><meta name='author' content='Wendle Mercury'>"
    )
    assert html(head=head, above="<span itemprop='author'>Ada Brill</span>").author == "Ada Brill"
    assert html(head=head).author == "Wendle Mercury"
    assert html("<p itemprop='author'>Photo: Ada Brill</p>").author is None


@pytest.mark.parametrize("mark", ["CW/ml/ko", "jf/kb", "$$"])
def test_initials_below_the_copy_of_an_agency_are_left_out(mark: str) -> None:
    page = f"<h1>Barge sinks in lock</h1>{TEXT}<p>{mark}</p>"
    assert len(read_bytes("barge.html", page.encode()).articles[0].paragraphs) == 2


@given(DAYS, DAYS)
def test_a_day_below_the_title_comes_before_the_day_of_the_visit(visit: date, day: date) -> None:
    strip = f"<div class='today'>{written(visit)}</div>"
    meta = f"<div><span>Ada Brill</span><span>{day.day} {day:%B %Y}</span><span>0 comments</span></div>"
    page = f"{strip}<h1>Barge sinks in lock</h1>{meta}{TEXT}"
    assert read_bytes("barge.html", page.encode()).articles[0].source.published == day


def test_a_paper_known_by_its_title_is_told_from_its_day() -> None:
    page = (
        "<title>Barge sinks in lock | The Lockman</title><h1>Barge sinks in lock</h1>"
        f"<div>The Lockman, 6 June 2013</div>{TEXT}"
    )
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert (article.source.publisher, article.source.published) == ("The Lockman", date(2013, 6, 6))
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Ada Brill Tue Mar 5 09:14:22 CET 2019"),
        ("fr", "Publié le 05/03/2019 à 18h20 par Ada Brill"),
        ("de", "Veröffentlicht am 5.3.2019 um 18.20 Uhr von Ada Brill"),
        ("es", "Publicado el 5 de marzo de 2019"),
        ("it", "Pubblicato il 5 marzo 2019 di Ada Brill"),
    ],
)
def test_a_line_of_a_day_may_be_in_another_language(language: str, line: str) -> None:
    page = f"<html lang='{language}'><h1>Barge sinks in lock</h1><p>{line}</p>{TEXT}"
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert (article.source.published, article.source.published_basis) == (date(2019, 3, 5), "printed")
    assert len(article.paragraphs) == 2


def test_a_paper_in_the_place_of_the_headline_is_none() -> None:
    page = f"<title>Wendle Mercury</title><h1>WENDLE MERCURY</h1><h2>Barge sinks in lock</h2>{TEXT}"
    source = read_bytes("barge.html", page.encode()).articles[0].source
    assert (source.title, source.publisher) == ("Barge sinks in lock", "Wendle Mercury")


def test_what_a_page_marks_as_headline_and_publisher_is_declared() -> None:
    source = html(
        "<div itemprop='publisher' itemscope><a href='/'><span itemprop='name'>Le Fanal</span></a></div>"
        "<meta itemprop='headline' content='Barge sinks in lock'>",
        title="Wendle: malt in the water",
    )
    assert (source.title, source.publisher) == ("Barge sinks in lock", "Le Fanal")


def test_headlines_marked_in_a_list_are_other_articles() -> None:
    teasers = "".join(f"<li itemprop='headline'>{words} in Osk</li>" for words in ("Fair", "Rain"))
    assert html(below=f"<ul>{teasers}</ul>").title == "Barge sinks in lock"


def test_a_page_called_after_its_site_alone_has_its_only_headline_as_title() -> None:
    source = html(title="The Wendle Letter", below="<p>The Wendle Letter, Mill Lane 4</p>")
    assert (source.title, source.publisher) == ("Barge sinks in lock", "The Wendle Letter")


@pytest.mark.parametrize(
    "title",
    [
        "Barge sinks in lock - Channel 6 Wendle",
        "Barge sinks in lock- Channel 6 Wendle",
        "Barge sinks in lock - Channel 6 Wendle | www.channel6.example",
        "Channel 6 Wendle | News | Local | Barge sinks in lock",
    ],
)
def test_the_name_of_a_site_may_hold_a_number_and_stand_beside_an_address(title: str) -> None:
    assert html(title=title).publisher == "Channel 6 Wendle"


def test_a_part_of_a_series_is_no_publisher() -> None:
    assert html(title="Barge sinks in lock - Part 2").publisher is None


@pytest.mark.parametrize(
    "line",
    ["By Ada Quill, Wendle Observer, 14 March 2018", "14 March 2018 (Wendle Observer)"],
)
def test_a_line_beside_the_title_may_name_the_paper_and_the_day(line: str) -> None:
    source = text(f"Barge sinks in lock at Wendle\n\n{line}\n\n{WIRE}")
    assert (source.publisher, source.published) == ("Wendle Observer", date(2018, 3, 14))


def test_an_office_behind_a_writer_is_no_paper() -> None:
    assert text(f"Barge sinks in lock\n\nBy Ada Quill, Daily Politics Reporter\n\n{WIRE}").publisher is None


@pytest.mark.parametrize(
    "line",
    [
        "Par Luc Desmarais - Publié le 10 février 2016 à 18h20, mis à jour le 11 février 2016 à 8h00",
        "Por Luz Marina | Publicado el 10 de febrero de 2016 a las 18:40",
        "Von Jan Ott, veröffentlicht am 10. Februar 2016",
    ],
)
def test_an_english_page_may_print_its_day_in_the_words_of_its_country(line: str) -> None:
    page = f"<html lang='en'><body><h1>Barge sinks in lock</h1><p>{line}</p>{TEXT}</body></html>"
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert (article.source.published, len(article.paragraphs)) == (date(2016, 2, 10), 2)


def test_the_day_may_stand_in_the_foot_of_the_head() -> None:
    page = f"<h1>Barge sinks in lock</h1><footer>By Ada Quill, 4 March 2023</footer>{TEXT}"
    assert read_bytes("barge.html", page.encode()).articles[0].source.published == date(2023, 3, 4)


def test_a_number_of_a_release_parts_no_day_from_its_title() -> None:
    page = f"<h1>Barge sinks in lock</h1><p>Release Number: 18-041</p><p>Sep. 4, 2018</p>{TEXT}"
    article = read_bytes("barge.html", page.encode()).articles[0]
    assert (article.source.published, len(article.paragraphs)) == (date(2018, 9, 4), 2)


def test_a_line_of_writer_day_and_length_marks_the_day_though_it_looks_like_a_menu() -> None:
    line = "<p>Ada Quill · <time datetime='2017-09-28'>28 September</time> · 2 min read</p>"
    page = f"<h1>Barge sinks in lock</h1>{line}{TEXT}"
    assert read_bytes("barge.html", page.encode()).articles[0].source.published == date(2017, 9, 28)


def test_an_edition_and_counts_of_a_data_base_stand_around_the_paper_its_day_and_the_headline() -> None:
    head = "1 of 14 DOCUMENTS\n\nThe Wendle Times\n\nMarch 3, 2020 Tuesday\n\nLate Edition\n\n"
    source = text(f"{head}Barge with malt sinks in old lock at Wendle\n\nLENGTH: 312 words\n\n{WIRE}")
    assert (source.title, source.publisher) == (
        "Barge with malt sinks in old lock at Wendle",
        "The Wendle Times",
    )


def test_days_in_elements_that_style_alone_sets_apart_are_read_apart() -> None:
    line = (
        "<span>First published on Sunday 31 August 2014 22.15 BST</span>"
        "<span>Last modified on Monday 1 September 2014 08.00 BST</span>"
    )
    page = f"<h1>Barge sinks in lock</h1>{line}{TEXT}"
    (article,) = read_bytes("barge.html", page.encode()).articles
    assert (article.source.published, len(article.paragraphs)) == (date(2014, 8, 31), 2)
