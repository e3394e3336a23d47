"""What is still on record of private chats with people of whom nothing is known: whose chats they were is erased.

The bot's inside keeps a lane for each chat, and for a week the record of what was said where. For whoever is forgotten
the last of these come into being with the very answer that says so, and are erased here a little later.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from storage.models import Adviser, InboxEvent, Lane, Member, OutboxItem, Person
from storage.models.inbox import EventState
from storage.models.outbox import ItemState
from storage.repositories.inbox import NOBODYS

_PRIVATE = "U%"
"""The beginning of a LINE user id, which is also the id of that person's private chat."""
_AT_ONCE = 500
_UNDER_WAY = (ItemState.WAITING, ItemState.SENDING)


async def forget_strangers(session: AsyncSession, now: datetime) -> None:
    """Erase the ids of private chats that lead to nobody known, wherever nothing is under way there."""
    said = (
        select(col(OutboxItem.id))
        .where(col(OutboxItem.state).not_in(_UNDER_WAY), *_leads_to_nobody(OutboxItem.chat_id))
        .limit(_AT_ONCE)
    )
    await session.execute(
        update(OutboxItem)
        .where(col(OutboxItem.id).in_(said))
        .values(chat_id=NOBODYS)
        .execution_options(synchronize_session=False)
    )
    waits = exists().where(col(InboxEvent.chat_id) == col(Lane.chat_id), col(InboxEvent.state) == EventState.WAITING)
    idle = (
        select(col(Lane.chat_id))
        .where(col(Lane.blocked_until) <= now, ~waits.correlate(Lane), *_leads_to_nobody(Lane.chat_id))
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    await session.execute(delete(Lane).where(col(Lane.chat_id).in_(idle)).execution_options(synchronize_session=False))


def _leads_to_nobody(chat_id: Any) -> tuple[ColumnElement[bool], ...]:
    """Say that a chat is private and that the bot knows neither a person nor a member nor an adviser of that id."""
    return (
        col(chat_id).like(_PRIVATE),
        ~exists().where(col(Person.user_id) == col(chat_id)),
        ~exists().where(col(Member.user_id) == col(chat_id)),
        ~exists().where(col(Adviser.user_id) == col(chat_id)),
    )
