"""The hosts' queue: what was told in confidence, who looks after it, and how it ended.

A number that a host may not know of is answered like one that does not exist, and a report about a host leaves no line
in the log that all hosts read: its own row says who took and closed it.
"""

from bot.answers import Answer, Answers, Whisper, reply
from bot.commands import BadArgument, Command, read_whole_number, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.i18n import _
from bot.messages import Text, utf16_units
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.moderation import queue_texts as texts
from handlers.moderation.judgement import about, may_read
from storage.models import Member, Report
from storage.models.members import Role
from storage.models.reports import ReportState

MOST_OUTCOME = 1_000
"""UTF-16 units."""
_HIGHEST_NUMBER = 999_999_999

router = Router("moderation")


async def want_reporter(ctx: Context, command: Command) -> Wanted:
    """Want the names of whoever told it, if they said so, and of whoever looks after it."""
    if ctx.home is None or ctx.main_chat is None or ctx.speaker is None or not command.rest:
        return NOTHING
    report = await _report(ctx, _number(command.rest))
    numbers = [report.taken_by, report.reporter_number if report.is_named else None]
    members = [await ctx.store.members.by_number(number) for number in numbers if number is not None]
    return names_in(ctx.main_chat, [each.user_id for each in members if each is not None and each.user_id is not None])


@router.command(
    "reports",
    "相談箱",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_reporter,
    unrecorded=True,
    help=lambda: _("What was told to the hosts in confidence, and who looks after it"),
    example=lambda: _("/reports 12"),
)
async def show_reports(ctx: Context, command: Command) -> Answers:
    """Show what waits, or one report in full."""
    require_confirmed(ctx)
    if command.rest:
        return await _show(ctx, await _report(ctx, _number(command.rest)))
    reader = _host(ctx)
    waiting = [report for report in await ctx.store.reports.not_closed() if may_read(about(report), reader)]
    return reply(texts.waiting(waiting, ctx.community.timezone))


@router.command(
    "take",
    "受け持つ",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    help=lambda: _("Look after something that was told in confidence"),
    example=lambda: _("/take 12"),
)
async def take_report(ctx: Context, command: Command) -> Answers:
    """Make the speaker the one who looks after a report, and tell whoever told it."""
    require_confirmed(ctx)
    report = await _report(ctx, _number(command.rest))
    host = _host(ctx)
    if report.is_closed:
        raise Refusal(texts.is_closed(report.number))
    if report.state is ReportState.TAKEN and report.taken_by == host.number:
        raise Refusal(texts.is_yours(report.number))
    former = report.taken_by
    await ctx.store.reports.take(report, host.number)
    await _log(ctx, "report.taken", report)
    told = await _to_reporter(ctx, report, texts.somebody_looks_after_it(report.number)) if former is None else []
    return [reply(texts.taken(report.number, former)), *told]


@router.command(
    "close",
    "終える",
    where=Where.PRIVATE,
    who=Role.HOST,
    unrecorded=True,
    help=lambda: _("Say how it ended, to whoever told it"),
    example=lambda: _("/close 12 We have talked with both of them."),
)
async def close_report(ctx: Context, command: Command) -> Answers:
    """Close a report, and tell its reporter how it ended."""
    require_confirmed(ctx)
    try:
        number, outcome = split_first(command.rest)
    except BadArgument:
        raise Refusal(texts.how_to_close()) from None
    report = await _report(ctx, _number(number))
    if report.is_closed:
        raise Refusal(texts.is_closed(report.number))
    if not outcome:
        raise Refusal(texts.how_to_close())
    if (units := utf16_units(outcome)) > MOST_OUTCOME:
        raise Refusal(texts.outcome_is_too_long(units, MOST_OUTCOME))
    await ctx.store.reports.close(report, outcome, by=_host(ctx).number, now=ctx.now)
    await _log(ctx, "report.closed", report)
    told = await _to_reporter(ctx, report, texts.it_is_closed(report.number, outcome))
    return [reply(texts.closed(report.number, is_told=bool(told))), *told]


async def _show(ctx: Context, report: Report) -> Answers:
    store = ctx.store
    return reply(
        texts.one(
            report,
            timezone=ctx.community.timezone,
            words=store.reports.words_of(report),
            outcome=store.reports.outcome_of(report),
            reporter=await _named(ctx, report.reporter_number if report.is_named else None),
            taker=await _named(ctx, report.taken_by),
        )
    )


async def _named(ctx: Context, number: int | None) -> str | None:
    member = None if number is None else await ctx.store.members.by_number(number)
    return None if member is None else texts.member(member.number, ctx.facts.name_of(member.user_id))


async def _report(ctx: Context, number: int) -> Report:
    report = await ctx.store.reports.get(number)
    if report is None or not may_read(about(report), _host(ctx)):
        raise Refusal(texts.no_such_report(number))
    return report


def _host(ctx: Context) -> Member:
    if ctx.speaker is None:
        raise Refusal(texts.who_are_you())
    return ctx.speaker


def _number(text: str) -> int:
    return read_whole_number(text.strip().lstrip("#＃").removesuffix("番"), 1, _HIGHEST_NUMBER)


async def _log(ctx: Context, action: str, report: Report) -> None:
    if not report.about_host:
        await ctx.store.log.write(action, ctx.now, actor=_host(ctx).number, about=str(report.number))


async def _to_reporter(ctx: Context, report: Report, words: texts.Words) -> list[Answer]:
    number = report.reporter_number
    reporter = None if number is None else await ctx.store.members.by_number(number)
    if reporter is None or reporter.user_id is None:
        return []
    return [Whisper(reporter.user_id, lambda: [Text(words())], priority=2)]
