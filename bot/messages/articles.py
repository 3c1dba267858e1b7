"""A server's own articles: drafts, adding, removing."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

NOT_FETCHED: Final = "{} could not be fetched from Discord ({}); please try again."
TOO_LARGE: Final = "{} is larger than the {} MB that I take."
AUDIT_ADDED: Final = "added {} from {}: {}"
AUDIT_REMOVED: Final = "removed “{}”"
DRAFT_ONE: Final = "This is what I made of {}"
DRAFT_MANY: Final = "{} holds {}"
DRAFT_NOT_YET: Final = "It counts when you press Add."
DRAFT_EDITION: Final = "An article of this title and day is here already: “{}”."
DRAFT_REPLACES: Final = "It counts when you choose: in place of the one that is here, or beside it."
REPLACED: Final = "It replaces {}."
AUDIT_REPLACED: Final = ", in place of {}"
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
IN_TOO_LARGE: Final = "is too large"
IN_TOO_LONG: Final = "takes longer than the {} seconds that I read a file for; it is left out"
IN_TOO_LONG_ALL: Final = "{} files of {} are left out, for others wait too; please send fewer at a time"
IN_TOO_MUCH: Final = "needs more memory than I may use; it is left out"
IN_DIED: Final = "could not be read ({}); it is left out"
READING: Final = "Reading {}: {} of {} files are done."
READING_CANCELLED: Final = "Called off: nothing of {} was kept."
IN_BROKEN_ZIP: Final = "is no zip that I can open"
READING_CALLED_OFF: Final = "It is called off."
READING_OVER: Final = "That file is no longer being read."
INDEXING_TOO_LONG: Final = "One of these articles takes too long to take in; nothing was changed."
HELD_BROKEN: Final = "Damaged and left out: line {} of {}; a backup may have it."
