"""LINE on your own machine: a strict stand-in for the Messaging API, with people who talk and a page to watch them.

It shares no code with the bot and never talks to the real LINE. `create_simulator` makes one; scenario tests speak to
its `app` over HTTP as they would to LINE, and people act by its methods::

    simulator = create_simulator(channel_secret=…, access_token=…, webhook_url="http://localhost:8000/webhook", clock=…)
    misaki, group = simulator.person("美咲"), simulator.group("土曜の会")
    await simulator.invite_bot(group)
    await simulator.say(misaki, group, "@つどい ルール", mentions=[simulator.bot])
    assert "ルール" in simulator.texts(group)[-1]

Follow a webhook from `actions.py` over `events.py` to `webhooks.py`, and an API call from `api/gate.py` over
`sending.py` to `platform.py`; `rules/` judges messages, `mishaps.py` lets things go wrong, `page.py` and `static/` are
what one sees.
"""

from bot.simulator.actions import Happened
from bot.simulator.cards import Button
from bot.simulator.creation import create_simulator, refuse_real_line
from bot.simulator.errors import (
    ImpossibleActionError,
    RealLineError,
    RefusedByLineError,
    SimulatorError,
    UnreadableWorldError,
)
from bot.simulator.server import SimulatorServer
from bot.simulator.simulator import Simulator
from bot.simulator.world import Entry, GroupChat, Person

__all__ = [
    "Button",
    "Entry",
    "GroupChat",
    "Happened",
    "ImpossibleActionError",
    "Person",
    "RealLineError",
    "RefusedByLineError",
    "Simulator",
    "SimulatorError",
    "SimulatorServer",
    "UnreadableWorldError",
    "create_simulator",
    "refuse_real_line",
]
