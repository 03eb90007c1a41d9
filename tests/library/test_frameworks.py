"""One reading by many frameworks: references, points, outcomes."""

import shutil

import pytest

from pipeline.domain.agreement import AgreementSet
from pipeline.domain.frameworks import Outcome
from pipeline.domain.places import Span
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Framework, FrameworkPoint
from pipeline.domain.review import Assessment, Coverage, Evidence, Finding, Searched, Status
from pipeline.errors import UsageError
from pipeline.library import framework_keys, framework_view, load_library
from pipeline.library.check import check_library
from pipeline.library.frameworks import points_cited, requirements_behind
from pipeline.resources import library_folder

LIBRARY = load_library()


def finding(requirement, status, *, at):
    evidence = (
        Evidence("d1", "d1.c1", Span(at, at + len(requirement)), requirement, None, Stance.BINDING, "x"),
    )
    return Finding(requirement, status, 1.0, False, "", (), evidence, (), Searched(1, 1, None, 0))


def assessed(default=Status.MET, **statuses):
    findings = tuple(
        finding(r.id, statuses.get(r.id.replace("-", "_"), default), at=n)
        for n, r in enumerate(LIBRARY.requirements)
    )
    return Assessment(AgreementSet("acme", ()), {}, findings, Coverage(None, {}), ())


def point(key, name, assessment):
    view = framework_view(assessment, LIBRARY, key)
    return next(p for p in view.points if p.point.point == name)


@pytest.mark.parametrize(
    ("reference", "points"),
    [
        ("28(3)(g)", ["28(3)(g)"]),
        ("28(3)(g)(i)", ["28(3)(g)"]),
        ("32(1)(b)-(c)", ["32(1)(b)", "32(1)(c)"]),
        ("30(3)(e)(i)-(iv)", ["30(3)(e)"]),
        ("25(2)(a)-(d)", ["25(2)(a)", "25(2)(b)"]),
        ("23(4)(a) 24h", ["23(4)(a)"]),
        ("23(4)(d) 1 month", ["23(4)(d)"]),
        ("164.410(b) (60 calendar days maximum)", ["164.410(b)"]),
        ("2 (exportable data, digital assets)", ["2"]),
        ("85-87", ["85", "87"]),
        ("Reg. (EU) 2024/1 Art. 5 (within 4 h; 1 month)", ["Reg. (EU) 2024/1 Art. 5"]),
        # Near-misses: no point above, only a longer one, another number that begins alike.
        ("28", []),
        ("28(30)", []),
        ("164.41", []),
    ],
)
def test_the_points_that_a_reference_means(reference, points):
    listed = [
        *(
            "2",
            "28(3)(g)",
            "32(1)(b)",
            "32(1)(c)",
            "30(3)(e)",
            "25(2)(a)",
            "25(2)(b)",
            "23(4)(a)",
            "23(4)(d)",
        ),
        *("164.410(b)", "85", "87", "Reg. (EU) 2024/1 Art. 5"),
    ]
    assert list(points_cited(reference, listed)) == points


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        ({}, Outcome.COVERED),
        ({"rd_deletion_deadline": Status.PARTIAL}, Outcome.PARTLY),
        ({"rd_deletion_deadline": Status.ABSENT}, Outcome.PARTLY),
        (
            dict.fromkeys(
                ("rd_return_obligation", "rd_deletion_deadline", "rd_backup_copy_deletion"), Status.WEAK
            ),
            Outcome.GAP,
        ),
        (
            dict.fromkeys(
                ("rd_return_obligation", "rd_deletion_deadline", "rd_backup_copy_deletion"), Status.PARTIAL
            ),
            Outcome.PARTLY,
        ),
        ({"rd_backup_copy_deletion": Status.NOT_APPLICABLE}, Outcome.COVERED),
        (
            dict.fromkeys(
                ("rd_return_obligation", "rd_deletion_deadline", "rd_backup_copy_deletion"),
                Status.NOT_APPLICABLE,
            ),
            Outcome.NOT_APPLICABLE,
        ),
        # What was not read is neither covered nor a gap.
        ({"rd_backup_copy_deletion": Status.NOT_ASSESSABLE}, Outcome.NOT_ASSESSED),
        (
            {
                "rd_return_obligation": Status.WEAK,
                "rd_deletion_deadline": Status.CONTRADICTED,
                "rd_backup_copy_deletion": Status.NOT_ASSESSABLE,
            },
            Outcome.NOT_ASSESSED,
        ),
        (
            {"rd_return_obligation": Status.PARTIAL, "rd_backup_copy_deletion": Status.NOT_ASSESSABLE},
            Outcome.PARTLY,
        ),
        # One that only touches the point does not decide it.
        ({"rd_sanitisation_method": Status.ABSENT}, Outcome.COVERED),
    ],
)
def test_what_a_point_comes_to(statuses, outcome):
    assert point("gdpr", "28(3)(g)", assessed(**statuses)).outcome is outcome


