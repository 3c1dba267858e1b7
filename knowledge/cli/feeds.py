"""Commands for what the web brings: fetch, feeds add, list, check and remove, and watch."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from knowledge.cli.console import complain, dump, named, print_lines
from knowledge.cli.options import NO_ANSWER, Json, app
from knowledge.errors import BusyError, DatelineError, UsageError
from knowledge.feeds.place import folder_of, opened_state, shared_folder, with_feeds
from knowledge.presentation import lines
from knowledge.settings import load

if TYPE_CHECKING:
    from knowledge.feeds.adding import FoundFeed
    from knowledge.feeds.ledger import Ledger
    from knowledge.feeds.model import Feed, News
    from knowledge.feeds.running import OpenWeb, Rounds
    from knowledge.library import Library
    from knowledge.storage.guild_state import GuildState

__all__ = ["add", "check", "fetch", "keep_level", "list_feeds", "opened_rounds", "remove", "watch"]

PAUSE = 60.0
"""Seconds between two rounds, and the least between two looks at a feed, whoever asks for them."""
AT_MOST = 100
"""Feeds that one library follows."""
SHOWN = 20
Url = Annotated[str, typer.Argument(metavar="URL", help="An address of the web.")]

feeds = typer.Typer(help="Follow feeds, sitemaps and pages: add, list, check, remove.", no_args_is_help=True)
app.add_typer(feeds, name="feeds")


def _web(context: typer.Context) -> OpenWeb:
    """The web as it may be read; another one only where a program hands it in as typer's object."""
    from knowledge.feeds.fetching import Web

    opened: OpenWeb = context.obj or Web
    return opened


@contextmanager
def _ledger() -> Iterator[tuple[Ledger, GuildState]]:
    """What is kept of feeds, and all of the state it is a part of."""
    from knowledge.feeds.ledger import Ledger

    with opened_state(load()) as state:
        yield Ledger(state), state


@app.command(epilog="Example: dateline fetch https://news.example/2026/11/a-strike-ends")
def fetch(context: typer.Context, url: Url, as_json: Json = False) -> None:
    """Show what would be read of an address, before it is added: an article, or what a feed lists."""
    from knowledge.feeds.running import look

    found, article = look(named(url, "URL", "fetch"), _web(context))
    if article is None:
        _show_listing(found, as_json=as_json)
        return
    paragraphs = [article.text[start:end] for start, end in article.paragraphs]
    if as_json:
        print(json.dumps({**dump(article.source), "paragraphs": paragraphs}, ensure_ascii=False))
    else:
        print_lines(lines.page(article.source, paragraphs, ()))


def _show_listing(found: FoundFeed, *, as_json: bool) -> None:
    feed, items = found.feed, found.listing.items
    if as_json:
        rows = [{"id": i.id, "url": i.url, "title": i.title, "published": i.published} for i in items]
        row = {"url": feed.url, "kind": feed.kind, "title": feed.title, "items": rows}
        print(json.dumps(row, ensure_ascii=False))
        return
    print(f"{feed.kind}: {feed.title or 'without a title'} ({feed.url}), {len(items)} articles")
    for item in items[:SHOWN]:
        print(f"  {item.title or item.url}")


@feeds.command(epilog="Example: dateline feeds add https://news.example")
def add(context: typer.Context, url: Url) -> None:
    """Follow a feed, a sitemap or a page; of a site the feed is looked for."""
    from knowledge.feeds.running import look

    found = look(named(url, "URL", "feeds add"), _web(context)).found
    with _ledger() as (ledger, _):
        if len(ledger.followed(0)) >= AT_MOST:
            raise UsageError(f"{AT_MOST} feeds are followed already; remove one first")
        fresh = ledger.follow(0, found.feed, time.time())
    shared_folder(load()).mkdir(parents=True, exist_ok=True)
    print(f"{'followed from now on' if fresh else 'followed already'}: {found.feed.title or found.feed.url}")
    count = len(found.listing.items)
    print(f"  {found.feed.url} ({found.feed.kind}, {count} articles); `dateline feeds check` reads them now")


