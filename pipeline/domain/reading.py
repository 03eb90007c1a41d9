"""What the classifier says of an agreement's clauses and sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pipeline.domain.agreement import Agreement
from pipeline.domain.places import Span
from pipeline.domain.terms import FindingTerm


class Stance(StrEnum):
    """How a passage stands to a requirement; see the annotation guide."""

    BINDING = "binding"
    QUALIFIED = "qualified"
    ADVERSE = "adverse"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that bear on a requirement.

    `stances` and `subpoints` hold probabilities in [0, 1]; `span` and `quote` are the decisive
    sentences (at most 150 words) of the clause; `found_by` says what saw it; `terms` are the values in
    the clause that answer the requirement; `tells_others` marks words that tell something to others and
    never to the customer.
    """

    requirement: str
    document: str
    clause: str
    span: Span
    quote: str
    probability: float
    stance: Stance
    stances: dict[Stance, float]
    subpoints: dict[int, float]
    found_by: str
    terms: tuple[FindingTerm, ...] = ()
    tells_others: bool = False


@dataclass(frozen=True, slots=True)
class FamilyScore:
    """That a clause belongs to a family, with the classifier's confidence in [0, 1]."""

    id: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadAgreement:
    """An agreement with its clauses classified: clause id → families, and all candidate passages."""

    agreement: Agreement
    families: dict[str, tuple[FamilyScore, ...]]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Signals:
    """What an agreement set's passages amount to for one requirement.

    `kind` is the kind of the document that says most on the requirement, `values` are numbers in a
    fixed order, `quotes` the words of the best passages, best first.
    """

    requirement: str
    kind: str
    values: tuple[float, ...]
    quotes: tuple[str, ...] = ()


class Judge(Protocol):
    """Weighs signals: returns for each row the probability of each status."""

    def __call__(self, rows: Sequence[Signals]) -> Sequence[Mapping[str, float]]:
        """Return for each row status name → probability; they sum to one."""
