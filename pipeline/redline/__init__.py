"""Findings × Word file → tracked changes and comments; the difference between two versions in findings."""
