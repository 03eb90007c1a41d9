"""Playbooks: a firm's positions over the library, or a complaint that names file, line and field."""

import pytest

from pipeline.domain.requirements import Severity
from pipeline.errors import LibraryError
from pipeline.library import lay_profiles, load_library, load_playbook, playbook_start
from pipeline.resources import library_folder

LIBRARY = load_library()


def written(folder, text):
    path = folder / "ours.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def held(library, name):
    return next(r for r in library.requirements if r.id == name)


def test_what_a_playbook_says_is_laid_over_the_library(tmp_path):
    path = written(
        tmp_path,
        """
name: House positions
requirements:
  in-deadline:
    severity: medium
    acceptable: partial
    walk_away: weak
    limits: {deadline: {met: 48 h, partial: 72 h}}
    preferred: Provider shall tell Customer within 48 hours.
    note: agreed with the board
""",
    )
    ours = load_playbook(LIBRARY, path)
    before, after = held(LIBRARY, "in-deadline"), held(ours, "in-deadline")
    check = next(c for c in after.checks if c.term == "deadline")
    assert (after.severity, after.stand.acceptable, after.stand.walk_away) == (
        Severity.MEDIUM,
        "partial",
        "weak",
    )
    assert (check.met, check.partial) == ("48 h", "72 h")
    assert after.wording.preferred == "Provider shall tell Customer within 48 hours."
    assert after.wording.fallback == before.wording.fallback
    others = [r for r in LIBRARY.requirements if r.id != "in-deadline"]
    assert others == [r for r in ours.requirements if r.id != "in-deadline"]


def test_another_playbook_is_another_edition(tmp_path):
    first = load_playbook(LIBRARY, written(tmp_path, "name: A\n"))
    second = load_playbook(LIBRARY, written(tmp_path, "name: B\n"))
    assert len({LIBRARY.digest, first.digest, second.digest}) == 3
    assert first.version == f"{LIBRARY.version} with A"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "name: A\nrequirements:\n  in-dedline: {}\n",
            "ours.yaml:3: requirements.in-dedline: there is no requirement",
        ),
        ("name: A\nrequirements:\n  in-deadline:\n    severty: low\n", "is not a field the library knows"),
        ("name: A\nrequirements:\n  in-deadline:\n    severity: dire\n", "requirements.in-deadline.severity"),
        (
            "name: A\nrequirements:\n  in-deadline:\n    acceptable: fine\n",
            "“fine” is none of contradicted, absent",
        ),
        (
            "name: A\nrequirements:\n  in-deadline:\n    limits: {notice: {met: 1 h}}\n",
            "has no limit on “notice”",
        ),
        (
            "name: A\nrequirements:\n  in-deadline:\n    limits: {deadline: {met: soon}}\n",
            "“soon” is not a value such as",
        ),
        (
            "name: A\nrequirements:\n  in-deadline:\n    limits: {deadline: {met: 100 h, partial: 2 h}}\n",
            "out of order",
        ),
        (
            "name: A\nrequirements:\n  in-deadline:\n    limits: {deadline: {acceptable: 9}}\n",
            "limits.deadline.acceptable",
        ),
        (
            "name: A\nrequirements:\n  in-deadline:\n    limits: {deadline: {acceptable: 72 h, walk_away: 24 h}}\n",
            "limits.deadline.walk_away: asks more than acceptable",
        ),
        (
            "name: A\nrequirements:\n  in-deadline: {limits: {deadline: {walk_away: 1 h}}}\n",
            "limits.deadline.walk_away: asks more than met (72 h)",
        ),
        (
            "name: A\nrequirements:\n  in-deadline: {limits: {deadline: {met: 99.9 %}}}\n",
            "limits.deadline.met: “99.9 %” is not a value such as “72 h” or “30 d”",
        ),
        (
            "name: A\nrequirements:\n  in-deadline: {limits: {deadline: {met: 12 h}}}\n",
            "they are strong 24 h, met 12 h, partial 240 h",
        ),
        (
            "name: A\nrequirements:\n  in-deadline: {acceptable: weak, walk_away: partial}\n",
            "walk_away: “partial” is acceptable by this position",
        ),
        (
            "name: A\nrequirements:\n  in-deadline: {walk_away: met}\n",
            "walk_away: “met” is acceptable by this position",
        ),
        (
            "name: A\nrequirements:\n  in-deadline: {preferred: ' '}\n",
            "preferred: is empty; leave it out",
        ),
        (
            "name: A\nrequirements:\n  in-deadline: {severity: low, severity: high}\n",
            "ours.yaml:3: (file): “severity” stands here for the second time",
        ),
        ("requirements: {}\n", "name: is missing"),
        ("", "should be entries, each a name, a colon and a value"),
        ("- in-deadline\n", "should be entries"),
        ("name: ours\nrequirements: [in-deadline]\n", "requirements: should be entries"),
        ("- a\n- b\n", "ours.yaml:1"),
        ("name: [\n", "ours.yaml:"),
    ],
)
def test_faults_name_file_line_and_field(tmp_path, text, said):
    with pytest.raises(LibraryError) as caught:
        load_playbook(LIBRARY, written(tmp_path, text))
    assert said in str(caught.value)


