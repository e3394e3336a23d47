"""A confidential word to the hosts: a form in private, and a receipt with a number.

Typed in the group it shows nothing but the way into the private chat, and no record says who asked for it.
"""

from collections.abc import Sequence

from bot.answers import Answer, Answers, ToHosts, Whisper, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.forms import Choice, Form, FreeText, Given, Option, Question, Value, YesNo, begin
from bot.i18n import _
from bot.messages import utf16_units
from bot.routing import Router
from handlers.moderation import report_texts as texts
from handlers.moderation.judgement import About, readers
from storage.models import Member
from storage.models.reports import ReportKind
from storage.repositories.reports import NewReport

MOST_WORDS = 2_000
"""UTF-16 units."""
_NOT_SAID = "not said"

router = Router("moderation")


async def want_hosts(ctx: Context, _found: object) -> Wanted:
    """Want the names of the hosts, who may be what it is about."""
    if ctx.home is None or ctx.main_chat is None or not ctx.in_private:
        return NOTHING
    return names_in(ctx.main_chat, [host.user_id for host in await ctx.store.members.hosts() if host.user_id])


def report_questions(ctx: Context) -> Sequence[Question]:
    """List what the form asks; who will read it stands in the last question."""

    def hosts(given: Given) -> Sequence[Option]:
        numbered = [tuple(host.split(":", 1)) for host in given.several("hosts")]
        named = [Option(number, texts.host(number, ctx.facts.name_of(user_id))) for number, user_id in numbered]
        return [*named, Option(_NOT_SAID, texts.rather_not_say())]

    async def readable(given: Given, value: Value) -> Value:
        chosen = str(value)
        if not await _readers(ctx, _about(is_host=True, chosen=chosen)):
            raise Refusal(texts.nobody_else_reads() if chosen == _NOT_SAID else texts.nobody_but_them())
        return value

    async def agreed(given: Given, value: Value) -> Value:
        if value is True and not await _readers(ctx, _about_given(given)):
            raise Refusal(texts.nobody_else_reads())
        return value

    return [
        Question(key="kind", text=texts.what_is_it, kind=Choice(texts.kinds)),
        Question(key="words", text=texts.what_happened, kind=FreeText(most=MOST_WORDS)),
        Question(key="about_host", text=texts.is_it_a_host, kind=YesNo()),
        Question(
            key="host",
            text=texts.which_host,
            kind=Choice(hosts),
            when=lambda given: given.yes("about_host"),
            check=readable,
        ),
        Question(key="named", text=texts.may_they_know_you, kind=YesNo()),
        Question(key="send", text=_look_it_over, kind=YesNo(), check=agreed),
    ]


def _look_it_over(given: Given) -> str:
    return texts.look_it_over(given, _about_given(given))


async def finish_report(ctx: Context, given: Given) -> Answers:
    """Put the report into the queue and tell those who may read it; or keep nothing where the person thinks better."""
    if not given.yes("send") or ctx.speaker is None:
        return reply(texts.nothing_was_sent())
    subject = _about_given(given)
    report = await ctx.store.reports.add(
        NewReport(
            kind=ReportKind(given.text("kind")),
            words=given.text("words"),
            reporter_number=ctx.speaker.number,
            is_named=given.yes("named"),
            about_host=subject.a_host,
            host_number=subject.number,
        ),
        ctx.now,
    )
    return [reply(texts.receipt(report.number)), *await _told(ctx, report.number, subject)]


REPORT = router.form(
    Form(
        name="moderation.report",
        questions=report_questions,
        finish=finish_report,
        needs=want_hosts,
        unrecorded=True,
    )
)


@router.command(
    "report",
    "困っています",
    needs=want_hosts,
    unrecorded=True,
    help=lambda: _("Tell the hosts in confidence what troubles you"),
    example=lambda: _("/report"),
)
async def report_trouble(ctx: Context, command: Command) -> Answers:
    """Begin a report in private; in the group, show the way there and nothing else."""
    if not ctx.in_private:
        return reply(texts.report_in_private(ctx))
    hosts = await ctx.store.members.hosts()
    if ctx.speaker is None or not readers(About(), hosts, ctx.speaker.number):
        raise Refusal(texts.nobody_else_reads())
    known: Value = [f"{host.number}:{host.user_id or ''}" for host in hosts if host.number != ctx.speaker.number]
    fits = bool(command.rest) and utf16_units(command.rest) <= MOST_WORDS
    return await begin(ctx, REPORT, {"hosts": known}, answers={"words": command.rest} if fits else None)


def _about_given(given: Given) -> About:
    return _about(is_host=given.yes("about_host"), chosen=given.text("host"))


def _about(*, is_host: bool, chosen: str) -> About:
    return About(is_host, int(chosen) if is_host and chosen.isdecimal() else None)


async def _readers(ctx: Context, subject: About) -> list[Member]:
    reporter = 0 if ctx.speaker is None else ctx.speaker.number
    return readers(subject, await ctx.store.members.hosts(), reporter)


async def _told(ctx: Context, number: int, subject: About) -> list[Answer]:
    """Tell the hosts; one by one where not all of them may know, for their room would tell everybody."""
    if not subject.a_host:
        return [ToHosts(lambda: [texts.report_has_come(number)])]
    return [
        Whisper(reader.user_id, lambda: [texts.report_has_come(number)], priority=3)
        for reader in await _readers(ctx, subject)
        if reader.user_id is not None
    ]
