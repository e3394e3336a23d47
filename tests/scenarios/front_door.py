"""What LINE does at the bot's door, and what it never would: raw requests, late events, a look at what was stored."""

import json
from collections.abc import Awaitable, Mapping, Sequence
from copy import deepcopy
from typing import Any

import httpx
from sqlalchemy import select, text
from sqlmodel import col

from bot.simulator import Happened, Person
from bot.simulator.webhooks import sign
from storage.models import Attachment, InboxEvent, Member, OutboxItem, WeeklyCount
from storage.models.communities import Purpose
from storage.models.inbox import EventState
from tests.scenarios.world import SECRET, World

Event = dict[str, Any]


async def knock(
    world: World, *events: Mapping[str, Any], secret: str = SECRET, door: httpx.AsyncClient | None = None
) -> httpx.Response:
    """Deliver events in one signed request; the bot has stored them when it answers, and handled nothing yet.

    `door` is another process's, if there is one.
    """
    body = json.dumps({"destination": world.line.bot.user_id, "events": events}).encode()
    return await knock_with(world, body, secret=secret, door=door)


async def knock_with(
    world: World, body: bytes, *, secret: str = SECRET, door: httpx.AsyncClient | None = None
) -> httpx.Response:
    """Deliver any bytes, signed."""
    return await (door or world.http).post("/webhook", content=body, headers={"x-line-signature": sign(body, secret)})


async def unheard(world: World, act: Awaitable[Happened]) -> Event:
    """Let a person do something without the bot hearing of it, and give the event that LINE would have sent."""
    world.line.mishaps.webhooks("lost")
    happened = await act
    assert happened.event is not None
    return deepcopy(happened.event)


def copy_of(event: Event, number: int = 0, **changes: Any) -> Event:
    """Give an event like another one, but with an id of its own; None as a change takes a property away."""
    changed = {**deepcopy(event), "webhookEventId": f"{event['webhookEventId']}x{number}", **changes}
    return {name: value for name, value in changed.items() if value is not None}


def written(world: World, person: Person, said: str) -> Event:
    """Make the event of something written in the group, without a reply token."""
    number = world.line.platform.next_message_id()
    return {
        "type": "message",
        "webhookEventId": f"WRITTEN{number}",
        "deliveryContext": {"isRedelivery": False},
        "timestamp": world.line.platform.now(),
        "source": {"type": "group", "groupId": world.group.chat_id, "userId": person.user_id},
        "mode": "active",
        "message": {"id": number, "type": "text", "text": said},
    }


async def stored(world: World, *states: EventState) -> Sequence[InboxEvent]:
    """List the events of the inbox in these states, or all, in the order they were stored."""
    async with world.bot.services.database.read() as session:
        rows = await session.scalars(
            select(InboxEvent)
            .where(col(InboxEvent.state).in_(states or tuple(EventState)))
            .order_by(col(InboxEvent.id))
        )
        return list(rows)


async def row_of(world: World, event: Event) -> InboxEvent:
    """Find what became of one event."""
    return next(row for row in await stored(world) if row.event_key == event["webhookEventId"])


async def outbox(world: World) -> Sequence[OutboxItem]:
    """List everything that was ever queued to be said, oldest first."""
    async with world.bot.services.database.read() as session:
        return list(await session.scalars(select(OutboxItem).order_by(col(OutboxItem.id))))


async def member(world: World, person: Person) -> Member | None:
    """Find what the bot knows of a person, the first community's member."""
    async with world.bot.services.database.read() as session:
        return (await session.scalars(select(Member).where(col(Member.user_id) == person.user_id))).one_or_none()


async def messages_counted(world: World, person: Person) -> int:
    """Say how many messages of a person were counted."""
    known = await member(world, person)
    if known is None:
        return 0
    async with world.bot.services.database.read() as session:
        counts = await session.scalars(
            select(col(WeeklyCount.messages)).where(col(WeeklyCount.member_number) == known.number)
        )
        return sum(counts)


async def attach_hosts_room(world: World, chat_id: str) -> None:
    """Make a chat the hosts' room of the first community."""
    async with world.bot.services.database.write() as session:
        session.add(Attachment(community_id=1, chat_id=chat_id, purpose=Purpose.HOSTS, attached_at=world.clock.now()))


def pushes(world: World) -> int:
    """Count the calls that would cost money."""
    return sum("/message/push" in call.path for call in world.line.calls())


async def refuse_rows(world: World, table: str, column: str, value: str) -> None:
    """Let the database refuse rows with a certain value, which is no trouble of the database but of the row."""
    condition = f"WHEN (NEW.{column} = '{value}')"
    trigger = f"CREATE TRIGGER refusal BEFORE INSERT ON {table}"
    if world.bot.services.database.is_sqlite:
        await _execute(world, f"{trigger} {condition} BEGIN SELECT RAISE(ABORT, 'no'); END")
        return
    function = "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no'; END$$"
    await _execute(world, function)
    await _execute(world, f"{trigger} FOR EACH ROW {condition} EXECUTE FUNCTION refuse()")


async def take_rows_again(world: World, table: str) -> None:
    """Let the database take again what it refused."""
    is_sqlite = world.bot.services.database.is_sqlite
    await _execute(world, "DROP TRIGGER refusal" if is_sqlite else f"DROP TRIGGER refusal ON {table}")


async def _execute(world: World, statement: str) -> None:
    async with world.bot.services.database.write() as session:
        await session.execute(text(statement))
