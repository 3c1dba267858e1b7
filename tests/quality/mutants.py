"""Proves that tests guard the judgement: spoils one function at a time in a copy of the source.

    python -m quality.mutants [--only PART] [--jobs N]      (``make mutants``)

mutants.toml names the functions, what becomes of them and the tests that must notice. Prints which test
caught each; the exit status is 1 when one was caught by none, was never called, or has lost its function.
"""

from __future__ import annotations

import argparse
import ast
import functools
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
import tomllib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
MUTANTS = Path(__file__).with_name("mutants.toml")
COPIED = ("knowledge", "tests", "pyproject.toml")
LINKED = ("bot", "seeds", "benchmarks", "docs", "README.md", ".env.example")
PATIENCE = 900
"""Seconds for the tests of one mutant."""

APPLIED = """

def _spoiled(original, mark):
    import functools
    import pathlib

{code}
    @functools.wraps(original)
    def replaced(*args, **kwargs):
        pathlib.Path(mark).touch()
        return mutant(original, *args, **kwargs)

    return replaced


{name} = _spoiled({name}, {mark!r})
"""


class Mutant(NamedTuple):
    """A function spoiled: ``code`` defines ``mutant(original, …)``, which is called in its place."""

    name: str
    function: str
    """Module and name between ":", as in "knowledge.library:Library.ask"."""
    code: str
    tests: tuple[str, ...]
    """Files of tests of which one must fail."""


class Outcome(NamedTuple):
    """What came of a run: the tests that failed, whether the function was called, and why it went wrong."""

    caught_by: tuple[str, ...]
    called: bool
    trouble: str
    seconds: float


def mutants() -> tuple[Mutant, ...]:
    """In the order of the file."""
    rows = tomllib.loads(MUTANTS.read_text(encoding="utf-8"))["mutant"]
    return tuple(Mutant(**{**row, "tests": tuple(row["tests"])}) for row in rows)


def missing(mutant: Mutant, root: Path = ROOT) -> str:
    """Why the mutant cannot be applied; empty when its function and its tests are there."""
    module, _, name = mutant.function.partition(":")
    path = root / f"{module.replace('.', '/')}.py"
    if not path.is_file():
        return f"there is no module {module}"
    body: Iterable[ast.stmt] = ast.parse(path.read_text(encoding="utf-8")).body
    *classes, function = name.split(".")
    for wanted in classes:
        found = [node for node in body if isinstance(node, ast.ClassDef) and node.name == wanted]
        body = found[0].body if found else ()
    if not any(isinstance(node, ast.FunctionDef) and node.name == function for node in body):
        return f"{module} defines no {name}"
    absent = [test for test in mutant.tests if not (root / test.partition("::")[0]).exists()]
    return f"there is no {absent[0]}" if absent else ""


def spoiled(mutant: Mutant, tree: Path, mark: Path) -> None:
    """Replaces the function in a copy of the source."""
    module, _, name = mutant.function.partition(":")
    path = tree / f"{module.replace('.', '/')}.py"
    code = textwrap.indent(mutant.code.strip(), "    ") + "\n"
    with path.open("a", encoding="utf-8") as file:
        file.write(APPLIED.format(code=code, name=name, mark=str(mark)))


def copied(origin: Path, tree: Path) -> None:
    """The source and its tests, to be spoiled; what is only read is linked."""
    tree.mkdir(parents=True)
    for name in COPIED:
        copy = shutil.copytree if (origin / name).is_dir() else shutil.copy
        copy(origin / name, tree / name)
    for name in LINKED:
        if (origin / name).exists():
            (tree / name).symlink_to((origin / name).resolve())


def run(tests: Sequence[str], tree: Path) -> tuple[tuple[str, ...], str]:
    """The tests that failed, and what went wrong beside that."""
    report = tree / "report.xml"
    options = ["-q", "-p", "no:cacheprovider", f"--timeout={PATIENCE}", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", *options, *tests]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            command, cwd=tree, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return ("(out of time)",), ""
    if done.returncode not in (0, 1) or not report.exists():
        return (), f"pytest: exit {done.returncode}\n{done.stdout[-1500:]}{done.stderr[-500:]}"
    cases = list(ET.parse(report).iter("testcase"))
    broken = [error.get("message", "") for case in cases if (error := case.find("error")) is not None]
    if broken:
        return (), f"a test could not even begin: {broken[0][:300]}"
    return tuple(f"{c.get('classname')}::{c.get('name')}" for c in cases if c.find("failure") is not None), ""


def tried(mutant: Mutant, origin: Path) -> Outcome:
    """What the tests say of the mutant, in a copy of the origin."""
    if why := missing(mutant, origin):
        return Outcome((), called=False, trouble=f"{why}: point {MUTANTS.name} at it anew", seconds=0.0)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        tree, mark = Path(folder) / "tree", Path(folder) / "called"
        copied(origin, tree)
        spoiled(mutant, tree, mark)
        caught_by, trouble = run(mutant.tests, tree)
        return Outcome(caught_by, mark.exists(), trouble, time.monotonic() - begun)


def sound(chosen: Sequence[Mutant], origin: Path) -> tuple[str, ...]:
    """The tests that fail although nothing is spoiled."""
    failed, trouble = run(sorted({test for mutant in chosen for test in mutant.tests}), origin)
    return (trouble,) if trouble else failed


def line(mutant: Mutant, outcome: Outcome) -> tuple[bool, str]:
    """Whether the mutant was caught, and a line that says by what."""
    if outcome.trouble:
        return False, f"NOT TRIED  {mutant.name}: {outcome.trouble}"
    if not outcome.called:
        return False, f"UNCALLED   {mutant.name}: no test of {', '.join(mutant.tests)} comes to it"
    if not outcome.caught_by:
        return False, f"SURVIVED   {mutant.name}"
    names = [test.rpartition("::")[2] for test in outcome.caught_by]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return (
        True,
        f"caught     {mutant.name} ({outcome.seconds:.0f} s)\n             {', '.join(names[:3])}{more}",
    )


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", help="those with this in their name")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once")
    chosen = parser.parse_args()
    known = [mutant for mutant in mutants() if chosen.only in mutant.name]
    caught = 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(chosen.jobs) as pool:
        origin = Path(folder) / "origin"  # a copy, so that the source may be worked on meanwhile
        copied(ROOT, origin)
        if failing := sound(known, origin):
            sys.exit("without any mutant these fail already:\n" + "\n".join(failing))
        trying = functools.partial(tried, origin=origin)
        for mutant, outcome in zip(known, pool.map(trying, known), strict=True):
            good, said = line(mutant, outcome)
            caught += good
            print(said, flush=True)
    print(f"{caught} of {len(known)} mutants caught")
    sys.exit(caught < len(known))


if __name__ == "__main__":
    main()
