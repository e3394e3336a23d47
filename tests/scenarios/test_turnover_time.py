"""Asking how people are while clocks are set back or change, the bot stands still, and two processes work at once."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from storage.models.inbox import EventState
from tests.scenarios.front_door import stored
from tests.scenarios.switches import IN_BOTH_WORLDS
from tests.scenarios.test_check_in import asked, gone_quiet, joined, result
from tests.scenarios.test_check_in_quiet_group import begun_in_silence, talk
from tests.scenarios.test_two_engines import second_process, settle_both
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
CARD, LAST_CARD = "しばらく読むだけだった方", "今回のおたずねは、これで最後です"
FIRST, AGAIN, OVER = "お変わりないか", "（もう一度だけ）", "期間が終わりました"
ONCE_EACH = Counter({CARD: 2, LAST_CARD: 1, FIRST: 1, AGAIN: 1, OVER: 1})
"""What a group, one who was asked, and a host read in a whole round; the second card is the last one."""

TOLD_ONCE = ("退会のお気持ち", "#5 さんが、グループを退会", "最初のことば", "お休みの期間")
"""What hosts hear of a wish to leave, of somebody who left and of first words; and what the one who rested hears."""


@dataclass(slots=True)
class Heard:
    """What was said in a round, counted by its words: to the group, to Kenji and to the owner."""

    said: Counter[str] = field(default_factory=Counter)
    names: int = 0

    def listen(self, *texts: str) -> None:
        said = joined(texts)
        self.said.update({words: said.count(words) for words in ONCE_EACH})
        self.names += said.count("@けんじ")


def set_back(world: World, step: timedelta) -> None:
    """Set the clock back, as a machine's clock may be; the count of seconds for leases goes on."""
    world.clock._now -= step
    world.clock._start -= step


async def live(world: World, heard: Heard, *, days: int) -> None:
    """Let days pass on which the owner talks, and Kenji looks into the private chat and answers nothing."""
    for _day in range(days):
        await world.pass_time(days=1)
        heard.listen(await talk(world), *await world.say(world.kenji, world.private, "こんにちは"))
        heard.listen(*await world.say(world.sayuri, world.private, "こんにちは"))


@pytest.mark.parametrize(
    "step",
    [timedelta(hours=1), timedelta(days=1), timedelta(days=40)],
    ids=["an hour", "a day", "over the end of a month"],
)
async def test_a_clock_set_back_in_a_round_asks_nobody_twice(world: World, step: timedelta) -> None:
    heard = Heard()
    heard.listen(await asked(world))
    await live(world, heard, days=2)
    for _time in range(3):  # before the reminder, after it, and after the end
        set_back(world, step)
        await world.pass_time(step)
        await live(world, heard, days=6)

    assert heard.said == ONCE_EACH
    assert await stored(world, EventState.DEAD) == []


async def test_a_clock_set_back_names_nobody_twice_though_answers_come_meanwhile(world: World) -> None:
    people = [world.line.add_person(f"人{number:02}") for number in range(1, 24)]
    await world.claimed()
    await world.join(*people)
    await world.pass_time(days=61)
    await begun_in_silence(world, by_name=True)
    first = await talk(world)
    await world.pass_time(days=1, minutes=10)  # the last three are to be named when somebody talks again

    set_back(world, timedelta(days=2))
    await world.say(people[22], world.private, "/見るだけ")
    await world.say(people[21], world.private, "/見るだけ")
    said = first + await talk(world)
    await world.pass_time(days=4)
    said += await talk(world)

    assert sorted(re.findall(r"@人\d\d", said)) == [f"@人{number:02}" for number in range(1, 22)]


@pytest.mark.bot_settings(default_timezone="America/New_York")
async def test_a_round_keeps_to_the_wall_when_clocks_change(world: World) -> None:
    heard = Heard()
    await gone_quiet(world, days=105)  # until the evening of 7 March 2027; summer time begins on the 14th
    await world.say(world.sayuri, world.private, "/設定 グループでお名前を呼ぶこと：使う")
    await world.say(world.sayuri, world.private, "お元気ですか")
    begun = joined(await world.tap(world.sayuri, "はい、おたずねします", world.private))
    heard.listen(await talk(world))
    await live(world, heard, days=13)
    await world.pass_time(hours=22, minutes=59)
    too_early = joined(await world.say(world.sayuri, world.private, "こんにちは"))
    await world.pass_time(minutes=1)
    heard.listen(*await world.say(world.sayuri, world.private, "こんにちは"))

    assert "2027年3月21日" in begun
    assert OVER not in too_early
    assert heard.said == ONCE_EACH
    assert heard.names == 1


async def test_after_a_standstill_the_first_word_comes_before_the_reminder(world: World) -> None:
    crowd = [world.line.add_person(f"人{number:02}") for number in range(1, 56)]
    await world.claimed()
    await world.join(*crowd)
    await world.pass_time(days=61)
    await world.say(world.sayuri, world.group, "おはようございます")
    await world.say(world.sayuri, world.private, "お元気ですか")
    await world.tap(world.sayuri, "はい、おたずねします", world.private)
    world.skip_news()

    world.clock.move(timedelta(days=8))  # one portion was put on its way before, and two are left
    await world.settle()
    await world.pass_time(minutes=5)

    for person in (crowd[0], crowd[30], crowd[-1]):
        said = joined(await world.say(person, world.private, "こんにちは"))
        assert (said.count(FIRST), said.count(AGAIN)) == (1, 0)
    assert (await talk(world)).count(LAST_CARD) == 1
    await world.pass_time(days=7)
    assert OVER in joined(await world.say(world.sayuri, world.private, "こんにちは"))


