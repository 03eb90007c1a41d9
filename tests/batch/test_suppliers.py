import errno
import json
from dataclasses import replace

import pytest

from pipeline.batch import work
from pipeline.batch.pool import WorkerHungError
from pipeline.batch.stopping import RunStopped
from pipeline.batch.suppliers import MayPass, not_reviewed, review_suppliers
from pipeline.batch.work import is_kept
from pipeline.domain.review import Failure
from pipeline.errors import LimitExceeded, StoreFull, UsageError

from .desk import DEATH, EDITION, Office, fake_assessment


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Office(tmp_path, monkeypatch)


def run(office, out, *formats, last_try=False, again=False):
    """Review all suppliers in one go; return the outcomes by supplier's name."""
    jobs = office.jobs()
    office.reading.read.clear()
    office.seen.clear()
    office.recorder.kept.clear()
    outcomes = review_suppliers(jobs, office.desk(out, *formats, again=again), last_try=last_try)
    return {job.supplier: outcome for job, outcome in zip(jobs, outcomes, strict=True)}


def failures(outcome):
    return {f.name: f.reason for f in outcome.failures}


def test_each_supplier_gets_reports_and_a_line_in_the_portfolio(office, tmp_path):
    office.write(acme__terms="words", acme__dpa="more words", beta="other words")
    outcomes = run(office, tmp_path / "out")
    assert outcomes["acme"].entry.review == "reviews/acme/review.json"
    assert outcomes["acme"].entry.coverage.overall == 0.25
    review = json.loads((tmp_path / "out/reviews/acme/review.json").read_text())
    assert [d["name"] for d in review["agreements"][0]["documents"]] == ["dpa.txt", "terms.txt"]
    assert (tmp_path / "out/reviews/beta/review.html").exists()
    assert sorted(office.seen) == ["beta.txt", "dpa.txt", "terms.txt"]


def test_a_second_run_elsewhere_reads_nothing_and_writes_the_same(office, tmp_path):
    office.write(acme__terms="words", acme__scan="password", beta="other words")
    first = run(office, tmp_path / "one")
    second = run(office, tmp_path / "two")
    assert office.reading.read == []
    assert {name: replace(outcome, kept=False) for name, outcome in second.items()} == first
    assert all(outcome.kept for outcome in second.values())
    for name in ("acme/review.json", "acme/review.html", "beta/review.html"):
        assert (tmp_path / "two/reviews" / name).read_bytes() == (
            tmp_path / "one/reviews" / name
        ).read_bytes()
    assert sorted(office.seen) == ["beta.txt", "scan.txt", "terms.txt"]


def test_a_report_that_was_not_asked_for_before_is_made_without_reading_again(office, tmp_path):
    office.write(acme__terms="words")
    run(office, tmp_path / "one")
    run(office, tmp_path / "two", "md")
    assert office.reading.read == []
    assert (tmp_path / "two/reviews/acme/review.md").exists()


def test_what_could_not_be_opened_beside_the_papers_is_weighed_with_them(office, tmp_path, monkeypatch):
    office.write(acme__terms="words")
    run(office, tmp_path / "one")
    weighed = []

    def assess(supplier, readings, failures, **more):
        weighed.append([f.name for f in failures])
        return fake_assessment(supplier, readings, failures, **more)

    monkeypatch.setattr(work, "assess_agreements", assess)
    locked = Failure("annexes.zip", "annexes.zip needs a password.")
    jobs = [replace(job, failures=(locked,)) for job in office.jobs()]
    (outcome,) = review_suppliers(jobs, office.desk(tmp_path / "two"), last_try=True)
    assert weighed == [["annexes.zip"]]
    assert outcome.failures == (locked,)


def test_a_changed_paper_is_read_again_and_its_neighbours_are_not(office, tmp_path):
    office.write(acme__terms="words", acme__dpa="more words", beta="other words")
    run(office, tmp_path / "one")
    office.write(acme__dpa="changed words")
    run(office, tmp_path / "one")
    assert office.reading.read == ["dpa.txt"]