@feeds.command(name="list")
def list_feeds(as_json: Json = False) -> None:
    """List the feeds: when each answered last, why one is paused, and pages that were refused."""
    with _ledger() as (ledger, _):
        followed = ledger.followed(0)
        for feed in followed:
            troubles = ledger.troubles(0, feed.url)
            if as_json:
                told = [dump(trouble) for trouble in troubles]
                print(json.dumps({**dump(feed), "refused": told}, ensure_ascii=False))
                continue
            print(f"{feed.title or feed.url}\n  {feed.url}\n  {_state(feed)}")
            for trouble in troubles[:5]:
                print(f"  not read: {trouble.url}: {trouble.why}")
    if not followed and not as_json:
        print("No feed is followed; `dateline feeds add URL` adds one.")


def _state(feed: Feed) -> str:
    if feed.paused:
        return f"paused: {feed.paused}; add it again to go on"
    looked = "not looked at yet" if feed.looked is None else f"answered {_moment(feed.looked)}"
    return f"{looked}; the last time it {feed.why}" if feed.why else looked


def _moment(at: float) -> str:
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


@feeds.command()
def remove(url: Url) -> None:
    """Follow a feed no more; what was read of it stays."""
    with _ledger() as (ledger, _):
        wanted = next((one for one in ledger.followed(0) if url in (one.url, one.title)), None)
        if wanted is None:
            raise UsageError(f"{url}: no such feed is followed; `dateline feeds list` lists them")
        ledger.unfollow(0, wanted.url)
        print(f"followed no more: {wanted.title or wanted.url}")


@feeds.command()
def check(context: typer.Context, as_json: Json = False) -> None:
    """Look at the feeds now, and print what is new; leaves with 1 when nothing is."""
    with opened_rounds(_web(context)) as (rounds, ledger, library):
        now = time.time()
        for feed in ledger.followed(0):
            if not feed.paused and (feed.looked is None or feed.looked <= now - PAUSE):
                ledger.put_feed(feed.model_copy(update={"due": now}))
        if not _round(rounds, ledger, library, as_json=as_json):
            raise typer.Exit(NO_ANSWER)


@app.command(epilog="Ends with Ctrl-C.")
def watch(context: typer.Context, as_json: Json = False) -> None:
    """Keep the library level with its files and feeds, and print what is new, until it is interrupted."""
    with opened_rounds(_web(context)) as (rounds, ledger, library):
        keep_level(rounds, ledger, library, as_json=as_json, wait=time.sleep)


def keep_level(
    rounds: Rounds, ledger: Ledger, library: Library, *, as_json: bool, wait: Callable[[float], None]
) -> NoReturn:
    """Round after round, until ``wait`` is interrupted; what goes wrong in one is told."""
    while True:
        try:
            _round(rounds, ledger, library, as_json=as_json)
        except DatelineError as error:
            complain(str(error))
        wait(PAUSE)


@contextmanager
def opened_rounds(open_web: OpenWeb) -> Iterator[tuple[Rounds, Ledger, Library]]:
    """What looks at the feeds, what it knows of them, and the library that they bring articles to."""
    from knowledge.feeds.folder import ArticleFolder
    from knowledge.feeds.running import Rounds
    from knowledge.library import Library

    settings = load()
    shared_folder(settings).mkdir(parents=True, exist_ok=True)
    with _ledger() as (ledger, state), state.alone("feeds") as ours:
        if not ours:
            raise BusyError(
                "another process looks at the feeds already; `dateline feeds list` shows how they are"
            )
        # A bot over the same home has its servers' feeds there, too.
        folders = lambda server: ArticleFolder(folder_of(settings, server))  # noqa: E731
        with closing(Rounds(ledger, open_web, folders=folders)) as rounds:
            for problem in rounds.follow(settings):
                complain(problem)
            with Library.open(with_feeds(settings)) as library:
                yield rounds, ledger, library


def _round(rounds: Rounds, ledger: Ledger, library: Library, *, as_json: bool) -> int:
    """Look at what is due and print what is new; how much that is."""
    rounds.round()
    library.refresh()
    news = ledger.news(0)
    for document, one in news:
        print(json.dumps(dump(one), ensure_ascii=False) if as_json else "\n".join(_told(one)), flush=True)
        ledger.told(document)
    return len(news)


def _told(news: News) -> Iterator[str]:
    yield f"{news.kind}: {news.title} — {news.publisher or 'unknown publisher'}"
    if news.url:
        yield f"  {news.url}"
    for change in news.changes:
        if change.before:
            yield f"  - {change.before}"
        if change.after:
            yield f"  + {change.after}"
