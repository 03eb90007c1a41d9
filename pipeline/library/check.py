"""Whether the clause library is sound: form, identifiers, examples, checks, cues."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.requirements import Check, CheckKind, Effect, Family, Library, Process, Requirement
from pipeline.domain.review import NoteKind, Status
from pipeline.errors import LibraryError
from pipeline.library.check_attributes import attribute_problems
from pipeline.library.check_frameworks import framework_faults, reference_problems
from pipeline.library.check_profiles import counts_as_problems, profile_faults
from pipeline.library.cues import POINT_CUES, problem_of
from pipeline.library.limits import limit_problems
from pipeline.library.load import read_library
from pipeline.library.phrasings import phrasing_faults, phrasing_files
from pipeline.library.source import Fault, Where, YamlFile, open_yaml
from pipeline.resources import library_folder

Problem = tuple[Where, str]

LEAST_EXAMPLES = {Effect.SATISFIES: 3, Effect.WEAKENS: 2, Effect.TAKES_AWAY: 2}
CUE_FIELDS = ("cues", "near_miss_cues", "adverse_cues")


def check_library(folder: Path | None = None) -> tuple[Fault, ...]:
    """Return every fault of the library with file, line and field; none means it is sound."""
    folder = folder or library_folder()
    try:
        library, faults = read_library(folder)
    except LibraryError as error:
        return (_unreadable(str(error)),)
    if library is None:
        return faults
    found: list[Fault] = []
    for family in library.families:
        file = open_yaml(folder / "families" / f"{family.id}.yaml", root=folder)
        found += [file.fault(where, problem) for where, problem in _family_problems(family, library)]
    found += _contradiction_faults(open_yaml(folder / "contradictions.yaml", root=folder), library)
    found += _process_faults(open_yaml(folder / "processes.yaml", root=folder), library)
    found += [*profile_faults(folder, library), *framework_faults(folder, library)]
    for file in phrasing_files(folder):
        found += phrasing_faults(file, library)
    return tuple(found)


def _unreadable(message: str) -> Fault:
    file, line, field, problem = [*message.split(":", 3), "", "", ""][:4]
    if not line.strip().isdigit():
        return Fault(file, 1, "(file)", message.partition(":")[2].strip() or message)
    return Fault(file, int(line), field.strip(), problem.strip())


def _family_problems(family: Family, library: Library) -> Iterator[Problem]:
    ids = Counter(r.id for r in library.requirements)
    known = {c.id for c in library.controls}
    for i, r in enumerate(family.requirements):
        at: Where = ("requirements", i)
        if ids[r.id] > 1:
            yield (*at, "id"), f"“{r.id}” is used by {ids[r.id]} requirements; ids are unique"
        for where, problem in _requirement_problems(r, known=known, processes=len(library.processes)):
            yield (*at, *where), problem
        for where, problem in (*reference_problems(r, library), *attribute_problems(r, library)):
            yield (*at, *where), problem
        for j, other in enumerate(r.related):
            if other not in ids:
                yield (*at, "related", j), f"there is no requirement “{other}”"
        for j, rule in enumerate(r.instead):
            for k, other in enumerate(rule.beside):
                if other not in ids:
                    yield (*at, "instead", j, "beside", k), f"there is no requirement “{other}”"
    for j, aspect in enumerate(family.completeness):
        if aspect.requirement not in ids:
            yield ("completeness", j, "requirement"), f"there is no requirement “{aspect.requirement}”"


def _requirement_problems(r: Requirement, *, known: set[str], processes: int) -> Iterator[Problem]:
    yield from _subpoint_problems(r)
    yield from _example_problems(r)
    yield from _cue_problems(r)
    yield from _instead_problems(r)
    if _counts_processes(r) and len(r.subpoints) != processes:
        yield ("subpoints",), f"has {len(r.subpoints)}, but processes.yaml has {processes} processes to count"
    names = {a.name for a in r.attributes}
    for i, check in enumerate(r.checks):
        for where, problem in _check_problems(check, names=names):
            yield ("checks", i, *where), problem
    for edition in ("2015", "2026"):
        if not r.controls.get(edition):
            yield ("controls",), f"no control of the {edition} edition is given"
    for i, control in enumerate(r.controls.get("2015", ())):
        if control not in known:
            yield (
                ("controls", "2015", i),
                f"“{control}” is not a control of the 2015 edition in controls.yaml",
            )
    for field in ("title", "must_say", "ask"):
        if not getattr(r, field).strip():
            yield (field,), "is empty"
    for field in ("preferred", "fallback"):
        if not getattr(r.wording, field).strip():
            yield ("wording", field), "is empty"


def _counts_processes(r: Requirement) -> bool:
    return any(c.kind is CheckKind.PROCESSES_AT_LEAST for c in r.checks)


def _subpoint_problems(r: Requirement) -> Iterator[Problem]:
    for i, s in enumerate(r.subpoints):
        if s.id != f"{r.id}.{i + 1}":
            yield ("subpoints", i, "id"), f"is “{s.id}”, expected “{r.id}.{i + 1}”"
    if not any(s.essential for s in r.subpoints):
        yield ("subpoints",), "none is essential; at least one must be"


def _example_problems(r: Requirement) -> Iterator[Problem]:
    numbers = {s.number for s in r.subpoints}
    for effect, least in LEAST_EXAMPLES.items():
        rows = [e for e in r.examples if e.effect is effect]
        held = sum(e.held_out for e in rows)
        if len(rows) < least:
            yield ("examples",), f"has {len(rows)} with effect {effect}, needs at least {least}"
        if held != 1:
            yield ("examples",), f"has {held} held-out with effect {effect}, needs exactly one"
    texts = Counter(" ".join(e.text.lower().split()) for e in r.examples)
    for i, e in enumerate(r.examples):
        if texts[" ".join(e.text.lower().split())] > 1:
            yield ("examples", i, "text"), "stands twice"
        for number in sorted(set(e.subpoints) - numbers):
            yield ("examples", i, "subpoints"), f"there is no sub-point {number}"


def _cue_problems(r: Requirement) -> Iterator[Problem]:
    rows: list[tuple[Where, tuple[str, ...]]] = [((f,), getattr(r, f)) for f in CUE_FIELDS]
    for i, s in enumerate(r.subpoints):
        rows += [(("subpoints", i, field), getattr(s, field)) for field in POINT_CUES]
    for where, cues in rows:
        for i, cue in enumerate(cues):
            if problem := problem_of(cue):
                yield (*where, i), problem


def _instead_problems(r: Requirement) -> Iterator[Problem]:
    for i, rule in enumerate(r.instead):
        at: Where = ("instead", i)
        if not rule.because.strip():
            yield (*at, "because"), "is empty; every rule says why"
        if not rule.said and not rule.unsaid:
            yield (*at, "said"), "is empty; without words the rule would always apply"
        for where, problem in counts_as_problems(rule):
            yield (*at, *where), problem


def _check_problems(check: Check, *, names: set[str]) -> Iterator[Problem]:
    if check.term not in names:
        yield ("term",), f"“{check.term}” is not among the attributes ({', '.join(sorted(names))})"
    if check.unstated not in (None, Status.PARTIAL, Status.WEAK):
        yield ("unstated",), f"is “{check.unstated}”, expected partial or weak"
    yield from limit_problems(check)


def _contradiction_faults(file: YamlFile, library: Library) -> list[Fault]:
    ids = {r.id for r in library.requirements}
    found: list[Fault] = []
    for i, contradiction in enumerate(library.contradictions):
        at: Where = ("contradictions", i)
        if contradiction.note not in tuple(NoteKind):
            found.append(file.fault((*at, "note"), f"“{contradiction.note}” is no kind of note"))
        for j, name in enumerate(contradiction.affects):
            if name not in ids:
                found.append(file.fault((*at, "affects", j), f"there is no requirement “{name}”"))
        for key in ("cues", "near_miss_cues", "speaks_of"):
            for j, cue in enumerate(getattr(contradiction, key)):
                if problem := problem_of(cue):
                    found.append(file.fault((*at, key, j), problem))
    return found


def _process_faults(file: YamlFile, library: Library) -> list[Fault]:
    ids = {r.id for r in library.requirements}
    return [
        file.fault(("rows", i, *where), problem)
        for i, process in enumerate(library.processes)
        for where, problem in _process_problems(process, ids)
    ]


def _process_problems(process: Process, ids: set[str]) -> Iterator[Problem]:
    for i, name in enumerate(process.requirements):
        if name not in ids:
            yield ("requirements", i), f"there is no requirement “{name}”"
    for i, name in enumerate(process.wholly):
        if name not in process.requirements:
            yield ("wholly", i), f"“{name}” is not among the process's requirements"
    for field in ("cues", "near_miss_cues"):
        for i, cue in enumerate(getattr(process, field)):
            if problem := problem_of(cue):
                yield (field, i), problem
