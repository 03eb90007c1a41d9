"""What goes wrong with a store, told in one sentence with nothing lost."""

import os
import sqlite3
import stat
import threading
import time
import traceback

import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError

from pipeline.errors import StoreDown, StoreError, StoreFull, UsageError
from pipeline.store import database, portfolio, troubles
from pipeline.store.database import name_of_store, store_url
from pipeline.store.portfolio import open_store

from .test_portfolio import SET, begun, said

QUICK = (0.0, 0.0)


class Refusal(Exception):
    """A driver's error as psycopg has it."""

    def __init__(self, words, sqlstate=None):
        super().__init__(words)
        self.sqlstate = sqlstate


def raising(error):
    def work():
        raise OperationalError("INSERT INTO secret VALUES ('words of a contract')", {}, error)

    return work


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (
            sqlite3.OperationalError("database or disk is full"),
            StoreFull,
            "No space is left for the store S: make room",
        ),
        (Refusal("could not extend file: No space left on device", "53100"), StoreFull, "No space is left"),
        (sqlite3.DatabaseError("file is not a database"), StoreError, "is damaged, or no store of clausegap"),
        (sqlite3.DatabaseError("database disk image is malformed"), StoreError, "is damaged"),
        (
            sqlite3.OperationalError("attempt to write a readonly database"),
            StoreError,
            "can't be written or read here",
        ),
        (
            sqlite3.OperationalError("database is locked"),
            StoreDown,
            r"can't be reached \(database is locked\)",
        ),
        (
            Refusal("connection failed: Connection refused"),
            StoreDown,
            r"can't be reached \(connection refused\)",
        ),
        (
            Refusal("the database system is starting up", "57P03"),
            StoreDown,
            "start it and run the same again",
        ),
        (
            Refusal("terminating connection due to administrator command", "57P01"),
            StoreDown,
            "what was stored stays",
        ),
        (
            Refusal('FATAL: password authentication failed for user "ada"'),
            StoreError,
            "check user, password, database",
        ),
        (Refusal('database "nowhere" does not exist', "3D000"), StoreError, "refused the store S"),
        (Refusal("division by zero", "22012"), StoreError, r"failed \(OperationalError 22012\)"),
    ],
)
def test_what_goes_wrong_is_one_sentence(error, kind, words):
    with pytest.raises(kind, match=words) as told:
        troubles.tried(raising(error), name="S", pauses=QUICK)
    assert type(told.value) is kind
    assert "\n" not in str(told.value)
    assert "contract" not in str(told.value)
    assert isinstance(told.value.__cause__, DBAPIError)


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (sqlite3.OperationalError("database is locked"), 3),
        (Refusal("connection failed: Connection refused"), 3),
        (Refusal("deadlock detected", "40P01"), 3),
        (Refusal("duplicate key value", "23505"), 3),
        (sqlite3.OperationalError("database or disk is full"), 1),
        (Refusal("password authentication failed"), 1),
        (Refusal("division by zero", "22012"), 1),
    ],
)
def test_only_what_may_pass_is_tried_again(error, tries):
    made = []

    def work():
        made.append(1)
        raising(error)()

    with pytest.raises(StoreError):
        troubles.tried(work, name="S", pauses=QUICK)
    assert len(made) == tries


def test_what_passed_is_no_trouble():
    answers = iter([sqlite3.OperationalError("database is locked"), None])

    def work():
        error = next(answers)
        if error:
            raising(error)()
        return "done"

    assert troubles.tried(work, name="S", pauses=QUICK) == "done"


def test_a_full_disk_ends_the_run_and_keeps_what_was_stored(tmp_path):
    """The file may not grow any more: the very error of a full disk, from SQLite itself."""
    sets = {"acme": SET, "large": SET}
    large = said("large", warnings=("words of a contract" * 10_000,))
    with open_store(str(tmp_path / "store.sqlite")) as store, store.lock() as lease:
        run = begun(store, lease, sets)
        store.record_said(run, said(), set_sha256=SET)
        event.listen(store._engine, "begin", no_larger)
        with pytest.raises(
            StoreFull, match="make room and run the same again; what was stored stays"
        ) as told:
            store.record_said(run, large, set_sha256=SET)
        assert "words of a contract" not in "".join(traceback.format_exception(told.value))
    with open_store(str(tmp_path / "store.sqlite")) as store, store.lock() as lease:
        again = begun(store, lease, sets)
        assert (again.resumed, store.recorded(again)) == (True, {"acme": SET})
        store.record_said(again, large, set_sha256=SET)
        assert list(store.reviews(again.id)) == [said(), large]


