"""Asking those who have gone quiet how they are: the hosts look, confirm by a tap, and see how it went.

Nothing begins by itself, and nothing follows by itself: at the end the hosts have a list and can talk it over.
"""

from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.confirming import confirmation
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.people import label_of, names_of
from bot.routing import Where
from bot.times import Duration
from handlers.community.confirmed import is_confirmed, require_confirmed
from handlers.rotation import checking_in_texts as texts
from handlers.rotation.listing import find_quiet
from handlers.rotation.paging import PAGE_SIZE, page_of
from handlers.rotation.quiet import Quiet, to_be_asked
from handlers.rotation.rounds import begin_timers
from handlers.rotation.turnover_routes import router
from handlers.rotation.turnover_settings import CHECKIN_MENTIONS, GRACE_DAYS, QUIET_DAYS
from storage.models import CheckIn
from storage.models.members import Role

_RESULT_PAGE = 12
"""Thirteen quick replies fit a message: one for each person, and the way to the next page."""


async def want_people_to_ask(ctx: Context, _command: Command) -> Wanted:
    """Want the names of those who would be asked, as many as are shown."""
    if ctx.home is None or not is_confirmed(ctx):
        return NOTHING
    return names_of(ctx, [quiet.entry.member for quiet in (await _to_ask(ctx))[:PAGE_SIZE]])


@router.command(
    "checkin",
    "お元気ですか",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("Ask those who have gone quiet how they are, kindly and in private"),
    example=lambda: _("/checkin"),
)
async def propose_check_in(ctx: Context, _command: Command) -> Answers:
    """Ask the host once more before anybody is asked anything."""
    require_confirmed(ctx)
    if (round_ := await _running(ctx)) is not None:
        return reply(texts.is_running(round_.ends_at, ctx.community.timezone))
    people = await _to_ask(ctx)
    if not people:
        return reply(texts.nobody_to_ask())
    days = await GRACE_DAYS.read(ctx.store.settings)
    by_mention = await CHECKIN_MENTIONS.read(ctx.store.settings)
    return reply(
        confirmation(
            ctx,
            texts.confirm_title(len(people)),
            texts.confirm_lines(days, by_mention=by_mention),
            yes=texts.yes_ask(),
            action="rotation.ask",
        )
    )


@router.command(
    "checkin preview",
    "お元気ですかの見本",
    "お元気ですか 見本",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    needs=want_people_to_ask,
    help=lambda: _("See who would be asked how they are, and how it reads; nobody is asked yet"),
)
async def preview_check_in(ctx: Context, _command: Command) -> Answers:
    """Show who would be asked and how it reads."""
    require_confirmed(ctx)
    if (round_ := await _running(ctx)) is not None:
        return reply(texts.is_running(round_.ends_at, ctx.community.timezone))
    people = await _to_ask(ctx)
    if not people:
        return reply(texts.nobody_to_ask())
    lines = [label_of(ctx, quiet.entry.member) for quiet in people]
    days = await GRACE_DAYS.read(ctx.store.settings)
    by_mention = await CHECKIN_MENTIONS.read(ctx.store.settings)
    quiet_for = Duration(days=await QUIET_DAYS.read(ctx.store.settings))
    return reply(*texts.preview(page_of(lines, 1), days, quiet_for=quiet_for, by_mention=by_mention))


@router.button("rotation.ask", who=Role.HOST)
async def begin_check_in(ctx: Context, _press: ButtonPress) -> Answers:
    """Begin a round, now that a host has confirmed it."""
    require_confirmed(ctx)
    if (round_ := await _running(ctx)) is not None:
        return reply(texts.is_running(round_.ends_at, ctx.community.timezone))
    people = [quiet.entry.member.number for quiet in await _to_ask(ctx)]
    if not people or ctx.main_chat is None:
        return reply(texts.nobody_to_ask())
    days = await GRACE_DAYS.read(ctx.store.settings)
    round_ = await ctx.store.check_ins.begin(
        people,
        by=ctx.speaker_number,
        ends_at=Duration(days=days).add_to(ctx.now, ctx.zone),
        by_mention=await CHECKIN_MENTIONS.read(ctx.store.settings),
        now=ctx.now,
    )
    await begin_timers(ctx, ctx.main_chat, round_)
    await ctx.store.log.write("rotation.asked", ctx.now, actor=ctx.speaker_number, about=str(len(people)))
    return reply(texts.begun(len(people), round_.ends_at, ctx.community.timezone))


async def want_unanswered(ctx: Context, command: Command) -> Wanted:
    """Want the names of those on the page who have not answered."""
    if ctx.home is None or not is_confirmed(ctx):
        return NOTHING
    round_ = await ctx.home.check_ins.newest()
    if round_ is None:
        return NOTHING
    page = page_of(await ctx.home.check_ins.unanswered(round_.number), _page_number(command), _RESULT_PAGE)
    return names_of(ctx, list(page.items))


@router.command(
    "checkin result",
    "お元気ですかの結果",
    "お元気ですか 結果",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_unanswered,
    help=lambda: _("See how the newest round of asking went, and who has not answered"),
    example=lambda: _("/checkin result"),
)
async def show_result(ctx: Context, command: Command) -> Answers:
    """Show how the newest round stands."""
    require_confirmed(ctx)
    round_ = await ctx.store.check_ins.newest()
    if round_ is None:
        raise Refusal(texts.no_round_yet())
    never_reached = await ctx.store.check_ins.untold(round_.number) if round_.closed_at is not None else []
    unread = {member.number for member in never_reached}
    unanswered = [
        (member.number, texts.unanswered_line(label_of(ctx, member), is_unread=member.number in unread))
        for member in await ctx.store.check_ins.unanswered(round_.number)
    ]
    page = page_of(unanswered, _page_number(command), _RESULT_PAGE)
    return reply(*texts.result(round_, page, ctx.community.timezone, is_over=not round_.is_running(ctx.now)))


async def _running(ctx: Context) -> CheckIn | None:
    round_ = await ctx.store.check_ins.newest()
    return round_ if round_ is not None and round_.is_running(ctx.now) else None


async def _to_ask(ctx: Context) -> list[Quiet]:
    """Find whom a round goes to."""
    days = await QUIET_DAYS.read(ctx.store.settings)
    return to_be_asked(await find_quiet(ctx, Duration(days=days)))


def _page_number(command: Command) -> int:
    return command.numbers[0] if command.numbers else 1
