"""Handles a run of ordinary talk with a few set-based statements: marks, members, observers, riders.

The text of a message is looked at here by observers and nowhere kept.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answers import Answer, Answers
from bot.delivery import Batch, Mailroom, Origin, as_list
from bot.events import Event, MessageEdited, MessageSent, MessageUnsent
from bot.forms.running import retract
from bot.i18n import speaking
from bot.payloads import translate
from bot.routing import Routes, Run
from bot.scope import note_return
from bot.services import Services
from storage.models import Attachment, Community, Member
from storage.models.communities import Purpose
from storage.models.inbox import EventState
from storage.repositories.activity import Mark
from storage.repositories.inbox import TOKEN_USABLE_FOR, StoredEvent
from storage.unit_of_work import CommunityStore, UnitOfWork


@dataclass(frozen=True, slots=True)
class Talk:
    """A stored event and what it means."""

    stored: StoredEvent
    event: Event


async def handle_talk(
    services: Services, unit: UnitOfWork, stored: Sequence[StoredEvent], *, with_observers: bool
) -> list[Batch]:
    """Handle a run of one chat's ordinary events, and let what waits for the chat ride on its newest token."""
    chat_id = stored[0].chat_id
    talk = [_opened(each) for each in stored]
    active = [each for each in talk if not each.event.standby]
    attachment = await unit.communities.attachment_of_chat(chat_id)
    community = None if attachment is None else await unit.communities.get(attachment.community_id)
    answers: Answers = None
    if community is not None and active and attachment is not None and attachment.purpose is Purpose.MAIN:
        note_return(community, active[-1].event)
    counted = community is not None and _is_counted(attachment, community)
    if counted and community is not None:
        answers = await _look_at(services, unit, community, active, with_observers=with_observers)
    for each in active:
        if not counted and isinstance(each.event, MessageEdited | MessageUnsent):
            await unit.inbox.note_overtaken(chat_id, each.event.message_id, unit.now)
        if isinstance(each.event, MessageUnsent):
            await _erase_elsewhere(services, unit, each.event)
    origin = Origin(chat_id, _newest_token(unit, active), community, services.options.default_language)
    with speaking(origin.default_language if community is None else community.language):
        batches = await Mailroom(unit, origin).send(answers)
    await unit.inbox.finish([each.id for each in stored], EventState.DONE, "counted" if counted else "seen", unit.now)
    return batches


async def note_message(store: CommunityStore, event: MessageSent, speaker: Member | None) -> bool:
    """Remember whose message a command was; False when its edit or take-back came before it."""
    if event.message_id is None:
        return True
    overtaken = await store.activity.overtaken([event.message_id])
    await store.activity.mark([_mark(event, speaker)])
    return not overtaken


async def observe(routes: Routes, run: Run) -> list[Answer]:
    """Let every observer look at a run, and gather what they want said."""
    found: list[Answer] = []
    for observer in routes.observers:
        found += as_list(await observer(run))
    return found


async def _erase_elsewhere(services: Services, unit: UnitOfWork, event: MessageUnsent) -> None:
    """Erase what a message has become whose author takes it back: an answer in a form, evidence of a report."""
    if event.source.is_private:
        await retract(unit, event.source.chat_id, event.message_id)
    for erase in services.routes.take_backs:
        await erase(unit, event)


def _opened(stored: StoredEvent) -> Talk:
    payload = json.loads(stored.payload or b"{}")
    return Talk(stored, translate(payload, key=stored.event_key, received_at=stored.received_at))


def _is_counted(attachment: Attachment | None, community: Community) -> bool:
    """Nothing is counted before somebody has claimed the group, nor in the hosts' room."""
    in_main_chat = attachment is not None and attachment.purpose is Purpose.MAIN
    return in_main_chat and community.is_claimed and community.left_at is None


def _newest_token(unit: UnitOfWork, talk: Sequence[Talk]) -> int | None:
    usable = [
        each.stored for each in talk if each.stored.has_token and each.stored.received_at > unit.now - TOKEN_USABLE_FOR
    ]
    return max(usable, key=lambda each: (each.received_at, each.id)).id if usable else None


async def _look_at(
    services: Services, unit: UnitOfWork, community: Community, talk: Sequence[Talk], *, with_observers: bool
) -> Answers:
    store = unit.of(community)
    messages = await _not_overtaken(store, [each.event for each in talk if isinstance(each.event, MessageSent)])
    members = await _speakers(unit, community, messages)
    await store.activity.mark(
        [_mark(message, members.get(message.source.user_id or "")) for message in messages if message.message_id]
    )
    edits = await _note_changes(store, [each.event for each in talk])
    if not with_observers or not (messages or edits):
        return None
    members |= await _editors(store, edits, members)
    return await observe(services.routes, Run(unit, store, messages, members, unit.now, edits))


async def _note_changes(store: CommunityStore, events: Iterable[Event]) -> list[MessageEdited]:
    """Remember edits and take-backs, and give each message's newest edit, if it was not taken back before.

    This comes after the messages of the same run, which came before them at LINE.
    """
    newest: dict[str, MessageEdited] = {}
    for event in events:
        if isinstance(event, MessageUnsent):
            await store.activity.mark_taken_back(event.message_id, event.occurred_at)
        elif isinstance(event, MessageEdited) and await store.activity.mark_edited(event.message_id, event.occurred_at):
            newest[event.message_id] = event
    return list(newest.values())


async def _editors(
    store: CommunityStore, edits: Iterable[MessageEdited], known: Mapping[str, Member]
) -> dict[str, Member]:
    """Find who edited something and said nothing in the same run; nobody gets a number for an edit."""
    user_ids = {each.source.user_id for each in edits if each.source.user_id is not None}
    return await store.members.by_users(user_ids - known.keys())


async def _not_overtaken(store: CommunityStore, messages: Sequence[MessageSent]) -> list[MessageSent]:
    overtaken = await store.activity.overtaken([each.message_id for each in messages if each.message_id])
    return [each for each in messages if each.message_id not in overtaken]


async def _speakers(unit: UnitOfWork, community: Community, messages: Iterable[MessageSent]) -> dict[str, Member]:
    """Find the speakers; only where somebody is heard for the first time is the community locked for a number."""
    seen_at = {each.source.user_id: each.occurred_at for each in messages if each.source.user_id is not None}
    members = await unit.of(community).members.by_users(seen_at)
    strangers = sorted(each for each in seen_at if each not in members or not members[each].is_present)
    if strangers:
        locked = await unit.communities.lock(community.number)
        for user_id in strangers:
            members[user_id] = await unit.of(locked or community).members.remember(
                user_id, unit.now, seen_at=seen_at[user_id]
            )
    return members


def _mark(message: MessageSent, author: Member | None) -> Mark:
    return Mark(message.message_id or "", None if author is None else author.number, message.occurred_at)
