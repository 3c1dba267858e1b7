"""What the bot tells about itself."""

from __future__ import annotations

from typing import Final

HELP_TITLE: Final = "What I do"
HELP: Final = (
    "I answer questions about a set of news articles by quoting them: the sentence, its publisher, date and "
    "paragraph. When the articles do not answer, I say so and show what comes nearest."
)
HELP_WAYS: Final = (
    "Mention me, write to me directly, or reply to an answer of mine. Under each answer are buttons for the "
    "passage around it, more evidence and a follow-up. Right-click a message, then Apps, to check a claim."
)
HELP_FOR_MODERATORS: Final = "For people who manage the server"
ABOUT_TITLE: Final = "About Dateline"
ABOUT_TEXT: Final = (
    "Every answer is a quotation, letter for letter, from an article or from a digest (a retelling in our "
    "own words, marked as such). Independent sources that agree are counted; copies count once. Sources that "
    "differ are shown. Nothing is made up: no generative model is here, and no network is used to answer."
)
ABOUT_LIMITS: Final = (
    "I know only these articles. I cannot add figures up, judge who is right, or tell what happened after "
    "the last of them was written."
)
ABOUT_COUNT: Final = "{} here, {} of them digests. Version {}."
PRIVACY_TITLE: Final = "What is kept"
PRIVACY: Final = (
    "Questions are kept for {days} days so that the people who manage a server can see what the sources did "
    "not answer, and so that buttons go on working. They are kept without names: a scrambled number stands "
    "for you, made with a secret that stays on this machine. The question before is remembered for ten "
    "minutes, per person and channel. Adding and removing articles and changing settings is listed with the "
    "name of who did it. Nothing leaves this machine, and no server sees anything of another."
)
PRIVACY_DELETE: Final = "The button deletes every question and vote of yours, everywhere, at once."
FORGOTTEN: Final = "Done. Deleted: {}."
