"""An HTML page → what it declares of itself to programs: JSON-LD, meta elements, microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.ingest.dom import Element
from knowledge.ingest.publication import Declaration

__all__ = ["Declared", "declared", "first_of", "plain", "site_cut"]

Node = Mapping[str, Any]

_ARTICLE = re.compile(
    r"Article$|^(?:BlogPosting|LiveBlogPosting|Report|SocialMediaPosting|DiscussionForumPosting)$"
)
_LISTS = frozenset(
    (
        "itemListElement",
        "comment",
        "comments",
        "hasPart",
        "isPartOf",
        "liveBlogUpdate",
        "mentions",
        "citation",
    )
)
_PUBLISHED = tuple(
    """article:published_time article:published og:published_time og:article:published_time datepublished
    date_published date-published publishdate publish-date publish_date published-date published pubdate
    publication_date publication-date article.published dc.date.issued dcterms.issued dc.issued dc.date
    dcterms.date sailthru.date parsely-pub-date cxenseparse:recs:publishtime originalpublicationdate
    dcterms.created dc.date.created citation_publication_date rnews:datepublished releasedate date""".split()
)
_PUBLISHERS = ("publisher", "dc.publisher", "dcterms.publisher", "citation_publisher", "article:publisher")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_URLS = re.compile(r"https?://|www\.|@")
A_NAME = 8
"""Words of the longest name of a writer, or of two."""
_NOBODY = frozenset(("admin", "administrator", "webmaster"))
_UNSEEN = re.compile(r"<(script|style)\b[^<>]{0,300}>.*?</\1\s*>|<!--(?:.*?-->)?", re.IGNORECASE | re.DOTALL)
_SITE_MARKS = (" | ", " – ", " — ", " - ", " :: ", " « ", " · ", " • ")


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of itself; ``None`` where it says nothing."""

    title: str | None = None
    page_title: str | None = None
    """As a browser shows it, often with the site's name."""
    deck: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    published: tuple[Declaration, ...] = ()
    body: str | None = None
    posts: tuple[Node, ...] = field(default=())
    """The posts of a live blog."""
    is_article: bool = False
    """Whether it calls itself one."""


def declared(root: Element) -> Declared:
    """JSON-LD before meta elements before microdata."""
    nodes = list(_nodes(root))
    article = _article(nodes, root)
    meta = _meta(root)
    body = article.get("articleBody")
    return Declared(
        title=_headline(article, meta, root),
        page_title=_title(root),
        deck=meta.get("og:description") or meta.get("description") or plain(article.get("description")),
        author=_names(_named(article.get("author"), nodes)) or _author(meta, root),
        publisher=meta.get("og:site_name")
        or _names(_named(article.get("publisher"), nodes))
        or _publisher(meta, root),
        url=_url(root, meta, article),
        language=_language(meta, root),
        published=tuple(_published(article, _web_page(nodes), meta, root)),
        body=body if isinstance(body, str) and body.strip() else None,
        posts=tuple(p for p in _listed(article.get("liveBlogUpdate")) if isinstance(p, Mapping)),
        is_article=bool(article) or (meta.get("og:type") == "article" and "article:published_time" in meta),
    )


def _headline(article: Node, meta: Mapping[str, str], root: Element) -> str | None:
    shared = meta.get("og:title") or meta.get("twitter:title")
    return plain(article.get("headline")) or shared or _marked_headline(root) or _title(root)


def _author(meta: Mapping[str, str], root: Element) -> str | None:
    """As marked in the text, or else as a meta element has it."""
    return _marked_name(root, "author") or _person(meta.get("author")) or _person(meta.get("byl"))


def _publisher(meta: Mapping[str, str], root: Element) -> str | None:
    """As a meta element has it, or else as marked in the text."""
    said = next((_person(meta[name]) for name in _PUBLISHERS if name in meta), None)
    return meta.get("application-name") or said or _marked_name(root, "publisher")


def _language(meta: Mapping[str, str], root: Element) -> str | None:
    return root.get("lang") or root.get(_XML_LANG) or meta.get("og:locale")


def plain(value: object) -> str | None:
    """A text without mark-up and character references, in one line; None for anything else.

    >>> plain("Ferries <b>stop</b> &amp; wait<script>count('a');</script><!-- seen -->")
    'Ferries stop & wait'
    """
    if not isinstance(value, str):
        return None
    from html import unescape

    seen = _UNSEEN.sub(" ", unescape(value))
    return " ".join(re.sub(r"<[^<>]{1,300}>", " ", seen).split()) or None


def first_of(value: object) -> object:
    """The first of a list, or the value itself."""
    return value[0] if isinstance(value, list) and value else value


