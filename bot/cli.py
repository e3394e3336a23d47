"""The command line: `python -m bot serve | simulate | db upgrade | richmenu sync | inbox | claim-code | doctor`.

Each command reads the settings, does one thing, and ends with a sentence. A wrong setting ends it with status 2, a
failure with status 1.
"""

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import log
from bot.line_api import LineError
from bot.operation import DatabaseIsAway, DeadEvent, inbox_report, make_operators_code, revive
from bot.richmenu.images import PictureIsMissing
from bot.richmenu.sync import MenuRefused
from bot.settings import Settings, SettingsAreWrong, read_settings
from storage import migrating
from storage.database import Database, DatabaseInUse

commands = typer.Typer(
    help="Tsudoi, the co-host of LINE groups.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database_commands = typer.Typer(help="The database.", no_args_is_help=True, rich_markup_mode=None)
commands.add_typer(database_commands, name="db")
richmenu_commands = typer.Typer(help="The menus below the private chat.", no_args_is_help=True, rich_markup_mode=None)
commands.add_typer(richmenu_commands, name="richmenu")


@commands.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (PORT).", min=1, max=65_535)] = None,
    workers: Annotated[int, typer.Option(help="Processes; more than one needs PostgreSQL.", min=1, max=64)] = 1,
) -> None:
    """Serve the webhook and do the bot's work."""
    from bot.serving import serve_forever

    with _sentences_for_errors():
        settings = _settings()
        if workers > 1 and settings.database_url.startswith("sqlite"):
            raise SettingsAreWrong("Several workers need PostgreSQL: set DATABASE_URL to a postgresql:// address.")
        serve_forever(settings, host=host or settings.host, port=port or settings.port, workers=workers)


@commands.command()
def simulate(
    port: Annotated[
        int, typer.Option(help="Port of the page; another one is taken if it is in use.", min=0, max=65_500)
    ] = 8080,
    data: Annotated[Path, typer.Option(help="Where the bot's database and the simulated LINE are kept.")] = Path(
        "data"
    ),
) -> None:
    """Run the bot beside a simulated LINE on this machine, without any account."""
    from bot.simulating import CannotSimulate, simulate_forever

    with _sentences_for_errors():
        try:
            _run(simulate_forever(port=port, data=data))
        except CannotSimulate as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from None


@database_commands.command()
def upgrade() -> None:
    """Bring the database to this version's schema."""
    with _sentences_for_errors():
        settings = _settings()
        _run(_upgrade(settings))
        typer.echo(f"The database is at revision {migrating.newest_revision()}.")


@richmenu_commands.callback()
def richmenu() -> None:
    """Keep `sync` a command of its own: one command alone would take the place of its group."""


@richmenu_commands.command("sync")
def sync_menus(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
) -> None:
    """Make LINE's menus match the code; may be interrupted and repeated at any time."""
    from bot.richmenu.command import sync_with_settings

    with _sentences_for_errors():
        _run(sync_with_settings(_settings(), dry_run=dry_run, say=typer.echo))
        typer.echo("Nothing was changed." if dry_run else "LINE's menus match the code.")


@commands.command()
def inbox(
    again: Annotated[int | None, typer.Option("--again", help="Let a dead event be handled again.")] = None,
) -> None:
    """Show what waits and what is dead; contents are never shown."""
    with _sentences_for_errors():
        settings = _settings()
        if again is not None:
            _again(settings, again)
            return
        summary, dead = _run(inbox_report(settings))
        typer.echo(f"waiting: {summary.waiting}   dead: {summary.dead}")
        for event in dead:
            typer.echo(_line(event))


@commands.command("claim-code")
def claim_code() -> None:
    """Make a code that confirms whoever types it in their group as its owner at once."""
    with _sentences_for_errors():
        code = _run(make_operators_code(_settings()))
        typer.echo(f"{code}   (24 hours, once; typed in the group as: /claim {code})")


@commands.command()
def doctor(
    webhook: Annotated[bool, typer.Option(help="Also ask LINE to call the webhook (60 times an hour at most).")] = True,
) -> None:
    """Look at settings, database and LINE, and say what is wrong and what to do."""
    from bot.doctor import examine

    with _sentences_for_errors():
        findings = _run(examine(_settings(), test_webhook=webhook))
    for finding in findings:
        typer.echo(f"{'ok  ' if finding.is_good else 'LOOK'}  {finding.sentence}")
    if not all(finding.is_good for finding in findings):
        raise typer.Exit(1)


def _settings() -> Settings:
    settings = read_settings()
    log.configure(settings.log_level, settings.log_format)
    return settings


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


async def _upgrade(settings: Settings) -> None:
    database = Database(settings.database_url)
    try:
        await migrating.upgrade(database)
    finally:
        await database.close()


def _again(settings: Settings, number: int) -> None:
    if not _run(revive(settings, number)):
        typer.echo(f"There is no dead event {number} whose contents are still there.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Event {number} waits to be handled again.")


def _line(event: DeadEvent) -> str:
    return f"{event.number:>8}  {event.received_at:%Y-%m-%d %H:%M:%S}Z  {event.kind:<16} {event.reason}"


@contextmanager
def _sentences_for_errors() -> Iterator[None]:
    """End with one sentence where something foreseeable is wrong, instead of a trace."""
    try:
        yield
    except SettingsAreWrong as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    except PictureIsMissing as error:
        typer.echo(f"There is no picture for the menu {error} as it is defined now; run: make menus", err=True)
        raise typer.Exit(1) from None
    except MenuRefused as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    except LineError as error:
        typer.echo(f"LINE did not do what it was asked ({error}). Nothing is lost: try again later.", err=True)
        raise typer.Exit(1) from None
    except DatabaseInUse:
        typer.echo("Another process already serves this database file; stop it first.", err=True)
        raise typer.Exit(1) from None
    except DatabaseIsAway as error:
        typer.echo(f"The database cannot be reached ({error}): look at DATABASE_URL.", err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        typer.echo(f"A file or port cannot be used ({error.strerror}): look at DATABASE_URL, HOST and PORT.", err=True)
        raise typer.Exit(1) from None
    except migrating.SchemaIsOld:
        typer.echo("The database is not at this version's schema; run: python -m bot db upgrade", err=True)
        raise typer.Exit(1) from None
    except migrating.SchemaIsNewer:
        typer.echo("A newer version has upgraded the database: install that one, or go back to a backup.", err=True)
        raise typer.Exit(1) from None
