"""Whole flows of coming, going and duty where LINE names no tapper and nobody is a friend: every tap has words."""

import pytest

from bot.simulator.world import GroupChat, Person
from tests.scenarios import doors, duty_house
from tests.scenarios.test_check_in import asked, result
from tests.scenarios.world import Chat, World

pytestmark = pytest.mark.both_switches


async def press(world: World, person: Person, label: str, chat: Chat | None = None) -> str:
    """Tap a button, or say its words where it offers them instead; give all that came of it."""
    return "\n".join(await world.press(person, label, chat or world.private))


async def talk(world: World, person: Person, chat: GroupChat | None = None) -> str:
    return "\n".join(await world.say(person, chat or world.private, "こんにちは"))


@pytest.mark.parametrize(
    ("label", "counted"),
    [
        ("います", "います"),
        ("見るだけにします", "見るだけ"),
        ("しばらくお休みします", "お休み"),
        ("退会したい", "退会"),
    ],
)
async def test_a_check_in_with_each_of_its_answers(world: World, label: str, counted: str) -> None:
    await asked(world)
    before = counts(await result(world))
    await talk(world, world.kenji)

    await press(world, world.kenji, label)

    after = counts(await result(world))
    assert {name for name in after if after[name] != before[name]} == {counted}
    assert after[counted] == 1


@pytest.mark.parametrize(
    ("label", "counted"),
    [
        ("やっぱり残ります", "います"),
        ("います", "います"),
        ("見るだけにします", "見るだけ"),
        ("しばらくお休みします", "お休み"),
    ],
)
async def test_a_wish_to_leave_is_taken_back_by_any_other_answer(world: World, label: str, counted: str) -> None:
    await asked(world)
    await talk(world, world.kenji)
    await press(world, world.kenji, "退会したい")
    leaving = counts(await result(world))

    stays = await press(world, world.kenji, label)
    await press_again(world)
    staying = counts(await result(world))
    await world.pass_time(days=2)

    assert "これまでどおり" in stays
    assert {name for name in leaving if leaving[name]} == {"退会"}
    assert {name for name in staying if staying[name]} == {counted}
    assert "退会のお気持ち" not in await talk(world, world.sayuri)


async def press_again(world: World) -> None:
    """Say a second time that one stays, which changes nothing more."""
    await world.say(world.kenji, world.private, "/戻りました")


def counts(shown: str) -> dict[str, int]:
    """Read from the result how many gave each answer."""
    found = {}
    for name in ("います", "見るだけ", "お休み", "退会"):
        line = next(line for line in shown.splitlines() if name in line and "：" in line)
        found[name] = int(line.split("：")[1].split("人")[0])
    return found


async def test_leaving_and_coming_back_within_a_week(world: World) -> None:
    await world.claimed()
    await talk(world, world.kenji, world.group)
    await world.say(world.kenji, world.private, "退会したい")
    await world.leave(world.kenji)
    await world.pass_time(days=1)

    heard = await talk(world, world.sayuri)
    wish = "\n".join(await world.say(world.kenji, world.private, "戻りたい"))
    told = await talk(world, world.sayuri)

    assert "#2" in heard
    assert "世話役" in wish
    assert "#2" in told
    assert world.group_news() == []


async def test_a_seat_from_the_waiting_list_to_the_group(world: World) -> None:
    code = await doors.door_opened(world)
    await doors.host_says(world, "/定員 4")
    first = await doors.applied(world, world.hanako, code)
    second = await doors.applied(world, world.taro, code)
    await talk(world, world.sayuri)
    await press(world, world.sayuri, "迎える")
    await doors.host_says(world, f"/迎える {first}")

    waiting = await doors.word_to(world, world.hanako) + await doors.word_to(world, world.taro)
    await press(world, world.taro, "リンクを受け取る")
    link = "\n".join(world.line.texts(world.taro))
    await world.join(world.taro)
    seats = await doors.host_says(world, "/定員")
    await doors.host_says(world, "/定員 5")

    assert "順番は1番目" in waiting
    assert "お席をご用意しました" in waiting
    assert doors.LINK in link
    assert f"{first}" in seats
    assert "お席をご用意しました" in await doors.word_to(world, world.hanako)
    assert doors.LINK in await press(world, world.hanako, "リンクを受け取る")
    await world.join(world.hanako)
    assert "待っている方はいません" in await doors.host_says(world, "/参加希望")
    assert f"参加希望{second}番の方は、もうグループ" in await doors.host_says(world, f"/お断り {second}")


async def test_a_rota_from_its_making_over_a_swap_and_a_pass_to_its_end(world: World) -> None:
    await duty_house.with_three(world)
    await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 21:00 2時間")
    await press(world, world.sayuri, "全員を加える")
    world.skip_news()

    await world.say(world.sayuri, world.private, "交代")
    await press(world, world.sayuri, "#3 Emily")
    await talk(world, world.emily)
    swapped = await press(world, world.emily, "引き受けます")
    order = await duty_house.turns(world)
    await world.say(world.emily, world.group, "/パス")
    await talk(world, world.sayuri)
    declined = await press(world, world.sayuri, "今回はパスします")
    await talk(world, world.kenji)
    taken = await press(world, world.kenji, "引き受けます")
    await world.pass_time(days=5, hours=11)
    on_duty = await duty_house.heard(world)
    await world.say(world.emily, world.private, "当番を抜ける")
    await world.say(world.sayuri, world.private, "/当番をなくす 司会")
    gone = await press(world, world.sayuri, "なくします")

    assert "よろしくお願いします" in swapped
    assert order[:3] == ["Emily", "けんじ", "さゆり"]
    assert "ほかの方" in declined
    assert "よろしくお願いします" in taken
    assert "「司会」の時間です" in on_duty
    assert "けんじ" not in on_duty
    assert "「司会」" in gone


async def test_first_words_find_the_greeter_on_duty(world: World) -> None:
    await duty_house.with_rota(world, "案内 毎日 9:00", people="#2")
    await world.pass_time(days=1)
    await talk(world, world.kenji)
    await world.join(world.hanako)
    await world.pass_time(minutes=5)
    await world.say(world.hanako, world.group, "はじめまして")
    world.skip_news()

    await world.pass_time(hours=7)

    assert "まだ返事がないようです" in await talk(world, world.kenji)
    assert "まだ返事がないようです" not in await talk(world, world.emily)
