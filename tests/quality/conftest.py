"""The invented news, opened once, and the figures that each product reaches on them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quality import figures


@pytest.fixture(scope="session")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[figures.Libraries]:
    with figures.opened(tmp_path_factory.mktemp("quality")) as libraries:
        yield libraries


@pytest.fixture(scope="session")
def asked(libraries: figures.Libraries) -> list[figures.Asked]:
    return figures.asked(libraries)


@pytest.fixture(scope="session")
def answers(asked: list[figures.Asked], libraries: figures.Libraries) -> figures.Figures:
    return {**figures.answers(asked), **figures.slips(libraries)}


@pytest.fixture(scope="session")
def timelines(libraries: figures.Libraries) -> figures.Figures:
    return figures.timelines(libraries)


@pytest.fixture(scope="session")
def verdicts(libraries: figures.Libraries) -> figures.Figures:
    return figures.verdicts(libraries)
