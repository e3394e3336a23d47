"""Whom a measure is about: a member, or somebody whom LINE does not name, by what a host calls them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import wraps

from bot.answers import Answers, reply
from bot.commands import Command, targets
from bot.context import Context
from bot.errors import Refusal
from bot.messages import Text
from bot.names import safe_name
from bot.people import member_meant
from handlers.moderation.cases import refusals, warning_texts
from handlers.moderation.cases.reading import read_name_in_brackets
from storage.models import Member

CommandHandler = Callable[[Context, Command], Awaitable[Answers]]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom it is about: a member, or nobody known and a name; `rest` is what else was typed."""

    member: Member | None
    name: str | None
    rest: str


async def subject_meant(ctx: Context, command: Command) -> Subject:
    """Find whom a command is about; Refusal with whom it may mean, or with how to name somebody without a number."""
    named = read_name_in_brackets(command.rest)
    if named is not None:
        return Subject(None, named.name, named.rest)
    found = targets(command)
    is_somebody = bool(found.user_ids or found.numbers or found.unknown_mentions)
    if any(mention.is_self for mention in command.mentions) and not is_somebody:
        raise Refusal(refusals.not_about_me())
    if found.unknown_mentions == 1 and not found.user_ids and not found.numbers:
        return Subject(None, _mentioned_name(command), found.remaining_text)
    try:
        member = await member_meant(ctx, command)
    except Refusal as refusal:
        if is_somebody or not ctx.in_private:
            raise
        raise Refusal(f"{refusal.line}\n{warning_texts.name_in_brackets()}", refusal.quick_replies) from None
    return Subject(member, ctx.store.self_name_of(member), found.remaining_text)


def said_in_private(handler: CommandHandler) -> CommandHandler:
    """Let a handler's refusals go where its answers go: in a group nobody reads why somebody cannot be judged."""

    @wraps(handler)
    async def handle(ctx: Context, command: Command) -> Answers:
        try:
            return await handler(ctx, command)
        except Refusal as refusal:
            if ctx.in_private:
                raise
            return reply(Text(refusal.line))

    return handle


def _mentioned_name(command: Command) -> str:
    mention = next(each for each in command.mentions if each.user_id is None and not each.is_self and not each.is_all)
    shown = safe_name(command.rest[mention.start : mention.end].lstrip("@＠"))
    return shown or warning_texts.somebody_mentioned()
