"""A name to what the sources say about it."""
