"""One reading by another framework: what each of its points finds in the agreement set."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.requirements import Framework, FrameworkPoint
from pipeline.domain.review import Evidence, Finding


class Outcome(StrEnum):
    """What a point comes to; names as in the JSON review."""

    COVERED = "covered"
    PARTLY = "partly"
    GAP = "gap"
    NOT_APPLICABLE = "not_applicable"  # by the profiles chosen
    NOT_ASSESSED = "not_assessed"  # what might hold the answer could not be read
    NOT_REVIEWED = "not_reviewed"  # no requirement here speaks to it, so nothing is claimed


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of the framework, the findings it rests on, and what they come to.

    `rests_on` decide the outcome; `touching` are findings that refer to the point but do not decide it.
    `reason` is one sentence; `evidence` the most telling words, none where nothing was found.
    """

    point: FrameworkPoint
    label: str  # as it is cited: "Art. 28(3)(g)"
    outcome: Outcome
    reason: str
    rests_on: tuple[Finding, ...] = ()
    touching: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A whole framework over one assessment; every point of the framework's list, in its order."""

    framework: Framework
    points: tuple[PointView, ...]

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """Return how many points have each outcome, every outcome named."""
        found = Counter(p.outcome for p in self.points)
        return {outcome: found[outcome] for outcome in Outcome}
