"""How the rules feature names members to hosts, in private."""

from bot.context import Context
from bot.facts import NOTHING, Wanted, names_in
from handlers.rules import change_texts, texts
from storage.models import Member


async def want_speaker(ctx: Context, _found: object) -> Wanted:
    """Want the name of the speaker as the group knows it; a group's own answers never carry it."""
    if ctx.main_chat is None or ctx.user_id is None or not ctx.in_private:
        return NOTHING
    return names_in(ctx.main_chat, [ctx.user_id])


def named(ctx: Context, member: Member | None) -> str:
    """Write a member for a host; None for somebody not on record."""
    if member is None:
        return change_texts.somebody_unknown()
    return texts.member(member.number, ctx.facts.name_of(member.user_id))
