"""What holds for every command: its texts, its test, its module."""

from __future__ import annotations

from pathlib import Path

import pytest

import bot.commands
from bot import messages as m
from bot.commands.registry import ACTIONS, COMMANDS, FORMS, MENUS

MODULES = sorted(
    path
    for path in Path(bot.commands.__file__).parent.glob("*.py")
    if path.stem not in ("__init__", "command", "registry")
)
GROUPS = {name.rpartition(" ")[0] for name in COMMANDS} - {""}


def test_every_command_has_its_texts_and_no_text_is_left_over() -> None:
    assert {*COMMANDS, *GROUPS} == {*m.ALL_COMMANDS}


def test_those_for_managers_stand_among_the_texts_for_managers() -> None:
    assert {name for name, command in COMMANDS.items() if command.managers} | GROUPS == {*m.MANAGERS_COMMANDS}


def test_every_parameter_has_a_text() -> None:
    assert {p.name for command in COMMANDS.values() for p in command.parameters} <= m.OPTIONS.keys()


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_every_command_has_its_test(module: Path) -> None:
    assert (Path(__file__).parent / f"test_{module.name}").exists()


def test_what_is_registered_is_found() -> None:
    assert {"ask", "articles add"} <= COMMANDS.keys()
    assert {"context", "set_dates"} <= ACTIONS.keys()
    assert "follow_up" in FORMS


def test_what_is_typed_for_a_form_is_no_command() -> None:
    assert FORMS.keys().isdisjoint(name.partition(" ")[0] for name in COMMANDS)


def test_menus_are_registered() -> None:
    assert {menu.name for menu in MENUS} == {m.MENU_ANSWER, m.MENU_CHECK}
