"""What of a person's waiting words travels now, and the one card that lists the rest. Pure.

Words to one person gather while they do not write to the bot. As many as fit into one request are simply said. Beyond
five, one card lists them, a line each, the most urgent first, and each is said when the person asks for it. Answers to
what the person just asked are never held back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import digest_words as words
from bot.answers import ReadOn
from bot.log import tag
from bot.messages import MAX_LABEL, MAX_OBJECTS, LineObject, Listing, SayButton, shorten
from storage.models.outbox import Delivery
from storage.repositories.outbox import Item, travelling_together

MOST_SAID_UNASKED = MAX_OBJECTS
MOST_LINES = 10
_ASKED_FOR = 1
"""Words of this priority or a smaller one answer something the person did in the group a moment ago."""


@dataclass(frozen=True, slots=True)
class Parting:
    """What is said now, and what is only listed, in the order of the list."""

    said: Sequence[Item]
    listed: Sequence[Item] = ()


def part(waiting: Sequence[Item], first: Sequence[int], reading: ReadOn | None) -> Parting:
    """Part what waits for a person, `first` in front; where anything is listed, one object's room is left for the card.

    A word that LINE once refused in company travels alone, so the list stays away with it.
    """
    own = [item for item in waiting if item.id in first or item.delivery is not Delivery.WHISPER]
    if reading is not None:
        return _read_on(own, [item for item in waiting if item not in own], reading)
    together = travelling_together(waiting)
    if len(together) == len(waiting):
        return Parting(together)
    urgent = [item for item in waiting if item not in own and item.priority <= _ASKED_FOR]
    whispers = [item for item in waiting if item not in own]
    candidates = [*own, *urgent] if len(whispers) > MOST_SAID_UNASKED else [*own, *whispers]
    room = max(MAX_OBJECTS - 1, sum(len(item.objects) for item in own))
    said = travelling_together(candidates, min(room, MAX_OBJECTS))
    return _with_list(said, [item for item in whispers if item not in said])


def listing(listed: Sequence[Item], count: int) -> Listing:
    """Make the card that lists waiting words in the language of the moment; `count` of them wait in all."""
    rows = [
        SayButton(shorten(f"{place}. {summary_of(item)}", MAX_LABEL), words.read_this(place))
        for place, item in enumerate(listed[:MOST_LINES], start=1)
    ]
    return Listing(
        title=words.so_many_wait(count),
        rows=rows,
        alt=words.something_waits(),
        footnote=words.and_others(count - len(rows)) if count > len(rows) else "",
        buttons=(SayButton(words.read_next_label(), words.read_next()),),
    )


def summary_of(item: Item) -> str:
    """Give the first line of what a word says."""
    found = _first_text(item.objects[0].object if item.objects else {}) or words.something_waits()
    return found.strip().splitlines()[0]


def key_of(user_id: str, listed: Sequence[Item], now: datetime) -> str:
    """Name a list, so that the same one is shown once an hour at most."""
    newest = max((item.id for item in listed), default=0)
    return f"digest:{tag(user_id)}:{newest}:{len(listed)}:{now:%Y%m%d%H}"


def _read_on(own: Sequence[Item], whispers: Sequence[Item], reading: ReadOn) -> Parting:
    if reading.place is not None:
        said = travelling_together([*own, *whispers[reading.place - 1 : reading.place]])
    else:
        said = travelling_together([*own, *whispers])
        if any(item not in said for item in whispers):
            said = travelling_together([*own, *whispers], MAX_OBJECTS - 1) or said
    return _with_list(said, [item for item in whispers if item not in said])


def _with_list(said: Sequence[Item], listed: Sequence[Item]) -> Parting:
    has_room = sum(len(item.objects) for item in said) < MAX_OBJECTS and not any(item.alone for item in said)
    return Parting(said, listed if has_room else ())


def _first_text(part: LineObject) -> str:
    """Find the first text of a message: its own, or the topmost one on its card."""
    text = part.get("text")
    if isinstance(text, str) and text.strip():
        return text
    inside = [part[name] for name in ("header", "body", "contents") if name in part]
    for each in inside:
        for element in each if isinstance(each, list) else [each]:
            if found := _first_text(element):
                return found
    return ""
