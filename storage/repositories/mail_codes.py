"""Mails with a number that prove an address: an outbox of their own, and the guessing of the number.

A mail is written down with its cause, sent by whoever takes it, and worth a quarter of an hour. That it was sent is
counted for a day, without its words, so that nobody can have anybody's letter box filled.
"""

import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, func, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import MailCode, Member
from storage.models.mail import CodeState
from storage.vault import SealBroken, Vault

CODE_LASTS = timedelta(minutes=15)
CODE_DIGITS = 6
MOST_WRONG = 5
"""Wrong numbers before a mail's number is worth nothing."""
COUNTED_FOR = timedelta(days=1)
LEASE = timedelta(minutes=2)
"""How long a mail belongs to the process that took it; longer than the steps of one delivery take."""
_SEAL = "mail letter"
_MARK = "mail address mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail with a number, opened; it may be sent, and its number typed, until `expires_at`."""

    id: int
    community_id: int
    member: int
    address: str
    code: str
    language: str
    expires_at: datetime
    tries: int


@dataclass(frozen=True, slots=True)
class AskedLately:
    """How many mails with a number were asked for: by a person in an hour; in a community or to an address in a day."""

    by_person: int
    in_community: int
    to_address: int


class Guess(Enum):
    """What a typed number turned out to be."""

    RIGHT = "right"
    WRONG = "wrong"
    WRONG_TOO_OFTEN = "wrong too often"
    NONE_OPEN = "none open"


