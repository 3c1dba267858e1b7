"""The embedded engines behind the seams: SQLite keeps the truth, the index is derived from it."""
