"""Staying after all, and coming back quietly within a week of leaving: a word in private is enough for both."""

from bot import refusals
from bot.answers import Answer, Answers, ToHosts, reply
from bot.context import Context
from bot.delivery import as_list
from bot.errors import Refusal
from bot.i18n import speaking
from handlers.community.homes import act_on
from handlers.door.waiting import RESTS_AFTER_LEAVING
from handlers.rotation import leaving_texts as texts
from handlers.rotation.departed import say_nothing_of
from storage.models import Community, Member
from storage.models.members import MemberStatus
from storage.repositories.check_ins import CheckInAnswer

LEAVING_WORD = "rotation.leaving_word"


async def stay_after_all(ctx: Context, member: Member, instead: CheckInAnswer = CheckInAnswer.HERE) -> Answers:
    """Take back a member's wish to leave, because they answer something else `instead`; None where there is none."""
    wish = await ctx.store.turnover.wish_of(member.number)
    if wish is None:
        return None
    hosts_know = wish.told_at is not None
    if wish.check_in is not None:
        await ctx.store.check_ins.answer_otherwise(wish.check_in, CheckInAnswer.LEAVING, instead)
    await ctx.store.turnover.forget_wish(member.number)
    if member.user_id is not None:
        await ctx.unit.timed.drop(member.user_id, LEAVING_WORD, str(ctx.community.number))
    number = member.number
    answers: list[Answer] = [*_told(ctx)]
    if hosts_know:
        answers.append(ToHosts(lambda: [texts.stays_after_all(number)]))
    return answers


async def answer_otherwise(ctx: Context, member: Member, answer: CheckInAnswer) -> list[Answer]:
    """Take back the wish to leave of somebody who then answers otherwise, in private, where they can be told of it."""
    return as_list(await stay_after_all(ctx, member, answer)) if ctx.in_private else []


async def ask_to_return(ctx: Context) -> Answers:
    """Help somebody who is in no group back in, or refuse.

    To whoever has not just left it says what every word without a group says, so that no membership is confirmed or
    denied.
    """
    if not ctx.in_private:
        raise Refusal(refusals.no_group())
    if len(await ctx.unit.communities.of_person(ctx.chat_id)) > 1:
        raise Refusal(refusals.choose_a_group())
    if (asked := await ask_the_group_left(ctx)) is None:
        raise Refusal(refusals.no_group())
    return asked


async def ask_the_group_left(ctx: Context) -> Answers:
    """Let the hosts know that somebody who left within a week would like to come back; None where nobody has.

    The group is not told.
    """
    for community in await ctx.unit.communities.ever_of_person(ctx.chat_id):
        locked = await ctx.unit.communities.lock(community.number)
        member = None if locked is None else await ctx.unit.of(locked).members.by_user(ctx.chat_id)
        if locked is not None and member is not None and _has_just_left(ctx, locked, member):
            return await _ask_hosts(ctx, locked, member)
    return None


async def _ask_hosts(ctx: Context, community: Community, member: Member) -> Answers:
    store = await act_on(ctx, community)
    await store.turnover.forget_wish(member.number)
    await ctx.unit.timed.drop(ctx.chat_id, LEAVING_WORD, str(community.number))
    await say_nothing_of(ctx.unit, community, member)
    number, left = member.number, member.left_at
    with speaking(await ctx.unit.people.language_of(ctx.chat_id) or community.language):
        told = reply(texts.hosts_will_invite())
    return [
        told,
        ToHosts(
            lambda: [texts.would_like_to_come_back(number)],
            dedupe_key=f"rotation.return:{community.number}:{number}:{left:%Y%m%d%H%M%S}",
        ),
    ]


def _has_just_left(ctx: Context, community: Community, member: Member) -> bool:
    left_at = member.left_at if member.status is MemberStatus.LEFT else None
    is_in_time = left_at is not None and ctx.now < left_at + RESTS_AFTER_LEAVING
    return is_in_time and community.is_claimed and community.left_at is None


def _told(ctx: Context) -> list[Answer]:
    """Confirm in private; in a group nothing is said that would tell of the wish."""
    return [reply(texts.stays())] if ctx.in_private else []
