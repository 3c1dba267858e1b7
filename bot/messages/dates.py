"""A day in words, in the language that a server has chosen."""

from __future__ import annotations

from datetime import date

__all__ = ["LANGUAGES", "Dates", "written"]

Dates = str
"""``"reader"`` for Discord's own timestamps, or a code from ``LANGUAGES``."""

LANGUAGES = {
    "reader": "each reader's own way",
    "en_GB": "English (28 October 2019)",
    "en_US": "American English (October 28, 2019)",
    "ar": "Arabic",
    "de": "German",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ku": "Kurdish",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
}


def written(day: date, language: str) -> str:
    """The day in long form.

    >>> written(date(2024, 5, 3), "en_GB")
    '3 May 2024'
    """
    from babel.dates import format_date  # loads its tables: only when a day is written out

    return format_date(day, format="long", locale="en_GB" if language == "reader" else language)
