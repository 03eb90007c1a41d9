"""General disclaimers: words by which a provider says only that it warrants no perfection.

"Provider does not warrant that the Service is free of errors or reachable at all times" is said by whoever
promises 99.9 % elsewhere: it takes back no figure. "Provider promises no availability" does. That the
customer has to pay in full, whatever happens, takes back no figure either.
"""

import re
from collections.abc import Mapping

from pipeline.assessment.subject import stems
from pipeline.domain.amounts import amount
from pipeline.domain.reading import Passage
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts, tables_of

_MEASURE = re.compile(
    r"\d\s*(?:%|per\s?cent\b|(?:business |working |calendar )?(?:minute|hour|day|week|month|year)s?\b)",
    re.IGNORECASE,
)
_NEGATES = re.compile(r"\b(?:no|not|none|never|neither|nor|without)\b|n[’']t\b", re.IGNORECASE)


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> Mapping[str, Phrases]:
    return tables_of(vocabulary["denials"], "warrants_nothing", "not_warranted", "perfection", "pays_in_full")


def warrants_no_perfection(sentence: str, vocabulary: Vocabulary) -> bool:
    """Tell "does not warrant that it is free of errors" from "does not warrant any availability"."""
    cues = _cues(vocabulary)
    disclaims = cues["not_warranted"].find(sentence) or cues["warrants_nothing"].find(sentence)
    return bool(disclaims and cues["perfection"].find(sentence))


def is_general(against: Passage, promise: Passage, vocabulary: Vocabulary) -> bool:
    """Tell whether words warrant nothing in general, and no sentence denies what is promised."""
    texts = sentence_texts(against.quote)
    idle = [text for text in texts if _promises_nothing(text, vocabulary)]
    others = (text for text in texts if text not in idle)
    return bool(idle) and not any(stems(text) & stems(promise.quote) for text in others)


def _promises_nothing(sentence: str, vocabulary: Vocabulary) -> bool:
    """Tell "comes as is" from "comes as is, and no availability is promised"; payment is another matter."""
    if warrants_no_perfection(sentence, vocabulary) or _cues(vocabulary)["pays_in_full"].find(sentence):
        return True
    rest = sentence
    for _, span in reversed(_cues(vocabulary)["warrants_nothing"].find(sentence)):
        rest = rest[: span.start] + rest[span.end :]
    return rest != sentence and not _NEGATES.search(rest)


def fixes_a_figure(passage: Passage) -> bool:
    """Tell whether a passage promises something that can be measured."""
    if any(amount(term.value) is not None for term in passage.terms):
        return True
    return _MEASURE.search(passage.quote) is not None
