"""The owner hands over to somebody else, who has to agree."""

from datetime import timedelta

from bot import people_words
from bot.answers import Answers, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, names_in
from bot.i18n import _
from bot.people import member_meant, menus_shown, names_to_pick_from, whispered
from bot.routing import Router
from handlers.community import role_texts as texts
from handlers.community.confirmed import require_confirmed
from handlers.community.judgement import RoleVerdict, judge_new_owner
from storage.models import Member
from storage.models.members import Role

router = Router("community")

OFFER_LASTS = timedelta(days=7)


@router.command(
    "owner",
    "主催者交代",
    who=Role.OWNER,
    about_person=True,
    needs=names_to_pick_from,
    help=lambda: _("hand the ownership over to another member"),
    example=lambda: _("/owner #12"),
)
async def propose_owner(ctx: Context, command: Command) -> Answers:
    """Ask the owner once more before anything is offered to the other."""
    require_confirmed(ctx)
    member = await member_meant(ctx, command)
    _require_fit(member)
    return reply(texts.confirm_offer(ctx, member))


async def _name_of_candidate(ctx: Context, press: ButtonPress) -> Wanted:
    member = None if ctx.home is None else await ctx.store.members.by_number(int(press.object))
    if member is None or member.user_id is None or ctx.main_chat is None:
        return NOTHING
    return names_in(ctx.main_chat, [member.user_id])


@router.button("community.offer_ownership", who=Role.OWNER, needs=_name_of_candidate)
async def offer_ownership(ctx: Context, press: ButtonPress) -> Answers:
    """Offer the ownership; it moves only when the other accepts."""
    require_confirmed(ctx)
    member = await ctx.store.members.by_number(int(press.object))
    if ctx.speaker is None or member is None:
        raise Refusal(texts.offer_is_stale())
    _require_fit(member)
    await ctx.store.log.write("owner.offered", ctx.now, actor=ctx.speaker.number, about=f"#{member.number}")
    offer = f"{ctx.speaker.number}-{member.number}"
    return [
        reply(texts.offered(member, ctx.facts)),
        *whispered(member, lambda: [texts.offer(ctx, offer, member, OFFER_LASTS)]),
    ]


@router.button("community.accept_ownership")
async def accept_ownership(ctx: Context, press: ButtonPress) -> Answers:
    """Make the one who was asked the owner, and the one who asked a host."""
    require_confirmed(ctx)
    owner, member = await _parties(ctx, press)
    await ctx.store.members.make_owner(member)
    await ctx.store.log.write("owner.changed", ctx.now, actor=owner.number, about=f"#{member.number}")
    return [
        reply(texts.you_are_owner()),
        *whispered(owner, lambda: [texts.you_handed_over(member)]),
        *menus_shown(owner, member),
    ]


@router.button("community.decline_ownership")
async def decline_ownership(ctx: Context, press: ButtonPress) -> Answers:
    """Leave everything as it is, and tell the owner."""
    owner, member = await _parties(ctx, press)
    return [reply(texts.you_declined()), *whispered(owner, lambda: [texts.declined(member)])]


async def _parties(ctx: Context, press: ButtonPress) -> tuple[Member, Member]:
    """Give the owner who offered and the member who answers; Refusal when either is not that any more."""
    offered_by, offered_to = (int(number) for number in press.object.split("-"))
    owner = await ctx.store.members.owner()
    member = ctx.speaker
    if owner is None or owner.number != offered_by:
        raise Refusal(texts.offer_is_stale())
    if member is None or member.number != offered_to or not member.is_present:
        raise Refusal(texts.offer_is_stale())
    return owner, member


def _require_fit(member: Member) -> None:
    match judge_new_owner(member):
        case RoleVerdict.IS_OWNER:
            raise Refusal(texts.you_are_owner_already())
        case RoleVerdict.IS_GONE | RoleVerdict.WITHOUT_ACCOUNT:
            raise Refusal(people_words.nobody_found())
