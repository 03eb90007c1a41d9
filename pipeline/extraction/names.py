"""Standards, certificates, algorithms and file formats, by the names the clause library gives them."""

import re
from collections.abc import Iterator

from pipeline.domain.terms import Term, TermType
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_HANDING_OVER = re.compile(
    r"\b(?:export|format|download|return|retriev|portab|extract|copy of|machine)", re.IGNORECASE
)


@once_per_vocabulary
def _standards(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["standards"])


@once_per_vocabulary
def _formats(vocabulary: Vocabulary) -> Phrases:
    return Phrases(vocabulary["formats"])


def find_standards(text: str, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield the standards named."""
    for name, span in _standards(vocabulary).find(text):
        yield Term(TermType.STANDARD, name, span, text[span.start : span.end])


def find_formats(text: str, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield the file formats named where data is handed over."""
    if _HANDING_OVER.search(text):
        for name, span in _formats(vocabulary).find(text):
            yield Term(TermType.FORMAT, name, span, text[span.start : span.end])
