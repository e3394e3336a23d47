"""Until when members are away, and whose open questions are."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Until when members are away, and whose open questions are."""
    op.add_column("member", sa.Column("away_until", sa.BigInteger(), nullable=True))
    op.create_table(
        "question",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asker", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["community.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_index("ix_question_asked_at", "question", ["asked_at"])
