"""Communities, and the chats they are attached to."""

from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models import Attachment, Community, Member
from storage.models.communities import Purpose
from storage.models.members import GONE, Role

_ATTACHMENT_OF_CHAT = select(Attachment).where(
    col(Attachment.chat_id) == bindparam("chat"), col(Attachment.detached_at).is_(None)
)
_LOCK = (
    select(Community)
    .where(col(Community.id) == bindparam("community"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_CHAT_OF = (
    select(col(Attachment.chat_id))
    .where(
        col(Attachment.community_id) == bindparam("community"),
        col(Attachment.purpose) == bindparam("purpose"),
        col(Attachment.detached_at).is_(None),
    )
    .order_by(col(Attachment.attached_at).desc())
    .limit(1)
)
_BELONGS = col(Member.status).not_in(GONE)
_HAS_BOT = col(Community.left_at).is_(None)


class CommunityRepository:
    """Communities of this account. Whoever changes one first takes its lock."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside this transaction."""
        self._session = session

    async def get(self, community_id: int) -> Community | None:
        """Find a community by its number."""
        return await self._session.get(Community, community_id)

    async def lock(self, community_id: int) -> Community | None:
        """Find a community and hold its row until the transaction ends, so that nobody changes it meanwhile.

        On SQLite the transaction itself (BEGIN IMMEDIATE) is the lock.
        """
        return (await self._session.scalars(_LOCK, {"community": community_id})).one_or_none()

    async def attachment_of_chat(self, chat_id: str) -> Attachment | None:
        """Find what a chat is attached to now."""
        return (await self._session.scalars(_ATTACHMENT_OF_CHAT, {"chat": chat_id})).one_or_none()

    async def chat_of(self, community_id: int, purpose: Purpose = Purpose.MAIN) -> str | None:
        """Give the chat that serves a purpose of the community, newest first; None when there is none."""
        wanted = {"community": community_id, "purpose": purpose}
        return (await self._session.scalars(_CHAT_OF, wanted)).one_or_none()

    async def found(self, chat_id: str, *, language: str, timezone: str, admitted: bool, now: datetime) -> Community:
        """Begin a community for a chat the bot has just joined."""
        community = Community(language=language, timezone=timezone, admitted=admitted, created_at=now)
        self._session.add(community)
        await self._session.flush()
        self._session.add(Attachment(community_id=community.number, chat_id=chat_id, attached_at=now))
        await self._session.flush()
        return community

    async def detach(self, chat_id: str, now: datetime) -> None:
        """End the attachment of a chat."""
        await self._session.execute(
            update(Attachment)
            .where(col(Attachment.chat_id) == chat_id, col(Attachment.detached_at).is_(None))
            .values(detached_at=now)
        )

    async def attach(self, chat_id: str, community_id: int, purpose: Purpose, now: datetime) -> None:
        """Attach a chat to a community, whatever it was attached to before."""
        await self.detach(chat_id, now)
        former = await self._session.get(Attachment, (community_id, chat_id), populate_existing=True)
        attachment = former or Attachment(community_id=community_id, chat_id=chat_id, attached_at=now)
        attachment.purpose = purpose
        attachment.attached_at = now
        attachment.detached_at = None
        self._session.add(attachment)
        await self._session.flush()

    async def owned_by(self, user_id: str) -> list[Community]:
        """List the communities that a person owns now and that the bot has not left, by number."""
        return await self._with(user_id, col(Member.role) == Role.OWNER, _BELONGS, _HAS_BOT)

    async def led_by(self, user_id: str) -> list[Community]:
        """List the communities that a person is owner or host of, those the bot is out of included, by number."""
        return await self._with(user_id, col(Member.role).in_((Role.OWNER, Role.HOST)), _BELONGS)

    async def ever_of_person(self, user_id: str) -> list[Community]:
        """List the communities that have a person on record, those the person has left included, by number."""
        return await self._with(user_id)

    async def of_person(self, user_id: str) -> list[Community]:
        """List the communities that a person belongs to now and that the bot has not left, by number."""
        return await self._with(user_id, _BELONGS, _HAS_BOT)

    async def _with(self, user_id: str, *conditions: ColumnElement[bool]) -> list[Community]:
        rows = await self._session.scalars(
            select(Community)
            .join(Member, col(Member.community_id) == col(Community.id))
            .where(col(Member.user_id) == user_id, *conditions)
            .order_by(col(Community.id))
        )
        return list(rows)
