"""What goes wrong with a database, told in one sentence; what may pass is tried again.

A statement that failed was rolled back as a whole, and every write of a store can be done twice, so
that trying again loses nothing and doubles nothing, even where the connection broke during a commit.
"""

import time
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pipeline.errors import StoreDown, StoreError, StoreFull

R = TypeVar("R")
PAUSES = (
    0.2,
    0.5,
    1.0,
    2.0,
    4.0,
    8.0,
    15.0,
    30.0,
)  # seconds before each further try: a minute, as a restart takes
SQLITE_FULL = "database or disk is full"
SQLITE_BUSY = ("database is locked", "database table is locked", "database schema has changed")
SQLITE_ODD = ("file is not a database", "malformed", "unsupported file format")
SQLITE_CLOSED = ("readonly", "unable to open", "disk i/o error")
NO_SPACE = "53100"  # PostgreSQL's disk_full
# Classes of PostgreSQL's codes that pass: connection lost, server starting or stopping, a deadlock, a row
# that another worker has just made.
PASSING = ("08", "57P", "40", "53300", "23505")
REFUSED = ("28", "3D", "42501")  # who asks, what database, what rights


def tried(work: Callable[[], R], *, name: str, pauses: tuple[float, ...] = PAUSES) -> R:
    """Do the work and return its result; try again after each pause what may pass.

    Raises StoreFull, StoreDown, or StoreError for what no second try mends.
    """
    for pause in (*pauses, None):
        try:
            return work()
        except SQLAlchemyError as error:
            if not _may_pass(error):
                raise told(error, name=name) from error
            if pause is None:
                raise _down(error, name=name) from error
            time.sleep(pause)
    raise AssertionError("unreachable")


def told(error: SQLAlchemyError, *, name: str) -> StoreError:
    """Return the error as one of ours."""
    words, code = _words(error), _code(error)
    if SQLITE_FULL in words or code == NO_SPACE:
        return StoreFull(
            f"No space is left for the store {name}: make room and run the same again; what was stored stays."
        )
    if any(odd in words for odd in SQLITE_ODD):
        return StoreError(
            f"The store {name} is damaged, or no store of clausegap; name another with --store."
        )
    if any(closed in words for closed in SQLITE_CLOSED):
        return StoreError(f"The store {name} can't be written or read here: see to its folder's permissions.")
    if _is_refused(error):
        return StoreError(
            f"The database server refused the store {name} ({_said(error)}): check user, password, database."
        )
    kind = f"{type(error).__name__} {code}".strip()
    return StoreError(f"The store {name} failed ({kind}); what was stored stays.")


def _down(error: SQLAlchemyError, *, name: str) -> StoreDown:
    return StoreDown(
        f"The database of the store {name} can't be reached ({_said(error)}): start it and run the same "
        "again; what was stored stays."
    )


def _may_pass(error: SQLAlchemyError) -> bool:
    if isinstance(error, PoolTimeout):
        return True
    if not isinstance(error, DBAPIError):
        return False
    words, code = _words(error), _code(error)
    if any(busy in words for busy in SQLITE_BUSY) or any(code.startswith(c) for c in PASSING):
        return True
    # The driver itself lost or never had the server; then there is no code.
    return not code and (error.connection_invalidated or _is_lost(error))


def _is_lost(error: DBAPIError) -> bool:
    """Tell whether a server that spoke no code is gone; SQLite has no server."""
    return isinstance(error, OperationalError) and hasattr(error.orig, "sqlstate") and not _is_refused(error)


def _is_refused(error: SQLAlchemyError) -> bool:
    code, words = _code(error), _words(error)  # while connecting there is no code yet
    refused = not code and any(
        said in words for said in ("password", "authentic", "does not exist", "pg_hba")
    )
    return refused or any(code.startswith(c) for c in REFUSED)


def _words(error: SQLAlchemyError) -> str:
    """Return the driver's words in lower case; SQLAlchemy's own hold the statement, so never those."""
    return str(getattr(error, "orig", "") or "").lower()


def _code(error: SQLAlchemyError) -> str:
    return str(getattr(getattr(error, "orig", None), "sqlstate", None) or "")


def _said(error: SQLAlchemyError) -> str:
    """Return the driver's first line without its address and full stop: "connection refused"."""
    line = next(iter(_words(error).splitlines()), "") or type(error).__name__
    return line.rsplit("failed: ", 1)[-1].rstrip(". ")[:160]
