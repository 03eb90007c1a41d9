import os
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from pipeline.batch.portfolio import PortfolioRun, Progress
from pipeline.domain.review import Coverage, Failure, Review, Status
from pipeline.reports.portfolio import PortfolioEntry
from pipeline.store.portfolio import open_store

from .fakes import LIBRARY, TOOLS


@pytest.fixture
def fake_run(monkeypatch):
    """Have `run_portfolio` return a run with these failures; gives its calls."""
    calls = []

    def make(*failures):
        def run_portfolio(order, *, on_progress, name_suppliers):
            calls.append((order, name_suppliers))
            for done in range(1, 21):
                on_progress(Progress(done, 20))
            statuses = {r.id: Status.MET for r in LIBRARY.requirements} | {"in-deadline": Status.WEAK}
            return PortfolioRun(
                library=LIBRARY,
                suppliers=2,
                entries=(PortfolioEntry("acme", "reviews/acme/review.json", Coverage(0.5, {}), statuses),),
                unreviewed=("birch",) if failures else (),
                failures=failures,
                left_out=(Failure("acme/logo.png", "a picture"),),
                documents=20,
                kept=1,
                written=(order.out / "portfolio.json", order.out / "portfolio.html"),
                startup_seconds=6.04,
                processing_seconds=0.333,
            )

        monkeypatch.setattr("pipeline.batch.runs.run_portfolio", run_portfolio)
        return calls

    return make


def test_a_run_is_summed_up_with_its_times_apart(clausegap, acme, tmp_path, fake_run):
    fake_run()
    out = tmp_path / "out"
    shown = clausegap("batch", acme.parent / "acme", "--out", out)
    assert shown.code == 0
    assert shown.out.splitlines() == [
        "acme: 50 % covered, 1 gap, 1 of them critical",
        "2 suppliers, 20 documents; 1 supplier kept from earlier runs.",
        "Start-up 6.0 s, processing 0.33 s.",
        "Left out: acme/logo.png: a picture",
        f"Written: {out / 'portfolio.json'}",
        f"Written: {out / 'portfolio.html'}",
    ]
    assert shown.err.splitlines() == [f"Documents: {n} of 20" for n in range(2, 21, 2)]


def test_without_a_folder_to_write_to_the_suppliers_are_still_listed(clausegap, acme, fake_run):
    calls = fake_run()
    shown = clausegap("batch", acme)
    assert shown.code == 0
    assert shown.out.splitlines()[0] == "acme: 50 % covered, 1 gap, 1 of them critical"
    assert shown.out.splitlines()[-1].startswith("Nothing was written")
    assert "Written:" not in shown.out
    assert not calls[0][0].out.exists()


def test_a_supplier_that_could_not_be_assessed_is_said_to_have_no_gaps(
    clausegap, acme, fake_run, monkeypatch
):
    fake_run()
    ask = "pipeline.batch.runs.run_portfolio"
    import pipeline.batch.runs

    one = pipeline.batch.runs.run_portfolio

    def unassessed(*args, **more):
        made = one(*args, **more)
        statuses = dict.fromkeys(made.entries[0].statuses, Status.NOT_ASSESSABLE)
        return replace(
            made, entries=(replace(made.entries[0], coverage=Coverage(None, {}), statuses=statuses),)
        )

    monkeypatch.setattr(ask, unassessed)
    assert clausegap("batch", acme).out.splitlines()[0] == "acme: could not be assessed"


def test_a_supplier_none_of_whose_papers_could_be_read_is_listed_too(clausegap, acme, fake_run):
    fake_run(Failure("birch/scan.pdf", "scan.pdf needs a password."))
    assert clausegap("batch", acme).out.splitlines()[1] == "birch: could not be assessed"


def test_failures_are_told_and_give_their_code(clausegap, acme, tmp_path, fake_run):
    fake_run(Failure("acme/scan.pdf", "scan.pdf needs a password."))
    shown = clausegap("batch", acme, "--out", tmp_path / "out", "--quiet")
    assert (shown.code, shown.out) == (3, "")
    assert shown.err == "clausegap: acme/scan.pdf: scan.pdf needs a password.\n"


@pytest.mark.parametrize(("level", "code"), [("critical", 1), ("low", 1)])
def test_gaps_fail_a_run_where_that_was_asked_for(clausegap, acme, tmp_path, fake_run, level, code):
    fake_run()
    assert clausegap("batch", acme, "--out", tmp_path / "out", "--fail-on", level).code == code


