"""Time that passes for the bot and the simulated LINE together."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, cast

from bot.app import Tsudoi
from bot.clock import ShiftedClock
from bot.simulating import PassingTime


@dataclass
class Work:
    """A bot that only notes when it works; each moment it works at may put down one further moment."""

    clock: ShiftedClock
    due: list[datetime]
    worked_at: list[datetime] = field(default_factory=list)
    again_after: timedelta | None = None

    async def settle(self) -> None:
        now = self.clock.now()
        done = [moment for moment in self.due if moment <= now]
        self.due = [moment for moment in self.due if moment > now]
        self.worked_at += done
        if done and self.again_after is not None:
            self.due.append(done[-1] + self.again_after)

    async def next_due(self) -> datetime | None:
        return min(self.due, default=None)

    @property
    def housekeeping(self) -> Any:
        return self

    async def work(self) -> int:
        return 0


async def test_time_stops_at_every_moment_something_is_due_and_at_no_later_one() -> None:
    clock = ShiftedClock()
    began = clock.now()
    hours = [began + timedelta(hours=hour) for hour in (3, 1, 30)]
    work = Work(clock, list(hours))

    await PassingTime(cast(Tsudoi, work), clock).pass_time(86_400)

    assert work.worked_at == [hours[1], hours[0]]
    assert work.due == [hours[2]]
    assert timedelta(days=1) <= clock.now() - began < timedelta(days=1, minutes=1)


async def test_what_is_put_down_on_the_way_happens_on_the_way() -> None:
    clock = ShiftedClock()
    work = Work(clock, [clock.now() + timedelta(hours=1)], again_after=timedelta(hours=5))

    await PassingTime(cast(Tsudoi, work), clock).pass_time(86_400)

    assert len(work.worked_at) == 5
