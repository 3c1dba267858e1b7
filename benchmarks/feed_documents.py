"""Feed documents of others, read by Dateline, by feedparser and, where it is installed, by reader.

    python benchmarks/feed_documents.py FOLDER… [--show]

FOLDERs hold feeds (.xml, .rss, .atom, .json), such as the test files of feedparser or reader. By kind of feed
(its version, and the folder it lies in): entries of which Dateline has the same address, title and day of
publication as feedparser. Entries that have neither an address nor a text, of which nothing could become an
article, are left out by Dateline; in documents without any address entries are given one, for all readers, so
that the rest of them can be compared. ``--show`` names the differences.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
import tempfile
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

ROOT = Path(__file__).parent.parent
sys.path[0] = str(ROOT)  # in place of this folder, in which another module is named reader

from knowledge.feeds.documents import listing  # noqa: E402 -- the project's own folder is on the path now
from knowledge.feeds.fetching import Fetched  # noqa: E402
from knowledge.feeds.listing import Item, NoListingError  # noqa: E402
from knowledge.ingest.publication import Declaration, Evidence, publication_day  # noqa: E402

AT = "https://feeds.example/all/feed.xml"
ENDINGS = (".xml", ".rss", ".atom", ".json")
A_DAY = timedelta(days=1)


class Entry(NamedTuple):
    """An entry as a peer has it."""

    id: str
    link: str
    title: str
    day: date | None
    has_text: bool


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in documents(given.folders):
        kind, entries = peer(path)
        kind = f"{kind} in {path.parent.name}"
        if entries:
            counts[kind]["documents"] += 1
            for what, shown in compared(path, entries):
                counts[kind][what] += 1
                if given.show and what in DIFFERENT:
                    print(f"{kind} {path}: {what}: {shown}")
    table(counts)
    against_reader(given.folders, show=given.show)
    return 0


def documents(folders: list[Path]) -> list[Path]:
    """The files that may be feeds, in order."""
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in ENDINGS)
    return sorted(path for path in found if path.is_file())


def peer(path: Path) -> tuple[str, list[Entry]]:
    """The kind of feed and its entries, by feedparser; JSON it does not read in this edition."""
    import feedparser

    body = addressed(path)
    if path.suffix == ".json":
        return _json(body)
    found = feedparser.parse(
        body, response_headers={"content-type": "application/xml", "content-location": AT}
    )
    return found.version or "unknown", [_entry(one) for one in found.entries]


def addressed(path: Path) -> bytes:
    """The document; where no entry says where it stands, each is given a place."""
    body, number = path.read_bytes(), count(1)
    if path.suffix == ".json" or re.search(rb"<(?:\w+:)?(?:link|guid|id)[\s>/]|rdf:about|href", body):
        return body

    def placed(found: re.Match[bytes]) -> bytes:
        prefix, name = found[2], found[3]
        url = b"https://feeds.example/%d" % next(number)
        link = b"<%slink href='%s'/>" if name == b"entry" else b"<%slink>%s</" + prefix + b"link>"
        return found[1] + link % (prefix, url)

    return re.sub(rb"(<((?:\w+:)?)(item|entry)(?:\s[^>]*[^/>])?>)", placed, body)


def _entry(one: Mapping[str, Any]) -> Entry:
    parts = [*one.get("content", ()), one.get("summary_detail") or {}]
    when = dict.get(one, "published_parsed")  # type: ignore[arg-type]
    link = str(one.get("link") or "")
    return Entry(
        str(one.get("id") or ""), link, words(str(one.get("title") or "")),
        date(*when[:3]) if when else None, any(words(str(part.get("value") or "")) for part in parts),
    )  # fmt: skip


def _json(body: bytes) -> tuple[str, list[Entry]]:
    """By the format's own text (jsonfeed.org), read by nothing but Python."""
    try:
        feed = json.loads(body)
    except ValueError:
        return "damaged", []
    kind = "json " + str(feed.get("version", "")).rpartition("/")[2]
    return kind, [
        Entry(
            str(item.get("id", "")), str(item.get("url") or ""), words(str(item.get("title") or "")),
            _moment(item.get("date_published")),
            bool(item.get("content_html") or item.get("content_text") or item.get("summary")),
        )
        for item in feed.get("items", ()) if "jsonfeed.org" in str(feed.get("version"))
    ]  # fmt: skip


