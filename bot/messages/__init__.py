"""Every text the bot says, in one place, so that another language needs this file only."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final


def counted(count: int, one: str, many: str = "") -> str:
    """The number with its noun.

    >>> counted(1, "article")
    '1 article'
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


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
ALSO: Final = "Also"
DIFFERS: Final = "Another source differs"
NEAREST: Final = "Nearest in the sources"
ASK_INSTEAD: Final = "The sources do answer"
NOTHING_NEAR: Final = "Nothing in the sources comes near."
EMPTY_QUESTION: Final = "Ask me something about the articles; /help says what I can do."
FOR_EXAMPLE: Final = "For example"
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
PAGE: Final = "Page {} of {}"

TIMELINE: Final = "Timeline: {}"
TIMELINE_ALL: Final = "Timeline of all sources"
NO_EVENTS: Final = "The sources tell of no dated event on this."
NEAREST_TOPICS: Final = "Nearest topics: "
PLANNED: Final = "planned"
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
CLAIM: Final = "Claim: "
CONFLICTS: Final = MappingProxyType(
    {
        "number": "Number",
        "name": "Name",
        "negation": "Denied",
        "date": "Date",
        "opposite": "Opposite",
        "roles": "Who to whom",
    }
)
CLAIM_SAYS: Final = "{}: the claim says "
SOURCE_SAYS: Final = ", the source "

FACTS_ALIASES: Final = "Also called"
FACTS_ROLES: Final = "Roles"
FACTS_FIGURES: Final = "Metrics"
FACTS_STATEMENTS: Final = "Said"
FACTS_TOGETHER: Final = "Told of both, in order of time"
FACTS_CONTRADICTION: Final = "Sources differ on {}"
FACTS_CHANGE: Final = "Changed over time: {}"
FACTS_NONE: Final = "The sources name this, and say no more about it."

SOURCES: Final = "Sources"
NO_SOURCES: Final = "There are no sources yet."
SOURCE_KINDS: Final = MappingProxyType({"article": "article", "digest": "digest of an article"})
BY_AUTHOR: Final = "by {}"
UNKNOWN_PUBLISHER: Final = "publisher unknown"
DATED_BY: Final = MappingProxyType(
    {
        "catalogue": "date from the catalogue",
        "printed": "date as printed",
        "declared": "date as the page declares it",
        "address": "date from the address",
        "inferred": "date inferred",
        "none": "date of unknown basis",
    }
)
LEFT_OUT: Final = "{} of the page left out"

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

PONG_TROUBLE: Final = "Something went wrong on my side. It is in the log; please try again in a moment."
TOO_OLD: Final = "This button belongs to a question that is no longer kept. Please ask again."
ELSEWHERE: Final = "This button belongs to another place."
NOT_YOURS: Final = "Only people who manage this server can do that."
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

TERMINAL_HELLO: Final = "Dateline answers from {}. Ask a question, or /help; /quit ends."
TERMINAL_PROMPT: Final = "› "
TERMINAL_WRITTEN: Final = "Written: {}"
TERMINAL_NOT_WRITTEN: Final = "{}: cannot be written ({})"
STANDARD_OUTPUT: Final = "standard output"
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

ALSO_IN: Final = "Also in: "
AND_MORE: Final = "and {} more"
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
PICTURE_OF: Final = "A picture of the timeline"
WINDOW_ORDER: Final = "The first day must not lie after the last."
LONG_CLAIM: Final = "That is longer than I can check: please give me one sentence of at most {} characters."

GAPS: Final = "Open questions"
NO_GAPS: Final = "No question has stayed open."
GAP_TIMES: Final = "asked {} ×"
GAP_SILENT: Final = "not in the sources"
GAPS_KEPT: Final = "Questions are kept without names for {} days."
GAPS_EXPORTED: Final = "The open questions as a table."

