"""Saved pages of many kinds: masthead and paragraphs, and nothing of the furniture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.ingest.files import read

PAGES = sorted((Path(__file__).parent.parent / "cases" / "pages").glob("*.txt"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_is_read_as_its_reader_would(page: Path) -> None:
    wanted = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    (article,) = read(page).articles
    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    starts = wanted.pop("starts")
    assert [p[: len(s)] for p, s in zip(paragraphs, starts, strict=False)] == starts
    assert len(paragraphs) == len(starts)
    source = json.loads(article.source.model_dump_json())
    assert {name: source[name] for name in wanted} == wanted
