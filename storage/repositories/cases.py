"""One community's cases with their history, sealed where people wrote it, and who is related to whom."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, select

from storage.models import Case, CaseEntry, Community, Member, Relation
from storage.models.cases import CaseKind, CaseSource, CaseState, EntryKind
from storage.vault import SealBroken, Vault

MARK_KEPT_FOR = timedelta(days=90)
"""How long an erased person is still recognised for a case that has no end of its own."""
MESSAGE_IDS_KEPT_FOR = timedelta(days=7)
_NAME = "case name"
_WORDS = "case words"
_MARK = "case subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A case as it is opened; `reason` is what was seen, `request` what is asked, either may be empty.

    `said_in` names the message both came in; where the second came in another one, `asked_in` names that.
    """

    kind: CaseKind
    opened_by: int | None
    subject_number: int | None = None
    subject_name: str | None = None
    reason: str = ""
    request: str = ""
    severity: int = 1
    rule_number: int | None = None
    source: CaseSource = CaseSource.COMMAND
    state: CaseState = CaseState.OPEN
    ends_at: datetime | None = None
    report_number: int | None = None
    said_in: str | None = None
    asked_in: str | None = None


class CaseRepository:
    """The cases of one community. Who may see or judge which is decided by whoever asks."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals words and names."""
        self._session = session
        self._community = community
        self._vault = vault

    async def open(self, new: NewCase, now: datetime) -> Case:
        """Open a case under the next number, its words as the first lines; the caller holds the community's lock."""
        self._community.last_entry_number += 1
        case = Case(
            community_id=self._community.number,
            number=self._community.last_entry_number,
            subject_number=new.subject_number,
            subject_name=None if new.subject_name is None else self._vault.seal_text(_NAME, new.subject_name),
            kind=new.kind,
            severity=new.severity,
            rule_number=new.rule_number,
            rules_version=self._community.rules_version,
            opened_by=new.opened_by,
            source=new.source,
            state=new.state,
            report_number=new.report_number,
            opened_at=now,
            ends_at=new.ends_at,
        )
        self._session.add(case)
        await self._session.flush()
        for kind, words, came_in in (
            (EntryKind.REASON, new.reason, new.said_in),
            (EntryKind.REQUEST, new.request, new.asked_in or new.said_in),
        ):
            if words:
                await self.add(case, kind, words, author=new.opened_by, now=now, said_in=came_in)
        return case

    async def add(
        self,
        case: Case,
        kind: EntryKind,
        words: str,
        *,
        author: int | None,
        now: datetime,
        said_in: str | None = None,
    ) -> CaseEntry:
        """Add a line to a case's history, which came in the message `said_in`; nothing in it is ever changed."""
        last = await self._session.scalar(
            select(func.max(CaseEntry.position)).where(
                col(CaseEntry.community_id) == self._community.id, col(CaseEntry.case_number) == case.number
            )
        )
        entry = CaseEntry(
            community_id=self._community.number,
            case_number=case.number,
            position=(last or 0) + 1,
            author=author,
            kind=kind,
            body=self._vault.seal_text(_WORDS, words) if words else None,
            said_in=said_in,
            at=now,
        )
        self._session.add(entry)
        await self._session.flush()
        return entry

    async def get(self, number: int) -> Case | None:
        """Find a case by its number."""
        return await self._session.get(Case, (self._community.id, number))

    async def of_member(self, member: Member) -> list[Case]:
        """List every case about a member, oldest first, those from before an erasure included while they are known."""
        rows = await self._session.scalars(
            select(Case)
            .where(col(Case.community_id) == self._community.id, self._is_about(member))
            .order_by(col(Case.number))
        )
        return list(rows)

    async def newest(self, limit: int, *, before: int | None = None) -> list[Case]:
        """List cases about anybody, newest first, from below the number `before` on."""
        statement = select(Case).where(col(Case.community_id) == self._community.id)
        if before is not None:
            statement = statement.where(col(Case.number) < before)
        rows = await self._session.scalars(statement.order_by(col(Case.number).desc()).limit(limit))
        return list(rows)

    async def opened_since(self, subject_number: int, kind: CaseKind, since: datetime) -> Case | None:
        """Find the newest case of a kind about a member that was opened at or after a moment and not voided."""
        return (
            await self._session.scalars(
                select(Case)
                .where(
                    col(Case.community_id) == self._community.id,
                    col(Case.subject_number) == subject_number,
                    col(Case.kind) == kind,
                    col(Case.opened_at) >= since,
                    col(Case.state) != CaseState.VOIDED,
                )
                .order_by(col(Case.number).desc())
                .limit(1)
            )
        ).one_or_none()

    async def undecided(self) -> list[Case]:
        """List cases that were answered and not decided on, oldest first."""
        rows = await self._session.scalars(
            select(Case)
            .where(
                col(Case.community_id) == self._community.id,
                col(Case.answered_at).is_not(None),
                col(Case.decided_at).is_(None),
                col(Case.state) != CaseState.VOIDED,
            )
            .order_by(col(Case.number))
        )
        return list(rows)

    async def counting(self, member: Member, now: datetime) -> list[Case]:
        """List the cases that count against a member now, oldest first."""
        return [case for case in await self.of_member(member) if case.counts_at(now)]

    async def counting_sum(self, member: Member, now: datetime) -> int:
        """Add up the severities that count against a member now."""
        return sum(case.severity for case in await self.counting(member, now))

    async def entries_of(self, case: Case) -> list[CaseEntry]:
        """List a case's history, oldest first."""
        rows = await self._session.scalars(
            select(CaseEntry)
            .where(col(CaseEntry.community_id) == self._community.id, col(CaseEntry.case_number) == case.number)
            .order_by(col(CaseEntry.position))
        )
        return list(rows)

    async def tell(self, case: Case, now: datetime) -> None:
        """Write down that the word to the person is on its way; an end that was asked for moves along."""
        if case.ends_at is not None and case.told_at is None:
            case.ends_at = now + (case.ends_at - case.opened_at)
        case.state = CaseState.OPEN
        case.told_at = now
        await self._session.flush()

    async def deliver(self, case: Case, at: datetime, counts_until: datetime | None) -> None:
        """Write down when the word reached the person, and until when the case counts."""
        case.delivered_at = at
        case.counts_until = counts_until
        await self._session.flush()

    async def close(self, case: Case, now: datetime) -> None:
        """End a case in the ordinary way."""
        case.state = CaseState.CLOSED
        case.closed_at = now
        await self._session.flush()

    async def void(self, case: Case, reason: str, *, by: int | None, now: datetime, said_in: str | None = None) -> None:
        """Take a case back: number and history stay, with who took it back and why."""
        case.state = CaseState.VOIDED
        case.closed_at = now
        await self.add(case, EntryKind.VOIDING, reason, author=by, now=now, said_in=said_in)

    async def merge(self, case: Case, member: Member) -> None:
        """Say who the person without a user id was."""
        case.subject_number = member.number
        case.subject_name = None
        await self._session.flush()

    async def forget_member(self, member: Member, now: datetime) -> datetime | None:
        """Leave the numbers of a member's cases without a person, erasing what the person wrote themselves.

        While a case counts or is open, a keyed hash of the user id stays with it until its end, which is given back.
        """
        kept_until = [await self._forget_in(case, member, now) for case in await self.of_member(member)]
        await self._session.execute(
            delete(Relation).where(
                col(Relation.community_id) == self._community.id,
                or_(col(Relation.member_a) == member.number, col(Relation.member_b) == member.number),
            )
        )
        await self._session.flush()
        return max((until for until in kept_until if until is not None), default=None)

    async def relate(self, one: int, other: int) -> bool:
        """Write down that two members are close or at odds; a second time takes it back. Says whether they now are."""
        low, high = sorted((one, other))
        known = await self._session.get(Relation, (self._community.id, low, high))
        if known is not None:
            await self._session.delete(known)
        else:
            self._session.add(Relation(community_id=self._community.number, member_a=low, member_b=high))
        await self._session.flush()
        return known is None

    async def related_to(self, number: int) -> frozenset[int]:
        """Give the numbers of everybody related to a member."""
        rows = await self._session.execute(
            select(Relation.member_a, Relation.member_b).where(
                col(Relation.community_id) == self._community.id,
                or_(col(Relation.member_a) == number, col(Relation.member_b) == number),
            )
        )
        return frozenset(low + high - number for low, high in rows)

    def words_of(self, entry: CaseEntry) -> str:
        """Open what a line of the history says; empty once it is erased."""
        return self._opened(_WORDS, entry.body) or ""

    def name_in(self, case: Case) -> str | None:
        """Open the name somebody without a number goes by in a case."""
        return self._opened(_NAME, case.subject_name)

    async def _forget_in(self, case: Case, member: Member, now: datetime) -> datetime | None:
        until = _remembered_until(case, now)
        is_kept = member.user_id is not None and until is not None
        case.subject_number = None
        case.subject_name = None
        case.subject_mark = self._mark(member.user_id) if is_kept else None
        case.mark_until = until if is_kept else None
        await self._session.execute(
            update(CaseEntry)
            .where(
                col(CaseEntry.community_id) == self._community.id,
                col(CaseEntry.case_number) == case.number,
                col(CaseEntry.author) == member.number,
            )
            .values(author=None, body=None)
        )
        return case.mark_until

    def _is_about(self, member: Member) -> ColumnElement[bool]:
        is_theirs = col(Case.subject_number) == member.number
        if member.user_id is None:
            return is_theirs
        return or_(is_theirs, col(Case.subject_mark) == self._mark(member.user_id))

    def _mark(self, user_id: str | None) -> str | None:
        return None if user_id is None else self._vault.fingerprint(f"{_MARK} {self._community.number}", user_id)

    def _opened(self, purpose: str, sealed: bytes | None) -> str | None:
        try:
            return None if sealed is None else self._vault.open_text(purpose, sealed)
        except SealBroken:
            return None


