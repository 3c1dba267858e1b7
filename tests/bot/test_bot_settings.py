"""The bot's settings, its logs and its command line."""

from __future__ import annotations

import io
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot import settings
from bot.operations.logs import set_up
from knowledge.errors import SettingError

TOKEN = "MTA1NjE4NDk3NTM2NTkzOTI4MQ.GhYx1a.aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789ab"


def test_without_anything_set_there_is_no_token() -> None:
    assert settings.load({}).token is None


def test_a_token_is_never_shown() -> None:
    assert TOKEN not in repr(settings.load({"DISCORD_TOKEN": TOKEN}))


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("BOT_THREADS", "0", "BOT_THREADS: a whole number from 1 to 64, not '0'"),
        ("BOT_LOG", "xml", "BOT_LOG: 'text' or 'json', not 'xml'"),
        ("BOT_SHARD_IDS", "a,b", "BOT_SHARD_IDS: numbers with commas between them"),
        ("DATELINE_TOP", "many", "DATELINE_TOP: a whole number from 1 to 50, not 'many'"),
    ],
)
def test_a_bad_setting_is_named_with_what_it_should_be(name: str, value: str, wanted: str) -> None:
    with pytest.raises(SettingError) as told:
        settings.load({name: value})
    assert wanted in str(told.value)


@pytest.mark.parametrize(
    ("shards", "ids", "wanted"),
    [
        ("", "0", "BOT_SHARD_IDS: wants BOT_SHARDS too"),
        ("2", "0,7", "BOT_SHARD_IDS: numbers from 0 to 1, each once, not 7"),
        ("2", "-1", "BOT_SHARD_IDS: numbers from 0 to 1, each once, not -1"),
        ("2", "1,1", "BOT_SHARD_IDS: numbers from 0 to 1, each once, not 1"),
    ],
)
def test_shards_that_no_process_would_run_or_two_would_are_refused(
    shards: str, ids: str, wanted: str
) -> None:
    with pytest.raises(SettingError, match=wanted):
        settings.load({"BOT_SHARDS": shards, "BOT_SHARD_IDS": ids})
    assert settings.load({"BOT_SHARDS": "2", "BOT_SHARD_IDS": "0, 1"}).shard_ids == (0, 1)


@pytest.mark.parametrize("form", ["text", "json"])
def test_no_log_holds_a_token(form) -> None:
    out = io.StringIO()
    handler = set_up(secret="hunter2-secret", form=form, stream=out)
    try:
        try:
            int(f"Bot {TOKEN} hunter2-secret")
        except ValueError:
            logging.getLogger("bot").exception("failed with %s", TOKEN)
        logging.getLogger("bot").error("POST /interactions/1/aW50ZXJhY3Rpb246MTIz/callback")
    finally:
        logging.getLogger().removeHandler(handler)
    written = out.getvalue()
    assert "ValueError" in written
    assert not any(secret in written for secret in (TOKEN, "hunter2", "aW50ZXJhY3Rpb246"))


def test_a_bad_setting_ends_with_2_and_one_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot"], capture_output=True, text=True, cwd=tmp_path, check=False,
        env={**os.environ, "BOT_THREADS": "none"}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "BOT_THREADS: a whole number from 1 to 64, not 'none'\n"


def ended(folder: Path, said: bytes = b"", out: int = subprocess.PIPE, **environment: str):
    return subprocess.run(
        [sys.executable, "-m", "bot"], input=said, stdout=out, stderr=subprocess.PIPE, check=False,
        cwd=folder, env={**os.environ, "DATELINE_HOME": str(folder / "home"), **environment},
    )  # fmt: skip


@pytest.mark.parametrize("home", ["a file", "a file/home"])
def test_a_home_that_cannot_be_is_one_sentence(tmp_path: Path, home: str) -> None:
    (tmp_path / "a file").touch()
    done = ended(tmp_path, DATELINE_HOME=str(tmp_path / home))
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert b"cannot be kept there" in done.stderr
    assert b"set DATELINE_HOME to a folder of yours" in done.stderr


@pytest.mark.parametrize("package", ["bot", "knowledge"])
def test_a_file_of_settings_in_another_encoding_is_one_sentence(tmp_path: Path, package: str) -> None:
    (tmp_path / ".env").write_bytes("DATELINE_TOP=4 # für mich".encode("latin-1"))
    done = subprocess.run(
        [sys.executable, "-m", package, *(["ask", "Who?"] if package == "knowledge" else [])],
        capture_output=True, text=True, check=False, cwd=tmp_path, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path / '.env'}: is not UTF-8; save it as UTF-8 text\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to write to")
def test_an_answer_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = ended(tmp_path, b"/privacy\n", out=full.fileno())
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.startswith(b"standard output: cannot be written")


def test_letters_of_another_encoding_end_nothing(tmp_path: Path) -> None:
    done = ended(tmp_path, "Who w\xe4s it?\n/privacy\n".encode("latin-1"), PYTHONIOENCODING="utf-8:strict")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"What is kept" in done.stdout
    assert b"went wrong" not in done.stdout


def test_what_nobody_foresaw_ends_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "platformdirs.py").write_text("1 / 0")  # a library that is broken
    done = ended(tmp_path, DATELINE_HOME="")
    assert done.returncode == 70
    assert b"something went wrong inside (ZeroDivisionError: division by zero)" in done.stderr
    assert b"Traceback" not in done.stderr


def example() -> dict[str, str]:
    text = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    assert not re.search(r"^[A-Z]", text, re.MULTILINE), "a copy sets nothing"
    return dict(re.findall(r"^#([A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_every_setting_stands_in_the_example_with_its_default() -> None:
    own = settings.BotSettings.model_fields.keys() - {"token", "library"}
    assert {"DISCORD_TOKEN", *(f"BOT_{name.upper()}" for name in own)} <= example().keys()
    assert settings.load(example()) == settings.BotSettings()
    assert settings.load(dict.fromkeys(example(), "")) == settings.BotSettings()


@pytest.mark.parametrize("token", ["wrong", TOKEN])
def test_an_unreachable_discord_ends_with_75_and_one_sentence(
    token: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import discord

    from bot.__main__ import main

    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api/v10")
    monkeypatch.setattr(sys, "argv", ["dateline-bot"])
    monkeypatch.setenv("DISCORD_TOKEN", token)
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    monkeypatch.setenv("DATELINE_MEANING", "off")
    before = list(logging.getLogger().handlers)
    with pytest.raises(SystemExit) as ended:
        main()
    logging.getLogger().handlers[:] = before
    told = capsys.readouterr().err
    assert ended.value.code == 75
    assert told.startswith("Discord cannot be reached (")
    assert (told.count("\n"), "Traceback" in told, token in told) == (1, False, False)


def test_every_text_of_the_bot_is_said_somewhere() -> None:
    folder = Path(settings.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in (folder / "messages").glob("*.py")]
    names = re.findall(r"^([A-Z_]+): Final", "\n".join(texts), re.MULTILINE)
    said = "\n".join(
        p.read_text(encoding="utf-8") for p in folder.rglob("*.py") if p.parent.name != "messages"
    )
    assert names
    assert [name for name in names if not re.search(rf"\bm\.{name}\b", said)] == []
