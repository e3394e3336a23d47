"""The person picker: whom a command is about, and, in private, whom it may be about, as buttons; and a word to them.

A person is named by a mention, a quoted message of the same chat, or a number (`#12`). In private a host may also type
a name, or nothing: what may be meant then comes back as buttons which say the same command with the number in place of
the name. Nothing is ever done to somebody on their name alone, not even where only one has it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import people_words as words
from bot.answers import Compose, ShowMenu, Whisper
from bot.commands import Command, Targets, targets
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.messages import MAX_QUICK_LABEL, MAX_QUICK_REPLIES, MAX_SPOKEN, SayButton, shorten, utf16_units
from bot.names import safe_name
from bot.naming import find_name
from storage.models import Member
from storage.models.communities import ClaimState, Purpose
from storage.models.members import AnyMember, Role

LATELY = timedelta(days=7)
MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class _Choice:
    """Who may be meant, what remains of the command's text, and whether it was a name that led to them."""

    people: Sequence[Member]
    rest: str
    by_name: bool
    has_more: bool = False


async def names_to_pick_from(
    ctx: Context, command: Command, *, picks: Role = Role.HOST, not_names: Collection[str] = ()
) -> Wanted:
    """Want the names of those a command is about; where it names nobody surely, of those who may be meant.

    `picks` is the least role that may look for people by name or by who spoke lately; `not_names` are folded words
    that may stand first and name nobody.
    """
    if ctx.home is None or ctx.main_chat is None:
        return NOTHING
    found = targets(command)
    if _names_somebody(ctx, found):
        member = await _known_member(ctx, found)
        user_ids = set(found.user_ids) | ({member.user_id} if member and member.user_id else set())
        return names_in(ctx.main_chat, user_ids)
    if not _may_pick(ctx, picks):
        return NOTHING
    choice = await _choose(ctx, command, not_names)
    heard = await recent_speakers(ctx)
    return names_of(ctx, (*choice.people, *heard))


async def member_meant(
    ctx: Context, command: Command, *, picks: Role = Role.HOST, not_names: Collection[str] = ()
) -> Member:
    """Find the one member a command is about; Refusal where it names nobody, several, or nobody known.

    A person mentioned in the group itself is in it, so they get a number even if they never spoke. In private, where no
    number is given, the Refusal offers whom a speaker of the role `picks` or a higher one may mean.
    """
    found = targets(command)
    people = len(found.user_ids) + len(found.numbers) + found.unknown_mentions
    if people > 1:
        raise Refusal(words.one_at_a_time())
    if found.unknown_mentions:
        raise Refusal(words.mentioned_without_account())
    if not _names_somebody(ctx, found):
        raise await _offer(ctx, command, not_names) if _may_pick(ctx, picks) else Refusal(words.whom(command.word))
    member = await _known_member(ctx, found)
    if member is None and found.user_ids and ctx.purpose is Purpose.MAIN:
        member = await ctx.store.members.remember(found.user_ids[0], ctx.now)
    if member is None:
        raise Refusal(words.nobody_found())
    return member


async def recent_speakers(ctx: Context, most: int = MOST_RECENT) -> list[Member]:
    """List who spoke in the group within seven days and is still there, the newest first, without the one who asks."""
    return await ctx.store.activity.speakers_since(ctx.now - LATELY, most, without=ctx.speaker_number)


async def members_named(ctx: Context, text: str) -> list[Member]:
    """List the present members whose name the text begins with, the likeliest first; for hosts alone."""
    present = {member.number: member for member in await ctx.store.members.present()}
    return [present[number] for number in find_name(text, await _names_of(ctx, present.values())).numbers]


def names_of(ctx: Context, members: Iterable[AnyMember | None]) -> Wanted:
    """Want the names of some members as the group shows them; nothing of those whose LINE account is unknown."""
    if ctx.main_chat is None:
        return NOTHING
    known = (each.user_id for each in members if each is not None)
    return names_in(ctx.main_chat, [user_id for user_id in known if user_id is not None])