def test_a_point_says_what_it_rests_on_what_touches_it_and_shows_the_words():
    made = point("gdpr", "28(3)(g)", assessed(rd_deletion_deadline=Status.WEAK))
    assert made.label == "Art. 28(3)(g)"
    assert [f.requirement for f in made.rests_on] == [
        *("rd-return-obligation", "rd-deletion-deadline", "rd-backup-copy-deletion"),
    ]
    assert "rd-sanitisation-method" in [f.requirement for f in made.touching]
    assert [e.quote for e in made.evidence] == [f.requirement for f in made.rests_on]
    assert made.reason.startswith("Met: Provider must return")
    assert "Short: Duty and time limit to delete" in made.reason
    assert "(weak)" in made.reason


def test_a_point_that_asks_more_than_is_looked_at_is_never_covered():
    made = point("gdpr", "28(3)(f)", assessed())
    assert made.outcome is Outcome.PARTLY
    assert "Not looked at here: help with impact assessments" in made.reason


@pytest.mark.parametrize("name", ["35", "30(2)", "28(3)", "4(1)"])
def test_a_point_that_nothing_here_decides_is_never_claimed(name):
    made = point("gdpr", name, assessed())
    assert made.outcome is Outcome.NOT_REVIEWED
    assert made.reason.startswith("Not covered by this review")
    assert made.evidence == ()


def test_every_point_has_an_outcome_and_they_are_counted():
    view = framework_view(assessed(), LIBRARY, "ccm")
    assert len(view.points) == 197
    assert sum(view.counts.values()) == 197
    assert set(view.counts) == set(Outcome)
    assert view.counts[Outcome.NOT_REVIEWED] > 100
    assert {p.label for p in view.points} >= {"DSP-16", "UEM-14"}


@pytest.mark.parametrize("framework", LIBRARY.frameworks, ids=lambda f: f.key)
def test_every_framework_has_points_and_every_reference_finds_one(framework):
    listed = [p.point for p in framework.points]
    assert listed
    assert len(set(listed)) == len(listed)
    cited = [ref for r in LIBRARY.requirements for ref in r.adjacent.get(framework.key, ())]
    assert all(points_cited(ref, listed) for ref in cited)
    assert framework_view(assessed(), LIBRARY, framework.key).framework is framework


def test_points_that_no_list_names_are_those_referred_to_in_order():
    apra = next(f for f in LIBRARY.frameworks if f.key == "apra")
    points = [p.point for p in apra.points]
    assert points.index("CPS 234 para 22") < points.index("CPS 234 para 28")


def test_the_requirements_behind_a_point_are_those_that_name_it_and_those_that_refer_to_it():
    framework = Framework(
        "gdpr", "", "", "", "", points=(FrameworkPoint("28(2)", rests_on=("in-deadline",)),)
    )
    behind = requirements_behind(LIBRARY.requirements, framework)["28(2)"]
    assert set(behind) == {"dl-location-change-notice", "in-deadline", "sc-authorisation-notice-register"}


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["gdpr"], ("gdpr",)),
        (["GDPR", "gdpr"], ("gdpr",)),
        (["ccm", "CCM-4.0"], ("ccm_4_0",)),
        (["data-act", "data_act"], ("data_act",)),
        (["iso27018", "nis2-ir"], ("iso27018", "nis2_ir")),
        ([], ()),
    ],
)
def test_what_frameworks_are_called(names, keys):
    assert framework_keys(LIBRARY, names) == keys


def test_an_unknown_framework_lists_the_known():
    with pytest.raises(UsageError, match=r"no framework “gpdr”; there are apra, c5.*Did you mean gdpr"):
        framework_keys(LIBRARY, ["gpdr"])


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "said"),
    [
        (
            "frameworks.yaml",
            "[lj-purpose-limitation]",
            "[lj-purpose]",
            "rests_on",
            "no requirement “lj-purpose”",
        ),
        ("frameworks.yaml", "- point: '17'", "- point: '20'", "point", "stands twice"),
        ("frameworks.yaml", "label: 'Art. {}'", "label: 'Art.'", "label", "has no {} for the point"),
        ("frameworks.yaml", "names: [ccm,", "names: [soc-2,", "names", "is what 2 frameworks are called"),
        (
            "families/incident-notification.yaml",
            "33(2)",
            "133(2)",
            "adjacent.gdpr",
            "is none of the points of gdpr",
        ),
    ],
)
def test_a_fault_is_named_with_file_and_field(tmp_path, file, old, new, field, said):
    copy = shutil.copytree(library_folder(), tmp_path / "library")
    text = (copy / file).read_text()
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1))
    faults = [f for f in check_library(copy) if said in f.problem]
    assert faults, [str(f) for f in check_library(copy)]
    assert (faults[0].file, field in faults[0].field) == (file, True)
