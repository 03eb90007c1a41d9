"""The vocabulary of the clause library, loaded once."""

from functools import cache

from pipeline.language import Vocabulary
from pipeline.library import load_library


@cache
def vocabulary() -> Vocabulary:
    return load_library().vocabulary