def test_options_reach_the_run(clausegap, acme, tmp_path, fake_run):
    calls = fake_run()
    clausegap(
        "batch",
        acme,
        "--out",
        tmp_path / "out",
        "--workers",
        "3",
        "--format",
        "md",
        "--cache",
        tmp_path / "c",
        "--store",
        "postgresql://server/portfolio",
        "--profile",
        "dora,saas",
        "--playbook",
        "ours.yaml",
        "--runner",
        "dask",
        "--address",
        "tcp://one:8786",
        "--try-again",
        "--show-suppliers",
    )
    ((order, name_suppliers),) = calls
    assert (order.papers, order.cache, order.recorded) == (str(acme), tmp_path / "c", True)
    assert (order.workers, order.formats) == (3, ("md",))
    assert (order.runner, order.address) == ("dask", "tcp://one:8786")
    assert (order.store, order.playbook) == ("postgresql://server/portfolio", "ours.yaml")
    assert order.load.keywords["profiles"] == ("dora", "saas")
    assert order.load.keywords["playbook"] == Path("ours.yaml")
    assert (order.again, name_suppliers) == (True, True)


def test_a_run_that_keeps_nothing_leaves_no_snapshot(clausegap, acme, tmp_path, fake_run):
    calls = fake_run()
    clausegap("batch", acme, "--no-cache")
    assert not calls[0][0].recorded
    assert not calls[0][0].cache.exists()


def test_status_shows_each_run_and_who_is_at_work(clausegap, tmp_path):
    store = tmp_path / "portfolio.sqlite"
    open_store(str(store)).close()
    shown = clausegap("batch", "--status", "--store", store)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.splitlines()[1:] == ["No run is going on.", "It holds no run yet."]
    with open_store(str(store)) as opened:
        with opened.lock() as lease:
            begun = partial(opened.begin_run, lease=lease, edition=TOOLS.edition, library=LIBRARY)
            done = begun(source="/contracts", planned={"acme": "a", "beta": "b"})
            lost = Failure("scan.pdf", "needs a password")
            opened.record(done, "acme", Review(TOOLS.edition, (), (lost,)), set_sha256="a")
            opened.finish_run(done)
            begun(source="s3://more\x1b[2J", planned={"gamma": "c"})
            during = clausegap("batch", "--status", "--store", store).out.splitlines()
        after = clausegap("batch", "--status", "--store", store).out.splitlines()
    assert during[1].startswith(f"Process {os.getpid()} on ")
    assert during[2].startswith("Run 2, batch, running: ")
    assert "\x1b" not in during[2]
    assert during[3] == "  0 of 1 supplier done, 0 documents, 0 gaps, 0 files not read"
    assert during[4].startswith("Run 1, batch, finished: ")
    assert during[4].endswith(", /contracts")
    assert during[5] == "  1 of 2 suppliers done, 0 documents, 0 gaps, 1 file not read"
    assert (after[1], after[2].split(":")[0]) == ("No run is going on.", "Run 2, batch, stopped")


@pytest.mark.parametrize("command", [["batch", "--status"], ["reassess"], ["diff-runs", "1", "2"]])
def test_a_store_that_is_looked_into_is_not_made_by_looking(clausegap, tmp_path, command):
    shown = clausegap(*command, "--store", tmp_path / "porfolio.sqlite")
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert f"There is no store {tmp_path / 'porfolio.sqlite'}" in shown.err
    assert not (tmp_path / "porfolio.sqlite").exists()


def test_a_store_that_is_held_is_said_and_nothing_is_read(clausegap, acme, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.batch.runs.carried_out", lambda *_args, **_more: pytest.fail("started"))
    store = tmp_path / "portfolio.sqlite"
    with open_store(str(store)) as opened, opened.lock():
        shown = clausegap("batch", acme, "--store", store, "--out", tmp_path / "out")
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert str(os.getpid()) in shown.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere", "--out", "out"], "There is no file or folder “nowhere”"),
        (["acme/terms.md", "--out", "out"], "is a file; give batch a folder"),
        (["empty", "--out", "out"], "is empty"),
        (["acme", "--out", "acme"], "give --out another folder"),
        (["acme", "--out", "acme/terms.md"], "is a file"),
        (["acme", "--out", "out", "--format", "pdf"], "There is no report called “pdf”"),
        ([], "Name the folder of the suppliers"),
        (["acme", "empty"], "put a pattern in quotes"),
        (["*/2026*", "--out", "out"], "Nothing matches “*/2026*”"),
        (["s3://bucket/x"], "pip install s3fs"),
        (["acme", "--no-cache", "--store", "x"], "give one of them"),
        (["acme", "--address", "tcp://x:1"], "add --runner dask"),
        (["acme", "--store", "oracle://x/y"], "--store takes no oracle database"),
    ],
)
def test_wrong_use_is_one_sentence_and_starts_nothing(clausegap, acme, monkeypatch, arguments, says):
    monkeypatch.chdir(acme.parent)
    (acme.parent / "empty").mkdir()
    monkeypatch.setitem(sys.modules, "s3fs", None)  # as if it were not installed
    monkeypatch.setattr("pipeline.batch.runs.carried_out", lambda *_args, **_more: pytest.fail("started"))
    shown = clausegap("batch", *arguments)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert says in shown.err
    assert not (acme.parent / "out").exists()
