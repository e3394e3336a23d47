"""Which message a question was written in."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a question be found by its message, when that is taken back."""
    op.add_column("question", sa.Column("message_id", sa.String(length=64), nullable=True))
    op.create_index("ix_question_message_id", "question", ["message_id"])
