"""Several people may tell of one matter, each under a receipt of their own; what follows is judged and kept."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_VOICES = "ix_report_voice_report"


def upgrade() -> None:
    """Several people may tell of one matter, each under a receipt of their own; what follows is judged and kept."""
    op.create_table(
        "report_voice",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("report_number", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("reporter_number", sa.Integer(), nullable=True),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.Column("may_tell", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.String(length=64), nullable=True),
        sa.Column("message_at", sa.BigInteger(), nullable=True),
        sa.Column("message_taken_back_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "receipt"),
    )
    op.create_index(_VOICES, "report_voice", ["community_id", "report_number"])
    op.create_index("ix_report_voice_message_id", "report_voice", ["message_id"])
    op.create_table(
        "report_part",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("given_in", sa.String(length=64), nullable=True),
        sa.Column("taken_back_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "receipt", "kind"),
    )
    op.create_index("ix_report_part_given_in", "report_part", ["given_in"])
    op.execute(
        "INSERT INTO report_voice"
        " (community_id, receipt, report_number, place, reporter_number, is_named, may_tell, made_at)"
        " SELECT community_id, number, number, 1, reporter_number, is_named, FALSE, made_at FROM report"
    )
    op.execute(
        "INSERT INTO report_part (community_id, receipt, kind, body)"
        " SELECT community_id, number, 'words', words FROM report"
    )
    for column in ("reporter_number", "is_named", "words"):
        op.drop_column("report", column)
    # Written out, because Alembic renames on SQLite only by copying the whole table.
    op.execute("ALTER TABLE report RENAME COLUMN host_number TO about_number")
    for column, kind in (
        ("adviser_number", sa.Integer()),
        ("judgement", sa.String(length=32)),
        ("judged_by", sa.Integer()),
        ("judged_at", sa.BigInteger()),
        ("poster_asked_at", sa.BigInteger()),
    ):
        op.add_column("report", sa.Column(column, kind, nullable=True))
