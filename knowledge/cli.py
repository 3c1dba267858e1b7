"""The command ``dateline``: results on standard output, complaints on standard error, exit 0, 1 or 2."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from knowledge import __version__, render
from knowledge.api import Library
from knowledge.batch import answer_lines, rows
from knowledge.errors import DatelineError, UsageError
from knowledge.settings import Settings, load

__all__ = ["app", "main"]

NO_ANSWER = 1
USAGE = 2

app = typer.Typer(
    name="dateline",
    help="Answers questions about news articles by quotation and citation, and never says a thing "
    'that its sources do not.\n\nTry: dateline ask "How many troops will leave?"',
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Sources = Annotated[
    list[Path] | None,
    typer.Option(
        "--sources", "-s", help="A folder of articles or a .jsonl archive; may be given more than once."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Batch = Annotated[
    str | None,
    typer.Option(
        "--batch", "-b", metavar="FILE", help="Answer a JSON Lines file line by line; - reads standard input."
    ),
]
Top = Annotated[int | None, typer.Option("--top", min=1, max=50, help="How many sentences of evidence.")]


@app.command(
    epilog='Examples: dateline ask "Who resigned?" · dateline ask "and when?" --context "Who resigned?"'
)
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks.")] = None,
    context: Annotated[str | None, typer.Option(help="The question before, for a follow-up.")] = None,
    top: Top = None,
    batch: Batch = None,
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Answer a question by the sentence that answers it best, or say that the sources do not."""
    with _library(sources) as library:
        if batch is not None:
            _batch(
                batch,
                "question",
                lambda row: _dump(library.ask(row["question"], context=_text(row, "context"), top=top)),
            )
            return
        answer = library.ask(_wanted(question, "QUESTION", "ask"), context=context, top=top)
        _show(answer, render.answer(answer), as_json=as_json)
        if answer.status == "unanswered":
            raise typer.Exit(NO_ANSWER)


@app.command(
    epilog='Examples: dateline timeline "the ceasefire" · dateline timeline --from 2019 --picture all.png'
)
def timeline(
    topic: Annotated[
        str | None, typer.Argument(help="A name, a place, some words; nothing means everything.")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", help="First day: 2019, 2019-10 or 2019-10-28.")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", help="Last day, in the same forms.")] = None,
    picture: Annotated[Path | None, typer.Option(help="Draw it into this PNG file, too.")] = None,
    batch: Batch = None,
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Tell what happened when, each event with its sources."""
    today = date.today()  # noqa: DTZ011  # the reader's own day is meant
    with _library(sources) as library:
        if batch is not None:
            _batch(
                batch,
                "query",
                lambda row: _dump(
                    library.timeline(
                        row["query"],
                        first=_first_day(_text(row, "from"), "from"),
                        last=_last_day(_text(row, "to"), "to"),
                        today=today,
                    )
                ),
            )
            return
        told = library.timeline(
            topic or "", first=_first_day(start, "--from"), last=_last_day(end, "--to"), today=today
        )
    if picture is not None:
        from knowledge.answering.picture import draw

        _write(picture, draw(told))
    _show(told, render.timeline(told), as_json=as_json)
    if not told.events:
        raise typer.Exit(NO_ANSWER)


@app.command(epilog='Example: dateline check "The minister resigned on Monday."')
def check(
    claim: Annotated[str | None, typer.Argument(help="A claim or a quotation.")] = None,
    batch: Batch = None,
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Hold a claim or a quotation against the sources."""
    with _library(sources) as library:
        if batch is not None:
            _batch(batch, "claim", lambda row: _dump(library.check(row["claim"])))
            return
        checked = library.check(_wanted(claim, "CLAIM", "check"))
        _show(checked, render.checked(checked), as_json=as_json)
        if checked.verdict == "not found":
            raise typer.Exit(NO_ANSWER)


