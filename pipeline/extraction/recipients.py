"""Who is told something in good time: the customer, or somebody else alone.

"Provider informs the supervisory authority within 72 hours" says nothing of when the customer learns of it;
"notifies the authority and Customer within 72 hours" does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.extraction.party_words import BOTH, CUSTOMER, PartyWords, any_of
from pipeline.language import Vocabulary, once_per_vocabulary, sentences

CUSTOMER_TOLD, OTHERS_TOLD = "customer told", "others told"  # subjects of a value
_AHEAD = 1.6  # who is told after the value is less often told by then: distances count so many times
_REACH = 400  # characters looked at on either side of a value
_LOOKED_BACK = 90  # characters before a party for what is done to it

_NO_PART = (
    "to|of|about|that|by|from|with|for|at|in|on|upon|within|after|before|only|if|when|where|until|unless|who|which"
    "|shall|will|must|may|can|is|are|has|have"
)
_FEW = rf"(?:(?!(?:{_NO_PART})\b)[\w’'-]+\s+){{0,4}}"  # "the competent data protection"
_AND = re.compile(
    rf"\s*(?:,|,?\s*(?:and|or)(?:/or)?\b|,?\s*as\s+well\s+as\b)\s+(?:also\s+|to\s+)?{_FEW}", re.IGNORECASE
)
# "the authority within 72 hours and Customer within a day": a party to whom no verb of its own belongs.
_TOO = re.compile(r"(?:[,;]|\band|\bor)\s+(?:\(\w{1,3}\)\s+)?$", re.IGNORECASE)
_NO_VERB = re.compile(r"\s*(?:[,.;]|$|(?:within|no|not|at|in|by|and|or)\b)", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:officers?|contacts?|persons?|desk|teams?|representatives?|managers?|leads?|directors?|counsel|office|staff|people"
    r"|administrators?|users?)$",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|at|(?:named|designated|appointed)\s+by)\s+(?:the\s+)?", re.IGNORECASE)
_NEXT_ITEM = re.compile(r";|\band\b", re.IGNORECASE)
_BEING = re.compile(
    r"\s+(?:(?:shall|will|must|may|can|should|would|is|are|was|were|has|have)\b)(?:\s+(?:also|each|both|only))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """Parties named in one breath ("Customer and the authority")."""

    span: Span
    sides: frozenset[str]

    @property
    def has_customer(self) -> bool:
        """Tell whether the customer is among them."""
        return not self.sides.isdisjoint((CUSTOMER, BOTH))


@once_per_vocabulary
def _telling(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Return the pattern of the words before somebody who is told."""
    words = vocabulary["acting"]
    tells, tidings = any_of(words["tells"]), any_of(words["tidings"])
    return re.compile(
        rf"\b(?:(?:{tells})(?:\s+|:\s*(?:\(\w{{1,3}}\)\s*)?){_FEW}|(?:{tells}|{tidings})\b[^,;.:]{{0,60}}?\bto\s+{_FEW})$",
        re.IGNORECASE,
    )


def told_by(
    text: str, span: Span, *, sentence: Span, vocabulary: Vocabulary, words: PartyWords
) -> tuple[str, ...]:
    """Return as a subject of the value at `span` who is told by then; nothing where nobody is named."""
    near = Span(max(sentence.start, span.start - _REACH), min(sentence.end, span.end + _REACH))
    told = _told(text, near, vocabulary, words)
    if not told:
        return ()
    nearest = min(told, key=lambda g: _distance(text, g.span, span))
    return (CUSTOMER_TOLD if nearest.has_customer else OTHERS_TOLD,)


def tells_only_others(text: str, *, vocabulary: Vocabulary, words: PartyWords) -> bool:
    """Tell whether somebody is told something in the text, and never the customer."""
    told = [g for s in sentences(text) for g in _told(text, s, vocabulary, words)]
    return bool(told) and not any(g.has_customer for g in told)


def _told(text: str, sentence: Span, vocabulary: Vocabulary, words: PartyWords) -> list[_Group]:
    told: list[_Group] = []
    for group in _groups(text, sentence, words):
        if _is_told(text, group, sentence, vocabulary, words) or (
            told and _is_told_too(text, group, sentence)
        ):
            told.append(group)
    return told


def _groups(text: str, sentence: Span, words: PartyWords) -> Iterator[_Group]:
    now: _Group | None = None
    for match in words.party.finditer(text, sentence.start, sentence.end):
        span, side = Span(match.start(), match.end()), words.side(match)
        if now and (_AND.fullmatch(text, now.span.end, span.start) or _is_office(text, now.span, span)):
            now = _Group(Span(now.span.start, span.end), now.sides | {side})
            continue
        if now:
            yield now
        now = _Group(span, frozenset({side}))
    if now:
        yield now


def _is_office(text: str, one: Span, whose: Span) -> bool:
    """Tell "the security officer of the Client", who is the client, from "the authority of the Client"."""
    return bool(_OFFICE.search(text, one.start, one.end) and _OF.fullmatch(text, one.end, whose.start))


def _is_told(text: str, group: _Group, sentence: Span, vocabulary: Vocabulary, words: PartyWords) -> bool:
    before = text[max(sentence.start, group.span.start - _LOOKED_BACK) : group.span.start]
    if _telling(vocabulary).search(before):
        return True
    being = _BEING.match(text, group.span.end, sentence.end)
    return bool(being and words.told.match(text, being.end(), sentence.end))


def _is_told_too(text: str, group: _Group, sentence: Span) -> bool:
    before = text[max(sentence.start, group.span.start - _LOOKED_BACK) : group.span.start]
    return bool(_TOO.search(before) and _NO_VERB.match(text, group.span.end, sentence.end))


def _distance(text: str, group: Span, value: Span) -> float:
    if group.start >= value.end:
        return (group.start - value.end) * _AHEAD
    # "the authority and, within a day, Customer": the value belongs to what follows.
    parted = _NEXT_ITEM.search(text, group.end, value.start)
    return float(value.start - group.end) + (_LOOKED_BACK if parted else 0)
