"""The first words in the quotes that keep a promise on a requirement's own matter from binding.

"Backed up regularly" says nothing soft of places: the word must stand in the part of its sentence that
speaks of the matter. A word for time counts only where a time is asked for and none is given, and what
the customer must do promptly is no promise of the provider's.
"""

import re
from collections.abc import Iterator, Sequence

from pipeline.assessment.sides import CUSTOMER
from pipeline.assessment.subject import stems
from pipeline.assessment.within import Set
from pipeline.domain.requirements import CheckKind, Requirement
from pipeline.domain.review import Evidence, Finding
from pipeline.language import sentences

MOST_QUOTES = 2  # of the evidence, the likeliest first
_WORD = re.compile(r"[\w’'-]+")
_PART = re.compile(r"[,;:](?=\s)|\s[-–—]\s|—")
_DUTY = re.compile(
    r"(?:\s+[A-Z]\w+)?\s+(?:shall|must|will|agrees?\s+to|undertakes?\s+to|(?:is|are)\s+responsible)\b"
    r"(?!\s+(?:\w+ly\s+)?be\b)"
)
_TIMES = frozenset({CheckKind.DURATION_AT_LEAST, CheckKind.DURATION_AT_MOST})


def soft_words(requirement: Requirement, finding: Finding, within: Set) -> str:
    """Return the soft words that qualify what the requirement asks for, "" where none do."""
    vocabulary = within.library.vocabulary
    modality = vocabulary["modality"]
    soft = [*modality["conditional"], *modality["aspirational"], *modality["descriptive"]]
    if _asks_when(requirement) and not any(t.type == "duration" for t in finding.terms):
        soft += vocabulary["vague_time"]["no_number"]
    about = _matter(requirement)
    for evidence in finding.evidence[:MOST_QUOTES]:
        for part in _parts(evidence.quote):
            said = _first(part, soft)
            is_on_it = said and not about.isdisjoint(stems(_without(part, said)))
            if is_on_it and not _is_customers(part, said, evidence, within):
                return said
    return ""


def _asks_when(requirement: Requirement) -> bool:
    asked = any(a.type == "duration" for a in requirement.attributes)
    return asked or any(check.kind in _TIMES for check in requirement.checks)


def _matter(requirement: Requirement) -> frozenset[str]:
    points = (point.text for point in requirement.subpoints if point.essential)
    return stems(" ".join((requirement.title, *points, requirement.must_say, *requirement.cues)))


def _parts(quote: str) -> Iterator[str]:
    """Yield the parts of each sentence between its commas and dashes."""
    for sentence in sentences(quote):
        yield from _PART.split(quote[sentence.start : sentence.end])


def _first(part: str, soft: Sequence[str]) -> str:
    """Return the soft words that stand first in a part, the longest of those at one place."""
    plain = f" {' '.join(_WORD.findall(part.lower()))} "
    found = ((plain.find(f" {w.lower()} "), -len(w), w) for w in soft)
    return min((hit for hit in found if hit[0] >= 0), default=(0, 0, ""))[2]


def _pattern(said: str) -> str:
    return r"[\W_]+".join(re.escape(word) for word in said.split())


def _without(part: str, said: str) -> str:
    return re.sub(_pattern(said), " ", part, flags=re.IGNORECASE)


def _is_customers(part: str, said: str, evidence: Evidence, within: Set) -> bool:
    """Tell whether the soft words stand in a duty of the customer's ("You will promptly tell us")."""
    at = re.search(_pattern(said), part, re.IGNORECASE)
    if at is None:
        return False
    found = within.words_in(evidence.document).phrases.find(part[: at.start()])
    acting = [side for side, span in found if _DUTY.match(part, span.end)]
    return acting[-1:] == [CUSTOMER]
