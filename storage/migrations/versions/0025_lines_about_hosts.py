"""Lines of the log that are about a host, who is not to read them."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a line be hidden from the member it is about."""
    op.add_column("log_entry", sa.Column("hidden_from", sa.Integer(), nullable=True))
