"""What every step of a report needs: the host who asks, the report they may see, and whoever is to hear of it."""

from collections.abc import Callable, Sequence

from bot.answers import Answer, Compose, ToHosts, Whisper
from bot.commands import read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.messages import Text
from bot.people import whispered
from handlers.moderation import queue_texts as texts
from handlers.moderation.cases.guards import Reader
from handlers.moderation.cases.labels import somebody
from handlers.moderation.cases.seats import addressed, own_numbers
from handlers.moderation.hosts import host_of
from handlers.moderation.judgement import About, about, judges, may_read
from storage.models import Member, Report, ReportVoice
from storage.repositories.advisers import OutsideAdviser

_HIGHEST_NUMBER = 999_999_999


def read_number(text: str) -> int:
    """Read the number of a report, as typed in any of the usual ways; BadArgument where it is none."""
    return read_whole_number(text.strip().lstrip("#＃").removesuffix("番"), 1, _HIGHEST_NUMBER)


async def report_for(ctx: Context, number: int) -> Report:
    """Find a report that the speaker may read; any other is answered like one that does not exist."""
    report = await ctx.store.reports.get(number)
    if report is None or not may_read(about(report), host_of(ctx)):
        raise Refusal(texts.no_such_report(number))
    return report


async def report_to_judge(ctx: Context, number: int) -> Report:
    """Find a report that is not closed and that the speaker may look after."""
    report = await report_for(ctx, number)
    if report.is_closed:
        raise Refusal(texts.is_closed(report.number))
    host = host_of(ctx)
    reporters = [voice.reporter_number for voice in await ctx.store.reports.voices_of(report)]
    related = frozenset[int]()
    if report.about_number is not None:
        related = await ctx.store.cases.related_to(report.about_number)
    told = [number for number in reporters if number is not None]
    if host.number not in {each.number for each in judges(await readers_of(ctx, about(report)), told, related)}:
        raise Refusal(texts.for_another_host(is_own=host.number in told))
    return report


async def report_in_hand(ctx: Context, number: int) -> Report:
    """Find a report that the speaker looks after; it is locked for everybody else."""
    report = await report_to_judge(ctx, number)
    if report.taken_by is None:
        raise Refusal(texts.take_it_first(report.number), [texts.take_button(report.number)])
    if report.taken_by != host_of(ctx).number:
        who = await named(ctx, report.taken_by)
        raise Refusal(texts.is_taken(report.number, who or ""), [texts.take_button(report.number)])
    return report


async def readers_of(ctx: Context, subject: About) -> list[Reader]:
    """List who may know of a report now."""
    people: list[Reader] = [*await ctx.store.members.hosts()]
    if subject.adviser is not None:
        people = await _advisers(ctx, subject.adviser, subject.number)
    return [each for each in people if may_read(subject, each)]


async def told_to_readers(ctx: Context, report: Report, compose: Compose, *, key: str | None = None) -> list[Answer]:
    """Tell those who may know; one by one where not all hosts may, for their room would tell everybody."""
    subject = about(report)
    allowed = await readers_of(ctx, subject)
    if subject.adviser is None and len(allowed) == len(await ctx.store.members.hosts()):
        return [ToHosts(compose, dedupe_key=key)]
    return [
        Whisper(
            reader.user_id,
            addressed(reader, compose),
            priority=3,
            dedupe_key=None if key is None else f"{key}#{reader.number}",
        )
        for reader in allowed
        if reader.user_id is not None
    ]


def arrival_key(report: Report) -> str:
    """Give the beginning of the keys of the words that a report has come; once it is closed, nobody needs them."""
    return f"report:{report.community_id}:{report.number}:come"


async def told_to_reporters(ctx: Context, report: Report, words: Callable[[int], str]) -> list[Answer]:
    """Tell everybody who told of it, each under the newest receipt of their own."""
    newest: dict[int, ReportVoice] = {}
    for voice in await ctx.store.reports.voices_of(report):
        if voice.reporter_number is not None:
            newest[voice.reporter_number] = voice
    answers: list[Answer] = []
    for voice in newest.values():
        answers += await told_to_reporter(ctx, voice, words)
    return answers


async def told_to_reporter(ctx: Context, voice: ReportVoice, words: Callable[[int], str]) -> list[Answer]:
    """Tell one reporter something about their receipt; nothing where nobody knows any more who that is."""
    number, receipt = voice.reporter_number, voice.receipt
    reporter = None if number is None else await ctx.store.members.by_number(number)
    if reporter is None or reporter.user_id is None:
        return []
    return [Whisper(reporter.user_id, lambda: [Text(words(receipt))], priority=2)]


def told_to_adviser(task: OutsideAdviser, compose: Compose) -> list[Answer]:
    """Tell an adviser from outside something, under the word they chose for the community."""
    return [Whisper(task.user_id, addressed(task, compose), priority=2)]


async def member_about(ctx: Context, report: Report) -> Member | None:
    """Find the member a report is about, if somebody said who it is."""
    return None if report.about_number is None else await ctx.store.members.by_number(report.about_number)


async def told_to_member(ctx: Context, number: int | None, compose: Compose) -> Sequence[Answer]:
    """Tell a member something; nothing for one whose LINE account is unknown."""
    member = None if number is None else await ctx.store.members.by_number(number)
    return [] if member is None else whispered(member, compose)


async def named(ctx: Context, number: int | None) -> str | None:
    """Name a member to a host, in private."""
    member = None if number is None else await ctx.store.members.by_number(number)
    return None if member is None else somebody(member.number, ctx.facts.name_of(member.user_id))


async def write_log(ctx: Context, action: str, report: Report) -> None:
    """Leave a trace for all hosts; where the report is about one of them, for the others.

    What an adviser alone may read leaves none: then its own row is the trace.
    """
    if report.adviser_number is not None or (report.about_host and report.about_number is None):
        return
    hidden_from = report.about_number if report.about_host else None
    actor = host_of(ctx).number
    await ctx.store.log.write(action, ctx.now, actor=actor, about=str(report.number), hidden_from=hidden_from)


async def _advisers(ctx: Context, number: int, about_number: int | None) -> list[Reader]:
    """Find the adviser with a number, unless somebody from outside was once the member it is about."""
    outside = await ctx.store.advisers.by_number(number)
    if outside is not None:
        return [] if about_number in await own_numbers(ctx, outside.user_id) else [outside]
    member = await ctx.store.members.by_number(number)
    return [] if member is None else [member]
