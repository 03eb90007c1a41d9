"""Playbooks: a firm's own positions, laid over the clause library.

A playbook is one YAML file that names requirements and what the firm holds otherwise than the
library: severity, limits, wording, what to ask, the least it can live with and where it walks away.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.requirements import (
    Check,
    Closed,
    Family,
    Library,
    Requirement,
    Severity,
    Stand,
    Wording,
)
from pipeline.domain.review import STEPS
from pipeline.errors import LibraryError
from pipeline.library.check import limit_problems
from pipeline.library.source import Fault, Where, YamlFile, open_yaml, validated

STATUSES = tuple(step.value for step in STEPS)  # worst first
_LARGEST = 2_000_000  # bytes of a playbook


@dataclass(frozen=True, slots=True)
class Limits(Closed):
    """Other limits for a check, written as in the library: "48 h", "30 d", "99.9 %"."""

    strong: str | None = None
    met: str | None = None
    partial: str | None = None


@dataclass(frozen=True, slots=True)
class Position(Closed):
    """What a playbook says of one requirement; what it leaves out stays as in the library."""

    severity: Severity | None = None
    acceptable: str | None = None
    walk_away: str | None = None
    limits: Mapping[str, Limits] = field(default_factory=dict)  # by the term the check looks at
    preferred: str | None = None
    fallback: str | None = None
    ask: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Playbook(Closed):
    """A playbook as its file has it."""

    name: str
    requirements: Mapping[str, Position | None] | None = None  # a key without a value is a start, no fault

    def positions(self) -> dict[str, Position]:
        """Return the positions that hold anything."""
        return {name: p for name, p in (self.requirements or {}).items() if p is not None}


PLAYBOOK = TypeAdapter(Playbook)


def load_playbook(library: Library, path: Path) -> Library:
    """Return the library with the playbook's positions; raises LibraryError naming file, line and field."""
    if path.is_file() and path.stat().st_size > _LARGEST:
        raise LibraryError(f"{path.name}: is too large for a playbook; name the YAML file of your positions.")
    file = open_yaml(path, root=path.parent)
    found = validated(file, PLAYBOOK, file.data)
    if not isinstance(found, Playbook):
        raise _faulty(path, found)
    if faults := tuple(_faults(file, found, library)):
        raise _faulty(path, faults)
    whole = hashlib.sha256(library.digest.encode() + path.read_bytes()).hexdigest()
    families = tuple(_laid_over(f, found.positions()) for f in library.families)
    return replace(library, families=families, digest=whole, version=f"{library.version} with {found.name}")


def playbook_start(library: Library) -> str:
    """Return a playbook to begin with: every requirement by name, all of it commented out."""
    lines = [
        "# A playbook: your own positions over the clause library of ClauseGap.",
        "# Take away the # from what you want to hold otherwise; what stays out stays as in the library.",
        "# Check it with: clausegap library check --playbook THIS-FILE",
        "#",
        "# acceptable: the least status you can live with (met, partial, weak, absent, contradicted)",
        "# walk_away:  the status at which, or below, you do not sign",
        "# limits:     other numbers for a check, by the value it looks at",
        "# preferred, fallback: your wording; ask: what to request of the provider",
        "",
        "name: Our positions",
        "requirements:",
    ]
    for family in library.families:
        lines += ["", f"  # ---- {family.title}"]
        for requirement in family.requirements:
            lines += _start_of(requirement)
    return "\n".join([*lines, ""])


def _start_of(requirement: Requirement) -> Iterator[str]:
    yield f"  # {requirement.id}:  # {requirement.title}"
    yield f"  #   severity: {requirement.severity.value}"
    yield "  #   acceptable: met"
    yield "  #   walk_away: absent"
    for check in requirement.checks:
        limits = {name: getattr(check, name) for name in ("strong", "met", "partial")}
        given = ", ".join(f"{name}: {_quoted(value)}" for name, value in limits.items() if value)
        yield f"  #   limits: {{{check.term}: {{{given}}}}}"


def _quoted(limit: str) -> str:
    """Return a limit as YAML takes it for text: a bare count would be a number."""
    return f'"{limit}"' if limit.isdigit() else limit


def _laid_over(family: Family, positions: Mapping[str, Position]) -> Family:
    return replace(
        family,
        requirements=tuple(
            _held(r, positions[r.id]) if r.id in positions else r for r in family.requirements
        ),
    )


def _held(requirement: Requirement, position: Position) -> Requirement:
    wording = Wording(
        position.preferred or requirement.wording.preferred, position.fallback or requirement.wording.fallback
    )
    return replace(
        requirement,
        severity=position.severity or requirement.severity,
        checks=tuple(_limited(c, position.limits.get(c.term)) for c in requirement.checks),
        wording=wording,
        ask=position.ask or requirement.ask,
        stand=Stand(position.acceptable or "met", position.walk_away or "", position.note),
    )


def _limited(check: Check, limits: Limits | None) -> Check:
    if limits is None:
        return check
    return replace(
        check,
        strong=limits.strong or check.strong,
        met=limits.met or check.met,
        partial=limits.partial or check.partial,
    )


def _faults(file: YamlFile, playbook: Playbook, library: Library) -> Iterator[Fault]:
    known = {r.id: r for r in library.requirements}
    for name, position in (playbook.requirements or {}).items():
        at: Where = ("requirements", name)
        if name not in known:
            yield file.fault(at, f"there is no requirement “{name}”; see `clausegap library show`")
            continue
        if position is None:
            continue
        for field_name in ("acceptable", "walk_away"):
            status = getattr(position, field_name)
            if status is not None and status not in STATUSES:
                yield file.fault((*at, field_name), f"“{status}” is none of {', '.join(STATUSES)}")
        yield from _limit_faults(file, position, known[name])


def _limit_faults(file: YamlFile, position: Position, requirement: Requirement) -> Iterator[Fault]:
    checks = {c.term: c for c in requirement.checks}
    for term, limits in position.limits.items():
        at: Where = ("requirements", requirement.id, "limits", term)
        if term not in checks:
            known = ", ".join(sorted(checks)) or "none"
            yield file.fault(at, f"{requirement.id} has no limit on “{term}”; it has: {known}")
            continue
        for where, problem in limit_problems(_limited(checks[term], limits)):
            yield file.fault((*at, *where), problem)


def _faulty(path: Path, faults: tuple[Fault, ...]) -> LibraryError:
    return LibraryError(f"The playbook {path.name} has faults:\n" + "\n".join(str(f) for f in faults[:20]))
