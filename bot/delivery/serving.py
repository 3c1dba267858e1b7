"""A request, done: in its turn, with calm words for whatever goes wrong."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from bot import messages as m
from bot.cards.card import Card
from bot.cards.plain import plainly, trouble
from bot.delivery.client import Client
from bot.delivery.queue import FullError, StoppingError, Turn
from bot.protocols import StoppedError
from bot.state.recent import Asker
from knowledge.errors import DatelineError

__all__ = ["NotDoneError", "Work", "done", "served"]

Work = Callable[[Asker], Card]
_log = logging.getLogger(__name__)


class NotDoneError(Exception):
    """A request came to nothing; ``card`` says so in calm words.

    ``refused``: it was not even begun, since too many wait, which is for the asker alone to read.
    """

    def __init__(self, card: Card, *, refused: bool = False) -> None:
        super().__init__()
        self.card = card
        self.refused = refused


async def served(bot: Client, asker: Asker, work: Work, *, behind: bool = False) -> Card:
    """The card for a request, or the card that says why there is none."""
    try:
        return await done(bot, asker, work, behind=behind)
    except NotDoneError as why:
        return why.card


async def done(bot: Client, asker: Asker, work: Work, *, behind: bool = False) -> Card:
    """The card for a request. Raises NotDoneError.

    Those ``behind`` wait for one another, server by server, and not in line with the questions.
    """
    started = time.monotonic()
    queue, turn = bot.back if behind else bot.queue, Turn(asker.server, asker.person)
    try:
        card = await queue.run(turn, lambda: work(asker))
    except FullError as error:
        bot.metrics.refused.labels("queue").inc()
        raise NotDoneError(plainly(m.TOO_MANY_WAITING), refused=True) from error
    except (StoppingError, StoppedError) as error:
        raise NotDoneError(plainly(m.STOPPING)) from error
    except DatelineError as error:
        _log.warning("told the asker: %s", error)
        raise NotDoneError(plainly(bot.told(error))) from error
    except Exception as error:  # the person gets a sentence, the log the traceback
        _log.exception("an answer failed")
        bot.metrics.failures.inc()
        raise NotDoneError(trouble()) from error
    bot.metrics.answers.labels(card.tone, bot.shard_of(asker.server)).inc()
    bot.metrics.seconds.observe(time.monotonic() - started)
    return card
