"""The course of a removal: facts in, the next state out; no I/O and no clock.

    resting ──the host hands it on──► proposed, or lone

    proposed ──yes──► approved ──a host volunteers──► underway ──LINE: out──► done
      │  ▲  │            │  └──LINE: out──► left         │
      │  │  no           └──────── 48 hours ─────────────┴──► lapsed (LINE's word from before may still come: done)
      │  │  └──► rejected
      │  └── a second host appears
      ▼
    lone ──24 hours──► approved          from every open state: withdrawn, or left where the person goes first

The 48 hours to decide are counted in hours during which somebody was there who could; so are the 24 of a lone host.
"""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from storage.models.removals import OPEN_STATES, RemovalState

HOURS_TO_DECIDE = 48
HOURS_TO_SLEEP_ON_IT = 24
HOUR = timedelta(hours=1)
REMINDED_AFTER = timedelta(hours=24)
WINDOW = timedelta(hours=48)
UNDECIDED = (RemovalState.PROPOSED, RemovalState.LONE)


class Why(Enum):
    """Why something cannot be done to a removal."""

    SETTLED = "it is decided already, or over"
    OWN = "it is one's own proposal"
    NOT_IMPARTIAL = "the host is related to the person, or no host"
    NOT_DECIDED = "nobody has decided yet"
    TAKEN = "somebody else does it"
    NOT_UNDERWAY = "nobody does it yet"
    NOT_YOURS = "only whoever proposed it, or the owner"
    WAITS_FOR_LINE = "LINE will say so itself"


class CannotBe(Exception):
    """What was asked does not fit the state of the removal; `why` says the reason."""

    def __init__(self, why: Why) -> None:
        """Take the reason."""
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The hosts around a removal, by number, as they are at the moment.

    `deciders` are all hosts but the opener, the subject, and whoever is related to the subject; `awake` are those of
    them who are not resting. `helpers` may carry it out: the deciders and the opener, as far as they are hosts.
    """

    deciders: Set[int]
    awake: Set[int]
    helpers: Set[int]
    opener_is_host: bool
    opener_is_awake: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Where a removal stands. Moments are aware; `hours_left` counts while it is undecided.

    `wants_block` asks for a re-entry block too, on which the hosts decide even if the person has gone meanwhile.
    """

    state: RemovalState
    opener: int
    wants_block: bool = False
    hours_left: int = 0
    decided_by: int | None = None
    approved_at: datetime | None = None
    volunteer: int | None = None
    volunteered_at: datetime | None = None
    leave_by: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Say whether it still goes on."""
        return self.state in OPEN_STATES

    @property
    def is_undecided(self) -> bool:
        """Say whether nobody has decided yet."""
        return self.state in UNDECIDED


def begin(course: Course, circle: Circle) -> Course:
    """Hand a rested proposal to the second host, or, where there is none, to the host's own second thoughts."""
    if course.state is not RemovalState.RESTING:
        raise CannotBe(Why.SETTLED)
    if not circle.opener_is_host:
        raise CannotBe(Why.NOT_IMPARTIAL)
    if circle.deciders:
        return replace(course, state=RemovalState.PROPOSED, hours_left=HOURS_TO_DECIDE)
    return replace(course, state=RemovalState.LONE, hours_left=HOURS_TO_SLEEP_ON_IT)


def decide(course: Course, by: int, circle: Circle, now: datetime, *, agrees: bool) -> Course:
    """Let a second host decide; CannotBe for the one who proposed it, for related hosts, and once it is settled."""
    if by == course.opener:
        raise CannotBe(Why.OWN)
    if by not in circle.deciders:
        raise CannotBe(Why.NOT_IMPARTIAL)
    if not course.is_undecided:
        raise CannotBe(Why.SETTLED)
    if not agrees:
        return replace(course, state=RemovalState.REJECTED, decided_by=by, hours_left=0)
    return _approved(replace(course, decided_by=by), now)


def withdraw(course: Course, by: int, *, is_owner: bool) -> Course:
    """Take a proposal back, also a decided one, as long as it is not over."""
    if by != course.opener and not is_owner:
        raise CannotBe(Why.NOT_YOURS)
    if not course.is_open and course.state is not RemovalState.RESTING:
        raise CannotBe(Why.SETTLED)
    return replace(course, state=RemovalState.WITHDRAWN, hours_left=0)


