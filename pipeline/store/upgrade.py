"""A store of an earlier program made one of this program when it is opened, and one of a later refused."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from pipeline.errors import StoreError
from pipeline.store.database import POSTGRESQL, writes
from pipeline.store.schema import REVISION

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
VERSIONS = "alembic_version"
ONE_AT_A_TIME = 0x636C6761_7570  # PostgreSQL advisory lock while a store is upgraded


def upgrade(engine: Engine, *, name: str, to: str = REVISION) -> None:
    """Bring the store to this program's revision; raises StoreError where it is a later program's.

    Several processes may open one store at once: one of them does it.
    """
    with engine.connect() as connection:
        if revision_of(connection) == to:
            return
    from alembic import command  # noqa: PLC0415 - a second, seldom needed

    with writes(engine.connect()) as connection, connection.begin():
        if connection.dialect.name == POSTGRESQL:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        found = revision_of(connection)
        config = _config(connection)
        if found is None and inspect(connection).get_table_names():
            raise StoreError(f"{name} holds tables of something else: name another with --store.")
        if found is not None and found not in _known(config):
            raise StoreError(
                f"The store {name} was made by a newer clausegap (its revision is {found}): update the "
                "program, or name another with --store."
            )
        command.upgrade(config, to)


def revision_of(connection: Connection) -> str | None:
    """Return the store's revision, None where it is new."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()  # noqa: S608 - a constant
    return str(found) if found else None


def _config(connection: Connection) -> "Config":
    from alembic.config import Config  # noqa: PLC0415 - a second, seldom needed

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _known(config: "Config") -> set[str]:
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - a second, seldom needed

    return {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