def test_a_playbook_that_is_not_there(tmp_path):
    with pytest.raises(LibraryError, match=r"ours\.yaml"):
        load_playbook(LIBRARY, tmp_path / "ours.yaml")


def test_the_start_names_every_requirement_and_changes_nothing(tmp_path):
    text = playbook_start(LIBRARY)
    assert all(f"# {r.id}:" in text for r in LIBRARY.requirements)
    assert load_playbook(LIBRARY, written(tmp_path, text)).requirements == LIBRARY.requirements


def test_every_line_of_the_start_holds_once_uncommented(tmp_path):
    lines = playbook_start(LIBRARY).splitlines()
    at = lines.index("requirements:")
    text = "\n".join(
        [*lines[: at + 1], *(li.replace("# ", "", 1) for li in lines[at + 1 :] if "----" not in li)]
    )
    ours = load_playbook(LIBRARY, written(tmp_path, text.replace("#   ", "    ")))
    assert {r.stand.walk_away for r in ours.requirements} == {"absent"}


def test_bounds_for_signing_are_held_apart_from_the_limits(tmp_path):
    text = "name: A\nrequirements:\n  in-deadline:\n    limits: {deadline: {acceptable: 96 h, walk_away: 10 d}}\n"
    before, after = (
        held(LIBRARY, "in-deadline"),
        held(load_playbook(LIBRARY, written(tmp_path, text)), "in-deadline"),
    )
    assert after.checks == before.checks
    assert [(x.term, x.acceptable, x.walk_away) for x in after.stand.limits] == [("deadline", "96 h", "10 d")]
    assert (after.stand.held, before.stand.held) == (True, False)


def test_what_a_playbook_decides_otherwise_is_said(tmp_path):
    text = "name: A\nrequirements:\n  in-deadline:\n    severity: low\n    limits: {deadline: {met: 48 h}}\n"
    ours = held(load_playbook(LIBRARY, written(tmp_path, text)), "in-deadline")
    assert ours.tailoring.changes == (
        "Severity low instead of critical, by the playbook.",
        "For the deadline 48 h instead of 72 h for met, by the playbook.",
    )


def test_a_playbook_lies_over_the_profiles(tmp_path):
    text = "name: A\nrequirements:\n  in-deadline:\n    limits: {deadline: {met: 48 h}}\n"
    dora = lay_profiles(LIBRARY, ["dora"], folder=library_folder())
    ours = held(load_playbook(dora, written(tmp_path, text)), "in-deadline")
    assert ours.checks[0].met == "48 h"
    assert ours.tailoring.changes[0].endswith("(profile dora)")
    assert ours.tailoring.changes[-1].endswith("by the playbook.")


def test_the_start_shows_our_wording_to_begin_from():
    text = playbook_start(LIBRARY)
    assert "#   preferred: " in text
    assert "acceptable: 72 h, walk_away: 240 h" in text
