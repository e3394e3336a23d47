"""Advisers from outside: the codes that invite them, who serves where, and when it is forgotten."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.columns import EPOCH
from storage.models import Adviser, AdviserCode, Community
from storage.models.members import MemberStatus, Role
from storage.repositories.claims import CODE_ALPHABET, CODE_LENGTH, as_written
from storage.vault import SealBroken, Vault

CODE_LASTS = timedelta(days=7)
KEPT_AFTER_END = timedelta(days=30)
"""How long it is kept that somebody was an adviser."""
_NAME = "adviser name"
_CALLS_IT = "adviser's name for a community"
_CODE = "adviser code"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideAdviser:
    """Somebody's task as adviser of one community from outside, opened.

    `name` is how the hosts and whoever turns to them call the adviser; `calls_it` is what the adviser calls the
    community, one word without blanks.
    """

    community_id: int
    number: int
    user_id: str
    name: str
    calls_it: str
    agreed_at: datetime
    ended_at: datetime | None = None

    @property
    def is_present(self) -> bool:
        """Say whether the task goes on."""
        return self.ended_at is None

    @property
    def status(self) -> MemberStatus:
        """Give where they stand; nobody from outside ever rests."""
        return MemberStatus.ACTIVE if self.is_present else MemberStatus.LEFT

    @property
    def role(self) -> Role:
        """Give the least role: an adviser may do nothing but what is put before them."""
        return Role.MEMBER


class AdviserRepository:
    """The code and the advisers of one community; whoever changes them holds the community's lock."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that seals names."""
        self._session = session
        self._community = community
        self._vault = vault

    async def make_code(self, now: datetime) -> str:
        """Make a code for seven days, in place of an earlier one; only its hash is kept.

        It has a digit and a letter, so that no word is ever taken for one.
        """
        await self.forget_code()
        code = _new_code()
        self._session.add(
            AdviserCode(
                code_hash=_hash(self._vault, code), community_id=self._community.number, expires_at=now + CODE_LASTS
            )
        )
        await self._session.flush()
        return code

    async def forget_code(self) -> None:
        """Let no code invite anybody any more."""
        await self._session.execute(delete(AdviserCode).where(col(AdviserCode.community_id) == self._community.id))

    async def appoint(self, number: int, user_id: str, name: str, calls_it: str, now: datetime) -> OutsideAdviser:
        """Write down that somebody has agreed, under a number drawn for them."""
        row = Adviser(
            community_id=self._community.number,
            number=number,
            user_id=user_id,
            name=self._vault.seal_text(_NAME, name),
            calls_it=self._vault.seal_text(_CALLS_IT, calls_it),
            agreed_at=now,
        )
        self._session.add(row)
        await self._session.flush()
        return _opened(self._vault, row)

    async def serving(self) -> list[OutsideAdviser]:
        """List those whose task goes on, by number; hardly ever more than one."""
        rows = await self._session.scalars(self._serving().order_by(col(Adviser.number)))
        return [_opened(self._vault, row) for row in rows]

    async def by_number(self, number: int) -> OutsideAdviser | None:
        """Find somebody whose task goes on by their number."""
        row = (await self._session.scalars(self._serving().where(col(Adviser.number) == number))).one_or_none()
        return None if row is None else _opened(self._vault, row)

    async def by_user(self, user_id: str) -> OutsideAdviser | None:
        """Find somebody whose task goes on by their LINE user id."""
        rows = await self._session.scalars(self._serving().where(col(Adviser.user_id) == user_id))
        return next((_opened(self._vault, row) for row in rows), None)

    async def ended(self, number: int) -> OutsideAdviser:
        """Give somebody who was an adviser by their number; of one who is forgotten nothing but that number."""
        row = await self._session.get(Adviser, (self._community.id, number))
        if row is None:
            return OutsideAdviser(
                community_id=self._community.number,
                number=number,
                user_id="",
                name=f"#{number}",
                calls_it="",
                agreed_at=EPOCH,
                ended_at=EPOCH,
            )
        return _opened(self._vault, row)

    async def end(self, number: int, now: datetime) -> None:
        """End somebody's task."""
        row = await self._session.get(Adviser, (self._community.id, number))
        if row is not None and row.ended_at is None:
            row.ended_at = now
            await self._session.flush()

    def _serving(self) -> SelectOfScalar[Adviser]:
        return select(Adviser).where(col(Adviser.community_id) == self._community.id, col(Adviser.ended_at).is_(None))


class AdvisingRepository:
    """The tasks of people in whichever community, and the codes, of which nobody knows where they are sent."""

    def __init__(self, session: AsyncSession, vault: Vault) -> None:
        """Work inside this transaction, with the vault that seals names and recognises codes."""
        self._session = session
        self._vault = vault

    async def find_code(self, typed: str, now: datetime) -> AdviserCode | None:
        """Find the code that somebody typed, in whatever way, while it is good."""
        return await self.code_of(_hash(self._vault, as_written(typed)), now)

    async def code_of(self, code_hash: str, now: datetime) -> AdviserCode | None:
        """Find a code by its hash while it is good; whoever uses it up holds its community's lock."""
        code = await self._session.get(AdviserCode, code_hash, populate_existing=True)
        return code if code is not None and code.expires_at > now else None

    async def tasks_of(self, user_id: str) -> list[OutsideAdviser]:
        """List the tasks of a person that go on, oldest first."""
        return [task for task in await self.ever_of(user_id) if task.is_present]

    async def ever_of(self, user_id: str) -> list[OutsideAdviser]:
        """List the tasks of a person that are on record, those that have ended included, oldest first."""
        rows = await self._session.scalars(
            select(Adviser).where(col(Adviser.user_id) == user_id).order_by(col(Adviser.agreed_at))
        )
        return [_opened(self._vault, row) for row in rows]

    async def end_all(self, user_id: str, now: datetime) -> None:
        """End every task of a person."""
        await self._session.execute(
            update(Adviser).where(col(Adviser.user_id) == user_id, col(Adviser.ended_at).is_(None)).values(ended_at=now)
        )

    async def forget_person(self, user_id: str) -> None:
        """Erase that a person ever was an adviser; the number stays where they decided something."""
        await self._session.execute(delete(Adviser).where(col(Adviser.user_id) == user_id))


async def forget_old_advisers(session: AsyncSession, now: datetime) -> None:
    """Erase codes past their time, and who was an adviser thirty days after the end."""
    await session.execute(delete(AdviserCode).where(col(AdviserCode.expires_at) <= now))
    await session.execute(delete(Adviser).where(col(Adviser.ended_at) <= now - KEPT_AFTER_END))


def _new_code() -> str:
    while True:
        code = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
        if not code.isalpha() and not code.isdecimal():
            return code


def _hash(vault: Vault, code: str) -> str:
    return vault.fingerprint(_CODE, code)


def _opened(vault: Vault, row: Adviser) -> OutsideAdviser:
    return OutsideAdviser(
        community_id=row.community_id,
        number=row.number,
        user_id=row.user_id,
        name=_open(vault, _NAME, row.name),
        calls_it=_open(vault, _CALLS_IT, row.calls_it),
        agreed_at=row.agreed_at,
        ended_at=row.ended_at,
    )


def _open(vault: Vault, purpose: str, sealed: bytes) -> str:
    """Open a name; where no known key does, the sign under which the person can still work."""
    try:
        return vault.open_text(purpose, sealed)
    except SealBroken:
        return "?"
