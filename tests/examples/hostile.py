"""Files that were made to take long."""

from __future__ import annotations

import io
import zipfile

SENTENCE = "On Monday 3 May 2021 the mayor of Port Isel met 12 guests of 7 towns and said so "


def ninety_texts() -> bytes:
    """Texts of 0.95 MB, each of one endless paragraph, in a zip of about 300 KB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(90):
            archive.writestr(f"{number}.txt", f"Title {number}\n\n" + SENTENCE * 12_000)
    return out.getvalue()
