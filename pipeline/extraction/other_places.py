"""Places in a text that are none of its data: where a company has its seat, where payments are taken.

"Alpha GmbH, with its registered office in Vienna, hosts your data in Ireland" names one place of data,
"our payment provider keeps card data in Canada" none of the customer's. An office from which data is
reached is a place of data.
"""

import re
from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.extraction.party_words import any_of
from pipeline.language import Vocabulary, once_per_vocabulary

_REACH = 200  # characters of the sentence looked at on either side
_PART = re.compile(r"[.;:!?](?=\s|$)|\n")
_THOUGHT = re.compile(r"[.;:!?,](?=\s|$)|\n|\(|\bwhose\b")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the vocabulary as patterns; `seat` ends where the place begins."""

    seat: re.Pattern[str]
    handled: re.Pattern[str]
    payments: re.Pattern[str]
    data: re.Pattern[str]


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> _Words:
    words = {entry: any_of(listed) for entry, listed in vocabulary["place_matters"].items()}
    whole = {entry: re.compile(rf"\b(?:{listed})\b", re.IGNORECASE) for entry, listed in words.items()}
    seat = (
        rf"\b(?:{words['seat']})\s+(?:(?:{words['is_at']})\s+){{0,3}}"
        r"(?:in|at|within)\s+(?:the\s+)?(?:(?:city|state|republic|canton)\s+of\s+)?$"
    )
    return _Words(re.compile(seat, re.IGNORECASE), whole["handled"], whole["payments"], whole["data"])


def is_no_place_of_data(text: str, span: Span, vocabulary: Vocabulary) -> bool:
    """Tell whether a place is a company's seat, or where payments are taken."""
    words = _words(vocabulary)
    before, after = text[max(0, span.start - _REACH) : span.start], text[span.end : span.end + _REACH]
    thought = _since(before, _THOUGHT)
    if words.seat.search(thought):
        return words.handled.search(thought) is None
    sentence = f"{_since(before, _PART)} {_PART.split(after, maxsplit=1)[0]}"
    return bool(words.payments.search(sentence)) and not words.data.search(sentence)


def _since(before: str, ends: re.Pattern[str]) -> str:
    """Return the words after the last end of a part."""
    found = [match.end() for match in ends.finditer(before)]
    return before[found[-1] if found else 0 :]
