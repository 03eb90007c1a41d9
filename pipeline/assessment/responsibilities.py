"""Who does each process of the supplier-agreement control: provider, customer, both, or nobody."""

import re
from collections.abc import Sequence

from pipeline.assessment.evidence import cite
from pipeline.assessment.within import Set
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Process
from pipeline.domain.review import Responsibility

SURE = 0.5  # a passage from here deals with a process: best count of processes on train folds
QUOTES = 2  # a side
ON_CUSTOMER = re.compile(
    r"\b(?:customer|client|subscriber|controller|you|user)\b[^.;]{0,60}?"
    r"\b(?:(?:is|are|remains?|be) (?:solely |fully |entirely )?(?:responsible|liable)"
    r"|(?:shall|must|agrees? to)\b)",
    re.IGNORECASE,
)


def responsibilities_of(passages: Sequence[Passage], within: Set) -> tuple[Responsibility, ...]:
    """Return one row for each process of the library's matrix, in its order."""
    return tuple(_row(process, passages, within) for process in within.library.processes)


def _row(process: Process, passages: Sequence[Passage], within: Set) -> Responsibility:
    own = [p for p in passages if p.requirement in process.requirements and p.probability >= SURE]
    own.sort(key=lambda p: -p.probability)
    provider = [p for p in own if p.stance in (Stance.BINDING, Stance.QUALIFIED)]
    customer = [p for p in own if p.stance is Stance.ADVERSE and ON_CUSTOMER.search(p.quote)]
    owner = {(True, False): "provider", (False, True): "customer", (True, True): "shared"}.get(
        (bool(provider), bool(customer)), "nobody"
    )
    cited = [*provider[:QUOTES], *customer[:QUOTES]]
    return Responsibility(process.process, owner, tuple(cite(p, within) for p in cited))
