"""Hosts are reminded of what was told in confidence and nobody looks after; its reporter hears how it stands.

The first reminder comes after a day (a photo that should go: three hours), the next two days later, then one a week.
While everybody rests who could look after it, a reminder waits until one of them is back.
"""

from datetime import datetime, timedelta

from bot.answers import Answers
from bot.context import Context
from bot.events import TimedEvent
from bot.routing import Router
from handlers.moderation import reminder_texts as texts
from handlers.moderation.cases.guards import Reader
from handlers.moderation.judgement import about, judges
from handlers.moderation.report_desk import (
    arrival_key,
    readers_of,
    told_to_member,
    told_to_readers,
    told_to_reporter,
)
from storage.models import Report
from storage.models.members import MemberStatus
from storage.models.reports import ReportState
from storage.repositories.reports import Filed

URGENT_AFTER, FIRST_AFTER = timedelta(hours=3), timedelta(hours=24)
SECOND_AFTER, LATER_EVERY = timedelta(days=2), timedelta(days=7)
REPORTER_HEARS_AFTER = timedelta(days=3)
LOOKS_AGAIN = timedelta(hours=1)
"""While everybody rests who could look after a report."""
_WAITS = "moderation.report_waits"
_STANDS = "moderation.report_stands"

router = Router("moderation")


def pause_before(reminder: int, *, is_urgent: bool) -> timedelta:
    """Say how long after the one before it the n-th reminder comes, from 1; the first one after the report."""
    if reminder == 1:
        return URGENT_AFTER if is_urgent else FIRST_AFTER
    return SECOND_AFTER if reminder == 2 else LATER_EVERY


async def remind_later(ctx: Context, filed: Filed) -> None:
    """Put down when hosts are reminded of a new report, and when its reporter hears how it stands."""
    if ctx.main_chat is None:
        return
    if filed.voice.receipt == filed.report.number:
        await _look_at(ctx, filed.report, ctx.now + pause_before(1, is_urgent=filed.report.is_urgent), reminder=1)
    await ctx.unit.timed.put(
        ctx.main_chat,
        _STANDS,
        ctx.now + REPORTER_HEARS_AFTER,
        subject=str(filed.voice.receipt),
        community_id=ctx.community.number,
    )


@router.timed(_WAITS)
async def remind(ctx: Context, event: TimedEvent) -> Answers:
    """Remind those who could look after a report, or the host who does; look again until it is closed."""
    report = None if ctx.home is None else await ctx.store.reports.get(int(event.subject))
    if report is None or report.is_closed:
        return None
    reminder, looked_after_by = int(str(event.data["reminder"])), event.data.get("taken_by")
    awake = [each for each in await _who_could(ctx, report) if each.status is not MemberStatus.AWAY]
    if not awake:
        await _look_at(ctx, report, ctx.now + LOOKS_AGAIN, reminder=reminder, taken_by=looked_after_by)
        return None
    await _look_at(ctx, report, ctx.now + pause_before(reminder + 1, is_urgent=report.is_urgent), reminder=reminder + 1)
    if report.taken_by not in {each.number for each in awake}:
        return await _remind_everybody(ctx, report, reminder)
    # Whoever took it only just now is left in peace until the next time.
    if looked_after_by != report.taken_by:
        return None
    timezone = ctx.community.timezone
    return [*await told_to_member(ctx, report.taken_by, lambda: [texts.you_look_after_it(report, timezone)])]


@router.timed(_STANDS)
async def tell_how_it_stands(ctx: Context, event: TimedEvent) -> Answers:
    """Tell a reporter that nobody has taken it on yet; whoever looks after it has let them know by themselves."""
    voice = None if ctx.home is None else await ctx.store.reports.voice(int(event.subject))
    report = None if voice is None else await ctx.store.reports.get(voice.report_number)
    if voice is None or report is None or report.state is not ReportState.OPEN:
        return None
    stands = await _how_it_stands(ctx, report)
    return await told_to_reporter(ctx, voice, lambda receipt: texts.nobody_has_taken_it(receipt, stands))


async def _remind_everybody(ctx: Context, report: Report, reminder: int) -> Answers:
    """Remind all who may know of it; what they have not read yet of the earlier words is replaced."""
    beginning, timezone = arrival_key(report), ctx.community.timezone
    await ctx.unit.outbox.call_off(beginning, ctx.now)
    key = f"{beginning}:again:{reminder}:{int(ctx.now.timestamp() * 1000)}"
    return await told_to_readers(ctx, report, lambda: [texts.it_waits(report, timezone)], key=key)


async def _who_could(ctx: Context, report: Report) -> list[Reader]:
    """List who may look after a report now."""
    voices = await ctx.store.reports.voices_of(report)
    related = frozenset[int]()
    if report.about_number is not None:
        related = await ctx.store.cases.related_to(report.about_number)
    reporters = [voice.reporter_number for voice in voices if voice.reporter_number is not None]
    return judges(await readers_of(ctx, about(report)), reporters, related)


async def _how_it_stands(ctx: Context, report: Report) -> texts.Stands:
    if report.adviser_number is not None:
        return texts.Stands.WITH_ADVISER
    reporters = {voice.reporter_number for voice in await ctx.store.reports.voices_of(report)}
    readings = await ctx.store.log.find("report.read", str(report.number))
    if any(entry.actor not in reporters for entry in readings):
        return texts.Stands.READ
    # "The hosts have not opened it" would sound as if the one it is about had it, too.
    return texts.Stands.UNKNOWN if report.about_host else texts.Stands.UNREAD


async def _look_at(ctx: Context, report: Report, due_at: datetime, *, reminder: int, taken_by: object = None) -> None:
    if ctx.main_chat is None:
        return
    await ctx.unit.timed.put(
        ctx.main_chat,
        _WAITS,
        due_at,
        subject=str(report.number),
        community_id=ctx.community.number,
        data={"reminder": reminder, "taken_by": taken_by or report.taken_by},
    )
