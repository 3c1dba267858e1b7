"""Facts found in sentences: dates, names, figures, statements, events, each with the rule that found it."""
