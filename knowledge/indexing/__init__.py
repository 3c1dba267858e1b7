"""Files → store → index: what makes a set of articles ready for questions, and keeps it so.

``knowledge.indexing.memory`` does the same for articles in memory, without files.
"""

from __future__ import annotations

from knowledge.indexing.index_folder import IndexFolder
from knowledge.indexing.library import OpenLibrary, default_sources, folder_of, open_library

__all__ = ["IndexFolder", "OpenLibrary", "default_sources", "folder_of", "open_library"]
