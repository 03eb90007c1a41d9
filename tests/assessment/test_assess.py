"""A set of papers weighed against every requirement of a small library."""

from collections.abc import Sequence

import pytest

from pipeline.assessment.assess import assess
from pipeline.domain.agreement import Agreement, AgreementSet, DocumentReference, Placeholder
from pipeline.domain.places import Span
from pipeline.domain.reading import FamilyScore, Passage, ReadAgreement, Stance
from pipeline.domain.requirements import Process
from pipeline.domain.review import Assessment, Status

from .papers import SaysAlways, agreement, library, passage, reading, term

TOLD = "Provider tells of breaches."
NAMES = [r.id for r in library().requirements]


def assessed(
    papers: Sequence[Agreement],
    passages: Sequence[Passage] = (),
    *,
    judge: SaysAlways | None = None,
    processes: tuple[Process, ...] = (),
) -> Assessment:
    readings = [reading(paper, *(p for p in passages if p.document == paper.document.id)) for paper in papers]
    return assess(
        AgreementSet("acme", tuple(papers)),
        readings,
        library(processes=processes),
        judge=judge or SaysAlways("met"),
    )


def statuses(found: Assessment) -> dict[str, Status]:
    return {f.requirement: f.status for f in found.findings}


def dpa(**changes: object) -> Agreement:
    return agreement(TOLD, "Backups are made.", **changes)  # type: ignore[arg-type]


def duty(paper: Agreement, **changes: object) -> Passage:
    return passage("in-duty", TOLD, of=paper, subpoints={1: 1.0, 2: 1.0}, **changes)  # type: ignore[arg-type]


def test_there_is_a_finding_for_every_requirement_in_catalogue_order():
    paper = dpa()
    found = assessed([paper], [duty(paper)])
    assert list(statuses(found)) == NAMES
    assert list(statuses(found).values()) == [Status.MET, *[Status.ABSENT] * 3]
    assert found.coverage.overall == pytest.approx(10 / 20)
    assert (found.supplier, found.warnings) == ("acme", ())


def test_each_requirement_gets_the_verdict_on_its_own_signals():
    paper = dpa()
    judge = SaysAlways("met", but={"bc-backup": "weak"})
    backup = passage("bc-backup", "Backups are made.", of=paper)
    found = assessed([paper], [backup, duty(paper)], judge=judge)
    assert [r.requirement for r in judge.asked] == NAMES
    assert statuses(found)["in-duty"] is Status.MET
    assert statuses(found)["bc-backup"] is Status.WEAK
    assert {f.requirement: [e.quote for e in f.evidence] for f in found.findings} == {
        "in-duty": [TOLD],
        "in-deadline": [],
        "bc-backup": ["Backups are made."],
        "lm-logs": [],
    }


def test_the_most_probable_passage_comes_first_whatever_the_order():
    paper = agreement(TOLD, "Provider tells early.")
    better = passage("in-duty", "Provider tells early.", of=paper, probability=0.95)
    found = assessed([paper], [duty(paper, probability=0.5), better])
    assert [e.quote for e in found.findings[0].evidence] == ["Provider tells early.", TOLD]


def test_one_paper_may_close_what_another_leaves_open():
    master, annex = dpa(), agreement("Access is logged.", id="d2", name="annex.pdf", kind="security")
    logged = passage("lm-logs", "Access is logged.", of=annex, subpoints={1: 1.0})
    found = assessed([master, annex], [duty(master), logged])
    assert statuses(found)["in-duty"] is statuses(found)["lm-logs"] is Status.MET
    assert found.findings[3].evidence[0].document == "d2"
    assert (found.findings[1].searched.documents, found.findings[1].searched.clauses) == (2, 3)


@pytest.mark.parametrize(
    ("pages", "unread", "counted"),
    [([None, None], [(), ()], (None, 0)), ([3, None], [(), ()], (3, 0)), ([3, 9], [(1,), (2, 3)], (12, 3))],
)
def test_what_was_searched_is_counted_over_the_set(pages, unread, counted):
    papers = [
        dpa(pages=pages[0], unread=unread[0]),
        agreement(id="d2", name="sla.pdf", pages=pages[1], unread=unread[1]),
    ]
    searched = assessed(papers).findings[0].searched
    assert (searched.pages, searched.pages_unread) == counted


# ---------------------------------------------------------------- what can't be rested on


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"language": "de"}, id="German"),
        pytest.param({"is_service_agreement": False, "not_because": "It is a lease."}, id="a lease"),
    ],
)
def test_papers_that_are_not_read_make_all_not_assessable(changes):
    paper = dpa(**changes)
    found = assessed([paper], [duty(paper)])
    assert set(statuses(found).values()) == {Status.NOT_ASSESSABLE}
    assert [f.evidence for f in found.findings] == [()] * 4
    assert found.coverage.overall is None
    assert set(found.coverage.families.values()) == {None}
    assert len(found.warnings) == 1
    assert "acme-dpa.pdf" in found.warnings[0]


