"""Resting, coming back, only reading, and one's own page: told to the person, never to the group."""

from collections.abc import Sequence

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_kenji(world: World) -> World:
    """Bring the bot into the group, where Kenji has said something, so that it knows him."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    return world


async def page_of_kenji(world: World) -> str:
    return joined(await world.say(world.kenji, world.private, "マイページ"))


async def test_the_own_page_shows_number_role_status_and_agreement(world: World) -> None:
    await with_kenji(world)

    before = await page_of_kenji(world)
    await world.say(world.sayuri, world.private, "/ルールを決める やさしく話す\n写真はのせない")
    with_rules = await page_of_kenji(world)
    await world.say(world.kenji, world.private, "読みました")
    agreed = await page_of_kenji(world)
    await world.say(world.sayuri, world.private, "/ルールを決める やさしく話す\n写真はのせない\n夜は静かに")
    changed = await page_of_kenji(world)

    assert "#2" in before
    assert "メンバー" in before
    assert "参加中" in before
    assert "第" not in before
    assert "第1版（「読みました」はまだです）" in with_rules
    assert "第1版に同意（2026年11月23日）" in agreed
    assert "いまは第2版" in changed
    assert world.labels(world.kenji, world.private)[0] == "ルールを読む"
    assert "さゆり" not in before + with_rules + agreed + changed


async def test_the_own_page_is_only_shown_in_private_and_its_lock_screen_tells_nothing(world: World) -> None:
    await with_kenji(world)

    in_group = joined(await world.say(world.kenji, world.group, "/マイページ"))
    in_private = await page_of_kenji(world)

    assert "#2" not in in_group
    assert "土曜の会" in in_private
    assert "土曜" not in world.line.bot_messages(world.kenji)[-1].content["altText"]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_rest_ends_by_itself_with_a_word_to_the_person_alone(world: World) -> None:
    await with_kenji(world)

    told = joined(await world.say(world.kenji, world.private, "お休み 2週間"))
    resting = await page_of_kenji(world)
    await world.pass_time(days=14, minutes=1)
    page = await page_of_kenji(world)

    assert "2026年12月7日" in told
    assert "お休み中（2026年12月7日" in resting
    assert "お休みの期間が終わりました" in page
    assert "参加中" in page
    assert world.group_news() == []


async def test_whoever_comes_back_early_hears_nothing_when_the_time_is_over(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/away 1d")

    told = joined(await world.tap(world.kenji, "戻りました", world.private))
    await world.pass_time(days=2)
    page = await page_of_kenji(world)

    assert "おかえりなさい" in told
    assert "期間が終わりました" not in page
    assert "参加中" in page


async def test_a_rest_without_a_time_lasts_until_somebody_says_so(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/away 1d")
    await world.say(world.kenji, world.private, "お休み")

    await world.pass_time(days=60)

    assert "いま：お休み中" in await page_of_kenji(world)
    assert "おかえり" in joined(await world.say(world.kenji, world.private, "戻りました"))
    assert "いまも参加中" in joined(await world.say(world.kenji, world.private, "戻りました"))


@pytest.mark.parametrize("typed", ["/away 5m", "/away 2y", "/away 0m", "/away 100y"])
async def test_a_rest_out_of_bounds_changes_nothing(world: World, typed: str) -> None:
    await with_kenji(world)

    assert "1時間から1年" in joined(await world.say(world.kenji, world.private, typed))
    assert "参加中" in await page_of_kenji(world)


async def test_what_is_no_duration_is_answered_with_an_example(world: World) -> None:
    await with_kenji(world)

    told = joined(await world.say(world.kenji, world.private, "/お休み 来月まで"))

    assert "/お休み 2週間" in told
    assert "参加中" in await page_of_kenji(world)


async def test_typed_in_the_group_it_names_nobody_and_tells_no_time(world: World) -> None:
    await with_kenji(world)

    in_group = [
        *await world.say(world.kenji, world.group, "/away 3d"),
        *await world.say(world.kenji, world.group, "/back"),
        *await world.say(world.kenji, world.group, "/listen"),
    ]

    assert in_group == ["承知しました。"] * 3
    assert "2026年11月26日" in joined(await world.say(world.kenji, world.private, "こんにちは"))


async def test_typed_in_the_group_the_word_in_private_is_in_the_persons_own_language(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.private, "/lang en")

    in_group = joined(await world.say(world.emily, world.group, "/away 3d"))

    assert in_group == "承知しました。"
    assert "Your rest lasts until" in joined(await world.say(world.emily, world.private, "hello"))


async def test_only_reading_is_chosen_and_ended_with_the_same_word(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/away 1d")

    told = joined(await world.say(world.kenji, world.private, "見るだけ"))
    await world.pass_time(days=2)
    reading = await page_of_kenji(world)
    await world.say(world.kenji, world.private, "見るだけ")

    assert "見るだけで大丈夫" in told
    assert "いま：見るだけ" in reading
    assert "いま：参加中" in await page_of_kenji(world)


async def test_a_resting_host_is_spared_while_another_one_is_there(world: World) -> None:
    await with_kenji(world)
    await world.say(world.emily, world.group, "hello")
    await world.say(world.sayuri, world.private, "/host add #2")

    alone = joined(await world.say(world.kenji, world.private, "/away 3d"))
    await world.say(world.emily, world.private, "/ask 次はいつですか")

    assert "ほかの世話役に届きます" in alone
    assert "次はいつですか" not in joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert "次はいつですか" in joined(await world.say(world.sayuri, world.private, "こんにちは"))
    assert "これまでどおり届きます" in joined(await world.say(world.sayuri, world.private, "/away 3d"))
    await world.say(world.emily, world.private, "/ask 場所はどこですか")
    assert "場所はどこですか" in joined(await world.say(world.sayuri, world.private, "こんにちは"))


async def test_somebody_who_left_while_resting_comes_back_as_taking_part(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/away 1d")
    await world.leave(world.kenji)
    await world.pass_time(days=2)
    await world.join(world.kenji)

    page = await page_of_kenji(world)

    assert "期間が終わりました" not in page
    assert "参加中" in page


async def test_the_buttons_of_the_own_page_work_in_english(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/lang en")

    await world.say(world.kenji, world.private, "/me")
    told = joined(await world.tap(world.kenji, "Rest for two weeks", world.private))
    back = joined(await world.tap(world.kenji, "I am back", world.private))

    assert "December 7, 2026" in told
    assert "Good to have you back" in back


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_since_when_and_how_a_status_came_about_is_kept_and_shown(world: World) -> None:
    await with_kenji(world)
    never = joined(await world.say(world.kenji, world.private, "/mydata"))
    await world.say(world.kenji, world.private, "お休み 2週間")
    await world.pass_time(days=1)
    await world.say(world.kenji, world.private, "お休み 3週間")

    own = joined(await world.say(world.kenji, world.private, "/mydata"))
    resting = joined(await world.say(world.sayuri, world.private, "メンバー お休み中"))
    await world.pass_time(days=22)
    over = joined(await world.say(world.kenji, world.private, "/mydata"))
    await world.leave(world.kenji)
    left = joined(await world.say(world.sayuri, world.private, "メンバー 退会"))
    assert "から（" not in never
    assert "2026年11月23日から（ご本人の申し出）" in own
    assert "#2 けんじ・2026年11月23日から（ご本人の申し出）" in resting
    assert "2026年12月15日から（お休みの期間が終了）" in over
    assert "#2・2026年12月16日から（LINEからのお知らせ）" in left
