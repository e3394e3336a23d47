"""Finds the culprit when LINE refuses a batch: pure judgement, one step at a time.

If LINE's details name a message, its item is the culprit. If not, riders make way for answers first. What is left alone
loses its mentions before it is given up, because somebody mentioned may just have left.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.line_api import LineRefused
from bot.messages import LineObject, with_quick_replies_last, without_mentions
from storage.models.outbox import Delivery
from storage.repositories.outbox import Item

_MESSAGE_INDEX = re.compile(r"\bmessages\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Letter:
    """What one call says: items in order, perhaps without their mentions."""

    parts: tuple[Item, ...]
    without_mentions: bool = False

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Letter":
        """Make a letter of items as they are."""
        return cls(tuple(items))

    @property
    def items(self) -> list[Item]:
        """Give the items in order."""
        return list(self.parts)

    @property
    def objects(self) -> list[LineObject]:
        """Give the message objects in order."""
        return with_quick_replies_last(
            [
                without_mentions(each.object, each.plain) if self.without_mentions and each.plain else each.object
                for item in self.parts
                for each in item.objects
            ]
        )

    @property
    def has_mentions(self) -> bool:
        """Say whether some part names people and could be said without."""
        return not self.without_mentions and any(each.plain for item in self.parts for each in item.objects)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do after a refusal: the letter to try next, items given up, and items to be tried alone another time."""

    letter: Letter | None
    failed: list[Item] = field(default_factory=list)
    alone: list[Item] = field(default_factory=list)


def after_refusal(letter: Letter, refusal: LineRefused) -> Verdict:
    """Judge a refusal that is not about the token; each step leaves less to say, so it ends."""
    culprit = _named(letter, refusal)
    if culprit is not None and len(letter.parts) > 1 and not _names_people(letter, culprit):
        rest = tuple(item for item in letter.parts if item is not culprit)
        return Verdict(Letter(rest, letter.without_mentions), failed=[culprit])
    answers = tuple(item for item in letter.parts if item.delivery is Delivery.REPLY)
    riders = [item for item in letter.parts if item.delivery is not Delivery.REPLY]
    if answers and riders:
        return Verdict(Letter(answers, letter.without_mentions), alone=riders)
    if letter.has_mentions:
        return Verdict(Letter(letter.parts, without_mentions=True))
    if len(letter.parts) > 1:
        return Verdict(Letter(letter.parts[:1], letter.without_mentions), alone=list(letter.parts[1:]))
    return Verdict(None, failed=letter.items)


def _named(letter: Letter, refusal: LineRefused) -> Item | None:
    """Find the item LINE names: in its details, or for a card in the message, `A message (messages[0]) …`."""
    told = (refusal.message, *refusal.properties)
    indices = [int(found[1]) for each in told if (found := _MESSAGE_INDEX.search(each))]
    if not indices:
        return None
    owners = [item for item in letter.parts for _object in item.objects]
    return owners[indices[0]] if indices[0] < len(owners) else None


def _names_people(letter: Letter, item: Item) -> bool:
    return not letter.without_mentions and any(each.plain for each in item.objects)
