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
