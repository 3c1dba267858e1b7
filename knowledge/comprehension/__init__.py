"""The reader: a question or a claim beside a sentence in its context → span, whether it answers, verdict.

``open_reader()`` gives the shipped reader, or None where the optional packages are missing. MODEL_CARD.md
tells what it learned from, what was measured, and where it errs.
"""