@pytest.mark.parametrize(
    ("days", "heard_at_last"),
    [
        (2, Counter({CARD: 1, LAST_CARD: 1, AGAIN: 1, OVER: 1})),
        (9, Counter({CARD: 1, LAST_CARD: 1, AGAIN: 1, OVER: 1})),
        (20, Counter({OVER: 1})),
    ],
    ids=["for two days", "at the reminder", "over the end"],
)
async def test_a_round_goes_on_once_the_bot_is_back(world: World, days: int, heard_at_last: Counter[str]) -> None:
    await asked(world)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.pass_time(days=days)
    await world.invite_bot()
    world.skip_news()

    heard = Heard()
    await live(world, heard, days=15)

    assert +heard.said == heard_at_last
    assert "#2 けんじ" in await result(world)


async def test_a_rest_ends_though_the_clock_is_set_back_at_that_moment(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.kenji, world.private, "/お休み 2日")
    world.clock.move(timedelta(days=2))
    await world.bot.scheduler.work()

    set_back(world, timedelta(hours=1))
    await world.settle()

    assert "お休みの期間が終わりました" in joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert "参加中" in joined(await world.say(world.kenji, world.private, "マイページ"))


@IN_BOTH_WORLDS
async def test_a_clock_set_back_over_the_end_of_a_month_tells_everything_once_and_shows_nothing_below_zero(
    world: World,
) -> None:
    await world.claimed()
    await world.pass_time(days=8)  # until the first of December in Japan
    for person in (world.kenji, world.emily):
        await world.say(person, world.group, "こんにちは")
    await world.join(world.hanako, world.taro)
    await world.say(world.hanako, world.group, "はじめまして")
    await world.say(world.kenji, world.private, "退会したい")
    await world.say(world.emily, world.private, "/お休み 2日")
    await world.leave(world.taro)
    roll = [joined(await world.say(world.sayuri, world.group, "/いますボタン"))]
    roll += await world.press(world.kenji, "います", world.group)
    charts = [await chart(world)]
    world.skip_news()

    set_back(world, timedelta(days=1, hours=2))
    roll.append(joined(await world.say(world.sayuri, world.group, "/いますボタン")))
    roll += await world.press(world.sayuri, "います", world.group)
    charts.append(await chart(world))
    told = await to_each(world, days=4)
    charts.append(await chart(world))

    assert told == Counter(TOLD_ONCE)
    assert not re.search(r"[-−]\d", joined([*roll, *charts]))
    assert [came_in(each) for each in charts] == [["2人", "0人"], ["0人", "0人"], ["2人", "0人"]]
    assert await stored(world, EventState.DEAD) == []


async def to_each(world: World, *, days: int) -> Counter[str]:
    """Let days pass, and count by their words what hosts and those concerned hear in private."""
    said: list[str] = []
    for _day in range(days):
        await world.pass_time(days=1)
        for person in (world.sayuri, world.emily):
            said += await world.say(person, world.private, "こんにちは")
    return Counter({words: joined(said).count(words) for words in TOLD_ONCE})


async def chart(world: World) -> str:
    return joined(await world.say(world.sayuri, world.private, "/出入りのようす"))


def came_in(shown: str) -> list[str]:
    lines = shown.splitlines()
    place = lines.index("入った人")
    return lines[place + 1 : place + 3]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_two_processes_ask_name_remind_and_end_once(world: World) -> None:
    heard = Heard()
    await gone_quiet(world)
    crowd = [world.line.add_person(f"人{number:02}") for number in range(1, 31)]
    await world.join(*crowd)
    await world.pass_time(days=61)
    await world.say(world.sayuri, world.group, "おはようございます")
    await world.say(world.sayuri, world.private, "/設定 グループでお名前を呼ぶこと：使う")
    await world.say(world.sayuri, world.private, "お元気ですか")
    answering = iter(crowd)
    async with second_process(world) as other:
        button = world.button(world.sayuri, "はい、おたずねします", world.private)
        async with world.line.one_request():
            for _tapped_twice in range(2):
                await world.line.tap(world.sayuri, button, world.private)
        await settle_both(world, other)
        for _day in range(15):
            in_private, in_group = next(answering), next(answering)
            async with world.line.one_request():
                await world.line.say(in_private, world.private, "/見るだけ")
                await world.line.say(in_group, world.group, "おはよう")
                for person in (world.kenji, world.sayuri):
                    await world.line.say(person, world.private, "こんにちは")
            await settle_both(world, other)
            world.clock.move(timedelta(days=1))
            await settle_both(world, other)
    heard.listen(*world.group_news(), *world.private_news(world.kenji), *world.private_news(world.sayuri))
    shown = await result(world)

    assert heard.said == ONCE_EACH + Counter({CARD: 1}), "a card goes with both words that name people"
    assert heard.names == 1
    assert ("います：15人" in shown, "見るだけ：15人" in shown) == (True, True)
    assert await stored(world, EventState.WAITING, EventState.DEAD) == []
