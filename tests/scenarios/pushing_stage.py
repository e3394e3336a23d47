"""What scenarios about pushes begin with: a word to Kenji that waits, and a host who is shown what it would cost."""

from collections.abc import Sequence

from bot.answers import Answers, Whisper, reply
from bot.commands import Command
from bot.context import Context
from bot.facts import Wanted
from bot.pricing import price_card, price_wanted
from bot.routing import Router, Routes
from handlers import all_routers
from storage.models import OutboxItem
from storage.models.members import Role
from tests.scenarios.front_door import outbox
from tests.scenarios.probe import queue, words
from tests.scenarios.world import World

KEY = "probe:word"
WORD = "たいせつなお知らせです"
PUSH = "/v2/bot/message/push"


async def with_waiting_word(world: World, *, is_friend: bool = True, days_before: int = 0) -> World:
    """Bring about a group with Sayuri as its owner, and a word to Kenji, who is a friend, that waits for him."""
    await world.claimed()
    await world.say(world.kenji, world.group, "よろしくお願いします")
    if is_friend:
        await world.follow(world.kenji)
    await world.pass_time(days=days_before, minutes=2)
    await queue(world, lambda _ctx: Whisper(world.kenji.user_id, words(WORD), dedupe_key=KEY))
    world.skip_news()
    install_price(world)
    return world


def install_price(world: World) -> None:
    """Give the running bot a command that shows what pushing the word would cost."""
    router = Router("price")

    async def needs(ctx: Context, _command: Command) -> Wanted:
        return await price_wanted(ctx, KEY)

    @router.command("price", who=Role.HOST, needs=needs)
    async def show_price(ctx: Context, _command: Command) -> Answers:
        return reply(await price_card(ctx, KEY, who="#2", member=2))

    world.bot.services.routes = Routes([*all_routers(), router])


async def ask_price(world: World) -> str:
    """Let Sayuri ask what it would cost."""
    return "\n".join(await world.say(world.sayuri, world.private, "/price"))


async def agree(world: World) -> str:
    """Let Sayuri agree to the price, and give what she is told."""
    await ask_price(world)
    return "\n".join(await world.tap(world.sayuri, "いま送る", world.private))


async def the_word(world: World) -> OutboxItem:
    """Find the word to Kenji in the outbox."""
    return next(item for item in await outbox(world) if item.dedupe_key == KEY)


def push_calls(world: World) -> Sequence[tuple[int | None, str]]:
    """List how LINE answered each push, with its retry key."""
    return [(call.status, call.headers["x-line-retry-key"]) for call in world.line.calls() if call.path == PUSH]


def times_read(world: World) -> int:
    """Count how often Kenji was shown the word."""
    return world.line.texts(world.kenji).count(WORD)
