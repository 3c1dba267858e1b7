"""Every text the bot says, by what it is about; another language needs this folder only."""

# One table for all who say something, so that a text may move between the files.
from bot.messages.about import *  # noqa: F403
from bot.messages.answers import *  # noqa: F403
from bot.messages.articles import *  # noqa: F403
from bot.messages.buttons import *  # noqa: F403
from bot.messages.citations import *  # noqa: F403
from bot.messages.commands import *  # noqa: F403
from bot.messages.counting import *  # noqa: F403
from bot.messages.feeds import *  # noqa: F403
from bot.messages.moderation import *  # noqa: F403
from bot.messages.operations import *  # noqa: F403
from bot.messages.people import *  # noqa: F403
from bot.messages.refusals import *  # noqa: F403
from bot.messages.settings import *  # noqa: F403
from bot.messages.sources import *  # noqa: F403
from bot.messages.statistics import *  # noqa: F403
from bot.messages.tables import *  # noqa: F403
from bot.messages.terminal import *  # noqa: F403
from bot.messages.votes import *  # noqa: F403
from bot.messages.ways import *  # noqa: F403
from bot.messages.welcome import *  # noqa: F403
