"""A fetched page, or an item of a feed → an article, read by the same rules as a saved file."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit

from knowledge.errors import FetchError, ReadingError
from knowledge.feeds.fetching import Fetched
from knowledge.feeds.listing import Item
from knowledge.feeds.locations import same_page
from knowledge.ingest.files import article_of, read_bytes
from knowledge.ingest.publication import Declaration, Evidence, publication_day
from knowledge.model import Article

__all__ = ["article_in_feed", "article_in_page", "digest", "identity_of"]


def identity_of(item: Item, feed: str) -> str:
    """The id of an item's article: the same again for the same page, whatever its title and text."""
    page = same_page(item.url) if item.url else f"{feed}\n{item.id}"
    steps = [step for step in urlsplit(item.url or "").path.split("/") if step]
    words = re.sub(r"\.\w+$", "", steps[-1]) if steps else item.title
    name = re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:48].strip("-") or "article"
    return f"{name}-{digest(page)[:10]}"


def digest(text: str) -> str:
    """A checksum."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def article_in_page(found: Fetched, item: Item, *, identity: str, publisher: str | None) -> Article:
    """The article of a page. Raises FetchError where the reader finds none on it."""
    name = "page.xml" if found.type.endswith("xml") and "html" not in found.type else "page.html"
    body = _as_utf8(found) if name == "page.html" else found.body
    try:
        reading = read_bytes(name, body, identity=identity)
    except ReadingError as error:
        raise FetchError(found.url, error.why, lasting=True) from error
    article = reading.articles[0]
    source = article.source
    told: dict[str, Any] = {"id": identity, "url": source.url or found.url}
    told["publisher"] = source.publisher or publisher
    if source.published_basis in ("none", "inferred"):
        told |= _declared(item)
    return article.model_copy(update={"source": source.model_copy(update=told)})


def _declared(item: Item) -> dict[str, Any]:
    """The day that the feed gives the item; nothing where it gives none."""
    evidence = Evidence(declared=(Declaration("published", item.published),)) if item.published else None
    day = publication_day(evidence).day if evidence else None
    reason = f"declared by the feed: {item.published}"
    return {} if day is None else {
        "published": day, "published_basis": "declared", "published_reason": reason[:200],
    }  # fmt: skip


def article_in_feed(item: Item, *, identity: str, publisher: str | None) -> Article:
    """The article as the feed itself holds it. Raises FetchError where that is no text."""
    assert item.page is not None, "an item with a text"
    page = replace(item.page, name=None, url=item.url, publisher=item.page.publisher or publisher)
    try:
        return article_of(page, identity, {})
    except ValueError as error:
        raise FetchError(item.url or item.id, str(error), lasting=True) from error


def _as_utf8(found: Fetched) -> bytes:
    """What HTTP says of the encoding comes before the page's own word, as in browsers."""
    import webencodings

    encoding = webencodings.lookup(found.charset) if found.charset else None
    if encoding is None or encoding.name.startswith(("utf-", "replacement")):
        return found.body
    try:
        found.body.decode("utf-8")
    except UnicodeDecodeError:
        text: str = encoding.codec_info.decode(found.body, "replace")[0]
        return text.encode("utf-8")
    return found.body
