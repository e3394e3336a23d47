"""From answers to the outbox: who reads it, in which language, by which way; and which token carries it.

All of this happens inside the handler's transaction: what is bound here is on the wire from the commit on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import digest
from bot.answers import Answer, Answers, ByMail, Compose, LeaveChat, Post, ReadOn, Reply, ShowMenu, ToHosts, Whisper
from bot.i18n import current_language, speaking
from bot.messages import MentionText, Message, check_count, to_line
from storage.models import Community, Member
from storage.models.communities import Purpose
from storage.models.members import MemberStatus
from storage.models.outbox import Delivery
from storage.repositories.inbox import ReplyToken
from storage.repositories.outbox import WITHOUT_TOKEN, Item, NewItem, QueuedObject
from storage.unit_of_work import UnitOfWork

_ANSWERS_FIRST = 0
_LEAVING_LASTS = timedelta(days=7)
_DIGEST_LAST = 9
_DIGEST_LASTS = timedelta(minutes=1)
_PERSON = "U"
"""The first letter of a LINE user id, which is also the id of that person's private chat."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Items bound to one reply token: what one call to LINE says."""

    token: ReplyToken
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where answers come from: the chat, the event whose token is free for them, the community."""

    chat_id: str
    token_event_id: int | None
    community: Community | None
    default_language: str


class Mailroom:
    """Queues answers and binds them to tokens, in one transaction."""

    def __init__(self, unit: UnitOfWork, origin: Origin) -> None:
        """Work inside this transaction, for answers of this origin."""
        self._unit = unit
        self._origin = origin
        self._now: datetime = unit.now

    async def send(self, answers: Answers) -> list[Batch]:
        """Queue answers, and bind what can leave at once: in the event's own chat, and wherever a token is free.

        Riders of the event's chat leave with its token even where there is no answer.
        """
        given = as_list(answers)
        reading = next((answer for answer in given if isinstance(answer, ReadOn)), None)
        items = [item for answer in given for item in await self._items(answer)]
        await self._unit.menus.ask_all([answer.user_id for answer in given if isinstance(answer, ShowMenu)], self._now)
        replies = [item for item in items if item.delivery is Delivery.REPLY]
        others = [item for item in items if item.delivery is not Delivery.REPLY]
        reply_ids = await self._unit.outbox.queue(replies, self._now)
        await self._unit.outbox.queue(others, self._now)
        chats = {item.chat_id for item in others if item.delivery not in WITHOUT_TOKEN} - {self._origin.chat_id}
        batches = [
            await bind(self._unit, self._origin.chat_id, self._origin.token_event_id, first=reply_ids, reading=reading)
        ]
        batches += [await bind(self._unit, chat_id) for chat_id in sorted(chats)]
        return [batch for batch in batches if batch is not None]

    async def _items(self, answer: Answer) -> list[NewItem]:
        match answer:
            case Reply():
                return [self._reply(answer)]
            case Post():
                return [self._post(answer)]
            case Whisper():
                return [await self._whisper(answer)]
            case ByMail():
                return await self._by_mail(answer)
            case ToHosts():
                return await self._to_hosts(answer)
            case LeaveChat(chat_id):
                return [self._leaving(chat_id)]
            case ShowMenu() | ReadOn():
                return []

    def _reply(self, answer: Reply) -> NewItem:
        return self._item(
            Delivery.REPLY,
            self._origin.chat_id,
            answer.messages,
            answer.lasts,
            priority=_ANSWERS_FIRST,
            repeatable=answer.repeatable,
            dedupe_key=answer.dedupe_key,
        )

    def _post(self, post: Post) -> NewItem:
        return self._item(
            Delivery.WHISPER if post.chat_id.startswith(_PERSON) else Delivery.RIDE,
            post.chat_id,
            _composed(post.compose, self._group_language()),
            post.lasts,
            priority=post.priority,
            dedupe_key=post.dedupe_key,
        )

    async def _whisper(self, whisper: Whisper) -> NewItem:
        return self._item(
            Delivery.WHISPER,
            whisper.user_id,
            _composed(whisper.compose, await self._language_of(whisper.user_id)),
            whisper.lasts,
            priority=whisper.priority,
            dedupe_key=whisper.dedupe_key,
            mail_at=await self._mail_at(whisper),
        )

    async def _mail_at(self, whisper: Whisper) -> datetime | None:
        """Say from when on a word may go by mail; None for one that never does."""
        if whisper.mail_after is None or self._origin.community is None:
            return None
        address = await self._unit.mail.address_of(self._origin.community.number, whisper.user_id)
        return self._now if address is not None and address.at_once else self._now + whisper.mail_after

    async def _language_of(self, user_id: str) -> str:
        return await self._unit.people.language_of(user_id) or self._group_language()

    async def _to_hosts(self, word: ToHosts) -> list[NewItem]:
        community = self._origin.community
        if community is None:
            return []
        room = await self._unit.communities.chat_of(community.number, Purpose.HOSTS)
        hosts = await self._readers_of(community) if room is None or word.also_by_mail else []
        mails = [mail for host in hosts if word.also_by_mail for mail in await self._by_mail(_mail_to(host, word))]
        if room is not None:
            post = Post(room, word.compose, word.lasts, word.priority, word.dedupe_key)
            return [self._post(post), *mails]
        words = [
            Whisper(host.user_id, word.compose, word.lasts, word.priority, _key_for(host, word))
            for host in hosts
            if host.user_id is not None
        ]
        return [*[await self._whisper(each) for each in words], *mails]

    async def _readers_of(self, community: Community) -> Sequence[Member]:
        """List the hosts; those who rest are spared as long as somebody else is there to read it."""
        hosts = await self._unit.of(community).members.hosts()
        return [host for host in hosts if host.status is not MemberStatus.AWAY] or hosts

    async def _by_mail(self, mail: ByMail) -> list[NewItem]:
        """Make the mail; nothing for somebody without an address."""
        community = self._origin.community
        if community is None:
            return []
        if await self._unit.mail.address_of(community.number, mail.user_id, also_of_leavers=True) is None:
            return []
        item = self._item(
            Delivery.MAIL,
            mail.user_id,
            _composed(mail.compose, await self._language_of(mail.user_id)),
            mail.lasts,
            priority=mail.priority,
            dedupe_key=mail.dedupe_key,
            mail_at=self._now,
        )
        return [item]

    def _leaving(self, chat_id: str) -> NewItem:
        return NewItem(
            delivery=Delivery.LEAVE,
            chat_id=chat_id,
            objects=(),
            not_before=self._now,
            best_before=self._now + _LEAVING_LASTS,
            community_id=None if self._origin.community is None else self._origin.community.id,
        )

    def _item(
        self,
        delivery: Delivery,
        chat_id: str,
        messages: Sequence[Message],
        lasts: timedelta,
        *,
        priority: int,
        dedupe_key: str | None = None,
        repeatable: bool = False,
        mail_at: datetime | None = None,
    ) -> NewItem:
        objects = [_queued(message) for message in messages]
        check_count([each.object for each in objects])
        return NewItem(
            delivery=delivery,
            chat_id=chat_id,
            objects=objects,
            not_before=self._now,
            best_before=self._now + lasts,
            community_id=None if self._origin.community is None else self._origin.community.id,
            priority=priority,
            dedupe_key=dedupe_key,
            repeatable=repeatable,
            mail_at=mail_at,
        )

    def _group_language(self) -> str:
        community = self._origin.community
        return self._origin.default_language if community is None else community.language


async def bind(
    unit: UnitOfWork,
    chat_id: str,
    own_event_id: int | None = None,
    *,
    first: Sequence[int] = (),
    reading: ReadOn | None = None,
) -> Batch | None:
    """Bind what waits in a chat to its own event's token, or else to the newest free one; None if either is missing.

    Where more waits in a private chat than fits or than is kind, a card lists the rest; `reading` says what of it.
    """
    if chat_id.startswith(_PERSON):
        parting = digest.part(await unit.outbox.waiting_in(chat_id, unit.now, first=first), first, reading)
    else:
        parting = digest.Parting(await unit.outbox.ready(chat_id, unit.now, first=first))
    key = None if reading else digest.key_of(chat_id, parting.listed, unit.now)
    is_listed = bool(parting.listed) and (key is None or await unit.outbox.by_key(key) is None)
    if not parting.said and not is_listed:
        return None
    event_id = own_event_id or await unit.inbox.newest_free_token(chat_id, unit.now)
    token = None if event_id is None else await unit.inbox.spend_token(event_id)
    if token is None:
        return None
    items = [*parting.said, *(await _list_of(unit, chat_id, parting, key) if is_listed else ())]
    await unit.outbox.bind(items, token.event_id, unit.now)
    return Batch(token, tuple(items))


async def _list_of(unit: UnitOfWork, user_id: str, parting: digest.Parting, key: str | None) -> list[Item]:
    """Queue the card that lists what is not said now, in the language of whoever reads it."""
    count = await unit.outbox.count_ready(user_id, unit.now) - len(parting.said)
    with speaking(await unit.people.language_of(user_id) or current_language()):
        card = digest.listing(parting.listed, count)
    item = NewItem(
        delivery=Delivery.REPLY,
        chat_id=user_id,
        objects=[_queued(card)],
        not_before=unit.now,
        best_before=unit.now + _DIGEST_LASTS,
        priority=_DIGEST_LAST,
        dedupe_key=key,
    )
    ids = await unit.outbox.queue([item], unit.now)
    return [each for each in await unit.outbox.waiting_in(user_id, unit.now, first=ids) if each.id in ids]


def _composed(compose: Compose, language: str) -> Sequence[Message]:
    with speaking(language):
        return compose()


def _mail_to(host: Member, word: ToHosts) -> ByMail:
    key = _key_for(host, word)
    return ByMail(host.user_id or "", word.compose, word.lasts, word.priority, None if key is None else f"{key}:mail")


def _key_for(host: Member, word: ToHosts) -> str | None:
    return None if word.dedupe_key is None else f"{word.dedupe_key}#{host.number}"


def as_list(answers: Answers) -> list[Answer]:
    """Give what a handler returned, nothing, one answer or several, as a list."""
    if answers is None:
        return []
    return list(answers) if isinstance(answers, Sequence) else [answers]


def _queued(message: Message) -> QueuedObject:
    return QueuedObject(to_line(message), message.plain if isinstance(message, MentionText) else None)
