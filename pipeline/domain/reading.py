"""What the classifier says of an agreement's clauses and sentences."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.agreement import Agreement
from pipeline.domain.places import Span
from pipeline.domain.terms import Term


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
    sentences (at most 150 words) of the clause; `found_by` says what saw it.
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
    terms: tuple[Term, ...] = ()


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
