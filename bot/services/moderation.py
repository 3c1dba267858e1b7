"""The moderators' hand: an answer withdrawn, an article or a sentence hidden, and both undone."""

from __future__ import annotations

from typing import Final

from bot import messages as m
from bot.cards.card import Button, Card, Choices, Option, Piece, Row, Text, heading, note, text
from bot.cards.plain import plainly
from bot.services import ways
from bot.services.articles import renew
from bot.services.exchanges import QUESTIONS, WITHDRAWN, recalled
from bot.state import own_articles
from bot.state.context import Context
from bot.state.own_articles import Hidden
from bot.state.recent import Asker
from knowledge.model import Citation

__all__ = ["hidden", "hide_article", "hide_sentence", "standing", "unhide", "unwithdraw", "withdraw"]

_SHOWN: Final = 12
_WITHDRAWN: Final = tuple(WITHDRAWN + kind for kind in QUESTIONS)


def withdraw(context: Context, asker: Asker, ref: int) -> Card:
    """Count an answer no more; ``standing`` is what its message becomes."""
    if not asker.moderates:
        return plainly(m.NOT_MODERATOR)
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    context.store.rename(ref, server=asker.server, kind=WITHDRAWN + exchange.kind)
    what = m.AUDIT_WITHDREW.format(exchange.question[:200])
    context.store.audit(asker.server, asker.person, what, int(asker.now))
    return plainly(m.WITHDRAWN_DONE)


def unwithdraw(context: Context, asker: Asker, ref: int) -> Card:
    """Let an answer count again."""
    if not asker.moderates:
        return plainly(m.NOT_MODERATOR)
    exchange = recalled(context, asker, ref, _WITHDRAWN)
    if isinstance(exchange, str):
        return plainly(exchange)
    context.store.rename(ref, server=asker.server, kind=exchange.kind.removeprefix(WITHDRAWN))
    what = m.AUDIT_UNWITHDREW.format(exchange.question[:200])
    context.store.audit(asker.server, asker.person, what, int(asker.now))
    return plainly(m.UNWITHDRAWN_DONE)


def standing(context: Context, asker: Asker, ref: int) -> Card | None:
    """What the message of an answer shows: the answer, or that it was withdrawn; None where it stays."""
    if not asker.moderates:
        return None
    if not isinstance(recalled(context, asker, ref, _WITHDRAWN), str):
        return Card((text(m.WITHDRAWN), Row((Button(m.BUTTONS["unwithdraw"], "unwithdraw", ref),))))
    return None if isinstance(recalled(context, asker, ref), str) else ways.again(context, asker, ref)


def hide_article(context: Context, asker: Asker, ref: int) -> Card:
    """Quote the article of an answer no more in this server."""
    return _hide(context, asker, ref, whole=True)


def hide_sentence(context: Context, asker: Asker, ref: int) -> Card:
    """Quote the sentence of an answer no more in this server."""
    return _hide(context, asker, ref, whole=False)


def _hide(context: Context, asker: Asker, ref: int, *, whole: bool) -> Card:
    if not asker.moderates:
        return plainly(m.NOT_MODERATOR)
    exchange = recalled(context, asker, ref)
    if isinstance(exchange, str):
        return plainly(exchange)
    if not exchange.cited:
        return plainly(m.NOTHING_CITED)
    cited = Citation.model_validate_json(exchange.cited)
    entry = Hidden(cited.source, "" if whole else cited.quote, cited.title)
    told = m.AUDIT_HID if whole else m.AUDIT_HID_SENTENCE
    with context.files.changing(asker.server):
        known = own_articles.hidden(context.settings.home, asker.server)
        if any(one.source == entry.source and one.sentence in ("", entry.sentence) for one in known):
            return plainly(m.HIDDEN_ALREADY)
        _put(context, asker, (*known, entry), told.format(entry.title[:100], entry.sentence[:200]))
    said = (m.HIDDEN_ARTICLE if whole else m.HIDDEN_SENTENCE).format(entry.title)
    return Card((text(said), Row((Button(m.BUTTONS["unhide"], "unhide", 0, entry.key),))))


def _put(context: Context, asker: Asker, entries: tuple[Hidden, ...], what: str) -> None:
    home = context.settings.home
    own_articles.made(home, asker.server)
    with own_articles.unless_it_fails(own_articles.hidden_file(home, asker.server)):
        own_articles.hide(home, asker.server, entries)
        renew(context, asker, what)


def unhide(context: Context, asker: Asker, key: str) -> Card:
    """Let something be quoted again."""
    if not asker.moderates:
        return plainly(m.NOT_MODERATOR)
    with context.files.changing(asker.server):
        known = own_articles.hidden(context.settings.home, asker.server)
        found = next((one for one in known if one.key == key), None)
        if found is None:
            return plainly(m.NOT_HIDDEN)
        left = tuple(one for one in known if one != found)
        _put(context, asker, left, m.AUDIT_SHOWED.format(found.title[:200]))
    return plainly(m.SHOWN_AGAIN.format(found.title))


def hidden(context: Context, asker: Asker) -> Card:
    """What is hidden in this server, with a menu to show it again."""
    if not asker.manages:
        return plainly(m.NOT_YOURS)
    found = own_articles.hidden(context.settings.home, asker.server)
    if not found:
        return plainly(m.HIDDEN_NOTHING)
    lines = [Text((Piece(one.title, strong=True), Piece(f"\n{_what(one)}"))) for one in found[:_SHOWN]]
    more = [note(m.AND_MORE.format(len(found) - _SHOWN))] if len(found) > _SHOWN else []
    options = tuple(Option(one.title, one.key, _what(one)) for one in found)
    return Card((heading(m.HIDDEN_LIST), *lines, *more, Choices("unhide_pick", m.HIDDEN_PROMPT, options)))


def _what(one: Hidden) -> str:
    return one.sentence or m.HIDDEN_WHOLE
