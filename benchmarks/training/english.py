"""The words of ordinary English that no slip of the pen is: those that the written news use.

    python benchmarks/training/english.py

Writes ``knowledge/retrieval/english.txt``: the terms of words in small letters in the paragraphs of the
stories in ``benchmarks/data``, but for those that the tables of everyday words and names know.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:1] = [str(ROOT)]  # in place of this folder

from knowledge.retrieval.spelling import SHORTEST  # noqa: E402 -- the path comes first
from knowledge.retrieval.tables import english, everyday, names  # noqa: E402
from knowledge.text.words import words  # noqa: E402

TO = ROOT / "knowledge" / "retrieval" / "english.txt"
HEAD = "# Terms of ordinary English, of news written for this project; by benchmarks/training/english.py"


def main() -> None:
    """Read all files, and write the table."""
    found = {
        word.term
        for file in sorted((ROOT / "benchmarks" / "data").rglob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.endswith((".", '."', ".”")) and line[0].isupper()
        for word in words(line)
        if len(word.text) >= SHORTEST and word.text.isascii() and word.text.isalpha()
        if word.text.islower() and word.term.isalpha()
    }
    known = {term for table in (everyday(), names()) for phrase in table for term in phrase}
    TO.write_text("\n".join([HEAD, *sorted(found - known), ""]), encoding="utf-8")
    english.cache_clear()
    print(f"{len(english()):,} terms")


if __name__ == "__main__":
    main()
