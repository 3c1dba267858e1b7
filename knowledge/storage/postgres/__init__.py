"""Beyond one machine: PostgreSQL holds the truth and a log of its changes, every process a copy that follows.

``truth`` is a library in the database, ``store`` the copy, ``watching`` tells when there is news,
``snapshots`` give a copy its start, ``jobs`` settle who works, ``guild_state`` is what the bot keeps.
"""
