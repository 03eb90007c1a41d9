"""The whole way with real workers, real Prefect and the shipped classifier, on papers of a few lines."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from pipeline.batch.portfolio import review_portfolio
from pipeline.resources import classifier_folder
from pipeline.store.cache import Cache

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
    cache = Cache(tmp_path / "cache")
    seen = []
    run = review_portfolio(folder, out=tmp_path / "one", cache=cache, workers=2, on_progress=seen.append)
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
    again = review_portfolio(folder, out=tmp_path / "two", cache=cache, workers=2)
    assert again.kept == 3
    assert files_in(tmp_path / "two") == written


def test_a_run_that_was_killed_goes_on_where_it_was_and_leaves_no_process(prefect_server, folder, tmp_path):
    for n in range(7):
        (folder / f"delta{n}.md").write_text(TERMS.format(name=f"Delta {n}", hours=n + 1) * 12)
    environment = os.environ | {"PREFECT_API_URL": prefect_server, "CLAUSEGAP_CACHE": str(tmp_path / "cache")}
    command = [*MAIN, "batch", str(folder), "--out", str(tmp_path / "out"), "--workers", "2"]
    killed = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    reports = tmp_path / "cache" / "reports"
    while killed.poll() is None and len(list(reports.glob("?" * 64)) if reports.exists() else []) < 6:
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    kept = {p.name: p.stat().st_ino for p in (tmp_path / "cache" / "readings").iterdir()}

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("clausegap: alpha/annex.pdf: annex.pdf is empty")
    assert "10 suppliers, 11 documents; " in done.stdout
    assert " 0 suppliers kept" not in done.stdout
    assert "Start-up" in done.stdout
    assert len(json.loads((tmp_path / "out" / "portfolio.json").read_text())["suppliers"]) == 10
    after = {p.name: p.stat().st_ino for p in (tmp_path / "cache" / "readings").iterdir()}
    assert kept.items() <= after.items()  # an entry written anew is another file
    assert len(after) == 10
    assert not list((tmp_path / "out").rglob("*.part"))
