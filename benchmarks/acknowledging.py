"""How many webhooks a second are acknowledged: stored for good by Tsudoi, answered by the peer, read by the limit."""

from collections import defaultdict
from collections.abc import Mapping

from benchmarks.load import Sending, send_busily
from benchmarks.plan import Plan
from benchmarks.processes import Server
from benchmarks.report import Row, at_least, below, compare, milliseconds, per_second
from benchmarks.stage import Stage, Tsudoi

_MOST_A_SECOND = 12_000
"""More than any of the servers answers; so many requests are made and signed beforehand."""
_WARM_UP_SECONDS = 0.3
"""Whatever a process does only once, it does then."""


async def measure(stage: Stage, plan: Plan) -> list[Row]:
    """Let 32 connections send as fast as they are answered, to one server after the other.

    Tsudoi goes on handling what it has stored meanwhile, as it would on any day; before the next server's turn it is
    given the time to finish.
    """
    bare, peer, bots = await stage.bare(), await stage.peer(), await stage.tsudois()
    rounds: dict[str, list[Sending]] = defaultdict(list)
    await _play_round(stage, bots, bare, peer, _WARM_UP_SECONDS)
    for _round in range(plan.rounds):
        for name, sending in (await _play_round(stage, bots, bare, peer, plan.busy_seconds)).items():
            rounds[name].append(sending)
    return [row for bot in bots for row in _rows(bot.name, rounds)]


async def _play_round(
    stage: Stage, bots: list[Tsudoi], bare: Server, peer: Server, seconds: float
) -> Mapping[str, Sending]:
    sendings = {
        "bare": await _send(stage, bare, seconds),
        "peer": await _send(stage, peer, seconds),
    }
    for bot in bots:
        sendings[bot.name] = await _send(stage, bot.server, seconds)
        await bot.records.until_done()
    return sendings


async def _send(stage: Stage, server: Server, seconds: float) -> Sending:
    requests = [webhook.request for webhook in stage.traffic.talk(int(_MOST_A_SECOND * seconds))]
    return await send_busily(server.port, requests, seconds=seconds)


def _rows(name: str, rounds: Mapping[str, list[Sending]]) -> list[Row]:
    rates = {server: [sending.rate for sending in sendings] for server, sendings in rounds.items()}
    slowest = [sending.percentile(99) for sending in rounds[name]]
    peers_middle = [sending.percentile(50) for sending in rounds["peer"]]
    return [
        compare(f"{name}: acknowledged, to the peer", rates[name], rates["peer"], per_second, at_least(4)),
        compare(f"{name}: acknowledged, to bare FastAPI", rates[name], rates["bare"], per_second, at_least(0.5)),
        compare(f"{name}: p99, to the peer's p50", slowest, peers_middle, milliseconds, below(1)),
    ]
