"""One community's reports: one matter may have several voices, and what each told lies sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, select

from storage.models import Community, Report, ReportPart, ReportVoice
from storage.models.reports import Judgement, PartKind, ReportKind, ReportState
from storage.vault import SealBroken, Vault

KEPT_AFTER_CLOSING = timedelta(days=30)
"""How long the words of a report stay readable for the hosts once it is closed."""
MESSAGE_IDS_KEPT = timedelta(days=7)
"""How long the messages a report came from are known by their ids, so that taking them back erases what they said."""
_PURPOSE = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """What one person tells, as the form gives it; `…_given_in` are the messages of the private chat it came in."""

    kind: ReportKind
    words: str
    reporter_number: int
    is_named: bool
    may_tell: bool = False
    about_host: bool = False
    about_number: int | None = None
    adviser_number: int | None = None
    evidence: str = ""
    words_given_in: str | None = None
    evidence_given_in: str | None = None
    message_id: str | None = None
    message_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A report and the voice that was just added to it; `is_new_person` where nobody had told of it for them before."""

    report: Report
    voice: ReportVoice
    is_new_person: bool


class ReportRepository:
    """The reports of one community. Who may see which is judged by whoever asks."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals words."""
        self._session = session
        self._community = community
        self._vault = vault

    async def add(self, new: NewReport, now: datetime, *, joins: Report | None = None) -> Filed:
        """Put a report into the queue, or a voice to the one it `joins`, under the next number.

        The caller holds the community's lock.
        """
        self._community.last_entry_number += 1
        receipt = self._community.last_entry_number
        report = self._new_report(receipt, new, now) if joins is None else joins
        others = [] if joins is None else await self.voices_of(joins)
        places = {voice.place for voice in others if voice.reporter_number == new.reporter_number}
        voice = ReportVoice(
            community_id=self._community.number,
            receipt=receipt,
            report_number=report.number,
            place=min(places, default=max((voice.place for voice in others), default=0) + 1),
            reporter_number=new.reporter_number,
            is_named=new.is_named,
            may_tell=new.may_tell,
            made_at=now,
            message_id=new.message_id,
            message_at=new.message_at,
        )
        self._session.add(voice)
        self._session.add(self._part(receipt, PartKind.WORDS, new.words, new.words_given_in))
        if new.evidence:
            self._session.add(self._part(receipt, PartKind.EVIDENCE, new.evidence, new.evidence_given_in))
        await self._session.flush()
        return Filed(report, voice, is_new_person=not places)

    async def get(self, number: int) -> Report | None:
        """Find a report by its number, or by the receipt of somebody who told of it."""
        report = await self._session.get(Report, (self._community.id, number))
        voice = None if report is not None else await self.voice(number)
        if voice is None:
            return report
        return await self._session.get(Report, (self._community.id, voice.report_number))

    async def voice(self, receipt: int) -> ReportVoice | None:
        """Find what one person told by its receipt."""
        return await self._session.get(ReportVoice, (self._community.id, receipt))

    async def not_closed(self) -> list[Report]:
        """List the reports that still wait for something, oldest first."""
        rows = await self._session.scalars(
            select(Report)
            .where(col(Report.community_id) == self._community.id, col(Report.state) != ReportState.CLOSED)
            .order_by(col(Report.number))
        )
        return list(rows)

    async def voices_of(self, report: Report) -> list[ReportVoice]:
        """List who told of a report, oldest first."""
        rows = await self._session.scalars(
            select(ReportVoice)
            .where(
                col(ReportVoice.community_id) == self._community.id,
                col(ReportVoice.report_number) == report.number,
            )
            .order_by(col(ReportVoice.receipt))
        )
        return list(rows)

    async def parts_of(self, voices: Sequence[ReportVoice]) -> dict[tuple[int, PartKind], ReportPart]:
        """Give the parts of some voices, keyed by receipt and kind."""
        rows = await self._session.scalars(
            select(ReportPart).where(
                col(ReportPart.community_id) == self._community.id,
                col(ReportPart.receipt).in_([voice.receipt for voice in voices]),
            )
        )
        return {(part.receipt, part.kind): part for part in rows}

    async def people_in(self, reports: Sequence[Report]) -> dict[int, int]:
        """Count the different people who told of each report, keyed by its number."""
        rows = await self._session.execute(
            select(col(ReportVoice.report_number), func.max(col(ReportVoice.place)))
            .where(
                col(ReportVoice.community_id) == self._community.id,
                col(ReportVoice.report_number).in_([report.number for report in reports]),
            )
            .group_by(col(ReportVoice.report_number))
        )
        return {row[0]: row[1] for row in rows}

    async def moments_of(self, reporter_number: int, since: datetime) -> list[datetime]:
        """List when a member told something after a moment, oldest first."""
        rows = await self._session.scalars(
            select(col(ReportVoice.made_at))
            .where(
                col(ReportVoice.community_id) == self._community.id,
                col(ReportVoice.reporter_number) == reporter_number,
                col(ReportVoice.made_at) > since,
            )
            .order_by(col(ReportVoice.made_at))
        )
        return list(rows)

    async def take(self, report: Report, by: int) -> None:
        """Write down who looks after a report."""
        report.state = ReportState.TAKEN
        report.taken_by = by
        await self._session.flush()

    async def judge(self, report: Report, judgement: Judgement, *, by: int, now: datetime) -> None:
        """Write down what a host thinks should follow."""
        report.judgement = judgement
        report.judged_by = by
        report.judged_at = now
        await self._session.flush()

    async def note_poster_asked(self, report: Report, now: datetime) -> None:
        """Write down that the person who posted a photo has been asked to take it back."""
        report.poster_asked_at = now
        await self._session.flush()

    async def draft(self, report: Report, outcome: str) -> None:
        """Keep how a report is to end, until the host has said who reads it."""
        report.outcome = self._vault.seal_text(_PURPOSE, outcome)
        await self._session.flush()

    async def close(self, report: Report, outcome: str, *, by: int, now: datetime) -> None:
        """Write down how a report ended."""
        report.state = ReportState.CLOSED
        report.outcome = self._vault.seal_text(_PURPOSE, outcome)
        report.closed_by = by
        report.closed_at = now
        await self._session.flush()

    async def count_of(self, reporter_number: int) -> int:
        """Count what one member has told."""
        total = await self._session.scalar(
            select(func.count())
            .select_from(ReportVoice)
            .where(
                col(ReportVoice.community_id) == self._community.id,
                col(ReportVoice.reporter_number) == reporter_number,
            )
        )
        return int(total or 0)

    async def forget_reporter(self, reporter_number: int) -> None:
        """Erase who a member was to any report; what was reported stays with the hosts."""
        await self._session.execute(
            update(ReportVoice)
            .where(
                col(ReportVoice.community_id) == self._community.id,
                col(ReportVoice.reporter_number) == reporter_number,
            )
            .values(reporter_number=None, is_named=False)
        )

    def words_in(self, part: ReportPart | None) -> str | None:
        """Open a part; None for one that is erased or never was."""
        return None if part is None else self._opened(part.body)

    def outcome_of(self, report: Report) -> str | None:
        """Open how it ended; None before that, and once it is erased."""
        return self._opened(report.outcome)

    def _new_report(self, number: int, new: NewReport, now: datetime) -> Report:
        report = Report(
            community_id=self._community.number,
            number=number,
            kind=new.kind,
            about_host=new.about_host,
            about_number=new.about_number,
            adviser_number=new.adviser_number,
            made_at=now,
        )
        self._session.add(report)
        return report

    def _part(self, receipt: int, kind: PartKind, words: str, given_in: str | None) -> ReportPart:
        return ReportPart(
            community_id=self._community.number,
            receipt=receipt,
            kind=kind,
            body=self._vault.seal_text(_PURPOSE, words),
            given_in=given_in,
        )

    def _opened(self, sealed: bytes | None) -> str | None:
        try:
            return None if sealed is None else self._vault.open_text(_PURPOSE, sealed)
        except SealBroken:
            return None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A voice that lost something because a message was taken back; `by_author`: the message it is about, in the group.

    Otherwise it was a message of the reporter to the bot.
    """

    community_id: int
    receipt: int
    by_author: bool


async def erase_taken_back(session: AsyncSession, message_id: str, now: datetime) -> list[TakenBack]:
    """Erase what was told in a message, or pasted from it, because its author has taken it back."""
    told = await session.scalars(select(ReportPart).where(col(ReportPart.given_in) == message_id))
    found = []
    for part in told.all():
        _erase(part, now)
        found.append(TakenBack(part.community_id, part.receipt, by_author=False))
    about = await session.scalars(select(ReportVoice).where(col(ReportVoice.message_id) == message_id))
    for voice in about.all():
        voice.message_id = None
        voice.message_taken_back_at = now
        evidence = await session.get(ReportPart, (voice.community_id, voice.receipt, PartKind.EVIDENCE))
        if evidence is not None:
            _erase(evidence, now)
        found.append(TakenBack(voice.community_id, voice.receipt, by_author=True))
    await session.flush()
    return found


def _erase(part: ReportPart, now: datetime) -> None:
    part.body = None
    part.given_in = None
    part.taken_back_at = now


async def erase_old_reports(session: AsyncSession, now: datetime) -> None:
    """Erase who reported what, thirty days after the closing; number, kind and dates stay.

    So does whom it was about: without that, a host could be shown what others alone may know of. The ids of messages
    go after seven days, as everywhere.
    """
    is_old = and_(
        col(Report.community_id) == col(ReportVoice.community_id),
        col(Report.number) == col(ReportVoice.report_number),
        col(Report.closed_at) <= now - KEPT_AFTER_CLOSING,
    )
    of_voice = and_(
        col(ReportVoice.community_id) == col(ReportPart.community_id),
        col(ReportVoice.receipt) == col(ReportPart.receipt),
    )
    await session.execute(
        update(ReportPart)
        .where(col(ReportPart.body).is_not(None), exists().where(of_voice, is_old))
        .values(body=None, given_in=None)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(ReportVoice)
        .where(col(ReportVoice.reporter_number).is_not(None), exists().where(is_old))
        .values(reporter_number=None, is_named=False, message_id=None)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Report)
        .where(col(Report.closed_at) <= now - KEPT_AFTER_CLOSING, col(Report.outcome).is_not(None))
        .values(outcome=None)
    )
    await _forget_message_ids(session, now - MESSAGE_IDS_KEPT)


async def _forget_message_ids(session: AsyncSession, before: datetime) -> None:
    is_old = exists().where(
        col(ReportVoice.community_id) == col(ReportPart.community_id),
        col(ReportVoice.receipt) == col(ReportPart.receipt),
        col(ReportVoice.made_at) <= before,
    )
    await session.execute(
        update(ReportPart)
        .where(col(ReportPart.given_in).is_not(None), is_old)
        .values(given_in=None)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(ReportVoice)
        .where(col(ReportVoice.message_id).is_not(None), col(ReportVoice.made_at) <= before)
        .values(message_id=None)
        .execution_options(synchronize_session=False)
    )
