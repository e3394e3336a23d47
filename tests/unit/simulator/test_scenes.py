"""Time that can be moved, and scenes that play themselves."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from tests.unit.simulator.stage import START, MovableClock, Stage, build_stage


@dataclass
class MovableTime:
    """Time that moves the clock of a stage, once it is given one, and keeps account."""

    clock: MovableClock = field(default_factory=MovableClock)
    steps: list[float] = field(default_factory=list)

    async def pass_time(self, seconds: float) -> None:
        self.steps.append(seconds)
        self.clock.advance(seconds=seconds)


@dataclass
class Timed:
    """A stage on which time can be moved."""

    stage: Stage
    time: MovableTime


@pytest.fixture
async def timed() -> AsyncIterator[Timed]:
    time = MovableTime()
    stage = build_stage(time=time)
    time.clock = stage.clock
    yield Timed(stage, time)
    await stage.api.aclose()
    await stage.simulator.close()


async def world(stage: Stage) -> dict[str, Any]:
    shown: dict[str, Any] = (await stage.api.get("/sim/world")).json()
    return shown


async def play(stage: Stage, name: str) -> dict[str, Any]:
    answer = await stage.api.post("/sim/scene", json={"name": name, "group": stage.group.chat_id})
    answer.raise_for_status()
    told: dict[str, Any] = answer.json()
    return told


async def test_time_is_moved_over_http(timed: Timed) -> None:
    before = (await world(timed.stage))["now"]

    answer = await timed.stage.api.post("/sim/time", json={"seconds": 60})

    assert answer.json()["now"] == before + 60_000 == (await world(timed.stage))["now"]
    assert timed.time.steps == [60]


async def test_time_is_not_offered_where_it_cannot_be_moved(stage: Stage) -> None:
    shown = await world(stage)

    assert (shown["can_pass_time"], shown["scenes"]) == (False, ["newcomer_joins"])
    assert (await stage.api.post("/sim/time", json={"seconds": 60})).status_code == 409
    quiet_month = {"name": "quiet_month", "group": stage.group.chat_id}
    assert (await stage.api.post("/sim/scene", json=quiet_month)).status_code == 409


@pytest.mark.parametrize("seconds", [0, -1, 1e12])
async def test_time_moves_forward_by_a_length_one_can_mean(timed: Timed, seconds: float) -> None:
    assert (await timed.stage.api.post("/sim/time", json={"seconds": seconds})).status_code == 422
    assert timed.time.steps == []


async def test_a_newcomer_joins_and_the_bot_hears_of_it(stage: Stage) -> None:
    told = await play(stage, "newcomer_joins")

    newcomer = stage.simulator.person(told["person"])
    assert stage.group.member_ids[-1] == newcomer.user_id
    assert stage.bot.last["joined"]["members"][0]["userId"] == newcomer.user_id


async def test_every_newcomer_has_a_name_of_their_own(stage: Stage) -> None:
    for _newcomer in range(12):
        await play(stage, "newcomer_joins")

    names = [person.display_name for person in stage.simulator.platform.world.people.values()]
    assert len(set(names)) == len(names)


async def test_a_scene_brings_the_bot_along_where_it_is_missing(stage: Stage) -> None:
    stage.group.has_bot = False

    await play(stage, "newcomer_joins")

    assert [event["type"] for event in stage.bot.events] == ["join", "memberJoined"]


async def test_a_quiet_month_lasts_thirty_days_and_says_little(timed: Timed) -> None:
    await play(timed.stage, "quiet_month")

    assert timed.stage.clock.now() - START == timedelta(days=30)
    assert max(timed.time.steps) <= 86_400
    assert 5 <= len(timed.stage.bot.events) <= 15
    assert len({event["source"]["userId"] for event in timed.stage.bot.events}) > 1


async def test_a_quiet_month_is_cut_short_when_the_simulator_ends(timed: Timed) -> None:
    timed.stage.simulator.stop_waiting()

    await play(timed.stage, "quiet_month")

    assert timed.time.steps == []


async def test_no_other_scenes_are_played(stage: Stage) -> None:
    answer = await stage.api.post("/sim/scene", json={"name": "a_loud_year", "group": stage.group.chat_id})

    assert answer.status_code == 409
