"""What a handler is given: the event, the moment, the speaker, the community's repositories, and what LINE told."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from bot.buttons import BUTTON_LASTS, ButtonCodec, ButtonPress
from bot.commands import Vocabulary
from bot.events import Event
from bot.facts import Facts
from bot.messages import OpenButton, Tap
from storage.models import Community, Member
from storage.models.communities import Purpose
from storage.models.members import Role
from storage.repositories.forms import FormOnRecord
from storage.unit_of_work import CommunityStore, UnitOfWork


class NoCommunity(LookupError):
    """A handler asked for a community where there is none: a route that should have said it needs one."""


@dataclass(frozen=True, slots=True)
class Account:
    """The official account this bot speaks as."""

    user_id: str
    basic_id: str
    name: str

    def private_chat_link(self, text: str) -> str:
        """Give the address that opens the private chat with a text already typed; the person still presses send."""
        return f"https://line.me/R/oaMessage/{quote(self.basic_id, safe='')}/?{quote(text, safe='')}"


@dataclass(frozen=True, slots=True)
class Options:
    """What the operator has set for the whole account, as far as handlers care."""

    operator_user_ids: frozenset[str] = frozenset()
    admission_by_code: bool = False
    default_language: str = "ja"
    default_timezone: str = "Asia/Tokyo"
    push_budget: int | None = None
    """How many messages the hosts of one community may have billed a month; None for as many as they like."""
    sends_mail: bool = False


@dataclass(slots=True, kw_only=True)
class Context:
    """Everything one event's handler may use. Nothing in it commits, calls LINE or reads a clock."""

    event: Event
    now: datetime
    language: str
    account: Account
    options: Options
    vocabulary: Vocabulary
    button_codec: ButtonCodec
    unit: UnitOfWork
    home: CommunityStore | None = None
    """The community this event acts on, its row locked; None outside any."""
    main_chat: str | None = None
    """The LINE group of that community; None when it has none now."""
    purpose: Purpose | None = None
    """What the event's own chat is to the community; None in a private chat."""
    speaker: Member | None = None
    """The member who spoke or tapped; None for strangers and where LINE gave no user id."""
    facts: Facts = field(default_factory=Facts)
    form: FormOnRecord | None = None
    """The form the speaker is in the middle of, in a private chat."""

    @property
    def store(self) -> CommunityStore:
        """Give the community's repositories; NoCommunity where the event acts on none."""
        if self.home is None:
            raise NoCommunity
        return self.home

    @property
    def community(self) -> Community:
        """Give the community the event acts on; NoCommunity where there is none."""
        return self.store.community

    @property
    def zone(self) -> ZoneInfo:
        """Give the zone whose wall clocks the community goes by."""
        return ZoneInfo(self.community.timezone)

    @property
    def today(self) -> date:
        """Give the day it is in the community's zone."""
        return self.now.astimezone(self.zone).date()

    @property
    def chat_id(self) -> str:
        """Give the chat the event happened in."""
        return self.event.source.chat_id

    @property
    def user_id(self) -> str | None:
        """Give the LINE user id of whoever caused the event, where LINE told it."""
        return self.event.source.user_id

    @property
    def speaker_number(self) -> int | None:
        """Give the number of the member who spoke or tapped; None where there is no such member."""
        return None if self.speaker is None else self.speaker.number

    @property
    def in_private(self) -> bool:
        """Say whether the event happened in somebody's private chat with the bot."""
        return self.event.source.is_private

    @property
    def is_operator(self) -> bool:
        """Say whether the speaker runs this account."""
        return self.user_id in self.options.operator_user_ids

    def may_act_as(self, role: Role) -> bool:
        """Say whether the speaker holds a role or a higher one here."""
        return self.speaker is not None and self.speaker.is_present and self.speaker.role.includes(role)

    def tap(
        self,
        label: str,
        action: str,
        *,
        about: str | int = "",
        for_user: str | None = None,
        anywhere: bool = False,
        lasts: timedelta = BUTTON_LASTS,
        shown: str | None = None,
    ) -> Tap:
        """Make a button for this community and, unless `anywhere`, for the event's chat.

        `for_user` lets only that person press it; `shown` is posted as the tapper's own words.
        """
        data = self.button_codec.write(
            ButtonPress(
                action=action,
                community_id=None if self.home is None else self.home.community.id,
                object=str(about),
            ),
            expires_at=self.now + lasts,
            chat_id=None if anywhere else self.chat_id,
            for_user=for_user,
        )
        return Tap(label, data, shown)

    def private_chat(self, label: str, text: str) -> OpenButton:
        """Make a button that opens the private chat with a text already typed."""
        return OpenButton(label, self.account.private_chat_link(text))
