"""How a report ends: in the host's words, for whoever told of it, and for the person it is about where all agreed."""

from bot.answers import Answer, Answers, Whisper, reply
from bot.commands import BadArgument, Command, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.forms import Form, FreeText, Given, Question, begin
from bot.i18n import _
from bot.messages import Text, utf16_units
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.moderation import closing_texts as texts
from handlers.moderation.hosts import host_of
from handlers.moderation.queue_texts import is_taken, take_button
from handlers.moderation.report_desk import (
    arrival_key,
    member_about,
    named,
    read_number,
    report_for,
    report_to_judge,
    told_to_reporters,
    write_log,
)
from storage.models import Member, Report
from storage.models.members import Role

MOST_OUTCOME = 1_000
"""UTF-16 units."""

router = Router("moderation")


async def want_taker(ctx: Context, found: object) -> Wanted:
    """Want the names of who looks after it and of whom it is about; `found` is a command, or an answer to the form."""
    typed = found.rest if isinstance(found, Command) else _number_in_form(ctx)
    if ctx.home is None or ctx.speaker is None or not typed:
        return NOTHING
    report = await report_for(ctx, read_number(split_first(typed)[0]))
    return await names_of_numbers(ctx, [report.taken_by, report.about_number])


@router.command(
    "close",
    "終える",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_taker,
    unrecorded=True,
    help=lambda: _("Say how it ended, to whoever told it"),
    example=lambda: _("/close 12 We have talked with both of them."),
)
async def close_report(ctx: Context, command: Command) -> Answers:
    """Close a report with the words behind its number; the number alone asks for them."""
    number, outcome = read_outcome(command.rest)
    report = await _unlocked(ctx, number)
    if not outcome:
        return await begin(ctx, CLOSING, {"report": str(number)})
    return await _close_or_ask(ctx, report, outcome)


def closing_questions(_ctx: Context) -> list[Question]:
    """Ask how it ended, which is all there is to ask."""

    def text(given: Given) -> str:
        return texts.how_did_it_end(int(given.text("report")))

    return [Question(key="outcome", text=text, kind=FreeText(most=MOST_OUTCOME))]


async def finish_closing(ctx: Context, given: Given) -> Answers:
    """Close a report with the words given; where it was closed or taken over meanwhile, asking again helps nobody."""
    try:
        report = await _unlocked(ctx, int(given.text("report")))
    except Refusal as refusal:
        return reply(Text(refusal.line, refusal.quick_replies))
    return await _close_or_ask(ctx, report, given.text("outcome"))


CLOSING = router.form(
    Form(
        name="moderation.close",
        questions=closing_questions,
        finish=finish_closing,
        who=Role.HOST,
        needs=want_taker,
        unrecorded=True,
        again=lambda: _("/reports"),
    )
)


@router.command("close only", "終える 本人だけ", where=Where.PRIVATE, who=Role.HOST, needs=want_taker, unrecorded=True)
async def close_for_reporters(ctx: Context, command: Command) -> Answers:
    """Close a report with the words written before, for whoever told of it."""
    report, outcome = await _drafted(ctx, command)
    return await close(ctx, report, outcome)


@router.command("close both", "終える 両方", where=Where.PRIVATE, who=Role.HOST, needs=want_taker, unrecorded=True)
async def close_for_both(ctx: Context, command: Command) -> Answers:
    """Close a report with the words written before, for both sides."""
    report, outcome = await _drafted(ctx, command)
    person = await _who_may_be_told(ctx, report)
    if person is None:
        raise Refusal(texts.not_for_both(report.number))
    return await close(ctx, report, outcome, person=person)


def read_outcome(typed: str) -> tuple[int, str]:
    """Read a number and how it ended, if that was said; Refusal where the words are too long."""
    try:
        first, outcome = split_first(typed)
    except BadArgument:
        raise Refusal(texts.how_to_close()) from None
    number = read_number(first)
    if (units := utf16_units(outcome)) > MOST_OUTCOME:
        raise Refusal(texts.outcome_is_too_long(units, MOST_OUTCOME))
    return number, outcome


async def close(
    ctx: Context, report: Report, outcome: str, *, person: Member | None = None, by: int | None = None
) -> Answers:
    """Close a report, and pass the words on; `by` is who does it, where that is not whoever speaks as a member."""
    closer = host_of(ctx).number if by is None else by
    await ctx.store.reports.close(report, outcome, by=closer, now=ctx.now)
    await ctx.unit.outbox.call_off(arrival_key(report), ctx.now)
    await write_log(ctx, "report.closed", report)
    reporters = await told_to_reporters(ctx, report, texts.it_is_closed(outcome))
    both: list[Answer] = []
    if person is not None and person.user_id is not None:
        both = [Whisper(person.user_id, lambda: [texts.something_about_you_is_closed(outcome)], priority=2)]
    return [reply(texts.closed(report.number, reporters=len(reporters), both=bool(both))), *reporters, *both]


async def _close_or_ask(ctx: Context, report: Report, outcome: str) -> Answers:
    """Close a report; where the person it is about may learn of it too, ask first who reads the words."""
    person = await _who_may_be_told(ctx, report)
    if person is None:
        return await close(ctx, report, outcome)
    await ctx.store.reports.draft(report, outcome)
    await ctx.store.reports.take(report, host_of(ctx).number)
    who = await named(ctx, person.number) or ""
    return reply(texts.who_reads_it(report.number, outcome, who))


async def _unlocked(ctx: Context, number: int) -> Report:
    """Find a report that nobody looks after, or the speaker does."""
    report = await report_to_judge(ctx, number)
    if report.taken_by not in {None, host_of(ctx).number}:
        who = await named(ctx, report.taken_by) or ""
        raise Refusal(is_taken(report.number, who), [take_button(report.number)])
    return report


def _number_in_form(ctx: Context) -> str:
    return "" if ctx.form is None or ctx.form.form != CLOSING.name else Given(ctx.form.state["known"]).text("report")


async def _drafted(ctx: Context, command: Command) -> tuple[Report, str]:
    report = await _unlocked(ctx, read_number(command.rest))
    outcome = ctx.store.reports.outcome_of(report)
    if outcome is None:
        raise Refusal(texts.how_to_close())
    return report, outcome


async def _who_may_be_told(ctx: Context, report: Report) -> Member | None:
    """Find the person it is about, if they can be told and everybody who told of it has agreed to that."""
    person = await member_about(ctx, report)
    if person is None or person.user_id is None or not person.is_present or report.about_host:
        return None
    voices = await ctx.store.reports.voices_of(report)
    return person if voices and all(voice.may_tell for voice in voices) else None
