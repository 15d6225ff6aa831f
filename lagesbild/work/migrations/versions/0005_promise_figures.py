"""A promise may have its plan and what was done of it as numbers, by which it is judged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0005", "0004", None, None


def upgrade() -> None:
    """Add the columns, empty for promises that are already there."""
    op.add_column("promise", sa.Column("planned", sa.Integer, nullable=True))
    op.add_column("promise", sa.Column("done", sa.Integer, nullable=True))
    op.add_column("promise", sa.Column("counted", sa.Text, nullable=False, server_default=""))
    op.add_column("promise", sa.Column("counted_to", sa.Date, nullable=True))


def downgrade() -> None:
    """Remove the columns again."""
    for name in ("counted_to", "counted", "done", "planned"):
        op.drop_column("promise", name)
