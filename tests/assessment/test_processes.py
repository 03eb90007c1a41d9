"""A requirement that counts the processes of the supplier-agreement control that are dealt with."""

from dataclasses import replace

import pytest

from pipeline.assessment.assess import assess
from pipeline.assessment.evidence import cite
from pipeline.assessment.processes import counting_check, find_by_count
from pipeline.assessment.recognised import WORDING
from pipeline.domain.agreement import AgreementSet, Party
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Check, CheckKind, Family, Process
from pipeline.domain.review import Finding, Responsibility, Status
from pipeline.library import load_library

from .papers import DEADLINE, DUTY, SaysAlways, agreement, library, passage, reading, requirement, within

LIMITS = Check(CheckKind.PROCESSES_AT_LEAST, "processes_covered", "6", "4", "2")
NAMES = ("backup", "logs", "keys", "audits", "tests", "exit")
PROCESSES = tuple(
    Process(n, (f"{n}-one", f"{n}-two"), cues=(f"{n} process",), indispensable=n == "backup") for n in NAMES
)
COVERED = requirement("ra-coverage", essential=NAMES, checks=(LIMITS,))
LIBRARY = library(Family("responsibility", "", "core", "", (COVERED, DUTY)), processes=PROCESSES)
PARTIES = (Party("provider", None, ("provider",)), Party("customer", None, ("customer",)))
PAPER = agreement(*(f"Provider shall run the {n} process." for n in NAMES), parties=PARTIES)


def on(name: str, **changes: object) -> Passage:
    return passage(f"{name}-one", f"Provider shall run the {name} process.", of=PAPER, **changes)  # type: ignore[arg-type]


def owned(name: str, owner: str) -> Responsibility:
    """Return a row of the matrix, with the words that put the process on a side."""
    shown = () if owner == "nobody" else (cite(on(name), within(PAPER, of=LIBRARY)),)
    return Responsibility(name, owner, shown, confidence=0.8)


def counted(names: tuple[str, ...], *passages: Passage, owner: str = "provider") -> Finding:
    """Count where these processes are owned and the others nobody's."""
    matrix = [owned(n, owner if n in names else "nobody") for n in NAMES]
    return find_by_count(COVERED, LIMITS, within(PAPER, of=LIBRARY), matrix, passages)


@pytest.mark.parametrize(
    ("names", "status"),
    [
        ((), Status.ABSENT),
        (NAMES[:1], Status.WEAK),
        (NAMES[:2], Status.PARTIAL),
        (NAMES[:3], Status.PARTIAL),
        (NAMES[:4], Status.MET),
        (NAMES, Status.MET),
        # Without the one that is indispensable the list is never complete.
        (NAMES[1:5], Status.PARTIAL),
        (NAMES[1:], Status.PARTIAL),
        (NAMES[1:2], Status.WEAK),
    ],
)
def test_how_many_processes_are_dealt_with(names, status):
    finding = counted(names)
    assert finding.status is status
    assert [s.met for s in finding.subpoints] == [n in names for n in NAMES]
    assert [e.quote for e in finding.evidence] == [
        f"Provider shall run the {n} process." for n in NAMES if n in names
    ]


@pytest.mark.parametrize(
    ("owner", "dealt_with"),
    [("provider", True), ("shared", True), ("customer", True), ("nobody", False)],
)
def test_a_process_is_dealt_with_where_a_side_is_bound_to_it(owner, dealt_with):
    finding = counted(("logs",), owner=owner)
    assert [s.id for s in finding.subpoints if s.met] == (["ra-coverage.2"] if dealt_with else [])
    assert bool(finding.evidence) is dealt_with


@pytest.mark.parametrize(
    ("found_by", "of", "dealt_with"),
    [
        (WORDING, "ra-coverage", True),
        (WORDING, "in-duty", False),
        ("classifier", "ra-coverage", False),
    ],
)
def test_wording_of_ours_deals_with_the_processes_it_names(found_by, of, dealt_with):
    named = replace(on("logs", subpoints={2: 1.0}), requirement=of, found_by=found_by)
    assert [s.met for s in counted((), named).subpoints] == [dealt_with and n == "logs" for n in NAMES]


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (NAMES, "All 6 processes of the supplier-agreement control are dealt with."),
        (
            NAMES[:5],
            "5 of 6 processes of the supplier-agreement control are dealt with; nobody is bound to exit.",
        ),
        (
            NAMES[:1],
            "1 of 6 processes of the supplier-agreement control are dealt with; "
            "nobody is bound to logs, keys, audits, tests and 1 more.",
        ),
    ],
)
def test_why(names, reason):
    assert counted(names).reason == reason


@pytest.mark.parametrize(
    ("count", "review"),
    [(1, True), (2, True), (3, True), (4, True), (5, True), (6, False)],
)
def test_near_a_limit_a_person_should_count_again(count, review):
    assert counted(NAMES[:count]).needs_review is review


ALL = tuple(f"Provider shall run the {n} process." for n in NAMES)


@pytest.mark.parametrize(
    ("texts", "unread", "status"),
    [
        pytest.param(ALL[:4], (), Status.MET, id="enough"),
        pytest.param(ALL[:4], (3,), Status.MET, id="enough, whatever stands on page 3"),
        pytest.param(ALL[1:3], (), Status.PARTIAL, id="some"),
        pytest.param(("On backup.",), (), Status.ABSENT, id="none"),
        pytest.param(("On backup.",), (3,), Status.NOT_ASSESSABLE, id="none on the pages that were read"),
        pytest.param(
            ("Provider is not liable for the backup process.",), (), Status.ABSENT, id="excluded liability"
        ),
        pytest.param(
            ("Provider has no obligation to run the logs process.",), (), Status.ABSENT, id="declined"
        ),
    ],
)
def test_the_count_and_the_matrix_tell_the_same_story(texts, unread, status):
    paper = agreement(*texts, parties=PARTIES, unread=unread, pages=4)
    adverse = passage("backup-one", texts[0], of=paper, stance=Stance.ADVERSE)
    # The judge says met of everything: it is not asked here.
    found = assess(AgreementSet("acme", (paper,)), [reading(paper, adverse)], LIBRARY, judge=SaysAlways())
    finding = found.findings[0]
    assert (finding.requirement, finding.status) == ("ra-coverage", status)
    assert [s.met for s in finding.subpoints] == [r.owner != "nobody" for r in found.responsibilities]
    assert finding.reason.endswith(".")


def test_where_no_paper_can_be_rested_on_nothing_is_counted():
    paper = agreement("On backup.", language="de")
    found = assess(AgreementSet("acme", (paper,)), [reading(paper)], LIBRARY, judge=SaysAlways())
    assert {f.status for f in found.findings} == {Status.NOT_ASSESSABLE}


@pytest.mark.parametrize(("of", "check"), [(COVERED, LIMITS), (DUTY, None), (DEADLINE, None)])
def test_which_requirements_count_processes(of, check):
    assert counting_check(of) == check


def test_the_counting_requirement_of_the_library():
    found = load_library()
    (counting,) = (r for r in found.requirements if counting_check(r))
    check = counting_check(counting)
    assert check
    limits = [int(v) for v in (check.strong, check.met, check.partial) if v]
    assert limits == sorted(limits, reverse=True)
    assert limits[0] <= len(found.processes) == len(counting.subpoints)
    named = {name for process in found.processes for name in process.requirements}
    assert named <= {r.id for r in found.requirements} - {counting.id}
    assert 0 < sum(p.indispensable for p in found.processes) <= int(check.met or 0)
