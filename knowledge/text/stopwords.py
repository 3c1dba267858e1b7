"""Function words: they tell what is asked for, never what it is about."""

from __future__ import annotations

from knowledge.lexicon.classes import grammar

__all__ = ["QUESTION_WORDS", "STOPWORDS"]

QUESTION_WORDS = grammar().question
STOPWORDS = grammar().stop_words
