"""Telling the hosts something in confidence, in few words: the people, the form, the queue."""

from sqlmodel import select

from bot.simulator.world import Entry, GroupChat, Person
from storage.models import Report, ReportVoice
from tests.scenarios.world import World

WORDS = "けいこさんに化粧品をすすめられました"
"""What happened, in the reporter's words."""
NOBODY = "この中にいない・言わない"
SKIP = "とばす"
KENJI, EMILY, TARO, MIO = "#2 けんじ", "#3 Emily", "#4 太郎", "#5 みお"
"""How the form shows people who spoke lately."""


def joined(texts: list[str]) -> str:
    return "\n".join(texts)


async def with_people(world: World) -> World:
    """Bring about a group with Sayuri as owner, Kenji (#2) as a host, and Emily (#3), who reads Japanese here."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    await world.say(world.sayuri, world.private, "世話役 追加 #2")
    await world.say(world.kenji, world.private, "/使い方")
    world.skip_news()
    return world


async def with_members(world: World) -> World:
    """Let two more join and speak: Taro (#4), who will be reported, and Mio (#5)."""
    await with_people(world)
    await world.join(world.taro)
    await world.join(world.mio)
    await world.say(world.taro, world.group, "よろしくお願いします")
    await world.say(world.mio, world.group, "はじめまして")
    world.skip_news()
    return world


async def report(world: World, person: Person, *answers: str) -> str:
    """Let a person tell the hosts something in private, and give what is answered at last."""
    await world.say(person, world.private, "困っています")
    said: list[str] = []
    for answer in answers:
        said = await world.say(person, world.private, answer)
    return joined(said)


async def report_taro(world: World, person: Person, *, may_tell: bool = False) -> int:
    """Let a person report Taro for recruiting, and give the number of their receipt."""
    await report(world, person, "勧誘された", WORDS, TARO, SKIP, "はい" if may_tell else SKIP, "いいえ", "はい")
    return await newest_receipt(world)


async def read(world: World, host: Person, number: int | None = None) -> str:
    """Let a host look into the queue, or at one report."""
    return joined(await world.say(host, world.private, f"/相談箱 {number}" if number else "/相談箱"))


async def word_for(world: World, person: Person) -> str:
    """Let a person say something in private, and give all that was waiting for them, without the help asked for."""
    return joined(await world.say(person, world.private, "/困ったとき"))


async def number_of_newest(world: World) -> int:
    async with world.bot.services.database.read() as session:
        return max((await session.scalars(select(Report))).all(), key=lambda each: each.number).number


async def newest_receipt(world: World) -> int:
    async with world.bot.services.database.read() as session:
        return max((await session.scalars(select(ReportVoice))).all(), key=lambda each: each.receipt).receipt


def said_by(world: World, person: Person, chat: GroupChat | Person, text: str) -> Entry:
    """Find what a person said in the group or, for themselves, in their private chat."""
    said = [each for each in world.line.transcript(chat) if each.author_id == person.user_id]
    return next(each for each in reversed(said) if each.content.get("text") == text)
