"""The rules of the time grammar, by what they read."""
