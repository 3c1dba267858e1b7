"""Settings of the library from the environment, checked, with the only defaults there are."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from knowledge.errors import SettingError

__all__ = ["CAUTION", "Settings", "load", "secret", "surroundings"]


CAUTION = 0.5
"""The least confidence at which an answer is given, unless somebody chooses another."""

INSTALLATION = Path(sys.prefix) / "dateline.env"
"""The installation's own defaults: an image or a service says there where its data lies, so that whoever runs
a command of the same installation by hand finds the same."""


class Settings(BaseModel):
    """Each field is the variable ``DATELINE_<NAME>``; ``.env.example`` lists them all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: tuple[Path, ...] = ()
    """Folders of articles or .jsonl files; empty means the digests that come with Dateline."""
    feeds: tuple[str, ...] = ()
    """Addresses of feeds, sitemaps, pages or sites that are followed for all."""
    home: Path | None = None
    """Folder for the index; None means the user's cache folder."""
    top: Annotated[int, Field(ge=1, le=50)] = 5
    """How many sentences of evidence an answer carries."""
    caution: Annotated[float, Field(ge=0, le=1)] = CAUTION
    """The least confidence at which an answer is given, from 0 (always) to 1 (never)."""
    cache: Annotated[int, Field(ge=1, le=4096)] = 64
    """Megabytes of sentences that are kept in memory, of all libraries of the process together."""
    meaning: Literal["auto", "off"] = "auto"
    """Whether the sentence encoder is used where it is installed."""
    database_url: SecretStr | None = None
    """PostgreSQL's address, with any number of hosts; None means that everything lies in files. Also
    ``DATELINE_DATABASE_URL_FILE``: a file that holds it."""
    library: Annotated[str, Field(min_length=1, max_length=200)] = "shared"
    """Which of the libraries in the database is asked."""
    encoder: Path | None = None
    """Folder of another sentence encoder (Hugging Face layout); None means the installed one."""


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment, or else from a file ``.env`` in the working folder.

    Raises SettingError with one line for each bad value, and for a file ``.env`` that cannot be read.

    >>> load({"DATELINE_TOP": "many"})
    Traceback (most recent call last):
    knowledge.errors.SettingError: DATELINE_TOP: a whole number from 1 to 50, not 'many'
    """
    environment = surroundings() if environment is None else environment
    given: dict[str, object] = {
        name: value
        for name in Settings.model_fields
        if (value := secret(environment, f"DATELINE_{name.upper()}"))
    }
    if isinstance(sources := given.get("sources"), str):
        given["sources"] = tuple(Path(p) for p in sources.split(os.pathsep) if p)
    if isinstance(feeds := given.get("feeds"), str):
        given["feeds"] = tuple(feeds.split())
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise SettingError("\n".join(_complaint(e["loc"][0], e["input"]) for e in error.errors())) from error


def secret(environment: Mapping[str, str], name: str) -> str:
    """The variable's value, or what stands in the file that ``<NAME>_FILE`` names; empty for neither.

    Raises SettingError where the file cannot be read.
    """
    if not (path := environment.get(f"{name}_FILE", "").strip()):
        return environment.get(name, "").strip()
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{name}_FILE: {path} cannot be read ({error})") from error


def surroundings(installation: Path = INSTALLATION) -> Mapping[str, str]:
    """The environment, over a file ``.env`` in the working folder, over the installation's own defaults.

    What is empty counts as not set, so that a copy of ``.env.example`` overrides nothing by its empty lines.
    Raises SettingError where a file cannot be read.
    """
    layers = (_values(installation), _values(Path(".env")), dict(os.environ))
    return {name: value for layer in layers for name, value in layer.items() if value.strip()}


def _values(path: Path) -> dict[str, str]:
    try:
        found = dotenv_values(path)
    except UnicodeDecodeError as error:
        raise SettingError(f"{path.absolute()}: is not UTF-8; save it as UTF-8 text") from error
    except OSError as error:
        raise SettingError(f"{path.absolute()}: cannot be read ({error.strerror})") from error
    return {name: value for name, value in found.items() if value is not None}


_WANTED = {
    "top": "a whole number from 1 to 50",
    "caution": "a number from 0 to 1",
    "cache": "a whole number from 1 to 4096",
    "meaning": "'auto' or 'off'",
    "library": "a name of at most 200 letters",
}


def _complaint(name: int | str, value: object) -> str:
    return f"DATELINE_{str(name).upper()}: {_WANTED.get(str(name), 'a path')}, not {value!r}"
