"""What people on duty are called, and where they may be called anything at all."""

from bot.context import Context
from bot.i18n import _
from bot.names import safe_name
from handlers.duty.settings import DUTY_NAMES, names_people
from storage.models.communities import Purpose
from storage.models.members import AnyMember


async def group_reads_names(ctx: Context) -> bool:
    """Say whether the community's group may read who is on duty."""
    return names_people(await DUTY_NAMES.read(ctx.store.settings), ctx.community.preset)


async def may_name_here(ctx: Context) -> bool:
    """Say whether the event's own chat may read who is on duty: always in private and in the hosts' room."""
    return ctx.in_private or ctx.purpose is Purpose.HOSTS or await group_reads_names(ctx)


def name_of(ctx: Context, member: AnyMember) -> str | None:
    """Give what a member is called: as they wish, or else as LINE has it; None where neither is known."""
    return safe_name(ctx.store.self_name_of(member)) or safe_name(ctx.facts.name_of(member.user_id))


def called(ctx: Context, member: AnyMember) -> str:
    """Call a member in private, by name and number."""
    name = name_of(ctx, member)
    return f"#{member.number}" if name is None else _("#%(number)s %(name)s", number=member.number, name=name)


def called_in_group(ctx: Context, member: AnyMember) -> str | None:
    """Call a member in the group, by name alone; None for somebody whose name is not known."""
    return name_of(ctx, member)
