"""A message as people type it → the statements in it, each judged by itself."""

from __future__ import annotations

import pytest

from knowledge.claims.message import blocks
from knowledge.claims.parts import parts
from knowledge.claims.questions import stated


def statements(message: str) -> list[str]:
    return [part.statement for part in parts(message)]


@pytest.mark.parametrize(
    "message",
    [
        "38 boats had lost their berths :rage: <:crack:123456789012345678>",
        "lol did you see this, 38 boats had lost their berths!! https://post.example/basin",
        "@everyone 38 boats had lost their berths",
        "# Breaking\n38 boats had lost their berths",
        "Is it true that 38 boats had lost their berths?",
        "[38 boats had lost their berths](https://post.example/basin)",
        "> **38 boats** had lost ||their berths||",
        "Breaking: 38 boats had lost their berths 😱",
        "“38 boats had lost their berths”",
        "<@99> 38 boats had lost their berths, right?",
    ],
)
def test_what_decorates_a_message_is_no_part_of_its_claim(message: str) -> None:
    (found,) = statements(message)
    assert found.strip("!.") == "38 boats had lost their berths"


def test_each_item_of_a_list_and_each_sentence_is_judged_by_itself() -> None:
    message = "- 38 boats had lost their berths\n- the gate was built in 1936. It cost 4 million euros"
    assert statements(message) == [
        "38 boats had lost their berths",
        "the gate was built in 1936.",
        "the gate cost 4 million euros",
    ]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("the mayor fled and the port was closed", ["the mayor fled", "the port was closed"]),
        ("it sank on monday. nobody died", ["it sank on monday.", "nobody died"]),
        ("Nine beams are rotten. shameful", ["Nine beams are rotten."]),
        ("Ann Lee said the port was closed and the mayor fled", None),
        ("If the levee breaks the town will flood and 4,000 people will flee", None),
        ("Rats chewed through the seals, inspectors found", None),
    ],
)
def test_main_clauses_part_and_what_hangs_on_another_clause_does_not(
    message: str, expected: list[str] | None
) -> None:
    assert statements(message) == (expected or [message])


@pytest.mark.parametrize(
    ("message", "second"),
    [
        ("The guard Toktobekov was hit. He crawled away", "The guard Toktobekov crawled away"),
        ("The ferry Alba sank. It's on the seabed", "The ferry Alba is on the seabed"),
        ("The firms merged. Their shops stay open", "The firms’ shops stay open"),
        ("Damage is 8 million. They were insured", "They were insured"),
    ],
)
def test_a_pronoun_means_whom_the_part_before_tells_of(message: str, second: str) -> None:
    assert statements(message)[1] == second


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("Did the plant leak in May?", "the plant leaked in May"),
        ("Does the inspectorate expect results?", "the inspectorate expects results"),
        ("Do fitters report drips twice?", "fitters report drips twice"),
        ("Was Julian Mossop convicted?", "Julian Mossop was convicted"),
        ("Were two of her crew treated?", "two of her crew were treated"),
        ("Is Helena Brask the fire chief?", "Helena Brask is the fire chief"),
        ("Has the mayor of Velmouth resigned?", "the mayor of Velmouth has resigned"),
        ("Will the works reopen in October?", "the works will reopen in October"),
        ("The works are closed?", "The works are closed"),
        ("Is the end near", "Is the end near"),
    ],
)
def test_a_question_is_stated(question: str, statement: str) -> None:
    assert stated(question) == statement


@pytest.mark.parametrize("message", ["", ":rage:", "https://post.example/basin", "<@99> @here", "!!!"])
def test_a_message_without_words_has_no_part(message: str) -> None:
    assert parts(message) == []


def test_a_moment_of_discord_is_its_day_and_a_year_is_no_number_of_a_list() -> None:
    assert [block.text for block in blocks("It sank <t:1618953630:R>")] == ["It sank 20 April 2021"]
    assert [block.text for block in blocks("1997. A bad year")] == ["1997. A bad year"]
