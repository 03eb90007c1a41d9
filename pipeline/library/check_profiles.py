"""Whether the profiles are sound: names, requirements, limits, statuses, cues."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import Status
from pipeline.domain.tailoring import CountsAs
from pipeline.library.cues import problem_of
from pipeline.library.limits import limit_problems, limited
from pipeline.library.profile import Profile, Profiles, Rule, read_profiles
from pipeline.library.source import Fault, Where

Problem = tuple[Where, str]
_STATUSES = tuple(s.value for s in Status)
_NO_BESIDE = "is for the library's own rules; a profile's look only at the words that the finding cites"


def profile_faults(folder: Path, library: Library) -> list[Fault]:
    """Return every fault of the library's profiles."""
    file, found = read_profiles(folder)
    if not isinstance(found, Profiles):
        return list(found)
    return [file.fault(where, problem) for where, problem in _problems(found, library)]


def _problems(found: Profiles, library: Library) -> Iterator[Problem]:
    names = Counter(p.name for p in found.profiles)
    for g, group in enumerate(found.one_of):
        yield from (
            (("one_of", g, i), f"there is no profile “{n}”") for i, n in enumerate(group) if n not in names
        )
    for i, profile in enumerate(found.profiles):
        at: Where = ("profiles", i)
        if names[profile.name] > 1:
            yield (*at, "name"), f"“{profile.name}” is the name of {names[profile.name]} profiles"
        if profile.name != profile.name.strip().lower() or "," in profile.name:
            yield (
                (*at, "name"),
                f"“{profile.name}” has capitals, spaces or commas; it is typed after --profile",
            )
        for j, name in enumerate(profile.includes):
            if name not in names:
                yield (*at, "includes", j), f"there is no profile “{name}”"
        for where, problem in _profile_problems(profile, library):
            yield (*at, *where), problem


def _profile_problems(profile: Profile, library: Library) -> Iterator[Problem]:
    families = {f.id: f.requirements for f in library.families}
    requirements = {r.id: r for r in library.requirements}
    for name, rule in profile.families.items():
        if name not in families:
            yield ("families", name), f"there is no family “{name}”"
        for where, problem in _rule_problems(rule, None):
            yield ("families", name, *where), problem
    for name, rule in profile.requirements.items():
        if name not in requirements:
            yield ("requirements", name), f"there is no requirement “{name}”; see `clausegap library show`"
            continue
        for where, problem in _rule_problems(rule, requirements[name]):
            yield ("requirements", name, *where), problem


def _rule_problems(rule: Rule, requirement: Requirement | None) -> Iterator[Problem]:
    if not rule.because.strip():
        yield ("because",), "is empty; every change says why"
    checks = {c.term: c for c in requirement.checks} if requirement else {}
    for term, limits in rule.limits.items():
        if term not in checks:
            known = ", ".join(sorted(checks)) or "none"
            yield ("limits", term), f"there is no limit on “{term}” here; there is: {known}"
            continue
        for where, problem in limit_problems(limited(checks[term], limits)):
            yield ("limits", term, *where), problem
    for i, other in enumerate(rule.instead):
        for where, problem in counts_as_problems(other):
            yield ("instead", i, *where), problem
        if other.beside:
            yield ("instead", i, "beside"), _NO_BESIDE


def counts_as_problems(other: CountsAs) -> Iterator[Problem]:
    """Yield what is wrong with the statuses and cues of a rule."""
    named = [(("found", i), s) for i, s in enumerate(other.found)] + [(("counts_as",), other.counts_as)]
    for where, status in named:
        if status not in _STATUSES:
            yield where, f"“{status}” is none of {', '.join(_STATUSES)}"
    lists = {"said": other.said, "nowhere": other.nowhere}
    rows: list[tuple[Where, tuple[str, ...]]] = [
        ((name, i), cues) for name, all_cues in lists.items() for i, cues in enumerate(all_cues)
    ]
    rows += [(("unsaid",), other.unsaid), (("apart_from",), other.apart_from)]
    for at, cues in rows:
        for j, cue in enumerate(cues):
            if problem := problem_of(cue):
                yield (*at, j), problem
