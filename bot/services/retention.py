"""Which articles of feeds go for their age or number: the oldest first, none that an answer lately cited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final

from pydantic import ValidationError

from bot import messages as m
from bot.state.context import Context
from bot.state.topics import Topics
from knowledge.feeds.folder import ArticleFolder
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.model import Kept
from knowledge.feeds.place import folder_of
from knowledge.model import Citation

__all__ = ["retired"]

CITED_DAYS: Final = 7
"""Days for which an article stays that an answer or a card has cited."""
DAY: Final = 86_400


def retired(context: Context, server: int, now: float) -> int:
    """Take out what is older or more than the server wishes; how many. Listed among its changes."""
    wishes, ledger = Topics(context.store).wishes(server), Ledger(context.store)
    kept = sorted(ledger.all_kept(server), key=lambda one: one[1].came)
    folder = ArticleFolder(folder_of(context.settings.library, server))
    old = [] if wishes.days is None else _older(folder, kept, _date(now) - timedelta(days=wishes.days))
    going = [*old, *_beyond(kept, old, wishes.count or context.settings.articles)]
    cited = _cited(context, server, now) if going else frozenset()
    titles = []
    for identity, one in going:
        if identity not in cited:
            article = folder.article(one.file, identity)
            folder.remove(one.file, identity)
            ledger.drop_kept(server, identity)
            titles.append(article.source.title if article else identity)
    if titles:
        what = m.AUDIT_TOO_OLD.format(m.counted(len(titles), "article"), "; ".join(titles[:3])[:300])
        context.store.audit(server, 0, what, int(now))
    return len(titles)


_Listed = Sequence[tuple[str, Kept]]


def _older(folder: ArticleFolder, kept: _Listed, oldest: date) -> _Listed:
    """What is older than the oldest day, in the order of days."""
    dated = sorted(((_day(folder, *one), one) for one in kept), key=lambda pair: pair[0])
    return [one for day, one in dated if day < oldest]


def _beyond(kept: _Listed, going: _Listed, most: int) -> _Listed:
    """What came first of the rest, where more than ``most`` would stay."""
    gone = {identity for identity, _ in going}
    staying = [one for one in kept if one[0] not in gone]
    return staying[: max(0, len(staying) - most)]


def _day(folder: ArticleFolder, identity: str, kept: Kept) -> date:
    """The day of publication, or else that on which it came."""
    article = folder.article(kept.file, identity)
    return (article.source.published if article else None) or _date(kept.came)


def _date(at: float) -> date:
    return datetime.fromtimestamp(at, UTC).date()


def _cited(context: Context, server: int, now: float) -> set[str]:
    found = set()
    for cited in context.store.cited_since(server, int(now) - CITED_DAYS * DAY):
        try:
            found.add(Citation.model_validate_json(cited).source)
        except ValidationError:  # what other kinds of exchanges keep there
            continue
    for post in Topics(context.store).posts(server):
        found |= {article for article, _ in post.quotes}
    return found
