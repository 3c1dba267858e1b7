"""Every text the bot says, in one place, so that another language needs this file only."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

NAME: Final = "Dateline"

ASKED: Final = "Question: "
UNDERSTOOD: Final = "Understood as: "
CORRECTING: Final = "The sources say otherwise"
DIGEST: Final = "digest"
UNDATED: Final = "undated"
ABOUT: Final = "about "
PARAGRAPH: Final = "paragraph {}"
OPEN: Final = "open at the sentence"
OPEN_ARTICLE: Final = "open the article"
AGREE: Final = "{} independent sources agree: {}"
ONE_SOURCE: Final = "One source says so."
ALSO: Final = "Also"
DIFFERS: Final = "Another source differs"
NEAREST: Final = "Nearest in the sources"
ASK_INSTEAD: Final = "The sources do answer"
NOTHING_NEAR: Final = "Nothing in the sources comes near."
EMPTY_QUESTION: Final = "Ask me something about the articles, for example “When is the meeting?”."
LONG_QUESTION: Final = "That is longer than I can take: please ask in at most {} characters."

BUTTONS: Final = MappingProxyType(
    {
        "context": "Context",
        "more": "More evidence",
        "timeline": "Timeline",
        "sources": "Sources",
        "good": "👍",
        "bad": "👎",
        "follow": "Follow up",
        "thread": "Thread",
        "earlier": "◀ Earlier",
        "later": "Later ▶",
        "picture": "Picture",
        "confirm": "Add",
        "discard": "Discard",
        "correct": "Correct",
        "export": "Export",
        "forget": "Delete my questions",
        "remove": "Remove",
    }
)

CONTEXT: Final = "The passage around it"
MORE: Final = "The best sentences, in order"
MORE_OF: Final = "{} of {}"
PAGE: Final = "Page {} of {}"

TIMELINE: Final = "Timeline: {}"
TIMELINE_ALL: Final = "Timeline of all sources"
NO_EVENTS: Final = "The sources tell of no dated event on this."
NEAREST_TOPICS: Final = "Nearest topics: "
PLANNED: Final = "planned"
BOUND: Final = "at the latest"
BOUND_FROM: Final = "at the earliest"
BY: Final = "by "
FROM: Final = "from "
NO_DAY: Final = "undated"
SOURCES_DIFFER: Final = "Sources differ: "
MEANING_OF_STATUS: Final = (
    "“By” gives the latest day a text allows; “planned” was still to come when it was written."
)

VERDICTS: Final = MappingProxyType(
    {
        "supported": "Supported",
        "contradicted": "Contradicted",
        "not found": "Not found in the sources",
    }
)
WORD_FOR_WORD: Final = "word for word"
CLAIM: Final = "Claim: "
CONFLICTS: Final = MappingProxyType(
    {"number": "Number", "name": "Name", "negation": "Denied", "date": "Date"}
)
CLAIM_SAYS: Final = "{}: the claim says "
SOURCE_SAYS: Final = ", the source "

FACTS_ALIASES: Final = "Also called"
FACTS_ROLES: Final = "Roles"
FACTS_FIGURES: Final = "Figures"
FACTS_STATEMENTS: Final = "Said"
FACTS_CONTRADICTION: Final = "Sources differ on {}"
FACTS_CHANGE: Final = "Changed over time: {}"
FACTS_NONE: Final = "The sources name this, and say no more about it."

SOURCES: Final = "Sources"
NO_SOURCES: Final = "There are no sources yet."
SOURCE_KINDS: Final = MappingProxyType({"article": "article", "digest": "digest of an article"})
PARAGRAPHS: Final = "{} paragraphs"
BY_AUTHOR: Final = "by {}"
UNKNOWN_PUBLISHER: Final = "publisher unknown"
DATED_BY: Final = MappingProxyType(
    {"printed": "date as printed", "catalogue": "date from the catalogue", "inferred": "date inferred"}
)

HELP_TITLE: Final = "What I do"
HELP: Final = (
    "I answer questions about a set of news articles by quoting them: the sentence, its publisher, date and "
    "paragraph. When the articles do not answer, I say so and show what comes nearest."
)
HELP_WAYS: Final = (
    "Mention me, write to me directly, or reply to an answer of mine. Under each answer are buttons for the "
    "passage around it, more evidence and a follow-up. Right-click a message, then Apps, to check a claim."
)
HELP_COMMANDS: Final = (
    ("/ask", "a question; private if you like"),
    ("/timeline", "dated events on a topic, with a picture"),
    ("/facts", "aliases, roles, figures and statements of a name"),
    ("/check", "hold a claim against the sources"),
    ("/sources", "the articles I answer from"),
    ("/source", "one article: where it is from and how it begins"),
    ("/about", "how I work and what I cannot do"),
    ("/privacy", "what is kept, and how to delete yours"),
)
HELP_MODERATORS: Final = (
    ("/articles", "add, list and remove this server's own articles; see who changed what"),
    ("/gaps", "questions that stayed unanswered"),
    ("/dateline settings", "where and how I answer here"),
)
HELP_FOR_MODERATORS: Final = "For people who manage the server"

ABOUT_TITLE: Final = "About Dateline"
ABOUT_TEXT: Final = (
    "Every answer is a quotation, letter for letter, from an article or from a digest (a retelling in our "
    "own words, marked as such). Independent sources that agree are counted; copies count once. Sources that "
    "differ are shown. Nothing is made up: there is no language model here, and no network is used to answer."
)
ABOUT_LIMITS: Final = (
    "I know only these articles. I cannot add figures up, judge who is right, or tell what happened after "
    "the last of them was written."
)
ABOUT_COUNT: Final = "{} sources here, {} of them digests. Version {}."

PRIVACY_TITLE: Final = "What is kept"
PRIVACY: Final = (
    "Questions are kept for {days} days so that the people who manage a server can see what the sources did "
    "not answer, and so that buttons go on working. They are kept without names: a scrambled number stands "
    "for you, made with a secret that stays on this machine. The question before is remembered for ten "
    "minutes, per person and channel. Adding and removing articles and changing settings is listed with the "
    "name of who did it. Nothing leaves this machine, and no server sees anything of another."
)
PRIVACY_DELETE: Final = "The button deletes every question and vote of yours, everywhere, at once."
FORGOTTEN: Final = "Done: {} kept questions and votes of yours are deleted."

PONG_TROUBLE: Final = "Something went wrong on my side. It is in the log; please try again in a moment."
TOO_OLD: Final = "This button belongs to a question that is no longer kept. Please ask again."
ELSEWHERE: Final = "This button belongs to another place."
NOT_YOURS: Final = "Only people who manage this server can do that."
IN_SERVERS_ONLY: Final = "This works in servers only."
NOT_HERE: Final = "I do not answer in this channel; the settings name the channels where I do."
TOO_FAST_PERSON: Final = "You ask faster than I can read. Please wait {} seconds."
TOO_FAST_SERVER: Final = "This server asks a lot just now. Please try again in {} seconds."
TOO_MANY_WAITING: Final = "Many questions are waiting just now. Please try again in a minute."
STOPPING: Final = "I am about to restart. Please ask again in a minute."
NO_SUCH_SOURCE: Final = "No source here is called “{}”. /sources lists them."
UNREADABLE_DAY: Final = "“{}” is not a day I understand. Write it as 2024-12-31."
NO_TEXT: Final = "That message holds no text to check."
THANKS: Final = "Thank you, noted."
FEEDBACK_OFF: Final = "Feedback is switched off here."

FOLLOW_TITLE: Final = "Follow up"
FOLLOW_FIELD: Final = "Your next question"
THREAD_NAME: Final = "Dateline: {}"
THREAD_OPENED: Final = "A thread for your question: {}"
THREAD_HERE: Final = "Ask on here: mention me or reply to me."
NO_THREADS: Final = "I cannot open a thread here."

FEEDBACK_TITLE: Final = "What is wrong with it?"
FEEDBACK_FIELD: Final = "Reason"
FEEDBACK_REASONS: Final = MappingProxyType(
    {
        "source": "Wrong source",
        "old": "Out of date",
        "answer": "Not an answer to the question",
        "other": "Something else",
    }
)
FEEDBACK_WORDS: Final = "In your words (optional)"

TERMINAL_HELLO: Final = "Dateline answers from {} sources. Ask a question, or /help; /quit ends."
TERMINAL_PROMPT: Final = "› "
TERMINAL_UNKNOWN: Final = "There is no command {}. /help lists them."

NOT_LET_IN: Final = (
    "Discord refuses the token: copy it again from the application's page (Bot, Reset Token) into .env as "
    "DISCORD_TOKEN=…"
)
UNREACHABLE: Final = "Discord cannot be reached ({}): check the connection and start again."
REFUSED: Final = "Discord refuses the connection ({}): check the application's settings and start again."

SOURCE_GONE: Final = "The article this answer quoted has been removed since."
SOURCE_CHANGED: Final = "The article has changed since this answer; please ask again."
NO_ROOM: Final = "That cannot be stored just now; the people who run me find the reason in the log."
