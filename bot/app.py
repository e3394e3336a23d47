"""Puts everything together: the engine, LINE's client, the routers, the web app and the loops.

This module alone imports `handlers`.
"""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from fastapi import FastAPI, Request
from starlette.types import Receive, Scope, Send

from bot import VERSION
from bot.buttons import ButtonCodec
from bot.clock import Clock, SystemClock
from bot.context import Account, Options
from bot.dispatcher import Dispatcher
from bot.health import Health
from bot.housekeeping import Housekeeping
from bot.inbox import Inbox
from bot.line_api import LineError
from bot.loading import load_connecting
from bot.log import get_logger
from bot.loops import keep_working
from bot.mail.page import StopPage
from bot.mail.post import MailApi
from bot.mail.proving import CodeMails
from bot.mail.smtp import Smtp
from bot.mail.stopping import PATH as MAIL_STOP_PATH
from bot.mailing import WordsByMail
from bot.outbox import Outbox
from bot.pushing import Pushing
from bot.richmenu.linking import MenuLinks
from bot.routing import Routes
from bot.scheduler import Scheduler
from bot.services import Services
from bot.settings import Settings
from bot.webhook import Door, Webhook
from handlers import all_routers
from storage import migrating, wakeup
from storage.database import Database
from storage.intake import Intake
from storage.repositories.account import AccountRepository
from storage.vault import Vault

_NOBODY_YET = Account(user_id="", basic_id="", name="")
_HANDS_ON_POSTGRESQL = 4
"""How many chats are handled at once where the database has room for several writers."""
_POLL_SECONDS = 1.0
_ASK_AGAIN_SECONDS = 10.0
_MOST_ROUNDS_TO_SETTLE = 1_000
_LAST_WORDS_SECONDS = 2.0

log = get_logger(__name__)


