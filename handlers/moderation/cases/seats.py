"""The desk of an adviser from outside: which community the private chat of somebody is about who is not in it.

Whoever advises a community chose a word for it, which only they see. With that word behind a command they act on that
community; without it, on their own group, and where that has nothing by the number, on the only one they advise.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.answers import Compose
from bot.commands import BadArgument, fold, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.messages import MAX_QUICK_REPLIES, MAX_SPOKEN, Message, SayButton, Text, utf16_units
from bot.refusals import choose_a_group, no_group
from handlers.moderation.cases import seat_texts as texts
from storage.models import Member
from storage.models.communities import ClaimState
from storage.repositories.advisers import OutsideAdviser

IsHere = Callable[[Context, str], Awaitable[bool]]
"""Says whether what was typed means anything to the speaker where the event stands now."""


async def sit_down(ctx: Context, word: str, typed: str, is_here: IsHere) -> str:
    """Let the event act on the community it is about, and give what was typed without the adviser's word for it.

    The community is locked. Refusal where nobody can tell which one is meant; `word` is the command as it was typed,
    for what is offered then.
    """
    tasks = [] if ctx.user_id is None else await ctx.unit.advising.tasks_of(ctx.user_id)
    named, rest = _named(tasks, typed)
    if named is not None:
        await _sit(ctx, named)
        return rest
    if await _is_here(ctx, typed, is_here) or (not tasks and ctx.home is not None):
        return typed
    if len(tasks) == 1:
        await _sit(ctx, tasks[0])
    elif tasks:
        offered = [SayButton(task.calls_it, f"/{word} {task.calls_it} {typed}".rstrip()) for task in tasks]
        is_short = all(utf16_units(button.text) <= MAX_SPOKEN for button in offered)
        raise Refusal(texts.which_desk(), offered[:MAX_QUICK_REPLIES] if is_short else ())
    else:
        raise Refusal(choose_a_group() if await ctx.unit.communities.of_person(ctx.chat_id) else no_group())
    return typed


async def seated(ctx: Context) -> Member | OutsideAdviser | None:
    """Give who speaks at the desk where the event stands: a member, or the adviser from outside."""
    if ctx.speaker is not None and ctx.speaker.is_present:
        return ctx.speaker
    return None if ctx.user_id is None else await ctx.store.advisers.by_user(ctx.user_id)


async def own_numbers(ctx: Context, user_id: str) -> frozenset[int]:
    """List the numbers under which somebody is known here: as a member, now or formerly, and as adviser."""
    found = [await ctx.store.members.by_user(user_id), await ctx.store.advisers.by_user(user_id)]
    return frozenset(each.number for each in found if each is not None)


def addressed(reader: object, compose: Compose) -> Compose:
    """Say above words to an adviser from outside which community they are about, by the word they chose for it."""
    if not isinstance(reader, OutsideAdviser):
        return compose
    calls_it = reader.calls_it

    def with_heading() -> Sequence[Message]:
        return [
            replace(message, text=f"{texts.about_desk(calls_it)}\n{message.text}")
            if isinstance(message, Text)
            else message
            for message in compose()
        ]

    return with_heading


def desk_word(reader: object) -> str:
    """Give what stands before a number in words to somebody: the adviser's word for the community, else nothing."""
    return f"{reader.calls_it} " if isinstance(reader, OutsideAdviser) else ""


def _named(tasks: Sequence[OutsideAdviser], typed: str) -> tuple[OutsideAdviser | None, str]:
    try:
        first, rest = split_first(typed)
    except BadArgument:
        return None, typed
    return next((task for task in tasks if fold(task.calls_it) == fold(first)), None), rest


async def _is_here(ctx: Context, typed: str, is_here: IsHere) -> bool:
    if ctx.home is None or ctx.speaker is None or not ctx.speaker.is_present:
        return False
    try:
        return await is_here(ctx, typed)
    except BadArgument:
        return False


async def _sit(ctx: Context, task: OutsideAdviser) -> None:
    communities = ctx.unit.communities
    community = await communities.lock(task.community_id)
    if community is None or community.left_at is not None or community.claim_state is not ClaimState.CONFIRMED:
        raise Refusal(texts.desk_is_closed(task.calls_it))
    ctx.home = ctx.unit.of(community)
    ctx.main_chat = await communities.chat_of(community.number)
    ctx.speaker = None
    member = await ctx.store.members.by_user(task.user_id)
    if member is not None and member.is_present:
        ctx.speaker = member
