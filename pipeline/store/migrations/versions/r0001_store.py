"""The store: suppliers, documents by digest, runs, reviews with all they say, kept layers, the lock."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SHA256 = sa.String(64)
MOMENT = sa.String(27)


def upgrade() -> None:
    """Make all tables."""
    _made_with()
    _runs()
    _reviews()
    _findings()
    _matrix()
    _kept()


def _of(table: str, *, nullable: bool = False) -> "sa.Column[Any]":
    name = f"{table.removesuffix('s')}_id"
    return sa.Column(name, sa.Integer, sa.ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=nullable)


def _number(name: str = "number") -> "sa.Column[Any]":
    return sa.Column(name, sa.Integer, nullable=False)


def _text(name: str, *, nullable: bool = False) -> "sa.Column[Any]":
    return sa.Column(name, sa.Text, nullable=nullable)


def _name(name: str, length: int) -> "sa.Column[Any]":
    return sa.Column(name, sa.String(length), nullable=False)


def _yes_or_no(name: str) -> "sa.Column[Any]":
    return sa.Column(name, sa.Boolean, nullable=False)


def _id() -> "sa.Column[Any]":
    return sa.Column("id", sa.Integer, primary_key=True)


def _made_with() -> None:
    op.create_table("suppliers", _id(), _text("name"), sa.UniqueConstraint("name"))
    op.create_table(
        "documents",
        _id(),
        sa.Column("sha256", SHA256, nullable=False),
        _text("media_type"),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("sha256"),
    )
    op.create_table(
        "libraries",
        sa.Column("digest", sa.String(80), primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "editions",
        _id(),
        sa.Column("digest", SHA256, nullable=False),
        _text("edition"),
        _text("build"),
        _name("library", 80),
        _name("classifier", 80),
        sa.UniqueConstraint("digest"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        _id(),
        _name("kind", 20),
        sa.Column("status", sa.String(20), nullable=False, index=True),
        _text("source"),
        _of("editions"),
        _text("playbook"),
        _number("planned"),
        _name("token", 64),
        sa.Column("begun", MOMENT, nullable=False),
        sa.Column("ended", MOMENT),
    )
    op.create_table(
        "locks",
        sa.Column("name", sa.String(20), primary_key=True),
        _name("token", 64),
        _number("pid"),
        _name("started", 40),
        _text("host"),
        _name("machine", 64),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("beat", MOMENT, nullable=False),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        _id(),
        _of("suppliers"),
        sa.Column("said", SHA256, nullable=False),
        sa.Column("coverage", sa.Float),
        _text("families", nullable=True),
        _text("searched", nullable=True),
        _text("warnings"),
        _text("unread"),
        _text("placeholders"),
        _text("precedence"),
        sa.UniqueConstraint("supplier_id", "said"),
    )
    op.create_table(
        "run_reviews",
        _of("runs"),
        _of("suppliers"),
        _of("reviews"),
        sa.Column("set_sha256", SHA256, nullable=False),
        _yes_or_no("lasting"),
        sa.Column("elsewhere", sa.LargeBinary),
        sa.Column("stored", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "supplier_id"),
    )
    op.create_index(None, "run_reviews", ["review_id"])
    op.create_table(
        "review_documents",
        _of("reviews"),
        _number(),
        _of("documents"),
        _name("label", 40),
        _text("name"),
        _name("kind", 40),
        _name("language", 20),
        sa.Column("pages", sa.Integer),
        _text("pages_unread"),
        sa.PrimaryKeyConstraint("review_id", "number"),
    )
    op.create_index(None, "review_documents", ["document_id"])


def _findings() -> None:
    op.create_table(
        "findings",
        _of("reviews"),
        _number(),
        _name("requirement", 120),
        _name("status", 20),
        sa.Column("confidence", sa.Float, nullable=False),
        _yes_or_no("needs_review"),
        _text("reason"),
        _text("subpoints"),
        _text("searched", nullable=True),
        _text("notes"),
        _text("more", nullable=True),
        sa.PrimaryKeyConstraint("review_id", "number"),
    )
    op.create_index("findings_by_status", "findings", ["requirement", "status"])
    op.create_table(
        "terms",
        _of("reviews"),
        _number("finding"),
        _number(),
        _name("name", 120),
        _name("type", 40),
        _text("value"),
        _text("quote"),
        sa.PrimaryKeyConstraint("review_id", "finding", "number"),
    )
    op.create_table(
        "evidence",
        _of("reviews"),
        _name("side", 12),
        _number("owner"),
        _number("part"),
        _number(),
        _name("document", 40),
        _name("clause", 80),
        _number("span_start"),
        _number("span_end"),
        _text("quote"),
        _text("place", nullable=True),
        _name("stance", 20),
        _name("found_by", 40),
        _text("why_not", nullable=True),
        sa.PrimaryKeyConstraint("review_id", "side", "owner", "part", "number"),
    )


def _matrix() -> None:
    op.create_table(
        "responsibilities",
        _of("reviews"),
        _number(),
        _text("process"),
        _name("owner", 20),
        sa.Column("confidence", sa.Float, nullable=False),
        _text("reason"),
        _text("more", nullable=True),
        sa.PrimaryKeyConstraint("review_id", "number"),
    )
    op.create_table(
        "referred_to",
        _of("reviews"),
        _number(),
        _text("title"),
        _text("url", nullable=True),
        _name("document", 40),
        _number("span_start"),
        _number("span_end"),
        _text("quote"),
        _yes_or_no("supplied"),
        _yes_or_no("changeable"),
        _text("needed_for"),
        _text("more", nullable=True),
        sa.PrimaryKeyConstraint("review_id", "number"),
    )
    op.create_table(
        "failures",
        _id(),
        _of("runs", nullable=True),
        _of("reviews", nullable=True),
        _yes_or_no("left_out"),
        _text("name"),
        _text("reason"),
        _yes_or_no("may_hold_words"),
    )
    op.create_index(None, "failures", ["run_id"])
    op.create_index(None, "failures", ["review_id"])


def _kept() -> None:
    op.create_table(
        "kept",
        _name("layer", 20),
        sa.Column("key", SHA256, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("layer", "key"),
    )