def test_a_picture_that_was_added_is_told_though_nothing_is_read(office, tmp_path):
    office.write(acme__terms="words")
    run(office, tmp_path / "one")
    (office.folder / "acme" / "logo.png").write_bytes(b"picture")
    run(office, tmp_path / "one")
    assert office.reading.read == []
    assert "logo.png" in (tmp_path / "one/reviews/acme/review.html").read_text()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("password", "scan.txt needs a password."),
        ("slow", "scan.txt took too long."),
        ("bug", "scan.txt could not be read: a fault in clausegap (KeyError); look at it by itself."),
    ],
)
def test_one_bad_file_never_stops_the_rest(office, tmp_path, words, says):
    office.write(acme__scan=words, acme__terms="words", beta="other words")
    outcomes = run(office, tmp_path / "out")
    assert failures(outcomes["acme"]) == {"scan.txt": says}
    assert outcomes["acme"].entry.documents == 1
    assert outcomes["beta"].failures == ()


@pytest.mark.parametrize(
    ("words", "again", "wanted_again"),
    [
        ("password", [], []),
        ("slow", [], ["scan.txt"]),
        ("program", ["scan.txt"], ["scan.txt"]),
        ("bug", ["scan.txt"], ["scan.txt"]),
    ],
)
def test_only_a_failure_that_lasts_is_kept(office, tmp_path, words, again, wanted_again):
    office.write(acme__scan=words, acme__terms="words")
    run(office, tmp_path / "out")
    run(office, tmp_path / "out")
    assert office.reading.read == again
    run(office, tmp_path / "out", again=True)
    assert office.reading.read == wanted_again


def test_why_a_paper_could_not_be_read_is_known_before_its_supplier_is_done(office, tmp_path):
    office.write(acme__scan="slow", acme__terms="words")
    office.reading.troubles["terms.txt"] = [DEATH]
    with pytest.raises(MayPass):
        run(office, tmp_path / "out")
    outcome = run(office, tmp_path / "out")["acme"]
    assert office.reading.read == ["terms.txt"]
    assert failures(outcome) == {"scan.txt": "scan.txt took too long."}


def test_what_went_beyond_a_limit_and_is_read_at_last_is_no_failure_any_more(office, tmp_path):
    office.write(acme__scan="fast", acme__terms="words")
    office.reading.troubles["scan.txt"] = [LimitExceeded("scan.txt took too long.")]
    assert failures(run(office, tmp_path / "out")["acme"]) == {"scan.txt": "scan.txt took too long."}
    assert run(office, tmp_path / "out", again=True)["acme"].failures == ()
    assert run(office, tmp_path / "out")["acme"].failures == ()


def test_every_supplier_is_recorded_and_one_that_stands_is_not_recorded_again(office, tmp_path):
    office.write(acme__terms="words", beta="password", gamma="bug")
    run(office, tmp_path / "out")
    assert office.recorder.kept == [("acme", True), ("beta", True), ("gamma", False)]
    run(office, tmp_path / "out")
    assert office.recorder.kept == [("gamma", False)]
    office.recorder.missing = {"acme"}  # in another store, say
    run(office, tmp_path / "out")
    assert office.recorder.kept == [("acme", True), ("gamma", False)]
    assert "acme" not in office.reading.read


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (StoreFull("No space is left for the store."), "No space is left for the store. What was finished"),
        (UsageError("Can't write reports to out: No space."), "Can't write reports to out: No space. What"),
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full; make room"),
    ],
)
def test_what_would_fail_for_all_stops_the_run_in_a_sentence_and_fails_no_document(
    office, tmp_path, monkeypatch, trouble, says
):
    office.write(acme__terms="words", beta="other words")
    jobs, desk = office.jobs(), office.desk(tmp_path / "out")
    with monkeypatch.context() as patch:
        if isinstance(trouble, StoreFull):
            office.recorder.trouble = trouble
        else:
            patch.setattr(work, "write_reports", raising(trouble))
        for _ in range(2):
            with pytest.raises(RunStopped, match=says):
                review_suppliers(jobs, desk, last_try=False)
    assert sorted(office.reading.read) == ["beta.txt", "terms.txt"]
    office.recorder.trouble = None
    outcomes = run(office, tmp_path / "out")
    assert office.reading.read == []
    assert all(outcome.failures == () for outcome in outcomes.values())


