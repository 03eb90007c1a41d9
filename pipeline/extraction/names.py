"""Standards, certificates, algorithms and file formats, by the names the clause library gives them."""

import re
from collections.abc import Iterator, Sequence

from pipeline.domain.agreement import Party
from pipeline.domain.terms import Term, TermType
from pipeline.extraction.denied import is_not_had
from pipeline.extraction.holders import is_anothers
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


def find_standards(text: str, vocabulary: Vocabulary, *, parties: Sequence[Party] = ()) -> Iterator[Term]:
    """Yield the standards that are not denied; those that another company holds have the role "another"."""
    for name, span in _standards(vocabulary).find(text):
        if not is_not_had(text, span, vocabulary):
            role = "another" if is_anothers(text, span, vocabulary, parties) else None
            yield Term(TermType.STANDARD, name, span, text[span.start : span.end], role=role)


def find_formats(text: str, vocabulary: Vocabulary) -> Iterator[Term]:
    """Yield the file formats named where data is handed over."""
    if _HANDING_OVER.search(text):
        for name, span in _formats(vocabulary).find(text):
            yield Term(TermType.FORMAT, name, span, text[span.start : span.end])
