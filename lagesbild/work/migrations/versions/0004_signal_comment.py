"""Comments on signals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None

KEPT = ("id", "municipality", "changed_by", "deleted_by")
TEXTS = ("judgement", "comment", "indicator", "area", "area_version", "rule", "side", "build")


def upgrade() -> None:
    """Make the table of comments."""
    op.create_table(
        "signal_comment",
        *(sa.Column(name, sa.Text, nullable=False) for name in (*KEPT, *TEXTS)),
        sa.Column("owner", sa.Text, sa.ForeignKey("party.id", name="fk_signal_comment_owner"), nullable=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("deleted_at", sa.DateTime, nullable=True),
        *(sa.Column(name, sa.Date, nullable=True) for name in ("commented_on", "period_from", "period_to")),
        *(sa.Column(name, sa.Double, nullable=True) for name in ("value", "limit_lower", "limit_upper")),
        sa.PrimaryKeyConstraint("id", name="pk_signal_comment"),
    )
    for name in ("municipality", "owner"):
        op.create_index(f"ix_signal_comment_{name}", "signal_comment", [name])


def downgrade() -> None:
    """Forget every comment."""
    op.drop_table("signal_comment")
