"""What a handler needs to know from LINE: asked for beforehand, fetched outside the transaction, handed in."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.line_api import MemberList, Quota
from storage.repositories.people import ChatOnRecord, NameOnRecord


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to fetch: names of people as seen in a chat, the name and member count of chats, and who is in them.

    Names in `fresh` are asked of LINE even if they are known from within the last day; `listed`, the chats whose
    people are to be listed, always are, and so are `profiles`, whether LINE shows the account these people's own, and
    the `quota` of billed messages.
    """

    names: frozenset[tuple[str, str]] = frozenset()
    chats: frozenset[str] = frozenset()
    fresh: frozenset[tuple[str, str]] = frozenset()
    listed: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()
    quota: bool = False

    def __or__(self, other: "Wanted") -> "Wanted":
        """Want both."""
        return Wanted(
            self.names | other.names,
            self.chats | other.chats,
            self.fresh | other.fresh,
            self.listed | other.listed,
            self.profiles | other.profiles,
            self.quota or other.quota,
        )


NOTHING = Wanted()


def names_in(chat_id: str, user_ids: Iterable[str]) -> Wanted:
    """Want the display names of some people as a chat shows them."""
    return Wanted(names=frozenset((chat_id, user_id) for user_id in user_ids))


def names_right_now(chat_id: str, user_ids: Iterable[str]) -> Wanted:
    """Want display names as the chat shows them at this moment, for when a wrong name would harm somebody."""
    return Wanted(fresh=frozenset((chat_id, user_id) for user_id in user_ids))


def about_chat(chat_id: str | None) -> Wanted:
    """Want a group's name and member count; nothing where there is no group."""
    return NOTHING if chat_id is None else Wanted(chats=frozenset({chat_id}))


def people_in(chat_id: str) -> Wanted:
    """Want LINE's list of the people in a group, as it is at this moment."""
    return Wanted(listed=frozenset({chat_id}))


def price_of_push(user_id: str) -> Wanted:
    """Want what a host needs to know before a person is pushed to: whether it can reach them, and what is left."""
    return Wanted(profiles=frozenset({user_id}), quota=True)


@dataclass(frozen=True, slots=True)
class Facts:
    """What LINE answered in time; what is missing here was not to be had within the limit."""

    names: dict[str, str | None] = field(default_factory=dict)
    chats: dict[str, ChatOnRecord] = field(default_factory=dict)
    lists: dict[str, MemberList] = field(default_factory=dict)
    profiles: dict[str, bool] = field(default_factory=dict)
    """By user id, whether LINE shows the account the person's own profile: friends', and of those who wrote to it."""
    quota: Quota | None = None
    """How many messages may be billed this month, if LINE told."""
    new_names: tuple[NameOnRecord, ...] = ()
    new_chats: tuple[ChatOnRecord, ...] = ()

    def name_of(self, user_id: str | None) -> str | None:
        """Give a person's display name; None when it is unknown or the person is gone."""
        return None if user_id is None else self.names.get(user_id)

    def is_gone(self, user_id: str) -> bool:
        """Say whether LINE answered that this person is no longer in the chat."""
        return user_id in self.names and self.names[user_id] is None

    def group_name(self, chat_id: str | None) -> str | None:
        """Give a group's name, if there is a group and LINE told it."""
        chat = None if chat_id is None else self.chats.get(chat_id)
        return None if chat is None else chat.name

    def member_count(self, chat_id: str | None) -> int | None:
        """Give how many people a group has, the bot not counted, if there is a group and LINE told it."""
        chat = None if chat_id is None else self.chats.get(chat_id)
        return None if chat is None else chat.member_count

    def people_of(self, chat_id: str) -> MemberList | None:
        """Give LINE's list of the people in a group, if LINE answered."""
        return self.lists.get(chat_id)
