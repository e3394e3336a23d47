"""The hosts' queue: what was told in confidence, and who looks after it.

A number that a host may not know of is answered like one that does not exist, and the lines that a report about a host
leaves in the log are hidden from that host.
"""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import BadArgument, Command, split_first
from bot.confirming import confirmation
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.messages import Message
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.moderation import queue_texts as texts
from handlers.moderation import report_view
from handlers.moderation.cases.labels import somebody
from handlers.moderation.cases.seats import desk_word
from handlers.moderation.hosts import host_of
from handlers.moderation.judgement import about, may_read
from handlers.moderation.judging_texts import what_should_follow
from handlers.moderation.report_desk import (
    named,
    read_number,
    report_for,
    report_to_judge,
    told_to_member,
    told_to_reporters,
    write_log,
)
from storage.models import Report
from storage.models.members import Role

router = Router("moderation")


async def want_people_of(ctx: Context, command: Command) -> Wanted:
    """Want the names of whoever told it, if they said so, of whom it is about, and of who looks after it."""
    if ctx.home is None or ctx.speaker is None or not command.rest:
        return NOTHING
    report = await report_for(ctx, read_number(split_first(command.rest)[0]))
    return await _people_of(ctx, report)


async def want_people_tapped(ctx: Context, press: ButtonPress) -> Wanted:
    """Want the same names for a button."""
    return await _people_of(ctx, await report_for(ctx, read_number(press.object)))


@router.command(
    "reports",
    "相談箱",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_people_of,
    unrecorded=True,
    help=lambda: _("What was told to the hosts in confidence, and who looks after it"),
    example=lambda: _("/reports 12"),
)
async def show_reports(ctx: Context, command: Command) -> Answers:
    """Show what waits, the urgent first, or one report in full."""
    host = host_of(ctx)
    if command.rest:
        first, page = split_first(command.rest)
        report = await report_for(ctx, read_number(first))
        await write_log(ctx, "report.read", report)
        return reply(*await shown(ctx, report, read_number(page) if page else 1))
    waiting = [report for report in await ctx.store.reports.not_closed() if may_read(about(report), host)]
    waiting.sort(key=lambda report: not report.is_urgent)
    return reply(texts.waiting(waiting, await ctx.store.reports.people_in(waiting), ctx.community.timezone))


@router.command(
    "take",
    "受け持つ",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_people_of,
    unrecorded=True,
    help=lambda: _("Look after something that was told in confidence"),
    example=lambda: _("/take 12"),
)
async def take_report(ctx: Context, command: Command) -> Answers:
    """Make the speaker the one who looks after a report; where another host does, ask before taking it over."""
    if not command.rest:
        raise Refusal(texts.which_to_take())
    report = await report_to_judge(ctx, read_number(command.rest))
    if report.taken_by is None:
        return await _take(ctx, report)
    if report.taken_by == host_of(ctx).number:
        raise Refusal(texts.is_yours(report.number))
    who = await named(ctx, report.taken_by) or ""
    return reply(
        confirmation(
            ctx,
            texts.shall_you_take_over(report.number),
            texts.before_taking_over(who),
            yes=texts.take_over_label(),
            action="moderation.take_over",
            about=report.number,
            alt=texts.neutral_alt(),
        )
    )


@router.command(
    "take over",
    "代わって受け持つ",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_people_of,
    unrecorded=True,
)
async def take_over_by_word(ctx: Context, command: Command) -> Answers:
    """Take a report over; the word offered to a host whose tap came without a name."""
    try:
        number = read_number(command.rest)
    except BadArgument:
        raise Refusal(texts.which_to_take_over()) from None
    return await _take_over(ctx, await report_to_judge(ctx, number))


@router.button("moderation.take_over", spoken="take over", who=Role.HOST, needs=want_people_tapped)
async def take_over_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Take a report over, once that is confirmed."""
    return await _take_over(ctx, await report_to_judge(ctx, read_number(press.object)))


async def shown(ctx: Context, report: Report, page: int = 1, *, reader: object = None) -> list[Message]:
    """Show a report in full, and, to the host who looks after it, what may follow.

    An adviser from outside, the `reader`, learns no names but those of people who gave theirs.
    """
    reports = ctx.store.reports
    is_mine = ctx.speaker is not None and report.taken_by == ctx.speaker.number and not report.is_closed
    voices = await reports.voices_of(report)
    parts = await reports.parts_of(voices)
    told = []
    for voice in voices:
        own = {kind: part for (receipt, kind), part in parts.items() if receipt == voice.receipt}
        opened = {kind: reports.words_in(part) for kind, part in own.items()}
        reporter = await named(ctx, voice.reporter_number if voice.is_named else None)
        told.append(report_view.Told(voice=voice, parts=own, opened=opened, reporter=reporter))
    view = report_view.View(
        report=report,
        told=told,
        people=(await reports.people_in([report])).get(report.number, 0),
        person=await named(ctx, report.about_number),
        taker=await named(ctx, report.taken_by),
        outcome=reports.outcome_of(report) if report.is_closed else None,
        timezone=ctx.community.timezone,
        is_mine=is_mine,
        desk=desk_word(reader),
    )
    return [*report_view.in_full(view, page), *([what_should_follow(report)] if is_mine else [])]


async def _take(ctx: Context, report: Report) -> Answers:
    await ctx.store.reports.take(report, host_of(ctx).number)
    await write_log(ctx, "report.taken", report)
    told = await told_to_reporters(ctx, report, texts.somebody_looks_after_it)
    return [reply(texts.taken(report.number), what_should_follow(report)), *told]


async def _take_over(ctx: Context, report: Report) -> Answers:
    host, former = host_of(ctx), report.taken_by
    if former == host.number:
        raise Refusal(texts.is_yours(report.number))
    if former is None:
        return await _take(ctx, report)
    await ctx.store.reports.take(report, host.number)
    await write_log(ctx, "report.taken", report)
    number, by = report.number, somebody(host.number, ctx.facts.name_of(host.user_id))
    told = await told_to_member(ctx, former, lambda: [texts.taken_over_from_you(number, by)])
    name = await named(ctx, former) or ""
    return [reply(texts.taken_over(number, name), what_should_follow(report)), *told]


async def _people_of(ctx: Context, report: Report) -> Wanted:
    voices = await ctx.store.reports.voices_of(report)
    named_ones = [voice.reporter_number for voice in voices if voice.is_named]
    return await names_of_numbers(ctx, [*named_ones, report.about_number, report.taken_by, ctx.speaker_number])
