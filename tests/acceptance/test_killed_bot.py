"""The main promise: what was acknowledged is done once and answered once, whenever the bot is killed."""

import pytest

from tests.acceptance.processes import Programs
from tests.acceptance.story import Story, a_story, everything_was_done_once

pytestmark = pytest.mark.acceptance


async def test_a_bot_killed_eight_times_loses_nothing_and_does_nothing_twice(
    programs: Programs, sqlite_url: str
) -> None:
    async with a_story(programs, sqlite_url, seed=8, processes=1) as story:
        await story.live_through(kills=8)
        await story.come_to_rest()
        enough_happened(story, events=150)
        await everything_was_done_once(story)


async def test_two_processes_killed_in_turn_lose_nothing_and_do_nothing_twice(
    programs: Programs, postgresql_url: str
) -> None:
    async with a_story(programs, postgresql_url, seed=4, processes=2) as story:
        await story.live_through(kills=4)
        await story.come_to_rest()
        enough_happened(story, events=80)
        assert all(story.handled_by(bot) for bot in story.bots)
        await everything_was_done_once(story)


def enough_happened(story: Story, *, events: int) -> None:
    """Make sure that the story was worth telling."""
    assert len(story.postman.acknowledged) > events
    assert len(story.crowd.questions) > events // 5
    assert len(story.crowd.rules) > events // 30
    assert len(story.crowd.newcomers) == 6
    assert story.postman.redelivered > 0
