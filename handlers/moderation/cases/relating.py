"""Who is close to whom, and who is asked for advice: what keeps judgements fair in a small circle."""

from bot.answers import Answer, Answers, reply
from bot.commands import Command, fold, targets
from bot.context import Context
from bot.errors import Refusal
from bot.facts import Wanted
from bot.i18n import _
from bot.people import member_meant, names_to_pick_from, whispered
from bot.routing import Router, Where
from handlers.moderation.cases import relating_texts as texts
from handlers.moderation.cases.appealing import ask_deciders
from handlers.moderation.cases.desk import adviser_of, deciders_of, host_of, names_of
from handlers.moderation.cases.labels import somebody
from handlers.moderation.cases.settings import ADVISER
from storage.models import Member
from storage.models.members import Role

_NOBODY = {"off", "なし", "やめる", "解除"}

router = Router("cases")


async def want_names(ctx: Context, command: Command) -> Wanted:
    """Want the names of the members named by their numbers."""
    return await names_of(ctx, targets(command).numbers)


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


@router.command(
    "adviser",
    "相談役",
    where=Where.BOTH,
    who=Role.HOST,
    about_person=True,
    unrecorded=True,
    needs=names_to_pick_from,
    help=lambda: _("Name a member who decides on objections where no other host can"),
    example=lambda: _("/adviser #12"),
)
async def name_adviser(ctx: Context, command: Command) -> Answers:
    """Name a member as adviser, or nobody; alone, say who it is."""
    host = host_of(ctx)
    former = await adviser_of(ctx)
    if not command.rest and not command.quoted_message_id:
        return reply(texts.adviser_is(None if former is None else _label(ctx, former)))
    if fold(command.rest) in _NOBODY:
        await _keep(ctx, 0, host)
        return [reply(texts.adviser_is(None)), *_told(former, named=False)]
    member = await member_meant(ctx, command, not_names=_NOBODY)
    if not member.is_present or member.user_id is None or member.role.includes(Role.HOST):
        return reply(texts.adviser_is_no_host())
    await _keep(ctx, member.number, host)
    is_new = former is None or former.number != member.number
    told = [*_told(former, named=False), *_told(member, named=True)] if is_new else []
    waiting = await _asked_for_decisions(ctx, member) if is_new else []
    return [reply(texts.adviser_is(_label(ctx, member))), *told, *waiting]


async def _asked_for_decisions(ctx: Context, adviser: Member) -> list[Answer]:
    """Bring whatever waits for a decision to a new adviser at once: that is mostly why one is named."""
    answers: list[Answer] = []
    for case in await ctx.store.cases.undecided():
        if adviser in await deciders_of(ctx, case):
            answers += await ask_deciders(ctx, case)
    return answers


async def _keep(ctx: Context, number: int, host: Member) -> None:
    await ADVISER.write(ctx.store.settings, number, by=host.number, now=ctx.now)
    await ctx.store.log.write("adviser.named", ctx.now, actor=host.number, about=f"#{number}" if number else "")


def _told(member: Member | None, *, named: bool) -> list[Answer]:
    return [] if member is None else [*whispered(member, lambda: [texts.you_are_adviser(named=named)])]


def _label(ctx: Context, member: Member) -> str:
    return somebody(member.number, ctx.facts.name_of(member.user_id) or ctx.store.self_name_of(member))
