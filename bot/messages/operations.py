"""What operators are told at the start."""

from __future__ import annotations

from typing import Final

NOT_LET_IN: Final = (
    "Discord refuses the token: copy it again from the application's page (Bot, Reset Token) into .env as "
    "DISCORD_TOKEN=…"
)
UNREACHABLE: Final = "Discord cannot be reached ({}): check the connection and start again."
REFUSED: Final = "Discord refuses the connection ({}): check the application's settings and start again."
PORT_TAKEN: Final = "BOT_PORT: port {} cannot be used ({}); choose another, or 0 for none."
LOST_FOR: Final = "not there for {:.0f} seconds"
NO_PORT: Final = "BOT_PORT: the bot can be asked only where it has a port; set one, such as 8080."
NO_DATA: Final = "{}: holds no data of Dateline; set DATELINE_HOME to the folder of the bot that runs"
BACKED_UP: Final = "{}: {} of articles, and all that is remembered in {}, checked"
RESTORED: Final = "{}: restored and checked, with articles for {}, in {}"
RESTORE_DIFFERS: Final = "{} is not as in the backup after restoring it; please try again"
IN_DATABASE: Final = "the database"
TAKEN_DOWN: Final = "Removed from {}."
STILL_SHARED: Final = "{}: stands in the sources for all servers; delete it there as well"
AUDIT_TAKEN_DOWN: Final = "“{}” was taken down by those who run me"
