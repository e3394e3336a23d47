"""Coming and going by month: counted as it happens, as numbers without names, and shown to hosts as a chart."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.events import MembersJoined, MembersLeft
from bot.facts import Wanted, about_chat
from bot.i18n import _
from bot.routing import Where
from bot.times.wall_times import add_months
from handlers.door.seating import seats_line
from handlers.rotation import monthly_texts as texts
from handlers.rotation.counting import week_of
from handlers.rotation.turnover_routes import router
from storage.models import Member
from storage.models.members import Role

WEEKS_COMPARED = 4
_WEEK = timedelta(weeks=1)


def month_of(at: datetime, zone: ZoneInfo) -> date:
    """Give the first day of the month in which a moment lies, in a zone."""
    return at.astimezone(zone).date().replace(day=1)


def weeks_before(today: date, weeks: int) -> list[date]:
    """List the Mondays of so many weeks, the one of today being the last."""
    this_week = week_of(today)
    return [this_week - place * _WEEK for place in reversed(range(weeks))]


async def count_arrivals(ctx: Context, event: MembersJoined, members: Sequence[Member]) -> None:
    """Count those who came in; whoever had wished to leave has thought better of it."""
    came = len(members) + event.unidentified
    if came:
        await ctx.store.turnover.count(month_of(event.occurred_at, ctx.zone), came=came)
    for member in members:
        await ctx.store.turnover.forget_wish(member.number)


async def count_departures(ctx: Context, event: MembersLeft, *, already_gone: int) -> None:
    """Count those who went, people the bot never met included, but nobody twice."""
    went = len(event.user_ids) - already_gone + event.unidentified
    if went:
        await ctx.store.turnover.count(month_of(event.occurred_at, ctx.zone), went=went)


async def want_count(ctx: Context, _command: Command) -> Wanted:
    """Want how many people LINE counts."""
    return about_chat(ctx.main_chat)


@router.command(
    "rotation",
    "出入りのようす",
    "出入り",
    "ローテーション",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    needs=want_count,
    help=lambda: _("See who came and went by month, in numbers, and how soon newcomers find an answer"),
)
async def show_rotation(ctx: Context, _command: Command) -> Answers:
    """Show this month with the last one beside it."""
    month = ctx.today.replace(day=1)
    before = add_months(month, -1)
    weeks = weeks_before(ctx.today, 2 * WEEKS_COMPARED)
    earlier, lately = weeks[:WEEKS_COMPARED], weeks[WEEKS_COMPARED:]
    turnover = ctx.store.turnover
    in_group = ctx.facts.member_count(ctx.main_chat)
    return reply(
        texts.chart(
            texts.Period(month, await turnover.month(month), await turnover.count_heard(lately, ctx.now)),
            texts.Period(
                before,
                await turnover.month(before),
                await turnover.count_heard(earlier, datetime.combine(lately[0], datetime.min.time(), ctx.zone)),
            ),
            in_group,
            await ctx.store.members.count_present(),
            await seats_line(ctx, await ctx.store.passes.open()),
        )
    )
