"""Playbooks: a firm's own positions, laid over the clause library.

A playbook is one YAML file that names requirements and what the firm holds otherwise than the
library: severity, limits, wording, what to ask, the least it can live with and where it walks away.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.closed import Closed
from pipeline.domain.requirements import (
    Check,
    Family,
    Library,
    Requirement,
    Severity,
    Stand,
    StandLimit,
    Wording,
)
from pipeline.domain.review import STEPS
from pipeline.errors import LibraryError
from pipeline.library.limits import LEVELS, Limits, limit_problems, limited, other_limits
from pipeline.library.source import Fault, Where, YamlFile, open_yaml, validated

STATUSES = tuple(step.value for step in STEPS)  # worst first
_LARGEST = 2_000_000  # bytes of a playbook


@dataclass(frozen=True, slots=True)
class Bounds(Closed):
    """Other limits for a check, and the firm's own bounds for signing: "72 h", "30 d", "99.9 %".

    `acceptable` is the value it can live with, `walk_away` the one beyond which it does not sign.
    """

    strong: str | None = None
    met: str | None = None
    partial: str | None = None
    acceptable: str | None = None
    walk_away: str | None = None

    def limits(self) -> Limits:
        """Return the limits of the check."""
        return Limits(self.strong, self.met, self.partial)


@dataclass(frozen=True, slots=True)
class Position(Closed):
    """What a playbook says of one requirement; what it leaves out stays as in the library."""

    severity: Severity | None = None
    acceptable: str | None = None
    walk_away: str | None = None
    limits: Mapping[str, Bounds] = field(default_factory=dict)  # by the term the check looks at
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
    content = path.read_bytes()
    return replace(
        library,
        families=tuple(_laid_over(f, found.positions()) for f in library.families),
        digest=hashlib.sha256(library.digest.encode() + content).hexdigest(),
        version=f"{library.version} with {found.name}",
        files=(*library.files, (f"playbook {path.name}", hashlib.sha256(content).hexdigest())),
    )


def playbook_start(library: Library) -> str:
    """Return a playbook to begin with: every requirement by name, all of it commented out."""
    lines = [
        "# A playbook: your own positions over the clause library of ClauseGap.",
        "# Take away the # from what you want to hold otherwise; what stays out stays as in the library.",
        "# Check it with: clausegap library check --playbook THIS-FILE",
        "#",
        "# Your standard is what counts as met, in the preferred wording; then come what is acceptable, and",
        "# where you walk away. A requirement that you leave out is held as the library has it.",
        "#",
        "# severity:   critical, high, medium or low",
        "# acceptable: the least status you can live with (met, partial, weak, absent, contradicted)",
        "# walk_away:  the status at which, or below, you do not sign",
        "# limits:     other numbers for a check, by the value it looks at: strong, met, partial as in the",
        "# .           library; acceptable: you can live with it; walk_away: beyond it you do not sign",
        "# preferred, fallback: your wording; ask: what to request of the provider",
        "# note:       shown with the finding",
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
    if limits := ", ".join(_limits_of(check) for check in requirement.checks):
        yield f"  #   limits: {{{limits}}}"
    yield f"  #   preferred: {_one_line(requirement.wording.preferred)}"
    yield f"  #   fallback: {_one_line(requirement.wording.fallback)}"


def _limits_of(check: Check) -> str:
    limits = {name: getattr(check, name) for name in LEVELS}
    if check.met and check.partial:
        limits |= {"acceptable": check.met, "walk_away": check.partial}
    given = ", ".join(f"{name}: {_quoted(value)}" for name, value in limits.items() if value)
    return f"{check.term}: {{{given}}}"


def _one_line(wording: str) -> str:
    """Return a wording as YAML text on one line."""
    return json.dumps(" ".join(wording.split()), ensure_ascii=False)


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
    bounds = position.limits
    held = replace(
        requirement,
        severity=position.severity or requirement.severity,
        checks=tuple(
            limited(c, bounds[c.term].limits()) if c.term in bounds else c for c in requirement.checks
        ),
        wording=wording,
        ask=position.ask or requirement.ask,
        stand=Stand(
            acceptable=position.acceptable or "met",
            walk_away=position.walk_away or "",
            note=position.note,
            limits=tuple(_stand_limits(requirement, bounds)),
            held=True,
        ),
    )
    changes = (*requirement.tailoring.changes, *_changes(requirement, held))
    return replace(held, tailoring=replace(requirement.tailoring, changes=changes))


def _stand_limits(requirement: Requirement, bounds: Mapping[str, Bounds]) -> Iterator[StandLimit]:
    for check in requirement.checks:
        own = bounds.get(check.term)
        if own and (own.acceptable or own.walk_away):
            yield StandLimit(check.term, check.kind, own.acceptable, own.walk_away)


def _changes(old: Requirement, new: Requirement) -> Iterator[str]:
    """Yield what the playbook decides otherwise that a finding hangs on, for the finding's notes."""
    if old.severity is not new.severity:
        yield f"Severity {new.severity} instead of {old.severity}, by the playbook."
    for was, now in zip(old.checks, new.checks, strict=True):
        if other := other_limits(was, now):
            yield f"{other}, by the playbook."


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
        for field_name, problem in _contradictions(position):
            yield file.fault((*at, field_name), problem)
        yield from _limit_faults(file, position, known[name])


def _contradictions(position: Position) -> Iterator[tuple[str, str]]:
    """Yield what can't be meant: words that are empty, or to walk away from what is acceptable."""
    for field_name in ("preferred", "fallback", "ask"):
        words = getattr(position, field_name)
        if words is not None and not words.strip():
            yield field_name, "is empty; leave it out to keep the library's"
    least, worst = position.acceptable or STATUSES[-1], position.walk_away
    if least in STATUSES and worst in STATUSES and STATUSES.index(worst) >= STATUSES.index(least):
        yield "walk_away", f"“{worst}” is acceptable by this position; name a status below “{least}”"


def _limit_faults(file: YamlFile, position: Position, requirement: Requirement) -> Iterator[Fault]:
    checks = {c.term: c for c in requirement.checks}
    for term, limits in position.limits.items():
        at: Where = ("requirements", requirement.id, "limits", term)
        if term not in checks:
            known = ", ".join(sorted(checks)) or "none"
            yield file.fault(at, f"{requirement.id} has no limit on “{term}”; it has: {known}")
            continue
        for where, problem in limit_problems(limited(checks[term], limits.limits())):
            yield file.fault((*at, *where), problem)
        for where, problem in _bound_problems(limited(checks[term], limits.limits()), limits):
            yield file.fault((*at, *where), problem)


def _bound_problems(check: Check, bounds: Bounds) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with the values a firm signs up to: no value, or nothing between the two.

    Without a value of its own what is met is acceptable.
    """
    ends = Check(check.kind, check.term, met=bounds.acceptable or check.met, partial=bounds.walk_away)
    names = {"met": "acceptable", "partial": "walk_away"}
    for (field_name,), problem in limit_problems(ends):
        if problem.startswith("the limits"):
            what = "acceptable" if bounds.acceptable else f"met ({check.met})"
            yield ("walk_away",), f"asks more than {what}; it must ask less, or the same"
        elif field_name == "partial" or bounds.acceptable:  # what is wrong with the limit met is told there
            yield (names[str(field_name)],), problem


def _faulty(path: Path, faults: tuple[Fault, ...]) -> LibraryError:
    return LibraryError(f"The playbook {path.name} has faults:\n" + "\n".join(str(f) for f in faults[:20]))
