"""Closed classes of English, each once, as data with a typed loader."""
