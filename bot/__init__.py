"""Dateline in Discord, and its twin in the terminal."""
