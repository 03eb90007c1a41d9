"""The difference of two clause libraries, in sentences for the people who decide on it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from pipeline.domain.requirements import (
    Check,
    CheckKind,
    Library,
    Requirement,
    Scoring,
    Severity,
    Stand,
    Subpoint,
)
from pipeline.domain.tailoring import Tailoring
from pipeline.domain.what_if import LibraryChanges, RequirementChange
from pipeline.library.cues import POINT_CUES

LIMITS = ("strong", "met", "partial")
CUES = ("cues", "near_miss_cues", "adverse_cues", "attributes", "tells")
SAID_BY = (*POINT_CUES, "add")  # of a sub-point
PARTS = {
    "processes": "The processes of the responsibility matrix",
    "contradictions": "The rules on what contradicts a promise",
}
CheckPair = tuple[Check, Check]
"""A check as it was and as it is."""
NAMED = 6  # vocabularies named in a sentence


def changes_between(old: Library, new: Library) -> LibraryChanges:
    """Return what `new` says otherwise than `old`: requirements in catalogue order."""
    before = {r.id: r for r in old.requirements}
    after = {r.id: r for r in new.requirements}
    changed = [_requirement(before.get(name), r) for name, r in after.items()]
    gone = [RequirementChange(name, ("The requirement is no more.",)) for name in before if name not in after]
    return LibraryChanges(
        tuple(c for c in (*changed, *gone) if c.judged or c.weighed), tuple(_overall(old, new))
    )


def judged_otherwise(old: Library, new: Library) -> Mapping[str, tuple[CheckPair, ...] | None] | None:
    """Return the requirements of which something else is said although the papers are the same.

    None where that may be any: requirements speak of each other in their titles, cues and sub-points,
    never in their limits, their applicability or what the firm can live with. Where only limits on
    values and what is said beside a finding differ, the other checks come old and new: the finding
    itself differs only where they part the values of its passages otherwise. Else it is None.
    """
    if _shared(old) != _shared(new):
        return None
    pairs = zip(old.requirements, new.requirements, strict=True)
    return {b.id: _other_limits(a, b) for a, b in pairs if _unweighed(a) != _unweighed(b)}


def _other_limits(old: Requirement, new: Requirement) -> tuple[CheckPair, ...] | None:
    """Return the checks with other limits, None where more differs; what is counted is no value."""
    if _unlimited(old) != _unlimited(new):
        return None
    pairs = tuple((a, b) for a, b in zip(old.checks, new.checks, strict=True) if a != b)
    return None if any(b.kind is CheckKind.PROCESSES_AT_LEAST for _, b in pairs) else pairs


def _unlimited(r: Requirement) -> Requirement:
    checks = (replace(c, strong=None, met=None, partial=None) for c in r.checks)
    beside = replace(r.tailoring, changes=(), notes=())
    return replace(_unweighed(r), checks=tuple(checks), stand=Stand(), tailoring=beside)


def _shared(library: Library) -> Library:
    """Return the library without what concerns one requirement alone, or no verdict at all."""
    families = tuple(
        replace(f, requirements=tuple(map(_spoken_of, f.requirements))) for f in library.families
    )
    nothing = {"version": "", "digest": "", "files": (), "controls": (), "aliases": (), "frameworks": ()}
    return replace(library, families=families, scoring=Scoring({}, {}), **nothing)  # type: ignore[arg-type]


def _spoken_of(r: Requirement) -> Requirement:
    return replace(_unweighed(r), checks=(), stand=Stand(), tailoring=Tailoring())


def _unweighed(r: Requirement) -> Requirement:
    return replace(r, severity=Severity.LOW, severity_reason="", ask="")


def _requirement(old: Requirement | None, new: Requirement) -> RequirementChange:
    if old is None:
        return RequirementChange(new.id, ("The requirement is new.",))
    return RequirementChange(new.id, tuple(_judged(old, new)), tuple(_weighed(old, new)))


def _judged(old: Requirement, new: Requirement) -> Iterator[str]:
    yield from _applicability(old, new)
    yield from _limits(old.checks, new.checks)
    yield from _subpoints(old.subpoints, new.subpoints)
    if old.instead != new.instead:
        yield "Other words make a status count as another."
    if (old.wording, old.drafting) != (new.wording, new.drafting):
        yield "Other wording of ours is known again in an agreement."
    if any(getattr(old, name) != getattr(new, name) for name in CUES):
        yield "Other cues or values are looked for."


def _weighed(old: Requirement, new: Requirement) -> Iterator[str]:
    if old.severity is not new.severity:
        yield f"Severity {old.severity} → {new.severity}."
    if old.stand.acceptable != new.stand.acceptable:
        yield f"The least that is acceptable: {old.stand.acceptable} → {new.stand.acceptable}."
    if old.stand.walk_away != new.stand.walk_away:
        yield f"Where to walk away: {old.stand.walk_away or 'nowhere'} → {new.stand.walk_away or 'nowhere'}."
    if old.stand.limits != new.stand.limits:
        yield "Other values are acceptable, or to walk away from."


def _applicability(old: Requirement, new: Requirement) -> Iterator[str]:
    was, now = old.tailoring, new.tailoring
    if was.not_applicable != now.not_applicable:
        yield f"It does not apply: {now.not_applicable}" if now.not_applicable else "It applies again."
    for rule in now.instead:
        if rule not in was.instead:
            yield f"{_listed(rule.found)} counts as {rule.counts_as}: {rule.because}"
    for rule in was.instead:
        if rule not in now.instead:
            yield f"{_listed(rule.found)} no longer counts as {rule.counts_as}."


def _limits(old: tuple[Check, ...], new: tuple[Check, ...]) -> Iterator[str]:
    before = {(c.kind, c.term): c for c in old}
    after = {(c.kind, c.term): c for c in new}
    for key, check in after.items():
        was = before.get(key)
        if was is None:
            yield f"A limit on the {_plain(check.term)} is new."
            continue
        for name in LIMITS:
            a, b = getattr(was, name), getattr(check, name)
            if a != b:
                yield f"The limit on the {_plain(check.term)} for “{name}”: {a or 'none'} → {b or 'none'}."
    for key, check in before.items():
        if key not in after:
            yield f"The limit on the {_plain(check.term)} is no more."


def _subpoints(old: tuple[Subpoint, ...], new: tuple[Subpoint, ...]) -> Iterator[str]:
    before, after = {s.id: s for s in old}, {s.id: s for s in new}
    yield from (f"Sub-point {name} is new." for name in after if name not in before)
    yield from (f"Sub-point {name} is no more." for name in before if name not in after)
    for name in sorted(before.keys() & after.keys()):
        was, now = before[name], after[name]
        if was.essential is not now.essential:
            yield f"Sub-point {name} is {'essential now' if now.essential else 'no longer essential'}."
        if any(getattr(was, field) != getattr(now, field) for field in SAID_BY):
            yield f"Sub-point {name} is known by other words."


def _overall(old: Library, new: Library) -> Iterator[str]:
    if old.scoring != new.scoring:
        yield "Severities and statuses weigh otherwise in coverage."
    for name, said in PARTS.items():
        if getattr(old, name) != getattr(new, name):
            yield f"{said} changed."
    words = sorted(_different(old.vocabulary, new.vocabulary))
    if words:
        more = ", …" if len(words) > NAMED else ""
        yield f"Vocabularies changed: {', '.join(map(_plain, words[:NAMED]))}{more}."
    was, now = (tuple(p.name for p in library.profiles) for library in (old, new))
    if was != now:
        yield f"Profiles: {', '.join(was) or 'none'} → {', '.join(now) or 'none'}."


def _different(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _listed(names: tuple[str, ...]) -> str:
    return " or ".join(f"“{name}”" for name in names)
