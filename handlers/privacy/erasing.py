"""Erases what is kept about somebody, in every community, once they have confirmed it.

What remains is a number that leads to nobody; somebody who speaks in the group again gets a new one.
"""

from datetime import timedelta

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import Where
from handlers.privacy import erasing_texts as texts
from handlers.privacy.handlers import router
from storage.models import Community, Member
from storage.models.members import Role
from storage.unit_of_work import CommunityStore

CONFIRM_LASTS = timedelta(hours=1)


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
    # By ascending number, so that two people who leave at once wait for each other instead of getting stuck.
    for community in await ctx.unit.communities.ever_of_person(user_id):
        locked = await ctx.unit.communities.lock(community.number)
        store = None if locked is None else ctx.unit.of(locked)
        member = None if store is None else await store.members.by_user(user_id)
        if store is not None and member is not None:
            await _forget_in(ctx, store, member, user_id)
    await ctx.unit.claims.forget_person(user_id, ctx.now)
    await ctx.unit.names.forget_person(user_id)
    await ctx.unit.outbox.forget_person(user_id)
    await ctx.unit.timed.drop_chat(user_id)
    await ctx.unit.forms.forget(user_id)
    await ctx.unit.menus.erase(user_id)
    await ctx.unit.people.forget(user_id)
    return reply(texts.forgotten())


async def _forget_in(ctx: Context, store: CommunityStore, member: Member, user_id: str) -> None:
    number = member.number
    for question in await store.questions.numbers_of(user_id):
        await store.questions.forget(question)
    await store.rules.forget_consents_of(number)
    await store.activity.forget_member(number)
    await store.arrivals.forget_person(user_id)
    await store.reports.forget_reporter(number)
    await ctx.unit.claims.forget_objection(store.community.number, number)
    await store.members.erase(member)
    await store.log.write("member.forgotten", ctx.now, about=f"#{number}")


async def _refuse_owner(ctx: Context, user_id: str) -> None:
    """Refuse the owner of a living group, which would be left with nobody to decide."""
    for community in await ctx.unit.communities.ever_of_person(user_id):
        member = await ctx.unit.of(community).members.by_user(user_id)
        if member is not None and _holds_together(community, member):
            raise Refusal(texts.hand_over_first())


def _holds_together(community: Community, member: Member) -> bool:
    return member.role is Role.OWNER and member.is_present and community.left_at is None
