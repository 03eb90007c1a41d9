"""The whole way with real workers, real Prefect and the shipped classifier, on papers of a few lines."""

import json
import os
import subprocess
import sys
from functools import partial

import pytest

from pipeline.analyze import load_tools
from pipeline.batch.portfolio import Order
from pipeline.batch.runs import run_portfolio
from pipeline.domain.portfolio import RunStatus
from pipeline.resources import classifier_folder
from pipeline.store.portfolio import open_store

pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(
        not (classifier_folder() / "manifest.json").is_file(),
        reason="no classifier is trained in this checkout",
    ),
]
TERMS = """# Master Terms of {name}

## 1 Incidents

1.1 Provider shall notify Customer of a security incident within {hours} hours after becoming aware of it.

## 2 End of the agreement

2.1 On termination Provider shall return Customer Data and delete all copies within thirty (30) days.
"""
MAIN = [sys.executable, "-c", "from pipeline.cli import main; main()"]


@pytest.fixture
def folder(tmp_path):
    """Three suppliers: a folder of two papers of which one is empty, and two loose files."""
    suppliers = tmp_path / "suppliers"
    (suppliers / "alpha").mkdir(parents=True)
    (suppliers / "alpha" / "terms.md").write_text(TERMS.format(name="Alpha", hours=24))
    (suppliers / "alpha" / "annex.pdf").write_bytes(b"")
    (suppliers / "beta.md").write_text(TERMS.format(name="Beta", hours=72))
    (suppliers / "gamma.md").write_text(TERMS.format(name="Gamma", hours=96))
    return suppliers


def files_in(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_second_run_elsewhere_reads_nothing_and_writes_the_same(
    prefect_server, folder, tmp_path, monkeypatch
):
    def order(out):
        store = str(tmp_path / "store.sqlite")
        load = partial(load_tools, profiles=("saas",))
        return Order(str(folder), tmp_path / out, tmp_path / "cache", load=load, store=store, workers=2)

    seen = []
    run = run_portfolio(order("one"), on_progress=seen.append)
    assert (run.suppliers, run.documents, run.kept) == (3, 4, 0)
    assert [(f.name, "empty" in f.reason) for f in run.failures] == [("alpha/annex.pdf", True)]
    assert seen[-1].done == seen[-1].documents == 4
    assert run.startup_seconds > 0 < run.processing_seconds
    written = files_in(tmp_path / "one")
    names = ("alpha", "beta", "gamma")
    assert set(written) == {"portfolio.html", "portfolio.json"} | {
        f"reviews/{n}/review.{e}" for n in names for e in ("json", "html")
    }
    portfolio = json.loads(written["portfolio.json"])
    assert [s["review"] for s in portfolio["suppliers"]] == [f"reviews/{n}/review.json" for n in names]

    monkeypatch.setattr(
        "pipeline.batch.pool.Pool.submit", lambda *_args, **_more: pytest.fail("something was read")
    )
    monkeypatch.setattr("pipeline.batch.runs.server", lambda: pytest.fail("a server was started"))
    again = run_portfolio(order("two"))
    assert again.kept == 3
    assert files_in(tmp_path / "two") == written
    with open_store(str(tmp_path / "store.sqlite")) as store:
        newest, oldest = store.runs()
        assert (newest.counts, newest.status) == (oldest.counts, RunStatus.FINISHED)
        assert newest.counts.suppliers == newest.planned == 3
        assert store.review_ids(newest.id) == store.review_ids(oldest.id)
        assert set(store.groundwork(newest.id, names)) == set(store.groundwork(oldest.id, names)) == {*names}
    monkeypatch.undo()
    check_other_flows(folder, tmp_path, written)


def check_other_flows(folder, tmp_path, written):
    """One supplier by itself gives its review of the portfolio; judging anew moves nothing and reads nothing.

    The run's own profile holds where none is named.
    """
    from pipeline.batch.flows import reassess_portfolio, review_supplier

    alone = review_supplier(
        str(folder / "alpha"), str(tmp_path / "alone"), profiles=["saas"], cache=str(tmp_path / "other")
    )
    assert (alone["documents"], alone["failures"]) == (2, 1)
    for name in ("review.json", "review.html"):
        assert (tmp_path / "alone" / name).read_bytes() == written[f"reviews/alpha/{name}"]
    for path in folder.rglob("*.md"):
        path.unlink()
    judged = reassess_portfolio(
        store=str(tmp_path / "store.sqlite"), out=str(tmp_path / "what-if"), workers=1
    )
    assert judged == {"suppliers": 3, "moved": 0, "flips": 0, "not_judged": 0}
    assert set(files_in(tmp_path / "what-if")) == {"what-if.json", "what-if.csv"}


def test_the_command_reads_papers_by_pattern_and_tells_what_it_did(prefect_server, folder, tmp_path):
    environment = os.environ | {
        "PREFECT_API_URL": prefect_server,
        "CLAUSEGAP_CACHE": str(tmp_path / "cache"),
        "CLAUSEGAP_STORE": str(tmp_path / "store.sqlite"),
    }

    def clausegap(*arguments):
        return subprocess.run(
            [*MAIN, "batch", *arguments], env=environment, capture_output=True, text=True, check=False
        )

    done = clausegap(f"{folder}/[ab]*", "--out", str(tmp_path / "out"), "--workers", "1")
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        3,
        "clausegap: alpha/annex.pdf: annex.pdf is empty (0 bytes): ask for the file again.",
    )
    assert "2 suppliers, 3 documents; 0 suppliers kept" in done.stdout
    assert "Start-up" in done.stdout
    assert len(json.loads((tmp_path / "out" / "portfolio.json").read_text())["suppliers"]) == 2
    status = clausegap("--status").stdout
    assert "2 of 2 suppliers done, 2 documents" in status
    assert str(folder) in status
