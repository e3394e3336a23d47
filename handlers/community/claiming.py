"""A group gets its owner: a code from the private chat, typed in the group, announced there, open to objection."""

from bot.answers import Answer, Answers, ToHosts, Whisper, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.facts import NOTHING, Wanted, names_in
from bot.i18n import _
from bot.people import menus_shown, whispered
from bot.routing import Router, Where
from handlers.community import claim_texts as texts
from handlers.community import timers
from handlers.community.homes import act_on, found_home
from handlers.community.judgement import ClaimVerdict, judge_claim, role_of_former_owner
from storage.models import ClaimCode, Community, Member
from storage.models.communities import ClaimState, Purpose
from storage.models.members import MemberStatus, Role, StatusReason
from storage.unit_of_work import CommunityStore

router = Router("community")


async def _own_name(ctx: Context, _command: Command) -> Wanted:
    return NOTHING if ctx.in_private or ctx.user_id is None else names_in(ctx.chat_id, [ctx.user_id])


@router.command(
    "claim",
    "主催者の登録",
    needs_home=False,
    before_claim=True,
    needs=_own_name,
    help=lambda: _("become the owner of a group"),
    example=lambda: _("/claim"),
)
async def claim(ctx: Context, command: Command) -> Answers:
    """Give a code in the private chat; take one in the group."""
    if ctx.user_id is None:
        raise Refusal(texts.who_are_you())
    if ctx.in_private:
        return await _give_code(ctx, ctx.user_id, command)
    return await _take_code(ctx, ctx.user_id, command)


async def _object_to_which(ctx: Context, command: Command) -> Wanted:
    community_id = _community_named(ctx, command)
    chat_id = None if community_id is None else await ctx.unit.communities.chat_of(community_id)
    return NOTHING if chat_id is None or ctx.user_id is None else names_in(chat_id, [ctx.user_id])


@router.command(
    "object",
    "主催者への異議",
    where=Where.PRIVATE,
    needs_home=False,
    before_claim=True,
    needs=_object_to_which,
    help=lambda: _("object in private to whoever registered as the owner"),
)
async def object_to_owner(ctx: Context, command: Command) -> Answers:
    """Take a member's objection to the announced owner, whose claim the operator then decides."""
    store = await _objected_home(ctx, command)
    member = None if store is None else await _objector(ctx, store)
    if store is None or member is None:
        raise Refusal(texts.say_a_word_first())
    community = store.community
    if member.role is Role.OWNER:
        raise Refusal(texts.your_own_claim())
    if community.claim_state not in {ClaimState.ANNOUNCED, ClaimState.DISPUTED}:
        raise Refusal(texts.settled_already())
    if not await ctx.unit.claims.object_to(community.number, member.number, ctx.now):
        raise Refusal(texts.objected_already())
    answers: list[Answer] = [reply(texts.objection_taken())]
    if community.claim_state is ClaimState.ANNOUNCED:
        answers += await _begin_dispute(ctx, store)
    return answers


@router.timed(timers.OBJECTION_OVER)
async def confirm_claim(ctx: Context, _event: TimedEvent) -> Answers:
    """Confirm an owner to whom nobody objected in time; without an owner the claim stays as it is."""
    if ctx.home is None or ctx.community.claim_state is not ClaimState.ANNOUNCED:
        return None
    owner = await ctx.store.members.owner()
    if owner is None:
        return None
    ctx.community.claim_state = ClaimState.CONFIRMED
    await ctx.store.log.write("community.confirmed", ctx.now, about=f"#{owner.number}")
    return whispered(owner, texts.claim_confirmed)


async def _give_code(ctx: Context, user_id: str, command: Command) -> Answers:
    if command.rest:
        raise Refusal(texts.type_it_in_the_group())
    if ctx.options.admission_by_code and not ctx.is_operator:
        raise Refusal(texts.only_operators_codes())
    return reply(*texts.your_code(await ctx.unit.claims.make_code(user_id, ctx.now)))


