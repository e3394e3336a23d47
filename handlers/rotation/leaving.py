"""Somebody would like to leave: nothing is posted, the hosts hear of it in private the next day.

The bot can take nobody out of a group. It says how one leaves on LINE, and remembers the wish for a week and more, so
that it can be taken back and no seat is given away at once.
"""

from bot.answers import Answers, ToHosts
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.i18n import _
from bot.routing import Where
from bot.times.wall_times import next_morning
from handlers.door.waiting import RESTS_AFTER_LEAVING
from handlers.rotation import leaving_texts as texts
from handlers.rotation.asked import take_answer
from handlers.rotation.handlers import router
from handlers.rotation.pausing import told_alone
from handlers.rotation.returning import LEAVING_WORD
from storage.models import Member
from storage.models.members import Role
from storage.repositories.check_ins import CheckInAnswer


@router.command(
    "quit",
    "退会したい",
    where=Where.PRIVATE,
    takes_arguments=False,
    unrecorded=True,
    help=lambda: _("Say that you would like to leave; only the hosts hear of it, the next day"),
)
async def wish_to_leave(ctx: Context, _command: Command) -> Answers:
    """Take somebody's wish to leave."""
    return await let_go(ctx)


@router.button("rotation.let_go", spoken="quit")
async def wish_by_button(ctx: Context, _press: ButtonPress) -> Answers:
    """Take the wish as an answer to the question how somebody is."""
    return await let_go(ctx)


async def let_go(ctx: Context) -> Answers:
    """Remember the wish, put down the word to the hosts, and say how one leaves."""
    member = ctx.speaker
    if member is None or not member.is_present or member.user_id is None:
        raise Refusal(texts.not_told_who())
    if member.role is Role.OWNER:
        raise Refusal(texts.hand_over_first())
    round_number = await take_answer(ctx, member, CheckInAnswer.LEAVING)
    wish = await ctx.store.turnover.wish_to_leave(member.number, ctx.now, check_in=round_number)
    if wish.told_at is None:
        await _tell_tomorrow(ctx, member, member.user_id)
    return told_alone(ctx, lambda: [texts.how_to_leave(RESTS_AFTER_LEAVING.days)])


@router.timed(LEAVING_WORD)
async def tell_hosts(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the hosts of a wish that still stands."""
    number = event.data.get("member")
    if ctx.home is None or not isinstance(number, int):
        return None
    wish = await ctx.store.turnover.wish_of(number)
    member = await ctx.store.members.by_number(number)
    if wish is None or member is None or wish.told_at is not None:
        return None
    wish.told_at = ctx.now
    has_left = not member.is_present
    return ToHosts(lambda: [texts.would_like_to_leave(number, has_left=has_left)])


async def _tell_tomorrow(ctx: Context, member: Member, user_id: str) -> None:
    await ctx.unit.timed.put(
        user_id,
        LEAVING_WORD,
        next_morning(ctx.now, ctx.zone),
        subject=str(ctx.community.number),
        community_id=ctx.community.number,
        data={"member": member.number},
    )