def _moment(told: object) -> date | None:
    try:
        return datetime.fromisoformat(str(told)).astimezone(UTC).date()
    except ValueError:
        return None


def words(text: str) -> str:
    """Without mark-up and white space."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(text))).split())


def compared(path: Path, entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """For each entry what is the same, and for what is not, how it differs."""
    kind = "application/json" if path.suffix == ".json" else "application/xml"
    try:
        items = listing(Fetched(AT, addressed(path), kind, None)).items
    except NoListingError as error:
        yield "refused", str(error)
        return
    ours = {(item.id, item.url or ""): item for item in items}
    for entry in entries:
        item = found(entry, ours)
        yield "entries", ""
        if item is None:
            is_web = entry.link.startswith(("http://", "https://", "/")) or entry.id.startswith("http")
            yield ("missing" if is_web or entry.has_text else "nothing in it"), repr(entry)
            continue
        yield from same(entry, item)


def found(entry: Entry, ours: Mapping[tuple[str, str], Item]) -> Item | None:
    """Ours of theirs, by its number or else its address."""
    by_id = (item for (identity, _), item in ours.items() if entry.id and identity == entry.id)
    by_link = (item for (_, url), item in ours.items() if entry.link and url == entry.link)
    rest = (item for item in ours.values() if not entry.id and not entry.link)
    return next(by_id, None) or next(by_link, None) or next(rest, None)


def same(entry: Entry, item: Item) -> Iterator[tuple[str, str]]:
    """Field by field. A day by the clock of the writer may be a day beside that in universal time."""
    link = entry.link if entry.link.startswith("http") else entry.id if entry.id.startswith("http") else ""
    if link:
        yield ("address" if item.url == link else "other address"), f"{item.url} for {link}"
    if entry.title:
        title = words(item.title)
        yield ("title" if title == entry.title else "other title"), f"{item.title!r} for {entry.title!r}"
    day = day_of(item)
    if entry.day is not None or item.published:
        near = day == entry.day or (day and entry.day and abs(day - entry.day) <= A_DAY)
        yield ("day" if near else "other day"), f"{day} for {entry.day} ({item.published})"


def day_of(item: Item) -> date | None:
    """The day that an article made of it would have, by the feed alone."""
    declared = (Declaration("published", item.published),) if item.published else ()
    return publication_day(Evidence(declared=declared)).day


DIFFERENT = {"other address", "other title", "other day", "missing", "refused"}
COLUMNS = (
    "documents", "entries", "address", "other address", "title", "other title", "day", "other day",
    "nothing in it", "missing", "refused",
)  # fmt: skip


def table(counts: Mapping[str, Counter[str]]) -> None:
    """A line for each kind."""
    print(f"{'kind':30}" + "".join(f"{name:>15}" for name in COLUMNS))
    for kind, of_kind in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        print(f"{kind:30}" + "".join(f"{of_kind[name]:>15}" for name in COLUMNS))
    print(f"{len(counts)} kinds")


def against_reader(folders: list[Path], *, show: bool) -> None:
    """How many entries reader has with another title or day than Dateline, over all files it reads."""
    try:
        from reader import make_reader
    except ImportError:
        print("reader is not installed (pip install reader): not compared")
        return
    counts: Counter[str] = Counter()
    for path in documents(folders):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / path.name).write_bytes(addressed(path))
            reader = make_reader(":memory:", feed_root=folder)
            reader.add_feed(path.name)
            [result] = list(reader.update_feeds_iter())
            if isinstance(result.value, Exception):
                counts["files that reader refuses"] += 1
                continue
            theirs = [_of_reader(one) for one in reader.get_entries()]
        for what, shown in compared(path, theirs):
            counts[what] += 1
            if show and what in DIFFERENT:
                print(f"reader {path}: {what}: {shown}")
    print(
        "beside reader: "
        + ", ".join(f"{name} {counts[name]}" for name in (*COLUMNS[1:], "files that reader refuses"))
    )


def _of_reader(one: Any) -> Entry:
    """What is relative is so to the document, which lies elsewhere for reader than for us."""
    texts = [*(part.value for part in one.content), one.summary]
    day = one.published.date() if one.published else None
    link = urljoin(AT, one.link) if one.link else ""
    return Entry(one.id, link, words(one.title or ""), day, any(words(part or "") for part in texts))


if __name__ == "__main__":
    sys.exit(main())
