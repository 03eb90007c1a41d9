"""What moved between two judgements of a portfolio, and what moved it."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.comparison import Effect
from pipeline.domain.portfolio import Run
from pipeline.domain.requirements import Severity
from pipeline.domain.review import Edition, Status


class Cause(StrEnum):
    """What can move a verdict."""

    PAPER = "paper"  # other documents, or other words in them
    READING = "reading"  # the same files read otherwise: a page, a scan, a file that failed
    CLASSIFIER = "classifier"
    LIBRARY = "library"  # with its playbook and profiles
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """What a library says otherwise of a requirement than another, in sentences.

    `judged` may move a verdict, `weighed` only what a gap counts or what to do about it.
    """

    requirement: str
    judged: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LibraryChanges:
    """The difference of two libraries: by requirement, and what concerns all of them."""

    requirements: tuple[RequirementChange, ...]
    overall: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Flip:
    """A verdict that moved: a status, or (both statuses alike) whether the firm can live with it.

    `causes` are what moved it; where they could not be told apart `separated` is False. `why` says in
    sentences what changed; `old` is None for a requirement that is new. `quote` is the first of the words
    that the new verdict rests on, else the old one's.
    """

    supplier: str
    requirement: str
    severity: Severity
    old: Status | None
    new: Status
    effect: Effect
    causes: tuple[Cause, ...]
    separated: bool = True
    why: tuple[str, ...] = ()
    old_reason: str = ""
    new_reason: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class SupplierMove:
    """A supplier before and after: coverage (None where nothing could be assessed) and flips."""

    supplier: str
    old_coverage: float | None
    new_coverage: float | None
    flips: tuple[Flip, ...] = ()


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A supplier that could not be judged again, and why in one sentence."""

    supplier: str
    reason: str


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A run judged anew without a file being opened: what another library would say.

    `suppliers` holds all that were judged, those with flips or not; `edition` is what they were judged
    with, `changes` None where the run's own library is not known any more.
    """

    run: Run
    edition: Edition
    changes: LibraryChanges | None
    suppliers: tuple[SupplierMove, ...]
    not_judged: tuple[NotJudged, ...] = ()

    @property
    def flips(self) -> tuple[Flip, ...]:
        """Return all flips, supplier by supplier."""
        return tuple(f for s in self.suppliers for f in s.flips)


class PaperChange(StrEnum):
    """What happened to a document of a supplier between two runs."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"  # another content under the same name
    RENAMED = "renamed"  # the same content under another name


@dataclass(frozen=True, slots=True)
class PaperMove:
    """A document that is not what it was: its name (the new one), and its digests, "" where there is none."""

    kind: PaperChange
    name: str
    old_sha256: str = ""
    new_sha256: str = ""
    old_name: str = ""


@dataclass(frozen=True, slots=True)
class SupplierDifference:
    """A supplier in two runs: its papers and its verdicts; `other` counts findings with other words alone.

    `changed` names what could have moved a verdict: what is not the same on both sides.
    """

    move: SupplierMove
    papers: tuple[PaperMove, ...] = ()
    changed: tuple[Cause, ...] = ()
    other: int = 0


@dataclass(frozen=True, slots=True)
class RunDifference:
    """What moved between two runs; `suppliers` holds those in both that are not the very same."""

    old: Run
    new: Run
    added: tuple[str, ...]
    removed: tuple[str, ...]
    same: int
    suppliers: tuple[SupplierDifference, ...]
    changes: LibraryChanges | None = None

    @property
    def flips(self) -> tuple[Flip, ...]:
        """Return all flips, supplier by supplier."""
        return tuple(f for s in self.suppliers for f in s.move.flips)
