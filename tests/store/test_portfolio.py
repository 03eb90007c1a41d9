"""The store of a portfolio, on SQLite and on PostgreSQL alike."""

from dataclasses import fields, replace

import pytest

from pipeline.domain.agreement import DocumentReference, Placeholder
from pipeline.domain.places import PageBox, Span
from pipeline.domain.portfolio import ReviewedDocument, RunKind, RunStatus, SupplierReview
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Library, Scoring
from pipeline.domain.review import (
    Assessment,
    Coverage,
    Evidence,
    Failure,
    Finding,
    Nearest,
    Note,
    NoteKind,
    Precedence,
    Responsibility,
    Searched,
    SearchedDocument,
    Status,
    SubpointResult,
)
from pipeline.domain.terms import FindingTerm, Term, TermType
from pipeline.errors import StoreBusy, UsageError
from pipeline.store.portfolio import open_store

from .readings import EDITION, PLACES, review

LIBRARY = Library("1.0.0", "aa", (), (), (), (), Scoring({}, {}), {"parties": {"provider": ("we",)}})
SET, OTHER_SET = "5" * 64, "6" * 64
ODD = "a NUL \x00, half a pair \udce9, \x1a, =cmd|' /C calc'!A0, “quotes” and a line\nend"


@pytest.fixture
def store(where):
    with open_store(where) as opened:
        yield opened


def begun(store, lease, planned=None, **changes):
    return store.begin_run(
        lease=lease,
        **{
            "source": "suppliers/",
            "edition": EDITION,
            "library": LIBRARY,
            "planned": planned or {"acme": SET},
        }
        | changes,
    )


def finished(store, *reviews, **changes):
    """Make a whole run of these reviews and return its number."""
    with store.lock() as lease:
        run = begun(store, lease, {r.supplier: SET for r in reviews}, **changes)
        for r in reviews:
            store.record_said(run, r, set_sha256=SET)
        store.finish_run(run)
    return run.id


def evidence(n, quote=ODD):
    return Evidence("d1", f"d1.c{n}", Span(n, n + 9), quote, PLACES[n % 4], Stance.QUALIFIED, "classifier")


def said(supplier="acme", **changes):
    """A review with something in every field."""
    finding = Finding(
        requirement="in-deadline",
        status=Status.PARTIAL,
        confidence=0.625,
        needs_review=True,
        reason=ODD,
        subpoints=(SubpointResult("in-deadline.1", True, 0.5), SubpointResult("in-deadline.2", False, 0.75)),
        evidence=(evidence(1), evidence(2)),
        terms=(
            FindingTerm("deadline", "duration", "72 h", ODD),
            FindingTerm("notice", "duration", "2 d", "2 days"),
        ),
        searched=Searched(
            1, 2, 3, 1, (Nearest(evidence(3), "says nothing"),), (SearchedDocument("d1", 2, 3, (2,)),)
        ),
        notes=(
            Note(NoteKind.CARVE_OUT, "An exception.", (evidence(4), evidence(5))),
            Note(NoteKind.PROFILE, "A limit of its own."),
        ),
    )
    other = replace(
        finding,
        requirement="in-duty",
        status=Status.ABSENT,
        evidence=(),
        terms=(),
        notes=(),
        searched=Searched(2, 2, None, 0),
    )
    made = SupplierReview(
        supplier=supplier,
        documents=(
            ReviewedDocument(
                "d1",
                "=1+1|calc!A0.pdf",
                "c" * 64,
                "application/pdf",
                3_000_000_000,
                "dpa",
                "en",
                3,
                (2,),
                (Term(TermType.DATE, "2027-01-31", Span(1, 9), "31 January 2027", role="expiry"),),
            ),
            ReviewedDocument("d2", "caf\udce9.txt", "d" * 64, "text/plain", 12, "other", "und", None),
        ),
        coverage=Coverage(0.5, {"incident-notification": 0.5, "data-location": None}),
        findings=(finding, other),
        responsibilities=(
            Responsibility(
                "backup", "shared", (evidence(6), evidence(7)), (evidence(6),), (evidence(7),), 0.5, "both"
            ),
            Responsibility("exit", "customer", (evidence(8),), declined=(evidence(10), evidence(11))),
        ),
        references=(
            DocumentReference(
                "SLA", None, "d1", Span(5, 9), "the SLA", False, True, ("in-duty",), paper="sla"
            ),
        ),
        placeholders=(
            Placeholder("d1", Span(1, 5), "____", PageBox(1, (1.0, 2.0, 3.0, 4.5)), "blank", "d1.c1", ("x",)),
        ),
        warnings=("Page 2 was not read.",),
        precedence=(Precedence(("d2", "d1"), ("order form", "terms"), evidence(9)),),
        failures=(Failure("scan.pdf", ODD), Failure("empty.txt", "empty")),
        left_out=(Failure("logo.png", "a picture"),),
        unread=("scan.pdf",),
    )
    return replace(made, **changes)


