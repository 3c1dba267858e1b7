"""From a question to ranked sentences: query, spelling, candidates, features, score."""
