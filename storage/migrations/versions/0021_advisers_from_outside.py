"""Advisers from outside a community, and the codes that invite them."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Advisers from outside a community, and the codes that invite them."""
    op.create_table(
        "adviser_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("code_hash"),
        sa.UniqueConstraint("community_id"),
    )
    op.create_table(
        "adviser",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("calls_it", sa.LargeBinary(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_index("ix_adviser_user_id", "adviser", ["user_id"])
    op.create_index("ix_adviser_ended_at", "adviser", ["ended_at"])
