"""The annotated corpus: learning from it, and measuring reviews against it."""
