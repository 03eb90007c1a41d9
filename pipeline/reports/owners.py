"""The responsibility matrix: who owns each process of the supplier-agreement control, and what says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.listing import listed
from pipeline.domain.review import Evidence, Responsibility
from pipeline.reports.words import OWNER

SURE = 0.6  # confidence under which a person should look, as for findings


@dataclass(frozen=True, slots=True)
class Share:
    """The words on one side: "Provider", "Customer", declined, or "" where the side is not told."""

    side: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Owned:
    """One row of the matrix."""

    process: str
    owner: str
    reason: str
    doubtful: bool
    shares: tuple[Share, ...]

    @property
    def quotes(self) -> int:
        """Return how many quotes the row rests on."""
        return sum(len(s.evidence) for s in self.shares)


def owners(responsibilities: Sequence[Responsibility]) -> tuple[Owned, ...]:
    """Return a row a process, in the library's order."""
    return tuple(
        Owned(r.process, r.owner, r.reason, r.confidence < SURE, _shares(r)) for r in responsibilities
    )


def owners_in_words(rows: Sequence[Owned]) -> str:
    """Return "provider 7, customer 2, shared 1, nobody 3"."""
    counted = [(owner, sum(r.owner == owner for r in rows)) for owner in OWNER]
    return listed(f"{OWNER[owner].lower()} {number}" for owner, number in counted if number)


def nobodys(rows: Sequence[Owned]) -> tuple[str, ...]:
    """Return the processes that no words give to anybody."""
    return tuple(r.process for r in rows if r.owner == "nobody")


def _shares(responsibility: Responsibility) -> tuple[Share, ...]:
    sides = (
        ("Provider", responsibility.provider),
        ("Customer", responsibility.customer),
        ("Declined by the provider", responsibility.declined),
    )
    told = tuple(Share(side, words) for side, words in sides if words)
    return told or ((Share("", responsibility.evidence),) if responsibility.evidence else ())
