"""Meeting somebody in private, and the private word to the hosts."""

from collections.abc import Sequence

from bot.answers import Answers, ShowMenu, ToHosts, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.events import Followed, MessageSent, Unfollowed
from bot.facts import NOTHING, Wanted, about_chat, names_in
from bot.filters import in_private
from bot.forms import Choice, Form, FreeText, Given, Question, begin
from bot.i18n import _
from bot.messages import utf16_units
from bot.routing import Router
from handlers.moderation.advisers.ending import lose_adviser
from handlers.newcomers.texts import (
    NAMED,
    NextStep,
    ask_in_private,
    ask_is_too_long,
    ask_ways,
    asker_for_hosts,
    name_is_told,
    nice_to_meet_you,
    question_for_hosts,
    question_is_sent,
    question_is_sent_with_name,
    what_to_ask,
    who_is_asking,
    with_name_or_without,
)

LONGEST_QUESTION = 1_000
"""UTF-16 units."""

router = Router("newcomers")


@router.command(
    "ask",
    "世話役に聞く",
    help=lambda: _("Ask the hosts something in private, without your name"),
    example=lambda: _("/ask What is rule 3 about?"),
)
async def ask_hosts(ctx: Context, command: Command) -> Answers:
    """Hand a question to the hosts without its asker's name; the bare word, as on the menu, asks what it is.

    In the group it only shows the way into the private chat. The question is kept nowhere but in the sealed word on
    its way to the hosts; who asked it is kept under seal, so that their answer finds the way back.
    """
    if not ctx.in_private:
        return reply(ask_in_private(ctx))
    if not command.rest:
        return await begin(ctx, ASKING)
    if (units := utf16_units(command.rest)) > LONGEST_QUESTION:
        raise Refusal(ask_is_too_long(units, LONGEST_QUESTION))
    message_id = ctx.event.message_id if isinstance(ctx.event, MessageSent) else None
    number = await _keep_asker(ctx, message_id)
    return [reply(question_is_sent(ctx, number)), _to_hosts(ctx, number, command.rest)]


async def asker_needs(ctx: Context, _found: object) -> Wanted:
    """Want the asker's name as the group shows it."""
    if ctx.main_chat is None or ctx.user_id is None:
        return NOTHING
    return names_in(ctx.main_chat, [ctx.user_id])


def ask_questions(_ctx: Context) -> Sequence[Question]:
    """Ask for the question, and whether the hosts may know whose it is."""
    return [
        Question(key="question", text=what_to_ask, kind=FreeText(most=LONGEST_QUESTION)),
        Question(key="way", text=with_name_or_without, kind=Choice(ask_ways)),
    ]


async def finish_asking(ctx: Context, given: Given) -> Answers:
    """Hand the question to the hosts, with or without the asker's name."""
    number = await _keep_asker(ctx, given.said_in.get("question"))
    question = _to_hosts(ctx, number, given.text("question"))
    if given.text("way") != NAMED or ctx.speaker is None:
        return [reply(question_is_sent(ctx, number)), question]
    return [reply(question_is_sent_with_name(number)), question, _name_to_hosts(ctx, number, ctx.speaker.number)]


ASKING = router.form(
    Form(
        name="newcomers.ask",
        questions=ask_questions,
        finish=finish_asking,
        needs=asker_needs,
        # Translators: a command typed in the private chat; keep the slash.
        again=lambda: _("/ask"),
    )
)


@router.button("newcomers.name_me", needs=asker_needs)
async def tell_my_name(ctx: Context, press: ButtonPress) -> Answers:
    """Tell the hosts whose question it was, once, because the asker wants it."""
    if ctx.speaker is None:
        raise Refusal(who_is_asking())
    return [reply(name_is_told()), _name_to_hosts(ctx, int(press.object), ctx.speaker.number)]


async def shared_groups_needs(ctx: Context, event: Followed) -> Wanted:
    """Want the names of the groups this person shares with the bot."""
    wanted = NOTHING
    for chat_id in await _shared_chats(ctx, event.source.user_id):
        wanted |= about_chat(chat_id)
    return wanted


@router.on(Followed, in_private, needs=shared_groups_needs, needs_home=False, before_claim=True)
async def meet_friend(ctx: Context, event: Followed) -> Answers:
    """Greet somebody who added the bot, and remember that they can be reached."""
    if event.source.user_id is None:
        return None
    person = await ctx.unit.people.remember(event.source.user_id)
    person.is_friend, person.blocked_at = True, None
    chats = await _shared_chats(ctx, event.source.user_id)
    names = [ctx.facts.group_name(chat_id) for chat_id in chats]
    return [reply(nice_to_meet_you(names, await _next_step(ctx, len(names)))), ShowMenu(person.user_id)]


@router.on(Unfollowed, in_private, needs_home=False, before_claim=True)
async def lose_friend(ctx: Context, event: Unfollowed) -> Answers:
    """Remember that somebody has blocked the bot and cannot be reached."""
    if event.source.user_id is not None:
        person = await ctx.unit.people.remember(event.source.user_id)
        person.is_friend, person.blocked_at = False, ctx.now
        await ctx.unit.menus.forget(person.user_id, "blocked the account", ctx.now)
        await lose_adviser(ctx, person.user_id)
    return None


async def _next_step(ctx: Context, groups: int) -> NextStep:
    """Choose the one thing to offer: a group where there are several, rules not agreed to yet, else the help."""
    if ctx.home is None:
        return NextStep.CHOOSE_A_GROUP if groups > 1 else NextStep.HELP
    version = ctx.community.rules_version
    if ctx.speaker is None or not version or not ctx.community.is_claimed:
        return NextStep.HELP
    has_agreed = await ctx.store.rules.has_agreed(ctx.speaker.number, version)
    return NextStep.HELP if has_agreed else NextStep.READ_THE_RULES


async def _keep_asker(ctx: Context, message_id: str | None) -> int:
    """Draw a question's number and keep under seal whose it is.

    The number is an entry's, drawn under the community's lock, but without an entry: nobody can look up who asked when.
    """
    ctx.community.last_entry_number += 1
    number = ctx.community.last_entry_number
    await ctx.store.questions.keep(number, ctx.chat_id, ctx.now, message_id)
    return number


def question_key(community_id: int, number: int) -> str:
    """Give the beginning of the keys of all that hosts are told of a question."""
    return f"newcomers.ask:{community_id}:{number}:"


def _to_hosts(ctx: Context, number: int, question: str) -> ToHosts:
    key = question_key(ctx.community.number, number)
    return ToHosts(lambda: [question_for_hosts(number, question)], dedupe_key=f"{key}words")


def _name_to_hosts(ctx: Context, question: int, member_number: int) -> ToHosts:
    """Tell the hosts whose question it was, once however often it is wished for."""
    name = ctx.facts.name_of(ctx.user_id)
    return ToHosts(
        lambda: [asker_for_hosts(question, member_number, name)],
        dedupe_key=f"{question_key(ctx.community.number, question)}name",
    )


async def _shared_chats(ctx: Context, user_id: str | None) -> list[str]:
    if user_id is None:
        return []
    communities = await ctx.unit.communities.of_person(user_id)
    chats = [await ctx.unit.communities.chat_of(community.number) for community in communities]
    return [chat_id for chat_id in chats if chat_id is not None]
