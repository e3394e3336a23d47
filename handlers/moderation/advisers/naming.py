"""Hosts name an adviser: a member, or, with a code that they pass on by hand, somebody from outside."""

from bot.answers import Answer, Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.people import member_meant, names_to_pick_from, whispered
from bot.refusals import for_hosts_only, only_in_private
from bot.routing import Router, Where
from handlers.moderation.advisers import inviting_texts, texts
from handlers.moderation.advisers.ending import hand_back, pass_on, retire
from handlers.moderation.cases.desk import adviser_of
from handlers.moderation.cases.labels import somebody
from handlers.moderation.cases.seats import seated, sit_down
from handlers.moderation.cases.settings import ADVISER
from handlers.moderation.hosts import host_of
from storage.models import Member
from storage.models.members import Role
from storage.repositories.advisers import OutsideAdviser

router = Router("cases")


@router.command(
    "adviser",
    "相談役",
    where=Where.BOTH,
    who=Role.HOST,
    about_person=True,
    unrecorded=True,
    needs=names_to_pick_from,
    help=lambda: _("Name somebody who decides on objections where no other host can"),
    example=lambda: _("/adviser #12"),
)
async def name_adviser(ctx: Context, command: Command) -> Answers:
    """Name a member as adviser; alone, say who it is."""
    host = host_of(ctx)
    former = await adviser_of(ctx)
    if not command.rest and not command.quoted_message_id:
        return reply(texts.adviser_is(_label(ctx, former), is_outside=isinstance(former, OutsideAdviser)))
    member = await member_meant(ctx, command)
    if not member.is_present or member.user_id is None or member.role.includes(Role.HOST):
        return reply(texts.adviser_is_no_host())
    is_new = former is None or former.number != member.number
    answers: list[Answer] = [reply(texts.adviser_is(_label(ctx, member)))]
    if is_new:
        answers += await retire(ctx)
        answers += whispered(member, lambda: [texts.you_are_adviser(named=True)])
    await ADVISER.write(ctx.store.settings, member.number, by=host.number, now=ctx.now)
    await ctx.store.log.write("adviser.named", ctx.now, actor=host.number, about=f"#{member.number}")
    return [*answers, *(await pass_on(ctx) if is_new else [])]


@router.command(
    "adviser outside", "相談役 外から", where=Where.PRIVATE, who=Role.HOST, takes_arguments=False, unrecorded=True
)
async def invite_outsider(ctx: Context, _command: Command) -> Answers:
    """Give a host the code with which somebody from outside becomes adviser, and words to pass on with it."""
    host = host_of(ctx)
    code = await ctx.store.advisers.make_code(ctx.now)
    await ctx.store.log.write("adviser.invited", ctx.now, actor=host.number)
    link = ctx.account.private_chat_link(inviting_texts.words_with_code(code))
    return reply(inviting_texts.how_to_invite(), inviting_texts.to_pass_on(code, link))


@router.command(
    "adviser off",
    "相談役 やめる",
    "相談役 なし",
    "相談役 解除",
    about_person=True,
    for_advisers=True,
    unrecorded=True,
)
async def end_task(ctx: Context, command: Command) -> Answers:
    """Let a host end the adviser's task, or the adviser give it back."""
    if ctx.in_private:
        await sit_down(ctx, command.word, command.rest, _is_hosts)
    elif ctx.home is None:
        raise Refusal(only_in_private())
    reader = await seated(ctx)
    adviser = await adviser_of(ctx)
    if reader is not None and not reader.role.includes(Role.HOST):
        task = await ctx.store.advisers.by_user(reader.user_id) if reader.user_id is not None else None
        if task is None and (adviser is None or adviser.number != reader.number):
            raise Refusal(for_hosts_only())
        return [reply(texts.your_task_is_over()), *await hand_back(ctx, task or reader)]
    host = host_of(ctx)
    answers = await retire(ctx)
    await ADVISER.write(ctx.store.settings, 0, by=host.number, now=ctx.now)
    await ctx.store.advisers.forget_code()
    await ctx.store.log.write("adviser.named", ctx.now, actor=host.number)
    return [reply(texts.adviser_is(None)), *answers, *(await pass_on(ctx) if adviser is not None else [])]


async def _is_hosts(ctx: Context, _typed: str) -> bool:
    """Say whether the speaker is a host where the event stands, and so ends the task of others."""
    return ctx.may_act_as(Role.HOST)


def _label(ctx: Context, adviser: Member | OutsideAdviser | None) -> str | None:
    if adviser is None:
        return None
    if isinstance(adviser, OutsideAdviser):
        return somebody(adviser.number, adviser.name)
    return somebody(adviser.number, ctx.facts.name_of(adviser.user_id) or ctx.store.self_name_of(adviser))
