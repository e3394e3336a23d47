"""No index over the receipt of events: rows are numbered as they come in."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop an index that every webhook paid for."""
    op.drop_index("ix_inbox_event_received", table_name="inbox_event")