def _remembered_until(case: Case, now: datetime) -> datetime | None:
    """Say until when a case still concerns its person: while it counts, lasts or is open."""
    if case.state is CaseState.VOIDED:
        return None
    ends = [end for end in (case.counts_until, case.ends_at) if end is not None and end > now]
    if case.is_open and case.kind is not CaseKind.NOTE:
        ends.append(now + MARK_KEPT_FOR)
    return max(ends, default=None)


async def erase_old_marks(session: AsyncSession, now: datetime) -> None:
    """Erase the hashes by which erased people were still known for a case, once it is over, and old message ids."""
    await session.execute(update(Case).where(col(Case.mark_until) <= now).values(subject_mark=None, mark_until=None))
    await session.execute(
        update(CaseEntry)
        .where(col(CaseEntry.said_in).is_not(None), col(CaseEntry.at) <= now - MESSAGE_IDS_KEPT_FOR)
        .values(said_in=None)
    )


async def erase_taken_back(session: AsyncSession, message_id: str) -> list[Case]:
    """Erase the words that came in a message its author has taken back, in every community; give their cases.

    The line stays, empty. An answer that nobody has decided on counts as not given.
    """
    found = list(await session.scalars(select(CaseEntry).where(col(CaseEntry.said_in) == message_id)))
    cases = []
    for entry in found:
        entry.body, entry.said_in = None, None
        case = await session.get(Case, (entry.community_id, entry.case_number))
        if case is None:
            continue
        if entry.kind is EntryKind.APPEAL and case.decided_at is None:
            case.answered_at = None
        cases.append(case)
    await session.flush()
    return cases
