"""Bots of several machines over one database: each has a home of its own, and all know the same."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path

import pytest
from cluster.pairs import until
from cluster.servers import Server
from examples.newspaper import Newspaper
from examples.own_articles import OWL, added
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World, loopback
from pydantic import SecretStr

from bot.operations.backup import backup, restore
from bot.operations.takedown import take_down
from bot.services import articles, drafts, moderation, sources
from bot.services.watching import FeedWatch
from bot.settings import BotSettings
from bot.state import own_articles
from bot.state.context import Context, open_context
from bot.state.recent import Asker
from knowledge.errors import BusyError, UnreachableError
from knowledge.feeds.ledger import Ledger
from knowledge.feeds.model import Feed
from knowledge.library import Library
from knowledge.settings import Settings

QUESTION = "How many young birds did Vance count?"
ANSWER = "14 young birds"
HERON = OWL.replace("Owl", "Heron").replace("14", "15")
SERVER = 7
FEED = "https://courier.example/rss.xml"
NOW, DAY = 1_772_524_800.0, 86_400
BOSS = Asker(SERVER, 1, 2, time.time(), manages=True, moderates=True)
_numbers = count()

Opening = Callable[..., Context]


@pytest.fixture
def url(servers: tuple[Server, Server]) -> str:
    """Of a database that holds nothing yet."""
    name = f"bots{next(_numbers)}"
    servers[0].prepare(name)
    return servers[0].url("dateline", name)


def settings_of(url: str, home: Path, **more: object) -> BotSettings:
    library = Settings(home=home, meaning="off", database_url=SecretStr(url))
    return BotSettings.model_validate({"library": library, "person_minute": 600, **more})


@pytest.fixture
def opening(url: str, tmp_path: Path) -> Iterator[Opening]:
    """Opens the context of a machine by its name."""
    with ExitStack() as opened:
        yield lambda name, **more: opened.enter_context(
            closing(open_context(settings_of(url, tmp_path / name, **more), Library.open))
        )


@pytest.fixture
async def world() -> AsyncIterator[World]:
    async with loopback(("Harbour Town", 11), ("Hill Town", 12)) as one:
        yield one


def add(context: Context, asker: Asker = BOSS, name: str = "owl.md", content: str = OWL) -> None:
    card = drafts.draft(context, asker, name, content.encode())
    assert "Added: 1 article" in repr(drafts.add(context, asker, card.blocks[-1].buttons[0].ref))


def answered(context: Context, asker: Asker = BOSS) -> bool:
    with context.library(asker) as library:
        return ANSWER in library.ask(QUESTION).model_dump_json()


def listed(context: Context) -> str:
    return repr(sources.sources(context, BOSS))


async def test_a_question_of_one_process_has_its_buttons_in_another(world: World, opening: Opening) -> None:
    one, other = opening("one"), opening("other")
    boss = Person(world, next(iter(world.servers)), manages=True)
    async with running(world, one):
        asked = await boss.slash("ask", question="How many US troops will leave Syria?")
        draft = await boss.slash("articles add", file=("owl.md", OWL.encode()))
        message = (await boss.slash("dateline settings")).original
        await boss.click(message, "set_private")
    async with running(world, other):
        await boss.click(asked.original, "good")
        assert "for the asker alone" in text((await boss.slash("dateline settings")).original)
        assert "Added: 1 article" in text((await boss.click(draft.original, "draft_add")).original)
        assert "14" in text((await boss.slash("ask", question=QUESTION)).original)
        await boss.slash("ask", question="Who sold the moon to the baker?")
    async with running(world, opening("third")):
        assert "moon" in text((await boss.slash("gaps")).original)
    assert world.rejected == []


async def test_commands_are_registered_once_by_one_of_all_processes(world: World, opening: Opening) -> None:
    contexts = [opening(str(n), shards=2, shard_ids=(n,)) for n in (0, 1)]
    async with running(world, contexts[0]), running(world, contexts[1]):
        pass
    assert world.registered == 1


def test_an_article_added_in_one_process_answers_in_another_and_in_no_other_server(
    opening: Opening,
) -> None:
    one, other = opening("one"), opening("other")
    add(one)
    assert answered(one)
    assert not answered(other)
    other.files.follow()
    assert answered(other)
    assert "Owl returns" in listed(other)
    assert not answered(other, BOSS._replace(server=8))
    with other.pool.library(0) as shared:
        assert "owl" not in repr(shared.sources()).lower()


def test_what_is_removed_or_hidden_in_one_process_is_so_in_another(opening: Opening) -> None:
    one, other = opening("one"), opening("other")
    add(one)
    with one.library(BOSS) as library:
        cited = library.ask(QUESTION).citations[0].model_dump_json()
    ref = one.keep(BOSS, "ask", QUESTION, cited=cited)
    until(lambda: one.store.recall(ref, server=SERVER) == other.store.recall(ref, server=SERVER))
    moderation.hide_sentence(other, BOSS, ref)
    one.files.follow()
    assert not answered(one)
    assert "Owl returns" in repr(moderation.hidden(one, BOSS))
    articles.remove(one, BOSS, "Owl returns to the town park")
    other.files.follow()
    assert "Owl returns" not in listed(other)


def test_whoever_changes_a_server_has_what_others_changed_before(opening: Opening) -> None:
    one, other = opening("one"), opening("other")
    add(one)
    add(other, name="gate.md", content=HERON)
    assert "Owl returns" in listed(other)
    one.files.follow()
    assert "Heron returns" in listed(one)


def test_of_two_changes_at_one_moment_the_later_is_refused_and_leaves_nothing(opening: Opening) -> None:
    one, other = opening("one"), opening("other")
    add(one)
    with other.files.changing(SERVER):
        add(one, name="gate.md", content=HERON)
        # It was level when the change began, and is no longer.
        own_articles.keep(other.settings.home / "servers" / "7" / "articles" / "2.jsonl", [{"id": "mill"}])
        with pytest.raises(BusyError, match="somebody else has changed"):
            other.files.renew(SERVER)
    other.files.follow()
    assert "Heron returns" in listed(other)


def test_a_process_takes_the_folders_of_its_own_shards_only(opening: Opening, tmp_path: Path) -> None:
    far = BOSS._replace(server=(1 << 22) + 5)
    one = opening("one", shards=2, shard_ids=(0,))
    other = opening("other", shards=2, shard_ids=(1,))
    add(one)
    add(one, far)
    other.files.follow()
    assert answered(other, far)
    assert not (tmp_path / "other" / "servers" / "7").exists()


def test_a_folder_of_before_the_database_is_put_aside_where_that_knows_better(
    opening: Opening, tmp_path: Path
) -> None:
    add(opening("one"))
    old = tmp_path / "other" / "servers" / "7" / "articles"
    old.mkdir(parents=True)
    (old / "1.jsonl").write_text("{}\n")
    other = opening("other")
    other.files.follow()
    assert answered(other)
    assert not (old / "1.jsonl").exists()
    aside = tmp_path / "other" / "before-the-database" / "7" / "articles" / "1.jsonl"
    assert aside.read_text() == "{}\n"


def test_a_server_with_articles_of_its_own_keeps_what_a_follower_has_of_all(
    opening: Opening, url: str, tmp_path: Path
) -> None:
    owls = tmp_path / "owls"
    owls.mkdir()
    (owls / "owl.md").write_text(OWL)
    library = Settings(home=tmp_path / "filling", meaning="off", database_url=SecretStr(url), sources=(owls,))
    with Library.open(library) as filling:
        follower = opening("follower")
        add(follower, name="gate.md", content="# Gate\n\nThe gate of Ash was shut by Mia Noll on Monday.\n")
        assert answered(follower)
        (owls / "owl.md").write_text(OWL.replace("14", "19"))
        filling.refresh()
        until(lambda: "19 young birds" in _after_refresh(follower))


def _after_refresh(context: Context) -> str:
    context.pool.refresh()
    with context.library(BOSS) as library:
        return library.ask(QUESTION).model_dump_json()


def test_a_backup_goes_from_the_database_into_files_and_back_into_another_database(
    opening: Opening, url: str, servers: tuple[Server, Server], tmp_path: Path
) -> None:
    one = opening("one")
    add(one)
    ref = one.keep(BOSS, "ask", QUESTION, answered=False)
    until(lambda: bool(one.store.gaps(SERVER)))
    with one.library(BOSS) as library:
        sentence = next(s for s in library.passage(library.ask(QUESTION).citations[0]) if "snowy" in s.text)
    own_articles.hide(one.settings.home, SERVER, [own_articles.Hidden(sentence.source, sentence.text, "Owl")])
    one.files.renew(SERVER)
    assert backup(settings_of(url, tmp_path / "one"), tmp_path / "1.zip") == 2

    plain = BotSettings(library=Settings(home=tmp_path / "plain", meaning="off"))
    assert restore(plain, tmp_path / "1.zip") == 1
    assert backup(plain, tmp_path / "2.zip") == 2
    servers[0].prepare(name := f"bots{next(_numbers)}")
    elsewhere = settings_of(servers[0].url("dateline", name), tmp_path / "elsewhere")
    assert restore(elsewhere, tmp_path / "2.zip") == 1

    for settings in (plain, elsewhere):
        with closing(open_context(settings, Library.open)) as context:
            context.files.follow()
            assert answered(context)
            assert [one.sentence for one in own_articles.hidden(settings.home, SERVER)] == [sentence.text]
            recalled = context.store.recall(ref, server=SERVER)
            assert recalled is not None
            assert recalled.question == QUESTION


def test_a_restore_reaches_processes_that_run(opening: Opening, url: str, tmp_path: Path) -> None:
    one, settings = opening("one"), settings_of(url, tmp_path / "one")
    add(one)
    backup(settings, tmp_path / "1.zip")
    articles.remove(one, BOSS, "Owl returns to the town park")
    add(one, BOSS._replace(server=8))
    restore(settings_of(url, tmp_path / "operator"), tmp_path / "1.zip")
    one.files.follow()
    assert answered(one)
    assert not answered(one, BOSS._replace(server=8))


def test_an_article_is_taken_down_from_every_process(opening: Opening, url: str, tmp_path: Path) -> None:
    one = opening("one")
    add(one)
    add(one, BOSS._replace(server=8))
    assert take_down(settings_of(url, tmp_path / "operator"), "owl returns to the town park").servers == 2
    one.files.follow()
    assert not answered(one)
    assert not answered(one, BOSS._replace(server=8))
    assert "taken down" in one.store.audits(8, 1)[0].what


def test_feeds_are_looked_at_by_one_process_and_then_by_another_that_is_handed_the_work(
    opening: Opening,
) -> None:
    paper = Newspaper()
    one, other = (opening(name)._replace(web=lambda: paper) for name in ("one", "other"))  # type: ignore[arg-type,return-value]

    def looked(context: Context, at: float) -> None:
        with closing(FeedWatch(context, now=lambda: at)) as watch:
            watch.round()

    def titles(context: Context) -> list[str]:
        context.files.follow()
        return sorted(held.row["title"] for held in own_articles.held(context.settings.home, SERVER))

    Ledger(one.store).follow(SERVER, Feed(url=FEED), NOW)
    paper.publish(FEED, 1, "Report 1", "The mayor opened bridge 1 on Monday.", at=NOW)
    looked(one, NOW)
    assert titles(other) == ["Report 1"]
    paper.publish(FEED, 2, "Report 2", "The mayor opened bridge 2 on Monday.", at=NOW)
    with one.store.alone("feeds") as ours:
        assert ours
        looked(other, NOW + DAY)  # it is not its turn
        assert titles(other) == ["Report 1"]
    looked(other, NOW + DAY)
    assert titles(one) == titles(other) == ["Report 1", "Report 2"]


class TestWhileTheDatabaseIsAway:
    @pytest.fixture
    def primary(self) -> Iterator[Server]:
        server = Server.new()
        server.start()
        server.prepare("dateline")
        yield server
        server.remove()

    @pytest.fixture
    def context(self, primary: Server, tmp_path: Path) -> Iterator[Context]:
        settings = settings_of(primary.url("dateline", "dateline"), tmp_path / "home")
        with closing(open_context(settings, Library.open)) as opened:
            yield opened

    def test_questions_are_answered_and_kept_afterwards(self, context: Context, primary: Server) -> None:
        add(context)
        settings = context.guild_settings(SERVER).model_copy(update={"private": True})
        context.store.set_setting(SERVER, settings.model_dump_json())
        assert context.scrambled(1)
        primary.kill()
        began = time.monotonic()
        assert answered(context)
        assert context.guild_settings(SERVER).private
        ref = context.keep(BOSS, "ask", "Who saw the owl?", answered=False)
        recalled = context.store.recall(ref, server=SERVER)
        assert recalled is not None
        assert recalled.question == "Who saw the owl?"
        assert time.monotonic() - began < 10
        primary.start()
        until(lambda: any(gap.question == "Who saw the owl?" for gap in context.store.gaps(SERVER)))

    def test_changes_are_refused_and_leave_everything_as_it_was(
        self, context: Context, primary: Server
    ) -> None:
        add(context)
        card = drafts.draft(context, BOSS, "gate.md", HERON.encode())
        ref = card.blocks[-1].buttons[0].ref
        primary.kill()
        with pytest.raises(UnreachableError):
            articles.remove(context, BOSS, "Owl returns to the town park")
        with pytest.raises(UnreachableError):
            drafts.add(context, BOSS, ref)
        assert answered(context)
        primary.start()
        assert "Added" in repr(drafts.add(context, BOSS, ref))

    def test_what_was_asked_before_the_end_is_written_down(self, context: Context, tmp_path: Path) -> None:
        context.keep(BOSS, "ask", "Who saw the owl?", answered=False)
        context.close()
        with closing(open_context(context.settings, Library.open)) as again:
            assert [gap.question for gap in again.store.gaps(SERVER)] == ["Who saw the owl?"]


@pytest.mark.timeout(300)  # a server of its own, and a busy machine
async def test_a_person_is_told_that_nothing_can_be_stored(world: World, tmp_path: Path) -> None:
    server = Server.new()
    server.start()
    try:
        server.prepare("dateline")
        context = open_context(settings_of(server.url("dateline", "dateline"), tmp_path), Library.open)
        boss = Person(world, next(iter(world.servers)), manages=True)
        with closing(context):
            async with running(world, context):
                assert "Added" in await added(boss, "owl.md", OWL.encode())
                await asyncio.to_thread(server.kill)
                removed = await boss.slash("articles remove", article="Owl returns to the town park")
                told = await boss.click(removed.original, "held_remove")
                assert "database is away" in text(told.followups[0])
                assert "14" in text((await boss.slash("ask", question=QUESTION)).original)
    finally:
        server.remove()
