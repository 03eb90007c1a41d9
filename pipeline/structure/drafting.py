"""Notes in a form to whoever fills it in: "[Drafting note: choose one and delete the other.]".

They are no words of the agreement: they promise nothing, and rely on no paper.
"""

import re

from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.language import Vocabulary, once_per_vocabulary


def find_drafting_notes(document: Document, vocabulary: Vocabulary) -> tuple[Span, ...]:
    """Return the bracketed notes to the drafter, in text order."""
    return tuple(Span(*m.span()) for m in _note(vocabulary).finditer(document.text))


@once_per_vocabulary
def _note(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of a note; a bracket in it, as in "Target: [__]", ends nothing."""
    words = "|".join(re.escape(w) for w in vocabulary["placeholders"]["notes_to_drafter"])
    return re.compile(rf"\[\s*(?:{words})\b(?:[^\[\]]|\[[^\[\]]*\])*\]", re.IGNORECASE)
