"""Each finding looked at again in the light of the whole agreement set.

A look is prepared once a set, from all that was read, and then sees every finding in catalogue order.
It returns the finding as it is, or with a note, another status, or a request for review.
"""

from collections.abc import Callable, Sequence

from pipeline.assessment.absence import proving
from pipeline.assessment.carve_outs import carving_out
from pipeline.assessment.conditions import conditioning
from pipeline.assessment.contradicting import contradicting
from pipeline.assessment.counting import counting, recounting
from pipeline.assessment.cross_cutting import cross_cutting
from pipeline.assessment.doubts import doubting
from pipeline.assessment.excepted import excepting
from pipeline.assessment.exclusions import excluding
from pipeline.assessment.narrowing import narrowing
from pipeline.assessment.not_supplied import not_supplying
from pipeline.assessment.own_judgment import judging_itself
from pipeline.assessment.profiled import profiling
from pipeline.assessment.unfilled import unfilling
from pipeline.assessment.within import Look, Set
from pipeline.domain.reading import Passage
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding

# In this order: what the library's rules hold back, what hangs on blanks and papers that are not there, what
# stands elsewhere, the times that the customer has, what profiles and playbook make of the outcome, what is
# doubtful.
SECOND_LOOKS: tuple[Callable[[Set], Look], ...] = (
    excepting,
    counting,
    unfilling,
    carving_out,
    judging_itself,
    narrowing,
    excluding,
    cross_cutting,
    contradicting,
    recounting,
    not_supplying,
    proving,
    conditioning,
    profiling,
    doubting,
)


def looks_at(within: Set) -> Look:
    """Return one look made of all: called with a finding, its requirement, its passages (best first)."""
    prepared = [prepare(within) for prepare in SECOND_LOOKS]

    def look(finding: Finding, requirement: Requirement, passages: Sequence[Passage]) -> Finding:
        for each in prepared:
            finding = each(finding, requirement, passages)
        return finding

    return look
