"""Who counts as quiet, and whom a host may ask how they are: facts in, a verdict out. Pure judgement.

Reading along is a way to belong. So nobody is quiet who has said that they only read or rest, who is new, or whom the
hosts have exempted; and the verdict says why somebody is left in peace, never that anybody did something wrong.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from bot.times import Duration
from bot.times.wall_times import add_months
from storage.models.members import MemberStatus
from storage.repositories.turnover import RosterEntry

NEW_FOR = timedelta(days=30)
"""How long somebody who has come in is never asked."""
ASKED_AGAIN_AFTER = timedelta(days=30)
"""Whoever was asked and did not answer is left in peace for so long."""


class Way(Enum):
    """What a host can do about somebody who is quiet, in the order in which it is shown."""

    IN_PRIVATE = "in private"
    """The person can read the bot in the private chat."""
    IN_GROUP = "in the group"
    """Only the card in the group can reach them."""
    NOBODY = "nobody"
    """Nobody asks them."""


class Spared(Enum):
    """Why somebody is not asked."""

    LISTENING = "listening"
    AWAY = "away"
    LEAVING = "leaving"
    EXEMPT = "exempt"
    NEW = "new"
    ASKED_LATELY = "asked lately"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """Somebody of whom there was no sign of life: since when, and what can be done.

    `spared` says why nobody asks them; empty where they may be asked. `never_spoke` tells since their coming from
    since their last sign of life.
    """

    entry: RosterEntry
    since: date
    never_spoke: bool
    way: Way
    spared: Spared | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Now, as judged in the community's zone."""

    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        """Give the day it is there."""
        return self.now.astimezone(self.zone).date()


def cutoff(today: date, span: Duration) -> date:
    """Give the last day of a sign of life that lies a span ago or longer; months as the calendar counts them."""
    return add_months(today, -span.months) - timedelta(days=span.days + span.seconds // 86_400)


def quiet_people(roster: Iterable[RosterEntry], latest: date, moment: Moment) -> list[Quiet]:
    """List those without a sign of life after the day `latest`, by what can be done, the longest silence first."""
    found = [quiet for entry in roster if (quiet := judge(entry, latest, moment)) is not None]
    order = list(Way)
    return sorted(found, key=lambda quiet: (order.index(quiet.way), quiet.since, quiet.entry.member.number))


def judge(entry: RosterEntry, latest: date, moment: Moment) -> Quiet | None:
    """Say whether a member is quiet, and what a host can do; None for somebody who was there since."""
    since = last_sign(entry, moment.zone)
    if since > latest:
        return None
    spared = reason_to_spare(entry, moment)
    if spared is not None:
        way = Way.NOBODY
    else:
        way = Way.IN_PRIVATE if entry.is_friend and entry.member.user_id is not None else Way.IN_GROUP
    return Quiet(
        entry=entry,
        since=since,
        never_spoke=not _has_spoken(entry, moment.zone),
        way=way,
        spared=spared,
    )


def to_be_asked(quiet: Sequence[Quiet]) -> list[Quiet]:
    """List those of the quiet whom a round of questions goes to: who may be asked, and whom LINE names."""
    return [each for each in quiet if each.spared is None and each.entry.member.user_id is not None]


def last_sign(entry: RosterEntry, zone: ZoneInfo) -> date:
    """Give the day of the last sign of life; for somebody who never spoke, the day they came or were first known."""
    came = _came(entry).astimezone(zone).date()
    return came if entry.member.last_seen_on is None else max(entry.member.last_seen_on, came)


def reason_to_spare(entry: RosterEntry, moment: Moment) -> Spared | None:
    """Say why a member is never asked now; None for somebody who may be."""
    status = entry.member.status
    if status is MemberStatus.LISTENING:
        return Spared.LISTENING
    if status is MemberStatus.AWAY:
        return Spared.AWAY
    if entry.wants_to_leave:
        return Spared.LEAVING
    if entry.is_exempt:
        return Spared.EXEMPT
    if moment.now < _came(entry) + NEW_FOR:
        return Spared.NEW
    if entry.asked_at is not None and moment.now < entry.asked_at + ASKED_AGAIN_AFTER:
        return Spared.ASKED_LATELY
    return None


def _has_spoken(entry: RosterEntry, zone: ZoneInfo) -> bool:
    """Say whether somebody was heard since they came; somebody who came back begins anew."""
    seen_on = entry.member.last_seen_on
    return seen_on is not None and seen_on >= _came(entry).astimezone(zone).date()


def _came(entry: RosterEntry) -> datetime:
    return entry.member.joined_at or entry.member.first_seen_at
