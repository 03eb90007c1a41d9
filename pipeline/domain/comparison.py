"""What changed between two versions of an agreement set: in words, and in findings."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.agreement import Clause
from pipeline.domain.apart import Change
from pipeline.domain.review import Assessment, Finding


class WordKind(StrEnum):
    """What happened to a run of words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class WordRun:
    """Words of a clause, one after the other: those of both versions, of the old or of the new one."""

    kind: WordKind
    text: str


class ClauseKind(StrEnum):
    """What happened to a clause; one that was only renumbered or laid out anew is not listed."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that differs: `words` tell old from new, `authors` who changed it where the file says so.

    `requirements` are those for which the clause is cited, in either version.
    """

    kind: ClauseKind
    old: Clause | None
    new: Clause | None
    words: tuple[WordRun, ...] = ()
    authors: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()


class Effect(StrEnum):
    """What a change did to a finding, seen from the customer's side."""

    CLOSED = "closed"  # a gap before, met now
    OPENED = "opened"  # met before, a gap now
    IMPROVED = "improved"
    WEAKENED = "weakened"
    OTHER = "changed"  # other values, or a side that could not be assessed


@dataclass(frozen=True, slots=True)
class ValueChange:
    """A value of a finding before and after; "" where there is none."""

    name: str
    old: str
    new: str

    @property
    def said(self) -> str:
        """Return "deletion deadline: 30 d → none"."""
        return f"{self.name.replace('_', ' ')}: {self.old or 'none'} → {self.new or 'none'}"


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A requirement whose outcome differs because words it rests on differ."""

    effect: Effect
    old: Finding
    new: Finding
    values: tuple[ValueChange, ...] = ()
    authors: tuple[str, ...] = ()

    @property
    def requirement(self) -> str:
        """Return the requirement's id."""
        return self.new.requirement


@dataclass(frozen=True, slots=True)
class TrackedEffect:
    """A pending tracked change, the clause it stands in (an id, or None) and the requirements it moves."""

    document: str
    change: Change
    clause: str | None
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments and their difference.

    `unsettled` names requirements whose verdict moved although the words cited for it did not: the
    whole agreement weighs in a verdict, so this is no change of theirs, but worth a look.
    """

    old: Assessment
    new: Assessment
    clauses: tuple[ClauseChange, ...]
    findings: tuple[FindingChange, ...]
    tracked: tuple[TrackedEffect, ...] = ()
    unsettled: tuple[str, ...] = ()
