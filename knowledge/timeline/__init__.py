"""A topic to what happened when: window, names, events, merged and in order."""
