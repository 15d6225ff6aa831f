"""Frozen lägesbilder, and which of them a report handed over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None

KEPT = ("id", "municipality", "changed_by", "deleted_by")
TEXTS = ("title", "decision", "recipients", "comments", "build", "sha256", "code_version", "libraries")


def upgrade() -> None:
    """Make the table of frozen lägesbilder and let a report point at one."""
    op.create_table(
        "frozen",
        *(sa.Column(name, sa.Text, nullable=False) for name in (*KEPT, *TEXTS)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("deleted_at", sa.DateTime, nullable=True),
        *(sa.Column(name, sa.Date, nullable=True) for name in ("frozen_on", "data_date")),
        sa.PrimaryKeyConstraint("id", name="pk_frozen"),
    )
    op.create_index("ix_frozen_municipality", "frozen", ["municipality"])
    with op.batch_alter_table("report") as report:
        report.add_column(sa.Column("frozen", sa.Text, sa.ForeignKey("frozen.id", name="fk_report_frozen"), nullable=True))
        report.create_index("ix_report_frozen", ["frozen"])


def downgrade() -> None:
    """Forget which lägesbild a report handed over, and the frozen ones themselves."""
    with op.batch_alter_table("report") as report:
        report.drop_index("ix_report_frozen")
        report.drop_column("frozen")
    op.drop_table("frozen")
