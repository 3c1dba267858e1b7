"""The bot's twin in the terminal: every command, the same cards."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from bot.state.context import Context
from bot.terminal import draw
from bot.terminal.chat import Chat, answer_lines
from bot.terminal.typed import NAMES

QUESTION = "How heavy is the crane of the harbour?"


@pytest.fixture
def chat(context: Context) -> Chat:
    return Chat(context)


def said(chat: Chat, line: str, **more) -> str:
    return "\n".join(draw.plain(chat.reply(line, **more)))


def test_a_question_is_answered_with_its_source(chat: Chat) -> None:
    shown = said(chat, QUESTION)
    assert "“The harbour of Milltown will get a crane of 90 tonnes next month.”" in shown
    assert "The Quay Post, 4 May 2021, paragraph 1" in shown


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/facts", "type /facts NAME"), ("/source", "type /source TITLE"),
        ("/articles remove", "type /articles remove TITLE"), ("/articles remove x", "No article “x”"),
        ("/set_caution nonsense", "“nonsense” is no choice"), ("/set_channels north", "“north” is no number"),
        ("/settings", "I answer here in the terminal."),
    ],
)  # fmt: skip
def test_what_is_missing_or_unknown_is_told(chat: Chat, line: str, told: str) -> None:
    assert told in said(chat, line)


def test_a_timeline_is_taken_away_by_the_words_of_the_button(chat: Chat) -> None:
    chat.reply("/timeline ferry")
    assert [button.argument for button in chat.reply("/timeline_file").blocks[-1].buttons] == [
        "csv", "md", "ics", "json",
    ]  # fmt: skip
    name, content = chat.reply("/timeline_file ics").attachment
    assert name == "timeline.ics"
    assert content.startswith(b"BEGIN:VCALENDAR")


def test_quit_ends_the_chat_without_a_slash_too(context: Context) -> None:
    out = io.StringIO()
    answer_lines(context, ["quit", QUESTION], out)
    assert out.getvalue() == ""


def test_questions_piped_in_are_answered_line_by_line(context: Context) -> None:
    out = io.StringIO()
    answer_lines(context, ["", QUESTION, "/sources"], out)
    answers = out.getvalue().split("\n\n")
    assert "90 tonnes" in answers[0]
    assert "Ferry line closes" in answers[1]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("/context", "The passage around it"), ("/more", "The best sentences"), ("/good", "Thank you"),
        ("/bad old it changed", "Thank you"), ("/timeline", "Timeline: How heavy"), ("/sources", "Sources"),
        ("/timeline ferry 2020-01-01", "Timeline: ferry"), ("/facts Ada Finch", "Ada Finch"),
        ("/check The crane weighs 70 tonnes, the harbour said.", "the claim says 70"), ("/help", "What I do"),
        ("/source ferry", "Ferry line closes"), ("/about", "2 sources"), ("/privacy", "What is kept"),
        ("/forget", "Deleted: 1"), ("/gaps", "No question"), ("/articles list", "no articles of your own"),
        ("/articles changes", "Nothing has been changed"), ("/settings", "How I work"),
        ("/set_dates fr", "Dates: French"), ("/nonsense", "no command /nonsense"),
        ("/facts Zebulon", "nearest: Milltown"), ("/articles add nowhere.md", "cannot be read"),
    ],
)  # fmt: skip
def test_every_command_of_the_bot_works(chat: Chat, line: str, wanted: str) -> None:
    said(chat, QUESTION)
    assert wanted in said(chat, line)


def test_a_form_asks_field_by_field(chat: Chat) -> None:
    said(chat, QUESTION)
    assert "Thank you" in said(
        chat, "/bad", fill_in=lambda form: {field.name: "old" for field in form.fields}
    )


def test_a_card_is_drawn_with_its_buttons(chat: Chat) -> None:
    console = Console(file=io.StringIO(), width=80)
    console.print(draw.drawn(chat.reply(QUESTION)))
    drawn = console.file.getvalue()
    assert "90 tonnes" in drawn
    assert "/context" in drawn


def test_every_button_that_is_shown_can_be_typed(chat: Chat) -> None:
    from bot.cards.card import Row

    for line in (QUESTION, "/timeline", "/check The ferry stops.", "/privacy", "/settings"):
        for block in chat.reply(line).blocks:
            if isinstance(block, Row):
                assert {button.action for button in block.buttons} <= NAMES


OWL = "Owl returns\n\nA snowy owl has been seen in Brindle Hill, the ranger said on Tuesday.\n"


def piped(context: Context, *lines: str) -> list[str]:
    """The answers to lines that are piped in."""
    out = io.StringIO()
    answer_lines(context, lines, out)
    return out.getvalue().split("\n\n")


def test_a_file_that_is_there_already_is_left_alone(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("gaps.csv").write_text("mine")
    first, second = piped(context, "/gaps_export", "/gaps_export")
    assert f"Written: {tmp_path / 'gaps-2.csv'}" in first
    assert f"Written: {tmp_path / 'gaps-3.csv'}" in second
    assert Path("gaps.csv").read_text() == "mine"


def test_a_draft_tells_what_to_type(context: Context, tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text(OWL)
    draft, fields, corrected, gone = piped(
        context, f"/articles add {tmp_path / 'owl.txt'}", "/draft_correct",
        "/draft_correct publisher Hill Post",
        "/draft_discard",
    )  # fmt: skip
    assert "It counts when you type /draft_add." in draft
    assert draft.splitlines()[-1] == "  /draft_add  /draft_correct  /draft_discard"
    assert "one of these right: title, publisher" in fields
    assert "Hill Post" in corrected
    assert "nothing was added" in gone


def test_a_draft_and_the_question_before_do_not_get_into_each_others_way(chat: Chat, tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text(OWL)
    said(chat, QUESTION)
    said(chat, f"/articles add {tmp_path / 'owl.txt'}")
    assert "90 tonnes" in said(chat, "/more")
    assert "owl.txt" not in said(chat, "/follow_up and when?")
    assert "nothing was added" in said(chat, "/draft_discard")


def test_words_that_go_with_an_answer_want_one(chat: Chat, tmp_path: Path) -> None:
    (tmp_path / "owl.txt").write_text(OWL)
    said(chat, f"/articles add {tmp_path / 'owl.txt'}")
    assert "There is no answer here that this goes with" in said(chat, "/more")


def test_who_asks_gets_the_answer_alone_and_who_types_a_command_how_to_go_on(context: Context) -> None:
    answer, timeline, privacy = piped(context, QUESTION, "/timeline", "/privacy")
    assert not any(line.strip().startswith("/") for line in answer.splitlines())
    assert "  /picture  /timeline_file" in timeline.splitlines()
    assert "/forget deletes every question" in privacy


def test_quit_ends_the_pipe_too(context: Context) -> None:
    assert len(piped(context, QUESTION, "/quit", QUESTION)) == 1


def test_the_help_speaks_of_the_terminal_and_of_commands_that_there_are(chat: Chat) -> None:
    shown = said(chat, "/help")
    assert "/articles add FILE" in shown
    assert not any(word in shown for word in ("Mention", "Right-click", "server", "press"))
    listed = {line.split()[0].removeprefix("/") for line in shown.splitlines() if line.startswith("/")}
    assert listed - {"quit"} <= NAMES


def test_without_a_token_questions_come_from_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "owl.md").write_text(
        "# Owl returns\n\nA snowy owl has been seen in Brindle Hill, the ranger said on Tuesday.\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "bot"], capture_output=True, text=True, check=False, cwd=tmp_path,
        input="/sources\n/help\n",
        env={**os.environ, "DATELINE_SOURCES": str(tmp_path / "news")},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "Owl returns" in done.stdout
