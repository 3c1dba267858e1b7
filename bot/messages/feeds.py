"""Feeds, topics that are followed, and what is new in them."""

from __future__ import annotations

from typing import Final

FEEDS: Final = "Feeds of this server"
FEEDS_NONE: Final = (
    "This server follows no feed. /feeds add takes the address of a feed, a site or an article."
)
FEED_ADDED: Final = "Followed from now on: {} ({}). Its newest articles are read within minutes."
FEED_ALREADY: Final = "{} is followed already; it is looked at anew."
FEED_TOO_MANY: Final = "This server follows {} feeds already; remove one first."
FEED_NOT: Final = "That cannot be followed: {}"
FEED_NONE_SUCH: Final = "No feed “{}” is followed here; /feeds list shows those that are."
FEED_REMOVED: Final = "{} is followed no more. What was read of it stays; /articles remove takes it out."
FEED_PAUSED: Final = "Paused: {}. /feeds add with the same address goes on."
FEED_NOT_YET: Final = "Not looked at yet."
FEED_LOOKED: Final = "Answered on "
FEED_WHY: Final = "; the last time it {}"
FEED_REFUSED: Final = "Not read: {}: {}"
FEED_KINDS: Final = {"feed": "a feed", "sitemap": "a sitemap", "page": "a page"}
AUDIT_FEED_ADDED: Final = "follows the feed {}"
AUDIT_FEED_REMOVED: Final = "no longer follows the feed {}"
AUDIT_NEW: Final = "{} from feeds: {}"
AUDIT_EDITION: Final = "new edition of “{}”: “{}” is now “{}”"
AUDIT_EDITION_PLAIN: Final = "new edition of “{}”"
AUDIT_WITHDRAWN: Final = "“{}” was withdrawn by its site and is removed"
AUDIT_MOVED: Final = "“{}” moved to {}"
AUDIT_TOO_OLD: Final = "removed for its age or number: {}: {}"
BY_ITSELF: Final = "feeds"
FOLLOW_BEGUN: Final = (
    "“{}” is followed in this channel: a card when new articles tell of it, at most every {} minutes."
)
FOLLOW_ALREADY: Final = "“{}” is followed in this channel already."
FOLLOW_ENDED: Final = "“{}” is followed no more."
FOLLOW_NONE_SUCH: Final = "“{}” is not followed here; /following shows what is."
FOLLOW_TOO_MANY: Final = "This server follows {} topics already; /unfollow one first."
FOLLOW_MINUTES: Final = "“{}” is no number of minutes from 5 to 10080."
AUDIT_FOLLOWED: Final = "follows “{}”"
AUDIT_UNFOLLOWED: Final = "no longer follows “{}”"
FOLLOWING: Final = "Followed in this server"
FOLLOWING_NONE: Final = "Nothing is followed here. /follow takes a name, an office or a few words."
FOLLOWING_LINE: Final = " · at most every {} minutes"
FOLLOWING_LAST: Final = " · last card on "
FOLLOWING_IN: Final = " · in "
FOLLOWING_WAITING: Final = " · {} waiting"
FOLLOWING_WHY: Final = " · cannot be posted: {}"
FOLLOWING_WEEKLY: Final = "“New in the sources” comes every week in "
FOLLOWING_QUIET: Final = "Quiet from {}:00 to {}:00 (UTC{})."
NEWS_ON: Final = "New on “{}”"
NEWS_MORE: Final = "{} more: /timeline {}"
CORRECTION: Final = "Correction"
CORRECTION_BY: Final = "{} has changed “{}” since it was quoted here."
CORRECTION_WAS: Final = "It said"
CORRECTION_IS: Final = "It says now"
CORRECTION_GONE: Final = "The sentence is no longer there."
CORRECTION_WITHDRAWN: Final = "{} has withdrawn “{}”, which was quoted here."
WEEK: Final = "New in the sources"
WEEK_OF: Final = "Of {} in the last seven days; what most independent sources tell of comes first."
WEEK_VOICES: Final = "{} independent sources"
WEEKLY_ON: Final = "“New in the sources” comes here every week from now on."
WEEKLY_OFF: Final = "“New in the sources” comes no more."
QUIET_SET: Final = "Nothing is posted from {}:00 to {}:00 (UTC{})."
QUIET_OFF: Final = "There are no quiet hours."
QUIET_UNREADABLE: Final = (
    "“{}” is no time to be quiet. Write it as 22-7, with the clock's offset as 22-7 +1, or off."
)
KEEP_SET: Final = (
    "Articles of feeds are kept for {}, and at most {} of them; what answers of the last days cite stays."
)
KEEP_DAYS: Final = "{} days"
KEEP_EVER: Final = "any time"
KEEP_UNREADABLE: Final = (
    "“{}” is no time to keep. Write days, such as 180, and if you like a number: 180 1000; or off."
)
