"""Keeping the bot running: connection, processes, figures, logs, backups."""
