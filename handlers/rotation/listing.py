"""Hosts look, in private, at who is there and who has gone quiet, and choose who is never asked."""

from datetime import timedelta

from bot.answers import Answers, reply
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, about_chat
from bot.i18n import LANGUAGES, _, speaking
from bot.people import member_meant, names_of, names_to_pick_from
from bot.routing import Where
from bot.times import Duration, ImpossibleTime, read_duration
from handlers.community.confirmed import is_confirmed, require_confirmed
from handlers.rotation import listing_texts as texts
from handlers.rotation.asked import stop_asking
from handlers.rotation.paging import PAGE_SIZE, Page, page_of
from handlers.rotation.quiet import Moment, Quiet, cutoff, quiet_people
from handlers.rotation.turnover_routes import router
from handlers.rotation.turnover_settings import QUIET_DAYS
from storage.models import Member
from storage.models.members import MemberStatus, Role

_SHORTEST_SILENCE = timedelta(days=1)
_LARGEST_PAGE = 999
_OTHER_WORDS = {
    "お休み中": MemberStatus.AWAY,
    "お休み": MemberStatus.AWAY,
    "やすみ": MemberStatus.AWAY,
    "参加": MemberStatus.ACTIVE,
    "退会": MemberStatus.LEFT,
}


def here_and_now(ctx: Context) -> Moment:
    """Give the moment as it is judged in the community's zone."""
    return Moment(now=ctx.now, zone=ctx.zone)


async def want_members(ctx: Context, command: Command) -> Wanted:
    """Want the names on the page that is asked for; the count where all are asked for."""
    if ctx.home is None or not is_confirmed(ctx):
        return NOTHING
    status, number = _read_status(command.rest)
    if status is None:
        return about_chat(ctx.main_chat)
    return names_of(ctx, list((await _members_page(ctx, status, number)).items))


@router.command(
    "members",
    "メンバー",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_members,
    help=lambda: _("See who is there: how many, and who only reads, rests or was asked"),
    example=lambda: _("/members"),
)
async def show_members(ctx: Context, command: Command) -> Answers:
    """Show the numbers, or list the members of one status."""
    require_confirmed(ctx)
    status, number = _read_status(command.rest)
    if status is not None:
        return reply(*texts.of_status(ctx, status, await _members_page(ctx, status, number)))
    by_status = await ctx.store.turnover.count_by_status()
    known = sum(by_status.get(shown, 0) for shown in texts.SHOWN)
    in_group = ctx.facts.member_count(ctx.main_chat)
    return reply(texts.overview(texts.Numbers(in_group=in_group, known=known, by_status=by_status)))


async def want_quiet(ctx: Context, command: Command) -> Wanted:
    """Want the names of the quiet on the page that is asked for, and the group's count."""
    if ctx.home is None or not is_confirmed(ctx):
        return NOTHING
    _span, page = await _quiet_page(ctx, command.rest)
    return names_of(ctx, [quiet.entry.member for quiet in page.items]) | about_chat(ctx.main_chat)


@router.command(
    "inactive",
    "ご無沙汰の人",
    "ご無沙汰",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_quiet,
    help=lambda: _("See who has gone quiet, and what can be done about it"),
    example=lambda: _("/inactive 60d"),
)
async def show_quiet(ctx: Context, command: Command) -> Answers:
    """List who has gone quiet, by what a host can do."""
    require_confirmed(ctx)
    span, page = await _quiet_page(ctx, command.rest)
    in_group = ctx.facts.member_count(ctx.main_chat)
    unmet = None if in_group is None else max(in_group - await ctx.store.members.count_present(), 0)
    return reply(*texts.quiet_people(ctx, page, span, unmet))


async def want_exempt(ctx: Context, command: Command) -> Wanted:
    """Want the names of those who are never asked, or of whom it may be about."""
    if ctx.home is None or not is_confirmed(ctx):
        return NOTHING
    if command.rest or command.quoted_message_id is not None:
        return await names_to_pick_from(ctx, command)
    return names_of(ctx, (await ctx.home.turnover.exempted())[:PAGE_SIZE])


@router.command(
    "exempt",
    "おたずねしない人",
    who=Role.HOST,
    about_person=True,
    needs=want_exempt,
    help=lambda: _("Choose somebody who is never asked how they are; the same again ends it"),
    example=lambda: _("/exempt #12"),
)
async def exempt(ctx: Context, command: Command) -> Answers:
    """Exempt a member from being asked, or end it; without a person, list them."""
    require_confirmed(ctx)
    if not command.rest and command.quoted_message_id is None:
        return reply(texts.exempted(ctx, await ctx.store.turnover.exempted()))
    member = await member_meant(ctx, command)
    is_exempt = await ctx.store.turnover.exempt(member.number, ctx.now)
    if is_exempt:
        await stop_asking(ctx.unit, ctx.store, [member.number], ctx.now)
    await ctx.store.log.write("rotation.exempted", ctx.now, actor=ctx.speaker_number, about=f"#{member.number}")
    return reply(texts.exemption_changed(texts.who(ctx, member), is_exempt=is_exempt))


async def find_quiet(ctx: Context, span: Duration) -> list[Quiet]:
    """List who has gone quiet for a span of time or longer; the host who asks is evidently there."""
    at = here_and_now(ctx)
    latest = cutoff(at.today, span)
    roster = await ctx.store.turnover.roster(latest)
    return quiet_people((entry for entry in roster if entry.member.number != ctx.speaker_number), latest, at)


async def _members_page(ctx: Context, status: MemberStatus, number: int) -> Page[Member]:
    members = await ctx.store.turnover.with_status(status)
    if status is MemberStatus.LEFT:
        members.sort(key=lambda member: (member.left_at or member.first_seen_at, member.number), reverse=True)
    return page_of(members, number)


async def _quiet_page(ctx: Context, typed: str) -> tuple[texts.Span, Page[Quiet]]:
    """Read the span and the page."""
    typed, number = _cut_page(typed)
    if not typed:
        span = Duration(days=await QUIET_DAYS.read(ctx.store.settings))
        return texts.Span(span, texts.days_as_typed(span.days)), page_of(await find_quiet(ctx, span), number)
    try:
        found = read_duration(typed)
    except ImpossibleTime:
        raise Refusal(texts.which_span()) from None
    if found is None or found[1]:
        raise Refusal(texts.which_span())
    if not found[0].is_within(_SHORTEST_SILENCE, timedelta.max):
        raise Refusal(texts.span_too_short())
    return texts.Span(found[0], typed), page_of(await find_quiet(ctx, found[0]), number)


def _read_status(typed: str) -> tuple[MemberStatus | None, int]:
    """Read which members are meant, and the page; Refusal for what names no status."""
    words, number = _cut_page(typed)
    if not words:
        return None, number
    wanted = " ".join(fold(words).split())
    named: dict[str, MemberStatus] = {status.value: status for status in MemberStatus} | _OTHER_WORDS
    for language in LANGUAGES:
        with speaking(language):
            named |= {" ".join(fold(texts.status_label(status)).split()): status for status in MemberStatus}
    if wanted not in named:
        raise Refusal(texts.which_status())
    return named[wanted], number


def _cut_page(typed: str) -> tuple[str, int]:
    """Cut the number of a page off the end of what was typed."""
    words = typed.split()
    last = fold(words[-1]) if words else ""
    if last.isdecimal() and 1 <= int(last) <= _LARGEST_PAGE:
        return " ".join(words[:-1]), int(last)
    return " ".join(words), 1