class Tsudoi:
    """One process of the bot: `start` brings it up inside the running loop, `stop` takes it down."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        reply_timeout: float = 5.0,
        mail: MailApi | None = None,
    ) -> None:
        """Take the settings; a clock, or somebody who takes mail, of its own only in the simulator and in tests."""
        self.settings = settings
        self._mail = mail or _mail_by(settings)
        self._clock = clock or SystemClock()
        self._reply_timeout = reply_timeout
        self._account_known = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, *, with_loops: bool = True) -> None:
        """Prepare the database, connect to LINE, adopt what a lost process left, and begin to work.

        Raises DatabaseInUse or SchemaIsOld. Without loops, `settle` does the work: for tests and for moved clocks.
        """
        self.services = await self._build_services()
        if self.services.account.user_id:
            self._account_known.set()
        self.outbox = Outbox(self.services)
        self.pushing = Pushing(self.services, self.outbox.health, self.outbox.hand_over)
        self.words_by_mail = WordsByMail(self.services)
        self.menu_links = MenuLinks(self.services, self.outbox.health)
        self.code_mails = CodeMails(self.services, self.outbox.hand_over)
        dispatcher = Dispatcher(self.services, self.outbox.hand_over)
        hands = 1 if self.services.database.is_sqlite else _HANDS_ON_POSTGRESQL
        self.inbox = Inbox(self.services, dispatcher, hands=hands)
        self.scheduler = Scheduler(self.services.database, self.services.vault, self._clock)
        self.housekeeping = Housekeeping(self.services.database, self.services.vault, self._clock)
        self.intake = Intake(self.services.database, self.services.vault)
        self.door = Door(self.intake, lambda acting: self.inbox.hear(acting=acting))
        self.webhook = Webhook(self.settings.channel_secrets, self.door, self._clock)
        token = self.settings.operator_token
        self.health = Health(
            self.services,
            self.outbox.health,
            version=VERSION,
            operator_token=None if token is None else token.get_secret_value(),
        )
        await self.outbox.recover(only_process=self.services.database.is_sqlite)
        if not with_loops:
            await self._learn_account()
            return
        self._begin_loops()
        gc.collect()
        gc.freeze()  # what is loaded by now stays; leaving it out of every collection spares pauses of 40 to 50 ms
        gc.enable()  # `python -m bot` turns it off while modules load

    async def stop(self) -> None:
        """End the loops, let words on the wire arrive, and give everything back; what was begun is found again."""
        for task in self._tasks:
            task.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(_LAST_WORDS_SECONDS):
                self.outbox.work()
                await self.outbox.arrive()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.inbox.stop()
        await self.services.line.close()
        self.intake.close()
        await self.services.database.close()

    async def settle(self) -> None:
        """Work until nothing is left that can be done at this moment of the clock."""
        for _round in range(_MOST_ROUNDS_TO_SETTLE):
            done = await self.scheduler.work() + await self.inbox.work()
            await self.outbox.look_around()
            done += self.outbox.work()
            await self.outbox.arrive()
            done += await self.pushing.work() + await self.menu_links.work()
            done += await self.words_by_mail.work() + await self.code_mails.work()
            if not done:
                return
        raise RuntimeError("there is always something left to do")

    async def next_due(self) -> datetime | None:
        """Give the next moment at which something is put down to happen, or may be said that may not be said yet."""
        moments = (
            await self.scheduler.next_due(),
            await self.outbox.next_not_before(),
            await self.pushing.next_not_before(),
            await self.words_by_mail.next_not_before(),
            await self.menu_links.next_not_before(),
            await self.code_mails.next_not_before(),
        )
        return min((moment for moment in moments if moment is not None), default=None)

    async def _build_services(self) -> Services:
        data_key, previous_key = self.settings.data_keys
        database = Database(self.settings.database_url, monotonic=self._clock.monotonic)
        vault = Vault(data_key, previous_key)
        database.claim_file()
        # line-bot-sdk takes most of a second to import, spent in a thread beside the migration.
        importing = asyncio.create_task(asyncio.to_thread(load_connecting))
        await self._prepare(database)
        connecting = await importing
        return Services(
            database=database,
            vault=vault,
            clock=self._clock,
            line=connecting.connect(self.settings, self._clock, reply_timeout=self._reply_timeout),
            routes=Routes(all_routers()),
            options=Options(
                operator_user_ids=self.settings.operator_user_ids,
                admission_by_code=self.settings.group_admission == "code",
                default_language=self.settings.default_language,
                default_timezone=self.settings.default_timezone,
                sends_mail=self._mail is not None,
                push_budget=self.settings.push_budget,
            ),
            button_codec=ButtonCodec(vault.key_for("buttons")),
            account=await _remembered_account(database),
            mail=self._mail,
            public_url=self.settings.public_url,
        )

    async def _prepare(self, database: Database) -> None:
        """Migrate the SQLite file; a PostgreSQL database is migrated by hand, because others may still serve it."""
        if not database.is_sqlite:
            await migrating.require_newest(database)
        elif not await migrating.is_newest(database):
            await migrating.upgrade(database)

    async def _learn_account(self) -> bool:
        """Ask LINE who we are; False when it does not say."""
        try:
            info = await self.services.line.bot_info()
        except LineError as error:
            self.outbox.health.went_wrong(error, self._clock.now())
            log.warning("LINE did not say who we are", reason=str(error))
            return False
        self.outbox.health.went_well()
        self._account_known.set()
        self.services.account = Account(info.user_id, info.basic_id, info.name)
        async with self.services.database.write() as session:
            await AccountRepository(session).put(info.user_id, info.basic_id, info.name)
        return True

    def _begin_loops(self) -> None:
        services = self.services
        loops = [
            self._handle_events(),
            self._learn_until_known(),
            keep_working("outbox", self._send, every=_POLL_SECONDS, wake=self.outbox.wake, next_due=self._until_due),
            keep_working("outbox rounds", self._look_around, every=_POLL_SECONDS),
            keep_working("pushes", self.pushing.work, every=_POLL_SECONDS),
            keep_working("menus", self.menu_links.work, every=_POLL_SECONDS),
            keep_working("scheduler", self._schedule, every=_POLL_SECONDS),
            keep_working("housekeeping", self.housekeeping.work, every=Housekeeping.ROUND_SECONDS),
            wakeup.listen(services.database, self.inbox.wake.set),
        ]
        if services.mail is not None:
            loops.append(keep_working("numbers by mail", self.code_mails.work, every=_POLL_SECONDS))
            loops.append(keep_working("words by mail", self.words_by_mail.work, every=_POLL_SECONDS))
        self._tasks = [asyncio.create_task(loop) for loop in loops]

    async def _handle_events(self) -> None:
        """Handle events once it is known who we are: cards hold links to the account."""
        await self._account_known.wait()
        await keep_working("inbox", self.inbox.take_turn, every=_POLL_SECONDS, wake=self.inbox.wake)

    async def _learn_until_known(self) -> None:
        while not await self._learn_account():  # noqa: ASYNC110 - LINE cannot set an event of ours
            await asyncio.sleep(_ASK_AGAIN_SECONDS)

    async def _send(self) -> int:
        return self.outbox.work()

    async def _look_around(self) -> int:
        await self.outbox.look_around()
        return 0

    async def _schedule(self) -> int:
        moved = await self.scheduler.work()
        if moved:
            self.inbox.wake.set()
        return moved

    def _until_due(self) -> float | None:
        due = self.outbox.next_due()
        return None if due is None else due - self._clock.monotonic()


def _mail_by(settings: Settings) -> MailApi | None:
    return None if settings.mail_route is None else Smtp(*settings.mail_route)


async def _remembered_account(database: Database) -> Account:
    async with database.read() as session:
        known = await AccountRepository(session).get()
    return _NOBODY_YET if known is None else Account(known.user_id, known.basic_id, known.name)


class WebApp(FastAPI):
    """The web app; LINE's requests pass in front of its middleware, which costs as much as storing an event."""

    def __init__(self, tsudoi: Tsudoi, **options: Any) -> None:
        """Take the process whose door it is."""
        super().__init__(**options)
        self._tsudoi = tsudoi

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] == "/webhook" and scope["method"] == "POST":
            response = await self._tsudoi.webhook.answer(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(tsudoi: Tsudoi, *, with_loops: bool = True) -> FastAPI:
    """Make the web app that starts and stops a process with itself: `/webhook`, `/health`, the page that stops mail."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await tsudoi.start(with_loops=with_loops)
        app.add_route("/webhook", tsudoi.webhook.answer, methods=["POST"])
        app.add_route("/health", tsudoi.health.answer, methods=["GET"])
        app.add_route(MAIL_STOP_PATH + "/{token}", StopPage(tsudoi.services).answer, methods=["GET", "POST"])
        log.info("ready", version=VERSION)
        try:
            yield
        finally:
            await tsudoi.stop()

    return WebApp(tsudoi, lifespan=lifespan, title="Tsudoi", openapi_url=None, docs_url=None, redoc_url=None)
