"""Erases what is kept about somebody, in every community, once they have confirmed it.

What remains is a number that leads to nobody; somebody who speaks in the group again gets a new one.
"""

from datetime import datetime, timedelta

from bot.answers import Answers, ShowMenu, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import MAX_OBJECTS, Text
from bot.routing import Where
from handlers.door.withdrawing import leave_doors
from handlers.duty.staffing import forget_in_rotas
from handlers.moderation.advisers.ending import lose_adviser
from handlers.moderation.removals.reentry_texts import block_stays
from handlers.privacy import erasing_texts as texts
from handlers.privacy.handlers import router
from handlers.rotation.asked import stop_asking
from storage.models import Community, Member
from storage.models.members import Role
from storage.repositories.removals import StayingBlock
from storage.unit_of_work import CommunityStore

CONFIRM_LASTS = timedelta(hours=1)
_MOST_SAID = MAX_OBJECTS - 1


@router.command(
    "forgetme",
    "記録を消す",
    where=Where.PRIVATE,
    takes_arguments=False,
    needs_home=False,
    before_claim=True,
    help=lambda: _("Have all that I keep about you erased"),
)
async def ask_to_forget(ctx: Context, _command: Command) -> Answers:
    """Say what will be erased and what stays, and ask once more."""
    await _refuse_owner(ctx, ctx.chat_id)
    return reply(texts.confirm(ctx, CONFIRM_LASTS))


@router.command(
    "forgetme now",
    "記録を今すぐ消す",
    where=Where.PRIVATE,
    takes_arguments=False,
    needs_home=False,
    before_claim=True,
)
async def forget_by_word(ctx: Context, _command: Command) -> Answers:
    """Erase at once; the word offered to somebody whose tap came without a name."""
    return await _forget(ctx, ctx.chat_id)


@router.button("privacy.forget", spoken="forgetme now", needs_home=False, before_claim=True)
async def forget_by_button(ctx: Context, _press: ButtonPress) -> Answers:
    """Erase what somebody has just confirmed."""
    return await _forget(ctx, ctx.chat_id)


async def _forget(ctx: Context, user_id: str) -> Answers:
    await _refuse_owner(ctx, user_id)
    kept: list[datetime] = []
    blocks: list[StayingBlock] = []
    # By ascending number, so that two people who leave at once wait for each other instead of getting stuck.
    for community in await ctx.unit.communities.ever_of_person(user_id):
        locked = await ctx.unit.communities.lock(community.number)
        store = None if locked is None else ctx.unit.of(locked)
        member = None if store is None else await store.members.by_user(user_id)
        if store is not None and member is not None:
            blocks += await store.removals.staying_blocks(member, ctx.now)
            kept += await _forget_in(ctx, store, member, user_id)
    await lose_adviser(ctx, user_id)
    await ctx.unit.advising.forget_person(user_id)
    await ctx.unit.claims.forget_person(user_id, ctx.now)
    await ctx.unit.moving.forget_person(user_id)
    await ctx.unit.names.forget_person(user_id)
    await ctx.unit.outbox.forget_person(user_id)
    await ctx.unit.timed.drop_chat(user_id)
    await ctx.unit.forms.forget(user_id)
    await leave_doors(ctx, user_id)
    await ctx.unit.doorsteps.forget_person(user_id)
    await ctx.unit.inbox.forget_chat(user_id, ctx.event.key)
    await ctx.unit.people.forget(user_id)
    timezone = ctx.options.default_timezone
    stays = dict.fromkeys(block_stays(block.until, timezone) for block in blocks)
    told = reply(texts.forgotten(max(kept, default=None), timezone), *map(Text, list(stays)[:_MOST_SAID]))
    # LINE still shows them the menu of their old role; once it is taken away, the record of it goes too.
    return told if await ctx.unit.menus.get(user_id) is None else [told, ShowMenu(user_id)]


async def _forget_in(ctx: Context, store: CommunityStore, member: Member, user_id: str) -> list[datetime]:
    """Erase somebody in one community; gives until when a hash of their id stays there, where one does."""
    number = member.number
    case_until = await store.cases.forget_member(member, ctx.now)
    for question in await store.questions.numbers_of(user_id):
        await store.questions.forget(question)
    await store.rules.forget_consents_of(number)
    await store.activity.forget_member(number)
    await stop_asking(ctx.unit, store, [number], ctx.now)
    await store.turnover.forget_member(number)
    await store.filters.forget_member(number)
    await store.arrivals.forget_person(user_id)
    await store.reports.forget_reporter(number)
    await ctx.unit.claims.forget_objection(store.community.number, number)
    await store.removals.forget_member(member, ctx.now)
    await store.rosters.forget_member(number)
    await ctx.unit.mail.forget(store.community.number, number)
    await ctx.unit.mail_codes.forget_member(store.community.number, number)
    await forget_in_rotas(ctx.unit, store, number)
    await store.members.erase(member)
    await store.log.write("member.forgotten", ctx.now, about=f"#{number}")
    return [] if case_until is None else [case_until]


async def _refuse_owner(ctx: Context, user_id: str) -> None:
    """Refuse the owner of a living group, which would be left with nobody to decide."""
    for community in await ctx.unit.communities.ever_of_person(user_id):
        member = await ctx.unit.of(community).members.by_user(user_id)
        if member is not None and _holds_together(community, member):
            raise Refusal(texts.hand_over_first())


def _holds_together(community: Community, member: Member) -> bool:
    return member.role is Role.OWNER and member.is_present and community.left_at is None
