"""Hosts of a verified account take in LINE's list of who is in the group: the silent become known, too.

Being listed is no sign of life and tells nobody anything. Whoever is missing from the list is not thereby gone: a host
marks them as left with a tap, for which LINE is asked for the list again.
"""

from collections.abc import Sequence

from bot.answers import Answer, Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, people_in
from bot.i18n import _
from bot.line_api import Extent, MemberList
from bot.routing import Where
from handlers.community.confirmed import is_confirmed, require_confirmed
from handlers.community.leavers import mark_as_left
from handlers.moderation.removals.keeping import is_here
from handlers.moderation.removals.reentry import notice_reentry
from handlers.rotation import syncing_texts as texts
from handlers.rotation.asked import stop_asking
from handlers.rotation.listed import fingerprint, no_longer_listed
from handlers.rotation.monthly import month_of
from handlers.rotation.turnover_routes import router
from storage.models import Member
from storage.models.members import Role, StatusReason
from storage.repositories.members import Listed


async def want_list(ctx: Context, _found: object) -> Wanted:
    """Want LINE's list of the people in the group."""
    if ctx.home is None or ctx.main_chat is None or not is_confirmed(ctx):
        return NOTHING
    return people_in(ctx.main_chat)


@router.command(
    "members sync",
    "メンバー 取り込み",
    "メンバー取り込み",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    needs=want_list,
    help=lambda: _("Take in LINE's list of members, where LINE shows it to this account"),
)
async def sync_members(ctx: Context, _command: Command) -> Answers:
    """Remember the people who are there; ask before anybody who is missing counts as gone."""
    people = _people(ctx)
    listed = await ctx.store.members.remember_listed(people.user_ids, ctx.now, listed_at=ctx.event.occurred_at)
    told = await _notice_returns(ctx, listed)
    await ctx.store.log.write("rotation.synced", ctx.now, actor=ctx.speaker_number, about=str(len(listed.new)))
    missing = await _missing(ctx, people)
    back = [member.is_present for member in (*listed.returned, *listed.removed)]
    taken_in = texts.TakenIn(
        new=len(listed.new),
        returned=back.count(True),
        removed=back.count(False),
        is_whole=people.extent is Extent.WHOLE,
    )
    if not missing:
        return [reply(texts.taken_in(taken_in)), *told]
    return [reply(texts.taken_in_and_missing(ctx, taken_in, missing, fingerprint(missing))), *told]


@router.button("rotation.mark_left", who=Role.HOST, needs=want_list)
async def mark_missing_as_left(ctx: Context, press: ButtonPress) -> Answers:
    """Mark as left whom the list still does not show; ask again should those be other people by now."""
    missing = await _missing(ctx, _whole(_people(ctx)))
    if not missing:
        return reply(texts.nobody_is_missing())
    if fingerprint(missing) != press.object:
        return reply(texts.others_are_missing(ctx, missing, fingerprint(missing)))
    # Since the moment of the tap, at which LINE was asked: whatever brings somebody back happens after it.
    told = await mark_as_left(ctx, missing, ctx.event.occurred_at, StatusReason.HOSTS)
    await stop_asking(ctx.unit, ctx.store, [member.number for member in missing], ctx.now)
    await ctx.store.turnover.count(month_of(ctx.now, ctx.zone), went=len(missing))
    await ctx.store.log.write("rotation.marked_left", ctx.now, actor=ctx.speaker_number, about=str(len(missing)))
    return [reply(texts.marked_as_left(len(missing))), *told]


def _people(ctx: Context) -> MemberList:
    """Give LINE's list, or say why there is none."""
    require_confirmed(ctx)
    if ctx.main_chat is None or ctx.community.left_at is not None:
        raise Refusal(texts.in_no_group())
    people = ctx.facts.people_of(ctx.main_chat)
    if people is None:
        raise Refusal(texts.line_did_not_tell(), [texts.again()])
    if people.extent is Extent.NOT_ALLOWED:
        raise Refusal(texts.only_for_verified_accounts())
    return people


def _whole(people: MemberList) -> MemberList:
    """Insist on a whole list."""
    if people.extent is not Extent.WHOLE:
        raise Refusal(texts.line_did_not_tell(), [texts.again()])
    return people


async def _missing(ctx: Context, people: MemberList) -> list[Member]:
    present = await ctx.store.members.present()
    return no_longer_listed(people, present, asked_at=ctx.event.occurred_at, asker=ctx.speaker_number)


async def _notice_returns(ctx: Context, listed: Listed) -> list[Answer]:
    """Tell the hosts of those who had to leave and whose return nobody has noticed; the others are simply back."""
    for member in listed.returned:
        await ctx.store.turnover.forget_wish(member.number)
    unnoticed = [member for member in listed.removed if member.left_at is not None and not is_here(member)]
    for member in unnoticed:
        member.joined_at = ctx.event.occurred_at  # the latest they can have come; so the hosts hear of it once
    kept_out = await ctx.store.removals.kept_out(_user_ids([*listed.new, *listed.returned]), ctx.now)
    return await notice_reentry(ctx, [*_user_ids(unnoticed), *kept_out])


def _user_ids(members: Sequence[Member]) -> list[str]:
    return [member.user_id for member in members if member.user_id is not None]
