"""A portfolio over time: runs, and what each said of a supplier."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pipeline.domain.agreement import DocumentReference, Placeholder
from pipeline.domain.review import (
    Coverage,
    Edition,
    Failure,
    Finding,
    Precedence,
    Responsibility,
    Review,
    Status,
)
from pipeline.domain.terms import Term


class RunKind(StrEnum):
    """Where a run's reviews come from."""

    BATCH = "batch"  # files were looked at
    REASSESS = "reassess"  # kept readings were judged anew


class RunStatus(StrEnum):
    """How far a run came; one whose process was killed is stopped."""

    RUNNING = "running"
    FINISHED = "finished"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class RunKey:
    """A run that is being written: its number and the token of the lock it was begun under.

    `resumed` tells that it is an earlier run taken up again.
    """

    id: int
    token: str
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What a run holds; `failures` counts files, `statuses` findings."""

    suppliers: int
    documents: int
    failures: int
    statuses: dict[Status, int]


@dataclass(frozen=True, slots=True)
class Build:
    """Digests of the program's own files, by what they decide: the reading, the classification, all."""

    reading: str
    classification: str
    program: str


@dataclass(frozen=True, slots=True)
class Run:
    """A snapshot of a portfolio: when, of what folder, made with what, and how much of it.

    `planned` is the number of suppliers that the run set out to review.
    """

    id: int
    kind: RunKind
    status: RunStatus
    source: str
    begun: datetime
    ended: datetime | None
    edition: Edition
    build: Build
    playbook: str
    planned: int
    counts: RunCounts


@dataclass(frozen=True, slots=True)
class Holder:
    """Who is writing to a store: process and machine, since when."""

    pid: int
    host: str
    since: datetime


@dataclass(frozen=True, slots=True)
class StoreStatus:
    """A store as `clausegap batch --status` shows it; `size` in bytes, None where that is not known."""

    name: str
    revision: str
    size: int | None
    holder: Holder | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ReviewedDocument:
    """A document that a review rests on; `id` is that of the evidence, `pages_unread` from 1.

    `terms` are those of the agreement as a whole: when it begins and ends, how it renews, its law.
    """

    id: str
    name: str
    sha256: str
    media_type: str
    size: int
    kind: str
    language: str
    pages: int | None
    pages_unread: tuple[int, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class SupplierReview:
    """All that a run said of one supplier, without the text of its documents.

    `coverage` is None where no document could be read. `failures` and `left_out` are the supplier's files,
    `unread` the names of papers that may hold what was not found.
    """

    supplier: str
    documents: tuple[ReviewedDocument, ...]
    coverage: Coverage | None
    findings: tuple[Finding, ...]
    responsibilities: tuple[Responsibility, ...]
    references: tuple[DocumentReference, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    warnings: tuple[str, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    failures: tuple[Failure, ...] = ()
    left_out: tuple[Failure, ...] = ()
    unread: tuple[str, ...] = ()

    @classmethod
    def of(cls, supplier: str, review: Review) -> "SupplierReview":
        """Take from a review of one supplier (one assessment or none) what a store keeps of it."""
        if not review.assessments:
            return cls(supplier, (), None, (), (), failures=review.failures, left_out=review.left_out)
        (made,) = review.assessments
        return cls(
            supplier=supplier,
            documents=tuple(
                ReviewedDocument(
                    id=a.document.id,
                    name=a.document.source.name,
                    sha256=a.document.source.sha256,
                    media_type=a.document.source.media_type,
                    size=a.document.source.size,
                    kind=a.kind,
                    language=a.language,
                    pages=a.document.pages,
                    pages_unread=a.document.pages_unread,
                    terms=a.terms,
                )
                for a in made.agreements.agreements
            ),
            coverage=made.coverage,
            findings=made.findings,
            responsibilities=made.responsibilities,
            references=made.references,
            placeholders=made.placeholders,
            warnings=made.warnings,
            precedence=made.precedence,
            failures=review.failures,
            left_out=review.left_out,
            unread=made.agreements.unread,
        )
