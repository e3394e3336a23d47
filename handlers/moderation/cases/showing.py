"""What hosts see of cases, and what they do with one: `/cases`, `/cases #12`, `/case 12`, `/case 12 tell`."""

from bot.answers import Answer, Answers, reply
from bot.commands import Command, fold, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.facts import Wanted
from bot.i18n import _
from bot.people import member_meant, names_of_numbers, names_to_pick_from
from bot.routing import Router
from handlers.moderation.cases import warning_texts as texts
from handlers.moderation.cases.case_texts import case_list, one_case
from handlers.moderation.cases.desk import case_for, read_case_number
from handlers.moderation.cases.guards import may_see
from handlers.moderation.cases.labels import somebody
from handlers.moderation.cases.presenting import shown
from handlers.moderation.cases.pushing import offer_push, price_of_case
from handlers.moderation.cases.reaching import note_arrival
from handlers.moderation.cases.steps import STEPS, numbers_in_step
from handlers.moderation.cases.subjects import said_in_private
from handlers.moderation.hosts import host_of
from storage.models import Case, Member
from storage.models.members import Role

MOST_LISTED = 15
_BEFORE = {"before", "以前", "より前"}

router = Router("cases")


async def want_names(ctx: Context, command: Command) -> Wanted:
    """Want the names of whoever stands in what will be shown, and what a push would cost where one is asked for."""
    if ctx.home is None:
        return Wanted()
    store = ctx.store.cases
    number, word = [*command.rest.split(maxsplit=2), "", ""][:2]
    if fold(number).isdecimal():
        case = await store.get(int(fold(number)[:9]))
        entries = [] if case is None else await store.entries_of(case)
        subject = None if case is None else case.subject_number
        names = await names_of_numbers(ctx, [subject, *(each.author for each in entries), *numbers_in_step(command)])
        return names | await price_of_case(ctx, case) if STEPS.get(fold(word)) is offer_push else names
    if command.rest and fold(number) not in _BEFORE:
        return await names_to_pick_from(ctx, command)
    return await names_of_numbers(ctx, [each.subject_number for each in await store.newest(MOST_LISTED)])


@router.command(
    "cases",
    "case",
    "対応の記録",
    "対応",
    who=Role.HOST,
    about_person=True,
    unrecorded=True,
    needs=want_names,
    help=lambda: _("What is on record: all of it, about one person, or one case with its history"),
    example=lambda: _("/cases #12"),
)
@said_in_private
async def show_cases(ctx: Context, command: Command) -> Answers:
    """List cases, show one, or do something with one."""
    host = host_of(ctx)
    if not command.rest:
        return await _list(ctx, host, before=None)
    first, rest = split_first(command.rest)
    if fold(first) in _BEFORE:
        return await _list(ctx, host, before=read_case_number(rest))
    if not fold(first).isdecimal():
        return await _list_of(ctx, host, await member_meant(ctx, command))
    case = await case_for(ctx, read_case_number(first))
    if not rest:
        return await show(ctx, case)
    word, words = split_first(rest)
    step = STEPS.get(fold(word))
    if step is None:
        raise Refusal(texts.how_to_use_case())
    return await step(ctx, case, words, command)


async def show(ctx: Context, case: Case) -> Answers:
    """Show one case with its history, having looked how far its word has come."""
    arrivals = await note_arrival(ctx, case)
    return [reply(one_case(await shown(ctx, case))), *arrivals]


async def _list(ctx: Context, host: Member, *, before: int | None) -> Answers:
    found = await ctx.store.cases.newest(MOST_LISTED + 1, before=before)
    listed = [case for case in found[:MOST_LISTED] if may_see(case, host)]
    older_than = found[MOST_LISTED - 1].number if len(found) > MOST_LISTED else None
    return await _shown_list(ctx, listed, who=None, older_than=older_than)


async def _list_of(ctx: Context, host: Member, member: Member) -> Answers:
    who = somebody(member.number, ctx.facts.name_of(member.user_id) or ctx.store.self_name_of(member))
    found = [case for case in await ctx.store.cases.of_member(member) if may_see(case, host)]
    listed = found[-MOST_LISTED:] if member.number != host.number else []
    return await _shown_list(ctx, listed[::-1], who=who, older_than=None)


async def _shown_list(ctx: Context, listed: list[Case], *, who: str | None, older_than: int | None) -> Answers:
    arrivals: list[Answer] = []
    for case in listed:
        arrivals += await note_arrival(ctx, case)
    lines = [await shown(ctx, case, with_history=False) for case in listed]
    return [reply(case_list(lines, who=who, older_than=older_than)), *arrivals]
