"""The bot comes, goes and comes back; which group the private chat is about; languages; how things stand."""

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

UNCLAIMED_DAYS = 7


async def test_an_unclaimed_group_is_left_after_seven_days(world: World) -> None:
    await world.invite_bot()

    await world.pass_time(days=UNCLAIMED_DAYS, minutes=-1)
    assert world.group.has_bot
    await world.pass_time(minutes=2)

    assert not world.group.has_bot


async def test_the_good_bye_is_said_where_somebody_has_just_spoken(world: World) -> None:
    await world.invite_bot()
    await world.pass_time(days=UNCLAIMED_DAYS, seconds=-5)
    await world.say(world.kenji, world.group, "こんばんは")
    world.skip_news()

    await world.pass_time(seconds=10)

    assert "失礼します" in "".join(world.group_news())
    assert not world.group.has_bot


async def test_a_claimed_group_is_not_left(world: World) -> None:
    await world.claimed()

    await world.pass_time(days=UNCLAIMED_DAYS + 1)

    assert world.group.has_bot


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_invited_again_the_bot_goes_on_where_it_stopped(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/lang en")
    await world.line.remove_bot(world.group)
    await world.settle()
    world.skip_news()

    said = await world.invite_bot()

    assert "I am back" in "".join(said)
    assert "Owner: confirmed" in "".join(await world.say(world.sayuri, world.private, "/status"))


async def test_an_unclaimed_group_that_invites_again_has_seven_days_again(world: World) -> None:
    await world.invite_bot()
    await world.pass_time(days=UNCLAIMED_DAYS, minutes=1)
    world.skip_news()

    said = await world.invite_bot()
    await world.pass_time(days=UNCLAIMED_DAYS, minutes=-1)

    assert "ただいま" in "".join(said)
    assert world.group.has_bot
    assert any("さゆり" in text for text in await world.claim(world.sayuri))


async def test_the_owner_sends_the_bot_away_from_the_group(world: World) -> None:
    await world.claimed()
    asked = await world.say(world.sayuri, world.group, "/つどいを外す")
    assert world.group.has_bot

    said = await world.tap(world.sayuri, "はい、外します", world.group)

    assert "残ります" in "".join(asked)
    assert "失礼します" in "".join(said)
    assert not world.group.has_bot


async def test_the_owner_sends_the_bot_away_from_the_private_chat(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, "つどいを外す")

    said = await world.tap(world.sayuri, "はい、外します", world.private)
    again = await world.tap(world.sayuri, "はい、外します", world.private)

    assert "ごあいさつ" in "".join(said)
    assert not world.group.has_bot
    assert "ごあいさつ" not in "".join(again)


async def test_nobody_but_the_owner_sends_the_bot_away(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "/leave")
    assert world.labels(world.kenji, world.group) != ["はい、外します"]
    await world.say(world.sayuri, world.group, "/leave")

    await world.tap(world.kenji, "はい、外します", world.group)

    assert world.group.has_bot


async def test_a_tap_line_does_not_name_sends_nobody_away(world: World) -> None:
    await world.claimed()
    world.line.switch("no_user_id_on_postbacks", on=True)
    await world.say(world.sayuri, world.group, "/leave")

    said = await world.tap(world.sayuri, "はい、外します", world.group)

    assert said
    assert world.group.has_bot
    await world.say(world.sayuri, world.private, "つどいを外す")
    await world.tap(world.sayuri, "はい、外します", world.private)
    assert not world.group.has_bot


async def with_a_second_group(world: World) -> World:
    """Let Sayuri own two groups."""
    await world.claimed()
    second = world.line.add_group("日曜の会", [world.sayuri, world.hanako])
    await world.invite_bot(second)
    await world.claim(world.sayuri, second)
    await world.say(world.sayuri, world.private, "こんにちは")
    world.skip_news()
    return world


async def test_the_private_chat_is_about_the_group_claimed_last_until_another_is_chosen(world: World) -> None:
    await with_a_second_group(world)

    of_the_second = "".join(await world.say(world.sayuri, world.private, "つどいの調子"))
    await world.say(world.sayuri, world.private, "グループを選ぶ")
    labels = world.labels(world.sayuri, world.private)
    chosen = "".join(await world.tap(world.sayuri, "土曜の会（ひみつ）", world.private))
    of_the_first = "".join(await world.say(world.sayuri, world.private, "つどいの調子"))

    assert "お知らせ済み" in of_the_second
    assert labels == ["土曜の会（ひみつ）", "日曜の会"]
    assert "土曜の会" in chosen
    assert "確定しています" in of_the_first


async def test_without_names_from_line_groups_are_told_apart_by_their_place(world: World) -> None:
    await with_a_second_group(world)
    await world.pass_time(days=2)
    await world.say(world.sayuri, world.private, "こんにちは")
    world.line.mishaps.calls("refused", 10, path="/group/", status=500)

    await world.say(world.sayuri, world.private, "グループを選ぶ")

    assert world.labels(world.sayuri, world.private) == ["グループ 1", "グループ 2"]


async def test_a_group_one_has_left_cannot_be_chosen(world: World) -> None:
    await with_a_second_group(world)
    await world.say(world.sayuri, world.private, "グループを選ぶ")
    await world.leave(world.sayuri)

    said = await world.tap(world.sayuri, "土曜の会（ひみつ）", world.private)

    assert "これから" not in "".join(said)
    assert "お知らせ済み" in "".join(await world.say(world.sayuri, world.private, "つどいの調子"))


async def test_a_stranger_is_in_no_group(world: World) -> None:
    await world.claimed()

    said = await world.say(world.mio, world.private, "グループを選ぶ")

    assert "ひとこと" in "".join(said)
    assert "土曜の会" not in "".join(said)


async def test_a_single_group_is_chosen_at_once(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")

    assert "土曜の会" in "".join(await world.say(world.kenji, world.private, "グループを選ぶ"))


async def test_everybody_chooses_the_language_of_their_own_private_chat(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "hello")

    english = "".join(await world.say(world.emily, world.private, "/lang en"))
    refused = "".join(await world.say(world.emily, world.private, "/lang fr"))
    in_the_group = "".join(await world.say(world.emily, world.group, "/hosts"))

    assert "English" in english
    assert "Japanese and English" in refused
    assert "世話役" in in_the_group


async def test_a_language_is_chosen_by_button_too(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, "ことば")

    await world.tap(world.sayuri, "English", world.private)

    assert "How things stand" in "".join(await world.say(world.sayuri, world.private, "status"))
    await world.say(world.sayuri, world.private, "lang")
    assert "日本語でお話しします" in "".join(await world.tap(world.sayuri, "日本語", world.private))


async def test_the_language_of_the_group_is_for_its_hosts(world: World) -> None:
    await world.claimed()

    by_a_member = "".join(await world.say(world.kenji, world.group, "/lang en"))
    by_the_owner = "".join(await world.say(world.sayuri, world.group, "/lang en"))

    assert "世話役が選びます" in by_a_member
    assert "English in this group" in by_the_owner
    assert "private" in "".join(await world.say(world.kenji, world.group, "/hosts"))


async def test_the_status_is_for_hosts_and_in_private_only(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")

    by_a_member = "".join(await world.say(world.kenji, world.private, "つどいの調子"))
    in_the_group = "".join(await world.say(world.sayuri, world.group, "/status"))

    for said in (by_a_member, in_the_group):
        assert "メンバー：" not in said
        assert "主催者の登録：" not in said
    assert "メンバー：" in "".join(await world.say(world.sayuri, world.private, "つどいの調子"))


async def test_while_line_is_silent_the_status_tells_what_is_known(world: World) -> None:
    await world.claimed()
    world.line.mishaps.calls("refused", 5, path="/group/", status=500)

    said = "".join(await world.say(world.sayuri, world.private, "つどいの調子"))

    assert "1人" in said
    assert "まだ知らない方" not in said
