"""A group with two hosts and a member about whom they have to decide, and the steps that scenarios share."""

import re
from collections.abc import Sequence

from bot.simulator.world import Person
from storage.models import Member
from storage.models.members import MemberStatus
from tests.scenarios.world import World

REASON = "個別の連絡が続いています"


def joined(texts: Sequence[str]) -> str:
    """Read several words as one."""
    return "\n".join(texts)


async def with_two_hosts(world: World) -> World:
    """Bring about a group with Sayuri (#1) as owner, Kenji (#2) as host, Emily (#3) and Hanako (#4) as members."""
    await with_one_host(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #2")
    await world.say(world.kenji, world.private, "使い方")
    world.skip_news()
    return world


async def with_one_host(world: World) -> World:
    """The same with Sayuri as the only host."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    await world.join(world.hanako)
    await world.pass_time(seconds=10)
    world.skip_news()
    return world


def number_in(text: str) -> int:
    """Read the number of the removal that a word speaks of."""
    found = re.search(r"(\d+)番", text)
    assert found is not None, text
    return int(found[1])


async def proposed(world: World, host: Person, who: str = "#4", *, command: str = "退会の相談") -> int:
    """Let a host write down that somebody should leave, and hand it to the others; gives the number."""
    card = joined(await world.say(host, world.private, f"/{command} {who} {REASON}"))
    await world.tap(host, "世話役に相談する", world.private)
    return number_in(card)


async def decided(world: World) -> int:
    """Let Sayuri propose and Kenji agree."""
    number = await proposed(world, world.sayuri)
    await told(world, world.kenji)
    await world.tap(world.kenji, "賛成する", world.private)
    return number


async def told(world: World, person: Person) -> str:
    """Let somebody come by in the private chat, and give all that they are told."""
    return joined(await world.say(person, world.private, "こんにちは"))


async def member(world: World, number: int) -> Member:
    """Look up a member."""
    async with world.bot.services.database.read() as session:
        return await session.get_one(Member, (1, number))


async def is_removed(world: World, number: int = 4) -> bool:
    """Say whether a member is marked as removed."""
    return (await member(world, number)).status is MemberStatus.REMOVED
