"""A person's own page: how they stand in the community, for their eyes alone."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import Wanted, about_chat
from bot.i18n import _
from bot.routing import Where
from handlers.duty.records import own_next_turns
from handlers.moderation.cases.mine import own_cases
from handlers.rotation import my_page_texts as texts
from handlers.rotation.handlers import router
from handlers.rotation.pausing_texts import not_told_who


async def _own_group(ctx: Context, _command: Command) -> Wanted:
    return about_chat(ctx.main_chat)


@router.command(
    "me",
    "マイページ",
    where=Where.PRIVATE,
    takes_arguments=False,
    needs=_own_group,
    help=lambda: _("Your own page: number, role, and how you stand"),
)
async def show_my_page(ctx: Context, _command: Command) -> Answers:
    """Show somebody their number, status, role, which rules they agreed to, and their next turns at duties."""
    if ctx.speaker is None:
        raise Refusal(not_told_who())
    agreed = await ctx.store.rules.consents_of(ctx.speaker.number)
    group = ctx.facts.group_name(ctx.main_chat)
    own_name = ctx.store.self_name_of(ctx.speaker)
    cases = await own_cases(ctx.store, ctx.speaker)
    turns = await own_next_turns(ctx, ctx.speaker)
    newest = agreed[-1] if agreed else None
    return reply(texts.my_page(ctx.community, ctx.speaker, newest, group, own_name, cases, turns))
