"""What filters have noticed, and how often filters were changed."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What filters have noticed, and how often filters were changed."""
    op.add_column("community", sa.Column("filters_version", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "filter_finding",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("filter", sa.String(length=32), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("sort", sa.String(length=16), nullable=False),
        sa.Column("links_from", sa.String(length=16), nullable=False),
        sa.Column("limit_messages", sa.Integer(), nullable=True),
        sa.Column("limit_seconds", sa.Integer(), nullable=True),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("member_number", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_index("ix_filter_finding_at", "filter_finding", ["at"])
    op.create_index("ix_filter_finding_member", "filter_finding", ["community_id", "member_number", "at"])
