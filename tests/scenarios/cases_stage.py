"""What scenarios about cases begin with: two hosts, a member, and a warning that rests."""

from bot.simulator.world import Person
from tests.scenarios.world import World

SEEN = "ほかのかたの離婚の話を長く書いていました"
ASKED = "控えてくださると助かります"


def joined(texts: list[str]) -> str:
    """Give what was said as one text."""
    return "\n".join(texts)


async def with_hosts(world: World) -> World:
    """Bring about a group with Sayuri (#1) as owner, Kenji (#2) as a host, and Emily (#3), a member."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    await world.say(world.sayuri, world.private, "世話役 追加 #2")
    await world.say(world.kenji, world.private, "/使い方")
    world.skip_news()
    return world


async def say(world: World, person: Person, text: str) -> str:
    """Let a person say something in private, and give all that is answered."""
    return joined(await world.say(person, world.private, text))


async def opened(world: World, host: Person, command: str) -> int:
    """Let a host put something down, and give the number of the case."""
    return number_in(await say(world, host, command))


def number_in(said: str) -> int:
    """Read the number of the case a card is about: the first title with a full-width colon behind a number."""
    for line in said.splitlines():
        head, colon, _rest = line.partition("：")
        if colon and head.isdecimal():
            return int(head)
    raise AssertionError(f"no case in: {said}")


async def told(world: World, host: Person, command: str) -> int:
    """Let a host put something down and have it told."""
    number = await opened(world, host, command)
    await world.tap(host, "伝える", world.private)
    return number
