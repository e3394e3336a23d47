"""Rotas, who is in them with which credit, and turns."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rotas, who is in them with which credit, and turns."""
    op.create_table(
        "rota",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("skips_holidays", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("turned_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_table(
        "rota_member",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("rota_number", sa.Integer(), nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("credit", sa.String(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("last_served", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "rota_number", "member_number"),
    )
    op.create_table(
        "rota_turn",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("rota_number", sa.Integer(), nullable=False),
        sa.Column("begins_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("member_number", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("account_number", sa.Integer(), nullable=True),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("reminded_number", sa.Integer(), nullable=True),
        sa.Column("passed", sa.String(), nullable=False),
        sa.Column("asked_number", sa.Integer(), nullable=True),
        sa.Column("swap_number", sa.Integer(), nullable=True),
        sa.Column("swap_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "rota_number", "begins_at"),
    )
    op.create_index("ix_rota_turn_begins_at", "rota_turn", ["begins_at"])
