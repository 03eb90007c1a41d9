"""What a notice of changes is about: the prices, the agreement's own terms, or the service.

"We may amend these Terms. We give 30 days' notice of material changes" says nothing of changes to the
service. What changes is named in the sentence of the value, or else in the one before it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipeline.domain.places import Span
from pipeline.extraction.party_words import any_of
from pipeline.language import Vocabulary, once_per_vocabulary

PRICES, TERMS, SERVICES = "change of prices", "change of terms", "change of services"
_FAR = 300  # characters looked at before a value
_AHEAD = 120  # and after it
_MOST_BETWEEN = 6  # words between a word for a change and what changes


@once_per_vocabulary
def _change(vocabulary: Vocabulary) -> re.Pattern[str]:
    words = vocabulary["value_changes"]
    changes, priced = any_of(words["changes"]), any_of(words["priced"])
    things = "|".join(rf"(?P<{kind}>{any_of(words[kind])})" for kind in ("prices", "terms", "services"))
    between = rf"(?:\W+(?!(?:{changes})\b)[\w’'-]+){{0,{_MOST_BETWEEN}}}?\W+"
    return re.compile(
        rf"\b(?:{priced})\W+(?P<priced>{changes})\b|\b(?:{changes})\b{between}(?:{things})\b",
        re.IGNORECASE,
    )


def changes_of(
    text: str, span: Span, *, sentence: Span, spans: Sequence[Span], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Return what is said to change around a value, each once."""
    near = Span(max(sentence.start, span.start - _FAR), min(sentence.end, span.end + _AHEAD))
    found = _kinds(text, near, vocabulary)
    at = bisect_right(spans, span.start, key=lambda s: s.start) - 1
    if found or at < 1:
        return found
    before = spans[at - 1]
    return _kinds(text, Span(max(before.start, before.end - _FAR), before.end), vocabulary)


def _kinds(text: str, part: Span, vocabulary: Vocabulary) -> tuple[str, ...]:
    found = {
        PRICES if m["priced"] or m["prices"] else TERMS if m["terms"] else SERVICES
        for m in _change(vocabulary).finditer(text, part.start, part.end)
    }
    return tuple(sorted(found))
