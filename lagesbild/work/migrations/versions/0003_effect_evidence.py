"""A follow-up tells how its effect was estimated, and which view of which build shows it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None

COLUMNS = ("effect_method", "evidence", "evidence_build")


def upgrade() -> None:
    """Add the columns, empty for follow-ups that are already there."""
    for name in COLUMNS:
        op.add_column("follow_up", sa.Column(name, sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    """Remove the columns again."""
    for name in reversed(COLUMNS):
        op.drop_column("follow_up", name)