async def _take_code(ctx: Context, user_id: str, command: Command) -> Answers:
    claims = ctx.unit.claims
    if ctx.purpose is Purpose.HOSTS:
        raise Refusal(texts.not_in_the_hosts_room())
    if await claims.is_locked(user_id, ctx.now):
        raise Refusal(texts.guessed_too_often())
    if not command.rest:
        return _explain(ctx)
    code = await claims.find_code(command.rest, user_id, ctx.now)
    if code is None:
        # An answer and no Refusal, because a refusal changes nothing and this has to be counted.
        await claims.count_wrong_guess(user_id, ctx.now)
        return reply(texts.wrong_code())
    verdict = judge_claim(
        ClaimState.UNCLAIMED if ctx.home is None else ctx.community.claim_state,
        operators_code=code.user_id is None,
        by_operator=ctx.is_operator,
        admission_by_code=ctx.options.admission_by_code,
    )
    match verdict:
        case ClaimVerdict.ALREADY_CLAIMED:
            raise Refusal(texts.claimed_already())
        case ClaimVerdict.NEEDS_OPERATORS_CODE:
            raise Refusal(texts.only_operators_codes())
    store = ctx.home or await found_home(ctx)  # the word that the bot was invited may be lost
    return await _register(ctx, store, user_id, code, confirmed=verdict is ClaimVerdict.CONFIRM)


def _explain(ctx: Context) -> Answers:
    if ctx.home is not None and ctx.community.is_claimed:
        raise Refusal(texts.claimed_already())
    return reply(texts.how_to_claim(ctx))


async def _register(
    ctx: Context, store: CommunityStore, user_id: str, code: ClaimCode, *, confirmed: bool
) -> list[Answer]:
    community = store.community
    owner = await _present_member(ctx, store, user_id)
    former = await store.members.make_owner(owner, former_becomes=role_of_former_owner(community.claim_state))
    await ctx.unit.claims.use_code(code, user_id, ctx.now)
    await _settle(ctx, community, confirmed=confirmed)
    await store.log.write(f"community.{community.claim_state}", ctx.now, actor=owner.number, about=f"#{owner.number}")
    person = await ctx.unit.people.remember(user_id)
    person.chosen_community_id = community.number
    opens_at = None if confirmed else ctx.now + timers.OBJECTION_LASTS
    return [
        reply(*texts.announcement(ctx, user_id, confirmed=confirmed)),
        *whispered(owner, lambda: texts.next_steps(opens_at, community.timezone)),
        *(word for member in former if member.is_present for word in whispered(member, texts.no_longer_owner)),
        *menus_shown(owner, *former),
    ]


async def _present_member(ctx: Context, store: CommunityStore, user_id: str) -> Member:
    """Give the claimer's membership; a valid code typed in the group proves more than an old mark of absence."""
    member = await store.members.remember(user_id, ctx.now)
    if not member.is_present:
        member.become(MemberStatus.ACTIVE, StatusReason.HEARD, ctx.now)
        member.left_at = None
    return member


async def _settle(ctx: Context, community: Community, *, confirmed: bool) -> None:
    community.claim_state = ClaimState.CONFIRMED if confirmed else ClaimState.ANNOUNCED
    community.claimed_at = ctx.now
    community.admitted = True
    community.left_at = None
    await ctx.unit.claims.forget_objections(community.number)
    await timers.stop(ctx, ctx.chat_id)
    if not confirmed:
        await timers.start_objection(ctx, ctx.chat_id)


def _community_named(ctx: Context, command: Command) -> int | None:
    """Give the community that the button's ready-typed number names, else the one the private chat acts on."""
    if command.numbers:
        return command.numbers[0]
    return None if ctx.home is None else ctx.community.number


async def _objected_home(ctx: Context, command: Command) -> CommunityStore | None:
    community_id = _community_named(ctx, command)
    if community_id is None or (ctx.home is not None and ctx.community.number == community_id):
        return ctx.home
    community = await ctx.unit.communities.lock(community_id)
    return None if community is None else await act_on(ctx, community)


async def _objector(ctx: Context, store: CommunityStore) -> Member | None:
    """Find the member who objects; somebody never heard in the group counts if LINE knows them there."""
    if ctx.user_id is None:
        return None
    member = await store.members.by_user(ctx.user_id)
    if member is None and store.community.is_claimed and ctx.facts.name_of(ctx.user_id) is not None:
        member = await store.members.remember(ctx.user_id, ctx.now)
    return member if member is not None and member.is_present else None


async def _begin_dispute(ctx: Context, store: CommunityStore) -> list[Answer]:
    number = store.community.number
    store.community.claim_state = ClaimState.DISPUTED
    if ctx.main_chat is not None:
        await timers.stop(ctx, ctx.main_chat)
    await store.log.write("community.disputed", ctx.now)
    operators = sorted(ctx.options.operator_user_ids)
    return [
        ToHosts(lambda: [texts.somebody_objected()]),
        *(Whisper(user_id, lambda: [texts.operator_decides(number)]) for user_id in operators),
    ]
