"""What is remembered, for how long, and of whom."""

from __future__ import annotations

import time

from bot.services import answers, votes
from bot.state.context import Context
from bot.state.guild_settings import GuildSettings, parsed
from bot.state.recent import Asker, Recent
from knowledge.storage.guild_store import Gap

ASKER = Asker(7, 1, 2, 1000.0)


def test_the_question_before_is_forgotten_after_ten_minutes() -> None:
    recent = Recent()
    recent.note(ASKER, "Who?")
    assert recent.before(ASKER._replace(now=1599.0)) == "Who?"
    assert recent.before(ASKER._replace(now=1600.0)) is None


def test_the_question_before_is_a_persons_and_a_channels_own() -> None:
    recent = Recent()
    recent.note(ASKER, "Who?")
    assert recent.before(ASKER._replace(person=9)) is None
    assert recent.before(ASKER._replace(channel=9)) is None


def test_what_is_kept_names_nobody(context: Context) -> None:
    person = 123456789012345678
    context.keep(ASKER._replace(person=person), "ask", "Who?")
    context.store.close()
    kept = b"".join(path.read_bytes() for path in context.settings.home.glob("bot.sqlite3*"))
    assert b"Who?" in kept
    assert str(person).encode() not in kept
    assert person.to_bytes(8, "big") not in kept


def test_forgetting_a_person_leaves_others_alone(context: Context) -> None:
    mine, other = (context.keep(ASKER._replace(person=person), "ask", "Who?") for person in (1, 2))
    votes.vote(context, ASKER._replace(person=1), other, good=False, reason="old")
    assert context.store.forget_person(context.scrambled(1)) == 2
    assert context.store.recall(mine, server=ASKER.server) is None
    assert context.store.recall(other, server=ASKER.server) is not None


def test_the_name_of_a_file_is_no_question_to_go_on_from(context: Context) -> None:
    asked, sent = context.keep(ASKER, "ask", "Who?"), context.keep(ASKER, "draft", "owl.txt")
    assert answers.question_of(context, ASKER, asked) == "Who?"
    assert answers.question_of(context, ASKER, sent) is None


def test_a_vote_changed_counts_once(context: Context) -> None:
    ref = context.keep(ASKER, "ask", "Who?")
    votes.vote(context, ASKER, ref, good=False, reason="old")
    votes.vote(context, ASKER, ref, good=True)
    assert context.store.gaps(7) == ()


def test_near_duplicates_are_one_question_and_the_most_asked_comes_first() -> None:
    questions = (
        "Who owns the mill?",
        "When does the ferry sail?",
        "When does a ferry sail",
        "When did ferries sail?",
    )
    merged = votes.merged([Gap(q, False, (), n) for n, q in enumerate(questions)])
    assert [(one.question, one.times) for one in merged] == [
        ("When did ferries sail?", 3),
        ("Who owns the mill?", 1),
    ]


def test_an_exported_cell_is_no_formula(context: Context) -> None:
    context.keep(ASKER._replace(now=time.time()), "ask", "=cmd|' /C calc'!A0", answered=False)
    name, content = votes.exported(context, ASKER._replace(manages=True)).attachment or ("", b"")
    assert name == "gaps.csv"
    assert b"'=cmd" in content


def test_settings_that_cannot_be_read_are_the_defaults() -> None:
    assert parsed(None) == parsed("nonsense") == parsed('{"caution": "wild"}') == GuildSettings()


def test_a_question_too_long_is_told_so(context: Context) -> None:
    card = answers.ask(context, ASKER, "x" * 501)
    assert "at most 500" in repr(card)
