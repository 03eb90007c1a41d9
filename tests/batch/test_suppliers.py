import json

import pytest

from pipeline.batch.suppliers import MayPass, not_reviewed, review_suppliers
from pipeline.batch.work import is_kept

from .desk import DEATH, EDITION, Office


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Office(tmp_path, monkeypatch)


def run(office, out, *formats, last_try=False):
    """Review all suppliers in one go; return the outcomes by supplier's name."""
    jobs = office.jobs()
    office.reading.read.clear()
    office.seen.clear()
    outcomes = review_suppliers(jobs, office.desk(out, *formats), last_try=last_try)
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
    assert second == first
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
    ("words", "again"), [("password", []), ("slow", ["scan.txt"]), ("bug", ["scan.txt"])]
)
def test_only_a_failure_that_lasts_is_kept(office, tmp_path, words, again):
    office.write(acme__scan=words, acme__terms="words")
    run(office, tmp_path / "out")
    run(office, tmp_path / "out")
    assert office.reading.read == again


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
    outcome = not_reviewed(job, ValueError("words of the contract"))
    assert outcome.entry is None
    assert failures(outcome) == {
        name: f"{name}: no review of acme could be made: a fault in clausegap (ValueError)."
        for name in ("dpa.txt", "terms.txt")
    }
