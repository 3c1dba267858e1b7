"""Commands that look at the articles and at the program: sources, read, show, index, evaluate, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from knowledge import __version__
from knowledge.cli.batch import rows
from knowledge.cli.console import (
    complain,
    dump,
    library_of,
    named,
    print_lines,
    settings_for,
    show_explanation,
)
from knowledge.cli.options import NO_ANSWER, Json, Sources, app
from knowledge.cli.values import readable
from knowledge.errors import UnknownSourceError, UsageError
from knowledge.library import Library
from knowledge.presentation import lines

MASTHEAD = (
    "title", "publisher", "author", "published", "published_basis", "published_reason", "url", "deck",
)  # fmt: skip
EVERY = 1_000
"""More candidates than are ever looked at closely."""

__all__ = ["doctor", "evaluate", "index", "list_sources", "read", "show"]


@app.command(name="sources")
def list_sources(as_json: Json = False, sources: Sources = None) -> None:
    """List the sources: title, publisher, date, and how long each is."""
    with library_of(sources) as library:
        found = library.sources()
        if not as_json:
            print_lines(lines.sources(found))
            return
        for source in found:
            counts = {
                "paragraphs": len(library.article(source.id).paragraphs),
                "sentences": len(library.sentences_of(source.id)),
            }
            print(json.dumps({**dump(source), **counts}, ensure_ascii=False))


@app.command(epilog="Example: dateline read saved-page.html")
def read(
    file: Annotated[Path, typer.Argument(help="A page or an archive, in any form that is read.")],
    as_json: Json = False,
) -> None:
    """Show what the reader makes of a file: masthead, paragraphs, and what was left out by which rule."""
    from knowledge.ingest.files import read as read_file

    reading = read_file(file)
    for problem in reading.problems:
        complain(str(problem))
    for article in reading.articles:
        paragraphs = [article.text[start:end] for start, end in article.paragraphs]
        left_out = reading.left_out[article.source.id]
        if as_json or not sys.stdout.isatty():
            said = dump(article.source)
            row = {name: said[name] for name in MASTHEAD}
            row |= {"paragraphs": paragraphs, "left_out": [left._asdict() for left in left_out]}
            print(json.dumps(row, ensure_ascii=False))
        else:
            print_lines(lines.page(article.source, paragraphs, left_out))


@app.command(epilog="Examples: dateline show 2019-report.md · dateline show 2019-report.md#3")
def show(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE[#SENTENCE]", help="A source's id, as `dateline sources` lists it."),
    ],
    question: Annotated[
        str | None,
        typer.Option("--question", help="Say what letters and meaning make of the sentence for it."),
    ] = None,
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Show an article sentence by sentence, or one sentence with its facts and the rules that found them."""
    from knowledge.cli.showing import shown

    identity, number = _sentence(named(source, "SOURCE", "show"))
    if question and number is None:
        raise UsageError(f"--question: after # the sentence's number is wanted, such as {identity}#3")
    with library_of(sources) as library:
        if all(known.id != identity for known in library.sources()):
            raise UnknownSourceError(f"no source is called {identity!r}; `dateline sources` lists them")
        for line in shown(library, identity, number):
            print(json.dumps(line, ensure_ascii=False) if as_json else line["line"])
        if question and number is not None:
            _show_for(readable(question), library, identity, number, as_json=as_json)


def _sentence(typed: str) -> tuple[str, int | None]:
    """A source's id and the number behind it, if any. Raises UsageError."""
    identity, _, number = typed.partition("#")
    if number and not number.isdecimal():
        raise UsageError(f"{typed}: after # a sentence's number is wanted, such as {identity}#3")
    return identity, int(number) if number else None


def _show_for(question: str, library: Library, identity: str, number: int, *, as_json: bool) -> None:
    """What letters and meaning make of one sentence for the question."""
    told = library.explain(question, top=EVERY)
    own = [c for c in told.candidates if (c.sentence.source, c.sentence.number) == (identity, number)]
    show_explanation(told._replace(candidates=tuple(own)), as_json=as_json)
    if not own and not as_json:
        print("Neither letters nor meaning brought this sentence forward.")


@app.command()
def index(
    sources: Sources = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Look into every file, whatever its size and time.")
    ] = False,
) -> None:
    """Bring the index up to date with the files, meaning included (every command does so by itself)."""
    with library_of(sources) as library:
        library.refresh(compare="contents" if everything else "times")
        held, unreadable = library.statistics(), library.unreadable
        left_out = sum(source.left_out for source in library.sources())
        print(f"{held.articles} articles, {held.sentences} sentences, {len(unreadable)} files unreadable")
        print(f"{left_out} pieces of pages left out (`dateline read FILE` lists them)")
        if library.bring_up_meaning():
            print("meaning: all sentences encoded" if held.sentences else "meaning: nothing to encode")
        else:
            print(f"meaning: off ({library.meaning_off})")
        if unreadable:
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
    from knowledge.evaluation.questions import evaluate as measure

    with library_of(sources) as library:
        result = measure(list(rows(str(gold))), library)
    if as_json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name:32} {value:.4f}" if isinstance(value, float) else f"{name:32} {value}")


@app.command()
def doctor(sources: Sources = None) -> None:
    """Look at the installation, the settings, the index and the sources, and say what is amiss."""
    from knowledge.cli.doctor import findings

    amiss = False
    for finding in findings(settings_for(sources)):
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
