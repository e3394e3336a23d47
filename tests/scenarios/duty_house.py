"""A group with a rota in it, for the scenarios about duties: Sayuri is #1, Kenji #2, Emily #3."""

from collections.abc import Sequence

from bot.simulator.world import Person
from tests.scenarios.world import World

NAMES = ("さゆり", "けんじ", "Emily")


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_three(world: World) -> World:
    """Bring the bot into the group, where all three have said something, so that it knows them."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    return world


async def with_rota(world: World, typed: str = "司会 毎週土曜 21:00 2時間", *, people: str = "全員") -> World:
    """Make a rota with everybody in it; the first turn is Sayuri's, on Saturday, 28 November."""
    await with_three(world)
    await world.say(world.sayuri, world.private, f"/当番を決める {typed}")
    await world.say(world.sayuri, world.private, f"/当番に加える {people}")
    world.skip_news()
    return world


async def told(world: World, person: Person, words: str = "こんにちは") -> str:
    """Let a person say something in private, and give all that the bot then says to them."""
    return joined(await world.say(person, world.private, words))


async def heard(world: World) -> str:
    """Let somebody talk in the group, and give what rides on that."""
    return joined(await world.say(world.emily, world.group, "hello"))


async def turns(world: World, person: Person | None = None) -> list[str]:
    """List whose turns come next, as somebody reads it in private: the names, in order."""
    card = next(text for text in await world.say(person or world.kenji, world.private, "当番") if "これから" in text)
    lines = card.split("これからの当番：")[1].split("あなたの次の番")[0].split("\n")
    return [line.split("#")[-1].split()[-1] if "#" in line else "-" for line in lines if "\u3000" in line]
