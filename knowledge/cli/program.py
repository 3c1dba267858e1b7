"""All commands of ``dateline``: results on standard output, complaints on standard error, exit 0, 1 or 2."""

from __future__ import annotations

import atexit
import gc
import sys
from collections.abc import Sequence
from typing import NoReturn

import knowledge.cli.asking
import knowledge.cli.feeds
import knowledge.cli.looking
import knowledge.cli.moving  # noqa: F401 - the modules register their commands
from knowledge.cli.console import complain
from knowledge.cli.options import USAGE, app
from knowledge.errors import DatelineError

__all__ = ["app", "main", "run"]

INTERRUPTED = 130
"""128 and the number of the signal, as shells count."""


def main() -> NoReturn:
    """The console script, but for what needs none of the commands."""
    gc.disable()  # one question is over before cycles matter; a batch turns it on again
    atexit.register(
        gc.freeze
    )  # what the end of the process frees anyway need not be searched: a tenth of a second
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """What a command line comes to, as an exit status.

    No traceback reaches a user, unless Python's development mode asks for it.
    """
    try:
        app(list(arguments), standalone_mode=True)
    except DatelineError as error:
        complain(str(error))
        return USAGE
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except BaseException as error:  # the last line of defence; a panic in a library is no ``Exception``
        if sys.flags.dev_mode:
            raise
        complain(f"dateline: something went wrong inside ({type(error).__name__}: {error}).")
        complain("For details: python -X dev -m knowledge …; please report it.")
        return USAGE
    return 0
