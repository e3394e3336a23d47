"""Who is close to whom or at odds: what keeps judgements fair in a small circle."""

from bot.answers import Answers, reply
from bot.commands import Command, targets
from bot.context import Context
from bot.errors import Refusal
from bot.facts import Wanted
from bot.i18n import _
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.moderation.cases import relating_texts as texts
from handlers.moderation.cases.labels import somebody
from handlers.moderation.hosts import host_of
from storage.models import Member
from storage.models.members import Role

router = Router("cases")


async def want_names(ctx: Context, command: Command) -> Wanted:
    """Want the names of the members named by their numbers."""
    return await names_of_numbers(ctx, targets(command).numbers)


@router.command(
    "related",
    "関係者",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    needs=want_names,
    help=lambda: _("Note that two members are close or at odds, so that they do not judge each other; again ends it"),
    example=lambda: _("/related #3 #12"),
)
async def relate(ctx: Context, command: Command) -> Answers:
    """Note that two members are related, or no longer; with one, list who is related to them."""
    host_of(ctx)
    members = [await ctx.store.members.by_number(number) for number in targets(command).numbers]
    found = [member for member in members if member is not None]
    if len(found) != len(members) or not 1 <= len(found) <= 2:
        raise Refusal(texts.name_two())
    if len(found) == 1:
        related = await ctx.store.cases.related_to(found[0].number)
        return reply(texts.related_to(_label(ctx, found[0]), sorted(related)))
    one, other = found
    is_related = await ctx.store.cases.relate(one.number, other.number)
    actor = host_of(ctx).number
    await ctx.store.log.write("relation.noted" if is_related else "relation.ended", ctx.now, actor=actor)
    return reply(texts.related(_label(ctx, one), _label(ctx, other), is_related=is_related))


def _label(ctx: Context, member: Member) -> str:
    return somebody(member.number, ctx.facts.name_of(member.user_id) or ctx.store.self_name_of(member))
