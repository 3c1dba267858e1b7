"""A file that is passed over is named with the same words at every door: commands, folder, Discord."""

from __future__ import annotations

from pathlib import Path

import pytest
from examples.command_line import dateline

from bot.operations.workers import InThisProcess
from bot.services.uploads import Limits, Upload, read

PASSED_OVER = {
    "report.docx": (b"PK\x03\x04", "is a document of a word processor (.docx); save it as"),
    "letter.msg": (b"\xd0\xcf\x11\xe0", "is a mail (.msg); save it as"),
    "novel.epub": (b"PK\x03\x04", "is a book (.epub); save it as"),
    "odd.json": (b'[{"headline": 1}]', '"title" is missing'),
    "empty.md": (b"", "is empty; delete it or fill it"),
    "gone.html": (
        b"<title>404</title><h1>Page not found</h1><p>The page you want does not exist.</p>",
        "holds no article: the page was not found (an error page); open the article in a browser",
    ),
}


@pytest.mark.parametrize("name", PASSED_OVER)
def test_every_door_names_a_file_that_is_passed_over(articles: Path, name: str) -> None:
    content, why = PASSED_OVER[name]
    file = articles / name
    file.write_bytes(content)
    upload = Upload(name, content)
    sent = read(InThisProcess(), upload, Limits(9, 1, 20), lambda done, of: None).problems
    told = {
        "read": dateline("read", file).stderr,
        "index": dateline("index", "--sources", articles).stderr,
        "sources": dateline("sources", "--sources", articles).stderr,
        "doctor": dateline("doctor", "--sources", articles).stdout,
        "Discord": "\n".join(sent),
    }
    assert {door for door, words in told.items() if name in words and why in words} == set(told)
