"""Laws of messages: whatever a card holds, Discord takes it, and nobody is pinged."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import rules

from bot.cards.card import (
    Button,
    Card,
    Choices,
    Field,
    Form,
    Option,
    Picture,
    Piece,
    Row,
    Rule,
    Text,
    custom_id,
)
from bot.delivery.markdown import cut, escape, length, markdown
from bot.delivery.views import form, layout

WORDS = st.text(max_size=60) | st.sampled_from(
    ["@everyone", "<@123>", "**", "# a\n# b", "[x](http://a)", "`", "||", "😀" * 30, "a" * 5000, "*" * 4100]
)  # fmt: skip
PIECES = st.builds(
    Piece, WORDS, st.booleans(), st.none() | st.just("https://news.example/a"), st.none() | st.dates()
)
TEXTS = st.builds(
    Text, st.lists(PIECES, max_size=5).map(tuple), st.sampled_from(["plain", "quote", "heading", "small"])
)
NAMES = st.from_regex(r"[a-z_]{1,24}", fullmatch=True)
REFS = st.integers(0, 10**12)
BUTTONS = st.builds(Button, WORDS, NAMES, REFS, st.text("abc0", max_size=60))
ROWS = st.builds(Row, st.lists(BUTTONS, max_size=7).map(tuple))
OPTIONS = st.builds(Option, WORDS, WORDS, WORDS)
CHOICES = st.builds(Choices, NAMES, WORDS, st.lists(OPTIONS, max_size=30).map(tuple), REFS)
BLOCKS = TEXTS | ROWS | CHOICES | st.just(Rule()) | st.builds(Picture, st.just("a.png"), st.just(b""), WORDS)
CARDS = st.builds(
    Card, st.lists(BLOCKS, max_size=60).map(tuple), st.sampled_from(["answer", "silence", "trouble"])
)
FIELDS = st.builds(Field, NAMES, WORDS, WORDS, st.booleans(), st.booleans(), st.just(()), st.just(300))


@settings(max_examples=150, deadline=None)
@given(CARDS)
async def test_any_card_makes_a_message_that_discord_takes(card: Card) -> None:
    payload = {"components": layout(card).to_components(), "flags": rules.V2}
    pictured = any(one["type"] == 12 for one in rules.walk(payload["components"]))
    assert rules.message(payload, files=frozenset({"a.png"} if pictured else ())) == []


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.lists(FIELDS, min_size=1, max_size=8), REFS)
async def test_any_form_is_taken(title: str, fields: list[Field], ref: int) -> None:
    unique = tuple({field.name: field for field in fields}.values())
    assert rules.modal(form(Form(title, "form", unique, ref)).to_dict()) == []


@given(st.text())
def test_an_escaped_text_is_shown_as_it_is(words: str) -> None:
    words = words.replace("\x00", "\ufffd").replace("\u2060", "")
    shown = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", escape(words)).replace("\u2060", "")
    assert shown == words


@given(TEXTS, st.integers(10, 300))
def test_a_paragraph_keeps_to_its_room(paragraph: Text, context: int) -> None:
    assert length(markdown(paragraph, "reader", context)) <= context


@given(st.text(), st.integers(0, 50))
def test_cut_words_keep_to_their_room(words: str, context: int) -> None:
    assert length(cut(words, context)) <= context


def test_a_quoted_mention_is_escaped() -> None:
    assert markdown(Text((Piece("hello @everyone <@1>"),), "quote"), "reader", 99) == (
        r"> hello \@everyone \<\@1\>"
    )


def test_every_line_of_a_quotation_is_quoted() -> None:
    assert markdown(Text((Piece("one\n# two"),), "quote"), "reader", 99) == "> one\n> \\# two"


def test_a_day_is_shown_in_the_readers_way_or_in_the_servers_language() -> None:
    day = Text((Piece("on "), Piece("", day=date(2019, 10, 28))))
    assert markdown(day, "reader", 99) == "on <t:1572256800:D>"
    assert markdown(day, "fr", 99) == "on 28 octobre 2019"


def test_a_link_that_could_break_out_is_shown_as_its_words() -> None:
    link = Text((Piece("open", url="https://a.example/> [x](y"),))
    assert markdown(link, "reader", 99) == "open"


def test_a_buttons_name_is_as_short_as_discord_counts() -> None:
    name = custom_id("held_remove", 5, "𝒢" * 80)
    assert len(name.encode("utf-16-le")) // 2 <= 100
