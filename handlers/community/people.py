"""Whom a command is about, and a word to them."""

from bot.answers import Compose, ShowMenu, Whisper
from bot.commands import Command, Targets, targets
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from handlers.community import role_texts as texts
from storage.models import Member
from storage.models.communities import Purpose


def whispered(member: Member, compose: Compose) -> list[Whisper]:
    """Give a word to a member; nothing for one whose LINE account is unknown."""
    return [] if member.user_id is None else [Whisper(member.user_id, compose)]


def menus_shown(*members: Member) -> list[ShowMenu]:
    """Let members see the menu of the role they have now; nothing for those whose LINE account is unknown."""
    return [ShowMenu(member.user_id) for member in members if member.user_id is not None]


async def name_of_target(ctx: Context, command: Command) -> Wanted:
    """Want the name of the one member a command is about, as the group shows it."""
    found = targets(command)
    if ctx.main_chat is None:
        return NOTHING
    member = await _known_member(ctx, found)
    user_ids = set(found.user_ids) | ({member.user_id} if member and member.user_id else set())
    return names_in(ctx.main_chat, user_ids)


async def member_meant(ctx: Context, command: Command) -> Member:
    """Find the one member a command is about; Refusal where it names nobody, several, or nobody known.

    A person mentioned in the group itself is in it, so they get a number even if they never spoke.
    """
    found = targets(command)
    people = len(found.user_ids) + len(found.numbers) + found.unknown_mentions
    if people > 1:
        raise Refusal(texts.one_at_a_time())
    if found.unknown_mentions:
        raise Refusal(texts.mentioned_without_account())
    if people == 0 and found.quoted_message_id is None:
        raise Refusal(texts.whom(command.word))
    member = await _known_member(ctx, found)
    if member is None and found.user_ids and ctx.purpose is Purpose.MAIN:
        member = await ctx.store.members.remember(found.user_ids[0], ctx.now)
    if member is None:
        raise Refusal(texts.nobody_found())
    return member


async def _known_member(ctx: Context, found: Targets) -> Member | None:
    if ctx.home is None:
        return None
    if found.user_ids:
        return await ctx.store.members.by_user(found.user_ids[0])
    if found.numbers:
        return await ctx.store.members.by_number(found.numbers[0])
    if found.quoted_message_id is not None:
        return await ctx.store.activity.author_of(found.quoted_message_id)
    return None
