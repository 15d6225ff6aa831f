"""The first tables of the work store, written out so that later models do not change what this step made."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0001", None, None, None

TABLES = {
    "party": "name text, party_kind text",
    "council": "name text, areas listed, parties listed, cadence text",
    "plan": "label text, title text, valid_from day, valid_to day, cadence text, decided_by text, decided_on day, document text",
    "plan_review": "plan belongs, reviewed_on day, decided_by text, summary text",
    "problem": "title text, area text, place text, problem_kind text, focus text, goal text, description text, evidence text,"
    " evidence_build text, opened_on day, state text, closed_on day, public flag",
    "cause": "problem belongs, hypothesis text, confidence text, basis text",
    "direction": "council refers, period_from day, period_to day, title text, reason text, focus_text text, state text, decided_on day,"
    " evaluation text, evaluated_on day, skipped_because text",
    "activity": "title text, goal text, strategy text, prevention text, library text, focus text, owner refers:party, area text,"
    " place text, starts_on day, ends_on day, status text, cost amount, problem refers, plan refers, direction refers,"
    " description text, public flag",
    "follow_up": "activity belongs, followed_on day, result text, effect amount, effect_low amount, effect_high amount, effect_unit text",
    "promise": "text text, area text, place text, period_from day, period_to day, owner refers:party, goal text, status text,"
    " result text, public flag",
    "dialogue": "title text, dialogue_kind text, held_on day, area text, place text, participants whole, note text",
    "dialogue_theme": "dialogue belongs, theme text, mentions whole",
    "walk": "title text, held_on day, area text, place text, participants whole",
    "walk_observation": "walk belongs, observation text, measure text, owner refers:party, due_on day, closed_on day",
    "meeting": "council belongs, held_on day, present listed, minutes text",
    "decision": "meeting belongs, text text, owner refers:party, due_on day, done_on day",
    "place_report": "observation text, problem_kind text, area text, place text, observed_on day, time_of_day text, owner refers:party",
    "report": "title text, recipient text, reported_on day, cadence text, document text",
    "duty": "title text, law text, cadence text, first_due day, owner refers:party",
    "duty_done": "duty belongs, done_on day, note text",
}
TYPES = {"text": sa.Text, "day": sa.Date, "whole": sa.Integer, "amount": sa.Double, "flag": sa.Boolean, "listed": sa.JSON}
OPTIONAL = {"day", "whole", "amount"}


def upgrade() -> None:
    """Make the tables of all records, and the log of their changes."""
    for name, told in TABLES.items():
        op.create_table(
            name, *_kept(), *(_column(name, *part.split()) for part in told.split(", ")), sa.PrimaryKeyConstraint("id", name=f"pk_{name}")
        )
        for column in ["municipality", *(part.split()[0] for part in told.split(", ") if "refers" in part or "belongs" in part)]:
            op.create_index(f"ix_{name}_{column}", name, [column])
    op.create_table(
        "change",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        *(sa.Column(column, sa.Text, nullable=False) for column in ("municipality", "kind", "record")),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        *(sa.Column(column, sa.JSON, nullable=False) for column in ("before", "after")),
        sa.PrimaryKeyConstraint("number", name="pk_change"),
    )
    for column in ("municipality", "record"):
        op.create_index(f"ix_change_{column}", "change", [column])


def downgrade() -> None:
    """Remove the tables again, those that refer to others first."""
    op.drop_table("change")
    for name in reversed(TABLES):
        op.drop_table(name)


def _kept() -> list[sa.Column]:
    return [
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
        sa.Column("deleted_at", sa.DateTime, nullable=True),
        sa.Column("deleted_by", sa.Text, nullable=False),
    ]


def _column(table: str, name: str, kind: str) -> sa.Column:
    plain, _, other = kind.partition(":")
    if plain in TYPES:
        return sa.Column(name, TYPES[plain], nullable=plain in OPTIONAL)
    return sa.Column(name, sa.Text, sa.ForeignKey(f"{other or name}.id", name=f"fk_{table}_{name}"), nullable=plain == "refers")
