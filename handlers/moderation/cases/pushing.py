"""A host has the word about a case pushed: the price first, and a look afterwards whether it has arrived."""

from datetime import timedelta

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.events import TimedEvent
from bot.facts import NOTHING, Wanted
from bot.messages import Text
from bot.pricing import price_card, price_wanted
from bot.refusals import only_in_private
from bot.routing import Router
from handlers.moderation.cases.case_texts import push_button
from handlers.moderation.cases.desk import about_host, label_of, require_may_judge, subject_of
from handlers.moderation.cases.reaching import key_of, note_arrival, reach_of
from handlers.moderation.cases.telling import case_of, tell_that_it_arrived
from storage.models import Case

_LOOKED_AGAIN = timedelta(minutes=20)
"""Longer than the price card can be tapped."""
PUSHED = "cases.pushed"

router = Router("cases")


async def price_of_case(ctx: Context, case: Case | None) -> Wanted:
    """Want what must be known before the word about a case can be pushed."""
    return NOTHING if case is None or case.told_at is None else await price_wanted(ctx, key_of(case))


async def offer_push(ctx: Context, case: Case, _words: str, _command: Command) -> Answers:
    """Show the price of pushing the word that waits for the person."""
    if not ctx.in_private:
        return reply(Text(only_in_private(), [push_button(case.number)]))
    subject = await subject_of(ctx, case)
    if subject is not None:
        await require_may_judge(ctx, subject)
    is_about_host, number = await about_host(ctx, case), case.subject_number
    card = await price_card(
        ctx,
        key_of(case),
        who=await label_of(ctx, case),
        member=None if is_about_host else number,
        hidden_from=number if is_about_host else None,
    )
    await ctx.unit.timed.put(
        ctx.chat_id,
        PUSHED,
        ctx.now + _LOOKED_AGAIN,
        subject=f"{case.community_id}:{case.number}",
        community_id=case.community_id,
        data={"case": case.number},
    )
    return reply(card)


@router.timed(PUSHED)
async def look_whether_push_arrived(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the hosts that the word has reached the person; nothing where it has not, or where they know."""
    case = await case_of(ctx, event)
    if case is None or case.delivered_at is not None:
        return None
    arrived_at = (await reach_of(ctx, case)).at
    if arrived_at is None:
        return None
    arrivals = await note_arrival(ctx, case)
    return [*await tell_that_it_arrived(ctx, case, arrived_at), *arrivals]
