"""Whether the frameworks are sound: names, points, and each reference of a requirement to one of them."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.requirements import Framework, Library, Requirement
from pipeline.library.frameworks import points_cited
from pipeline.library.source import Fault, Where, open_yaml

Problem = tuple[Where, str]


def framework_faults(folder: Path, library: Library) -> list[Fault]:
    """Return every fault of the library's frameworks."""
    file = open_yaml(folder / "frameworks.yaml", root=folder)
    return [file.fault(where, problem) for where, problem in _problems(library)]


def reference_problems(requirement: Requirement, library: Library) -> Iterator[Problem]:
    """Yield what is wrong with a requirement's references: no such framework, or no such point."""
    known = {f.key: f for f in library.frameworks}
    for key, references in requirement.adjacent.items():
        if key not in known:
            yield ("adjacent", key), f"there is no framework “{key}” in frameworks.yaml"
            continue
        listed = [p.point for p in known[key].points]
        for i, reference in enumerate(references):
            if not points_cited(reference, listed):
                yield ("adjacent", key, i), f"“{reference}” is none of the points of {key} in frameworks.yaml"


def _problems(library: Library) -> Iterator[Problem]:
    called = Counter(n for f in library.frameworks for n in {f.key, *f.names})
    ids = {r.id for r in library.requirements}
    for i, framework in enumerate(library.frameworks):
        at: Where = ("frameworks", i)
        for name in (framework.key, *framework.names):
            if called[name] > 1:
                yield (*at, "names"), f"“{name}” is what {called[name]} frameworks are called"
        if "{}" not in framework.label:
            yield (*at, "label"), f"“{framework.label}” has no {{}} for the point"
        for where, problem in _point_problems(framework, ids):
            yield (*at, *where), problem


def _point_problems(framework: Framework, ids: set[str]) -> Iterator[Problem]:
    times = Counter(p.point for p in framework.points)
    for i, point in enumerate(framework.points):
        if times[point.point] > 1:
            yield ("points", i, "point"), f"“{point.point}” stands twice"
        if point.only_touched and point.rests_on:
            yield ("points", i, "only_touched"), "the point rests on requirements, so they decide it"
        for j, name in enumerate(point.rests_on):
            if name not in ids:
                yield ("points", i, "rests_on", j), f"there is no requirement “{name}”"
