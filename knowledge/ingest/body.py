"""The blocks of a page of text → its paragraphs, and for each other block the rule that leaves it out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.ingest.blocks import ends_sentence, is_heading, word_count
from knowledge.ingest.furniture import (
    answers_in_person,
    furniture,
    is_appeal_heading,
    speaks_to_reader,
    starts_tail,
)
from knowledge.ingest.masthead import Masthead, masthead
from knowledge.ingest.nameplate import copyright_holder, dateline
from knowledge.ingest.page import MASTHEAD, LeftOut, NoArticleError, Page
from knowledge.ingest.publication import Evidence, publication_day
from knowledge.ingest.refusal import REMEDY, seems_to_be
from knowledge.lexicon.classes import alternatives, grammar

__all__ = ["goes_on", "page_of", "rules_of"]

ECHO = 60
"""Code points in common from which a line repeats another."""
BARE = 0.5
"""Share of lines without a full stop from which they are how the page writes, and none is a heading."""

_ITEM = re.compile(r"[•*–—-]\s|\(?\d{1,2}[.)]\s|[“\"‘]|[A-Z][\w .'’-]{0,30}:\s")
"""What begins an item, a quotation or somebody's words in an interview."""
_CAPTION_LABEL = re.compile(r"(?:image|photo|video|media) caption\s*[,:]?$", re.IGNORECASE)
_SOURCE_LABEL = re.compile(r"(?:image|media|video) source\b", re.IGNORECASE)
_SAYS = re.compile(rf"\b(?:{alternatives(grammar().auxiliaries)}|says?|said)\b|n['’]t\b")


def page_of(blocks: Sequence[str], *, title: str | None = None, headings: bool = True) -> Page:
    """The page that these blocks make; ``title`` is what is known to be its title.

    ``headings`` asks whether lines may be headings that nothing marks as such. Raises NoArticleError.
    """
    head = masthead(blocks, title)
    rules = rules_of(blocks, head, headings=headings)
    kept = [block for n, block in enumerate(blocks) if n not in rules]
    if what := seems_to_be(head.title, kept or blocks):
        raise NoArticleError(f"holds no article: {what}; {REMEDY}")
    wire = dateline(kept)
    notices = [block for n, block in enumerate(blocks) if rules.get(n) in ("copyright", "after the article")]
    evidence = Evidence(
        lines=head.day_lines,
        dateline=wire.text if wire else "",
        copyright=[block for block in notices if furniture(block) == "copyright"],
        language="en",
        text="\n".join(blocks),
    )
    return Page(
        paragraphs=kept,
        title=head.title,
        deck=head.deck,
        author=head.author,
        publisher=head.publisher or copyright_holder(notices) or (wire.agency if wire else None),
        day=publication_day(evidence),
        left_out=[LeftOut(blocks[n], rule) for n, rule in sorted(rules.items()) if rule not in MASTHEAD],
    )


def rules_of(blocks: Sequence[str], head: Masthead, *, headings: bool) -> dict[int, str]:
    """The rule for each block that is left out."""
    rules = dict(head.rules)
    kept: list[str] = []
    appealing = False
    bare = not headings or _writes_bare(blocks, rules)
    for n, block in enumerate(blocks):
        if n in rules:
            continue
        if starts_tail(block) and len(kept) >= 2 and not goes_on(blocks[n + 1 :]):
            rules |= {m: "after the article" for m in range(n, len(blocks)) if m not in rules}
            break
        if rule := furniture(block) or _in_place(blocks, n, kept, head, appealing=appealing):
            rules[n] = rule
            appealing = rule == "appeal"
        elif not bare and _is_cross_heading(blocks, n, kept):
            rules[n], appealing = "cross-heading", False
        else:
            kept.append(block)
            appealing = False
    return rules


def _in_place(
    blocks: Sequence[str], n: int, kept: list[str], head: Masthead, *, appealing: bool
) -> str | None:
    """The rule that depends on what stands around a block."""
    block = blocks[n]
    if is_appeal_heading(block) or (appealing and speaks_to_reader(block)):
        return "appeal"
    described = not ends_sentence(block) and any(map(_SOURCE_LABEL.match, blocks[n + 1 : n + 2]))
    if described or _is_caption(blocks, n) or (n and _CAPTION_LABEL.match(blocks[n - 1])):
        return "caption"
    if block in (head.title, head.deck):
        return "title"
    start = block[:ECHO].rstrip(".… ")
    whole = len(start) >= min(ECHO - 5, len(block)) and len(start) > 25
    return "repeated" if whole and any(other.startswith(start) for other in kept) else None


def goes_on(rest: Sequence[str]) -> bool:
    """Whether the article continues below a box: prose that is no furniture, more than a comment's worth."""
    prose = [
        b
        for b in rest
        if word_count(b) >= 20 and ends_sentence(b) and not furniture(b) and not speaks_to_reader(b)
    ]
    return len(prose) >= 3


def _is_caption(blocks: Sequence[str], n: int) -> bool:
    """A line that stands again beside itself with the photographer's credit."""
    return any(
        other.startswith(blocks[n][:ECHO]) and furniture(other) in ("credited_caption", "slashed_credit")
        for other in (*blocks[max(0, n - 1) : n], *blocks[n + 1 : n + 2])
    )


def _writes_bare(blocks: Sequence[str], rules: dict[int, str]) -> bool:
    """Whether the page as a whole does without full stops, as a bulletin does."""
    own = [block for n, block in enumerate(blocks) if n not in rules and not furniture(block)]
    return sum(not ends_sentence(block) for block in own) > len(own) * BARE


def _is_cross_heading(blocks: Sequence[str], n: int, kept: list[str]) -> bool:
    """A line alone between paragraphs that says nothing; several in a row are bulletins, and so is speech."""
    block = blocks[n]
    after = next(iter(blocks[n + 1 : n + 2]), "")
    if not is_heading(block) or (block.endswith("?") and answers_in_person(after)) or _ITEM.match(block):
        return False
    if _SAYS.search(block) and not block.endswith("?"):
        return False
    above = kept[-1] if kept else ""
    in_a_row = any(
        line and is_heading(line) and not furniture(line) and not line.endswith("?")
        for line in (above, after)
    )
    return not in_a_row
