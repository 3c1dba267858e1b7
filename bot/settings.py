"""Settings of the bot from the environment and ``.env``, checked; the library's settings travel with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from knowledge.errors import SettingError
from knowledge.settings import Settings, secret, surroundings
from knowledge.settings import load as load_library

__all__ = ["BotSettings", "load"]


class BotSettings(BaseModel):
    """Each field is the variable ``BOT_<NAME>``, but for ``DISCORD_TOKEN`` and the library's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: SecretStr | None = None
    """``DISCORD_TOKEN``, or a file named by ``DISCORD_TOKEN_FILE``; without one the bot talks in the
    terminal."""
    library: Settings = Settings()
    threads: Annotated[int, Field(ge=1, le=64)] = 2
    """How many questions are answered at one time."""
    person_minute: Annotated[int, Field(ge=1, le=600)] = 12
    """Questions a minute that one person may ask."""
    server_minute: Annotated[int, Field(ge=1, le=6000)] = 240
    """Questions a minute that one server may ask."""
    waiting: Annotated[int, Field(ge=1, le=10_000)] = 400
    """How many questions of one server may wait for an answer."""
    patience_seconds: Annotated[int, Field(ge=1, le=60)] = 4
    """How long a question may have to wait for its turn; who would wait longer is asked to come back."""
    articles: Annotated[int, Field(ge=0, le=100_000)] = 2000
    """How many articles a server may add."""
    megabytes: Annotated[int, Field(ge=1, le=500)] = 10
    """How large a file with articles may be."""
    reading_seconds: Annotated[int, Field(ge=1, le=600)] = 20
    """How long one file that somebody sends in may be read."""
    reading_megabytes: Annotated[int, Field(ge=256, le=65_536)] = 1024
    """How much memory a process may need that reads what people send in."""
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 90
    """How long questions are kept."""
    refresh_seconds: Annotated[float, Field(ge=1, le=86_400)] = 300
    """How often sources are looked at for changes on disk."""
    port: Annotated[int, Field(ge=0, le=65535)] = 0
    """Where on loopback ``/healthz`` and ``/metrics`` answer; 0 for nowhere."""
    shards: Annotated[int, Field(ge=0, le=10_000)] = 0
    """How many shards all processes run together; 0 for what Discord recommends."""
    shard_ids: tuple[int, ...] = ()
    """The shards of this process; empty for all."""
    log: Literal["text", "json"] = "text"
    """How the log is written, to standard error."""

    @property
    def home(self) -> Path:
        """The one folder in which everything lies that must not be lost."""
        if self.library.home is not None:
            return self.library.home
        from platformdirs import user_data_path

        return user_data_path("dateline")

    def takes(self, server: int) -> bool:
        """Whether a server is this process's by its shard; 0 stands for the feeds that all share."""
        if not server:
            return bool(self.library.feeds)
        return not self.shard_ids or (server >> 22) % self.shards in self.shard_ids


def load(environment: Mapping[str, str] | None = None) -> BotSettings:
    """Settings from the environment, or else from a file ``.env`` in the working folder.

    Raises SettingError with one line for each bad value.

    >>> load({"BOT_PORT": "http"})
    Traceback (most recent call last):
    knowledge.errors.SettingError: BOT_PORT: a whole number from 0 to 65535, not 'http'
    """
    environment = surroundings() if environment is None else environment
    given: dict[str, object] = {
        name: value
        for name in BotSettings.model_fields
        if name not in ("token", "library") and (value := environment.get(f"BOT_{name.upper()}", "").strip())
    }
    if isinstance(ids := given.get("shard_ids"), str):
        given["shard_ids"] = tuple(part.strip() for part in ids.split(","))
    token = secret(environment, "DISCORD_TOKEN")
    shared = load_library(environment)
    try:
        settings = BotSettings.model_validate(
            {**given, "library": shared, "token": SecretStr(token) if token else None}
        )
    except ValidationError as error:
        raise SettingError("\n".join(_complaint(e["loc"][0], e["input"]) for e in error.errors())) from error
    _check_shards(settings)
    return settings


def _check_shards(settings: BotSettings) -> None:
    ids, count = settings.shard_ids, settings.shards
    if ids and not count:
        raise SettingError("BOT_SHARD_IDS: wants BOT_SHARDS too, how many shards all processes run together")
    for one in ids:
        if one not in range(count) or ids.count(one) > 1:
            raise SettingError(f"BOT_SHARD_IDS: numbers from 0 to {count - 1}, each once, not {one}")


def _complaint(name: int | str, value: object) -> str:
    field = BotSettings.model_fields[str(name)]
    bounds = {type(b).__name__: b for b in field.metadata}
    wanted = "'text' or 'json'" if name == "log" else "numbers with commas between them, such as 0,1"
    if "Ge" in bounds and "Le" in bounds:
        wanted = f"a whole number from {bounds['Ge'].ge} to {bounds['Le'].le}"
    return f"BOT_{str(name).upper()}: {wanted}, not {value!r}"