def site_cut(title: str, publisher: str | None) -> str:
    """A title without the name of its site at either end.

    >>> site_cut("Bridge reopens - Vale News", "Vale News"), site_cut("Bridge reopens | Vale News", None)
    ('Bridge reopens', 'Bridge reopens')
    """
    for mark in _SITE_MARKS:
        head, found, tail = title.rpartition(mark)
        named = publisher is not None and tail.strip().casefold() == publisher.strip().casefold()
        if (
            found
            and head.strip()
            and (named or (mark == " | " and len(tail.split()) <= 4 < len(title.split())))
        ):
            return site_cut(head.strip(), publisher)
    return title


def _nodes(root: Element) -> Iterator[Node]:
    """Every object of the page's JSON-LD that stands for itself, not as an item of a list."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            text = re.sub(
                r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script.text
            )
            try:
                yield from _objects(json.loads(text.strip().rstrip(";"), strict=False))
            except (ValueError, RecursionError):
                continue


def _objects(value: object) -> Iterator[Node]:
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key not in _LISTS and isinstance(inner, (dict, list)):
                yield from _objects(inner)


def _types(node: Node) -> list[str]:
    return [one for one in _listed(node.get("@type")) if isinstance(one, str)]


def _named(value: object, nodes: list[Node]) -> list[Any]:
    """What stands for itself elsewhere and is only referred to here, as it stands there."""
    known = {node["@id"]: node for node in nodes if "name" in node and isinstance(node.get("@id"), str)}
    refers = ((one, one.get("@id") if isinstance(one, Mapping) else None) for one in _listed(value))
    return [known.get(at, one) if isinstance(at, str) else one for one, at in refers]


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _article(nodes: list[Node], root: Element) -> Node:
    """The article of the page; of several, the one that is called as the page is."""
    found = [n for n in nodes if any(_ARTICLE.search(kind) for kind in _types(n))]
    if len(found) < 2:
        return found[0] if found else {}
    called = " ".join([_title(root) or "", *("".join(h.itertext()) for h in root.iter("h1"))]).casefold()
    return next(
        (n for n in found if (name := plain(n.get("headline"))) and name.casefold() in called), found[0]
    )


def _web_page(nodes: list[Node]) -> Node:
    """What is said of the page that holds the article."""
    return next((node for node in nodes if "WebPage" in _types(node)), {})


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _title(root: Element) -> str | None:
    element = root.find(".//title")
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _url(root: Element, meta: Mapping[str, str], article: Node) -> str | None:
    links = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    page = article.get("mainEntityOfPage")
    named = page.get("@id") if isinstance(page, Mapping) else page
    candidates = (*links, meta.get("og:url"), article.get("url"), named)
    return next((u for u in candidates if isinstance(u, str) and u.startswith(("http://", "https://"))), None)


def _names(value: object) -> str | None:
    """The names of persons or organisations, given as texts or objects."""
    names = [
        _person(plain(one.get("name") if isinstance(one, Mapping) else one))
        for one in _listed(first_names(value))
    ]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def first_names(value: object) -> object:
    """Objects whose name is a list of names count as several."""
    if isinstance(value, Mapping) and isinstance(value.get("name"), list):
        return value["name"]
    return value


def _marked(root: Element, name: str) -> Iterator[Element]:
    """The elements that are marked as this property, in order."""
    return (e for e in root.iter() if isinstance(e.tag, str) and name in (e.get("itemprop") or "").split())


def _marked_headline(root: Element) -> str | None:
    """What is marked as the headline, where a page has one, and no list of other articles."""
    from knowledge.ingest.dom import line

    heads = {e.get("content") or line(e) for e in _marked(root, "headline")}
    return plain(heads.pop()) if len(heads) == 1 else None


def _marked_name(root: Element, name: str) -> str | None:
    """Who is marked as the author or publisher of the article itself, not of a comment below it."""
    from knowledge.ingest.dom import line

    marked = next(_marked(root, name), None)
    if marked is None:
        return None
    inner = next(_marked(marked, "name"), marked)
    who = _person(inner.get("content") or line(inner))
    return who if who and re.fullmatch(r"[^\W\d_][^:]*", who) and len(who.split()) <= A_NAME else None


def _person(name: str | None) -> str | None:
    if not name or _URLS.search(name) or name.casefold() in _NOBODY:
        return None
    return re.sub(r"^by\s+", "", name, flags=re.IGNORECASE).strip(" ,") or None


def _published(article: Node, page: Node, meta: Mapping[str, str], root: Element) -> Iterator[Declaration]:
    if isinstance(value := article.get("datePublished"), str):
        yield Declaration("datePublished", value)
    for name in _PUBLISHED:
        if name in meta:
            yield Declaration(name, meta[name])
    if isinstance(value := page.get("datePublished"), str):
        yield Declaration("datePublished", value)
    marked = list(_marked(root, "datePublished"))
    for element in marked[:1]:
        yield Declaration(
            "datePublished", element.get("content") or element.get("datetime") or "".join(element.itertext())
        )
