"""A roll call in the group, and the word with which somebody says that they are there.

A tap is a sign of life like a message. So the number that remains is LINE's count without those seen in the last days,
and nothing else has to be remembered; nobody sees who tapped, and who did not.
"""

from datetime import timedelta

from bot.answers import Answers, Post, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, about_chat
from bot.i18n import _
from bot.routing import Where
from handlers.rotation import rollcall_texts as texts
from handlers.rotation.asked import take_answer
from handlers.rotation.handlers import router
from handlers.rotation.returning import answer_otherwise
from handlers.rotation.turnover_routes import router as hosts_router
from storage.models.communities import Purpose
from storage.models.members import Role
from storage.repositories.check_ins import CheckInAnswer

SEEN_WITHIN = timedelta(days=7)
"""Whoever was seen in so many days, today included, need not tap."""
WAVE = timedelta(minutes=5)
"""After a roll call many people tap at once; so long one line answers all of them, but for the last one missing."""
_LINE_LASTS = timedelta(minutes=1)


async def want_count_in_group(ctx: Context, _found: object) -> Wanted:
    """Want the group's count, where the number that remains is said."""
    return NOTHING if ctx.in_private else about_chat(ctx.main_chat)


@hosts_router.command(
    "rollcall",
    "いますボタン",
    "点呼",
    where=Where.GROUP,
    who=Role.HOST,
    takes_arguments=False,
    needs=want_count_in_group,
    help=lambda: _("Put a card into the group that everybody taps once; it shows only how many are missing"),
)
async def call_roll(ctx: Context, _command: Command) -> Answers:
    """Put the card into the group, with the number of the moment; the same again shows the new number."""
    if ctx.purpose is not Purpose.MAIN:
        raise Refusal(_("Please type that in your group, where everybody can tap."))
    return reply(texts.roll_call(ctx, await _remaining(ctx)))


@router.command(
    "here",
    "います",
    takes_arguments=False,
    needs=want_count_in_group,
    help=lambda: _("Say that you are there"),
)
async def say_here(ctx: Context, _command: Command) -> Answers:
    """Take somebody's word that they are there."""
    return await be_here(ctx)


@router.button("rotation.here", spoken="here", needs=want_count_in_group)
async def tap_here(ctx: Context, _press: ButtonPress) -> Answers:
    """Take somebody's tap: on the group's card, or as an answer to the question how they are."""
    return await be_here(ctx)


async def be_here(ctx: Context) -> Answers:
    """Note a sign of life; in the group one line answers all who tap within minutes, and one that nobody is missing."""
    member = ctx.speaker
    if member is None or not member.is_present:
        raise Refusal(texts.not_told_who())
    stays = await answer_otherwise(ctx, member, CheckInAnswer.HERE)
    was_asked = await take_answer(ctx, member, CheckInAnswer.HERE) is not None
    await ctx.store.activity.seen([member.number], ctx.today)
    if stays:
        return stays
    if ctx.purpose is not Purpose.MAIN:
        return reply(texts.thank_you(was_asked=was_asked and ctx.in_private))
    remaining = await _remaining(ctx)
    wave = int(ctx.now.timestamp() // WAVE.total_seconds())
    last = ":all" if remaining == 0 else ""  # else the group would go on reading that somebody is missing
    return Post(
        ctx.chat_id,
        lambda: [texts.taps_arrive(remaining)],
        lasts=_LINE_LASTS,
        priority=1,
        dedupe_key=f"rotation.here:{ctx.community.number}:{wave}{last}",
    )


async def _remaining(ctx: Context) -> int | None:
    """Count who was not seen in the last days; None where LINE did not tell how many people there are."""
    in_group = ctx.facts.member_count(ctx.main_chat)
    if in_group is None:
        return None
    seen = await ctx.store.turnover.count_seen_since(ctx.today - SEEN_WITHIN + timedelta(days=1))
    return max(in_group - seen, 0)
