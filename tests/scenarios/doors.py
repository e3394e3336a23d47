"""What scenarios at a group's door share: an open door, and people who go through it word by word."""

import re

from bot.simulator.world import Person
from tests.scenarios.world import World

LINK = "https://line.me/R/ti/g/AbCdEfGhIj"
NEW_LINK = "https://line.me/R/ti/g/ZyXwVuTsRq"
GET_LINK = "/リンクを受け取る"
NEUTRAL = "/個人情報のこと"
"""A word that anybody may say, so that what waits for them can be told."""


def joined(texts: list[str]) -> str:
    return "\n".join(texts)


async def door_opened(world: World, state: str = "確認", *, link: str | None = LINK, **claimed: bool) -> str:
    """Open the door of a claimed group, with Kenji (#2) as a second host, and give its code."""
    await world.claimed(**claimed)
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.sayuri, world.private, "世話役 追加 #2")
    if link is not None:
        await world.say(world.sayuri, world.private, f"/招待リンク {link}")
    code = code_in(joined(await world.say(world.sayuri, world.private, f"/入口 {state}")))
    await world.say(world.kenji, world.private, NEUTRAL)
    world.skip_news()
    return code


def code_in(text: str) -> str:
    """Find the code in what a host reads."""
    found = re.search(r"参加したい ([A-Z2-9]{8})", text)
    assert found is not None, text
    return found[1]


async def apply(world: World, person: Person, code: str, *answers: str) -> str:
    """Let a person go through the form: a name, answers, nobody to avoid, and yes; give what is said at the end."""
    await world.say(person, world.private, f"参加したい {code}")
    await world.tap(person, "申し込みをはじめる", world.private)
    said: list[str] = []
    for answer in ("はなちゃん", *answers, "とばす", "はい"):
        said = await world.say(person, world.private, answer)
    return joined(said)


def number_in(text: str) -> int:
    """Find the number under which an application was received."""
    found = re.search(r"(\d+)番", text)
    assert found is not None, text
    return int(found[1])


async def applied(world: World, person: Person, code: str, *answers: str) -> int:
    """Let a person apply, and give the number of the application."""
    return number_in(await apply(world, person, code, *answers))


async def word_to(world: World, person: Person) -> str:
    """Give what waits for a person in private."""
    return joined(await world.say(person, world.private, NEUTRAL))


async def host_says(world: World, words: str, host: Person | None = None) -> str:
    """Let a host say something in private, and give the answer."""
    return joined(await world.say(host or world.sayuri, world.private, words))
