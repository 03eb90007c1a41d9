"""Whether a time is the most, the least, how often, or simply how long: "not more than", "at least", "every".

"No less than 30 days" is a minimum though "less than" stands in it: of the words that end at the
figure the longest count.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.domain.terms import Sense
from pipeline.extraction.party_words import any_of
from pipeline.extraction.units import Duration
from pipeline.language import Vocabulary, once_per_vocabulary

_BEFORE, _AFTER = 60, 40  # characters looked at on either side
_DENIED = 150  # characters before such words in which "not" or "in no event" turns them round
# Each word of it takes one token and the space after it, so that no text can be parted in two ways.
_FILLER = (
    r"(?:(?:an?|the|any|of|be|on|periods?|about|approximately|another|further|additional|only|total|time|notice|retention"
    r"|limit|frame|timeframe|noon|midnight|close|business|end|[ap]\.?m\.?|\d{1,2}(?::\d\d)?(?!\d))(?=[\s,(\[])[\s,(\[]+|[,(\[]\s*)*"
)
_LEADING = re.compile(r"^['’]?s?[\s,)\]]*(?:period|prior|notice)?[\s,(]*")
_DENIES = re.compile(r"\b(?:not|no|never|neither|nor|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_PREPOSITIONS = frozenset({"in", "over", "until"})  # "in the 30 days after" is no limit


@dataclass(frozen=True, slots=True)
class _Bound:
    """The words that give a sense: before the figure, after the unit, and before the figure where denied."""

    sense: Sense
    leads: re.Pattern[str]
    follows: re.Pattern[str]
    denied: re.Pattern[str] | None


@once_per_vocabulary
def _bounds(vocabulary: Vocabulary) -> tuple[_Bound, ...]:
    words = vocabulary["time_bounds"]
    return tuple(
        _Bound(
            sense,
            _before(words[f"{sense.value}_before"]),
            re.compile(rf"(?:{any_of(words[f'{sense.value}_after'])})(?!\w)", re.IGNORECASE),
            _before(words[denied]) if (denied := f"{sense.value}_denied") in words else None,
        )
        for sense in (Sense.INTERVAL, Sense.MINIMUM, Sense.MAXIMUM)
    )


def _before(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?P<words>{any_of(words)})(?!\w)[\s,(\[]*(?P<filler>{_FILLER})$", re.IGNORECASE
    )


def sense_of(text: str, duration: Duration, *, sentence: Span, vocabulary: Vocabulary) -> Sense:
    """Return what the words right around a duration make of it; a plain time is a period."""
    if duration.is_frequency:
        return Sense.INTERVAL
    before = text[max(sentence.start, duration.span.start - _BEFORE) : duration.span.start]
    after = text[duration.span.end : min(sentence.end, duration.span.end + _AFTER)]
    leading = _LEADING.match(after)
    after = after[leading.end() :] if leading else after
    found: list[tuple[int, Sense]] = []
    for bound in _bounds(vocabulary):
        words = bound.leads.search(before)
        if words and not _is_only_a_place(words):
            found.append((len(words["words"]) + 1, bound.sense))
        if bound.follows.match(after):
            found.append((0 if found else 1, bound.sense))
        denied = bound.denied.search(before) if bound.denied else None
        if denied and _is_denied(text, duration.span.start - len(before) + denied.start(), sentence):
            found.append((len(before), bound.sense))
    if any(sense is Sense.INTERVAL for _, sense in found):
        return Sense.INTERVAL
    return max(found, key=lambda pair: pair[0], default=(0, Sense.PERIOD))[1]


def _is_only_a_place(words: re.Match[str]) -> bool:
    return words["words"].lower() in _PREPOSITIONS and "the" in words["filler"].lower().split()


def _is_denied(text: str, at: int, sentence: Span) -> bool:
    """Tell whether what stands at a place is denied before it: "in no event later than", "not … until"."""
    return bool(_DENIES.search(text, max(sentence.start, at - _DENIED), at))
