"""Who hears of a removal: hosts in their private chats, one by one, and never the person it is about."""

from collections.abc import Callable, Collection, Iterable

from bot.answers import Answer, Whisper
from bot.commands import BadArgument, Command, read_whole_number, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.messages import Message
from handlers.moderation.hosts import host_of
from handlers.moderation.removals import texts
from handlers.moderation.removals.keeping import questions_about
from storage.models import Member, Removal
from storage.models.cases import EntryKind
from storage.models.removals import RemovalState

_HIGHEST_NUMBER = 999_999_999
_PRIORITY = 2


def read_number(command: Command) -> tuple[int, str]:
    """Read the number after a command, and what follows it; a Refusal shows how it is written."""
    try:
        first, rest = split_first(command.rest)
        return read_whole_number(first.removesuffix("番"), 1, _HIGHEST_NUMBER), rest
    except BadArgument:
        raise Refusal(texts.which_number(command.word)) from None


async def removal_for(ctx: Context, number: int) -> Removal:
    """Find a removal that the host who speaks may know of; one about them is answered like one that does not exist."""
    host = host_of(ctx)
    removal = await ctx.store.removals.get(number)
    is_anothers_thought = removal is not None and removal.state is RemovalState.RESTING
    if removal is None or removal.subject_number == host.number:
        raise Refusal(texts.no_such_number(number))
    if is_anothers_thought and removal.opened_by != host.number:
        raise Refusal(texts.no_such_number(number))
    return removal


async def words_in(ctx: Context, number: int) -> list[str]:
    """Give what the hosts wrote in the case of a removal: the reason, and what others added."""
    case = await ctx.store.cases.get(number)
    entries = [] if case is None else await ctx.store.cases.entries_of(case)
    told = [entry for entry in entries if entry.kind in {EntryKind.REASON, EntryKind.ADDITION}]
    return [words for entry in told if (words := ctx.store.cases.words_of(entry))]


async def to_hosts(
    ctx: Context, removal: Removal, say: Callable[[Member], Message], *, without: Collection[int | None] = ()
) -> list[Answer]:
    """Give a word to every host but the person it is about and those named."""
    hosts = await ctx.store.members.hosts()
    spared = {removal.subject_number, *without}
    return [word for host in hosts if host.number not in spared for word in to_host(host, say)]


async def to_numbers(
    ctx: Context, numbers: Iterable[int | None], say: Callable[[Member], Message], *, key: str | None = None
) -> list[Answer]:
    """Give a word to some hosts, by number; to nobody who is no host any more."""
    wanted = set(numbers)
    hosts = await ctx.store.members.hosts()
    return [word for host in hosts if host.number in wanted for word in to_host(host, say, key=key)]


def to_host(host: Member, say: Callable[[Member], Message], *, key: str | None = None) -> list[Answer]:
    """Give a word to one host, in that host's language; nothing where LINE does not tell who it is."""
    if host.user_id is None:
        return []
    own_key = None if key is None else f"{key}#{host.number}"
    return [Whisper(host.user_id, lambda: [say(host)], priority=_PRIORITY, dedupe_key=own_key)]


def question_key(ctx: Context, removal: Removal) -> str:
    """Give the beginning of the keys of a question to hosts, which `keep` calls off once it is settled."""
    return f"{questions_about(removal)}{removal.state}:{int(ctx.now.timestamp() * 1000)}"


async def namesakes(ctx: Context, member: Member) -> list[int]:
    """Give the numbers of other members whom the group shows under the same name, as far as names are known."""
    name = texts.folded_name(ctx.facts.name_of(member.user_id))
    if name is None or ctx.main_chat is None:
        return []
    on_record = await ctx.unit.names.of_chat(ctx.main_chat, ctx.now)
    alike = {each.user_id for each in on_record if texts.folded_name(each.name) == name} - {member.user_id}
    others = await ctx.store.members.by_users([user_id for user_id in alike if user_id is not None])
    return sorted(other.number for other in others.values() if other.is_present)
