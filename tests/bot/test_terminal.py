"""The bot's twin in the terminal: every command, the same cards."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from bot import draw
from bot.room import Room
from bot.terminal import COMMANDS, Chat, answer_lines

QUESTION = "How heavy is the crane of the harbour?"


@pytest.fixture
def chat(room: Room) -> Chat:
    return Chat(room)


def said(chat: Chat, line: str, **more) -> str:
    return "\n".join(draw.plain(chat.reply(line, **more)))


def test_a_question_is_answered_with_its_source(chat: Chat) -> None:
    shown = said(chat, QUESTION)
    assert "“The harbour of Milltown will get a crane of 90 tonnes next month.”" in shown
    assert "The Quay Post, 4 May 2021, paragraph 1" in shown


def test_questions_piped_in_are_answered_line_by_line(room: Room) -> None:
    out = io.StringIO()
    answer_lines(room, ["", QUESTION, "/sources"], out)
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
        ("/forget", "Deleted: 1"), ("/gaps", "No question"), ("/articles list", "no articles of its own"),
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
        chat, "/bad", fill_in=lambda form: tuple((field.name, "old") for field in form.fields)
    )


def test_a_card_is_drawn_with_its_buttons(chat: Chat) -> None:
    console = Console(file=io.StringIO(), width=80)
    console.print(draw.drawn(chat.reply(QUESTION)))
    drawn = console.file.getvalue()
    assert "90 tonnes" in drawn
    assert "/context" in drawn


def test_every_button_that_is_shown_can_be_typed(chat: Chat) -> None:
    from bot.card import Row

    for line in (QUESTION, "/timeline", "/check The ferry stops.", "/privacy", "/settings"):
        for block in chat.reply(line).blocks:
            if isinstance(block, Row):
                assert {button.action for button in block.buttons} <= COMMANDS.keys()


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
