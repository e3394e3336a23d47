"""Shows what somebody can do here: all topics, one topic, or one command."""

from collections.abc import Callable, Iterable, Sequence

from bot.answers import Answers, Reply, reply
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.routing import CommandRoute, Router
from handlers.help import texts
from handlers.help.catalogue import WORDS_ENOUGH_FOR_A_HOST, Reader, by_topic, may_use, usable_here
from handlers.moderation.advisers.texts import MOST_DESKS, words_of
from storage.models.members import Role

Commands = Callable[[], Sequence[CommandRoute]]


def commands_of(routers: Iterable[Router]) -> list[CommandRoute]:
    """List all commands of some routers, in order."""
    return [route for router in routers for route in router.routes if isinstance(route, CommandRoute)]


def help_router(commands: Commands) -> Router:
    """Make the help's router; `commands` is asked at every use, so that it can list the help itself too.

    routers = [rules.router, ...]
    routers.append(help_router(lambda: commands_of(routers)))
    """
    router = Router("help")

    @router.command(
        "help",
        "使い方",
        "ヘルプ",
        help=lambda: _("Show what you can do here"),
        example=lambda: _("/help rules"),
        needs_home=False,
        before_claim=True,
    )
    async def show_help(ctx: Context, command: Command) -> Answers:
        if command.rest:
            return _explain(ctx, commands(), command.rest)
        tasks = await ctx.unit.advising.tasks_of(ctx.chat_id) if ctx.in_private else []
        own = [words_of(task.calls_it) for task in tasks[:MOST_DESKS]]
        if own and ctx.home is None:
            return reply(*own)  # whoever is in no group, but advises one, has these words and no others
        return [_overview(ctx, commands()), *([reply(*own)] if own else [])]

    return router


def _overview(ctx: Context, commands: Sequence[CommandRoute]) -> Reply:
    reader = _reader(ctx)
    usable = usable_here(commands, reader)
    topics = by_topic(route for route in usable if route.topic != "help")
    if not reader.in_private:
        return reply(texts.overview_in_group(topics, ctx.private_chat(texts.private_chat_label(), texts.help_words())))
    words = {route.command.name: route for route in usable} if ctx.may_act_as(Role.HOST) else {}
    enough = [words[name] for name in WORDS_ENOUGH_FOR_A_HOST if name in words]
    return reply(texts.overview_in_private(topics, enough))


def _explain(ctx: Context, commands: Sequence[CommandRoute], asked: str) -> Answers:
    reader = _reader(ctx)
    for topic, routes in by_topic(usable_here(commands, reader)).items():
        if fold(asked) in {fold(topic), fold(texts.topic_label(topic, routes))}:
            return reply(texts.topic_page(topic, routes, reader))
    found = ctx.vocabulary.match(asked.lstrip("/／"))
    route = None if found is None else _usable(commands, reader, found[0])
    if route is None:
        raise Refusal(texts.unknown_word(asked, _suggestion(ctx, commands, reader, asked)))
    return reply(
        texts.command_page(route, reader, lambda words: ctx.private_chat(texts.private_chat_label(), words)),
    )


def _suggestion(ctx: Context, commands: Sequence[CommandRoute], reader: Reader, asked: str) -> CommandRoute | None:
    nearest = ctx.vocabulary.nearest(asked)
    found = None if nearest is None else ctx.vocabulary.match(nearest)
    return None if found is None else _usable(commands, reader, found[0])


def _usable(commands: Sequence[CommandRoute], reader: Reader, name: str) -> CommandRoute | None:
    return next((route for route in commands if route.command.name == name and may_use(route, reader)), None)


def _reader(ctx: Context) -> Reader:
    is_member = ctx.speaker is not None and ctx.speaker.is_present
    return Reader(
        role=ctx.speaker.role if ctx.speaker is not None and is_member else Role.MEMBER,
        in_private=ctx.in_private,
        has_home=ctx.home is not None,
        is_claimed=ctx.home is not None and ctx.community.is_claimed,
    )
