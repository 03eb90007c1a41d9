"""What a value is about: the subjects that the words around it name, the nearest first."""

import re
from collections.abc import Iterable

from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_REACH = 170  # characters looked at on either side, within the sentence
_AHEAD = 1.6  # words after a value are less often what it is about: their distance counts so many times

_APART = 20  # characters that a comma after a value is worth: the next item of a list begins there
_NEXT = re.compile(r"\s*(?:[,;]|and\b|or\b)", re.IGNORECASE)
_DEPENDS = re.compile(r"\s+(?:of\s+)?(?:(?:the|all|any|its|our|each|every|such|an?)\s+)?", re.IGNORECASE)


@once_per_vocabulary
def _subjects(vocabulary: Vocabulary) -> Phrases:
    shared: dict[str, list[str]] = {}
    for subject, phrases in vocabulary["value_subjects"].items():
        for phrase in phrases:
            shared.setdefault(phrase, []).append(subject)
    entries: dict[str, list[str]] = {}
    for phrase, subjects in shared.items():
        entries.setdefault("|".join(subjects), []).append(phrase)
    return Phrases(entries)


def subjects_of(text: str, span: Span, *, sentence: Span, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the subjects named in the sentence around a value, each once, the nearest first."""
    left = max(sentence.start, span.start - _REACH)
    right = min(sentence.end, span.end + _REACH)
    found = [
        (entry, Span(left + s.start, left + s.end))
        for entry, s in _subjects(vocabulary).find(text[left:right])
    ]
    near = [
        (_distance(_whole(s, [other for _, other in found], text, span), span, text), s.start, entry)
        for entry, s in found
    ]
    return tuple(dict.fromkeys(subject for *_, entry in sorted(near) for subject in entry.split("|")))


def _whole(head: Span, others: Iterable[Span], text: str, value: Span) -> Span:
    """Return the subject with what depends on it: "test the restoration of backups" ends at its last word."""
    whole = head
    for other in sorted(others):
        if whole.end < other.start and other.end <= value.start:
            if not _DEPENDS.fullmatch(text, whole.end, other.start):
                break
            whole = Span(head.start, other.end)
    return whole


def _distance(found: Span, value: Span, text: str) -> float:
    if found.start >= value.end:
        apart = _NEXT.match(text, value.end, found.start)
        return (found.start - value.end) * _AHEAD + (_APART if apart else 0)
    return float(max(0, value.start - found.end))
