"""One run at a time, whatever becomes of the process that holds the lock."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from pipeline.domain.portfolio import Build
from pipeline.errors import StoreBusy
from pipeline.store import lock, portfolio
from pipeline.store.database import writes
from pipeline.store.portfolio import open_store
from pipeline.store.schema import locks

from .test_portfolio import SET, begun, said

BUILD = Build("reading", "classification", "program")  # the same in both processes, whatever is being edited
HOLDER = """
import sys, time
from pipeline.store import portfolio
from pipeline.store.portfolio import open_store
from tests.store.test_lock import BUILD
from tests.store.test_portfolio import SET, begun, said
portfolio.build = lambda: BUILD
with open_store(sys.argv[1]) as store, store.lock() as lease:
    run = begun(store, lease)
    store.record_said(run, said(), set_sha256=SET)
    print("held", flush=True)
    time.sleep(600)
"""


@contextmanager
def holder(where):
    """Another process in the middle of a run."""
    command = [sys.executable, "-c", HOLDER, where]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "held\n"
            yield process
        finally:
            process.kill()


def taken(store):
    """Take the lock once the holder's end is known, which a server may hear of a moment later."""
    for _ in range(50):
        try:
            with store.lock() as lease:
                return begun(store, lease)
        except StoreBusy:
            time.sleep(0.1)
    raise AssertionError("the lock of a dead process was not taken")


def test_a_run_that_was_killed_is_taken_up_by_the_next(where, monkeypatch):
    monkeypatch.setattr(portfolio, "build", lambda: BUILD)
    with open_store(where) as store:
        with holder(where) as process:
            with pytest.raises(StoreBusy, match=rf"process {process.pid} on "), store.lock():
                pass
            assert store.status().holder.pid == process.pid
            process.kill()
            process.wait()
        run = taken(store)
        assert (run.id, run.resumed) == (1, True)
        assert store.recorded(run) == {"acme": SET}
        assert store.status().holder is None


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "store.sqlite")) as opened:
        yield opened


def rewritten(store, silent=0, **values):
    values["beat"] = datetime.now(UTC) - timedelta(seconds=silent)
    with writes(store._engine.connect()) as connection, connection.begin():
        connection.execute(update(locks).values(**values))


@pytest.mark.parametrize(
    ("row", "held"),
    [
        ({}, True),
        ({"pid": 4_000_000}, False),  # more than a system has
        ({"started": "1"}, False),  # another process got its number
        ({"silent": 3600}, True),  # asleep, as a laptop that was closed
        ({"machine": "elsewhere"}, True),
        ({"machine": "elsewhere", "pid": 4_000_000}, True),  # numbers count on one machine
        ({"machine": "elsewhere", "silent": 59}, True),
        ({"machine": "elsewhere", "silent": 61}, False),
    ],
    ids=str,
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a process tells its start on Linux alone")
def test_who_holds_the_lock(store, tmp_path, row, held):
    with store.lock(), open_store(store.url) as other:
        rewritten(store, **row)
        assert (other.status().holder is not None) is held
        try:
            with other.lock():
                assert not held
        except StoreBusy:
            assert held


def test_a_holder_is_heard_of_as_long_as_it_lives(store, monkeypatch):
    monkeypatch.setattr(lock, "BEAT_SECONDS", 0.02)
    with store.lock(), open_store(store.url) as other:
        rewritten(store, machine="elsewhere", silent=3600)
        for _ in range(100):
            if other.status().holder is not None:
                break
            time.sleep(0.05)
        assert other.status().holder is not None


def test_a_run_that_lost_its_lock_does_not_take_the_new_holders_away(store):
    with open_store(store.url) as other:
        first = store.lock()
        first.__enter__()
        rewritten(store, pid=4_000_000)
        with other.lock() as lease:
            run = begun(other, lease)
            first.__exit__(None, None, None)
            other.record_said(run, said(), set_sha256=SET)
            assert other.status().holder.pid == os.getpid()


@pytest.mark.xdist_group("postgresql")
def test_a_lock_is_kept_through_a_restart_of_the_server(server, on_server, monkeypatch):
    monkeypatch.setattr(lock, "BEAT_SECONDS", 0.05)
    with open_store(on_server) as store, open_store(on_server) as other, store.lock():
        server.stop()
        server.start()
        for _ in range(100):
            if other.status().holder is not None:
                break
            time.sleep(0.1)
        with pytest.raises(StoreBusy), other.lock():
            pass
