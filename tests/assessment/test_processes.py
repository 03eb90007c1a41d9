"""A requirement that counts the processes of the supplier-agreement control that are dealt with."""

import pytest

from pipeline.assessment.assess import assess
from pipeline.assessment.processes import counting_check, find_by_count
from pipeline.assessment.responsibilities import SURE
from pipeline.domain.agreement import AgreementSet
from pipeline.domain.reading import Passage, Stance
from pipeline.domain.requirements import Check, CheckKind, Family, Process
from pipeline.domain.review import Finding, Status
from pipeline.library import load_library

from .papers import DEADLINE, DUTY, SaysAlways, agreement, library, passage, reading, requirement, within

LIMITS = Check(CheckKind.PROCESSES_AT_LEAST, "processes_covered", "6", "4", "2")
NAMES = ("backup", "logs", "keys", "audits", "tests", "exit")
PROCESSES = tuple(Process(n, (f"{n}-one", f"{n}-two"), indispensable=n == "backup") for n in NAMES)
COVERED = requirement("ra-coverage", essential=NAMES, checks=(LIMITS,))
LIBRARY = library(Family("responsibility", "", "core", "", (COVERED, DUTY)), processes=PROCESSES)
PAPER = agreement(*(f"On {n}." for n in NAMES))


def on(name: str, *, number: str = "one", probability: float = 0.9, **changes: object) -> Passage:
    return passage(f"{name}-{number}", f"On {name}.", of=PAPER, probability=probability, **changes)  # type: ignore[arg-type]


def counted(*passages: Passage) -> Finding:
    return find_by_count(COVERED, LIMITS, within(PAPER, of=LIBRARY), passages)


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
    finding = counted(*map(on, names))
    assert finding.status is status
    assert [s.met for s in finding.subpoints] == [n in names for n in NAMES]
    assert [e.quote for e in finding.evidence] == [f"On {n}." for n in NAMES if n in names]


@pytest.mark.parametrize(
    ("passages", "dealt_with"),
    [
        pytest.param([on("logs", number="two")], True, id="another of its requirements"),
        pytest.param([on("logs"), on("logs", number="two")], True, id="twice is once"),
        pytest.param([on("logs", probability=SURE)], True, id="just sure"),
        pytest.param([on("logs", probability=SURE - 0.01)], False, id="not sure"),
        pytest.param([on("logs", stance=Stance.ADVERSE)], True, id="left to the customer is dealt with"),
        pytest.param([on("logs", number="three")], False, id="a requirement of no process"),
    ],
)
def test_what_deals_with_a_process(passages, dealt_with):
    finding = counted(*passages)
    assert [s.id for s in finding.subpoints if s.met] == (["ra-coverage.2"] if dealt_with else [])


def test_the_surest_words_on_a_process_are_quoted():
    finding = counted(on("logs", probability=0.6), on("logs", number="two", probability=0.8))
    assert len(finding.evidence) == 1
    assert finding.subpoints[1].confidence == 0.8


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        (NAMES, "All 6 processes of the supplier-agreement control are dealt with."),
        (
            NAMES[:5],
            "5 of 6 processes of the supplier-agreement control are dealt with; nothing on exit.",
        ),
        (
            NAMES[:1],
            "1 of 6 processes of the supplier-agreement control are dealt with; "
            "nothing on logs, keys, audits, tests and 1 more.",
        ),
    ],
)
def test_why(names, reason):
    assert counted(*map(on, names)).reason == reason


@pytest.mark.parametrize(
    ("count", "review"),
    [(1, True), (2, True), (3, True), (4, True), (5, True), (6, False)],
)
def test_near_a_limit_a_person_should_count_again(count, review):
    assert counted(*map(on, NAMES[:count])).needs_review is review


@pytest.mark.parametrize(
    ("passages", "unread", "status"),
    [
        pytest.param([on(n) for n in NAMES[:4]], (), Status.MET, id="enough"),
        pytest.param([on(n) for n in NAMES[:4]], (3,), Status.MET, id="enough, whatever stands on page 3"),
        pytest.param([], (), Status.ABSENT, id="none"),
        pytest.param([], (3,), Status.NOT_ASSESSABLE, id="none on the pages that were read"),
    ],
)
def test_counted_among_the_other_requirements(passages, unread, status):
    paper = agreement(*(f"On {n}." for n in NAMES), unread=unread, pages=4)
    # The judge says met of everything: it is not asked here.
    found = assess(AgreementSet("acme", (paper,)), [reading(paper, *passages)], LIBRARY, judge=SaysAlways())
    finding = found.findings[0]
    assert (finding.requirement, finding.status) == ("ra-coverage", status)
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
