"""Since when members have their status, and how they came to it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leave both empty for everybody known by now: nobody wrote it down."""
    op.add_column("member", sa.Column("status_since", sa.BigInteger(), nullable=True))
    op.add_column("member", sa.Column("status_reason", sa.String(length=32), nullable=True))
