"""Killed in the middle and run again: the end is that of a run nobody disturbed, and nothing is read twice."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline.resources import classifier_folder

from .processes import gone

pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(
        not (classifier_folder() / "manifest.json").is_file(),
        reason="no classifier is trained in this checkout",
    ),
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here"),
]
TERMS = """# Master Terms of {name}

## 1 Incidents

1.1 Provider shall notify Customer of a security incident within {hours} hours after becoming aware of it.

## 2 End of the agreement

2.1 On termination Provider shall return Customer Data and delete all copies within thirty (30) days.
"""
SUPPLIERS, PAPERS = 6, 3
MAIN = "import sys; from batch.counted import main; main(*sys.argv[1:])"
WORKERS = 2  # as many documents are in flight


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Six suppliers of three papers, one of them without any words."""
    suppliers = tmp_path_factory.mktemp("papers") / "suppliers"
    for s in range(SUPPLIERS):
        for p in range(PAPERS):
            path = suppliers / f"s{s}" / f"p{p}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TERMS.format(name=f"S{s} P{p}", hours=3 * s + p + 1) * 6)
    (suppliers / "s3" / "p1.md").write_text(" \n")
    return suppliers


class Batch:
    """A batch over the folder with a cache and a store of its own, killed and begun again at will."""

    def __init__(self, folder: Path, place: Path, prefect_server: str, store: str = "") -> None:
        place.mkdir(exist_ok=True)
        self.out, self.log = place / "out", place / "log"
        where = [str(self.out), str(place / "cache"), store or str(place / "store.sqlite")]
        self._command = [sys.executable, "-c", MAIN, str(self.log), str(folder), *where]
        tests = str(Path(__file__).parents[1])
        self._environment = os.environ | {"PREFECT_API_URL": prefect_server, "PYTHONPATH": tests}

    def start(self) -> subprocess.Popen:
        return subprocess.Popen(
            self._command,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def finish(self) -> int:
        """Run to the end, and return how many suppliers were kept from earlier runs."""
        return self.end_of(self.start())

    def end_of(self, process: subprocess.Popen) -> int:
        out, err = process.communicate(timeout=240)
        assert process.returncode == 0, err
        return int(out)

    def readings(self, what: str) -> list[tuple[int, str]]:
        """Return (process, name) for each reading that began, or ended."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        noted = [line.split(" ", 2) for line in lines]
        return [(int(pid), name) for kind, pid, name in noted if kind == what]

    def wait_for(self, process: subprocess.Popen, *, begun: int) -> None:
        """Wait until so many readings began in all, or the process ended."""
        while process.poll() is None and len(self.readings("begin")) < begun:
            time.sleep(0.005)

    def check(self, *, kills: int) -> None:
        """Check that only what was in flight at a kill was read once more."""
        times = Counter(name for _, name in self.readings("begin"))
        assert len(times) == SUPPLIERS * PAPERS
        assert sum(times.values()) <= SUPPLIERS * PAPERS + kills * WORKERS
        ended: set[str] = set()
        for line in self.log.read_text().splitlines():
            kind, _, name = line.split(" ", 2)
            assert not (kind == "begin" and name in ended), f"{name} was read again"
            if kind == "end":
                ended.add(name)


@pytest.fixture(scope="module")
def undisturbed(prefect_server, folder, tmp_path_factory):
    """What a run that nobody disturbed writes."""
    batch = Batch(folder, tmp_path_factory.mktemp("undisturbed"), prefect_server)
    assert batch.finish() == 0
    batch.check(kills=0)
    return files_in(batch.out)


def files_in(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def end(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def test_a_run_killed_at_any_moment_ends_as_if_it_had_not_been(prefect_server, folder, tmp_path, undisturbed):
    batch = Batch(folder, tmp_path, prefect_server)
    moments = sorted(random.sample(range(2, SUPPLIERS * PAPERS - 2), 2))
    for moment in moments:
        killed = batch.start()
        batch.wait_for(killed, begun=moment)
        end(killed.pid)
        killed.communicate()
        if Path("/proc").is_dir():
            assert all(gone(pid) for pid, _ in batch.readings("begin")), "workers outlived the run"
    last = batch.start()
    batch.wait_for(last, begun=len(batch.readings("begin")) + 1)
    end(batch.readings("begin")[-1][0])  # a worker over its document
    batch.end_of(last)
    assert files_in(batch.out) == undisturbed, moments
    batch.check(kills=len(moments) + 1)
    assert batch.finish() == SUPPLIERS
    assert files_in(batch.out) == undisturbed


def test_a_database_that_goes_down_and_comes_back_costs_nothing(
    prefect_server, folder, tmp_path, undisturbed
):
    from store.server import postgresql

    with postgresql() as server:
        batch = Batch(folder, tmp_path, prefect_server, server.url)
        running = batch.start()
        batch.wait_for(running, begun=4)
        server.stop()
        time.sleep(1)
        server.start()
        batch.end_of(running)
        assert files_in(batch.out) == undisturbed
        batch.check(kills=0)
