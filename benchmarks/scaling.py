"""What it costs to be one of 10,000: ordinary talk beside a silent crowd, and the hosts' overviews in a large group."""

import time
from collections import defaultdict
from statistics import median

from benchmarks.handling import arrivals_of, handled
from benchmarks.load import connected
from benchmarks.plan import Plan
from benchmarks.report import Row, against_limit, at_most, compare, milliseconds
from benchmarks.stage import Stage, Tsudoi
from benchmarks.traffic import large_group

_OVERVIEWS = ("/inactive", "/rotation", "/duty")
_A_ROTA_OF_EVERYBODY = ("/duty new 司会 毎週土曜 21:00", "/duty add 司会 全員")
_LIMIT = 0.150


async def measure(stage: Stage, plan: Plan) -> list[Row]:
    """Let the same 20 groups talk, alone and among 10,000 others; then let the host of 500 people look around."""
    rows: list[Row] = []
    crowded = {bot.name: bot for bot in await stage.crowded_tsudois(plan.crowd)}
    alone: dict[str, list[float]] = defaultdict(list)
    among: dict[str, list[float]] = defaultdict(list)
    for _round in range(plan.rounds):
        for bot in await stage.tsudois():
            alone[bot.name].append(1 / await handled(stage, bot, plan.talk))
            among[bot.name].append(1 / await handled(stage, crowded[bot.name], plan.talk))
    for name, bot in crowded.items():
        label = f"{name}: a message among {plan.crowd:,} communities, to 20"
        rows.append(compare(label, among[name], alone[name], milliseconds, at_most(1.2)))
        for command in _A_ROTA_OF_EVERYBODY:
            await _answer_time(stage, bot, command)
        for command in _OVERVIEWS:
            times = [await _answer_time(stage, bot, command) for _time in range(plan.overviews)]
            rows.append(
                against_limit(f"{name}: {command} of 500 people, to 150 ms", median(times), _LIMIT, milliseconds)
            )
    return rows


async def _answer_time(stage: Stage, bot: Tsudoi, command: str) -> float:
    await stage.line.get("/arrivals", "DELETE")
    question = stage.traffic.asked_in_private(large_group().user_ids[0], command)
    async with connected(bot.server.port, 1) as (connection,):
        asked = time.monotonic()
        await connection.ask(question.request)
    (arrived,) = await arrivals_of(stage, [question])
    return arrived - asked
