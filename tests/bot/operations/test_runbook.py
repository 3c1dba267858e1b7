"""The operators' runbook, held to the program: alerts, the drill, taking an article down."""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from examples.machine import Machine, machine
from examples.own_articles import OWL, added
from loopback.connected import running
from loopback.people import Person, text
from loopback.world import World

from bot.operations.backup import backup
from bot.operations.metrics import Metrics
from bot.operations.takedown import take_down
from bot.settings import BotSettings
from bot.state.context import open_context
from knowledge.library import Library

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
ALERTS = ROOT / "deploy" / "alerts.yml"
RULES = ALERTS.read_text(encoding="utf-8")
EVENINGS = str(Path(__file__).with_name("alerts.yml"))
TITLE = "Owl returns to the town park"


def test_every_alert_is_in_the_runbook_and_no_other() -> None:
    alerts = re.findall(r"- alert: (\w+)", RULES)
    assert len(alerts) > 5
    explained = re.findall(r"`(Dateline\w+)`", PAGE)
    assert sorted(alerts) == sorted(explained)


def test_every_figure_that_an_alert_looks_at_is_told() -> None:
    told = {metric.name for metric in Metrics().registry.collect()}
    asked = set(re.findall(r"dateline_\w+", "\n".join(re.findall(r"expr: (.*)", RULES))))
    assert asked
    assert {re.sub(r"_(total|bucket)$", "", name) for name in asked} <= told


@pytest.mark.skipif(shutil.which("promtool") is None, reason="Prometheus is not installed")
@pytest.mark.parametrize("command", [["check", "rules", str(ALERTS)], ["test", "rules", EVENINGS]])
def test_prometheus_takes_the_rules_and_they_fire_when_they_should(command: list[str]) -> None:
    done = subprocess.run(["promtool", *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


async def test_an_article_is_taken_down_in_every_server_at_once(world: World, settings: BotSettings) -> None:
    here, there = (Person(world, server, manages=True) for server in world.servers)
    context = open_context(settings, Library.open)
    async with running(world, context):
        for boss in (here, there):
            await added(boss, "owl.md", OWL.encode())
        await added(there, "stork.md", OWL.replace("Owl", "Stork").encode())
        found = await asyncio.to_thread(take_down, settings, TITLE.upper())
        assert (found.servers, found.shared) == (2, ())
        for boss in (here, there):
            assert TITLE not in text((await boss.slash("sources")).original)
            assert f"“{TITLE}” was taken down" in text((await boss.slash("articles changes")).original)
        assert "Stork returns" in text((await there.slash("sources")).original)
        again = await asyncio.to_thread(take_down, settings, TITLE)
        assert again.servers == 0
    context.close()


def test_an_article_of_the_sources_for_all_is_named_and_not_touched(
    articles: Path, settings: BotSettings
) -> None:
    library = settings.library.model_copy(update={"sources": (articles,)})
    shared = settings.model_copy(update={"library": library})
    found = take_down(shared, "Islands cut off by ferry strike")
    assert found == (0, ("radio.md",))
    assert (articles / "radio.md").exists()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Machine:
    """Another machine, for the drill."""
    made = machine(tmp_path / "elsewhere", "opt/dateline")
    (made.root / "tmp").mkdir()
    return made


async def test_the_drill_brings_everything_back_on_another_machine(
    world: World, settings: BotSettings, elsewhere: Machine, tmp_path: Path
) -> None:
    boss = Person(world, next(iter(world.servers)), manages=True)
    with closing(open_context(settings, Library.open)) as context:
        async with running(world, context):
            await added(boss, "owl.md", OWL.encode())
        await asyncio.to_thread(backup, settings, elsewhere.root / "FILE.zip")
    restore, answer = (
        line.replace("/tmp/drill", f"{elsewhere.root}/tmp/drill").replace(
            "FILE.zip", f"{elsewhere.root}/FILE.zip"
        )
        for line in re.findall(r"^\d\. `(DATELINE_HOME=/tmp/drill .+?)`", PAGE, re.MULTILINE)
    )
    done = await asyncio.to_thread(elsewhere.run, restore, DATELINE_MEANING="off")
    assert (done.returncode, "restored and checked, with articles for 1 server" in done.stdout) == (
        0,
        True,
    ), done
    done = await asyncio.to_thread(
        elsewhere.run, f"echo 'How many US troops will leave Syria?' | {answer}", DATELINE_MEANING="off"
    )
    assert (done.returncode, "Myind" in done.stdout) == (0, True), done
    kept = elsewhere.root / "tmp/drill/servers" / str(boss.server)
    assert TITLE in "".join(path.read_text(encoding="utf-8") for path in kept.glob("articles/*.jsonl"))


async def test_a_backup_with_a_changed_byte_is_refused_and_changes_nothing(
    settings: BotSettings, elsewhere: Machine, tmp_path: Path
) -> None:
    with closing(open_context(settings, Library.open)):
        backup(settings, tmp_path / "kept.zip")
    spoiled = bytearray((tmp_path / "kept.zip").read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    (tmp_path / "kept.zip").write_bytes(spoiled)
    done = elsewhere.run(f"DATELINE_HOME={tmp_path}/new dateline-bot restore {tmp_path}/kept.zip")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "cannot be read as a backup" in done.stderr
