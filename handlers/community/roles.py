"""Who helps the owner: hosts and helpers, made and unmade by the owner, and how members reach them."""

from functools import partial

from bot import people_words
from bot.answers import Answers, reply
from bot.commands import Command, fold, targets
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.people import member_meant, menus_shown, names_of, names_to_pick_from, whispered
from bot.routing import Router
from handlers.community import role_texts as texts
from handlers.community.judgement import RoleVerdict, judge_role_change
from storage.models import Member
from storage.models.communities import Preset
from storage.models.members import Role

router = Router("community")

_ROLE_WORDS = {
    "": Role.HOST,
    "host": Role.HOST,
    "世話役": Role.HOST,
    "helper": Role.HELPER,
    "お手伝い": Role.HELPER,
}


@router.command(
    "host add",
    "世話役 追加",
    who=Role.OWNER,
    about_person=True,
    needs=partial(names_to_pick_from, not_names=_ROLE_WORDS),
    help=lambda: _("make somebody a host, or a helper"),
    example=lambda: _("/host add #12"),
)
async def add_host(ctx: Context, command: Command) -> Answers:
    """Give a member the role of a host or helper."""
    member = await member_meant(ctx, command, not_names=_ROLE_WORDS)
    role = _ROLE_WORDS.get(fold(targets(command).remaining_text))
    if role is None:
        raise Refusal(texts.which_role())
    return await change_role(ctx, member, role)


@router.command(
    "host remove",
    "世話役 解除",
    who=Role.OWNER,
    about_person=True,
    needs=names_to_pick_from,
    help=lambda: _("let a host or helper be a plain member again"),
    example=lambda: _("/host remove #12"),
)
async def remove_host(ctx: Context, command: Command) -> Answers:
    """Take the role of a host or helper back."""
    return await change_role(ctx, await member_meant(ctx, command), Role.MEMBER)


async def _names_of_hosts(ctx: Context, _command: Command) -> Wanted:
    if ctx.home is None or ctx.main_chat is None or not _may_list(ctx):
        return NOTHING
    return names_of(ctx, await _trusted(ctx))


@router.command(
    "hosts",
    "世話役",
    takes_arguments=False,
    needs=_names_of_hosts,
    help=lambda: _("who the hosts are, and how to reach them in private"),
)
async def show_hosts(ctx: Context, _command: Command) -> Answers:
    """List the hosts where that tells nobody's name to a group that wants none told, and always how to reach them."""
    listed = [texts.host_line(host, ctx.facts) for host in await _trusted(ctx)] if _may_list(ctx) else []
    return reply(texts.hosts(ctx, listed))


async def change_role(ctx: Context, member: Member, role: Role) -> Answers:
    """Give a member another role, write it down, and tell both; Refusal where that cannot be."""
    match judge_role_change(member, role):
        case RoleVerdict.IS_OWNER:
            raise Refusal(texts.owner_keeps_the_role())
        case RoleVerdict.UNCHANGED:
            # No Refusal: this names the person, and so goes where answers about people go.
            return reply(texts.has_the_role_already(member, ctx.facts))
        case RoleVerdict.IS_GONE | RoleVerdict.WITHOUT_ACCOUNT:
            raise Refusal(people_words.nobody_found())
    before, member.role = member.role, role
    await ctx.store.log.write(f"role.{role}", ctx.now, actor=ctx.speaker_number, about=f"#{member.number}")
    return [
        reply(texts.role_changed(member, ctx.facts)),
        *whispered(member, lambda: [texts.your_role(before, role)]),
        *menus_shown(member),
    ]


def _may_list(ctx: Context) -> bool:
    return ctx.in_private or ctx.community.preset is not Preset.SUPPORT


async def _trusted(ctx: Context) -> list[Member]:
    return await ctx.store.members.with_roles(Role.OWNER, Role.HOST, Role.HELPER)
