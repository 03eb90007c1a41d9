"""Hostile inputs: real files mutated and bombs made by hand, read as a user's files are."""
