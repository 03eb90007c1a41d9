"""The store's database: from what the user names to a SQLAlchemy engine.

SQLite by default, a file that only the user can read; PostgreSQL by URL. Writes begin as writes: SQLite
then waits for its turn, where a reader that turns writer would be refused at once.
"""

import os
import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from pipeline.errors import StoreError, UsageError

VARIABLE = "CLAUSEGAP_STORE"
FILE = "portfolio.sqlite"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
FORMS = "sqlite:///FILE, postgresql://USER@HOST/DATABASE, or the name of a file"
WRITES = "clausegap_writes"  # execution option of a transaction that writes
WAIT_SECONDS = 30  # for another writer's transaction, which takes milliseconds
CONNECT_SECONDS = 10
QUIET = {"hide_parameters": True}  # an error's words would hold those of a contract


def store_url(named: str | None = None) -> URL:
    """Return the URL of the store: that named, that of CLAUSEGAP_STORE, or a file of the user's own.

    Raises UsageError for a URL of another kind.
    """
    said = named or os.environ.get(VARIABLE) or ""
    if not said:
        return URL.create(SQLITE, database=str(_data_folder() / FILE))
    if "://" not in said:
        return URL.create(SQLITE, database=str(Path(said).expanduser().absolute()))
    try:
        url = make_url(said)
    except (ArgumentError, ValueError) as error:  # its words would repeat the URL, with its password
        raise UsageError(f"--store is no URL of a database: name {FORMS}.") from error
    if url.drivername == SQLITE:
        return url.set(database=_sqlite_file(url))
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    raise UsageError(f"--store takes no {url.drivername} database: name {FORMS}.")


def name_of_store(url: URL) -> str:
    """Return what to call the store in a message: its file, or its server without user and password."""
    if url.drivername == SQLITE:
        return str(url.database)
    return f"postgresql://{url.host or 'localhost'}{f':{url.port}' if url.port else ''}/{url.database or ''}"


def check_there(url: URL) -> None:
    """Raise StoreError where the store's file is missing: a slip of the pen is no store without runs."""
    if url.drivername == SQLITE and not Path(str(url.database)).exists():
        raise StoreError(
            f"There is no store {url.database}: `clausegap batch` makes one; or name another with --store."
        )


def make_engine(url: URL) -> Engine:
    """Return an engine for the URL; nothing is connected yet.

    Raises UsageError where the driver is missing, StoreError where the file can't be made.
    """
    if url.drivername == SQLITE:
        return _sqlite(url)
    usual = {"connect_timeout": CONNECT_SECONDS, "application_name": "clausegap", "keepalives_idle": 30}
    arguments = {name: value for name, value in usual.items() if name not in url.query}
    try:
        return create_engine(url, pool_pre_ping=True, connect_args=arguments, **QUIET)
    except ImportError as error:
        raise UsageError(
            'A store on PostgreSQL needs its driver: pip install "clausegap[postgresql]".'
        ) from error


def writes(connection: Connection) -> Connection:
    """Return the connection set to begin its next transaction as one that writes."""
    return connection.execution_options(**{WRITES: True})


def _sqlite_file(url: URL) -> str:
    if not url.database or url.database == ":memory:":
        raise UsageError("A store in memory would be gone at the end: name a file, sqlite:///FILE.")
    return str(Path(url.database).expanduser().absolute())


def _data_folder() -> Path:
    """Return where programs keep a user's data on this platform: history is no cache."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "clausegap"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "clausegap"
    xdg = os.environ.get("XDG_DATA_HOME", "")
    return (Path(xdg) if Path(xdg).is_absolute() else Path.home() / ".local" / "share") / "clausegap"


def _sqlite(url: URL) -> Engine:
    _make_private(Path(str(url.database)))
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, **QUIET)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _make_private(path: Path) -> None:
    """Make the file where it is missing, for the user alone; SQLite gives its log files the same mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(
            f"The store {path} can't be opened: {error.strerror}. Name another with --store."
        ) from error


def _set_up(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # `_begin` begins; Python's own way would leave DDL outside
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")  # where the file system can't, it stays as it is
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
