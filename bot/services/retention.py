"""Which articles of feeds go for their age or number: the oldest first, none that an answer lately cited."""

from __future__ import annotations

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
    most = wishes.count or context.settings.articles
    kept = sorted(ledger.all_kept(server), key=lambda one: one[1].came)
    folder = ArticleFolder(folder_of(context.settings.library, server))
    dated = [(_day(folder, identity, one), identity, one) for identity, one in kept] if wishes.days else []
    oldest = date.min if wishes.days is None else _date(now) - timedelta(days=wishes.days)
    going = [(identity, one) for day, identity, one in sorted(dated, key=lambda d: d[0]) if day < oldest]
    beyond = len(kept) - len(going) - most
    if beyond > 0:
        gone = {identity for identity, _ in going}
        going += [(identity, one) for identity, one in kept if identity not in gone][:beyond]
    if not going:
        return 0
    cited = _cited(context, server, now)
    going = [(identity, one) for identity, one in going if identity not in cited]
    titles = []
    for identity, one in going:
        article = folder.article(one.file, identity)
        folder.remove(one.file, identity)
        ledger.drop_kept(server, identity)
        titles.append(article.source.title if article else identity)
    if titles:
        what = m.AUDIT_TOO_OLD.format(m.counted(len(titles), "article"), "; ".join(titles[:3])[:300])
        context.store.audit(server, 0, what, int(now))
    return len(titles)


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
