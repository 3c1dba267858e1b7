"""The application and the options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["NO_ANSWER", "USAGE", "Batch", "Json", "Sources", "Top", "app"]

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
