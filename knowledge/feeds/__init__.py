"""Addresses fetched safely, feeds polled within their limits, and what they bring as articles."""
