"""What a process costs before it does anything, and after a long day: its start and its memory."""

from statistics import median

from benchmarks.load import send_busily
from benchmarks.plan import Plan
from benchmarks.records import EventsMissing, Records
from benchmarks.report import Row, against_limit, in_seconds, megabytes
from benchmarks.stage import Stage

_START_LIMIT = 2.5
_MEMORY_LIMIT = 150.0
_BUNDLE = 10
"""Events of one webhook: LINE puts several into one when much is said."""
_AT_MOST_SECONDS = 240.0


async def measure_start(stage: Stage, plan: Plan) -> list[Row]:
    """Time from the start of the process to its first answer at `/health`, on a new file and on one already there."""
    new: list[float] = []
    known: list[float] = []
    for _start in range(plan.starts):
        url = stage.sqlite_url()
        async with stage.serving(url) as server:
            new.append(server.ready_after)
        async with stage.serving(url) as server:
            known.append(server.ready_after)
    return [
        against_limit("Start to ready, to 2.5 s", median(known), _START_LIMIT, in_seconds),
        against_limit("Start to ready with a new database, to 2.5 s", median(new), _START_LIMIT, in_seconds),
    ]


async def measure_memory(stage: Stage, plan: Plan) -> list[Row]:
    """Look at the resident memory after very many messages, all handled and counted."""
    async with stage.tsudoi("SQLite", stage.sqlite_url()) as bot:
        at_first = bot.server.resident_megabytes()
        requests = stage.traffic.bundles(plan.remembered, _BUNDLE)
        await send_busily(bot.server.port, requests, seconds=_AT_MOST_SECONDS)
        await bot.records.until_done()
        await _require_all(bot.records, plan.remembered)
        at_last = bot.server.resident_megabytes()
    name = f"Memory after {plan.remembered:,} events, to 150 MB"
    return [
        against_limit(name, at_last, _MEMORY_LIMIT, megabytes),
        against_limit("Memory when ready, to 150 MB", at_first, _MEMORY_LIMIT, megabytes, is_judged=False),
    ]


async def _require_all(records: Records, events: int) -> None:
    counted = await records.counted()
    if counted != events:
        raise EventsMissing(f"{counted} of {events} messages were counted")
