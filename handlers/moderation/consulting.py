"""The adviser's desk: what no host may read, because it is about the only one who could, is read by one person alone.

To everybody else this word answers as if there were nothing.
"""

from bot.answers import Answers, reply
from bot.commands import Command, fold, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.moderation import closing_texts, queue_texts
from handlers.moderation.cases.seats import desk_word, own_numbers, seated, sit_down
from handlers.moderation.closing import close, read_outcome
from handlers.moderation.queue import shown
from handlers.moderation.report_desk import read_number
from storage.models import Member, Report
from storage.repositories.advisers import OutsideAdviser

router = Router("moderation")


async def want_people(ctx: Context, command: Command) -> Wanted:
    """Want the names of whoever told it, if they said so, and, for a member, of whom it is about.

    Somebody from outside learns no name but those that were given to be read by them.
    """
    if not command.rest:
        return NOTHING
    typed = await sit_down(ctx, command.word, command.rest, _is_here)
    report, reader = await _report(ctx, typed)
    numbers = [each.reporter_number for each in await ctx.store.reports.voices_of(report) if each.is_named]
    return await names_of_numbers(
        ctx, numbers if isinstance(reader, OutsideAdviser) else [report.about_number, *numbers]
    )


@router.command("consult", "相談を読む", where=Where.PRIVATE, needs=want_people, for_advisers=True, unrecorded=True)
async def consult(ctx: Context, command: Command) -> Answers:
    """Show the adviser what is for them alone, or a page of it; with words behind the number, close it with them."""
    typed = await sit_down(ctx, command.word, command.rest, _is_here)
    if not typed:
        return await _list(ctx)
    report, reader = await _report(ctx, typed)
    words = fold(split_first(typed)[1])
    if not words or words.isdecimal():
        return reply(*await shown(ctx, report, read_number(words or "1"), reader=reader))
    if report.is_closed:
        raise Refusal(queue_texts.is_closed(report.number))
    _number, outcome = read_outcome(typed)
    return await close(ctx, report, outcome, by=reader.number)


async def _report(ctx: Context, typed: str) -> tuple[Report, Member | OutsideAdviser]:
    """Find a report and the adviser who speaks; one that is not theirs is answered like one that does not exist."""
    require_confirmed(ctx)
    number = read_number(split_first(typed)[0])
    report, reader = await ctx.store.reports.get(number), await seated(ctx)
    if report is None or reader is None or not await _is_theirs(ctx, report):
        raise Refusal(queue_texts.no_such_report(number))
    return report, reader


async def _list(ctx: Context) -> Answers:
    """List what waits for the adviser; to everybody else nothing does."""
    require_confirmed(ctx)
    waiting = [each.number for each in await ctx.store.reports.not_closed() if await _is_theirs(ctx, each)]
    if not waiting:
        raise Refusal(closing_texts.nothing_for_you())
    return reply(queue_texts.waiting_for_adviser(waiting, desk_word(await seated(ctx))))


async def _is_theirs(ctx: Context, report: Report) -> bool:
    """Say whether a report is for the person who speaks alone, and not about them."""
    numbers = await own_numbers(ctx, ctx.chat_id)
    return report.adviser_number in numbers and report.about_number not in numbers


async def _is_here(ctx: Context, typed: str) -> bool:
    report = await ctx.store.reports.get(read_number(split_first(typed)[0]))
    return report is not None and await _is_theirs(ctx, report)
