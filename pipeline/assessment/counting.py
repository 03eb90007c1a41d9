"""What the library's own rules make of a status: "met" where the promise hangs on a request is partly met.

Only the words that the finding rests on first are looked at: what stands beside a promise may speak of
another matter. Wording of ours settles a requirement whatever stands in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.assessment.profiled import fits
from pipeline.assessment.recognised import WORDING
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Status


def counting(_within: Set) -> Callable[[Finding, Requirement, Sequence[Passage]], Finding]:
    """Return the look that applies the rules of the library to each finding."""

    def look(finding: Finding, requirement: Requirement, _passages: Sequence[Passage]) -> Finding:
        first = finding.evidence[:1]
        if any(e.found_by == WORDING for e in finding.evidence):
            return finding
        rule = next((r for r in requirement.instead if fits(r, finding, first)), None)
        return replace(finding, status=Status(rule.counts_as), reason=rule.because) if rule else finding

    return look