async def names_of_numbers(ctx: Context, numbers: Iterable[int | None]) -> Wanted:
    """Want the names of the members with some numbers; where there is no community yet, nobody's."""
    if ctx.home is None:
        return NOTHING
    wanted = {number for number in numbers if number is not None}
    return names_of(ctx, [await ctx.home.members.by_number(number) for number in wanted])


def label_of(ctx: Context, member: AnyMember) -> str:
    """Write a member for somebody who may pick them, in private: `#12 花子`."""
    name = safe_name(ctx.facts.name_of(member.user_id)) or safe_name(ctx.store.self_name_of(member))
    return f"#{member.number}" if name is None else f"#{member.number} {name}"


def whispered(member: AnyMember, compose: Compose) -> list[Whisper]:
    """Give a word to a member; nothing for one whose LINE account is unknown."""
    return [] if member.user_id is None else [Whisper(member.user_id, compose)]


def menus_shown(*members: Member) -> list[ShowMenu]:
    """Let members see the menu of the role they have now; nothing for those whose LINE account is unknown."""
    return [ShowMenu(member.user_id) for member in members if member.user_id is not None]


def _names_somebody(ctx: Context, found: Targets) -> bool:
    """Say whether a command names somebody surely; a message quoted in private is never a member's."""
    has_quote = found.quoted_message_id is not None and not ctx.in_private
    return bool(found.user_ids or found.numbers or found.unknown_mentions or has_quote)


def _may_pick(ctx: Context, picks: Role) -> bool:
    """Say whether people may be listed here: in private, to the role asked for, once it is sure who the owner is."""
    is_sure = ctx.home is not None and ctx.community.claim_state is ClaimState.CONFIRMED
    return ctx.in_private and is_sure and ctx.main_chat is not None and ctx.may_act_as(picks)


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


async def _choose(ctx: Context, command: Command, not_names: Collection[str]) -> _Choice:
    present = {member.number: member for member in await ctx.store.members.present()}
    found = find_name(command.rest, await _names_of(ctx, present.values()), not_names)
    if not found.numbers:
        return _Choice(await recent_speakers(ctx), found.rest, by_name=False)
    people = [present[number] for number in found.numbers]
    return _Choice(people[:MAX_QUICK_REPLIES], found.rest, by_name=True, has_more=len(people) > MAX_QUICK_REPLIES)


async def _names_of(ctx: Context, members: Iterable[Member]) -> dict[int, list[str]]:
    """Give what LINE told of each within a day, what it told just now, and what they call themselves."""
    on_record = [] if ctx.main_chat is None else await ctx.unit.names.of_chat(ctx.main_chat, ctx.now)
    at_line = {each.user_id: each.name for each in on_record} | ctx.facts.names
    return {
        member.number: [
            name for name in (at_line.get(member.user_id or ""), ctx.store.self_name_of(member)) if name is not None
        ]
        for member in members
    }


async def _offer(ctx: Context, command: Command, not_names: Collection[str]) -> Refusal:
    """Make the refusal that lists who may be meant, with the same command again for each of them."""
    choice = await _choose(ctx, command, not_names)
    if not choice.people:
        return Refusal(words.whom(command.word))
    labels = [label_of(ctx, member) for member in choice.people]
    example = f"/{command.word} #{choice.people[0].number}"
    if choice.by_name:
        line = words.which_one(labels, example)
    elif command.rest and command.rest != choice.rest:
        line = words.not_by_that_name(labels, example)
    else:
        line = words.recently_heard(labels, example)
    if choice.has_more:
        line = f"{line}\n{words.more_of_the_name()}"
    says = [f"/{command.word} #{member.number} {choice.rest}".rstrip() for member in choice.people]
    if any(utf16_units(text) > MAX_SPOKEN for text in says):
        return Refusal(line)  # too long for a button: the words of the person are not cut, they type the number
    return Refusal(
        line,
        [SayButton(shorten(label, MAX_QUICK_LABEL), text) for label, text in zip(labels, says, strict=True)],
    )
