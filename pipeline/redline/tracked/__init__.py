"""Tracked changes and comments, written into a Word file and settled again; nothing else in it changes."""
