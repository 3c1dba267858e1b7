"""Time expressions of news English: found, and settled against a day."""
