"""Feed documents of others, read by Dateline, by feedparser and, where it is installed, by reader.

    python benchmarks/feed_documents.py FOLDER… [--show]

FOLDERs hold feeds (.xml, .rss, .atom, .json), such as the test files of feedparser or reader. By kind of feed
(its format and version): entries of which Dateline has the same address, title and day of publication as
feedparser, the titles of the feeds themselves, and documents that list nothing for both. Entries that have
neither an address nor a text, of which nothing could become an article, are left out by Dateline; in
documents without any address entries are given one, for all readers, so that the rest can be compared.
``--show`` names the differences.
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


class Document(NamedTuple):
    """A feed as a peer has it."""

    kind: str | None
    """None for what it takes for no feed."""
    title: str
    entries: list[Entry]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for path in documents(given.folders):
        theirs = peer(path)
        if theirs.kind is not None:
            counts[theirs.kind]["documents"] += 1
            for what, shown in compared(path, theirs):
                counts[theirs.kind][what] += 1
                if given.show and what in DIFFERENT:
                    print(f"{theirs.kind} {path}: {what}: {shown}")
    table(counts)
    against_reader(given.folders, show=given.show)
    return 0


def documents(folders: list[Path]) -> list[Path]:
    """The files that may be feeds, in order."""
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in ENDINGS)
    return sorted(path for path in found if path.is_file())


def peer(path: Path) -> Document:
    """The document by feedparser; JSON it does not read in this edition."""
    import feedparser

    body = addressed(path)
    if path.suffix == ".json":
        return _json(body)
    found = feedparser.parse(
        body, response_headers={"content-type": "application/xml", "content-location": AT}
    )
    return Document(
        found.version or _root(body, bool(found.entries)),
        words(str(found.feed.get("title") or "")),
        [_entry(one) for one in found.entries],
    )


def _root(body: bytes, lists: bool) -> str | None:
    """The format of what feedparser reads and has no version for."""
    if re.search(rb"<channel[\s>]", body, re.IGNORECASE) and not re.search(rb"<rss", body, re.IGNORECASE):
        return "cdf"
    return "without a version" if lists else None


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


def _json(body: bytes) -> Document:
    """By the format's own text (jsonfeed.org), read by nothing but Python."""
    try:
        feed = json.loads(body)
    except ValueError:
        return Document(None, "", [])
    if "jsonfeed.org" not in str(feed.get("version")):
        return Document(None, "", [])
    entries = [
        Entry(
            str(item.get("id", "")), str(item.get("url") or ""), words(str(item.get("title") or "")),
            _moment(item.get("date_published")),
            bool(item.get("content_html") or item.get("content_text") or item.get("summary")),
        )
        for item in feed.get("items", ())
    ]  # fmt: skip
    kind = "json feed " + str(feed["version"]).rpartition("/")[2]
    return Document(kind, words(str(feed.get("title") or "")), entries)


def _moment(told: object) -> date | None:
    try:
        return datetime.fromisoformat(str(told)).astimezone(UTC).date()
    except ValueError:
        return None


def words(text: str) -> str:
    """Without mark-up and white space."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", html.unescape(text))).split())


def compared(path: Path, theirs: Document) -> Iterator[tuple[str, str]]:
    """For the document and each entry what is the same, and for what is not, how it differs."""
    kind = "application/json" if path.suffix == ".json" else "application/xml"
    try:
        found_here = listing(Fetched(AT, addressed(path), kind, None))
    except NoListingError as error:
        yield "refused", str(error)
        return
    if theirs.title:
        title = words(found_here.title or "")
        yield (
            ("feed title" if title == theirs.title else "other feed title"),
            f"{title!r} for {theirs.title!r}",
        )
    if not theirs.entries:
        yield ("more entries" if found_here.items else "lists nothing"), repr(found_here.items)
    ours = {(item.id, item.url or ""): item for item in found_here.items}
    for entry in theirs.entries:
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


DIFFERENT = {
    "other feed title", "more entries", "other address", "other title", "other day", "missing", "refused",
}  # fmt: skip
COLUMNS = (
    "documents", "feed title", "other feed title", "lists nothing", "more entries", "entries", "address",
    "other address", "title", "other title", "day", "other day", "nothing in it", "missing", "refused",
)  # fmt: skip


def table(counts: Mapping[str, Counter[str]]) -> None:
    """A line for each kind."""
    print(f"{'kind':18}" + "".join(f"{name:>17}" for name in COLUMNS))
    for kind, of_kind in [*sorted(counts.items()), ("all", sum(counts.values(), Counter()))]:
        print(f"{kind:18}" + "".join(f"{of_kind[name]:>17}" for name in COLUMNS))
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
            [feed] = list(reader.get_feeds())
            entries = [_of_reader(one) for one in reader.get_entries()]
            theirs = Document("read", words(feed.title or ""), entries)
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
