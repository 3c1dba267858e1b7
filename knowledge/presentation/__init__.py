"""Answers, timelines, verdicts and fact sheets for people: as lines, pictures and charts."""
