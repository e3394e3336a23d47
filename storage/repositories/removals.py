"""One community's removals and re-entry blocks: who is to leave, and who is not to come back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Community, Member, ReentryBlock, Removal
from storage.models.removals import OPEN_STATES, RemovalState
from storage.vault import Vault

KEY_KEPT_FOR = timedelta(days=7)
"""How long after its end a removal still recognises its person, because LINE's word may come late."""
_KEY = "removal subject"


@dataclass(frozen=True, slots=True)
class StayingBlock:
    """A re-entry block that outlives the person's wish to be forgotten; `until` is None where it has no end."""

    until: datetime | None


class RemovalRepository:
    """The removals and blocks of one community. Who may see or decide is judged by whoever asks."""

    def __init__(self, session: AsyncSession, community: Community, vault: Vault) -> None:
        """Work inside this transaction, for this community alone, with the vault that makes people recognisable."""
        self._session = session
        self._community = community
        self._vault = vault

    async def add(self, removal: Removal) -> Removal:
        """Write a new removal down, under the number of its case."""
        self._session.add(removal)
        await self._session.flush()
        return removal

    async def get(self, number: int) -> Removal | None:
        """Find a removal by its number."""
        return await self._session.get(Removal, (self._community.id, number))

    async def open_ones(self) -> list[Removal]:
        """List the removals that still go on, oldest first."""
        rows = await self._session.scalars(
            select(Removal)
            .where(col(Removal.community_id) == self._community.id, col(Removal.state).in_(OPEN_STATES))
            .order_by(col(Removal.number))
        )
        return list(rows)

    async def open_about(self, member: Member) -> Removal | None:
        """Find the removal of a member that still goes on."""
        is_theirs = col(Removal.subject_number) == member.number
        if member.user_id is not None:
            is_theirs = or_(is_theirs, col(Removal.subject_key).in_(self._keys(member.user_id)))
        return (
            await self._session.scalars(
                select(Removal)
                .where(col(Removal.community_id) == self._community.id, col(Removal.state).in_(OPEN_STATES), is_theirs)
                .order_by(col(Removal.number).desc())
                .limit(1)
            )
        ).one_or_none()

    async def newest_of_person(self, user_id: str) -> Removal | None:
        """Find the newest removal of a person that LINE's word may close: an open one, or one that lapsed lately."""
        return (
            await self._session.scalars(
                select(Removal)
                .where(
                    col(Removal.community_id) == self._community.id,
                    col(Removal.subject_key).in_(self._keys(user_id)),
                    col(Removal.state).in_((*OPEN_STATES, RemovalState.LAPSED)),
                )
                .order_by(col(Removal.number).desc())
                .limit(1)
            )
        ).one_or_none()

    async def newest_done(self, subject_number: int) -> Removal | None:
        """Find the newest removal after which a member was out."""
        return (
            await self._session.scalars(
                select(Removal)
                .where(
                    col(Removal.community_id) == self._community.id,
                    col(Removal.subject_number) == subject_number,
                    or_(
                        col(Removal.state) == RemovalState.DONE,
                        and_(
                            col(Removal.state) == RemovalState.LEFT,
                            col(Removal.is_block),
                            col(Removal.approved_at).is_not(None),
                        ),
                    ),
                )
                .order_by(col(Removal.number).desc())
                .limit(1)
            )
        ).one_or_none()

    async def block(self, number: int, member: Member, until: datetime | None, now: datetime) -> ReentryBlock:
        """Let somebody not come back, until a moment or until it is lifted."""
        block = ReentryBlock(
            community_id=self._community.number,
            number=number,
            subject_number=member.number,
            person_key=None if member.user_id is None else self.key_of(member.user_id),
            made_at=now,
            until=until,
        )
        self._session.add(block)
        await self._session.flush()
        return block

    async def get_block(self, number: int) -> ReentryBlock | None:
        """Find a block by its number."""
        return await self._session.get(ReentryBlock, (self._community.id, number))

    async def blocks_of(self, member: Member) -> list[ReentryBlock]:
        """List a person's blocks that were not lifted, those from before an erasure and those that ended included."""
        is_theirs = col(ReentryBlock.subject_number) == member.number
        if member.user_id is not None:
            is_theirs = or_(is_theirs, col(ReentryBlock.person_key).in_(self._keys(member.user_id)))
        rows = await self._session.scalars(
            select(ReentryBlock)
            .where(
                col(ReentryBlock.community_id) == self._community.id,
                col(ReentryBlock.lifted_at).is_(None),
                is_theirs,
            )
            .order_by(col(ReentryBlock.number))
        )
        return list(rows)

    async def blocks_in_force(self, now: datetime) -> list[ReentryBlock]:
        """List the blocks in force, oldest first."""
        rows = await self._session.scalars(
            select(ReentryBlock)
            .where(
                col(ReentryBlock.community_id) == self._community.id,
                col(ReentryBlock.lifted_at).is_(None),
                or_(col(ReentryBlock.until).is_(None), col(ReentryBlock.until) > now),
            )
            .order_by(col(ReentryBlock.number))
        )
        return list(rows)

    async def kept_out(self, user_ids: Collection[str], now: datetime) -> list[str]:
        """Find those among some LINE user ids who are not to come back, also under a number they had before."""
        keys = {block.person_key for block in await self.blocks_in_force(now)}
        return [user_id for user_id in user_ids if not keys.isdisjoint(self._keys(user_id))] if keys else []

    async def lift(self, block: ReentryBlock, now: datetime) -> None:
        """Let the person come back, and forget by what they were recognised."""
        block.lifted_at = now
        block.person_key = None
        await self._session.flush()

    async def staying_blocks(self, member: Member, now: datetime) -> list[StayingBlock]:
        """Give the blocks that an erasure of the member would leave in force."""
        return [StayingBlock(block.until) for block in await self.blocks_of(member) if block.is_in_force(now)]

    async def forget_member(self, member: Member, now: datetime) -> None:
        """Forget by what a person was recognised, but for what still goes on: open removals and blocks in force."""
        await self._session.execute(
            update(Removal)
            .where(
                col(Removal.community_id) == self._community.id,
                col(Removal.subject_number) == member.number,
                col(Removal.state).not_in(OPEN_STATES),
            )
            .values(subject_key=None)
            .execution_options(synchronize_session=False)
        )
        for block in await self.blocks_of(member):
            if not block.is_in_force(now):
                block.person_key = None
        await self._session.flush()

    def key_of(self, user_id: str) -> str:
        """Give the keyed hash by which a person is recognised in this community."""
        return self._keys(user_id)[0]

    def _keys(self, user_id: str) -> tuple[str, ...]:
        return self._vault.fingerprints(f"{_KEY} {self._community.number}", user_id)


async def erase_removal_keys(session: AsyncSession, now: datetime) -> None:
    """Erase the hashes of people whose removal has been over for a week, and of those who may come back again."""
    await session.execute(
        update(Removal)
        .where(col(Removal.closed_at) <= now - KEY_KEPT_FOR, col(Removal.subject_key).is_not(None))
        .values(subject_key=None)
    )
    await session.execute(
        update(ReentryBlock)
        .where(col(ReentryBlock.until) <= now, col(ReentryBlock.person_key).is_not(None))
        .values(person_key=None)
    )