class MailCodeRepository:
    """The mails with a number of every community; what is done for one of them is done under its lock."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals letters."""
        self._session = session
        self._vault = vault

    async def asked_lately(self, community_id: int, user_id: str, address: str, now: datetime) -> AskedLately:
        """Count the mails with a number that were asked for lately."""
        hour, day = now - timedelta(hours=1), now - COUNTED_FOR
        marks = self._vault.fingerprints(_MARK, address.casefold())
        is_persons = exists().where(
            col(Member.community_id) == col(MailCode.community_id),
            col(Member.number) == col(MailCode.member),
            col(Member.user_id) == user_id,
        )
        return AskedLately(
            by_person=await self._count(col(MailCode.asked_at) > hour, is_persons),
            in_community=await self._count(col(MailCode.asked_at) > day, col(MailCode.community_id) == community_id),
            to_address=await self._count(col(MailCode.asked_at) > day, col(MailCode.address_mark).in_(marks)),
        )

    async def ask(self, community_id: int, member: int, address: str, language: str, now: datetime) -> None:
        """Write down a mail with a new number for an address; it takes the place of an earlier one."""
        await self.give_up(community_id, member)
        code = "".join(str(secrets.randbelow(10)) for _digit in range(CODE_DIGITS))
        words = json.dumps({"address": address, "code": code, "language": language})
        self._session.add(
            MailCode(
                community_id=community_id,
                member=member,
                address_mark=self._vault.fingerprint(_MARK, address.casefold()),
                letter=self._vault.seal_text(_SEAL, words),
                asked_at=now,
                not_before=now,
            )
        )
        await self._session.flush()

    async def open_letter(self, community_id: int, member: int, now: datetime) -> Letter | None:
        """Give the mail whose number a member may type now."""
        row = await self._newest(community_id, member, now)
        return None if row is None else self._opened(row)

    async def guess(self, community_id: int, member: int, typed: str, now: datetime) -> tuple[Guess, Letter | None]:
        """Take the number a member types, and give the mail it belongs to.

        The right number uses the mail up, and so does the fifth wrong one.
        """
        row = await self._newest(community_id, member, now)
        letter = None if row is None else self._opened(row)
        if row is None or letter is None:
            return Guess.NONE_OPEN, None
        if hmac.compare_digest(typed.encode(), letter.code.encode()):
            await self.give_up(community_id, member)
            return Guess.RIGHT, letter
        row.wrong += 1
        await self._session.flush()
        if row.wrong < MOST_WRONG:
            return Guess.WRONG, letter
        await self.give_up(community_id, member)
        return Guess.WRONG_TOO_OFTEN, letter

    async def give_up(self, community_id: int, member: int) -> bool:
        """Erase the words of a member's mails; one not sent yet never will be. False where there was none."""
        rows = await self._session.scalars(_letters_of(community_id, member))
        given_up = list(rows)
        for row in given_up:
            row.letter = None
            row.state = CodeState.FAILED if row.state is CodeState.WAITING else row.state
        await self._session.flush()
        return bool(given_up)

    async def take(self, now: datetime, limit: int = 5) -> list[Letter]:
        """Take mails that are due, for as long as the lease lasts."""
        rows = list(
            await self._session.scalars(
                select(MailCode)
                .where(*_waiting(now), col(MailCode.not_before) <= now)
                .order_by(col(MailCode.not_before), col(MailCode.id))
                .limit(limit)
                .with_for_update(skip_locked=True)
            )
        )
        for row in rows:
            row.not_before = now + LEASE
        await self._session.flush()
        return [letter for letter in map(self._opened, rows) if letter is not None]

    async def sent(self, letter: Letter) -> None:
        """Record that the server took a mail; its number is still to be typed."""
        await self._change(letter, {"state": CodeState.SENT})

    async def later(self, letter: Letter, until: datetime) -> None:
        """Send a mail again at a moment, because the server could not take it."""
        await self._change(letter, {"not_before": until, "tries": letter.tries + 1})

    async def failed(self, letter: Letter) -> bool:
        """Record that a mail will never arrive, and erase its words; False where nobody waits for it any more."""
        return await self._change(letter, {"state": CodeState.FAILED, "letter": None})

    async def next_not_before(self, now: datetime) -> datetime | None:
        """Give the moment the next mail becomes due that is not due yet."""
        return (
            await self._session.execute(
                select(func.min(col(MailCode.not_before))).where(*_waiting(now), col(MailCode.not_before) > now)
            )
        ).scalar_one()

    async def count_of(self, community_id: int, member: int) -> int:
        """Count the mails with a number that were asked for by a member and are on record."""
        return await self._count(col(MailCode.community_id) == community_id, col(MailCode.member) == member)

    async def forget_member(self, community_id: int, member: int) -> None:
        """Erase whose the mails of the last day were, and to where; that there were some stays counted."""
        await self.give_up(community_id, member)
        await self._session.execute(
            update(MailCode)
            .where(col(MailCode.community_id) == community_id, col(MailCode.member) == member)
            .values(member=None, address_mark=None)
            .execution_options(synchronize_session=False)
        )

    async def _newest(self, community_id: int, member: int, now: datetime) -> MailCode | None:
        rows = await self._session.scalars(
            _letters_of(community_id, member).where(col(MailCode.asked_at) > now - CODE_LASTS)
        )
        return rows.first()

    async def _change(self, letter: Letter, values: dict[str, Any]) -> bool:
        """Record what became of a mail, unless a newer one, a stop or an erasure was faster."""
        changed = await self._session.execute(
            update(MailCode)
            .where(col(MailCode.id) == letter.id, col(MailCode.state) == CodeState.WAITING)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        return bool(changed.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult

    async def _count(self, *conditions: ColumnElement[bool]) -> int:
        counted = await self._session.scalar(select(func.count()).select_from(MailCode).where(*conditions))
        return counted or 0

    def _opened(self, row: MailCode) -> Letter | None:
        if row.id is None or row.member is None or row.letter is None:
            return None
        try:
            words = json.loads(self._vault.open_text(_SEAL, row.letter))
        except SealBroken:
            return None
        return Letter(
            id=row.id,
            community_id=row.community_id,
            member=row.member,
            expires_at=row.asked_at + CODE_LASTS,
            tries=row.tries,
            **words,
        )


async def forget_old_mail_codes(session: AsyncSession, now: datetime) -> None:
    """Erase the words of mails after a quarter of an hour, and that there were any after a day, in every community."""
    is_old = col(MailCode.asked_at) <= now - CODE_LASTS
    await session.execute(
        update(MailCode)
        .where(is_old, col(MailCode.letter).is_not(None))
        .values(letter=None)
        .execution_options(synchronize_session=False)
    )
    await session.execute(delete(MailCode).where(col(MailCode.asked_at) <= now - COUNTED_FOR))


def _letters_of(community_id: int, member: int) -> Any:
    return (
        select(MailCode)
        .where(
            col(MailCode.community_id) == community_id,
            col(MailCode.member) == member,
            col(MailCode.letter).is_not(None),
        )
        .order_by(col(MailCode.id).desc())
    )


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return col(MailCode.state) == CodeState.WAITING, col(MailCode.asked_at) > now - CODE_LASTS
