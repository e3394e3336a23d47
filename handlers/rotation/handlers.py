"""Watches ordinary talk for signs of life, with a few set-based statements for a whole run."""

from zoneinfo import ZoneInfo

from bot.answers import Answers
from bot.routing import Router, Run
from handlers.rotation.counting import count_by_week, last_days

router = Router("rotation")


@router.observe
async def count_signs_of_life(run: Run) -> Answers:
    """Add a run to the weekly counts, and move the last sign of life of whoever spoke."""
    zone = ZoneInfo(run.store.community.timezone)
    messages = [
        (run.members[user_id].number, event.occurred_at)
        for event in run.events
        if (user_id := event.source.user_id) is not None and user_id in run.members
    ]
    for week, counts in count_by_week(messages, zone).items():
        await run.store.activity.count_week(counts, week)
    for day, numbers in last_days(messages, zone).items():
        await run.store.activity.seen(numbers, day)
    return None
