"""`dateline watch`: a library kept level with its files and feeds, until somebody interrupts it."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from feeds.local_sites import LOCAL, page
from feeds.test_commands import ENTRY, FEED, STORY, Pages, as_if_an_hour_had_passed, dateline, site

from knowledge.cli.feeds import keep_level, opened_rounds
from knowledge.cli.program import run
from knowledge.feeds.fetching import Web

__all__ = ["dateline", "site"]  # fixtures


def watched(*meanwhile: Callable[[], None], as_json: bool = False) -> None:
    """Rounds with these things happening in the pauses between them, then Ctrl-C."""
    left = list(meanwhile)

    def wait(seconds: float) -> None:
        assert seconds > 0
        if not left:
            raise KeyboardInterrupt
        left.pop(0)()

    with opened_rounds(lambda: Web(rules=LOCAL)) as (rounds, ledger, library):
        keep_level(rounds, ledger, library, as_json=as_json, wait=wait)


def test_what_is_new_is_printed_once_and_answers_questions(
    site: tuple[str, Pages], dateline: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    url, pages = site
    dateline("feeds", "add", url)

    def published() -> None:
        first = ENTRY.format(site=url)
        more = first.replace("strike ends", "bridge opens").replace("-strike", "-bridge").replace("1<", "2<")
        pages["/rss.xml"] = page(FEED.format(entries=first + more).encode(), kind="application/rss+xml")
        story = STORY.replace("strike ends", "bridge opens").replace(
            "The ferry strike", "The repair of the bridge"
        )
        pages["/news/2026/ferry-bridge.html"] = page(story.replace("4,000", "12,000").encode())
        as_if_an_hour_had_passed()

    with pytest.raises(KeyboardInterrupt):
        watched(published, lambda: None)
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("new: ")]
    assert lines == ["new: Ferry strike ends — The Courier", "new: Ferry bridge opens — The Courier"]
    assert "The repair of the bridge in Port Marlow ended" in dateline(
        "ask", "When did the repair of the bridge end?"
    )


def test_files_put_down_meanwhile_are_read_as_well(
    site: tuple[str, Pages], dateline: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sources").mkdir()
    monkeypatch.setenv("DATELINE_SOURCES", str(tmp_path / "sources"))

    def put_down() -> None:
        (tmp_path / "sources" / "crane.md").write_text(
            "# Crane\n\nThe crane of Port Marlow was lifted by forty workers on Friday.\n", encoding="utf-8"
        )

    with pytest.raises(KeyboardInterrupt):
        watched(put_down)
    assert "forty workers" in dateline("show", "crane.md")


def test_an_edition_is_printed_with_what_changed_as_json_as_well(
    site: tuple[str, Pages], dateline: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    url, pages = site
    dateline("feeds", "add", url)
    capsys.readouterr()

    def edited() -> None:
        pages["/news/2026/ferry-strike.html"] = page(STORY.replace("4,000", "6,000").encode())
        changed = ENTRY.format(site=url).replace("ends", "ends at last")
        pages["/rss.xml"] = page(FEED.format(entries=changed).encode(), kind="application/rss+xml")
        as_if_an_hour_had_passed()

    with pytest.raises(KeyboardInterrupt):
        watched(edited, as_json=True)
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["kind"] for one in told] == ["new", "edition"]
    assert "6,000" in json.dumps(told[1]["changes"])


def test_a_feed_that_is_damaged_for_once_does_not_end_it(
    site: tuple[str, Pages], dateline: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    url, pages = site
    dateline("feeds", "add", url)
    whole = pages["/rss.xml"]
    pages["/rss.xml"] = page(b"<html><body><p>Back soon.</p></body></html>")

    def mended() -> None:
        pages["/rss.xml"] = whole
        as_if_an_hour_had_passed()

    with pytest.raises(KeyboardInterrupt):
        watched(mended)
    assert "new: Ferry strike ends" in capsys.readouterr().out


def test_one_process_watches_and_another_is_told(
    site: tuple[str, Pages], capsys: pytest.CaptureFixture[str]
) -> None:
    with opened_rounds(lambda: Web(rules=LOCAL)):
        assert run(["watch"]) == 2
    assert "another process looks at the feeds already" in capsys.readouterr().err


def test_ctrl_c_ends_it_without_a_traceback(
    site: tuple[str, Pages], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> None:
        while not list(tmp_path.glob("home/*/library.db")):
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests may ignore it
    try:
        threading.Thread(target=interrupted).start()
        assert run(["watch"]) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert "Traceback" not in capsys.readouterr().err