@pytest.mark.parametrize("last_try", [True, False])
def test_what_is_at_hand_when_a_run_is_interrupted_is_recorded_as_nothing(
    office, tmp_path, monkeypatch, last_try
):
    office.write(acme__terms="words")
    jobs, desk = office.jobs(), office.desk(tmp_path / "out")

    def interrupted(*_args):
        desk.stop.now("Interrupted.")
        raise DEATH  # the worker was ended over it

    monkeypatch.setattr(type(desk.hands), "write", interrupted)
    with pytest.raises(RunStopped, match="Interrupted"):
        review_suppliers(jobs, desk, last_try=last_try)
    assert office.recorder.kept == []


def raising(error):
    def raise_it(*_args, **_more):
        raise error

    return raise_it


def test_a_worker_that_hangs_is_not_asked_the_same_again(office, tmp_path):
    office.write(acme__terms="words", acme__dpa="more words")
    office.reading.troubles["terms.txt"] = [WorkerHungError("took longer than 9 seconds")]
    outcome = run(office, tmp_path / "out")["acme"]
    assert "the process reading it took longer than 9 seconds" in failures(outcome)["terms.txt"]


def test_a_supplier_of_which_nothing_can_be_read_still_has_a_review_with_its_failures(office, tmp_path):
    office.write(acme__scan="password")
    outcome = run(office, tmp_path / "out")["acme"]
    assert outcome.entry is None
    review = json.loads((tmp_path / "out/reviews/acme/review.json").read_text())
    assert [f["name"] for f in review["failures"]] == ["scan.txt"]


@pytest.mark.parametrize("trouble", [DEATH, OSError(5, "Input/output error")])
def test_what_may_pass_is_tried_again_after_all_else_is_done(office, tmp_path, trouble):
    office.write(acme__terms="words", acme__dpa="more words", beta="other words")
    office.reading.troubles["terms.txt"] = [trouble]
    with pytest.raises(MayPass) as raised:
        run(office, tmp_path / "out")
    assert "terms" not in str(raised.value)  # Prefect would store it
    assert (tmp_path / "out/reviews/beta/review.json").exists()
    outcomes = run(office, tmp_path / "out", last_try=True)
    assert office.reading.read == ["terms.txt"]
    assert outcomes["acme"].failures == ()
    assert outcomes["acme"].entry.documents == 2


def test_what_does_not_pass_on_the_last_try_costs_its_document_and_is_not_kept(office, tmp_path):
    office.write(acme__terms="words", acme__dpa="more words")
    office.reading.troubles["terms.txt"] = [DEATH]
    outcome = run(office, tmp_path / "out", last_try=True)["acme"]
    (reason,) = failures(outcome).values()
    assert reason.startswith("terms.txt could not be read: the process reading it ended unexpectedly;")
    assert outcome.entry.documents == 1
    assert not any(is_kept(job, cache=office.cache, edition=EDITION) for job in office.jobs())


def test_a_paper_that_changes_while_it_is_read_is_not_kept_for_what_it_was(office, tmp_path):
    office.write(acme__terms="words")
    planned = office.jobs()
    office.write(acme__terms="changed words")
    review_suppliers(planned, office.desk(tmp_path / "out"), last_try=True)
    assert not is_kept(planned[0], cache=office.cache, edition=EDITION)


def test_two_papers_of_one_name_are_told_apart(office, tmp_path):
    office.write(acme__dpa__terms="password", acme__msa__terms="words")
    outcome = run(office, tmp_path / "out")["acme"]
    assert outcome.entry.documents == 1


def test_a_review_that_fails_as_a_whole_fails_its_papers_without_their_words(office):
    office.write(acme__terms="words", acme__dpa="more words")
    (job,) = office.jobs()
    outcome = not_reviewed(job, ValueError("words of the contract"), office.desk(office.folder))
    assert office.recorder.kept == [("acme", False)]
    assert outcome.entry is None
    assert failures(outcome) == {
        name: f"{name}: no review of acme could be made: a fault in clausegap (ValueError)."
        for name in ("dpa.txt", "terms.txt")
    }
