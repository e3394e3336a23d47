"""The record of changes only grows: the database itself refuses to change or take away a line of it."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_SAYS = "the record of changes is only added to"


def upgrade() -> None:
    """Refuse changes and deletions of lines, whoever asks for them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{_SAYS}'; END $$"
        )
        op.execute(
            "CREATE TRIGGER log_entry_only_grows BEFORE UPDATE OR DELETE ON log_entry"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log()"
        )
        return
    for change in ("update", "delete"):
        op.execute(
            f"CREATE TRIGGER log_entry_no_{change} BEFORE {change.upper()} ON log_entry"
            f" BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
        )
