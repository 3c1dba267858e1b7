"""All commands, menus, buttons and forms, collected from the modules beside this one."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from bot.commands.command import Action, Command, FormAction, Menu

__all__ = ["ACTIONS", "COMMANDS", "FORMS", "MENUS"]

_NO_COMMANDS: Final = ("command", "registry")


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if found.name not in _NO_COMMANDS:
            yield importlib.import_module(f"bot.commands.{found.name}")


def _all(name: str) -> list[Any]:
    return [getattr(module, name) for module in _modules() if hasattr(module, name)]


def _merged(name: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for table in _all(name):
        assert not merged.keys() & table.keys(), f"two commands have a {name} of one name"
        merged |= table
    return merged


COMMANDS: Final[dict[str, Command]] = {c.name: c for table in _all("COMMANDS") for c in table}
MENUS: Final[tuple[Menu, ...]] = tuple(menu for table in _all("MENUS") for menu in table)
ACTIONS: Final[dict[str, Action]] = _merged("ACTIONS")
"""What buttons and menus do, by the name in their ``custom_id``."""
FORMS: Final[dict[str, FormAction]] = _merged("FORMS")
