"""Messages that are no questions about the sources: greetings, thanks, orders, noise.

And a fitting word for each.
"""

from __future__ import annotations

import re

from knowledge.text.language import is_foreign

__all__ = ["reply"]

_PURPOSE = "I answer questions about these sources, with quotations."
_REPLIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        f"Hello! {_PURPOSE}",
        re.compile(
            r"^(?:(?:hi|hey|hello|hiya|howdy|yo|sup|greetings|good (?:morning|evening|afternoon|day|night))\b"
            r"[\s,!.]*(?:there|all|everyone|bot|dateline|folks|friends?)?[\s,!.?]*)+(?:how(?:'s| is"
            r"| are) (?:you|it going|things)"
            r"[\s!?.]*)?$",
            re.IGNORECASE,
        ),
    ),
    (
        f"I am doing fine, thank you. {_PURPOSE}",
        re.compile(
            r"^(?:how(?:'s| is| are) (?:you|it going|things|u)(?: doing| today)*|what'?s up|wassup)[\s!?.]*$",
            re.IGNORECASE,
        ),
    ),
    (
        "You are welcome. Ask me anything else about the sources.",
        re.compile(
            r"^(?:ok(?:ay)?|great|nice|cool|perfect|wow|lol|haha)?[\s,!.]*(?:many )?(?:thanks|thank you"
            r"|thx|ty|cheers|much "
            r"appreciated|good (?:bot|job)|well done|nice one)\b[^?]{0,30}$",
            re.IGNORECASE,
        ),
    ),
    (
        "Goodbye.",
        re.compile(r"^(?:bye|goodbye|see (?:you|ya)(?: later)?|good night|cya)[\s!.]*$", re.IGNORECASE),
    ),
    (
        f"{_PURPOSE} Ask who, what, when, where, why or how many; follow-up questions work too.",
        re.compile(
            r"^(?:/?help|help me|what can (?:you|u) do|what do you do|how do(?:es)? (?:you|this"
            r"|it) work|who are you"
            r"|what are you|are you (?:a |an )?(?:bot|human|ai|real|there)|what is this|commands?|start"
            r"|test(?:ing)?)[\s!?.]*$",
            re.IGNORECASE,
        ),
    ),
    (
        f"{_PURPOSE} I do nothing else.",
        re.compile(
            r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule"
            r"|previous|above|guideline)s?\b"
            r"|\b(?:system prompt|jailbreak|developer mode|act as|pretend (?:to be|you)|you are now"
            r"|role-?play)\b"
            r"|^(?:please )?(?:write|compose|generate|draw|sing|translate|code|make me"
            r"|create)\b.{0,40}\b(?:poem|song|story|essay"
            r"|code|script|program|joke|image|picture|function|email)\b|^tell me (?:a )?(?:joke|story)",
            re.IGNORECASE,
        ),
    ),
)
_EMPTY = f"There is no question here. {_PURPOSE}"
_FOREIGN = f"I read English only. {_PURPOSE}"


def reply(question: str, plain: str) -> str | None:
    """A short reply, or None when this may be a question.

    ``plain`` is the question without odd characters.
    """
    if not any(c.isalnum() for c in plain):
        return _EMPTY
    if is_foreign(plain):
        return _FOREIGN
    said = question.strip()
    return next((text for text, pattern in _REPLIES if pattern.search(said)), None)
