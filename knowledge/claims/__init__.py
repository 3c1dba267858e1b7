"""A claim held against the sources: statements, evidence, verdict."""
