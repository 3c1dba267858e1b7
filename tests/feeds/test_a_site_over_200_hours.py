"""A site is followed for 200 simulated hours: every article once, every edition right, nothing twice."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from feeds.simulated_site import BEGIN, HOUR, HOURS, OUTAGES, SITE, live, paragraphs, requests, stories

from knowledge.feeds.ledger import Ledger
from knowledge.feeds.model import News
from knowledge.ingest.rows import read_rows
from knowledge.storage.guild_store import GuildStore

pytestmark = pytest.mark.timeout(900)


def articles(home: Path) -> list[tuple[str, list[str]]]:
    rows = [row for file in sorted((home / "articles").glob("*.jsonl")) for row in read_rows(file)]
    return [(row["url"], row["paragraphs"]) for row in rows]


def news(home: Path) -> list[News]:
    with closing(GuildStore(home / "bot.sqlite3")) as store:
        return [one for _, one in Ledger(store).news(0)]


def edited_under_our_eyes(home: Path) -> set[str]:
    """Titles of what came before it was edited; an outage lies before some."""
    came = {one.title: one.at for one in news(home) if one.kind == "new"}
    edited = {
        f"Harbour report {s.number}": BEGIN + s.edited * HOUR for s in stories() if s.edited is not None
    }
    return {title for title, at in edited.items() if came[title] < at}


def wanted() -> list[list[str]]:
    """What stands on the site in the end, but for walls."""
    return [paragraphs(s, HOURS) for s in stories() if s.withdrawn is None and not s.wall]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("followed")
    asyncio.run(live(home, until=HOURS))
    return home


def test_every_article_stands_there_once_in_its_last_edition(followed: Path) -> None:
    assert sorted(text for _, text in articles(followed)) == sorted(wanted())


def test_the_site_has_all_kinds_of_fates() -> None:
    fates = Counter(
        name
        for s in stories()
        for name in ("edited", "moved", "withdrawn", "wall", "coast")
        if getattr(s, name)
    )
    assert min(fates.values()) >= 2
    assert len(stories()) > 90


def test_every_article_is_news_once(followed: Path) -> None:
    counts = Counter(one.article for one in news(followed) if one.kind == "new")
    assert set(counts.values()) == {1}
    assert len(counts) == sum(not s.wall for s in stories())


def test_what_was_edited_is_told_with_the_sentences_before_and_after(followed: Path) -> None:
    told = [one for one in news(followed) if one.kind == "edition"]
    assert sorted(one.title for one in told) == sorted(edited_under_our_eyes(followed))
    assert len(told) > 20
    for one in told:
        assert "ships" in one.changes[0].before
        assert one.changes[0].before != one.changes[0].after
        assert one.changes[-1].after.startswith("Correction")


def test_what_was_withdrawn_is_told_and_gone(followed: Path) -> None:
    told = {one.title for one in news(followed) if one.kind == "withdrawn"}
    assert told == {f"Harbour report {s.number}" for s in stories() if s.withdrawn is not None}


def test_no_page_is_asked_for_more_often_than_allowed(followed: Path) -> None:
    log = list(requests(followed))
    days = Counter(int(at // 86_400) for at, _ in log)
    assert max(days.values()) <= 300
    assert all(later - earlier >= 0.999 for (earlier, _), (later, _) in pairwise(log))
    pages = Counter(url for _, url in log if ".html" in url)
    assert max(pages.values()) <= 10


def test_it_is_quiet_while_the_site_is_out_of_order(followed: Path) -> None:
    hours = [(at - BEGIN) / HOUR for at, _ in requests(followed)]
    first = sum(OUTAGES[0][0] <= hour < OUTAGES[0][1] for hour in hours)
    second = sum(OUTAGES[1][0] <= hour < OUTAGES[1][1] for hour in hours)
    assert 1 <= first <= 20
    assert second == 1, "it wished for two hours"
    assert min(hour for hour in hours if hour >= OUTAGES[0][1]) < OUTAGES[0][1] + 4


def test_robots_are_asked_for_once_a_day(followed: Path) -> None:
    asked = [at for at, url in requests(followed) if url == f"{SITE}/robots.txt"]
    assert len(asked) <= HOURS / 24 + 6


def test_killed_again_and_again_it_loses_nothing_and_does_nothing_twice(tmp_path: Path) -> None:
    script = Path(__file__).with_name("simulated_site.py")
    paths = {"PYTHONPATH": f"{script.parents[2]}:{script.parents[1]}", "PATH": os.environ["PATH"]}
    chance, kills, ended = random.Random(11), 0, False
    while not ended:
        process = subprocess.Popen([sys.executable, script, tmp_path, str(HOURS)], env=paths)
        if kills < 12:
            begun, patience = (tmp_path / "requests"), time.monotonic() + 30
            before = begun.stat().st_size if begun.exists() else 0
            while process.poll() is None and time.monotonic() < patience:
                if begun.exists() and begun.stat().st_size > before + chance.randint(500, 4_000):
                    break
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
            kills += 1
        ended = process.wait() == 0
    assert kills == 12
    assert sorted(text for _, text in articles(tmp_path)) == sorted(wanted())
    counts = Counter(one.article for one in news(tmp_path) if one.kind == "new")
    assert set(counts.values()) == {1}
    told = [one.title for one in news(tmp_path) if one.kind == "edition"]
    assert sorted(told) == sorted(edited_under_our_eyes(tmp_path))
    days = Counter(int(at // 86_400) for at, _ in requests(tmp_path))
    assert max(days.values()) <= 300
