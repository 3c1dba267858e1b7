"""An article that a server adds, and how it is added."""

from __future__ import annotations

from loopback.people import Person, text

OWL = (
    "# Owl returns to the town park\n\n"
    "A snowy owl has been seen in the park of Brindle Hill, the ranger Otto Vance said on Tuesday.\n\n"
    "Vance counted 14 young birds in the old oak, twice as many as in the spring before.\n"
)


async def added(boss: Person, name: str, content: bytes) -> str:
    draft = await boss.slash("articles add", file=(name, content))
    return text((await boss.click(draft.original, "draft_add")).original)
