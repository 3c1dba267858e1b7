"""Commands for what the web brings: fetch, feeds add, list, check and remove, and watch."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.cli.console import complain, dump, named, print_lines
from knowledge.cli.options import NO_ANSWER, Json, app
from knowledge.errors import BusyError, UsageError
from knowledge.feeds.place import opened_state, shared_folder, with_feeds
from knowledge.presentation import lines
from knowledge.settings import Settings, load

if TYPE_CHECKING:
    from knowledge.feeds.fetching import Web
    from knowledge.feeds.ledger import Ledger
    from knowledge.feeds.manners import Manners
    from knowledge.feeds.model import Feed, News
    from knowledge.feeds.polling import Polling
    from knowledge.storage.guild_state import GuildState

__all__ = ["add", "check", "fetch", "list_feeds", "remove", "watch"]

LEAST_PAUSE = 60.0
"""Seconds between two looks at a feed, whoever asks for them."""
AT_MOST = 100
"""Feeds that one library follows."""
Url = Annotated[str, typer.Argument(metavar="URL", help="An address of the web.")]

feeds = typer.Typer(help="Follow feeds, sitemaps and pages: add, list, check, remove.", no_args_is_help=True)
app.add_typer(feeds, name="feeds")


@asynccontextmanager
async def _web(context: typer.Context) -> AsyncIterator[Manners]:
    """The web as it may be read; another one only where a program hands it in as typer's object."""
    from knowledge.feeds.fetching import Web
    from knowledge.feeds.manners import Clock, Manners

    made: Callable[[], Web] = context.obj or Web
    async with made() as web:
        yield Manners(web, Clock(time.time, asyncio.sleep))


@app.command(epilog="Example: dateline fetch https://news.example/2026/11/a-strike-ends")
def fetch(context: typer.Context, url: Url, as_json: Json = False) -> None:
    """Show what would be read of an address, before it is added: an article, or what a feed lists."""

    async def work() -> None:
        from knowledge.feeds.adding import find_feed
        from knowledge.feeds.pages import article_in_page

        async with _web(context) as web:
            found = await find_feed(named(url, "URL", "fetch"), web)
            if found.feed.kind != "page":
                _show_listing(found.feed, [item._asdict() for item in found.listing.items], as_json=as_json)
                return
            page = await web.get(found.feed.url)
            article = article_in_page(page, found.listing.items[0], identity=page.url, publisher=None)
        paragraphs = [article.text[start:end] for start, end in article.paragraphs]
        if as_json:
            print(json.dumps({**dump(article.source), "paragraphs": paragraphs}, ensure_ascii=False))
        else:
            print_lines(lines.page(article.source, paragraphs, ()))

    asyncio.run(work())


def _show_listing(feed: Feed, items: list[dict[str, object]], *, as_json: bool) -> None:
    if as_json:
        rows = [{name: item[name] for name in ("id", "url", "title", "published")} for item in items]
        print(
            json.dumps(
                {"url": feed.url, "kind": feed.kind, "title": feed.title, "items": rows}, ensure_ascii=False
            )
        )
        return
    print(f"{feed.kind}: {feed.title or 'without a title'} ({feed.url}), {len(items)} articles")
    for item in items[:20]:
        print(f"  {item['title'] or item['url']}")


@contextmanager
def _ledger() -> Iterator[tuple[Ledger, GuildState]]:
    """What is kept of feeds, and all of the state it is a part of."""
    from knowledge.feeds.ledger import Ledger

    with opened_state(load()) as state:
        yield Ledger(state), state


@feeds.command(epilog="Example: dateline feeds add https://news.example")
def add(context: typer.Context, url: Url) -> None:
    """Follow a feed, a sitemap or a page; of a site the feed is looked for."""

    async def work() -> None:
        from knowledge.feeds.adding import find_feed

        async with _web(context) as web:
            found = await find_feed(named(url, "URL", "feeds add"), web)
        with _ledger() as (ledger, _):
            if len(ledger.followed(0)) >= AT_MOST:
                raise UsageError(f"{AT_MOST} feeds are followed already; remove one first")
            fresh = ledger.follow(0, found.feed, time.time())
        shared_folder(load()).mkdir(parents=True, exist_ok=True)
        count = len(found.listing.items)
        print(
            f"{'followed from now on' if fresh else 'followed already'}: {found.feed.title or found.feed.url}"
        )
        print(
            f"  {found.feed.url} ({found.feed.kind}, {count} articles); `dateline feeds check` reads them now"
        )

    asyncio.run(work())


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
    return datetime.fromtimestamp(at, UTC).strftime("%-d %B %Y, %H:%M UTC")


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
    if not asyncio.run(_rounds(context, as_json=as_json, once=True)):
        raise typer.Exit(NO_ANSWER)


@app.command(epilog="Ends with Ctrl-C.")
def watch(context: typer.Context, as_json: Json = False) -> None:
    """Keep the library level with its files and feeds, and print what is new, until it is interrupted."""
    asyncio.run(_rounds(context, as_json=as_json, once=False))


async def _rounds(context: typer.Context, *, as_json: bool, once: bool) -> int:
    """How many pieces of news there were."""
    from knowledge.library import Library

    settings, count = load(), 0
    shared_folder(settings).mkdir(parents=True, exist_ok=True)
    with _ledger() as (ledger, state), state.alone("feeds") as ours:
        if not ours:
            raise BusyError(
                "another process looks at the feeds already; `dateline feeds list` shows what it finds"
            )
        async with _web(context) as web:
            await _follow_settings(settings, ledger, web)
            polling = _polling(settings, ledger, web)
            with Library.open(with_feeds(settings)) as library:
                while True:
                    if once:
                        _all_due(ledger)
                    await polling.round()
                    await asyncio.to_thread(library.refresh)
                    count += _tell(ledger, as_json=as_json)
                    if once:
                        return count
                    await asyncio.sleep(LEAST_PAUSE)


def _polling(settings: Settings, ledger: Ledger, web: Manners) -> Polling:
    from knowledge.feeds.folder import ArticleFolder
    from knowledge.feeds.manners import Clock
    from knowledge.feeds.polling import Polling

    folder = ArticleFolder(shared_folder(settings))
    clock = Clock(time.time, asyncio.sleep)
    return Polling(ledger, web, clock, folders=lambda _: folder, chance=random.random)


async def _follow_settings(settings: Settings, ledger: Ledger, web: Manners) -> None:
    from knowledge.feeds.settled import follow_settings

    for problem in await follow_settings(settings, ledger, web, time.time()):
        complain(problem)


def _all_due(ledger: Ledger) -> None:
    now = time.time()
    for feed in ledger.followed(0):
        if not feed.paused and (feed.looked is None or feed.looked <= now - LEAST_PAUSE):
            ledger.put_feed(feed.model_copy(update={"due": now}))


def _tell(ledger: Ledger, *, as_json: bool) -> int:
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