COMMANDS: Final = MappingProxyType(
    {
        "ask": "Ask the articles; the answer is a quotation with its source",
        "check": "Hold a claim against the articles",
        "timeline": "Dated events on a topic, in order, with a picture",
        "facts": "Aliases, roles, figures and statements of a name",
        "sources": "The articles I answer from",
        "source": "One article: where it is from and how it begins",
        "help": "What I can do, and how to ask",
        "about": "How I work, and what I cannot do",
        "privacy": "What is kept, and how to delete yours",
        "gaps": "Questions that stayed unanswered, most asked first",
        "dateline": "How I work in this server",
        "settings": "Where and how I answer here",
        "articles": "This server's own articles",
        "articles add": "Add articles from a file; you see what I made of it before it counts",
        "articles list": "The articles this server has added",
        "articles remove": "Remove an article this server has added",
        "articles changes": "Who changed what",
    }
)
OPTIONS: Final = MappingProxyType(
    {
        "question": "What you want to know",
        "private": "Whether only you see the answer",
        "claim": "A sentence that may be right or wrong",
        "topic": "A name or a matter; leave it out for everything",
        "first": "First day, as 2024-12-31",
        "last": "Last day, as 2024-12-31",
        "name": "A person, organisation or place",
        "source": "Its title, or a part of it",
        "file": "Text, Markdown, HTML, PDF, JSON Lines, or a zip of these",
        "article": "Its title",
    }
)
MENU_CHECK: Final = "Check against the sources"
MENU_ANSWER: Final = "Answer this"
TOO_LARGE: Final = "{} is larger than the {} MB that I take."

SETTINGS: Final = "How I work in this server"
SET_CHANNELS_ALL: Final = "I answer in every channel that I can see."
SET_UNKNOWN: Final = "“{}” is no choice here; these are: {}."
SET_NO_CHANNEL: Final = "“{}” is no number of a channel."
SET_CHANNELS_SOME: Final = "I answer in {}, chosen below."
SET_CHANNELS_PROMPT: Final = "Channels where I answer; none chosen means all"
SET_PRIVATE: Final = "Answers to commands are for the asker alone, unless asked otherwise."
SET_PUBLIC: Final = "Answers to commands can be seen by everyone, unless asked otherwise."
SET_CAUTION: Final = MappingProxyType(
    {
        "ready": "I answer readily, and am wrong more often.",
        "balanced": "I answer when the sources make it likely that I am right.",
        "careful": "I stay silent in doubt, and answer less often.",
    }
)
SET_CAUTION_PROMPT: Final = "How readily I stay silent"
SET_DATES: Final = "Dates: {}."
SET_DATES_PROMPT: Final = "How dates are written"
SET_FEEDBACK_ON: Final = "Answers can be voted on."
SET_FEEDBACK_OFF: Final = "Answers cannot be voted on."
SET_SEEDS_ON: Final = "The sources that come with me are used."
SET_SEEDS_OFF: Final = "Only this server's own articles are used."
SET_MAKE_PUBLIC: Final = "Answer for everyone"
SET_MAKE_PRIVATE: Final = "Answer in private"
SET_START_FEEDBACK: Final = "Allow votes"
SET_STOP_FEEDBACK: Final = "Stop votes"
SET_START_SEEDS: Final = "Use my sources"
SET_STOP_SEEDS: Final = "Only own articles"
AUDIT_SETTING: Final = "set {} to {}"
AUDIT_ADDED: Final = "added {} from {}: {}"
AUDIT_REMOVED: Final = "removed “{}”"

