"""One reading by many frameworks: which findings stand behind each point of GDPR, DORA, CCM and others.

Requirements refer to the frameworks' points in the frameworks' own manner of citing: "28(3)(g)", "DSP-16",
"30(3)(e)(i)-(iv)". A reference belongs to the most exact point of the framework's list that holds it.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.domain.frameworks import FrameworkView, Outcome, PointView
from pipeline.domain.requirements import Framework, FrameworkPoint, Library, Requirement
from pipeline.domain.review import Assessment, Evidence, Finding, Status
from pipeline.errors import UsageError

MOST_EVIDENCE = 3  # quotes a point
_MOST_NAMED = 3  # requirements in a reason
# "23(4)(a) 24h", "164.410(b) (60 calendar days maximum)"
_NOTE = re.compile(r"\s(?:\([^()]*\)|with\b.*|\d+\s?h|\d+ month)$")
_LETTERS = re.compile(r"^(.*)\((\w+)\)-\((\w+)\)$")  # "32(1)(b)-(c)"
_NUMBERS = re.compile(r"^(\d+)-(\d+)$")  # "85-97"
_LAST = re.compile(r"\([^()]+\)$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_BY_FIGURES = re.compile(r"(\d+)")


def framework_keys(library: Library, names: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of frameworks by what they are called; raises UsageError naming those there are."""
    return tuple(dict.fromkeys(_key(name, library) for name in names))


def called(framework: Framework) -> str:
    """Return what to type for a framework: its key, or a name where the key holds a version."""
    return framework.names[0] if framework.names and "_" in framework.key else _spelled(framework.key)


def is_called(framework: Framework, name: str) -> bool:
    """Tell whether a framework is meant by a name, in any spelling of dashes and capitals."""
    return _spelled(name) in map(_spelled, (framework.key, *framework.names))


def framework_view(assessment: Assessment, library: Library, key: str) -> FrameworkView:
    """Return the assessment by the framework of this key: an outcome for every point of its list."""
    found = framework_keys(library, [key])[0]
    framework = next(f for f in library.frameworks if f.key == found)
    findings = {f.requirement: f for f in assessment.findings}
    titles = {r.id: r.title for r in library.requirements}
    behind = requirements_behind(library.requirements, framework)
    views = [
        _view(point, framework, [findings[name] for name in behind[point.point]], titles)
        for point in framework.points
    ]
    return FrameworkView(framework, tuple(views))


def requirements_behind(
    requirements: Sequence[Requirement], framework: Framework
) -> Mapping[str, tuple[str, ...]]:
    """Return for each point of the framework the requirements that speak to it, in catalogue order."""
    named = {p.point: set(p.rests_on) for p in framework.points}
    for requirement in requirements:
        for reference in requirement.adjacent.get(framework.key, ()):
            for point in points_cited(reference, named):
                named[point].add(requirement.id)
    return {point: tuple(r.id for r in requirements if r.id in ids) for point, ids in named.items()}


def points_cited(reference: str, listed: Iterable[str]) -> tuple[str, ...]:
    """Return the listed points that a requirement's reference means; () where none of them holds it."""
    points = frozenset(listed)
    closest = (_closest(one, points) for one in _each(reference, points))
    return tuple(dict.fromkeys(point for point in closest if point))


def with_points(framework: Framework, requirements: Sequence[Requirement]) -> Framework:
    """Return the framework with the points that requirements refer to and its list leaves out.

    Where the list is complete a reference that fits none of its points is a fault of the library, and
    the framework stays as it is.
    """
    if framework.complete:
        return framework
    listed = {p.point for p in framework.points}
    cited = (ref for r in requirements for ref in r.adjacent.get(framework.key, ()))
    new = {ref for ref in cited if not points_cited(ref, listed)}
    more = tuple(FrameworkPoint(point) for point in sorted(new, key=_in_order))
    return replace(framework, points=(*framework.points, *more))


def _each(reference: str, listed: frozenset[str]) -> Iterator[str]:
    """Yield each point a reference names: "32(1)(b)-(c)" names two, "23(4)(a) 24h" has a note."""
    if reference in listed:
        yield reference
        return
    plain = _NOTE.sub("", reference)
    if letters := _LETTERS.match(plain):
        yield from (f"{letters[1]}({item})" for item in _between(letters[2], letters[3]))
    elif numbers := _NUMBERS.match(plain):
        yield from map(str, range(int(numbers[1]), int(numbers[2]) + 1))
    else:
        yield plain


