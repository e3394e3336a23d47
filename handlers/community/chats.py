"""Which community the private chat is about, which language is spoken, how the group is doing, and good-bye."""

from bot.answers import Answers, LeaveChat, Post, ShowMenu, reply
from bot.buttons import ButtonPress
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Facts, Wanted, about_chat
from bot.i18n import _, speaking
from bot.pricing import means_of
from bot.routing import Router, Where
from handlers.community import arrival_texts
from handlers.community import chat_texts as texts
from handlers.community.chat_texts import Choice
from handlers.community.confirmed import is_confirmed
from handlers.community.homes import rest_in_chat
from storage.models import Community
from storage.models.members import Role

router = Router("community")

_LANGUAGE_WORDS = {
    "ja": "ja",
    "japanese": "ja",
    "日本語": "ja",
    "にほんご": "ja",
    "en": "en",
    "english": "en",
    "英語": "en",
    "えいご": "en",
}


async def _own_groups(ctx: Context, _found: object) -> Wanted:
    if ctx.user_id is None or not ctx.in_private:
        return NOTHING
    chats = [await ctx.unit.communities.chat_of(each.number) for each in await _communities(ctx)]
    return Wanted(chats=frozenset(chat for chat in chats if chat is not None))


@router.command(
    "use",
    "グループを選ぶ",
    where=Where.PRIVATE,
    needs_home=False,
    before_claim=True,
    needs=_own_groups,
    help=lambda: _("choose which group our private chat is about"),
)
async def choose_group(ctx: Context, _command: Command) -> Answers:
    """Offer the groups a person belongs to; a single one is chosen at once."""
    choices = await _choices(ctx, ctx.facts)
    if not choices:
        raise Refusal(texts.no_group_yet())
    if len(choices) == 1:
        return await _choose(ctx, choices[0])
    return reply(*texts.which_group(ctx, choices))


@router.button("community.use", needs_home=False, before_claim=True, needs=_own_groups)
async def use_group(ctx: Context, press: ButtonPress) -> Answers:
    """Let the private chat be about the group that was tapped, if the person still belongs to it."""
    for choice in await _choices(ctx, ctx.facts):
        if choice.number == int(press.object):
            return await _choose(ctx, choice)
    raise Refusal(texts.not_in_that_group())


@router.command(
    "lang",
    "ことば",
    "language",
    needs_home=False,
    before_claim=True,
    help=lambda: _("the language I speak: Japanese or English"),
    example=lambda: _("/lang en"),
)
async def set_language(ctx: Context, command: Command) -> Answers:
    """Change the language: of the person in the private chat, of the group by its hosts."""
    if not command.rest:
        return reply(texts.which_language())
    language = _LANGUAGE_WORDS.get(fold(command.rest))
    if language is None:
        raise Refusal(texts.only_two_languages())
    if ctx.in_private:
        return await _speak_to_person(ctx, language)
    return await _speak_to_group(ctx, language)


async def _own_chat(ctx: Context, _command: Command) -> Wanted:
    return about_chat(ctx.main_chat)


@router.command(
    "status",
    "つどいの調子",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    needs=_own_chat,
    help=lambda: _("how things stand: registration, members, rules, words on their way"),
)
async def show_status(ctx: Context, _command: Command) -> Answers:
    """Tell the hosts how things stand, the members only once it is sure who the owner is."""
    known = await ctx.store.members.count_present() if is_confirmed(ctx) else None
    there = ctx.facts.member_count(ctx.main_chat)
    waiting = await ctx.unit.outbox.count_waiting(ctx.community.number)
    return reply(texts.status(ctx.community, known=known, there=there, waiting=waiting, means=await means_of(ctx)))


@router.command(
    "leave",
    "つどいを外す",
    who=Role.OWNER,
    takes_arguments=False,
    help=lambda: _("let me say good-bye and leave the group"),
)
async def ask_to_leave(ctx: Context, _command: Command) -> Answers:
    """Ask the owner once more before leaving."""
    _require_still_there(ctx)
    return reply(arrival_texts.confirm_leave(ctx))


@router.button("community.leave", who=Role.OWNER)
async def leave_group(ctx: Context, _press: ButtonPress) -> Answers:
    """Say good-bye in the group and leave it."""
    chat_id = _require_still_there(ctx)
    await ctx.store.log.write("community.left", ctx.now, actor=ctx.speaker_number)
    await rest_in_chat(ctx, chat_id)
    if ctx.chat_id == chat_id:
        return [reply(arrival_texts.farewell()), LeaveChat(chat_id)]
    return [
        reply(arrival_texts.leaving()),
        Post(chat_id, lambda: [arrival_texts.farewell()], lasts=arrival_texts.FAREWELL_LASTS),
        LeaveChat(chat_id),
    ]


def _require_still_there(ctx: Context) -> str:
    if ctx.main_chat is None or ctx.community.left_at is not None:
        raise Refusal(arrival_texts.left_already())
    return ctx.main_chat


async def _communities(ctx: Context) -> list[Community]:
    return [] if ctx.user_id is None else await ctx.unit.communities.of_person(ctx.user_id)


async def _choices(ctx: Context, facts: Facts) -> list[Choice]:
    choices = []
    for place, community in enumerate(await _communities(ctx), start=1):
        chat_id = await ctx.unit.communities.chat_of(community.number)
        name = facts.group_name(chat_id)
        choices.append(Choice(number=community.number, label=texts.group_label(name, place)))
    return choices


async def _choose(ctx: Context, choice: Choice) -> Answers:
    person = await ctx.unit.people.remember(ctx.event.source.chat_id)
    person.chosen_community_id = choice.number
    return [reply(texts.about_this_group(choice)), ShowMenu(person.user_id)]


async def _speak_to_person(ctx: Context, language: str) -> Answers:
    person = await ctx.unit.people.remember(ctx.chat_id)
    person.language = language
    with speaking(language):
        return [reply(texts.language_of_person()), ShowMenu(person.user_id)]


async def _speak_to_group(ctx: Context, language: str) -> Answers:
    if ctx.home is None or not ctx.may_act_as(Role.HOST):
        raise Refusal(texts.hosts_choose_the_language())
    ctx.community.language = language
    await ctx.store.log.write("language.changed", ctx.now, actor=ctx.speaker_number, about=language)
    with speaking(language):
        return reply(texts.language_of_group())
