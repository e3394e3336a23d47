"""How long a command waits for its answer while a busy day's talk arrives."""

from statistics import median

from benchmarks.handling import arrivals_of
from benchmarks.load import send_evenly
from benchmarks.plan import Plan
from benchmarks.report import Row, against_limit, milliseconds
from benchmarks.stage import Stage, Tsudoi

_TALK_A_SECOND = 200
_COMMAND_EVERY = 20
"""One command among so many ordinary messages: ten a second."""
_LIMIT = 0.050


async def measure(stage: Stage, plan: Plan) -> list[Row]:
    """Send talk and commands at an even pace; time runs from when a command is due to when LINE has its answer."""
    rows: list[Row] = []
    for bot in await stage.tsudois():
        await _answer_times(stage, bot, 1)
        times = sorted(await _answer_times(stage, bot, plan.paced_seconds))
        slow = times[len(times) * 99 // 100]
        rows += [
            against_limit(f"{bot.name}: a command's answer, to 50 ms", median(times), _LIMIT, milliseconds),
            against_limit(f"{bot.name}: the same at p99", slow, _LIMIT, milliseconds, is_judged=False),
        ]
    return rows


async def _answer_times(stage: Stage, bot: Tsudoi, seconds: int) -> list[float]:
    await stage.line.get("/arrivals", "DELETE")
    talk = stage.traffic.talk(_TALK_A_SECOND * seconds)
    commands = stage.traffic.commands(len(talk) // _COMMAND_EVERY)
    requests: list[bytes] = []
    places: list[int] = []
    for number, command in enumerate(commands):
        requests += [each.request for each in talk[number * _COMMAND_EVERY : (number + 1) * _COMMAND_EVERY]]
        places.append(len(requests))
        requests.append(command.request)
    due = await send_evenly(bot.server.port, requests, per_second=len(requests) / seconds)
    arrivals = await arrivals_of(stage, commands)
    await bot.records.until_done()
    return [arrived - due[place] for arrived, place in zip(arrivals, places, strict=True)]
