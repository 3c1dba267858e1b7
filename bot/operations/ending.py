"""An end that comes, whatever is still being done by then."""

from __future__ import annotations

import logging
import os
import threading
from typing import Final

__all__ = ["end_within"]

_TO_END: Final = 9.0
"""A second less than is promised: on a busy machine a signal is heard late."""
_NOT_IN_TIME: Final = 70
_log = logging.getLogger(__name__)


def end_within(seconds: float = _TO_END) -> None:
    """The process is gone after some seconds, whatever it still does by then.

    What is kept on disk is whole at any moment, so nothing but the unanswered is lost.
    """
    timer = threading.Timer(seconds, _end)
    timer.daemon = True
    timer.start()


def _end() -> None:
    _log.error("ending now: not everything ended in time")
    logging.shutdown()
    os._exit(_NOT_IN_TIME)
