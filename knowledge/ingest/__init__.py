"""From a file to an article: formats, page furniture, masthead, catalogue."""