def no_larger(connection):
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")


@pytest.mark.xdist_group("postgresql")
def test_a_server_that_restarts_in_the_middle_is_waited_for(server, on_server):
    """The lock is taken again with the connection, and the run goes on."""
    with open_store(on_server) as store, store.lock() as lease:
        run = begun(store, lease, {"acme": SET, "other": SET})
        store.record_said(run, said(), set_sha256=SET)
        server.stop()
        starting = threading.Thread(target=lambda: (time.sleep(0.5), server.start()))
        starting.start()
        store.record_said(run, said("other"), set_sha256=SET)
        starting.join()
        store.finish_run(run)
        assert store.recorded(run) == {"acme": SET, "other": SET}


@pytest.mark.xdist_group("postgresql")
def test_a_server_that_stays_down_is_told_and_what_was_stored_stays(server, on_server, monkeypatch):
    monkeypatch.setattr(
        portfolio, "tried", lambda work, *, name: troubles.tried(work, name=name, pauses=QUICK)
    )
    with open_store(on_server) as store:
        with store.lock() as lease:
            run = begun(store, lease)
            store.record_said(run, said(), set_sha256=SET)
            server.stop()
            with pytest.raises(StoreDown, match="can't be reached") as told:
                store.record_said(run, said("other"), set_sha256=SET)
            assert "tester" not in str(told.value)
        server.start()
        assert list(store.reviews(run.id)) == [said()]
        with store.lock() as lease:
            assert begun(store, lease).resumed


# ---------------------------------------------------------------- where the store is


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ("history.sqlite", "/here/history.sqlite"),
        ("sqlite:///history.sqlite", "/here/history.sqlite"),
        ("sqlite:////var/lib/history.sqlite", "/var/lib/history.sqlite"),
        ("postgresql://ada:geheim@db.example:5433/risk", "postgresql://db.example:5433/risk"),
        ("postgres://ada@db.example/risk", "postgresql://db.example/risk"),
        (None, "/data/clausegap/portfolio.sqlite"),
    ],
)
def test_what_can_be_named_and_how_it_is_called(monkeypatch, tmp_path, named, name):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("pipeline.store.database.sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.delenv("CLAUSEGAP_STORE", raising=False)
    name = name.replace("/here", str(tmp_path))
    assert name_of_store(store_url(named)) == name
    if named is not None:
        monkeypatch.setenv("CLAUSEGAP_STORE", named)
        assert name_of_store(store_url()) == name


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("mysql://ada:geheim@db/risk", "takes no mysql database: name sqlite:///FILE, postgresql://"),
        ("://", "is no URL of a database"),
        ("sqlite://", "would be gone at the end"),
        ("sqlite:///:memory:", "would be gone at the end"),
    ],
)
def test_what_is_no_store_is_refused(named, words):
    with pytest.raises(UsageError, match=words) as told:
        store_url(named)
    assert "geheim" not in str(told.value)


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch):
    def missing(*_args, **_more):
        raise ModuleNotFoundError("No module named 'psycopg'")

    monkeypatch.setattr(database, "create_engine", missing)
    with pytest.raises(UsageError, match=r'needs its driver: pip install "clausegap\[postgresql\]"'):
        open_store("postgresql://db.example/risk")


def test_a_store_is_the_users_alone(tmp_path):
    mask = os.umask(0)
    try:
        with open_store(str(tmp_path / "new" / "store.sqlite")) as store, store.lock():
            files = sorted((tmp_path / "new").iterdir())
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in files}
    finally:
        os.umask(mask)
    assert modes == {"store.sqlite": 0o600, "store.sqlite-shm": 0o600, "store.sqlite-wal": 0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["", "file/store.sqlite"])
def test_a_place_that_can_not_be_a_file_is_refused(tmp_path, name):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"can't be opened: .*--store"):
        open_store(str(tmp_path / name))


def test_a_file_that_is_no_database_stays_as_it_is(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("what I wanted to remember\n" * 100)
    with pytest.raises(StoreError, match="damaged, or no store of clausegap"):
        open_store(str(file))
    assert file.read_text() == "what I wanted to remember\n" * 100
