"""Members leave: what that means for their role, and who must know when a host has gone."""

from bot.answers import Answer, Answers, ToHosts, Whisper
from bot.context import Context
from bot.delivery import as_list
from bot.events import MembersLeft
from bot.filters import in_group
from bot.people import menus_shown
from bot.routing import Router
from handlers.community import role_texts as texts
from handlers.community.judgement import role_after_leaving
from handlers.moderation.removals.closing import notice_departures
from handlers.rotation.monthly import count_departures
from handlers.welcome import goodbye_answers
from storage.models import Member
from storage.models.communities import Purpose
from storage.models.members import MemberStatus, Role

router = Router("community")


@router.on(MembersLeft, in_group)
async def note_departures(ctx: Context, event: MembersLeft) -> Answers:
    """Mark those who left the main chat; people who were never known stay unknown."""
    if ctx.purpose is not Purpose.MAIN:
        return None
    gone = [
        member
        for member in (await ctx.store.members.by_users(event.user_ids)).values()
        if not _came_back_since(member, event)
    ]
    leavers = [member for member in gone if member.is_present]
    await count_departures(ctx, event, already_gone=len(gone) - len(leavers))
    trusted = [(member.role, member.number) for member in leavers if member.role is not Role.MEMBER]
    for member in leavers:
        member.status = MemberStatus.LEFT
        member.role = role_after_leaving(member.role)
    for member in gone:
        member.left_at = max(event.occurred_at, member.left_at or event.occurred_at)
    answers: list[Answer] = [*menus_shown(*leavers)]
    for role, number in trusted:
        await ctx.store.log.write("role.left", ctx.now, about=f"#{number}")
        answers += await _tell_about(ctx, role, number)
    answers += await notice_departures(ctx, event)
    return [*answers, *as_list(await goodbye_answers(ctx))]


def _came_back_since(member: Member, event: MembersLeft) -> bool:
    """Say whether the member joined again after this leave, which then came late (LINE: order is not guaranteed)."""
    return member.joined_at is not None and member.joined_at > event.occurred_at


async def _tell_about(ctx: Context, role: Role, number: int) -> list[Answer]:
    hosts = await ctx.store.members.hosts()
    if role is Role.OWNER:
        community = ctx.community.number
        operators = sorted(ctx.options.operator_user_ids)
        return [
            *([ToHosts(lambda: [texts.owner_left()])] if hosts else []),
            *(Whisper(user_id, lambda: [texts.community_without_owner(community)]) for user_id in operators),
        ]
    is_last = all(host.role is Role.OWNER for host in hosts)
    return [ToHosts(lambda: [texts.host_left(role, number, is_last=is_last)])] if hosts else []
