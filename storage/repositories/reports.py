"""One community's reports, their words sealed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, select

from storage.models import Community, Report
from storage.models.reports import ReportKind, ReportState
from storage.vault import SealBroken, Vault

KEPT_AFTER_CLOSING = timedelta(days=30)
"""How long the words of a report stay readable for the hosts once it is closed."""
_PURPOSE = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report as its form gives it."""

    kind: ReportKind
    words: str
    reporter_number: int
    is_named: bool
    about_host: bool = False
    host_number: int | None = None


class ReportRepository:
    """The reports of one community. Who may see which is judged by whoever asks."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals words."""
        self._session = session
        self._community = community
        self._vault = vault

    async def add(self, new: NewReport, now: datetime) -> Report:
        """Put a report into the queue, under the next number; the caller holds the community's lock."""
        self._community.last_entry_number += 1
        report = Report(
            community_id=self._community.number,
            number=self._community.last_entry_number,
            kind=new.kind,
            reporter_number=new.reporter_number,
            is_named=new.is_named,
            about_host=new.about_host,
            host_number=new.host_number,
            words=self._vault.seal_text(_PURPOSE, new.words),
            made_at=now,
        )
        self._session.add(report)
        await self._session.flush()
        return report

    async def get(self, number: int) -> Report | None:
        """Find a report by its number."""
        return await self._session.get(Report, (self._community.id, number))

    async def not_closed(self) -> list[Report]:
        """List the reports that still wait for something, oldest first."""
        rows = await self._session.scalars(
            select(Report)
            .where(col(Report.community_id) == self._community.id, col(Report.state) != ReportState.CLOSED)
            .order_by(col(Report.number))
        )
        return list(rows)

    async def take(self, report: Report, by: int) -> None:
        """Write down who looks after a report."""
        report.state = ReportState.TAKEN
        report.taken_by = by
        await self._session.flush()

    async def close(self, report: Report, outcome: str, *, by: int, now: datetime) -> None:
        """Write down how a report ended."""
        report.state = ReportState.CLOSED
        report.outcome = self._vault.seal_text(_PURPOSE, outcome)
        report.closed_by = by
        report.closed_at = now
        await self._session.flush()

    async def count_of(self, reporter_number: int) -> int:
        """Count the reports of one member."""
        total = await self._session.scalar(
            select(func.count())
            .select_from(Report)
            .where(col(Report.community_id) == self._community.id, col(Report.reporter_number) == reporter_number)
        )
        return int(total or 0)

    async def forget_reporter(self, reporter_number: int) -> None:
        """Erase whose a member's reports were; what was reported stays with the hosts."""
        await self._session.execute(
            update(Report)
            .where(col(Report.community_id) == self._community.id, col(Report.reporter_number) == reporter_number)
            .values(reporter_number=None, is_named=False)
        )

    def words_of(self, report: Report) -> str | None:
        """Open what the reporter wrote; None once it is erased."""
        return self._opened(report.words)

    def outcome_of(self, report: Report) -> str | None:
        """Open how it ended; None before that, and once it is erased."""
        return self._opened(report.outcome)

    def _opened(self, sealed: bytes | None) -> str | None:
        try:
            return None if sealed is None else self._vault.open_text(_PURPOSE, sealed)
        except SealBroken:
            return None


async def erase_old_reports(session: AsyncSession, now: datetime) -> None:
    """Erase who reported what, thirty days after the closing; number, kind and dates stay.

    So does which host it was about: without that, the host could be shown what others alone may know of.
    """
    await session.execute(
        update(Report)
        .where(col(Report.closed_at) <= now - KEPT_AFTER_CLOSING, col(Report.words).is_not(None))
        .values(words=None, outcome=None, reporter_number=None)
    )
