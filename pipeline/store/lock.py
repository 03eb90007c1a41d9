"""One run at a time: the lock of a store.

The lock is a row that says who holds it, with a token that every write of the run must match: whoever
lost the lock can't write, however late it wakes up.

On SQLite a holder whose process is gone is followed at once (machine, process and its start are in the
row), one on another machine after it has not been heard of for a minute. On PostgreSQL the server
knows: an advisory lock ends with its holder's connection, and is taken again after a restart.
"""

import contextlib
import os
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, Row, delete, insert, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from pipeline.domain.portfolio import Holder
from pipeline.errors import StoreBusy
from pipeline.store.database import POSTGRESQL, writes
from pipeline.store.schema import locks
from pipeline.store.troubles import tried

NAME = "run"
BEAT_SECONDS = 10.0
SILENT = timedelta(seconds=60)  # after which a holder on another machine is taken for dead
SERVER_KEY = 0x636C6761_72756E  # the advisory lock of a run
LOW = 0xFFFFFFFF
TAKEN = """
    SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND datname = current_database() AND granted
    AND classid = CAST(:high AS bigint) AND objid = CAST(:low AS bigint) AND objsubid = 1
"""


@dataclass(frozen=True, slots=True)
class Lease:
    """A lock held: `token` goes with every write of the run."""

    token: str


@contextlib.contextmanager
def locked(engine: Engine, *, name: str) -> Iterator[Lease]:
    """Hold the store's lock; raises StoreBusy, naming who holds it."""
    lease = Lease(uuid4().hex)
    with contextlib.ExitStack() as stack:
        guard = _ServerLock(engine) if engine.dialect.name == POSTGRESQL else None
        if guard:
            stack.callback(guard.release)
        tried(lambda: _take(engine, lease, guard, name=name), name=name)
        stack.callback(_let_go, engine, lease)
        stack.enter_context(_beating(engine, lease, guard))
        yield lease


def holder_of(connection: Connection) -> Holder | None:
    """Return who holds the lock, None where nobody alive does."""
    row = _row(connection)
    return Holder(row.pid, row.host, row.since) if row and _is_held(connection, row) else None


def holds(connection: Connection, token: str) -> bool:
    """Tell whether the token is that of the lock, in the transaction under way."""
    return connection.execute(select(locks.c.token).where(locks.c.name == NAME)).scalar() == token


def lost(name: str) -> StoreBusy:
    """Return the error of a run whose lock another run took."""
    return StoreBusy(
        f"Another run took over the store {name} while this one was cut off or asleep; what was stored stays."
    )


def _take(engine: Engine, lease: Lease, guard: "_ServerLock | None", *, name: str) -> None:
    got = guard is None or guard.take()
    with writes(engine.connect()) as connection, connection.begin():
        row = _row(connection)
        held = not got if guard else bool(row and _is_held(connection, row))
        if held:
            raise StoreBusy(_busy(row, name=name))
        connection.execute(delete(locks).where(locks.c.name == NAME))
        now = datetime.now(UTC)
        me = {"pid": os.getpid(), "started": _started(os.getpid()), "host": socket.gethostname()}
        connection.execute(
            insert(locks).values(name=NAME, token=lease.token, machine=_machine(), since=now, beat=now, **me)
        )


def _let_go(engine: Engine, lease: Lease) -> None:
    with (
        contextlib.suppress(SQLAlchemyError),  # the row is then a dead process's, and the next run's to take
        writes(engine.connect()) as connection,
        connection.begin(),
    ):
        connection.execute(delete(locks).where(locks.c.token == lease.token))


def _busy(row: "Row[tuple[object, ...]] | None", *, name: str) -> str:
    who = f" (process {row.pid} on {row.host}, since {row.since:%Y-%m-%d %H:%M} UTC)" if row else ""
    return f"Another run{who} is writing to the store {name}: wait for it, or name another with --store."


def _row(connection: Connection) -> "Row[tuple[object, ...]] | None":
    return connection.execute(select(locks).where(locks.c.name == NAME)).one_or_none()


def _is_held(connection: Connection, row: "Row[tuple[object, ...]]") -> bool:
    if connection.dialect.name == POSTGRESQL:
        return bool(
            connection.execute(text(TAKEN), {"high": SERVER_KEY >> 32, "low": SERVER_KEY & LOW}).scalar()
        )
    if row.machine == _machine() and sys.platform != "win32":
        return _is_alive(row.pid, row.started)
    return bool(datetime.now(UTC) - row.beat < SILENT)


# ---------------------------------------------------------------- staying alive


@contextlib.contextmanager
def _beating(engine: Engine, lease: Lease, guard: "_ServerLock | None") -> Iterator[None]:
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT_SECONDS):
            with contextlib.suppress(SQLAlchemyError):  # the next beat tries again
                if guard:
                    guard.keep()
                with writes(engine.connect()) as connection, connection.begin():
                    connection.execute(
                        update(locks).where(locks.c.token == lease.token).values(beat=datetime.now(UTC))
                    )

    thread = threading.Thread(target=beat, name="clausegap-lock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


class _ServerLock:
    """An advisory lock on a connection of its own: PostgreSQL frees it when the connection ends."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Take the lock; return False where another connection has it."""
        self.release()
        connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._connection = connection
        found = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": SERVER_KEY}).scalar()
        if not found:
            self.release()
        return bool(found)

    def keep(self) -> None:
        """See that the connection is alive; take the lock again where the server was restarted."""
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
                return
        except SQLAlchemyError:
            pass
        self.take()

    def release(self) -> None:
        """End the connection and the lock with it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(SQLAlchemyError):  # a connection that is gone holds no lock
                connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": SERVER_KEY})
            connection.invalidate()  # closed, not returned to the pool with the lock on it
            connection.close()


# ---------------------------------------------------------------- processes


def _machine() -> str:
    """Return what tells this machine, since its start, and this container from others."""
    parts = [socket.gethostname()]
    for path in ("/proc/sys/kernel/random/boot_id", "/etc/machine-id"):
        with contextlib.suppress(OSError):
            parts.append(Path(path).read_text(encoding="ascii").strip())
    with contextlib.suppress(OSError):
        parts.append(str(Path("/proc/self/ns/pid").readlink()))  # numbers of processes count within it
    return sha256("\n".join(parts).encode(errors="replace")).hexdigest()


def _is_alive(pid: int, started: str) -> bool:
    """Tell whether the process is there, and no other that got its number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        pass
    return not started or _started(pid) == started


def _started(pid: int) -> str:
    """Return when the process started, in ticks since the machine did; "" where that is not told."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    state, *fields = line.rsplit(") ", 1)[-1].split()
    return "" if state in "ZX" else fields[18]