DRAFT_ONE: Final = "This is what I made of {}"
DRAFT_MANY: Final = "{} holds {}"
DRAFT_NOT_YET: Final = "It counts when you press Add."
DRAFT_PROBLEM: Final = "Not read: {}"
DRAFT_EMPTY: Final = "{} holds no article that I can read."
DRAFT_GONE: Final = "This draft is no longer there; please add the file again."
DRAFT_DISCARDED: Final = "Discarded; nothing was added."
DRAFT_TWICE: Final = "All of this is here already."
ADDED: Final = "Added: {}. This server has {} of its own now."
TOO_MANY: Final = "That would be {} articles; this server may have {} of its own."
CORRECT_TITLE: Final = "Correct what I read"
CORRECT_FIELDS: Final = MappingProxyType(
    {
        "title": "Title",
        "publisher": "Publisher",
        "author": "Author",
        "published": "Published, as 2024-12-31",
        "url": "Address (https://…)",
    }
)
DAY_TO_COME: Final = "“{}” has not come yet; please check the day."
NO_ADDRESS: Final = "“{}” is not an address that I take. Write it with https:// in front."
HELD: Final = "This server's own articles"
NO_HELD: Final = "This server has no articles of its own. /articles add takes a file."
REMOVE_PROMPT: Final = "Choose an article to remove"
REMOVE_ASK: Final = "Remove “{}”? Answers will no longer quote it."
REMOVED: Final = "“{}” is removed."
NO_SUCH_ARTICLE: Final = "No article “{}” was added here; /articles list shows those that were."
CHANGES: Final = "Changes in this server"
NO_CHANGES: Final = "Nothing has been changed yet."
IN_TOO_MANY: Final = "more than {} articles; the rest was left out"
IN_TOO_LARGE: Final = "{}: is too large"
IN_BROKEN_ZIP: Final = "is no zip that I can open"
IN_KIND: Final = "give text, Markdown, HTML, PDF, JSON Lines, or a zip of these"
PORT_TAKEN: Final = "BOT_PORT: port {} cannot be used ({}); choose another, or 0 for none."
TERMINAL_READING: Final = "Reading the articles …"
UNREADABLE_REPLY: Final = (
    "Discord does not show me the words of that reply. Please mention me in it, or press Follow up under the "
    "answer."
)

TYPED: Final = MappingProxyType(
    {
        DRAFT_NOT_YET: "It counts when you type /draft_add.",
        PRIVACY_DELETE: "/forget deletes every question and vote of yours, everywhere, at once.",
        TOO_OLD: "There is no answer here that this goes with; please ask first.",
        ELSEWHERE: "That goes with an answer in another place.",
        SETTINGS: "How I work",
        HELD: "Your own articles",
        NO_HELD: "There are no articles of your own here; /articles add FILE takes some.",
        CHANGES: "Changes",
        SET_CHANNELS_ALL: "I answer here in the terminal.",
    }
)
"""What stands in the terminal in place of a sentence that names what only Discord has."""
TERMINAL_WAYS: Final = (
    "Type a question, or a command. Under each answer stand the commands that go on from it, such as for the "
    "passage around it or for more evidence; questions that are piped in get the answers alone."
)
TERMINAL_COMMANDS: Final = (
    ("/follow QUESTION", "a question that goes on from the answer above"),
    ("/timeline TOPIC", "dated events on a topic; one or two days at the end bound it"),
    ("/timeline_page NUMBER", "another page of it, counted from 0"),
    ("/picture", "the timeline as a picture, in a file"),
    ("/facts NAME", "aliases, roles, figures and statements of a name"),
    ("/check CLAIM", "hold a claim against the sources"),
    ("/sources", "the articles I answer from"),
    ("/source TITLE", "one article: where it is from and how it begins"),
    ("/articles add FILE", "add articles of your own; also list, changes, and remove TITLE"),
    ("/draft_correct FIELD VALUE", "put right what was read in a file, before it is added"),
    ("/gaps", "questions that stayed unanswered"),
    ("/settings", "how readily I answer, and how dates are written"),
    ("/about", "how I work and what I cannot do"),
    ("/privacy", "what is kept, and how to delete yours"),
    ("/quit", "ends the chat"),
)
TERMINAL_WANTED: Final = "Something is missing: type {}."
TERMINAL_FIELDS: Final = "/draft_correct FIELD VALUE puts one of these right: {}."
