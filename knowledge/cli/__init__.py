"""The command ``dateline``: results on standard output, complaints on standard error, exit 0, 1 or 2."""

from __future__ import annotations

import atexit
import gc
import sys
from typing import NoReturn

from knowledge.cli import asking, looking
from knowledge.cli.console import complain
from knowledge.cli.options import USAGE, app
from knowledge.errors import DatelineError

__all__ = ["app", "asking", "looking", "main"]

INTERRUPTED = 130
"""128 and the number of the signal, as shells count."""


def main() -> NoReturn:
    """The console script: no traceback reaches a user, unless Python's development mode asks for it."""
    gc.disable()  # one question is over before cycles matter; a batch turns it on again
    atexit.register(
        gc.freeze
    )  # what the end of the process frees anyway need not be searched: a tenth of a second
    try:
        app(standalone_mode=True)
    except DatelineError as error:
        complain(str(error))
        sys.exit(USAGE)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except SystemExit:
        raise
    except BaseException as error:  # the last line of defence; a panic in a library is no ``Exception``
        if sys.flags.dev_mode:
            raise
        complain(f"dateline: something went wrong inside ({type(error).__name__}: {error}).")
        complain("For details: python -X dev -m knowledge …; please report it.")
        sys.exit(USAGE)
    sys.exit(0)
