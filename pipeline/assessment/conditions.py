"""Times that the customer must keep to: the days it has to object, the notice of an audit that it gives.

What the customer must do is no promise and is not weighed. The time it has for it is a value of the
requirement all the same, and is shown with its words behind those that a finding rests on.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.assessment.evidence import cite
from pipeline.assessment.within import Look, Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Status
from pipeline.domain.terms import FindingTerm

SPEAKS = 0.4  # a passage from here fixes a value of the requirement though it was not weighed
_SAY_NOTHING = (Status.ABSENT, Status.NOT_ASSESSABLE)


def conditioning(within: Set) -> Look:
    """Return the look that adds the values of likely passages which a finding was not made of."""

    def look(finding: Finding, _requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        if finding.status in _SAY_NOTHING or not finding.evidence:
            return finding
        for passage, own in _fixing_times(finding, passages):
            finding = replace(
                finding,
                evidence=(*finding.evidence, cite(passage, within)),
                terms=(*finding.terms, *own),
            )
        return finding

    return look


def _fixing_times(
    finding: Finding, passages: Sequence[Passage]
) -> Iterator[tuple[Passage, tuple[FindingTerm, ...]]]:
    """Yield the passages not cited that fix times which the finding has not, with those."""
    cited = {(e.document, e.span) for e in finding.evidence}
    fixed = {(t.type, t.value) for t in finding.terms}
    for passage in passages:
        if passage.probability < SPEAKS or (passage.document, passage.span) in cited:
            continue
        own = tuple(t for t in passage.terms if t.type == "duration" and (t.type, t.value) not in fixed)
        if own:
            fixed |= {(t.type, t.value) for t in own}
            yield passage, own
