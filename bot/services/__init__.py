"""What each command does: from who asks, where and what, to a card; the same for Discord and the terminal.

Every function here may search, and so runs in a worker thread.
"""
