"""A Dask cluster, with a scheduler and two workers as processes of their own, gives what the pool gives."""

import contextlib
import os
import pickle
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from pipeline.analyze import load_tools, read_agreement
from pipeline.batch import work
from pipeline.batch.carried import Held, Made
from pipeline.batch.plan import plan
from pipeline.batch.portfolio import Order
from pipeline.batch.runs import run_portfolio
from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.review import Failure
from pipeline.errors import UsageError
from pipeline.readers.suppliers import find_suppliers
from pipeline.resources import classifier_folder
from pipeline.store.portfolio import open_store

distributed = pytest.importorskip("distributed", reason="the extra clausegap[dask] is not installed")

pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(
        not (classifier_folder() / "manifest.json").is_file(),
        reason="no classifier is trained in this checkout",
    ),
    # Dask leaves sockets of workers that were killed to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
TERMS = """# Master Terms of {name}

## 1 Incidents

1.1 Provider shall notify Customer of a security incident within {hours} hours after becoming aware of it.

## 2 End of the agreement

2.1 On termination Provider shall return Customer Data and delete all copies within thirty (30) days.
"""
SUPPLIERS = 5


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Five suppliers of two papers, one paper empty, one supplier's papers in an archive's way of naming."""
    suppliers = tmp_path_factory.mktemp("papers") / "suppliers"
    for s in range(SUPPLIERS):
        for p in range(2):
            path = suppliers / f"s{s}" / f"p{p}.md"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(TERMS.format(name=f"S{s} P{p}", hours=2 * s + p + 1) * 4)
    (suppliers / "s3" / "p1.md").write_text(" \n")
    return suppliers


@pytest.fixture(scope="module")
def from_pool(prefect_server, folder, tmp_path_factory):
    """What a pool writes of the folder, and all that its store says."""
    place = tmp_path_factory.mktemp("pool")
    run_portfolio(Order(str(folder), place / "out", place / "cache", store=str(place / "store"), workers=1))
    return made_in(place)


class Cluster:
    """A scheduler and workers, each started as the `dask` command would."""

    def __init__(self, place: Path) -> None:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{one.getsockname()[1]}"
        self._place = place
        port = self.address.rpartition(":")[2]
        self._processes = [self._start("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")]
        self.workers = [self.worker(), self.worker()]

    def worker(self) -> subprocess.Popen:
        process = self._start(
            "worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--death-timeout", "60"
        )
        self._processes.append(process)
        return process

    def _start(self, what: str, *options: str) -> subprocess.Popen:
        scratch = ["--local-directory", str(self._place)] if what == "worker" else []
        return subprocess.Popen(
            [sys.executable, "-m", "dask", what, *options, *scratch],
            stdout=subprocess.DEVNULL,
            stderr=(self._place / f"{what}.log").open("a"),
            start_new_session=True,
        )

    def stop(self) -> None:
        for process in reversed(self._processes):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    running = Cluster(tmp_path_factory.mktemp("dask"))
    yield running
    running.stop()


def files_in(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def made_in(place):
    with open_store(str(place / "store")) as store:
        number = store.run().id
        ground = store.groundwork(number, list(store.said(number)))
        return files_in(place / "out"), store.said(number), ground


def order(folder, place, cluster, **more):
    store = str(place / "store")
    return Order(
        str(folder),
        place / "out",
        place / "cache",
        store=store,
        runner="dask",
        address=cluster.address,
        **more,
    )


def test_a_worker_that_is_killed_in_the_middle_costs_nothing(
    prefect_server, cluster, folder, tmp_path, from_pool
):
    killed = []

    def kill(progress):
        if progress.done >= 3 and not killed:
            killed.append(cluster.workers[0])
            killed[0].kill()

    run = run_portfolio(order(folder, tmp_path, cluster), on_progress=kill)
    assert killed[0].wait(timeout=10) == -signal.SIGKILL
    assert (run.suppliers, [f.name for f in run.failures]) == (SUPPLIERS, ["s3/p1.md"])
    assert made_in(tmp_path) == from_pool
    with open_store(str(tmp_path / "store")) as store:
        assert [r.supplier for r in store.reviews(store.run().id)] == [f"s{n}" for n in range(SUPPLIERS)]
    cluster.workers[0] = cluster.worker()


def test_documents_a_worker_can_not_open_are_sent_and_what_was_read_is_kept_here(
    prefect_server, cluster, folder, tmp_path, from_pool, monkeypatch
):
    from pipeline.batch import cluster as module

    sent = []
    content = module.carried.Content
    monkeypatch.setattr(module.carried, "Content", lambda data: sent.append(data) or content(data))
    plain = module.ClusterHands._submit

    def elsewhere_only(self, function, first, *rest):
        hidden = rest and rest[0] is None and function is module.elsewhere.read_there
        if hidden:  # as it is on a machine without the folder
            first = replace(first, path=Path("/nowhere") / first.path.name)
        return plain(self, function, first, *rest)

    monkeypatch.setattr(module.ClusterHands, "_submit", elsewhere_only)
    run_portfolio(order(folder, tmp_path, cluster))
    assert made_in(tmp_path) == from_pool
    assert {hash(data) for data in sent} == {hash(p.read_bytes()) for p in folder.rglob("*.md")}
    again = run_portfolio(order(folder, tmp_path, cluster))
    assert again.kept == SUPPLIERS
    (job, *_) = plan(find_suppliers(folder))
    with open_store(str(tmp_path / "store")) as store:
        edition = store.run().edition
        kept = store.layers().reading(
            job.documents[0].sha256, name="p0.md", document_id="d1", edition=edition
        )
    assert kept is not None


@pytest.mark.parametrize(
    ("address", "says"),
    [("tcp://127.0.0.1:9", "can't be reached; check the address"), ("nonsense://x", "can't be reached")],
)
def test_a_cluster_that_is_not_there_is_said_in_one_sentence(folder, tmp_path, monkeypatch, address, says):
    from pipeline.batch import cluster as module

    monkeypatch.setattr(module, "JOIN_SECONDS", 0.5)
    wanted = Order(
        str(folder), tmp_path / "out", tmp_path / "cache", recorded=False, runner="dask", address=address
    )
    with pytest.raises(UsageError, match=says):
        run_portfolio(wanted)
    assert not (tmp_path / "out").exists()


def test_a_cluster_without_workers_or_with_another_program_is_refused(
    prefect_server, folder, tmp_path, monkeypatch
):
    from pipeline.batch import cluster as module
    from pipeline.batch import elsewhere

    hands = module.ClusterHands(FakeClient({"tcp://a": "other"}), "at x", *[None] * 5)
    with pytest.raises(UsageError, match="another version of clausegap"):
        hands.ready()
    monkeypatch.setattr(FakeClient, "wait_for_workers", too_late)
    with pytest.raises(UsageError, match="has no workers; start some"):
        hands.ready()
    assert elsewhere.program()


class FakeClient:
    def __init__(self, programs):
        self._programs = programs

    def wait_for_workers(self, count, timeout):
        pass

    def run(self, _function):
        return self._programs


def too_late(*_args, **_more):
    raise TimeoutError


def test_without_dask_the_extra_is_named(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    wanted = Order(str(folder), tmp_path / "out", tmp_path / "cache", recorded=False, runner="dask")
    with pytest.raises(UsageError, match=r'pip install "clausegap\[dask\]"'):
        run_portfolio(wanted)


def test_what_crosses_between_machines_comes_as_it_went(folder):
    tools = load_tools()
    (job, *_) = plan(find_suppliers(folder))
    readings = [read_agreement(d.path, document_id=d.id, tools=tools) for d in job.documents]
    for reading in readings:
        there = pickle.loads(pickle.dumps(Held.of(reading)))
        assert there.reading() == reading
        assert there.packed == Held.of(reading).packed
    review = work.review_of(job, readings, (), tools=tools)
    written = work.written(review, job, (), tools=tools, out=folder.parent / "out", formats=("json",))[0]
    made = pickle.loads(pickle.dumps(Made(written, {"review.json": b"{}"})))
    assert made == Made(written, {"review.json": b"{}"})
    assert written.ground is not None


def test_text_without_a_json_form_crosses_too(folder):
    tools = load_tools()
    (job, *_) = plan(find_suppliers(folder))
    reading = read_agreement(job.documents[0].path, document_id="d1", tools=tools)
    document = replace(reading.agreement.document, text="\ud83d" + reading.agreement.document.text[1:])
    odd = replace(reading, agreement=replace(reading.agreement, document=document))
    held = Held.of(odd)
    assert held.packed is None
    assert pickle.loads(pickle.dumps(held)).reading() == odd
    failed = work.Reviewed(None, (Failure("a\udc80.pdf", "can't be read."),))
    made = Made(work.Written(failed, SupplierReview("s", (), None, (), ()), lasting=True), {})
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_reading_that_is_damaged_in_the_store_is_read_again(prefect_server, cluster, folder, tmp_path):
    run_portfolio(order(folder, tmp_path, cluster))
    before = files_in(tmp_path / "out")
    engine = create_engine(f"sqlite:///{tmp_path / 'store'}")
    with engine.begin() as connection:
        connection.execute(text("update kept set content = substr(content, 1, 40) where layer = 'readings'"))
    engine.dispose()
    shutil.rmtree(tmp_path / "cache")
    run = run_portfolio(order(folder, tmp_path, cluster, formats=("csv",)))
    after = files_in(tmp_path / "out")
    assert (run.kept, {name: after[name] for name in before}) == (0, before)


def test_bytes_of_a_contract_show_in_no_log():
    from pipeline.batch.carried import Content, Outcome

    assert repr(Content(b"the contract's words")) == "Content(20 bytes)"
    assert "words" not in repr(Outcome("the contract's words"))


def test_what_takes_too_long_is_answered_and_its_process_ends(monkeypatch):
    from pipeline.batch import elsewhere

    ended = []
    monkeypatch.setattr(elsewhere.os, "_exit", ended.append)
    monkeypatch.setattr(elsewhere, "GOODBYE_SECONDS", 0.01)
    outcome = elsewhere._within(0.05, lambda: time.sleep(0.3))
    assert str(outcome.error) == "took longer than 0 seconds"
    time.sleep(0.5)
    assert ended == [1]
    assert elsewhere._within(5, lambda: "made").value == "made"
