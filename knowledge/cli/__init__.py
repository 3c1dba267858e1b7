"""The command ``dateline``: results on standard output, complaints on standard error, exit 0, 1 or 2."""

from __future__ import annotations

import sys
from typing import NoReturn

from knowledge.cli import asking, looking
from knowledge.cli.console import complain
from knowledge.cli.options import USAGE, app
from knowledge.errors import DatelineError

__all__ = ["app", "asking", "looking", "main"]


def main() -> NoReturn:
    """The console script: no traceback reaches a user for anything foreseen."""
    try:
        app(standalone_mode=True)
    except DatelineError as error:
        complain(str(error))
        sys.exit(USAGE)
    except BrokenPipeError:
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)
