"""Between commands and the console: open the library, print results, complain, answer batches."""

from __future__ import annotations

import gc
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from knowledge.cli.batch import answer_lines, rows
from knowledge.cli.options import USAGE
from knowledge.cli.values import readable
from knowledge.errors import UsageError
from knowledge.feeds.place import with_read_feeds
from knowledge.library import Library
from knowledge.presentation import lines
from knowledge.settings import Settings, load

if TYPE_CHECKING:
    from knowledge.answering.explain import Explanation

__all__ = [
    "answer_batch",
    "columns",
    "complain",
    "dump",
    "library_of",
    "named",
    "no_argument_beside",
    "picture_file",
    "print_lines",
    "settings_for",
    "show_explanation",
    "show_file",
    "show_result",
    "text_in",
    "wanted",
    "write_file",
]


def settings_for(sources: list[Path] | None) -> Settings:
    """The settings, with the sources of the command line in place of the configured ones and the feeds'."""
    settings = load()
    return settings.model_copy(update={"sources": tuple(sources)}) if sources else with_read_feeds(settings)


@contextmanager
def library_of(sources: list[Path] | None) -> Iterator[Library]:
    """The library of these sources, brought up to date; what of them holds nothing is complained of."""
    from knowledge.ingest.discovery import is_empty
    from knowledge.presentation.progress import bar

    settings = settings_for(sources)
    with bar() as progress, Library.open(settings, progress=progress) as library:
        for source in filter(is_empty, settings.sources):
            complain(
                f"{source}: there is no article in it; text, Markdown, HTML, PDF, JSON or a feed is read"
            )
        known = library.problems
        for problem in known:
            complain(problem)
        yield library
        for problem in library.problems[len(known) :]:  # such as an encoder that turned out to be damaged
            complain(problem)


def answer_batch(
    name: str,
    key: str,
    reply: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    *,
    repeated: Sequence[str] | None = None,
) -> None:
    """Answer a JSON Lines file; leaves with exit 2 at the end when a line was bad."""
    gc.enable()
    failed = False
    for answer, complaint in answer_lines(rows(name), key, reply, repeated=repeated):
        print(json.dumps(answer, ensure_ascii=False), flush=name == "-")
        if complaint:
            complain(complaint)
            failed = True
    if failed:
        raise typer.Exit(USAGE)


def show_result(model: Any, lines: Iterable[lines.Line], *, as_json: bool) -> None:
    """Print a result as JSON or as lines for people."""
    if as_json:
        print(json.dumps(dump(model), ensure_ascii=False))
    else:
        print_lines(lines)


def show_file(content: bytes) -> None:
    """Print what would stand in a file, as it is."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)


def show_explanation(told: Explanation, *, as_json: bool) -> None:
    """Print a ranking as JSON or as lines for people."""
    if not as_json:
        print_lines(lines.explanation(told))
        return
    candidates = [{**one._asdict(), "sentence": one.sentence._asdict()} for one in told.candidates]
    print(json.dumps({**told._asdict(), "candidates": candidates}, ensure_ascii=False))


def columns() -> int | None:
    """How wide the terminal is; None where there is none, but a pipe or a file."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def print_lines(shown: Iterable[lines.Line]) -> None:
    """Print lines: styled on a terminal, plain into a pipe."""
    if not sys.stdout.isatty():
        sys.stdout.write(lines.plain(shown))
        return
    from knowledge.presentation.terminal import show as on_screen

    on_screen(shown)


def dump(model: Any) -> dict[str, Any]:
    """A model as JSON values."""
    dumped: dict[str, Any] = model.model_dump(mode="json")
    return dumped


def wanted(value: str | None, name: str, command: str) -> str:
    """The argument, or UsageError when neither it nor a batch was given."""
    if value is None:
        raise UsageError(f'{name} is missing: dateline {command} "…", or --batch FILE')
    return readable(value)


def no_argument_beside(batch: str | None, value: str | None, name: str) -> None:
    """Raises UsageError where both a batch and an argument of its own were given."""
    if batch is not None and value is not None:
        raise UsageError(f"--batch: it answers the lines of its file; leave {name} out, or --batch")


def named(value: str, name: str, command: str) -> str:
    """The argument, or UsageError when it is empty."""
    if not value.strip():
        raise UsageError(f'{name} is empty: dateline {command} "…"')
    return readable(value)


def text_in(row: Mapping[str, Any], key: str) -> str | None:
    """An optional text of a batch line. Raises UsageError when it is something else."""
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageError(f'"{key}" is no text')
    return value


def picture_file(path: Path | None) -> None:
    """Raises UsageError where the name of a picture promises another format than PNG."""
    if path is not None and path.suffix.lower() != ".png":
        raise UsageError(f"--picture {path}: a PNG is written; call it {path.with_suffix('.png')}")


def write_file(path: Path, data: bytes) -> None:
    """Write a picture. Raises UsageError when it cannot be written."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"--picture {path}: cannot be written ({error.strerror})") from error


def complain(message: str) -> None:
    """Print a complaint on standard error."""
    print(message, file=sys.stderr)