def test_the_judge_is_not_asked_where_nothing_was_read():
    judge = SaysAlways("met")
    assessed([dpa(language="de")], judge=judge)
    assert judge.asked == []


def test_a_set_without_papers_is_not_assessable():
    found = assessed([])
    assert set(statuses(found).values()) == {Status.NOT_ASSESSABLE}
    assert found.coverage.overall is None


@pytest.mark.parametrize(
    ("other", "status"),
    [
        pytest.param({"language": "de"}, Status.NOT_ASSESSABLE, id="a German paper may hold the answer"),
        pytest.param(
            {"is_service_agreement": False, "not_because": "It is a lease."},
            Status.ABSENT,
            id="a lease could not",
        ),
        pytest.param({"unread": (1,), "pages": 2}, Status.NOT_ASSESSABLE, id="an unread page may hold it"),
        pytest.param({}, Status.ABSENT, id="all was read"),
    ],
)
def test_another_paper_in_the_set(other, status):
    first = dpa()
    second = agreement(TOLD, id="d2", name="other.pdf", **other)
    found = assessed([first, second], [duty(first)])
    assert statuses(found) == {"in-duty": Status.MET, **dict.fromkeys(NAMES[1:], status)}


def test_no_finding_rests_on_a_paper_that_is_not_usable():
    first, lease = dpa(), agreement(TOLD, id="d2", is_service_agreement=False, not_because="A lease.")
    found = assessed(
        [first, lease],
        [duty(lease)],
        processes=(Process("incident handling", ("in-duty",)),),
    )
    assert statuses(found)["in-duty"] is Status.ABSENT
    assert found.responsibilities[0].owner == "nobody"
    assert found.findings[0].searched.documents == 1


# ---------------------------------------------------------------- what else is told


def reference(title: str, *, document: str = "d1", url: str | None = None, supplied: bool = False):
    return DocumentReference(title, url, document, Span(0, 8), TOLD[:8], supplied)


def test_a_document_referred_to_is_told_once():
    first = dpa(references=(reference("Security Annex"), reference("AUP", supplied=True)))
    second = agreement(id="d2", references=(reference("security annex", document="d2"),))
    assert [(r.title, r.document) for r in assessed([first, second]).references] == [
        ("Security Annex", "d1"),
        ("AUP", "d1"),
    ]


@pytest.mark.parametrize(("supplied", "told"), [(False, True), (True, False)])
def test_a_finding_says_where_the_answer_may_be(supplied, told):
    annex = reference("Security Annex", supplied=supplied)
    paper = agreement("Logs are set out in the Security Annex.", references=(annex,))
    pointing = passage(
        "lm-logs", "Logs are set out in the Security Annex.", of=paper, stance=Stance.REFERENCE
    )
    found = assessed([paper], [pointing], judge=SaysAlways("absent")).findings[3]
    assert found.status is Status.ABSENT
    assert ("it may be in Security Annex, which was not supplied" in found.reason) is told


def test_documents_without_a_title_are_told_apart_by_address():
    links = (
        reference("", url="https://a.example"),
        reference("", url="https://b.example"),
        reference("", url="https://a.example"),
    )
    assert [r.url for r in assessed([dpa(references=links)]).references] == [
        "https://a.example",
        "https://b.example",
    ]


def test_places_left_open_are_told_for_every_paper():
    gap = Placeholder("d1", Span(0, 3), "[…]", None)
    papers = [dpa(placeholders=(gap,)), agreement(id="d2", language="de", placeholders=(gap, gap))]
    assert len(assessed(papers).placeholders) == 3


def test_families_of_clauses_are_those_of_usable_papers():
    first, german = dpa(), agreement(id="d2", language="de")
    scores = (FamilyScore("logging", 0.9),)
    readings = [ReadAgreement(first, {"d1.c1": scores}, ()), ReadAgreement(german, {"d2.c1": scores}, ())]
    papers = AgreementSet("acme", (first, german))
    found = assess(papers, readings, library(), judge=SaysAlways())
    assert found.clause_families == {"d1.c1": scores}


def test_processes_are_told_in_the_order_of_the_library():
    paper = dpa()
    incidents = ("in-duty", "in-deadline")
    processes = (Process("logs", ("lm-logs",)), Process("incident handling", incidents, wholly=incidents))
    found = assessed([paper], [duty(paper)], processes=processes)
    assert [(r.process, r.owner) for r in found.responsibilities] == [
        ("logs", "nobody"),
        ("incident handling", "provider"),
    ]


def test_the_same_papers_give_the_same_assessment():
    paper = dpa()
    passages = [
        duty(paper, terms=[term("24 h")]),
        passage("in-deadline", TOLD, of=paper, terms=[term("9 d")]),
    ]
    assert assessed([paper], passages) == assessed([paper], passages)
