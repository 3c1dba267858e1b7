"""What stands beside a quotation."""

from __future__ import annotations

from typing import Final

DIGEST: Final = "digest"
UNDATED: Final = "undated"
ABOUT: Final = "about "
PARAGRAPH: Final = "paragraph {}"
OPEN: Final = "open at the sentence"
OPEN_ARTICLE: Final = "open the article"
