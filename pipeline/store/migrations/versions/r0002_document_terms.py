"""Documents of a review keep the terms of the agreement as a whole: when it begins and ends, its law."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what was reviewed before has none."""
    op.add_column("review_documents", sa.Column("terms", sa.Text))
