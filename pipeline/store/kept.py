"""Documents and readings kept in the store's database."""

from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import Connection, delete, insert, select

from pipeline.store.schema import kept


class Transact(Protocol):
    """Do some work in a transaction of its own."""

    def __call__(self, work: Callable[[Connection], Any], /) -> Any:
        """Return what the work returns."""


class KeptBin:
    """The bin that a table is."""

    def __init__(self, reading: Transact, writing: Transact) -> None:
        self._reading, self._writing = reading, writing

    def get(self, layer: str, key: str) -> bytes | None:
        """Return what was put there, None where nothing is."""
        wanted = select(kept.c.content).where(kept.c.layer == layer, kept.c.key == key)
        found: bytes | None = self._reading(lambda connection: connection.execute(wanted).scalar())
        return found

    def put(self, layer: str, key: str, content: bytes) -> None:
        """Keep the content in place of what was there."""
        row = {"layer": layer, "key": key, "content": content}

        def replace(connection: Connection) -> None:
            connection.execute(delete(kept).where(kept.c.layer == layer, kept.c.key == key))
            connection.execute(insert(kept).values(**row))

        self._writing(replace)

    def has(self, layer: str, key: str) -> bool:
        """Tell whether something is there."""
        wanted = select(kept.c.key).where(kept.c.layer == layer, kept.c.key == key)
        return self._reading(lambda connection: connection.execute(wanted).scalar()) is not None
