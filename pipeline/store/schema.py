"""The tables of a portfolio's store, as the newest migration leaves them.

A review is stored once, under the digest of all it says, and each run links to it: five hundred
suppliers that did not change are five hundred links. The documents' text is nowhere but in `kept`.
Columns named `more` hold, as JSON, what a noun of the domain says and no column of its own has.
"""

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

REVISION = "0004"  # the newest migration
SHA256 = String(64)

# PostgreSQL takes no NUL and no half of a surrogate pair; contracts and file names may hold both.
_FOREIGN = re.compile("[\x00\x1a\ud800-\udfff]")
_WRITTEN = re.compile("\x1a([0-9a-f]{4})")


class Words(TypeDecorator[str]):
    """Any text, character by character: what a database refuses is written as U+001A and four digits."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text as it is stored."""
        return value and _FOREIGN.sub(lambda c: f"\x1a{ord(c[0]):04x}", value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the text as it was."""
        return value and _WRITTEN.sub(lambda c: chr(int(c[1], 16)), value)


class Data(TypeDecorator[Any]):
    """A value as JSON, in plain letters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the JSON; None stays None."""
        return None if value is None else json.dumps(value, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Return the value."""
        return None if value is None else json.loads(value)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, as "2026-11-22T01:57:36.000000Z": sorted as text it is sorted in time."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Return the moment as text."""
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment."""
        return datetime.fromisoformat(value) if value else None


# Named, so that a later migration can find them.
schema = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _of(table: str, **more: Any) -> Column[int]:
    """Return a column that holds a row's number in another table; the row goes with it."""
    return Column(
        f"{table.removesuffix('s')}_id",
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
        **({"nullable": False} | more),
    )


suppliers = Table(
    "suppliers",
    schema,
    Column("id", Integer, primary_key=True),
    Column("name", Words, nullable=False, unique=True),
)
documents = Table(
    "documents",
    schema,
    Column("id", Integer, primary_key=True),
    Column("sha256", SHA256, nullable=False, unique=True),
    Column("media_type", Words, nullable=False),
    Column("size", BigInteger, nullable=False),
)
libraries = Table(
    "libraries",
    schema,
    Column("digest", String(80), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
editions = Table(
    "editions",
    schema,
    Column("id", Integer, primary_key=True),
    Column("digest", SHA256, nullable=False, unique=True),
    Column("edition", Data, nullable=False),
    Column("build", Data, nullable=False),
    Column("library", String(80), nullable=False),
    Column("classifier", String(80), nullable=False),
)
runs = Table(
    "runs",
    schema,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("status", String(20), nullable=False, index=True),
    Column("source", Words, nullable=False),
    _of("editions"),
    Column("playbook", Words, nullable=False),
    Column("planned", Integer, nullable=False),
    Column("token", String(64), nullable=False),
    Column("begun", Moment, nullable=False),
    Column("ended", Moment),
)
reviews = Table(
    "reviews",
    schema,
    Column("id", Integer, primary_key=True),
    _of("suppliers"),
    Column("said", SHA256, nullable=False),
    Column("coverage", Float),
    Column("families", Data),
    Column("searched", Data),
    Column("warnings", Data, nullable=False),
    Column("unread", Data, nullable=False),
    Column("placeholders", Data, nullable=False),
    Column("precedence", Data, nullable=False),
    UniqueConstraint("supplier_id", "said"),
)
run_reviews = Table(
    "run_reviews",
    schema,
    _of("runs", primary_key=True),
    _of("suppliers", primary_key=True),
    _of("reviews", index=True),
    Column("set_sha256", SHA256, nullable=False),
    Column("lasting", Boolean, nullable=False),
    Column("groundwork", LargeBinary),  # what this run's program found over the set before it judged
    Column("stored", Moment, nullable=False),
)
review_documents = Table(
    "review_documents",
    schema,
    _of("reviews", primary_key=True),
    Column("number", Integer, primary_key=True),
    _of("documents", index=True),
    Column("label", String(40), nullable=False),
    Column("name", Words, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("language", String(20), nullable=False),
    Column("pages", Integer),
    Column("pages_unread", Data, nullable=False),
    Column("terms", Data),
)
findings = Table(
    "findings",
    schema,
    _of("reviews", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("requirement", String(120), nullable=False),
    Column("status", String(20), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    Column("reason", Words, nullable=False),
    Column("subpoints", Data, nullable=False),
    Column("searched", Data),  # where it differs from the review's
    Column("notes", Data, nullable=False),
    Column("more", Data),
    Index("findings_by_status", "requirement", "status"),
)
terms = Table(
    "terms",
    schema,
    _of("reviews", primary_key=True),
    Column("finding", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("type", String(40), nullable=False),
    Column("value", Words, nullable=False),
    Column("quote", Words, nullable=False),
)
# `side` says what a passage is shown for: "finding", "nearest" or "note", or as whose duty in the
# responsibility matrix; `owner` is the number of that finding or process, `part` that of the note.
evidence = Table(
    "evidence",
    schema,
    _of("reviews", primary_key=True),
    Column("side", String(12), primary_key=True),
    Column("owner", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("document", String(40), nullable=False),
    Column("clause", String(80), nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("quote", Words, nullable=False),
    Column("place", Data),
    Column("stance", String(20), nullable=False),
    Column("found_by", String(40), nullable=False),
    Column("why_not", Words),
)
responsibilities = Table(
    "responsibilities",
    schema,
    _of("reviews", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("process", Words, nullable=False),
    Column("owner", String(20), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Words, nullable=False),
    Column("more", Data),
)
referred_to = Table(
    "referred_to",
    schema,
    _of("reviews", primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("title", Words, nullable=False),
    Column("url", Words),
    Column("document", String(40), nullable=False),
    Column("span_start", Integer, nullable=False),
    Column("span_end", Integer, nullable=False),
    Column("quote", Words, nullable=False),
    Column("supplied", Boolean, nullable=False),
    Column("changeable", Boolean, nullable=False),
    Column("needed_for", Data, nullable=False),
    Column("more", Data),
)
failures = Table(
    "failures",
    schema,
    Column("id", Integer, primary_key=True),
    _of("runs", nullable=True, index=True),
    _of("reviews", nullable=True, index=True),
    Column("left_out", Boolean, nullable=False),
    Column("name", Words, nullable=False),
    Column("reason", Words, nullable=False),
)
kept = Table(
    "kept",
    schema,
    Column("layer", String(20), primary_key=True),
    Column("key", SHA256, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
locks = Table(
    "locks",
    schema,
    Column("name", String(20), primary_key=True),
    Column("token", String(64), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("started", String(40), nullable=False),
    Column("host", Words, nullable=False),
    Column("machine", String(64), nullable=False),
    Column("since", Moment, nullable=False),
    Column("beat", Moment, nullable=False),
)