def let_an_hour_pass(course: Course, circle: Circle, now: datetime) -> Course:
    """Count an hour of an undecided proposal, unless nobody was there who could decide or think it over."""
    match course.state:
        case RemovalState.PROPOSED if not circle.deciders:
            return _without_second_host(course, circle)
        case RemovalState.LONE if circle.deciders:
            return replace(course, state=RemovalState.PROPOSED, hours_left=HOURS_TO_DECIDE)
        case RemovalState.LONE if not circle.opener_is_host:
            return replace(course, state=RemovalState.LAPSED, hours_left=0)
        case RemovalState.PROPOSED if circle.awake:
            left = course.hours_left - 1
            state = course.state if left > 0 else RemovalState.LAPSED
            return replace(course, state=state, hours_left=max(left, 0))
        case RemovalState.LONE if circle.opener_is_awake:
            left = course.hours_left - 1
            return replace(course, hours_left=left) if left > 0 else _approved(course, now)
    return course


def volunteer(course: Course, by: int, circle: Circle, now: datetime) -> Course:
    """Let a host carry it out; the same host may ask again, and one who is no longer a host is replaced."""
    if by not in circle.helpers:
        raise CannotBe(Why.NOT_IMPARTIAL)
    if course.is_undecided:
        raise CannotBe(Why.NOT_DECIDED)
    if not course.is_open:
        raise CannotBe(Why.SETTLED)
    if course.state is RemovalState.UNDERWAY:
        if course.volunteer == by:
            return course
        if course.volunteer in circle.helpers:
            raise CannotBe(Why.TAKEN)
    return replace(course, state=RemovalState.UNDERWAY, volunteer=by, volunteered_at=now, leave_by=now + WINDOW)


def person_left(course: Course, at: datetime) -> Course:
    """Close a removal because LINE said, for the moment `at`, that the person is out; order and delay do not matter.

    An undecided block stays undecided: whether the person may come back is still a question.
    """
    if course.is_undecided and course.wants_block:
        return course
    if course.is_open or _was_underway(course, at):
        done = course.volunteered_at is not None and at >= course.volunteered_at
        return replace(course, state=RemovalState.DONE if done else RemovalState.LEFT, hours_left=0)
    return course


def person_is_gone(course: Course) -> Course:
    """Close a decided removal of somebody who is not there any more, and nobody knows since when."""
    if not course.is_open or course.is_undecided:
        return course
    return replace(course, state=RemovalState.LEFT if course.volunteer is None else RemovalState.DONE)


def keeps_out(course: Course) -> bool:
    """Say whether the person is out by the hosts' decision: not to be welcomed when they come back."""
    if course.state is RemovalState.DONE:
        return True
    return course.state is RemovalState.LEFT and course.wants_block and course.approved_at is not None


def confirmed_by_word(course: Course, by: int, *, line_can_tell: bool) -> Course:
    """Close it on the word of the host who did it, where LINE cannot name the person who is out."""
    if course.is_undecided:
        raise CannotBe(Why.NOT_DECIDED)
    if not course.is_open:
        raise CannotBe(Why.SETTLED)
    if course.volunteer != by:
        raise CannotBe(Why.NOT_UNDERWAY if course.volunteer is None else Why.TAKEN)
    if line_can_tell:
        raise CannotBe(Why.WAITS_FOR_LINE)
    return replace(course, state=RemovalState.DONE)


def run_out(course: Course, now: datetime) -> Course:
    """End a decided removal that nobody carried out in its time."""
    is_late = not course.is_undecided and course.is_open and course.leave_by is not None and course.leave_by <= now
    return replace(course, state=RemovalState.LAPSED) if is_late else course


def needs_reminder(course: Course, now: datetime) -> bool:
    """Say whether nobody has volunteered for a day."""
    return (
        course.state is RemovalState.APPROVED
        and course.approved_at is not None
        and now >= course.approved_at + REMINDED_AFTER
    )


def next_due(course: Course, now: datetime) -> datetime | None:
    """Give the moment at which a removal is to be looked at again; None once it is over."""
    if course.is_undecided:
        return now + HOUR
    if not course.is_open:
        return None
    if course.state is RemovalState.APPROVED and course.approved_at is not None and not needs_reminder(course, now):
        return course.approved_at + REMINDED_AFTER
    return course.leave_by


def _approved(course: Course, now: datetime) -> Course:
    return replace(course, state=RemovalState.APPROVED, hours_left=0, approved_at=now, leave_by=now + WINDOW)


def _without_second_host(course: Course, circle: Circle) -> Course:
    if not circle.opener_is_host:
        return replace(course, state=RemovalState.LAPSED, hours_left=0)
    return replace(course, state=RemovalState.LONE, hours_left=HOURS_TO_SLEEP_ON_IT)


def _was_underway(course: Course, at: datetime) -> bool:
    """Say whether a removal that lapsed was underway at a moment of which LINE's word came late."""
    return (
        course.state is RemovalState.LAPSED
        and course.volunteered_at is not None
        and course.leave_by is not None
        and course.volunteered_at <= at <= course.leave_by
    )
