"""The everyday table in terms, made beforehand so that no start has to stem it."""

from __future__ import annotations

from pathlib import Path

from knowledge.retrieval import tables


def test_the_terms_are_those_of_the_table_as_it_is() -> None:
    made = Path(tables.__file__).with_name("everyday_terms.txt").read_text(encoding="utf-8")
    assert made == tables.everyday_terms(), "run: python -m knowledge.retrieval.tables"
