"""Profiles: service model and sector, and what they change in the clause library.

`applicability.yaml` says for each profile which requirements do not apply, which limits and severities are
others, which status counts as another, and why. Several are laid over the library together: a requirement
that one leaves out is left out; the stricter limit and the higher severity count.
"""

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.domain.closed import Closed
from pipeline.domain.requirements import AppliedProfile, Check, Family, Library, Requirement, Severity
from pipeline.domain.tailoring import CountsAs, Tailoring
from pipeline.errors import LibraryError, UsageError
from pipeline.library.limits import Limits, in_order, limited, other_limits, stricter
from pipeline.library.source import Fault, YamlFile, open_yaml, validated

FILE = "applicability.yaml"
_WORST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Rule(Closed):
    """What a profile says of a requirement; `because` stands with every finding it changes."""

    because: str
    not_applicable: bool = False
    severity: Severity | None = None
    limits: Mapping[str, Limits] = field(default_factory=dict)  # by the term the check looks at
    instead: tuple[CountsAs, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Profile(Closed):
    """A profile as the file has it; `title` completes "for …"."""

    name: str
    title: str
    includes: tuple[str, ...] = ()
    lower_severities: int = 0
    notes: tuple[str, ...] = ()
    families: Mapping[str, Rule] = field(default_factory=dict)
    requirements: Mapping[str, Rule] = field(default_factory=dict)

    def rules(self, family: Family, requirement: Requirement) -> Iterator[Rule]:
        """Yield what the profile says of a requirement, by its family and by itself."""
        found = (self.families.get(family.id), self.requirements.get(requirement.id))
        return (rule for rule in found if rule is not None)


@dataclass(frozen=True, slots=True)
class Profiles(Closed):
    """All profiles, and which of them exclude each other."""

    profiles: tuple[Profile, ...]
    one_of: tuple[tuple[str, ...], ...] = ()

    def chosen(self, names: Iterable[str]) -> tuple[Profile, ...]:
        """Return the profiles of these names and those they include, each once, by name."""
        known = {p.name: p for p in self.profiles}
        found: dict[str, Profile] = {}
        waiting = [known[name] for name in names]
        while waiting:
            profile = waiting.pop()
            if profile.name not in found:
                found[profile.name] = profile
                waiting += [known[name] for name in profile.includes]
        return tuple(found[name] for name in sorted(found))


PROFILES = TypeAdapter(Profiles)


def read_profiles(folder: Path) -> tuple[YamlFile, Profiles | tuple[Fault, ...]]:
    """Return the file of a library's profiles and what it says, or its faults of form."""
    file = open_yaml(folder / FILE, root=folder)
    return file, validated(file, PROFILES, file.data)


def load_profiles(folder: Path) -> Profiles:
    """Load the profiles of a library; raises LibraryError naming file, line and field of what is wrong."""
    _, found = read_profiles(folder)
    if not isinstance(found, Profiles):
        raise LibraryError("The clause library has faults:\n" + "\n".join(str(f) for f in found[:20]))
    return found


def lay_profiles(library: Library, names: Sequence[str], *, folder: Path) -> Library:
    """Return the library as the profiles have it; none leaves it as it is.

    Raises UsageError for a profile that is not there, naming those that are, and for two that exclude
    each other.
    """
    if not names:
        return library
    profiles = load_profiles(folder)
    _check_chosen(names, profiles)
    chosen = profiles.chosen(names)
    asked = tuple(sorted(set(names)))
    families = tuple(
        replace(f, requirements=tuple(_tailored(f, r, chosen) for r in f.requirements))
        for f in library.families
    )
    return replace(
        library,
        families=families,
        digest=hashlib.sha256("\0".join((library.digest, *asked)).encode()).hexdigest(),
        version=f"{library.version} for {', '.join(asked)}",
        profiles=tuple(AppliedProfile(p.name, p.title, p.notes) for p in chosen),
    )


def _check_chosen(names: Sequence[str], profiles: Profiles) -> None:
    known = sorted(p.name for p in profiles.profiles)
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise UsageError(f"There is no profile “{name}”; there are {', '.join(known)}.{hint}")
    held = {p.name for p in profiles.chosen(names)}
    for group in profiles.one_of:
        both = [name for name in group if name in held]
        if len(both) > 1:
            raise UsageError(f"The profiles {' and '.join(both)} exclude each other; name one of them.")


def _tailored(family: Family, requirement: Requirement, chosen: Sequence[Profile]) -> Requirement:
    rules = [(p, rule) for p in chosen for rule in p.rules(family, requirement)]
    left_out = [f"{_closed(rule.because)} (profile {p.name})" for p, rule in rules if rule.not_applicable]
    checks = tuple(_check(c, rules) for c in requirement.checks)
    severity = _severity(requirement.severity, rules, chosen)
    changes = [
        *_said_of_severity(requirement.severity, severity, rules, chosen),
        *_said_of_limits(requirement, checks, rules),
    ]
    return replace(
        requirement,
        severity=severity,
        checks=checks,
        tailoring=Tailoring(
            not_applicable=" ".join(left_out),
            instead=tuple(
                replace(i, because=f"{_closed(i.because or rule.because)} (profile {p.name})")
                for p, rule in rules
                for i in rule.instead
            ),
            changes=tuple(changes),
            notes=tuple(f"{_closed(rule.note)} (profile {p.name})" for p, rule in rules if rule.note),
        ),
    )


def _check(check: Check, rules: Sequence[tuple[Profile, Rule]]) -> Check:
    others = [rule.limits[check.term] for _, rule in rules if check.term in rule.limits]
    if not others:
        return check
    first, *more = (limited(check, limits) for limits in others)
    for other in more:
        first = stricter(first, than=other)
    return in_order(first)


def _severity(own: Severity, rules: Sequence[tuple[Profile, Rule]], chosen: Sequence[Profile]) -> Severity:
    named = [rule.severity for _, rule in rules if rule.severity]
    level = min(_WORST_FIRST.index(s) for s in named) if named else _WORST_FIRST.index(own)
    lower = level + sum(p.lower_severities for p in chosen)
    return _WORST_FIRST[min(lower, len(_WORST_FIRST) - 1)]


def _said_of_severity(
    old: Severity, new: Severity, rules: Sequence[tuple[Profile, Rule]], chosen: Sequence[Profile]
) -> Iterator[str]:
    if old is new:
        return
    named = [(p.name, _closed(rule.because)) for p, rule in rules if rule.severity]
    lowering = [(p.name, f"The profile is for {p.title}.") for p in chosen if p.lower_severities]
    for name, because in (*named, *lowering):
        yield f"Severity {new} instead of {old}: {because} (profile {name})"


def _said_of_limits(
    requirement: Requirement, checks: Sequence[Check], rules: Sequence[tuple[Profile, Rule]]
) -> Iterator[str]:
    for old, new in zip(requirement.checks, checks, strict=True):
        if not (other := other_limits(old, new)):
            continue
        for profile, rule in rules:
            if old.term in rule.limits:
                yield f"{other}: {_closed(rule.because)} (profile {profile.name})"


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
