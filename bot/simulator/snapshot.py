"""The world as the page draws it: one JSON value, small enough to be sent again after every change."""

from dataclasses import asdict
from typing import Any

from bot.simulator.cards import buttons_of, text_of
from bot.simulator.inspection import call_rows, delivery_rows
from bot.simulator.menus import Menus
from bot.simulator.scenes import scenes_for
from bot.simulator.simulator import Simulator
from bot.simulator.world import Entry

_LINES_SHOWN = 200


def snapshot_of(simulator: Simulator) -> dict[str, Any]:
    """Return people, groups, what chats show, the bill, the newest calls and webhooks, switches and mishaps."""
    platform = simulator.platform
    world = platform.world
    bill = platform.billing.current()
    return {
        "last": platform.journal.last,
        "bot": asdict(world.bot),
        "people": [asdict(person) for person in world.people.values()],
        "groups": [asdict(group) for group in world.groups.values()],
        "chats": {
            chat_id: [_line(simulator, entry) for entry in entries[-_LINES_SHOWN:]]
            for chat_id, entries in world.transcripts.items()
        },
        "bill": {"used": bill.used, "limit": bill.limit},
        "calls": call_rows(simulator),
        "call_count": len(simulator.calls()),
        "deliveries": delivery_rows(simulator),
        "waiting": simulator.webhooks.waiting,
        "switches": asdict(world.switches),
        "mishaps": simulator.mishaps.ordered(),
        "now": platform.now(),
        "can_pass_time": simulator.can_pass_time,
        "scenes": scenes_for(simulator),
        "rich_menus": Menus(platform).for_page(),
    }


def _line(simulator: Simulator, entry: Entry) -> dict[str, Any]:
    line: dict[str, Any] = {"kind": entry.kind, "at": entry.at, "author": entry.author_id}
    if entry.kind == "notice":
        return {**line, "notice": entry.content["notice"], "names": [_name(simulator, one) for one in entry.subjects]}
    return {
        **line,
        "id": entry.message_id,
        "type": entry.content["type"],
        "content": entry.content,
        "text": text_of(entry.content),
        "alt": entry.content.get("altText", ""),
        "sender": (entry.content.get("sender") or {}).get("name"),
        "buttons": [
            {"label": button.label, "place": button.place, "action": button.action} for button in buttons_of(entry)
        ],
        "quoted": _quoted(simulator, entry),
        "edited": entry.edited,
        "unsent": entry.unsent,
    }


def _quoted(simulator: Simulator, entry: Entry) -> dict[str, str] | None:
    if entry.quoted_message_id is None:
        return None
    quoted = simulator.platform.message(entry.quoted_message_id)
    first_line = text_of(quoted.content).split("\n", maxsplit=1)[0]
    return {"id": entry.quoted_message_id, "name": _name(simulator, quoted.author_id or ""), "text": first_line}


def _name(simulator: Simulator, user_id: str) -> str:
    return simulator.platform.name_of(user_id)
