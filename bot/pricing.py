"""Offers a host to push a word that waits: the price first, then one tap bound to them, for a quarter of an hour.

A handler wants `price_wanted` of its word as its needs, and shows `price_card`. The tap pushes the word only if it
still waits, and only within the month's budget.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from zoneinfo import ZoneInfo

from bot import push_words as words
from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.confirming import confirmation
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, price_of_push
from bot.messages import Card, Text
from bot.refusals import only_in_private
from bot.routing import Router
from storage.models import OutboxItem, Person
from storage.models.members import Role
from storage.repositories.pushes import NewPush

AGREE = "push.agree"
_COST_OF_ONE = 1
"""LINE bills recipients times requests, and a word to one person is one request, whatever it consists of."""

router = Router("push")


class PushReach(Enum):
    """Whether LINE would show a push to a person."""

    SURE = "sure"
    DOUBTFUL = "doubtful"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Means:
    """What a community may still have billed; `budget` is None where its operator has set none."""

    used: int
    budget: int | None

    @property
    def left(self) -> int | None:
        """Give how many messages are left; None for as many as the account has."""
        return None if self.budget is None else max(self.budget - self.used, 0)


def push_reach(person: Person | None, *, has_profile: bool | None) -> PushReach:
    """Judge from what is known of a person, and from whether LINE shows their profile; None where LINE did not tell.

    LINE shows the profiles of friends and of those who wrote to the account at some time.
    """
    if has_profile is False or (person is not None and person.blocked_at is not None):
        return PushReach.NONE
    return PushReach.SURE if person is not None and person.is_friend else PushReach.DOUBTFUL


def month_of(moment: datetime, timezone: str) -> date:
    """Give the first day of a moment's month, as a community's calendar has it."""
    return moment.astimezone(ZoneInfo(timezone)).date().replace(day=1)


async def means_of(ctx: Context) -> Means:
    """Say what the community has used of this month's budget."""
    month = month_of(ctx.now, ctx.community.timezone)
    return Means(await ctx.unit.pushes.used(ctx.community.number, month), ctx.options.push_budget)


async def price_wanted(ctx: Context, dedupe_key: str) -> Wanted:
    """Want what LINE must tell before the price of a waiting word can be shown."""
    item = await waiting_word(ctx, dedupe_key)
    return NOTHING if item is None else price_of_push(item.chat_id)


async def waiting_word(ctx: Context, dedupe_key: str) -> OutboxItem | None:
    """Find a word of this community to a person that still waits, and that nobody has agreed to push yet."""
    item = await ctx.unit.outbox.by_key(dedupe_key)
    if item is None or item.id is None or ctx.home is None:
        return None
    return await ctx.unit.pushes.may_be_pushed(item.id, ctx.community.number, ctx.now)


async def price_card(
    ctx: Context, dedupe_key: str, *, who: str, member: int | None = None, hidden_from: int | None = None
) -> Card:
    """Show a host the price of pushing a waiting word; raises Refusal with the reason where it cannot be.

    `who` is how the host knows the reader; `member` is the number that the log will show, if it may; `hidden_from` is
    the host who is not to see that line of the log, because it is about them.
    """
    if not ctx.in_private:
        raise Refusal(only_in_private())  # the tap belongs to the chat of the card, and a name to no group
    item = await waiting_word(ctx, dedupe_key)
    if item is None:
        raise Refusal(words.waits_no_longer())
    reach = push_reach(await ctx.unit.people.get(item.chat_id), has_profile=ctx.facts.profiles.get(item.chat_id))
    if reach is PushReach.NONE:
        raise Refusal(words.is_no_friend())
    means, quota = await means_of(ctx), ctx.facts.quota
    _require_means(means)
    if quota is not None and quota.limit is not None and quota.used >= quota.limit:
        raise Refusal(words.account_is_spent())
    lines = [*words.price(who, _COST_OF_ONE), words.left(quota)]
    if means.left is not None and means.budget is not None:
        lines.append(words.budget_left(means.left, means.budget))
    lines.append(words.doubt() if reach is PushReach.DOUBTFUL else words.goes_free_first())
    about = f"{item.id}:{member or 0}:{hidden_from or 0}"
    return confirmation(ctx, words.title(), lines, yes=words.yes(), action=AGREE, about=about)


@router.button(AGREE, who=Role.HOST, unrecorded=True)
async def agree_to_push(ctx: Context, press: ButtonPress) -> Answers:
    """Let the word be pushed, if it still waits, the person has not blocked us, and the budget allows it."""
    item_id, member, hidden_from = (int(number) for number in press.object.split(":"))
    item = await ctx.unit.pushes.may_be_pushed(item_id, ctx.community.number, ctx.now)
    if item is None or ctx.speaker is None:
        raise Refusal(words.waits_no_longer())
    if push_reach(await ctx.unit.people.get(item.chat_id), has_profile=None) is PushReach.NONE:
        raise Refusal(words.is_no_friend())
    _require_means(await means_of(ctx))
    push = NewPush(
        item_id=item_id,
        community_id=ctx.community.number,
        month=month_of(ctx.now, ctx.community.timezone),
        cost=_COST_OF_ONE,
        agreed_by=ctx.speaker.number,
        retry_key=str(uuid.uuid4()),
    )
    if not await ctx.unit.pushes.agree(push, ctx.now):
        raise Refusal(words.waits_no_longer())
    await ctx.store.log.write(
        "push.agreed",
        ctx.now,
        actor=ctx.speaker.number,
        about=f"#{member}" if member else "",
        hidden_from=hidden_from or None,
    )
    return reply(Text(words.agreed(_COST_OF_ONE)))


def _require_means(means: Means) -> None:
    if means.budget is not None and means.used + _COST_OF_ONE > means.budget:
        raise Refusal(words.budget_is_spent(means.budget))
