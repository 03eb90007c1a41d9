"""Whether the attributes of a requirement say which values they hold, in words the library knows."""

from collections.abc import Iterator

from pipeline.domain.attributes import Attribute, Holds
from pipeline.domain.requirements import CheckKind, Library, Requirement
from pipeline.library.source import Where

_SUBJECTS = ("about", "turns")
_STANDARDS = frozenset({Holds.STANDARD, Holds.OWN_STANDARD})


def attribute_problems(r: Requirement, library: Library) -> Iterator[tuple[Where, str]]:
    """Yield what is wrong with a requirement's attributes, with the field it stands in."""
    known = library.vocabulary["value_subjects"].keys()
    for i, attribute in enumerate(r.attributes):
        at: Where = ("attributes", i)
        if attribute.type == "duration" and attribute.holds is None:
            yield (*at, "holds"), f"is missing; no time would ever be read for “{attribute.name}”"
        elif attribute.holds is None and attribute.name in _looked_at(r):
            yield (*at, "holds"), f"is missing, and a check looks at “{attribute.name}”"
        if bool(attribute.standards) != (attribute.holds in _STANDARDS):
            yield (*at, "standards"), "go with “holds: standard” or “own standard”, and these with standards"
        for where, subject in _subjects(attribute):
            if subject not in known:
                yield (*at, *where), f"“{subject}” is no subject in vocabulary/value_subjects.yaml"


def _subjects(attribute: Attribute) -> Iterator[tuple[Where, str]]:
    for field in _SUBJECTS:
        yield from (((field, j), subject) for j, subject in enumerate(getattr(attribute, field)))
    yield from ((("called",), subject) for subject in attribute.called)
    if attribute.yields_to:
        yield ("yields_to",), attribute.yields_to


def _looked_at(r: Requirement) -> set[str]:
    """Return the attributes whose values a check compares; processes are counted otherwise."""
    return {c.term for c in r.checks if c.kind is not CheckKind.PROCESSES_AT_LEAST}
