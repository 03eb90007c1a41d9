"""The outcome: findings with evidence, the assessment of an agreement set, the review of a run."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.agreement import AgreementSet, DocumentReference, Placeholder
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.places import Place, Span
from pipeline.domain.reading import FamilyScore, Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.terms import FindingTerm


class Status(StrEnum):
    """The outcome for one requirement; names as in the JSON review."""

    MET = "met"
    PARTIAL = "partial"
    WEAK = "weak"
    ABSENT = "absent"
    CONTRADICTED = "contradicted"
    NOT_APPLICABLE = "not_applicable"
    NOT_ASSESSABLE = "not_assessable"


GAPS = (Status.CONTRADICTED, Status.ABSENT, Status.WEAK, Status.PARTIAL)
STEPS = (*GAPS, Status.MET)  # worst first; the others are no step on this way
FIRM_SUBPOINT = 0.3  # met beyond a close call


def is_acceptable(status: Status, requirement: Requirement) -> bool:
    """Tell whether the firm can live with a status; one that was not assessed proves nothing."""
    return status in STEPS and STEPS.index(status) >= STEPS.index(Status(requirement.stand.acceptable))


@dataclass(frozen=True, slots=True)
class Evidence:
    """Verbatim words with their place, and what found them."""

    document: str
    clause: str
    span: Span
    quote: str
    place: Place | None
    stance: Stance
    found_by: str


@dataclass(frozen=True, slots=True)
class SubpointResult:
    """Whether a sub-point is met in binding words, and how sure that is."""

    id: str
    met: bool
    confidence: float

    @property
    def firm(self) -> bool:
        """Whether it is met beyond a close call."""
        return self.met and self.confidence >= FIRM_SUBPOINT


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage that came nearest to a requirement and why it does not count."""

    evidence: Evidence
    why_not: str


@dataclass(frozen=True, slots=True)
class SearchedDocument:
    """How much of one document was looked through; `pages_unread` are page numbers from 1."""

    document: str
    clauses: int
    pages: int | None
    pages_unread: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Searched:
    """What was looked through: counts over the set, each document's share, and the nearest passages."""

    documents: int
    clauses: int
    pages: int | None
    pages_unread: int
    nearest: tuple[Nearest, ...] = ()
    each: tuple[SearchedDocument, ...] = ()


class NoteKind(StrEnum):
    """What else in the agreement set bears on a finding; names as in the JSON review."""

    PRECEDENCE = "precedence"  # of two passages the one that prevails counts
    SUPERSEDED = "superseded"  # an amendment or a later version took a passage away
    CARVE_OUT = "carve_out"  # a condition or exception that stands elsewhere
    DEFINITION = "definition"  # a defined term that narrows the promise
    EXCLUSION = "exclusion"  # a liability exclusion or disclaimer that hollows the promise
    UNILATERAL_CHANGE = "unilateral_change"  # the provider may change the promise by itself
    UNFILLED = "unfilled"  # what the promise rests on was left blank
    NOT_SUPPLIED = "not_supplied"  # the substance is said to be in a paper that was not supplied
    PROFILE = "profile"  # a profile or playbook decided applicability, limit or severity


@dataclass(frozen=True, slots=True)
class Note:
    """What stands elsewhere and bears on a finding, in one sentence, with the words that show it."""

    kind: NoteKind
    sentence: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome for one requirement: status, why, and the words that show it."""

    requirement: str
    status: Status
    confidence: float
    needs_review: bool
    reason: str
    subpoints: tuple[SubpointResult, ...]
    evidence: tuple[Evidence, ...]
    terms: tuple[FindingTerm, ...]
    searched: Searched
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who owns a process: "provider", "customer", "shared" or "nobody".

    `evidence` holds `provider` (words that bind the provider) and then `customer`; `declined` are words
    in which the provider says that it is not its task, whoever's it is.
    """

    process: str
    owner: str
    evidence: tuple[Evidence, ...]
    provider: tuple[Evidence, ...] = ()
    customer: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    reason: str = ""
    declined: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Precedence:
    """A rule on which document wins a conflict: ids of documents, the strongest first.

    `documents` holds those of the set; `named` the words used for all that the rule ranks; `scope` the words
    that limit the rule, "" where it has no limit.
    """

    documents: tuple[str, ...]
    named: tuple[str, ...]
    evidence: Evidence
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Severity-weighted share of what is met, in [0, 1]; None where nothing could be assessed."""

    overall: float | None
    families: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Assessment:
    """All we know of one agreement set; one finding a requirement, in catalogue order.

    `warnings` are sentences to be shown first: a language that is not read, a document that is
    no service agreement, unread pages.
    """

    agreements: AgreementSet
    clause_families: dict[str, tuple[FamilyScore, ...]]  # clause id → families
    findings: tuple[Finding, ...]
    coverage: Coverage
    responsibilities: tuple[Responsibility, ...]
    references: tuple[DocumentReference, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    warnings: tuple[str, ...] = ()
    precedence: tuple[Precedence, ...] = ()

    @property
    def supplier(self) -> str:
        """Return the supplier's name."""
        return self.agreements.supplier


@dataclass(frozen=True, slots=True)
class Edition:
    """What a review was made with, so that it can be made again.

    `reading` says how files were read where that can differ: the view of tracked changes, OCR.
    `profiles` names the profiles that were asked for, sorted; they are part of the library's digest.
    `classification` and `wordings` are digests of those parts of the library that clauses are classified
    by and known again by: where they are the same, only the judgement can differ.
    """

    pipeline: str
    library: str
    library_version: str
    classifier: str
    reading: str = ""
    profiles: tuple[str, ...] = ()
    classification: str = ""
    wordings: str = ""
    words: str = ""  # digest of the word vectors that the classifier reads with


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, or was left out, and why in one sentence."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome of one run over one agreement set (or several)."""

    edition: Edition
    assessments: tuple[Assessment, ...]
    failures: tuple[Failure, ...] = ()
    left_out: tuple[Failure, ...] = ()
    frameworks: tuple[str, ...] = ()  # keys of the frameworks that reports are to show

    @property
    def groundwork(self) -> Groundwork | None:
        """Return what was found over the first set before it was judged, None where none could be read."""
        return self.assessments[0].agreements.groundwork if self.assessments else None
