"""A file that could not be read may hold words, whatever was wrong with it."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the column; SQLite before 3.35 can only copy the table without it."""
    with op.batch_alter_table("failures") as failures:
        failures.drop_column("may_hold_words")
