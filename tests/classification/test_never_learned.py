"""A requirement added in YAML alone: found by its cues until the classifier is trained again."""

from dataclasses import replace

import pytest

from pipeline.analyze import Tools, analyze, load_tools
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import Finding, Status
from pipeline.library.cues import index_cues

NEW = "pe-quantum-badges"
TEXT = """# Cloud Services Agreement

## 1. Staff

1.1 The Provider shall issue quantum badges to every engineer within 30 days after hiring.

1.2 The Provider shall notify the Customer of every Security Incident within 24 hours after becoming aware of it.
"""


def with_requirement(library: Library, requirement: Requirement) -> Library:
    families = tuple(
        replace(f, requirements=(*f.requirements, requirement)) if f.id == "personnel" else f
        for f in library.families
    )
    return replace(library, families=families)


@pytest.fixture
def tools() -> Tools:
    tools = load_tools()
    (model,) = (r for r in tools.library.requirements if r.id == "pe-personnel-security")
    first = replace(model.subpoints[0], id=f"{NEW}.1", cues=("quantum badges",))
    new = replace(
        model, id=NEW, subpoints=(first,), cues=("quantum badge*",), near_miss_cues=("toy badge*",), checks=()
    )
    library = with_requirement(tools.library, new)
    return replace(tools, library=library, cues=index_cues(library))


def finding(tools: Tools, folder, text: str) -> Finding:
    path = folder / "terms.md"
    path.write_text(text, encoding="utf-8")
    (assessment,) = analyze("acme", [path], tools=tools).assessments
    assert len(assessment.findings) == 61
    return next(f for f in assessment.findings if f.requirement == NEW)


def test_its_cues_find_it_and_say_so(tools, tmp_path):
    found = finding(tools, tmp_path, TEXT)
    assert found.status is not Status.ABSENT
    assert ["quantum badges" in e.quote for e in found.evidence] == [True]
    assert {e.found_by for e in found.evidence} == {"cue"}
    assert found.needs_review


def test_a_look_alike_does_not(tools, tmp_path):
    found = finding(tools, tmp_path, TEXT.replace("quantum badges", "quantum badges, that is toy badges,"))
    assert found.evidence == ()


def test_a_requirement_taken_out_of_the_library_is_not_missed(tools, tmp_path):
    families = tuple(f for f in tools.library.families if f.id != "incident-notification")
    smaller = replace(tools, library=replace(tools.library, families=families))
    path = tmp_path / "terms.md"
    path.write_text(TEXT, encoding="utf-8")
    (assessment,) = analyze("acme", [path], tools=smaller).assessments
    assert not any(f.requirement.startswith("in-") for f in assessment.findings)
