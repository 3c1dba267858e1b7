"""Meaning beyond the letters, optional: texts → unit vectors, and the sentences near a question's."""
