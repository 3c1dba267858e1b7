"""A server with fourteen articles, and the messages on which buttons, menus and forms hang there."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from loopback.people import Person

from bot.delivery.views import layout
from bot.services.drafts import going_on

QUESTION = "How many young birds did ranger Vance count in the oak?"
Message = dict[str, Any]
MONTHS = "January February March April May June July August September October November December".split()
ARTICLES = 14


class Item(NamedTuple):
    """Where a button or menu hangs, a word of what it shows, and what is chosen in it."""

    message: Callable[[Person], Awaitable[Message]]
    shows: str
    chosen: str = ""


class Form(NamedTuple):
    """Where the button that opens a form hangs, what is sent in, and a word of what it shows."""

    message: Callable[[Person], Awaitable[Message]]
    sent: str
    fields: dict[str, str]
    shows: str


def page(number: int) -> str:
    """An article with an event of its own."""
    month = MONTHS[number % 12]
    return (
        f"# Owl number {number} returns to the town park\n\n"
        f"The ranger Otto Vance freed snowy owl number {number} on 3 {month} 2021 in Brindle Hill.\n\n"
        f"Vance counted {number + 14} young birds in the old oak of the park.\n"
        f"{'Vance said that the birds were at home here.' if number == 1 else ''}\n"
    )


def packed() -> bytes:
    """All articles in a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(ARTICLES):
            archive.writestr(f"owl-{number}.md", page(number))
    return file.getvalue()


def shown_by(command: str, **given: Any) -> Callable[[Person], Awaitable[Message]]:
    """The message that a command shows."""

    async def shown(boss: Person) -> Message:
        return (await boss.slash(command, **given)).original

    return shown


answered = shown_by("ask", question=QUESTION)


async def ways_on(boss: Person) -> Message:
    """What stands behind More under an answer that all see."""
    return (await boss.click(await answered(boss), "ways")).original


async def cited_by_an_answer(boss: Person) -> Message:
    """The sources of an answer."""
    return (await boss.click(await ways_on(boss), "cited")).original


async def shown_to_one(boss: Person) -> Message:
    """What stands behind More under an answer that one person sees."""
    message = (await boss.slash("ask", question=QUESTION, private=True)).original
    return (await boss.click(message, "ways")).original


async def drafted(boss: Person) -> Message:
    """A draft of one article."""
    content = page(3).replace("Owl", "Stork").encode()
    return (await boss.slash("articles add", file=("new.md", content))).original


async def drafted_again(boss: Person) -> Message:
    """A draft of an article whose title is here already."""
    content = page(3).replace("young birds", "fledglings").encode()
    return (await boss.slash("articles add", file=("new.md", content))).original


async def being_read(boss: Person) -> Message:
    """What stands there while a large file is read."""
    shown = layout(going_on("owls.zip", 3, ARTICLES, "0a1b2c"))
    return boss.world.sent(boss.channel, {"components": shown.to_components()}, boss.server)


async def asked_to_remove(boss: Person) -> Message:
    """The question whether an article is to go."""
    article = (await boss.complete("articles remove", "article", "owl number 4"))[0]["value"]
    return (await boss.slash("articles remove", article=article)).original


async def gaps_shown(boss: Person) -> Message:
    """The first page of twelve open questions."""
    for number, word in enumerate(
        """Who painted the lighthouse?|Why did glaciers melt?|Where was Bruno born?|Which violin broke?
        |How tall are giraffes?|When does harvest begin?|Did comets collide?|What do bakers earn?
        |Whose yacht sank?|Is opera dying?|How deep is Loch Morar?|Can zebras swim?""".split("|")
    ):
        await Person(boss.world, boss.server, ident=200 + number).slash("ask", question=word.strip())
    return (await boss.slash("gaps")).original


async def timeline_of_an_answer(boss: Person) -> Message:
    """The timeline that a button under an answer shows."""
    message = (await boss.slash("ask", question="When was owl number 3 freed by Vance?")).original
    ways = (await boss.click(message, "ways")).original
    return (await boss.click(ways, "timeline")).original
