"""Says how the bot is: what waits, what is dead, whether LINE answers."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.line_api import LineApi, LineError, Quota
from bot.log import get_logger
from bot.outbox import LineHealth
from bot.services import Services
from storage.repositories.inbox import InboxSummary
from storage.unit_of_work import UnitOfWork

OLDEST_TOLERATED = timedelta(seconds=60)
"""How long the oldest event may wait before the process counts as stuck."""
_QUOTA_KEPT_SECONDS = 300.0

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a look at the database showed; `inbox` is None when it could not be reached."""

    inbox: InboxSummary | None
    outbox: dict[str, int]
    oldest_waiting_seconds: float
    line_error: str | None
    ready: bool

    @property
    def status(self) -> str:
        """Sum it up in one word: ok, degraded or down."""
        if self.inbox is None or self.oldest_waiting_seconds > OLDEST_TOLERATED.total_seconds():
            return "down"
        is_troubled = self.inbox.dead > 0 or self.line_error is not None or not self.ready
        return "degraded" if is_troubled else "ok"


class Health:
    """The endpoint `GET /health`: a word for everybody, the numbers for whoever has the operator's token."""

    def __init__(
        self,
        services: Services,
        line_health: LineHealth,
        *,
        version: str,
        operator_token: str | None,
    ) -> None:
        """Take the parts it looks at."""
        self._services = services
        self._line_health = line_health
        self._version = version
        self._operator_token = operator_token
        self._quota: Quota | None = None
        self._quota_until = float("-inf")

    async def answer(self, request: Request) -> Response:
        """Answer one request: 503 only when the database is away or the oldest event has waited over a minute."""
        condition = await self._look()
        body: dict[str, Any] = {"status": condition.status}
        if self._is_operator(request):
            body |= await self._numbers(condition)
        return JSONResponse(body, status_code=503 if condition.status == "down" else 200)

    async def _look(self) -> Condition:
        services = self._services
        now = services.clock.now()
        try:
            async with services.database.read() as session:
                unit = UnitOfWork(session, services.vault, now)
                inbox = await unit.inbox.summary()
                outbox = await unit.outbox.summary()
        except Exception as error:
            log.error("the database cannot be reached", error=error)
            return Condition(None, {}, 0.0, self._line_health.last_error, ready=True)
        oldest = 0.0 if inbox.oldest_waiting is None else (now - inbox.oldest_waiting).total_seconds()
        return Condition(inbox, outbox, oldest, self._line_health.last_error, ready=bool(services.account.user_id))

    async def _numbers(self, condition: Condition) -> dict[str, Any]:
        inbox = condition.inbox
        return {
            "version": self._version,
            "inbox": {
                "waiting": None if inbox is None else inbox.waiting,
                "oldest_waiting_seconds": round(condition.oldest_waiting_seconds, 3),
                "dead": None if inbox is None else inbox.dead,
            },
            "outbox": {
                "waiting": condition.outbox.get("waiting", 0) + condition.outbox.get("sending", 0),
                "failed": condition.outbox.get("failed", 0) + condition.outbox.get("unconfirmed", 0),
            },
            "line": {"last_error": condition.line_error},
            "quota": await self._ask_quota(self._services.line, self._services.clock.monotonic()),
        }

    async def _ask_quota(self, line: LineApi, moment: float) -> dict[str, int | None] | None:
        if moment >= self._quota_until:
            try:
                self._quota = await line.quota()
            except LineError:
                self._quota = None
            self._quota_until = moment + _QUOTA_KEPT_SECONDS
        return None if self._quota is None else {"used": self._quota.used, "limit": self._quota.limit}

    def _is_operator(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        expected = f"Bearer {self._operator_token}"
        return self._operator_token is not None and hmac.compare_digest(given.encode(), expected.encode())
