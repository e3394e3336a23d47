"""How many events a second are done with: talk that is counted, and commands that are answered."""

import json
import time
from collections import defaultdict

from benchmarks.load import send_busily
from benchmarks.plan import Plan
from benchmarks.processes import Server
from benchmarks.records import EventsMissing
from benchmarks.report import Row, at_least, compare, per_second
from benchmarks.stage import Stage, Tsudoi
from benchmarks.traffic import Webhook

_AT_MOST_SECONDS = 60.0
_PEERS_SHARE = 4
"""The peer gets a quarter of the talk, so that its turn takes about as long."""


async def measure(stage: Stage, plan: Plan) -> list[Row]:
    """Count from the first request to the moment at which no event waits, or LINE has every answer.

    The peer handles an event by answering it, so the same figure of the peer stands beside both.
    """
    peer, bots = await stage.peer(), await stage.tsudois()
    peers_talk: list[float] = []
    peers_answers: list[float] = []
    talk: dict[str, list[float]] = defaultdict(list)
    answers: dict[str, list[float]] = defaultdict(list)
    for _round in range(plan.rounds):
        peers_talk.append(await _answered(stage, peer, stage.traffic.talk(plan.talk // _PEERS_SHARE)))
        for bot in bots:
            talk[bot.name].append(await handled(stage, bot, plan.talk))
        peers_answers.append(await _answered(stage, peer, stage.traffic.commands(plan.commands)))
        for bot in bots:
            answers[bot.name].append(await _answered(stage, bot.server, stage.traffic.commands(plan.commands)))
            await bot.records.until_done()
    return [
        row
        for name in talk
        for row in (
            compare(f"{name}: talk handled, to the peer", talk[name], peers_talk, per_second, at_least(2)),
            compare(f"{name}: every event answered, to the peer", answers[name], peers_answers, per_second),
        )
    ]


async def handled(stage: Stage, bot: Tsudoi, events: int) -> float:
    """Give the rate at which talk is done with; EventsMissing unless each event was counted once."""
    before = await bot.records.counted()
    requests = [webhook.request for webhook in stage.traffic.talk(events)]
    sending = await send_busily(bot.server.port, requests, seconds=_AT_MOST_SECONDS)
    await bot.records.until_done()
    ended = time.monotonic()
    counted = await bot.records.counted() - before
    if counted != events:
        raise EventsMissing(f"{counted} of {events} messages were counted")
    return events / (ended - sending.began)


async def _answered(stage: Stage, server: Server, webhooks: list[Webhook]) -> float:
    """Give the rate at which answers to all events reached LINE; EventsMissing unless all did."""
    await stage.line.get("/arrivals", "DELETE")
    sending = await send_busily(server.port, [each.request for each in webhooks], seconds=_AT_MOST_SECONDS)
    arrivals = await arrivals_of(stage, webhooks)
    return len(webhooks) / (max(arrivals) - sending.began)


async def arrivals_of(stage: Stage, webhooks: list[Webhook]) -> list[float]:
    """Wait for the answers to some events, and give the moments they reached LINE, in the order of the events."""
    end = time.monotonic() + _AT_MOST_SECONDS
    while int(await stage.line.get("/arrived")) < len(webhooks):
        if time.monotonic() > end:
            raise EventsMissing("not every event was answered")
    arrivals: dict[str, float] = json.loads(await stage.line.get("/arrivals"))
    return [arrivals[each.reply_token] for each in webhooks]
