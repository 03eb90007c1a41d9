"""What to propose against the gaps of an agreement: word-level edits, new clauses, comments."""
