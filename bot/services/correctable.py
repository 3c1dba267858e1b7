"""Answers and cards whose quotations came through feeds: where they stand, so that they can be corrected."""

from __future__ import annotations

from pydantic import ValidationError

from bot.services.exchanges import WITHDRAWN
from bot.state.context import Context
from bot.state.topics import Topics
from knowledge.feeds.ledger import ALL, Ledger
from knowledge.feeds.topics import Post
from knowledge.model import Citation

__all__ = ["keep_shown", "standing_posts"]


def keep_shown(
    context: Context, server: int, *, channel: int, message: int, ref: int, now: float
) -> None:  # fmt: skip
    """An answer of ours stands in this message; kept where it cites what a feed may change."""
    exchange = context.store.recall(ref, server=server)
    if exchange is None or not (exchange.answered and exchange.cited):
        return
    try:
        cited = Citation.model_validate_json(exchange.cited)
    except ValidationError:  # what other kinds of exchanges keep there
        return
    ledger = Ledger(context.store)
    if ledger.kept(server, cited.source) is None and ledger.kept(ALL, cited.source) is None:
        return
    post = Post(channel=channel, message=message, quotes=((cited.source, cited.quote),), ref=ref)
    Topics(context.store).answered(server, post, now)


def standing_posts(context: Context, server: int) -> tuple[Post, ...]:
    """Cards and answers of a server that can be corrected: none that was withdrawn or is forgotten."""
    topics = Topics(context.store)
    answers = (one for one in topics.answers(server) if _stands(context, server, one.ref))
    return (*topics.posts(server), *answers)


def _stands(context: Context, server: int, ref: int) -> bool:
    exchange = context.store.recall(ref, server=server)
    return exchange is not None and not exchange.kind.startswith(WITHDRAWN)