UNREAD = SupplierReview("locked", (), None, (), (), failures=(Failure("a.pdf", "needs a password"),))
NOTHING_FOUND = said("unsure", coverage=Coverage(None, {"data-location": None}), findings=(), warnings=())


@pytest.mark.parametrize("review", [said(), UNREAD, NOTHING_FOUND], ids=["all", "unread", "unsure"])
def test_what_was_said_of_a_supplier_comes_back_as_it_was(store, review):
    assert store.review(finished(store, review), review.supplier) == review


@pytest.mark.parametrize(
    "noun",
    [SupplierReview, Evidence, ReviewedDocument, Failure, FindingTerm],
)
def test_every_field_of_what_is_said_was_tried(noun):
    """A field that the rows do not have would be lost in silence: it has to show here first."""
    (finding, _) = said().findings
    tried = [said(), *finding.evidence, *finding.terms, *said().documents, *said().failures]
    mine = [t for t in tried if isinstance(t, noun)]
    alike = {f.name for f in fields(noun) if len({repr(getattr(t, f.name)) for t in mine}) < 2}
    defaults = {f.name: f.default for f in fields(noun)}
    assert not [f for f in alike if all(getattr(t, f) == defaults[f] for t in mine)]


def test_a_review_of_a_supplier_is_taken_whole(store):
    with store.lock() as lease:
        run = begun(store, lease)
        store.record(run, "acme", review(), set_sha256=SET)
        store.finish_run(run)
    found = store.review(run.id, "acme")
    (assessment,) = review().assessments
    shared = {f.name for f in fields(Assessment)} & {f.name for f in fields(SupplierReview)}
    assert {n: getattr(found, n) for n in shared} == {n: getattr(assessment, n) for n in shared}
    assert [d.sha256 for d in found.documents] == ["c" * 64]
    assert found.failures == review().failures


def test_a_review_that_did_not_change_is_stored_once(store):
    first = finished(store, said(), said("other"))
    second = finished(store, said(), said("other", warnings=("new",)))
    before, after = store.review_ids(first), store.review_ids(second)
    assert before["acme"] == after["acme"]
    assert before["other"] != after["other"]
    assert store.review(first, "other") == said("other")


def test_runs_are_listed_newest_first_with_what_they_hold(store):
    finished(store, said(), UNREAD)
    finished(store, said(), source="elsewhere/", kind=RunKind.REASSESS, playbook="ours.yaml")
    newest, oldest = store.runs()
    assert (newest.id, newest.source, newest.kind, newest.playbook) == (
        2,
        "elsewhere/",
        RunKind.REASSESS,
        "ours.yaml",
    )
    assert (oldest.status, oldest.planned, oldest.edition) == (RunStatus.FINISHED, 2, EDITION)
    assert (oldest.counts.suppliers, oldest.counts.documents, oldest.counts.failures) == (2, 2, 3)
    assert oldest.counts.statuses == {Status.PARTIAL: 1, Status.ABSENT: 1}
    assert oldest.begun <= oldest.ended <= newest.begun


def test_the_last_finished_run_is_meant_where_none_is_named(store):
    number = finished(store, said())
    with store.lock() as lease:
        begun(store, lease, {"acme": OTHER_SET})
    assert store.run().id == number
    assert store.run(2).status is RunStatus.STOPPED
    with pytest.raises(UsageError, match=r"holds no run 9 \(it has: 2, 1\)"):
        store.run(9)


def test_a_store_without_runs_says_so(store):
    with pytest.raises(UsageError, match="no finished run"):
        store.run()


def test_the_library_of_a_run_is_kept(store):
    finished(store, said())
    assert store.library(EDITION) == LIBRARY
    assert store.library(replace(EDITION, library="sha256:other")) is None


