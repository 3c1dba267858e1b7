"""Draws the pictures of the documentation: a chat in the terminal (chat.svg) and a timeline (timeline.png).

python docs/screens.py
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from rich.console import Console  # noqa: E402 -- the project's own folder is on the path now

from bot import messages as m  # noqa: E402
from bot.settings import BotSettings  # noqa: E402
from bot.state.context import open_context  # noqa: E402
from bot.terminal import draw  # noqa: E402
from bot.terminal.chat import Chat  # noqa: E402
from knowledge.library import Library  # noqa: E402
from knowledge.settings import Settings  # noqa: E402

TYPED = ("How many US troops will leave Syria?", "/context", "Who won the football cup?")
TOPIC = "/timeline Islamic State"


def main() -> None:
    """Ask over the digests that come along, and keep what is shown."""
    with tempfile.TemporaryDirectory() as home:
        context = open_context(BotSettings(library=Settings(home=Path(home))), Library.open)
        chat, console = Chat(context), Console(record=True, width=100, file=io.StringIO())
        for line in TYPED:
            console.print(f"[bold]{m.TERMINAL_PROMPT}[/bold]{line}")
            console.print(draw.drawn(chat.reply(line), chat.dates))
        console.save_svg(str(HERE / "chat.svg"), title="Dateline")
        chat.reply(TOPIC)
        for name, content in draw.files(chat.reply("/picture")):
            (HERE / name).write_bytes(content)
        context.close()


if __name__ == "__main__":
    main()
