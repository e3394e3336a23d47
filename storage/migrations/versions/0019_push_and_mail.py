"""Words that go by push or by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Pushes agreed to, what they cost, from when on a word goes by mail, and who has blocked the account."""
    op.add_column("person", sa.Column("blocked_at", sa.BigInteger(), nullable=True))
    op.add_column("outbox_item", sa.Column("channel", sa.String(length=32), nullable=True))
    op.add_column("outbox_item", sa.Column("mail_at", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_outbox_item_mail",
        "outbox_item",
        ["mail_at"],
        sqlite_where=sa.text("mail_at IS NOT NULL"),
        postgresql_where=sa.text("mail_at IS NOT NULL"),
    )
    op.create_table(
        "push_order",
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.BigInteger(), nullable=False),
        sa.Column("retry_key", sa.String(length=36), nullable=False),
        sa.Column("first_tried_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_index("ix_push_order_due_at", "push_order", ["due_at"])
    op.create_table(
        "push_month",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"]),
        sa.PrimaryKeyConstraint("community_id", "month"),
    )
