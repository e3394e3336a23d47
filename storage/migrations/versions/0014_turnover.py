"""Who comes and goes, and who was asked how they are."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who comes and goes, and who was asked how they are."""
    op.create_table(
        "monthly_turnover",
        _community(),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("came", sa.Integer(), nullable=False),
        sa.Column("went", sa.Integer(), nullable=False),
        sa.Column("first_words", sa.Integer(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("answer_minutes", sa.Integer(), nullable=False),
        _of_community(),
        sa.PrimaryKeyConstraint("community_id", "month"),
    )
    op.create_table(
        "check_in",
        _community(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("by_mention", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("here", sa.Integer(), nullable=False),
        sa.Column("listening", sa.Integer(), nullable=False),
        sa.Column("resting", sa.Integer(), nullable=False),
        sa.Column("leaving", sa.Integer(), nullable=False),
        _of_community(),
        sa.PrimaryKeyConstraint("community_id", "number"),
    )
    op.create_table(
        "check_in_question",
        _community(),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("check_in", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.Column("mentioned_at", sa.BigInteger(), nullable=True),
        _of_community(),
        sa.PrimaryKeyConstraint("community_id", "member_number"),
    )
    op.create_index("ix_check_in_question_asked_at", "check_in_question", ["asked_at"])
    op.create_table(
        "exemption",
        _community(),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        _of_community(),
        sa.PrimaryKeyConstraint("community_id", "member_number"),
    )
    op.create_table(
        "leaving_wish",
        _community(),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("wished_at", sa.BigInteger(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        _of_community(),
        sa.PrimaryKeyConstraint("community_id", "member_number"),
    )
    op.create_index("ix_leaving_wish_wished_at", "leaving_wish", ["wished_at"])
    op.create_table(
        "first_words",
        _community(),
        sa.Column("member_number", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("said_at", sa.BigInteger(), nullable=False),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        _of_community(),
        sa.PrimaryKeyConstraint("community_id", "member_number"),
    )
    op.create_index("ix_first_words_said_at", "first_words", ["said_at"])


def _community() -> sa.Column[int]:
    return sa.Column("community_id", sa.Integer(), nullable=False)


def _of_community() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["community_id"], ["community.id"])
