"""Profiles: what service model and sector change in the library, and how they go together."""

import shutil

import pytest

from pipeline.domain.requirements import Severity
from pipeline.errors import LibraryError, UsageError
from pipeline.library import lay_profiles, load_library, load_profiles
from pipeline.library.check import check_library
from pipeline.resources import library_folder

LIBRARY = load_library()
FOLDER = library_folder()


def laid(*names, folder=FOLDER, library=LIBRARY):
    return lay_profiles(library, names, folder=folder)


def held(library, name):
    return next(r for r in library.requirements if r.id == name)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(FOLDER, tmp_path / "library")


def with_profiles(folder, text):
    (folder / "applicability.yaml").write_text(text, encoding="utf-8")
    return folder


def test_without_a_profile_the_library_stays_as_it_is():
    assert laid() is LIBRARY
    assert all(not r.tailoring.not_applicable for r in LIBRARY.requirements)
    assert LIBRARY.profiles == ()


@pytest.mark.parametrize("profile", load_profiles(FOLDER).profiles, ids=lambda p: p.name)
def test_every_profile_of_the_library_can_be_chosen_and_says_why(profile):
    library = laid(profile.name)
    assert library.digest != LIBRARY.digest
    changed = [r for r, old in zip(library.requirements, LIBRARY.requirements, strict=True) if r != old]
    assert changed or library.profiles[0].notes
    said = [
        *(r.tailoring.not_applicable for r in changed),
        *(s for r in changed for s in r.tailoring.changes),
    ]
    assert all(s.endswith(")") for s in said if s)
    assert len(library.requirements) == len(LIBRARY.requirements)


@pytest.mark.parametrize(
    ("profile", "requirement", "left_out"),
    [
        ("saas", "sv-hardening-and-network", True),
        ("saas", "vc-secure-development", False),
        ("iaas", "vc-secure-development", True),
        ("iaas", "sv-hardening-and-network", False),
        ("no-personal-data", "dl-transfer-mechanism", True),
        ("dora", "dl-transfer-mechanism", False),
    ],
)
def test_what_does_not_apply(profile, requirement, left_out):
    assert bool(held(laid(profile), requirement).tailoring.not_applicable) is left_out


@pytest.mark.parametrize(
    ("profiles", "met", "partial"),
    [
        ((), "72 h", "240 h"),
        (("dora",), "24 h", "240 h"),
        (("dora", "nis2"), "24 h", "240 h"),
        (("dfars",), "48 h", "72 h"),
        (("dfars", "nis2"), "24 h", "72 h"),  # the stricter of each
        (("saas",), "72 h", "240 h"),
    ],
)
def test_of_several_limits_the_stricter_counts(profiles, met, partial):
    check = held(laid(*profiles), "in-deadline").checks[0]
    assert (check.met, check.partial) == (met, partial)


@pytest.mark.parametrize(
    ("profiles", "requirement", "severity"),
    [
        (("dora",), "aa-audit-right", "high"),
        (("dora-critical",), "aa-audit-right", "critical"),
        (("no-personal-data",), "lj-purpose-limitation", "medium"),
        (("free-trial",), "in-deadline", "high"),
        (("free-trial",), "ri-records-and-ip", "low"),  # nothing is lower
        (("free-trial", "dora-critical"), "aa-audit-right", "high"),
    ],
)
def test_severities(profiles, requirement, severity):
    assert held(laid(*profiles), requirement).severity is Severity(severity)


def test_a_profile_takes_over_what_it_includes():
    library = laid("dora-critical")
    assert [p.name for p in library.profiles] == ["dora", "dora-critical"]
    assert held(library, "in-deadline").checks[0].met == "24 h"


def test_what_a_profile_changes_is_said_with_the_reason():
    changes = held(laid("dora"), "in-deadline").tailoring.changes
    assert len(changes) == 1
    assert changes[0].startswith("For the deadline 24 h instead of 72 h for met: A financial entity")
    assert changes[0].endswith("(profile dora)")
    lowered = held(laid("free-trial"), "in-deadline").tailoring.changes
    assert lowered == (
        "Severity high instead of critical: The profile is for a free, trial or preview service. (profile free-trial)",
    )


