"""Dateline's library: from news articles to quotations with citations.

Importing this package loads nothing heavy; ``knowledge.library`` opens a library of articles.
"""

__all__ = ["__version__"]
__version__ = "0.1.0"
