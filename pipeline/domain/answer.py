"""Our answer to the other side's tracked changes."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.comparison import TrackedEffect
from pipeline.domain.proposal import Proposal


class Decision(StrEnum):
    """What we say to a change of theirs."""

    ACCEPT = "accept"
    REJECT = "reject"
    COUNTER = "counter"
    OPEN = "no position"  # it touches no point that is reviewed: for a person to judge


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision on one tracked change, why, and the proposals that carry it out on top of theirs.

    `doubtful` where every finding that it rests on needs review.
    """

    tracked: TrackedEffect
    decision: Decision
    why: str
    proposals: tuple[Proposal, ...]
    doubtful: bool = False
