"""The adviser's desk: what no host may read, because it is about the only one who could, is read by one member alone.

To everybody else this word answers as if there were nothing.
"""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.routing import Router, Where
from handlers.moderation import closing_texts, queue_texts
from handlers.moderation.closing import close, read_outcome
from handlers.moderation.queue import shown
from handlers.moderation.report_desk import read_number, report_for, speaker_of, want_names
from storage.models import Report

router = Router("moderation")


async def want_people(ctx: Context, command: Command) -> Wanted:
    """Want the names of whoever told it, if they said so, and of whom it is about."""
    if ctx.home is None or ctx.speaker is None or not command.rest:
        return NOTHING
    report = await _report(ctx, command)
    voices = await ctx.store.reports.voices_of(report)
    return await want_names(ctx, [report.about_number, *(each.reporter_number for each in voices if each.is_named)])


@router.command("consult", "相談を読む", where=Where.PRIVATE, needs=want_people, unrecorded=True)
async def consult(ctx: Context, command: Command) -> Answers:
    """Show the adviser what is for them alone; with words behind the number, close it with these words."""
    report = await _report(ctx, command)
    if not split_first(command.rest)[1]:
        return reply(*await shown(ctx, report))
    if report.is_closed:
        raise Refusal(queue_texts.is_closed(report.number))
    _number, outcome = read_outcome(command.rest)
    return await close(ctx, report, outcome)


async def _report(ctx: Context, command: Command) -> Report:
    try:
        first, _words = split_first(command.rest)
    except BadArgument:
        raise Refusal(closing_texts.nothing_for_you()) from None
    report = await report_for(ctx, read_number(first))
    if report.adviser_number != speaker_of(ctx).number:
        raise Refusal(queue_texts.no_such_report(report.number))
    return report
