"""A wish to leave knows which round of kind questions it answered, so that it can be taken back there."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a wish to leave name the round it answered."""
    op.add_column("leaving_wish", sa.Column("check_in", sa.Integer(), nullable=True))
