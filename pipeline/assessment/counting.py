"""What the library's own rules make of a status: "met" where the promise hangs on a request is partly met.

Only the words that the finding rests on first are looked at for what they say: what stands beside a promise
may speak of another matter. What none of the words cited names is absent: a promise to restore the service
after a disaster is no backup. Wording of ours settles a requirement whatever stands in it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline.assessment.absence import absent
from pipeline.assessment.finding import not_assessable
from pipeline.assessment.profiled import fits
from pipeline.assessment.recognised import WORDING
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Status


def counting(within: Set) -> Callable[[Finding, Requirement, Sequence[Passage]], Finding]:
    """Return the look that applies the rules of the library to each finding."""

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        first = finding.evidence[:1]
        if any(e.found_by == WORDING for e in finding.evidence):
            return finding
        rule = next((r for r in requirement.instead if fits(r, finding, first, within)), None)
        if rule is None:
            return finding
        if rule.counts_as != Status.ABSENT:
            return replace(finding, status=Status(rule.counts_as), reason=rule.because)
        if within.unread:  # what could not be read may say it
            return not_assessable(requirement, within, passages)
        return absent(finding, because=rule.because)

    return look
