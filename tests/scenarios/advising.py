"""What scenarios about advisers from outside begin with: a lone host, a member who was warned, somebody outside."""

from bot.simulator.world import Person
from tests.scenarios.cases_stage import SEEN, joined, say, told
from tests.scenarios.reporting import NOBODY, SKIP, number_of_newest
from tests.scenarios.world import World

ANSWER = "前に同じ話をしたのは、頼まれたからです"
WORD = "あおぞら"
"""What the adviser calls the community."""
ABOUT_HER = "さゆりさんに強いことばを言われました"
"""What Emily tells in confidence."""
NAME = "木村"


async def alone(world: World) -> World:
    """Let Sayuri (#1) be the only host of Kenji (#2) and Emily (#3); nobody else is in the group."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    world.skip_news()
    return world


async def code_of(world: World, host: Person) -> str:
    """Let a host ask for a code, and give it."""
    said = joined(await world.say(host, world.private, "/相談役 外から"))
    return next(word for word in reversed(said.replace("：", " ").split()) if len(word) == 8 and word.isascii())


async def agree(world: World, person: Person, code: str, *, name: str = NAME, word: str = WORD) -> str:
    """Let somebody send a code and agree, and give what is said at the end."""
    for words in (code, "はい", name):
        await say(world, person, words)
    return await say(world, person, word)


async def advised(world: World, person: Person) -> World:
    """Bring about a lone host whose adviser from outside is a person."""
    await alone(world)
    await agree(world, person, await code_of(world, world.sayuri))
    world.skip_news()
    return world


async def objected(world: World) -> int:
    """Let Emily object to a warning of Sayuri's, and give its number."""
    number = await told(world, world.sayuri, f"/注意 #3 {SEEN}")
    await say(world, world.emily, "/使い方")
    await say(world, world.emily, f"/異議 {number} {ANSWER}")
    return number


async def report_sayuri(world: World, *, named: str = "いいえ") -> tuple[str, int]:
    """Let Emily report the only host; gives the look before sending, and the number."""
    await say(world, world.emily, "困っています")
    for answer in ("その他", ABOUT_HER, NOBODY, "はい", SKIP):
        await say(world, world.emily, answer)
    preview = await say(world, world.emily, named)
    await say(world, world.emily, "はい")
    return preview, await number_of_newest(world)