@app.command(epilog='Example: dateline facts "Antony Blinken"')
def facts(
    name: Annotated[str, typer.Argument(help="A person, organisation, place or group.")],
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Show a name's aliases, roles, figures and statements, and where sources differ."""
    with _library(sources) as library:
        sheet = library.facts(name)
        _show(sheet, render.fact_sheet(sheet), as_json=as_json)


@app.command(epilog='Example line: {"doc": "a", "dct": "2020-03-04", "text": "It rained on Monday."}')
def dates(
    batch: Annotated[
        str, typer.Option("--batch", "-b", metavar="FILE", help="JSON Lines; - reads standard input.")
    ] = "-",
    as_json: Annotated[bool, typer.Option("--json", help="JSON is what it prints in any case.")] = True,
) -> None:
    """Find and resolve the time expressions of texts (TIMEX3)."""
    del as_json
    from knowledge.facts.timex import find

    def reply(row: Mapping[str, Any]) -> Mapping[str, Any]:
        found = find(row["text"], published=_published(row.get("dct")))
        keep = ("start", "end", "type", "value", "mod", "rule")
        timexes = ({k: v for k, v in _dump(t).items() if k in keep and v is not None} for t in found)
        return {"doc": row.get("doc"), "timexes": list(timexes)}

    _batch(batch, "text", reply, without=("text",))


@app.command(name="sources")
def list_sources(as_json: Json = False, sources: Sources = None) -> None:
    """List the sources: title, publisher, date, and how long each is."""
    with _library(sources) as library:
        found = library.sources()
        if not as_json:
            _print(render.sources(found))
            return
        for source in found:
            counts = {
                "paragraphs": len(library.article(source.id).paragraphs),
                "sentences": len(library.sentences_of(source.id)),
            }
            print(json.dumps({**_dump(source), **counts}, ensure_ascii=False))


@app.command(epilog="Example: dateline read saved-page.html")
def read(
    file: Annotated[Path, typer.Argument(help="A page: text, Markdown, HTML, JSON Lines.")],
    as_json: Json = False,
) -> None:
    """Show what the reader makes of a file: masthead and paragraphs, furniture left out."""
    from knowledge.reading.files import read as read_file

    reading = read_file(file)
    for problem in reading.problems:
        _complain(str(problem))
    for article in reading.articles:
        paragraphs = [article.text[start:end] for start, end in article.paragraphs]
        if as_json or not sys.stdout.isatty():
            keep = ("title", "publisher", "author", "published", "published_basis", "deck")
            masthead = {k: v for k, v in _dump(article.source).items() if k in keep}
            print(json.dumps({**masthead, "paragraphs": paragraphs}, ensure_ascii=False))
        else:
            _print(
                [
                    *render.sources([article.source]),
                    *((render.Piece(f"{n:3} {p}"),) for n, p in enumerate(paragraphs, 1)),
                ]
            )


@app.command(epilog="Examples: dateline show 2019-report.md · dateline show 2019-report.md#3")
def show(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE[#SENTENCE]", help="A source's id, as `dateline sources` lists it."),
    ],
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Show an article sentence by sentence, or one sentence with its facts and the rules that found them."""
    from knowledge.showing import shown

    identity, _, number = source.partition("#")
    if number and not number.isdecimal():
        raise UsageError(f"{source}: after # a sentence's number is wanted, such as {identity}#3")
    with _library(sources) as library:
        for line in shown(library, identity, int(number) if number else None):
            print(json.dumps(line, ensure_ascii=False) if as_json else line["line"])


@app.command()
def index(sources: Sources = None) -> None:
    """Bring the index up to date with the files (every command does so by itself)."""
    with _library(sources) as library:
        found = library.sources()
        sentences = sum(len(library.sentences_of(s.id)) for s in found)
        print(f"{len(found)} articles, {sentences} sentences, {len(library.problems)} files unreadable")
        if library.problems:
            raise typer.Exit(NO_ANSWER)


@app.command(epilog="Example: dateline evaluate questions.jsonl --sources articles/")
def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD.jsonl", help="Questions with answer_key or gold_text.")
    ],
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Measure the answers against questions whose answers are known."""
    from knowledge.evaluation import evaluate as measure

    with _library(sources) as library:
        result = measure(list(rows(str(gold))), library)
    if as_json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:32} {value:.4f}" if isinstance(value, float) else f"{name:32} {value}")


@app.command()
def doctor(sources: Sources = None) -> None:
    """Look at the installation, the settings, the index and the sources, and say what is amiss."""
    from knowledge.doctor import findings

    amiss = False
    for finding in findings(_settings(sources)):
        amiss |= not finding.fine
        print(f"{'ok  ' if finding.fine else 'MEND'} {finding.what}")
    if amiss:
        raise typer.Exit(NO_ANSWER)


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)
    ] = False,
) -> None:
    if version:
        print(f"dateline {__version__}")
        raise typer.Exit


def main() -> NoReturn:
    """The console script: no traceback reaches a user for anything foreseen."""
    try:
        app(standalone_mode=True)
    except DatelineError as error:
        _complain(str(error))
        sys.exit(USAGE)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _settings(sources: list[Path] | None) -> Settings:
    settings = load()
    return settings.model_copy(update={"sources": tuple(sources)}) if sources else settings


@contextmanager
def _library(sources: list[Path] | None) -> Iterator[Library]:
    from knowledge.progress import bar

    with bar() as progress, Library.open(_settings(sources), progress=progress) as library:
        for problem in library.problems:
            _complain(problem)
        yield library


def _batch(
    name: str,
    key: str,
    reply: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    *,
    without: tuple[str, ...] = (),
) -> None:
    failed = False
    for answer, complaint in answer_lines(rows(name), key, reply):
        print(
            json.dumps({k: v for k, v in answer.items() if k not in without}, ensure_ascii=False),
            flush=name == "-",
        )
        if complaint:
            _complain(complaint)
            failed = True
    if failed:
        raise typer.Exit(USAGE)


def _show(model: Any, lines: Iterable[render.Line], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(_dump(model), ensure_ascii=False))
    else:
        _print(lines)


def _print(lines: Iterable[render.Line]) -> None:
    if not sys.stdout.isatty():
        sys.stdout.write(render.plain(lines))
        return
    from knowledge.screen import show as on_screen

    on_screen(lines)


def _dump(model: Any) -> dict[str, Any]:
    dumped: dict[str, Any] = model.model_dump(mode="json")
    return dumped


def _wanted(value: str | None, name: str, command: str) -> str:
    if value is None:
        raise UsageError(f'{name} is missing: dateline {command} "…", or --batch FILE')
    return value


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageError(f'"{key}" is no text')
    return value


def _published(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError as error:
        raise UsageError(f'"dct": a day such as 2020-03-04, or null, not {value!r}') from error


def _first_day(value: str | None, name: str) -> date | None:
    return None if value is None else _days(value, name)[0]


def _last_day(value: str | None, name: str) -> date | None:
    return None if value is None else _days(value, name)[1]


def _days(value: str, name: str) -> tuple[date | None, date | None]:
    from knowledge.facts.timex import resolve

    period = resolve(value, anchor=date.today())  # noqa: DTZ011  # "last year" is meant from the reader's day
    if period is None:
        raise UsageError(f'{name}: a time such as 2019, 2019-10, 2019-10-28 or "last year", not {value!r}')
    return period.first, period.last


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise UsageError(f"--picture {path}: cannot be written ({error.strerror})") from error


def _complain(message: str) -> None:
    print(message, file=sys.stderr)
