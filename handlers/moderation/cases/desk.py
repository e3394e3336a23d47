"""What every case command needs: the host who asks, the case they may see, and whoever is to hear of it."""

from collections.abc import Sequence

from bot.answers import Answer, Compose, ToHosts, Whisper
from bot.commands import read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.events import MessageSent
from bot.people import whispered
from handlers.moderation.cases import refusals
from handlers.moderation.cases.guards import Reader, Verdict, deciders, is_free_to_decide, judge, may_see
from handlers.moderation.cases.labels import somebody
from handlers.moderation.cases.settings import ADVISER
from handlers.moderation.hosts import host_of
from storage.models import Case, Member
from storage.models.members import MemberStatus, Role
from storage.repositories.advisers import OutsideAdviser

_HIGHEST_NUMBER = 999_999_999


def read_case_number(typed: str) -> int:
    """Read the number of a case."""
    return read_whole_number(typed, 1, _HIGHEST_NUMBER)


def said_in(ctx: Context) -> str | None:
    """Give the message that the words of the moment came in; None where they came from no message."""
    return ctx.event.message_id if isinstance(ctx.event, MessageSent) else None


async def case_for(ctx: Context, number: int) -> Case:
    """Find a case that the host who speaks may see; one about them is answered like one that does not exist."""
    case = await ctx.store.cases.get(number)
    if case is None or not may_see(case, host_of(ctx)):
        raise Refusal(refusals.no_such_case(number))
    return case


async def subject_of(ctx: Context, case: Case) -> Member | None:
    """Find whom a case is about; None for somebody without a number."""
    return None if case.subject_number is None else await ctx.store.members.by_number(case.subject_number)


async def require_may_judge(ctx: Context, subject: Member) -> None:
    """Refuse where the host who speaks is not to judge a member."""
    verdict = judge(host_of(ctx), subject, await ctx.store.cases.related_to(subject.number))
    if verdict is not Verdict.FINE:
        raise Refusal(refusals.not_yours_to_judge(verdict))


async def require_unrelated(ctx: Context, case: Case) -> None:
    """Refuse where the host who speaks is related to whom a case is about."""
    if host_of(ctx).number in await _related_to_subject(ctx, case):
        raise Refusal(refusals.not_yours_to_judge(Verdict.RELATED))


async def about_host(ctx: Context, case: Case) -> bool:
    """Say whether a case is about a host of today, and so is kept from what all hosts read."""
    subject = await subject_of(ctx, case)
    return subject is not None and subject.role.includes(Role.HOST)


async def write_log(ctx: Context, action: str, case: Case, *, by: int | None = None) -> None:
    """Leave a trace for all hosts; where the case is about one of them, for the others.

    `by` is who did it, where that is not whoever speaks as a member.
    """
    actor = by if by is not None or ctx.speaker is None else ctx.speaker.number
    hidden_from = case.subject_number if await about_host(ctx, case) else None
    await ctx.store.log.write(action, ctx.now, actor=actor, about=str(case.number), hidden_from=hidden_from)


async def to_hosts(ctx: Context, case: Case, compose: Compose) -> list[Answer]:
    """Give a word about a case to the hosts; one by one where it is about one of them, who gets none."""
    if not await about_host(ctx, case):
        return [ToHosts(compose)]
    return [
        Whisper(host.user_id, compose, priority=3)
        for host in await ctx.store.members.hosts()
        if host.user_id is not None and may_see(case, host)
    ]


async def to_keeper(ctx: Context, case: Case, compose: Compose) -> list[Answer]:
    """Give a word about a case to the host who opened it, or to the others where that one is away or gone."""
    keeper = None if case.opened_by is None else await ctx.store.members.by_number(case.opened_by)
    if keeper is None or keeper.status is MemberStatus.AWAY or not may_see(case, keeper):
        return await to_hosts(ctx, case, compose)
    return [*whispered(keeper, compose)]


async def adviser_of(ctx: Context) -> Member | OutsideAdviser | None:
    """Find whom the hosts have named as their adviser, while that person is here, or serves from outside.

    Whoever serves from outside does so until that task is ended, whatever the setting says. Somebody from outside who
    has come into the group meanwhile goes on as the member they are now; a host is nobody's adviser.
    """
    serving = await ctx.store.advisers.serving()
    if serving:
        member = await ctx.store.members.by_user(serving[-1].user_id)
        if member is None or not member.is_present:
            return serving[-1]
    else:
        number = await ADVISER.read(ctx.store.settings)
        member = await ctx.store.members.by_number(number) if number else None
    return member if member is not None and member.is_present and not member.role.includes(Role.HOST) else None


async def deciders_of(ctx: Context, case: Case) -> Sequence[Reader]:
    """List who is to decide on an objection to a case."""
    related = await _related_to_subject(ctx, case)
    adviser = await adviser_of(ctx)
    if isinstance(adviser, OutsideAdviser):
        former = await ctx.store.members.by_user(adviser.user_id)
        if former is not None and former.number in {case.opened_by, case.subject_number, *related}:
            adviser = None
    return deciders(case, await ctx.store.members.hosts(), adviser, related)


async def may_decide(ctx: Context, case: Case, reader: Reader) -> bool:
    """Say whether somebody may decide on objections to a case; a host may, even where others are asked first."""
    if reader.role.includes(Role.HOST):
        return is_free_to_decide(case, reader, await _related_to_subject(ctx, case))
    return reader.number in {each.number for each in await deciders_of(ctx, case)}


async def label_of(ctx: Context, case: Case) -> str:
    """Name whom a case is about to a host, in private."""
    subject = await subject_of(ctx, case)
    if subject is None:
        return somebody(None, ctx.store.cases.name_in(case))
    known_as = ctx.facts.name_of(subject.user_id) or ctx.store.self_name_of(subject) or ctx.store.cases.name_in(case)
    return somebody(subject.number, known_as)


async def _related_to_subject(ctx: Context, case: Case) -> frozenset[int]:
    if case.subject_number is None:
        return frozenset()
    return await ctx.store.cases.related_to(case.subject_number)
