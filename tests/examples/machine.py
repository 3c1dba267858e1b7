"""A folder that stands for a machine: an environment of its own in which this folder is installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Machine(NamedTuple):
    """A folder that stands for a machine's root, and the folder of its environment for Python."""

    root: Path
    env: Path

    def at(self, words: str) -> str:
        """The words, with the machine's folders where they name them."""
        return re.sub(r"(?<![\w./])/(data|opt|etc|var|root)\b", rf"{self.root}/\1", words)

    def run(self, line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """A line of a recipe, as the shell takes it."""
        return subprocess.run(
            ["sh", "-c", self.at(line)], capture_output=True, text=True, check=False, cwd=ROOT,
            env={"PATH": f"{self.env / 'bin'}:{os.environ['PATH']}", "HOME": str(self.root), **environment},
        )  # fmt: skip


def machine(root: Path, env: str) -> Machine:
    """A machine on which ``env`` holds this folder, and the commands that it brings."""
    place = root / env
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True)
    (packages,) = place.glob("lib/python*/site-packages")
    known = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "dateline.pth").write_text("\n".join([str(ROOT), *known, "import loopback_address"]))
    (packages / "loopback_address.py").write_text(ADDRESS)
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    for name, target in scripts.items():
        module, _, function = target.partition(":")
        script = place / "bin" / name
        script.write_text(SCRIPT.format(place, module, function))
        script.chmod(0o755)
    return Machine(root, place)


SCRIPT = """\
#!{0}/bin/python
from {1} import {2}
if __name__ == "__main__":
    {2}()
"""
"""What pip makes of a command of the project."""
ADDRESS = """
import os
if port := os.environ.get("LOOPBACK"):
    import discord, yarl
    discord.http.Route.BASE = f"http://127.0.0.1:{port}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"ws://127.0.0.1:{port}/gw")
"""
"""Where Discord is, for a process that was told a port."""