def test_files_of_no_supplier_are_the_runs(store):
    with store.lock() as lease:
        run = begun(store, lease)
        store.record_failures(run, [Failure("a.zip", ODD)], [Failure("b.png", "a picture")])
        store.record_failures(run, [Failure("a.zip", ODD)], [Failure("b.png", "a picture")])
        store.finish_run(run)
    assert store.run_failures(run.id) == ((Failure("a.zip", ODD),), (Failure("b.png", "a picture"),))
    assert store.runs()[0].counts.failures == 1


# ---------------------------------------------------------------- going on where a run was broken off


def broken_off(store, **changes):
    with store.lock() as lease:
        run = begun(store, lease, {"acme": SET, "other": SET, "gone": SET}, **changes)
        for name in ("acme", "other", "gone"):
            store.record_said(run, said(name), set_sha256=SET)
    return run


def test_a_run_that_was_broken_off_is_taken_up_again(store):
    first = broken_off(store)
    with store.lock() as lease:
        again = begun(store, lease, {"acme": SET, "other": OTHER_SET, "new": SET})
        assert (again.id, again.resumed) == (first.id, True)
        assert store.recorded(again) == {"acme": SET}
        assert store.runs()[0].status is RunStatus.RUNNING


@pytest.mark.parametrize(
    "changes",
    [
        {"source": "elsewhere/"},
        {"edition": replace(EDITION, library="sha256:other")},
        {"playbook": "ours.yaml"},
        {"kind": RunKind.REASSESS},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_another_run_is_begun_for_another_folder_or_edition(store, changes):
    first = broken_off(store)
    with store.lock() as lease:
        run = begun(store, lease, **changes)
    assert (run.id != first.id, run.resumed) == (True, False)


def test_a_finished_run_stays_as_it_is(store):
    number = finished(store, said())
    with store.lock() as lease:
        assert begun(store, lease).id != number
    assert store.review(number, "acme") == said()


def test_an_earlier_review_of_the_same_papers_and_edition_is_adopted(store):
    first = finished(store, said(), said("other"))
    with store.lock() as lease:
        sets = {"acme": SET, "other": OTHER_SET, "new": SET}
        run = begun(store, lease, sets)
        assert store.adopt(run, sets) == {"acme"}
        assert store.recorded(run) == {"acme": SET}
    assert store.review_ids(run.id)["acme"] == store.review_ids(first)["acme"]


@pytest.mark.parametrize("changes", [{"edition": replace(EDITION, library="sha256:other")}, {"playbook": ""}])
def test_what_is_adopted_was_made_with_the_same(store, changes):
    finished(store, said())
    with store.lock() as lease:
        run = begun(store, lease, **changes)
        adopted = store.adopt(run, {"acme": SET})
    assert adopted == (set() if "edition" in changes else {"acme"})


def test_what_may_end_in_another_way_is_not_adopted(store):
    with store.lock() as lease:
        run = begun(store, lease)
        store.record_said(run, said(), set_sha256=SET, lasting=False)
        store.finish_run(run)
        assert store.adopt(begun(store, lease), {"acme": SET}) == set()


def test_recording_twice_is_recording_once(store):
    with store.lock() as lease:
        run = begun(store, lease)
        for review in (UNREAD, said(), said()):
            store.record_said(run, replace(review, supplier="acme"), set_sha256=SET)
    assert list(store.reviews(run.id)) == [said()]


# ---------------------------------------------------------------- two at once


def test_a_second_run_is_told_who_holds_the_store(store, where):
    with store.lock(), open_store(where) as other:
        assert other.status().holder is not None
        with (
            pytest.raises(StoreBusy, match=r"Another run \(process \d+ on .+ UTC\) is writing to the store"),
            other.lock(),
        ):
            pass
    with store.lock():
        assert store.status().holder is not None
    assert store.status().holder is None


def test_a_worker_writes_with_a_store_of_its_own(store):
    with store.lock() as lease:
        run = begun(store, lease)
        with open_store(store.url) as worker:
            worker.record_said(run, said(), set_sha256=SET)
        store.finish_run(run)
    assert store.review(run.id, "acme") == said()


def test_who_lost_the_lock_writes_no_more(store):
    with store.lock() as lease:
        old = begun(store, lease)
    with store.lock():
        with pytest.raises(StoreBusy, match="took over the store"):
            store.record_said(old, said(), set_sha256=SET)
        with pytest.raises(StoreBusy, match="took over the store"):
            store.finish_run(old)
    assert store.recorded(old) == {}
