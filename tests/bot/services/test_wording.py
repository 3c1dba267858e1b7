"""What is a question, and what asks whether another message is right."""

from __future__ import annotations

import pytest

from bot.services.wording import asks_for_proof, has_to_do, is_question


@pytest.mark.parametrize(
    "words",
    ["is that true?", "True?", "source?", "Sources please", "what's the source?", "really?",
     "fact check this",
     "can you check that?", "says who?", "is it so?", "fake or real?", "wait, is this even true?"],
)  # fmt: skip
def test_a_word_about_another_message_asks_for_proof(words: str) -> None:
    assert asks_for_proof(words)


@pytest.mark.parametrize("words", ["who is that?", "check the crane", "is the port open?", "so?"])
def test_a_question_of_its_own_asks_for_no_proof(words: str) -> None:
    assert not asks_for_proof(words)


@pytest.mark.parametrize(
    "words",
    ["Who built the lighthouse?", "how heavy is the crane", "And where did it sink?",
     "in which year was it built",
     "does the mill close", "can you tell me who owns the mill", "ships of the harbour?"],
)  # fmt: skip
def test_questions_are_known_by_their_form(words: str) -> None:
    assert is_question(words)


@pytest.mark.parametrize(
    "words",
    ["hello", "help", "thanks!", "Why?", "crane", "crane?", "38 boats had lost their berths", "stop it",
     "write a poem about cranes", "The man who sold it"],
)  # fmt: skip
def test_greetings_fragments_orders_and_statements_are_no_questions(words: str) -> None:
    assert not is_question(words)


@pytest.mark.parametrize(
    ("question", "has"),
    [("Who painted the lighthouse of Quelmar?", False), ("Who painted the lighthouse green?", True),
     ("When did Otto Vance see the owl?", False), ("Who built the lighthouse?", True)],
)  # fmt: skip
def test_a_sentence_has_to_do_with_a_question_by_its_name_or_its_words(question: str, has: bool) -> None:
    assert has_to_do(question, "The lighthouse was built in 1902 by sailors.") is has


@pytest.mark.parametrize("said", ["lol what a day", "what a week", "See you on Friday!"])
def test_a_day_that_both_speak_of_makes_no_sentence_the_nearest(said: str) -> None:
    assert not has_to_do(said, "The talks on Friday end a week and a day of strikes.")
