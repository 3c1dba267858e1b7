"""Commands for who runs several processes: migrate between files and a database, take an article down."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.cli.console import settings_for
from knowledge.cli.options import Sources, app
from knowledge.errors import SettingError, UsageError
from knowledge.settings import Settings

if TYPE_CHECKING:
    from knowledge.model import Article
    from knowledge.storage.postgres.database import Database

__all__ = ["schema", "takedown", "to_database", "to_files"]

_LONG_ENOUGH = 5.0
"""Seconds in which copies take over that an article is gone, before they are made anew without a trace."""

migrate = typer.Typer(
    name="migrate", help="Move articles between files and the database.", no_args_is_help=True
)
app.add_typer(migrate)


@migrate.command(name="to-database", epilog="Example: dateline migrate to-database --sources articles/")
def to_database(sources: Sources = None) -> None:
    """Put what is indexed from files into the library of DATELINE_LIBRARY, facts and all; once is enough."""
    from knowledge.indexing import open_library
    from knowledge.storage.postgres.truth import Truth

    settings = settings_for(sources)
    with _database(settings) as database:
        truth = Truth(database, settings.library)
        library = open_library(settings.model_copy(update={"database_url": None}))
        try:
            with library.reading() as opened, truth.batch():
                store, known, moved = opened.store, truth.digests(), 0
                for source, digest in store.digests().items():
                    if known.get(source) != digest:
                        facts = [stored.fact for stored in store.facts(sources=(source,))]
                        sentences = store.sentences_of(source)
                        truth.put(store.article(source), sentences, facts, digest=digest)
                        moved += 1
                for row in store.files().values():
                    truth.put_file(row)
        finally:
            library.close()
    print(f"{moved} articles put into the library {settings.library!r} at {database.where}")


@migrate.command(name="to-files", epilog="Example: dateline migrate to-files articles.jsonl")
def to_files(
    archive: Annotated[Path, typer.Argument(help="The JSON Lines archive to write; it may be a source.")],
) -> None:
    """Write the articles of the library of DATELINE_LIBRARY to a file that can be indexed again."""
    from knowledge.storage.postgres.truth import Truth

    settings = settings_for(None)
    with _database(settings) as database, archive.open("x", encoding="utf-8") as out:
        count = 0
        for entry in Truth(database, settings.library).entries(0):
            assert entry.ready is not None  # from 0, there are only articles
            out.write(json.dumps(_line(entry.ready.article), ensure_ascii=False) + "\n")
            count += 1
    print(f"{count} articles written to {archive}")


@migrate.command(epilog="Example: dateline migrate schema --to 1")
def schema(
    to: Annotated[int | None, typer.Option(help="The version; the program's own when left out.")] = None,
) -> None:
    """Bring the tables up to this program, or back for an older one (what only they hold is lost)."""
    from knowledge.storage.postgres.migrations import migrate, version_of

    with _database(settings_for(None), check=False) as database:
        steps = migrate(database, to)
        print(f"{database.where}: {steps} steps, now version {version_of(database)}")


@app.command(epilog="Example: dateline takedown 2019-report.md")
def takedown(
    source: Annotated[str, typer.Argument(help="A source's id, as `dateline sources` lists it.")],
) -> None:
    """Take an article out of the database, its snapshots and all copies, without a trace."""
    from knowledge.storage.postgres.truth import Truth

    settings = settings_for(None)
    with _database(settings) as database:
        truth = Truth(database, settings.library)
        for path, row in truth.files().items():
            if source in row.sources and Path(path).exists():
                raise UsageError(f"{path} holds {source!r}: take it away first, or it would come back")
        truth.remove(source)
        time.sleep(_LONG_ENOUGH)
        truth.scrub()
    print(f"{source} is gone from {database.where}; copies are made anew. Backups made before still hold it.")


@contextmanager
def _database(settings: Settings, *, check: bool = True) -> Iterator[Database]:
    if settings.database_url is None:
        raise SettingError("DATELINE_DATABASE_URL: wanted for this; see docs/cluster.md")
    from knowledge.storage.postgres.database import Database
    from knowledge.storage.postgres.migrations import migrate

    database = Database(settings.database_url.get_secret_value())
    try:
        if check:
            migrate(database)
        yield database
    finally:
        database.close()


def _line(article: Article) -> dict[str, object]:
    known = article.source.model_dump(mode="json", exclude_none=True)
    return {**known, "paragraphs": [article.text[start:end] for start, end in article.paragraphs]}
