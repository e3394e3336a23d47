"""A community moves: its owner gets a code in private, and typed in another group it brings everything along.

The community outlives its LINE group, so a move is a new attachment and nothing else. It works as well when the bot was
put out of the old group, which is when it is needed most.
"""

from bot.answers import Answer, Answers, LeaveChat, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted, about_chat
from bot.i18n import speaking
from bot.messages import Text
from bot.people import whispered
from bot.routing import Router
from handlers.community import attaching_texts as texts
from handlers.community.claim_texts import locked_until_confirmed
from handlers.community.homes import act_on, end_in_chat, forget_chat
from handlers.door.resettling import resume_door
from storage.models import Community, Member
from storage.models.communities import ClaimState, Purpose
from storage.models.outbox import Delivery

router = Router("community")


async def _owned_groups(ctx: Context, _command: Command) -> Wanted:
    wanted = NOTHING
    for community in await _owned(ctx) if ctx.in_private else []:
        chat_id = await ctx.unit.communities.chat_of(community.number)
        wanted |= NOTHING if chat_id is None or community.left_at is not None else about_chat(chat_id)
    return wanted


@router.command("attach", "引っ越し", needs_home=False, before_claim=True, needs=_owned_groups)
async def attach(ctx: Context, command: Command) -> Answers:
    """Give the owner a code in private; take one in the group to move to."""
    if ctx.user_id is None:
        raise Refusal(texts.who_are_you())
    if ctx.in_private:
        return await _give_code(ctx, ctx.user_id, command)
    return await _take_code(ctx, ctx.user_id, command)


async def _give_code(ctx: Context, user_id: str, command: Command) -> Answers:
    owned = await _owned(ctx)
    if not owned:
        raise Refusal(texts.only_owners())
    if command.rest and not command.numbers:
        raise Refusal(texts.type_it_in_the_group())
    if command.numbers:
        owned = [community for community in owned if community.number == command.numbers[0]]
    if len(owned) != 1:
        return reply(texts.which_group([await _named(ctx, community) for community in owned or await _owned(ctx)]))
    if owned[0].claim_state is not ClaimState.CONFIRMED:
        raise Refusal(locked_until_confirmed())
    return reply(*texts.your_code(await ctx.unit.moving.make_code(user_id, owned[0].number, ctx.now)))


async def _take_code(ctx: Context, user_id: str, command: Command) -> Answers:
    if await ctx.unit.claims.is_locked(user_id, ctx.now):
        raise Refusal(texts.guessed_too_often())
    if not command.rest:
        raise Refusal(texts.how_to())
    code = await ctx.unit.moving.find_code(command.rest, user_id, ctx.now)
    if code is None:
        # An answer and no Refusal, because a refusal changes nothing and this has to be counted.
        await ctx.unit.claims.count_wrong_guess(user_id, ctx.now)
        return reply(Text(texts.wrong_code()))
    _refuse_taken(ctx, code.community_id)
    community = await ctx.unit.communities.lock(code.community_id)
    owner = None if community is None else await ctx.unit.of(community).members.owner()
    if community is None or owner is None or owner.user_id != user_id:
        raise Refusal(texts.only_owners())
    if community.claim_state is not ClaimState.CONFIRMED:
        raise Refusal(locked_until_confirmed())
    await ctx.unit.moving.use_code(code)
    return await _move(ctx, community, owner)


async def _move(ctx: Context, community: Community, owner: Member) -> Answers:
    if ctx.home is not None:
        await end_in_chat(ctx, ctx.chat_id)
    store = await act_on(ctx, community)
    ctx.speaker = owner
    former, was_there = ctx.main_chat, community.left_at is None
    if former is not None:
        await _bring_along(ctx, former)
    await ctx.unit.communities.attach(ctx.chat_id, community.number, Purpose.MAIN, ctx.now)
    community.left_at = None
    ctx.main_chat, ctx.purpose = ctx.chat_id, Purpose.MAIN
    await store.log.write("community.moved", ctx.now, actor=owner.number)
    with speaking(community.language):
        here = reply(texts.moved_in())
    leaves = former is not None and was_there
    answers: list[Answer] = [here, *whispered(owner, lambda: [texts.moved(leaves=leaves)]), *await resume_door(ctx)]
    return [*answers, LeaveChat(former)] if former is not None and leaves else answers


async def _bring_along(ctx: Context, former: str) -> None:
    """Let what was to be said and done in the old group be said and done here, and let go of that group."""
    await ctx.unit.outbox.redirect(former, ctx.chat_id, Delivery.RIDE)
    await ctx.unit.timed.move_chat(former, ctx.chat_id)
    await forget_chat(ctx, former)
    await ctx.unit.communities.detach(former, ctx.now)


def _refuse_taken(ctx: Context, community_id: int) -> None:
    """Refuse a group that is something else already."""
    if ctx.home is None:
        return
    if ctx.community.number == community_id:
        raise Refusal(texts.is_hosts_room() if ctx.purpose is Purpose.HOSTS else texts.is_here_already())
    if ctx.community.is_claimed:
        raise Refusal(texts.taken())


async def _owned(ctx: Context) -> list[Community]:
    """List what the speaker owns, also where the bot is out of the group: that is when a move is needed most."""
    owned = []
    for community in [] if ctx.user_id is None else await ctx.unit.communities.led_by(ctx.user_id):
        owner = await ctx.unit.of(community).members.owner()
        if owner is not None and owner.user_id == ctx.user_id:
            owned.append(community)
    return owned


async def _named(ctx: Context, community: Community) -> tuple[int, str | None]:
    chat_id = await ctx.unit.communities.chat_of(community.number)
    return community.number, ctx.facts.group_name(chat_id)
