"""What a handler gives back: words with a destination. The dispatcher queues them in the handler's own transaction.

A destination other than the speaker's chat takes a function instead of ready messages, because the words are made in
the language of whoever reads them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.messages import Message

Compose = Callable[[], Sequence[Message]]

ANSWER_LASTS = timedelta(minutes=5)
WORD_LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reply:
    """Answers this event in its own chat, in the language of the event.

    Should the event's token die unused, the answer rides on the chat's next one, as long as it `lasts`. `repeatable`
    allows saying it again when nobody knows whether LINE took it the first time. With a `dedupe_key` it can be called
    off, and looked up to learn whether it arrived.
    """

    messages: Sequence[Message]
    lasts: timedelta = ANSWER_LASTS
    repeatable: bool = False
    dedupe_key: str | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """Speaks in a chat with whichever reply token comes next there; free of charge.

    A smaller `priority` goes first. Of several posts with one `dedupe_key` only the first is queued.
    """

    chat_id: str
    compose: Compose
    lasts: timedelta = WORD_LASTS
    priority: int = 5
    dedupe_key: str | None = None


@dataclass(frozen=True, slots=True)
class Whisper:
    """A word to one person, given with the next token of their private chat.

    If it still waits after `mail_after`, it goes by mail to somebody who has confirmed an address; at once where they
    have chosen that.
    """

    user_id: str
    compose: Compose
    lasts: timedelta = WORD_LASTS
    priority: int = 5
    dedupe_key: str | None = None
    mail_after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ByMail:
    """A mail with words to the hosts, to one of them who has confirmed an address; nothing for anybody else.

    Also for somebody who was a host when a wave of leavings began, and is out of the group.
    """

    user_id: str
    compose: Compose
    lasts: timedelta = WORD_LASTS
    priority: int = 5
    dedupe_key: str | None = None


@dataclass(frozen=True, slots=True)
class ToHosts:
    """A word to the hosts of the event's community: in the hosts' room if there is one, else whispered to each.

    `also_by_mail` sends it at once to the addresses of those hosts who have confirmed one, besides.
    """

    compose: Compose
    lasts: timedelta = WORD_LASTS
    priority: int = 3
    dedupe_key: str | None = None
    also_by_mail: bool = False


@dataclass(frozen=True, slots=True)
class LeaveChat:
    """The bot leaves a group, after everything said to it before."""

    chat_id: str


@dataclass(frozen=True, slots=True)
class ShowMenu:
    """A person is to see the rich menu of their role, as it is when LINE is asked for it."""

    user_id: str


@dataclass(frozen=True, slots=True)
class ReadOn:
    """Words that wait for the speaker are said in their private chat: the one at a `place` of the list, or the next.

    Places count from 1, in the order in which the digest lists them.
    """

    place: int | None = None


Answer = Reply | Post | Whisper | ByMail | ToHosts | LeaveChat | ShowMenu | ReadOn
Answers = Answer | Sequence[Answer] | None


def reply(*messages: Message) -> Reply:
    """Answer this event with these messages."""
    return Reply(messages)
