"""What `python -m bot richmenu sync` does: settings and database opened, LINE asked, everything given back."""

from bot.clock import SystemClock
from bot.connecting import connect
from bot.operation import require_schema
from bot.richmenu.sync import Say, Workshop, sync
from bot.services import Services
from bot.settings import Settings
from storage.database import Database
from storage.vault import Vault


async def sync_with_settings(settings: Settings, *, dry_run: bool, say: Say) -> None:
    """Make LINE's menus match the code, beside a bot that may be running.

    Raises what `sync` raises, DatabaseIsAway and SchemaIsOld.
    """
    database = Database(settings.database_url)
    clock = SystemClock()
    try:
        await require_schema(database)
        line = connect(settings, clock)
        try:
            await sync(
                Workshop(
                    line=line,
                    database=database,
                    vault=Vault(*settings.data_keys),
                    clock=clock,
                    default_language=settings.default_language,
                    say=say,
                    dry_run=dry_run,
                )
            )
        finally:
            await line.close()
    finally:
        await database.close()


async def sync_beside(services: Services, *, say: Say) -> None:
    """Make LINE's menus match the code with the parts of a bot that runs in this process."""
    await sync(
        Workshop(
            line=services.line,
            database=services.database,
            vault=services.vault,
            clock=services.clock,
            default_language=services.options.default_language,
            say=say,
        )
    )
