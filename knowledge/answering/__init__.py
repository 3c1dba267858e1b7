"""From ranked evidence to what is said: answers, timelines, checks, fact sheets."""
