"""Assessment → file: JSON for programs; a page, a list of questions, a sheet and a summary for people."""
