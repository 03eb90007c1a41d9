"""Which words rest on a blank, and whether they say anything of their own."""

from dataclasses import dataclass

from pipeline.assessment.blanks import Blanks, Emptied, Gap
from pipeline.domain.agreement import CrossReference
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Requirement
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentences

_TIMES = frozenset({"duration", "percent", "percentage"})


@dataclass(frozen=True, slots=True)
class Rest:
    """What a passage rests on, and how: `says_nothing` where it is itself part of what is blank.

    `is_whole` is False where other sentences of the passage promise something of their own.
    """

    passage: Passage
    blank: Gap | Emptied
    says_nothing: bool = False
    is_whole: bool = True


def rest_of(
    passage: Passage, requirement: Requirement, blanks: Blanks, vocabulary: Vocabulary
) -> Rest | None:
    """Return what the words of a passage rest on that was left blank, None where nothing is."""
    for section in blanks.emptied:
        if passage.clause in section.clauses:
            return Rest(passage, section, says_nothing=True)
    for gap in blanks.gaps.get(passage.clause, ()):
        touches = gap.is_led or passage.span.overlaps(gap.blank.span)
        if touches and (_asks_for_time(requirement) or not gap.is_measured):
            whole = gap.is_measured or _is_whole(passage, [gap.blank.span], vocabulary)
            return Rest(passage, gap, is_whole=whole)
    pointers = [p for p in blanks.pointers.get(passage.document, ()) if passage.span.overlaps(p.span)]
    for section in blanks.emptied:
        meant = [p.span for p in pointers if _is_meant(p, section, passage.document)]
        if meant and _may_hold(section, requirement):
            return Rest(passage, section, is_whole=_is_whole(passage, meant, vocabulary))
    return None


@once_per_vocabulary
def _binding(vocabulary: Vocabulary) -> Phrases:
    return Phrases({"binding": vocabulary["modality"]["binding"]})


def _is_whole(passage: Passage, spans: list[Span], vocabulary: Vocabulary) -> bool:
    """Tell whether all that binds in a passage stands in the sentences with these places."""
    start = passage.span.start
    others = [
        s
        for s in sentences(passage.quote)
        if not any(Span(start + s.start, start + s.end).overlaps(span) for span in spans)
    ]
    return not any(_binding(vocabulary).find(passage.quote[s.start : s.end]) for s in others)


def _asks_for_time(requirement: Requirement) -> bool:
    return bool(requirement.checks) or any(a.type in _TIMES for a in requirement.attributes)


def _is_meant(pointer: CrossReference, section: Emptied, document: str) -> bool:
    if pointer.resolved is not None:
        return pointer.resolved == section.heading.id
    return document != section.heading.document and pointer.target.lower() == section.heading.number.lower()


def _may_hold(section: Emptied, requirement: Requirement) -> bool:
    return section.takes or requirement.id in section.holds
