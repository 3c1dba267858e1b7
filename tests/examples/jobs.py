"""Jobs for worker processes that behave badly in one way each."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any

Say = Callable[[Any], None]


def count(say: Say, most: int) -> None:
    for number in range(most):
        say(number)


def who(say: Say) -> None:
    say(os.getpid())


def sleep(say: Say, seconds: float) -> None:
    say("asleep")
    time.sleep(seconds)


def spin(say: Say) -> None:
    say("spinning")
    while True:
        pass


def swell(say: Say) -> None:
    say("swelling")
    kept = []
    while True:
        kept.append(bytearray(1 << 24))


def fail(say: Say) -> None:
    raise ValueError("out of order")


def vanish(say: Say) -> None:
    os._exit(3)