def _between(first: str, last: str) -> Sequence[str]:
    """Return the items of a list from one to the other: a to d, i to iv, 1 to 5."""
    if first.isdigit() and last.isdigit():
        return [str(n) for n in range(int(first), int(last) + 1)]
    if first in _ROMAN and last in _ROMAN and (len(last) > 1 or first == "i"):
        return _ROMAN[_ROMAN.index(first) : _ROMAN.index(last) + 1]
    return [chr(n) for n in range(ord(first[0]), ord(last[0]) + 1)]


def _closest(point: str, listed: frozenset[str]) -> str:
    """Return the point itself or the nearest one above it: 30(3)(e) for 30(3)(e)(ii)."""
    while point not in listed:
        shorter = _LAST.sub("", point)
        if shorter == point:
            return ""
        point = shorter
    return point


def _in_order(point: str) -> tuple[tuple[int, int | str], ...]:
    """Sort 5.9 before 5.10 and words before neither."""
    return tuple((0, int(p)) if p.isdigit() else (1, p) for p in _BY_FIGURES.split(point) if p)


def _view(
    point: FrameworkPoint, framework: Framework, behind: Sequence[Finding], titles: Mapping[str, str]
) -> PointView:
    deciding = [] if point.only_touched else list(behind)
    if point.rests_on:
        deciding = [f for f in behind if f.requirement in point.rests_on]
    outcome = _outcome(deciding, beyond=bool(point.beyond))
    return PointView(
        point=point,
        label=framework.label.format(point.point) if point.point[:1].isdigit() else point.point,
        outcome=outcome,
        reason=_reason(outcome, deciding, point, titles),
        rests_on=tuple(deciding),
        touching=tuple(f for f in behind if f not in deciding),
        evidence=_evidence(deciding),
    )


def _outcome(deciding: Sequence[Finding], *, beyond: bool) -> Outcome:
    """Return what the findings come to; what could not be assessed never becomes covered or a gap."""
    if not deciding:
        return Outcome.NOT_REVIEWED
    applying = [f.status for f in deciding if f.status is not Status.NOT_APPLICABLE]
    if not applying:
        return Outcome.NOT_APPLICABLE
    known = [s for s in applying if s is not Status.NOT_ASSESSABLE]
    if any(s in (Status.MET, Status.PARTIAL) for s in known) and any(s is not Status.MET for s in known):
        return Outcome.PARTLY
    if len(known) < len(applying):
        return Outcome.NOT_ASSESSED
    if any(s is not Status.MET for s in known):
        return Outcome.GAP
    return Outcome.PARTLY if beyond else Outcome.COVERED


def _reason(
    outcome: Outcome, deciding: Sequence[Finding], point: FrameworkPoint, titles: Mapping[str, str]
) -> str:
    if outcome is Outcome.NOT_REVIEWED:
        return (
            f"Not covered by this review: {point.beyond}." if point.beyond else "Not covered by this review."
        )
    if outcome is Outcome.NOT_APPLICABLE:
        return "Left out by the profiles chosen."
    met = [titles[f.requirement] for f in deciding if f.status is Status.MET]
    left_out = (Status.MET, Status.NOT_APPLICABLE)
    short = [
        f"{titles[f.requirement]} ({f.status.replace('_', ' ')})"
        for f in deciding
        if f.status not in left_out
    ]
    parts = [f"Met: {_named(met)}." if met else "", f"Short: {_named(short)}." if short else ""]
    parts.append(f"Not looked at here: {point.beyond}." if point.beyond else "")
    return " ".join(filter(None, parts))


def _named(titles: Sequence[str]) -> str:
    more = len(titles) - _MOST_NAMED
    return "; ".join(titles[:_MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def _evidence(deciding: Sequence[Finding]) -> tuple[Evidence, ...]:
    """Return the first words of each finding, the same words once."""
    first = {(e.document, e.span): e for f in deciding for e in f.evidence[:1]}
    return tuple(first.values())[:MOST_EVIDENCE]


def _key(name: str, library: Library) -> str:
    if framework := next((f for f in library.frameworks if is_called(f, name)), None):
        return framework.key
    known = sorted(map(called, library.frameworks))
    near = difflib.get_close_matches(_spelled(name), known, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise UsageError(f"There is no framework “{name}”; there are {', '.join(known)}.{hint}")


def _spelled(name: str) -> str:
    return re.sub(r"[\s_]+", "-", name.strip().lower())
