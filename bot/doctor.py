"""Examines settings, database, mail server and LINE, and says in sentences what is wrong and what to do about it."""

from dataclasses import dataclass

from bot.clock import SystemClock
from bot.connecting import connect
from bot.line_api import LineApi, LineError
from bot.mail.post import MailApi, MailError
from bot.mail.smtp import Smtp
from bot.settings import Settings
from storage import migrating
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    is_good: bool
    sentence: str


async def examine(settings: Settings, *, test_webhook: bool) -> list[Finding]:
    """Look at everything that can be looked at from here."""
    findings = [Finding(True, "The settings can be read.")]
    findings.append(await _database(settings))
    if (mail_route := settings.mail_route) is not None:
        findings.append(await _mail(Smtp(*mail_route)))
    line = connect(settings, SystemClock())
    try:
        findings += await _line(line, settings, test_webhook=test_webhook)
    finally:
        await line.close()
    return findings


async def _database(settings: Settings) -> Finding:
    database = Database(settings.database_url)
    try:
        revision = await migrating.current_revision(database)
    except Exception as error:
        return Finding(False, f"The database cannot be reached ({type(error).__name__}): look at DATABASE_URL.")
    finally:
        await database.close()
    if revision == migrating.newest_revision():
        return Finding(True, "The database answers and is at this version's schema.")
    if database.is_sqlite:
        return Finding(True, "The database file will be brought to this version's schema at the next start.")
    return Finding(False, "The database is not at this version's schema; run: python -m bot db upgrade")


async def _mail(post: MailApi) -> Finding:
    try:
        await post.check()
    except MailError as error:
        return Finding(False, f"Mail does not work ({error}): look at SMTP_URL.")
    return Finding(True, "The mail server answers and accepts the login.")


async def _line(line: LineApi, settings: Settings, *, test_webhook: bool) -> list[Finding]:
    try:
        info = await line.bot_info()
    except LineError as error:
        return [
            Finding(
                False, f"LINE does not accept the access token or cannot be reached ({error}); look at the console."
            )
        ]
    findings = [Finding(True, f"LINE knows this account as {info.name} ({info.basic_id}).")]
    findings.append(
        Finding(True, "Chat is off in the account manager, so nobody reads private chats there.")
        if info.is_chat_off
        else Finding(False, "Chat is on in the account manager: its operators can read private chats. Switch it off.")
    )
    findings += await _webhook(line, settings, test_webhook=test_webhook)
    return findings


async def _webhook(line: LineApi, settings: Settings, *, test_webhook: bool) -> list[Finding]:
    try:
        endpoint = await line.webhook_endpoint()
        if endpoint is None:
            return [Finding(False, "LINE knows no webhook address; enter https://…/webhook in the console.")]
        findings = [_endpoint(endpoint.url, is_active=endpoint.is_active, settings=settings)]
        if test_webhook:
            answer = await line.test_webhook()
            findings.append(
                Finding(True, "LINE reached the webhook.")
                if answer is None
                else Finding(False, f"LINE could not reach the webhook: {answer}.")
            )
    except LineError as error:
        return [Finding(False, f"LINE did not tell about the webhook ({error}).")]
    return findings


def _endpoint(url: str, *, is_active: bool, settings: Settings) -> Finding:
    if not is_active:
        return Finding(False, "“Use webhook” is off in the console; switch it on.")
    if settings.public_url is not None and url != f"{settings.public_url}/webhook":
        return Finding(False, "LINE's webhook address is not PUBLIC_URL/webhook; one of the two is out of date.")
    return Finding(True, f"LINE sends events to {url}.")
