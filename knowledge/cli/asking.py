"""Commands that ask the articles: ask, timeline, check, facts; and dates, which asks a text."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge.cli.console import (
    answer_batch,
    columns,
    complain,
    dump,
    library_of,
    named,
    no_argument_beside,
    picture_file,
    show_explanation,
    show_file,
    show_result,
    text_in,
    wanted,
    write_file,
)
from knowledge.cli.options import NO_ANSWER, Batch, Json, Sources, Top, app
from knowledge.cli.values import publication_day, readable, window
from knowledge.errors import UnknownNameError, UsageError
from knowledge.model import FactSheet
from knowledge.presentation import lines
from knowledge.presentation.files import (
    SheetFormat,
    TimelineFormat,
    citation_line,
    sheet_file,
    timeline_file,
)
from knowledge.presentation.strip import strip

__all__ = ["ask", "check", "dates", "facts", "timeline"]


@app.command(
    epilog='Examples: dateline ask "Who resigned?" · dateline ask "and when?" --context "Who resigned?"'
)
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks.")] = None,
    context: Annotated[str | None, typer.Option(help="The question before, for a follow-up.")] = None,
    top: Top = None,
    cite: Annotated[
        bool, typer.Option("--cite", help="Print the answer as one line: the quotation with its source.")
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show the candidates, and what letters and meaning say of each.")
    ] = False,
    batch: Batch = None,
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Answer a question by the sentence that answers it best, or say that the sources do not."""
    today = date.today()  # noqa: DTZ011  # the reader's own day is meant
    context = context and readable(context)
    if explain and batch is not None:
        raise UsageError("--explain: it takes one question at a time, no --batch")
    no_argument_beside(batch, question, "QUESTION")
    no_argument_beside(batch, context, "--context")
    with library_of(sources) as library:
        if batch is not None:
            answer_batch(
                batch,
                "question",
                lambda row: dump(
                    library.ask(row["question"], context=text_in(row, "context"), top=top, today=today)
                ),
            )
            return
        if explain:
            told = library.explain(wanted(question, "QUESTION", "ask"), context=context, top=top, today=today)
            show_explanation(told, as_json=as_json)
            if not told.candidates:
                raise typer.Exit(NO_ANSWER)
            return
        answer = library.ask(wanted(question, "QUESTION", "ask"), context=context, top=top, today=today)
        if cite and answer.citations:
            show_file(f"{citation_line(answer)}\n".encode())
        else:
            show_result(answer, lines.answer(answer), as_json=as_json)
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
    form: Annotated[
        TimelineFormat | None, typer.Option("--format", help="Print it as it would stand in such a file.")
    ] = None,
    batch: Batch = None,
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Tell what happened when, each event with its sources."""
    no_argument_beside(batch, topic, "TOPIC")
    picture_file(picture)
    today = date.today()  # noqa: DTZ011  # the reader's own day is meant
    with library_of(sources) as library:
        if batch is not None:
            answer_batch(
                batch,
                "query",
                lambda row: dump(
                    library.timeline(
                        row["query"],
                        **window(text_in(row, "from"), text_in(row, "to"), ("from", "to")),
                        today=today,
                    )
                ),
            )
            return
        told = library.timeline(readable(topic or ""), **window(start, end, ("--from", "--to")), today=today)
    if picture is not None:
        from knowledge.presentation.picture import draw

        write_file(picture, draw(told))
    if form is None:
        drawn = strip(told.events, columns() or 0)
        show_result(told, chain(drawn, lines.timeline(told)), as_json=as_json)
    else:
        show_file(timeline_file(told, form))
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
    no_argument_beside(batch, claim, "CLAIM")
    claim = claim if claim is None else named(claim, "CLAIM", "check")
    with library_of(sources) as library:
        if batch is not None:
            answer_batch(batch, "claim", lambda row: dump(library.check(row["claim"])))
            return
        checked = library.check(wanted(claim, "CLAIM", "check"))
        show_result(checked, lines.checked(checked), as_json=as_json)
        if checked.verdict == "not found":
            raise typer.Exit(NO_ANSWER)


@app.command(epilog='Example: dateline facts "Antony Blinken"')
def facts(
    name: Annotated[str, typer.Argument(help="A person, organisation, place, group or office.")],
    picture: Annotated[
        Path | None, typer.Option(help="Draw a chart into this PNG file, where three dated values exist.")
    ] = None,
    form: Annotated[
        SheetFormat | None, typer.Option("--format", help="Print it as it would stand in such a file.")
    ] = None,
    as_json: Json = False,
    sources: Sources = None,
) -> None:
    """Show a name's aliases, roles, figures and statements, and where sources differ."""
    name = named(name, "NAME", "facts")
    picture_file(picture)
    with library_of(sources) as library:
        try:
            sheet = library.facts(name)
        except UnknownNameError as error:
            complain(str(error))
            if as_json:
                show_result(FactSheet(name=name, kind=None), (), as_json=True)
            raise typer.Exit(NO_ANSWER) from error
        if picture is not None and sheet.chart:
            from knowledge.presentation.chart import draw

            write_file(picture, draw(sheet))
        if form is None:
            show_result(sheet, lines.fact_sheet(sheet), as_json=as_json)
        else:
            show_file(sheet_file(sheet, form))
        if picture is not None and not sheet.chart:
            complain(f"--picture: no chart, for the sources hold no three dated values on “{sheet.name}”")
            raise typer.Exit(NO_ANSWER)


@app.command(epilog='Example line: {"doc": "a", "dct": "2020-03-04", "text": "It rained on Monday."}')
def dates(
    batch: Annotated[
        str, typer.Option("--batch", "-b", metavar="FILE", help="JSON Lines; - reads standard input.")
    ] = "-",
    as_json: Annotated[
        bool, typer.Option("--json", help="JSON is what it prints in any case.", show_default=False)
    ] = True,
) -> None:
    """Find and resolve the time expressions of texts (TIMEX3)."""
    del as_json
    from knowledge.temporal.timexes import find

    def reply(row: Mapping[str, Any]) -> Mapping[str, Any]:
        found = find(row["text"], published=publication_day(row.get("dct")))
        keep = ("start", "end", "type", "value", "mod", "rule")
        timexes = ({k: v for k, v in dump(t).items() if k in keep and v is not None} for t in found)
        return {"doc": row.get("doc"), "timexes": list(timexes)}

    answer_batch(batch, "text", reply, repeated=("id", "doc"))
