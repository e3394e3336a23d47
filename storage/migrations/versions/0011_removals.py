"""Removals, re-entry blocks, rosters as they were, and codes to move a community."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Removals, re-entry blocks, rosters as they were, and codes to move a community."""
    op.create_table(
        "removal",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("subject_number", sa.Integer(), nullable=False),
        sa.Column("subject_key", sa.String(length=32), nullable=True),
        sa.Column("about_host", sa.Boolean(), nullable=False),
        sa.Column("is_block", sa.Boolean(), nullable=False),
        sa.Column("block_until", sa.BigInteger(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("hours_left", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("volunteer", sa.Integer(), nullable=True),
        sa.Column("volunteered_at", sa.BigInteger(), nullable=True),
        sa.Column("leave_by", sa.BigInteger(), nullable=True),
        sa.Column("unnamed_leave_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_table(
        "reentry_block",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("subject_number", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_index("ix_reentry_block_person_key", "reentry_block", ["person_key"])
    op.create_index("ix_reentry_block_until", "reentry_block", ["until"])
    op.create_table(
        "roster",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("leavings", sa.String(), nullable=False),
        sa.Column("people", sa.LargeBinary(), nullable=True),
        sa.Column("alarmed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_table(
        "moving_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_moving_code_user_id", "moving_code", ["user_id"])
