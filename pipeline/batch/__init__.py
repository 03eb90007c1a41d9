"""Many suppliers in one run: a Prefect flow around plain functions and our own worker processes."""
