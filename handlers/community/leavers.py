"""What it means for people's records and roles that they have left, however that became known."""

from collections.abc import Sequence
from datetime import datetime

from bot.answers import Answer, ToHosts, Whisper
from bot.context import Context
from bot.people import menus_shown
from handlers.community import role_texts as texts
from handlers.community.judgement import role_after_leaving
from storage.models import Member
from storage.models.members import MemberStatus, Role, StatusReason


async def mark_as_left(
    ctx: Context, leavers: Sequence[Member], at: datetime, reason: StatusReason = StatusReason.LINE
) -> list[Answer]:
    """Mark members as gone since a moment, end their roles, and say who must know where a host has gone."""
    trusted = [(member.role, member.number) for member in leavers if member.role is not Role.MEMBER]
    for member in leavers:
        member.become(MemberStatus.LEFT, reason, at)
        member.role = role_after_leaving(member.role)
        member.left_at = max(at, member.left_at or at)
    answers: list[Answer] = [*menus_shown(*leavers)]
    for role, number in trusted:
        await ctx.store.log.write("role.left", ctx.now, about=f"#{number}")
        answers += await _tell_about(ctx, role, number)
    return answers


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
