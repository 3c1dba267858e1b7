"""Which library a server asks, and when one is closed."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from examples.small_library import SmallLibrary

from bot.state import own_articles
from bot.state.library_pool import LibraryPool
from knowledge.settings import Settings


@pytest.fixture
def opened() -> list[tuple[Settings, SmallLibrary]]:
    return []


@pytest.fixture
def pool(tmp_path: Path, opened: list) -> LibraryPool:
    def open_library(settings: Settings) -> SmallLibrary:
        opened.append((settings, SmallLibrary()))
        return opened[-1][1]

    return LibraryPool(Settings(home=tmp_path), tmp_path, open_library)


def test_servers_without_sources_of_their_own_share_one_library(pool: LibraryPool, opened: list) -> None:
    with pool.library(1) as one, pool.library(2) as other:
        assert one is other
    assert len(opened) == 1


def test_a_server_with_sources_of_its_own_has_a_library_of_its_own(
    pool: LibraryPool, opened: list, tmp_path: Path
) -> None:
    own_articles.renew(tmp_path, 1)
    with pool.library(1) as one, pool.library(2) as other:
        assert one is not other
    own = opened[0][0]
    assert own.sources[0] == tmp_path / "servers" / "1" / "articles"
    assert own.home == tmp_path / "servers" / "1" / "index"


def test_a_change_opens_the_library_anew_and_closes_the_old_when_nobody_reads_it(
    pool: LibraryPool, opened: list, tmp_path: Path
) -> None:
    own_articles.renew(tmp_path, 1)
    with pool.library(1) as before:
        own_articles.renew(tmp_path, 1)
        with pool.library(1) as after:
            assert after is not before
        assert not before.closed
    assert before.closed
    assert not after.closed


def test_closing_spares_what_is_being_read(pool: LibraryPool) -> None:
    with pool.library(1) as library:
        pool.close()
        assert not library.closed
    assert library.closed


def test_no_more_than_some_libraries_stay_open(pool: LibraryPool, opened: list, tmp_path: Path) -> None:
    for server in range(1, 71):
        own_articles.renew(tmp_path, server)
        with pool.library(server):
            pass
    assert sum(not library.closed for _, library in opened) <= 64


def test_the_first_article_of_a_server_never_reaches_what_all_share(tmp_path: Path) -> None:
    opening, go_on = threading.Event(), threading.Event()
    opened: list[Settings] = []

    def open_library(settings: Settings) -> SmallLibrary:
        opened.append(settings)
        if len(opened) == 1:  # server 2 asks first, and what all share cannot be opened just then
            opening.set()
            go_on.wait(5)
            raise OSError("too many open files")
        return SmallLibrary()

    pool = LibraryPool(Settings(home=tmp_path), tmp_path, open_library)

    def ask(server: int) -> None:
        with suppress(OSError), pool.library(server):
            pass

    first, second = (threading.Thread(target=ask, args=(server,)) for server in (2, 1))
    first.start()
    opening.wait(5)
    second.start()
    time.sleep(0.1)  # server 1 has nothing of its own yet, and stands in line behind server 2
    own_articles.renew(tmp_path, 1)
    go_on.set()
    first.join()
    second.join()
    ask(2)
    assert [settings.sources for settings in opened] == [(), ()]


def test_a_library_that_cannot_follow_its_files_holds_up_no_other(tmp_path: Path) -> None:
    followed = []

    class Following(SmallLibrary):
        def __init__(self, settings: Settings) -> None:
            super().__init__()
            self.home = settings.home

        def refresh(self, **_: object) -> bool:
            if self.home == tmp_path / "servers" / "1" / "index":
                raise OSError("the disk is gone")
            followed.append(self.home)
            return True

    pool = LibraryPool(Settings(home=tmp_path), tmp_path, Following)
    for server in (1, 2, 3):
        own_articles.renew(tmp_path, server)
        with pool.library(server):
            pass
    assert pool.refresh() == 2
    assert followed == [tmp_path / "servers" / name / "index" for name in ("2", "3")]
