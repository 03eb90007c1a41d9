"""A run keeps all that it found over a set, and not only what stands elsewhere in it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Put one column in place of the other; what an earlier program found is of no use to this one."""
    with op.batch_alter_table("run_reviews") as links:
        links.drop_column("elsewhere")
        links.add_column(sa.Column("groundwork", sa.LargeBinary))
