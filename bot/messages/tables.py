"""Timelines, checked claims and fact sheets."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TIMELINE: Final = "Timeline: {}"
TIMELINE_ALL: Final = "Timeline of all sources"
NO_EVENTS: Final = "The sources tell of no dated event on this."
NEAREST_TOPICS: Final = "Nearest topics: "
PLANNED: Final = "planned"
ALLEGED: Final = "alleged"
BY: Final = "by "
FROM: Final = "from "
WITHIN: Final = "within "
NO_DAY: Final = "undated"
SOURCES_DIFFER: Final = "Sources differ: "
MEANING_OF_STATUS: Final = (
    "“By” gives the latest day a text allows, “within” the first and the latest; “planned” was still to come "
    "when it was written."
)
VERDICTS: Final = MappingProxyType(
    {
        "supported": "Supported",
        "contradicted": "Contradicted",
        "not found": "Not found in the sources",
    }
)
WORD_FOR_WORD: Final = "word for word"
AS_SAID_BY: Final = ", as {} says"
CLAIM: Final = "Claim: "
CONFLICTS: Final = MappingProxyType(
    {
        "number": "Number",
        "name": "Name",
        "negation": "Denied",
        "date": "Date",
        "opposite": "Opposite",
        "roles": "Who to whom",
        "quotation": "Quotation",
        "meaning": "Said otherwise",
    }
)
CLAIM_SAYS: Final = "{}: the claim says "
SOURCE_SAYS: Final = ", the source "
FACTS_ALIASES: Final = "Also called"
FACTS_ROLES: Final = "Roles"
FACTS_FIGURES: Final = "Figures"
FACTS_RELATIONS: Final = "Related"
FACTS_STATEMENTS: Final = "Said"
FACTS_TOGETHER: Final = "Told of both, in order of time"
FACTS_CONTRADICTION: Final = "Sources differ on {}"
FACTS_CHANGE: Final = "Changed over time: {}"
FACTS_NONE: Final = "The sources name this, and say no more about it."
UNREADABLE_DAY: Final = "“{}” is not a day I understand. Write it as 2024-12-31."
NO_TEXT: Final = "That message holds no text to check."
ALSO_IN: Final = "Also in: "
AND_MORE: Final = "and {} more"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
PICTURE_OF: Final = "A picture of the timeline"
WINDOW_ORDER: Final = "The first day must not lie after the last."
LONG_CLAIM: Final = "That is longer than I can check: please give me one sentence of at most {} characters."
