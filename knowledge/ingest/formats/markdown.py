"""A Markdown file → its article: front matter, the first heading and the paragraphs as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from knowledge.ingest.blocks import paragraphs_of
from knowledge.ingest.body import goes_on, page_of
from knowledge.ingest.catalogue import checked
from knowledge.ingest.dom import flow, parsed
from knowledge.ingest.encoding import decoded
from knowledge.ingest.formats.front_matter import front_matter
from knowledge.ingest.furniture import starts_tail
from knowledge.ingest.page import Given, LeftOut, Page, PublicationDay
from knowledge.ingest.tables import rows_of_cells

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["read"]


@dataclass(slots=True)
class _Text:
    """What a file holds below its front matter."""

    title: str | None = None
    blocks: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    """What stands in boxes of other articles."""
    ends: list[int] = field(default_factory=list)
    """Blocks above each heading of what comes after an article."""


def read(data: bytes, given: Given) -> Iterator[Page]:
    """CommonMark with tables; emphasis and links leave their words. Raises NotTextError, NoArticleError."""
    fields, rest = front_matter(decoded(data))
    text = _text(rest)
    known = checked(fields, strict=False)
    title = known.get("title") or text.title
    headings = [LeftOut(heading, "cross-heading") for heading in text.headings]
    headings += [LeftOut(box, "related") for box in text.boxes]
    if fields:  # whoever writes front matter has already left out what is no part of the article
        page = Page(paragraphs=text.blocks, title=title)
    else:
        end = next((n for n in text.ends if n > 1 and not goes_on(text.blocks[n:])), len(text.blocks))
        headings += [LeftOut(block, "after the article") for block in text.blocks[end:]]
        blocks = [title, *text.blocks[:end]] if title else text.blocks[:end]
        page = page_of(blocks, title=title or given.title, headings=False)
    page = replace(page, left_out=[*page.left_out, *headings])
    own = {
        name: value
        for name, value in known.items()
        if name in ("deck", "author", "publisher", "url", "kind", "original")
    }
    yield replace(page, **own, title=given.title or page.title, day=_day(known, page.day))


def _day(known: dict[str, Any], otherwise: PublicationDay) -> PublicationDay:
    if "published" not in known:
        return otherwise
    reason = known.get("published_reason", "given by the front matter")
    return PublicationDay(known["published"], known.get("published_basis", "declared"), reason)


def _text(markdown: str) -> _Text:
    from markdown_it import MarkdownIt

    return _read(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown))


def _read(tokens: Sequence[Token]) -> _Text:
    found = _Text()
    at = 0
    highest = min((token.tag for token in tokens if token.type == "heading_open"), default="h1")
    while at < len(tokens):
        token, end = tokens[at], _end(tokens, at)
        if token.type == "table_open":
            found.blocks += _rows(tokens[at:end])
        elif token.type == "heading_open":
            _heading(found, token.tag == highest, " ".join(_words(tokens[at + 1]).split()))
        elif token.type == "blockquote_open":
            _quoted(found, _read(tokens[at + 1 : end]))
        else:
            found.blocks += _blocks(token)
        at = end + 1
    return found


_WHOLE = frozenset(("table_open", "heading_open", "blockquote_open"))
"""What is read up to its end; of everything else that opens each token is read by itself."""


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where the token that closes another one stands."""
    opened = tokens[at]
    if opened.type not in _WHOLE:
        return at
    closing = opened.type.replace("_open", "_close")
    later = range(at + 1, len(tokens))
    return next(n for n in later if tokens[n].type == closing and tokens[n].level == opened.level)


def _blocks(token: Token) -> list[str]:
    """The paragraphs of one token."""
    if token.type == "inline":
        return paragraphs_of(_words(token))
    if token.type in ("code_block", "fence"):
        return paragraphs_of(token.content)
    root = parsed(token.content) if token.type == "html_block" else None
    return [block.text for block in flow(root).blocks] if root is not None else []


def _quoted(found: _Text, inside: _Text) -> None:
    """What is quoted; a box of other articles ends where the quotation does, and the article goes on."""
    words = [*([inside.title] if inside.title else []), *inside.headings, *inside.blocks]
    if words and starts_tail(words[0]):
        found.boxes += words
        return
    found.headings += words[: len(words) - len(inside.blocks)]
    found.blocks += inside.blocks
    found.boxes += inside.boxes


def _heading(found: _Text, highest: bool, words: str) -> None:
    if highest and found.title is None and (not found.blocks or not found.headings):
        found.title = words
    elif words:
        found.headings.append(words)
        found.ends += [len(found.blocks)] * starts_tail(words)


def _rows(tokens: Sequence[Token]) -> list[str]:
    grid: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            grid.append([])
        elif token.type == "inline":
            grid[-1].append(" ".join(_words(token).split()))
    return rows_of_cells(grid, headed=True)


def _is_quoted(code: Token) -> bool:
    """Whether it is no code, but two quotations of a wire, from the first mark to the second."""
    return code.markup == "``" and "''" in code.content


_GONE = {"<del>": "</del>", "<s>": "</s>", "<strike>": "</strike>"}


def _words(token: Token) -> str:
    """The words of a line; what is struck out goes."""
    parts: list[str] = []
    until: str | None = None
    for child in token.children or ():
        mark = child.content.strip().lower() if child.type == "html_inline" else child.type
        if until is not None:
            until = None if mark == until else until
        elif mark == "s_open" or mark in _GONE:
            until = "s_close" if mark == "s_open" else _GONE[mark]
        elif child.type == "code_inline" and _is_quoted(child):
            parts += [child.markup, child.content, child.markup]
        elif child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak") or mark in ("<br>", "<br/>", "<br />"):
            parts.append("\n")
    return "".join(parts)
