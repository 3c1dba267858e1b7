"""The documentation, held to the program: settings, commands, examples."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from knowledge.settings import Settings
from knowledge.temporal.timexes import find

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def example_settings() -> set[str]:
    return set(re.findall(r"^#([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE))


def test_every_setting_of_the_library_stands_in_the_example() -> None:
    assert {f"DATELINE_{name.upper()}" for name in Settings.model_fields} <= example_settings()


def test_an_example_left_empty_changes_nothing() -> None:
    from knowledge.settings import load

    assert load(dict.fromkeys(example_settings(), "")) == Settings()


def test_the_example_shows_the_default_of_every_number() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    told = dict(re.findall(r"^#DATELINE_([A-Z]+)=([\d.]+)$", text, re.MULTILINE))
    numbers = {name: value for name, value in Settings() if isinstance(value, int | float)}
    assert {name.lower(): float(value) for name, value in told.items()} == numbers


@pytest.mark.parametrize(
    ("option", "told"),
    [
        ("--sources", r"All but ([^.]*?) take `--sources"),
        ("--json", r"all but ([^.]*?) take `--json`"),
    ],
)
def test_every_command_takes_an_option_but_those_that_the_readme_names(option: str, told: str) -> None:
    (without,) = re.findall(told, README)
    assert set(re.findall("`(.*?)`", without)) == {
        name for name, options in options_of_commands().items() if option not in options
    }


def test_the_commands_that_take_a_batch_are_those_that_the_readme_names() -> None:
    (named,) = re.findall(r"and ((?:`\w+`[,\s]+(?:and\s)?)+)take `--batch", README)
    assert set(re.findall("`(.*?)`", named)) == {
        name for name, options in options_of_commands().items() if "--batch" in options
    }


def options_of_commands() -> dict[str, set[str]]:
    from typer.main import get_command

    from knowledge.cli.program import app

    commands = vars(get_command(app))["commands"]
    return {name: {o for p in command.params for o in p.opts} for name, command in commands.items()}


def commands_in_readme() -> list[str]:
    return sorted(set(re.findall(r"\bdateline ([a-z]+)\b(?! articles)", README)))


@pytest.mark.parametrize("command", commands_in_readme())
def test_a_command_in_the_readme_exists(command: str) -> None:
    from typer.testing import CliRunner

    from knowledge.cli.program import app

    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_the_example_of_the_readme_is_what_the_program_prints(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import subprocess
    import sys

    monkeypatch.setenv("DATELINE_MEANING", "off")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # also where the package is not installed
    typed, shown = re.findall(r"```console\n\$ dateline (.*?)\n(.*?)```", README, re.DOTALL)[0]
    command = [sys.executable, "-m", "knowledge", "ask", typed.split('"')[1]]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout == shown


def expressions_in_readme() -> list[tuple[str, str]]:
    (table,) = re.findall(r"<summary>Sixty time expressions.*?</details>", README, re.DOTALL)
    return re.findall(r"^\| (?!in the article)(\S.*?) \| (.*?) \|$", table, re.MULTILINE)


def test_the_readme_lists_sixty_time_expressions() -> None:
    assert len(set(expressions_in_readme())) == 60


@pytest.mark.parametrize(("sentence", "values"), expressions_in_readme())
def test_a_time_expression_of_the_readme_is_read_as_it_says(sentence: str, values: str) -> None:
    found = find(sentence, published=date(2025, 6, 17))
    assert [timex.value for timex in found] == values.split(" · ")


def test_the_examples_of_fact_sheets_tell_what_the_readme_says(tmp_path: Path) -> None:
    from knowledge.library import Library

    (row,) = re.findall(r"^\| `dateline facts .*$", README, re.MULTILINE)
    office, people, pair = re.findall(r'\("([^"]+)"\)', row)
    with Library.open(Settings(sources=(ROOT / "seeds",), home=tmp_path, meaning="off")) as library:
        assert library.facts(office).roles
        assert library.facts(people).figures
        assert library.facts(pair).together


def test_the_project_speaks_of_itself_alone() -> None:
    pattern = re.compile(r"\.\./shared|/work/|pypi\.org|pythonhosted|npmjs", re.IGNORECASE)
    suffixes = {".py", ".md", ".toml", ".txt", ".json", ".jsonl", ".yml", ".service"}
    files = [
        p
        for p in ROOT.rglob("*")
        if p.suffix in suffixes and not any(part.startswith(".") for part in p.relative_to(ROOT).parts)
    ]
    assert len(files) > 20
    own = Path(__file__).name
    guilty = [
        p.relative_to(ROOT).as_posix()
        for p in files
        if p.name != own and pattern.search(p.read_text(encoding="utf-8", errors="ignore"))
    ]
    assert guilty == []
