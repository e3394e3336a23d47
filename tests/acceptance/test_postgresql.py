"""Several processes on one PostgreSQL: they share the work, wake each other, and do everything once."""

import statistics
import time

import pytest

from tests.acceptance.processes import Programs, ServedBot
from tests.acceptance.stage import NOBODY, Stage
from tests.acceptance.story import a_story, everything_was_done_once

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.parametrize("database_url", ["postgresql"], indirect=True),
]

POLLED_EVERY_SECONDS = 1.0
STOPPED_IN_TIME = 5.0


async def test_a_process_that_stores_an_event_wakes_the_one_that_can_handle_it(stage: Stage) -> None:
    stage.bot.environment["LINE_API_URL"], line_url = NOBODY, stage.bot.environment["LINE_API_URL"]
    await stage.bot.up()
    await ServedBot(stage.programs, {**stage.bot.environment, "LINE_API_URL": line_url}).up()
    waited: list[float] = []

    await stage.ask(stage.owner, stage.private, "使い方")
    for _time in range(5):
        began = time.monotonic()
        await stage.ask(stage.owner, stage.private, "使い方")
        waited.append(time.monotonic() - began)

    assert "handled" not in stage.bot.program.errors
    assert statistics.median(waited) < POLLED_EVERY_SECONDS / 2


async def test_workers_of_one_command_do_everything_once_and_stop_in_time(
    programs: Programs, database_url: str
) -> None:
    async with a_story(programs, database_url, seed=2, arguments=("--workers", "2")) as story:
        await story.live(acts=80)
        await story.come_to_rest()
        await everything_was_done_once(story)
        [bot] = story.bots

        began = time.monotonic()
        await bot.stop()

        assert time.monotonic() - began < STOPPED_IN_TIME
        assert await bot.health() is None
        assert bot.program.errors.count('"event": "ready"') == 2
