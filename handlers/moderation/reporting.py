"""A confidential word to the hosts: a form in private, and a receipt with a number.

Typed in the group it shows nothing but the way into the private chat, and no record says who asked for it.
"""

from bot.answers import Answer, Answers, Whisper, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.forms import Form, Given, begin, is_in_the_middle
from bot.i18n import _
from bot.messages import utf16_units
from bot.routing import Router
from handlers.moderation import receipt_texts
from handlers.moderation import report_texts as texts
from handlers.moderation.judgement import About
from handlers.moderation.merging import same_matter
from handlers.moderation.quoting import read_reference, reference_to
from handlers.moderation.report_answers import kind_of, pointed_at, subject_of
from handlers.moderation.report_desk import arrival_key, told_to_readers
from handlers.moderation.report_form import (
    MOST_WORDS,
    known_beforehand,
    refuse_flood,
    report_questions,
    user_ids_known,
)
from handlers.moderation.report_quote import answers_from, known_with, quoted_in, said_of_it
from handlers.moderation.report_reminders import remind_later
from storage.models.reports import ReportKind
from storage.repositories.reports import Filed, NewReport

router = Router("moderation")


async def want_people(ctx: Context, found: object) -> Wanted:
    """Want the names of the hosts and of who spoke lately, who may be what it is about."""
    if ctx.home is None or ctx.main_chat is None or not ctx.in_private or ctx.speaker is None:
        return NOTHING
    if ctx.form is not None and ctx.form.form == REPORT.name and not ctx.form.is_expired:
        known = ctx.form.state.get("known", {})
    else:
        quoted = await quoted_in(ctx, found.rest) if isinstance(found, Command) else None
        known = known_with(await known_beforehand(ctx, ctx.speaker), quoted, ctx.speaker)
    return names_in(ctx.main_chat, user_ids_known(Given(known)))


async def finish_report(ctx: Context, given: Given) -> Answers:
    """Put the report into the queue and tell those who may read it; or keep nothing where the person thinks better."""
    subject = subject_of(given)
    if not given.yes("send") or ctx.speaker is None or subject is None:
        return reply(receipt_texts.nothing_was_sent())
    kind = kind_of(given)
    message = pointed_at(given)
    filed = await ctx.store.reports.add(
        NewReport(
            kind=kind,
            words=given.text("words"),
            words_given_in=given.said_in.get("words"),
            evidence=given.text("evidence"),
            evidence_given_in=given.said_in.get("evidence"),
            reporter_number=ctx.speaker.number,
            is_named=given.yes("named"),
            may_tell=given.yes("may_tell"),
            about_host=subject.a_host,
            about_number=subject.number,
            adviser_number=subject.adviser,
            message_id=None if message is None else message.message_id,
            message_at=None if message is None else message.at,
        ),
        ctx.now,
        joins=same_matter(await ctx.store.reports.not_closed(), kind, subject),
    )
    await remind_later(ctx, filed)
    asked = await _ask_poster(ctx, filed)
    receipt = receipt_texts.receipt(filed.voice.receipt, poster_is_asked=bool(asked))
    return [reply(receipt), *asked, *await _told(ctx, filed, subject)]


REPORT = router.form(
    Form(
        name="moderation.report",
        questions=report_questions,
        finish=finish_report,
        needs=want_people,
        unrecorded=True,
        again=lambda: _("/report"),
    )
)


@router.command(
    "report",
    "困っています",
    needs=want_people,
    unrecorded=True,
    help=lambda: _("Tell the hosts in confidence what troubles you"),
    example=lambda: _("/report"),
)
async def report_trouble(ctx: Context, command: Command) -> Answers:
    """Begin a report in private; in the group, show the way there and nothing else."""
    if not ctx.in_private:
        quoted_id = command.quoted_message_id
        return reply(texts.report_in_private(ctx, None if quoted_id is None else reference_to(quoted_id)))
    if ctx.speaker is None:
        raise Refusal(texts.nobody_else_reads(), [texts.where_help_is()])
    quoted = await quoted_in(ctx, command.rest)
    known = known_with(await known_beforehand(ctx, ctx.speaker), quoted, ctx.speaker)
    if not known["hosts"] and not known["adviser"]:
        raise Refusal(texts.nobody_else_reads(), [texts.where_help_is()])
    await refuse_flood(ctx, ctx.speaker)
    if is_in_the_middle(ctx):
        return await begin(ctx, REPORT, known)
    answers = await answers_from(ctx, known, quoted)
    words = read_reference(command.rest)[1]
    if words and utf16_units(words) <= MOST_WORDS:
        answers["words"] = words
    return [*said_of_it(ctx, quoted, answers), await begin(ctx, REPORT, known, answers=answers)]


async def _ask_poster(ctx: Context, filed: Filed) -> list[Answer]:
    """Ask whoever posted a photo to take it back, once, where the reporter has agreed; never saying who asks."""
    report, voice = filed.report, filed.voice
    if report.kind is not ReportKind.PHOTO or not voice.may_tell or report.about_number is None:
        return []
    poster = await ctx.store.members.by_number(report.about_number)
    if poster is None or poster.user_id is None or report.poster_asked_at is not None:
        return []
    await ctx.store.reports.note_poster_asked(report, ctx.now)
    at, timezone = voice.message_at, ctx.community.timezone
    return [Whisper(poster.user_id, lambda: [receipt_texts.please_take_it_back(at, timezone)], priority=2)]


async def _told(ctx: Context, filed: Filed, subject: About) -> list[Answer]:
    number = filed.report.number
    if filed.voice.receipt == number:
        is_urgent, is_advised = filed.report.is_urgent, subject.adviser is not None
        return await told_to_readers(
            ctx,
            filed.report,
            lambda: [receipt_texts.report_has_come(number, is_urgent=is_urgent, for_adviser=is_advised)],
            key=arrival_key(filed.report),
        )
    people = (await ctx.store.reports.people_in([filed.report]))[number]
    newcomer = filed.is_new_person
    advised = subject.adviser is not None
    return await told_to_readers(
        ctx,
        filed.report,
        lambda: [receipt_texts.more_has_come(number, people, is_new=newcomer, for_adviser=advised)],
    )
