"""A file that could not be read may hold words, whatever was wrong with it."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the column."""
    op.drop_column("failures", "may_hold_words")