def test_the_order_of_profiles_does_not_matter_and_others_are_another_edition():
    assert laid("saas", "dora") == laid("dora", "saas", "dora")
    assert len({laid(*names).digest for names in ((), ("saas",), ("dora",), ("dora", "saas"))}) == 4


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("iaas", "saas"), "The profiles iaas and saas exclude each other; name one of them."),
        (("hipaa", "no-personal-data"), "The profiles no-personal-data and hipaa exclude each other"),
        (("sass",), "There is no profile “sass”; there are data-act, dfars, dora"),
        (("sass",), "Did you mean saas?"),
    ],
)
def test_profiles_that_cannot_be_chosen(names, said):
    with pytest.raises(UsageError) as caught:
        laid(*names)
    assert said in str(caught.value)


def test_an_excluding_profile_is_found_where_it_is_included(copy):
    text = "one_of: [[a, b]]\nprofiles:\n- {name: a, title: a}\n- {name: b, title: b}\n- {name: c, title: c, includes: [b]}\n"
    with pytest.raises(UsageError, match="a and b exclude"):
        laid("a", "c", folder=with_profiles(copy, text))


def test_a_lawyer_adds_a_profile_in_yaml_alone(copy):
    text = (
        "profiles:\n- name: hospital\n  title: a hospital\n  families:\n    personnel:\n      because: Staff are many.\n"
        "      severity: critical\n"
    )
    library = laid("hospital", folder=with_profiles(copy, text))
    assert held(library, "pe-personnel-security").severity is Severity.CRITICAL
    assert check_library(copy) == ()


@pytest.mark.parametrize(
    ("rule", "field", "said"),
    [
        ("requirements: {in-dedline: {because: x}}", "requirements.in-dedline", "there is no requirement"),
        ("families: {incidents: {because: x}}", "families.incidents", "there is no family"),
        ("requirements: {in-deadline: {severity: low}}", "because", "is missing"),
        ("requirements: {in-deadline: {because: ' '}}", "because", "is empty"),
        (
            "requirements: {in-deadline: {because: x, limits: {notice: {met: 1 h}}}}",
            "limits.notice",
            "there is no limit",
        ),
        (
            "requirements: {in-deadline: {because: x, limits: {deadline: {met: soon}}}}",
            "limits.deadline.met",
            "is not a value",
        ),
        (
            "requirements: {in-deadline: {because: x, limits: {deadline: {met: 900 h}}}}",
            "limits.deadline",
            "out of order",
        ),
        (
            "requirements: {in-deadline: {because: x, instead: [{found: [bad], counts_as: met}]}}",
            "instead[0].found[0]",
            "is none of",
        ),
        (
            "requirements: {in-deadline: {because: x, instead: [{found: [met], counts_as: fine}]}}",
            "instead[0].counts_as",
            "is none of",
        ),
        (
            "requirements: {in-deadline: {because: x, instead: [{found: [weak], counts_as: met, said: [['*x']]}]}}",
            "said[0][0]",
            "with at most one *",
        ),
        (
            "requirements: {in-deadline: {because: x, instead: [{found: [met], counts_as: weak, beside: [in-content]}]}}",
            "instead[0].beside",
            "is for the library's own rules",
        ),
        (
            "families: {data-location: {because: x, instead: [{found: [met], counts_as: weak, beside: [in-content]}]}}",
            "families.data-location.instead[0].beside",
            "is for the library's own rules",
        ),
        ("includes: [b]", "includes[0]", "there is no profile"),
        ("requirments: {}", "requirments", "is not a field the library knows"),
    ],
)
def test_a_fault_names_file_and_field(copy, rule, field, said):
    with_profiles(copy, f"profiles:\n- name: a\n  title: a customer\n  {rule}\n")
    faults = [f for f in check_library(copy) if said in f.problem]
    assert faults, [str(f) for f in check_library(copy)]
    assert faults[0].file == "applicability.yaml"
    assert field in faults[0].field


def test_a_profile_of_the_wrong_form_is_not_laid_over(copy):
    with pytest.raises(LibraryError, match=r"applicability\.yaml:2"):
        laid("a", folder=with_profiles(copy, "profiles:\n- name: a\n"))
