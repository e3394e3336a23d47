"""Coming back after a removal, blocks, alarms with the roster as it was, and the move to a new group."""

from collections.abc import Sequence

import pytest

from tests.conftest import ENGINES
from tests.scenarios.removal_stage import (
    REASON,
    decided,
    is_removed,
    joined,
    member,
    number_in,
    proposed,
    told,
    with_one_host,
    with_two_hosts,
)
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches


def code_in(texts: Sequence[str]) -> str:
    """Find the line that is to be sent in the new group."""
    return next(text for text in texts if text.startswith("/引っ越し "))


async def blocked(world: World, time: str = "") -> int:
    """Let Hanako (#4) be put out with a block."""
    card = joined(await world.say(world.sayuri, world.private, f"/再入会おことわり #4 {time} {REASON}"))
    await world.tap(world.sayuri, "世話役に相談する", world.private)
    await told(world, world.kenji)
    await world.tap(world.kenji, "賛成する", world.private)
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako)
    await world.pass_time(minutes=1)
    world.skip_news()
    return number_in(card)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_removed_person_who_comes_back_is_told_to_hosts_with_the_number(world: World) -> None:
    await with_two_hosts(world)
    number = await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako)
    await told(world, world.sayuri)

    await world.join(world.hanako)
    await world.pass_time(minutes=1)
    back = await told(world, world.sayuri)
    await world.tap(world.sayuri, "このまま迎える", world.private)

    assert world.group_news() == []
    assert "#4のかたがグループに戻りました" in back
    assert f"{number}番" in back
    assert "別のアカウント" in back
    assert "花子" not in back
    assert (await member(world, 4)).is_present


async def test_somebody_who_talks_again_unseen_is_told_once_and_late_talk_is_not(world: World) -> None:
    await with_two_hosts(world)
    await blocked(world)
    world.line.mishaps.webhooks("lost", event_type="memberJoined")
    await world.join(world.hanako)
    await world.say(world.hanako, world.group, "ただいま")
    late = await told(world, world.sayuri)
    await world.pass_time(minutes=10)
    await world.say(world.hanako, world.group, "こんにちは")
    await world.say(world.hanako, world.group, "元気です")

    assert "戻りました" not in late
    assert (await told(world, world.sayuri)).count("#4のかたがグループに戻りました") == 1


async def test_a_block_survives_the_wish_to_be_forgotten_and_the_person_is_told(world: World) -> None:
    await with_two_hosts(world)
    number = await blocked(world)

    mine = joined(await world.say(world.hanako, world.private, "私の記録"))
    await world.say(world.hanako, world.private, "記録を消す")
    forgotten = joined(await world.tap(world.hanako, "はい、すべて消す", world.private))
    await world.join(world.hanako)
    await world.pass_time(minutes=1)
    back = await told(world, world.sayuri)

    assert "再入会おことわり" in mine
    assert "解除されるまで残します" in forgotten
    assert "#5のかたがグループに戻りました" in back
    assert f"再入会おことわりのかたです（{number}番）" in back
    assert world.group_news() == []
    assert f"{number}番：#5" in joined(await world.say(world.kenji, world.private, "解除"))


async def test_after_the_end_of_a_block_somebody_is_greeted_like_anybody(world: World) -> None:
    await with_two_hosts(world)
    await blocked(world, "2日")
    await world.pass_time(days=3)
    world.skip_news()

    await world.join(world.hanako)
    await world.pass_time(minutes=1)

    assert "ようこそ" in joined(world.group_news())
    assert "戻りました" not in await told(world, world.sayuri)
    assert (await member(world, 4)).is_present


async def test_somebody_who_has_gone_already_is_blocked_by_two_hosts_and_let_in_by_one(world: World) -> None:
    await with_two_hosts(world)
    number = await proposed(world, world.sayuri, command="再入会おことわり")
    await world.leave(world.hanako)
    await told(world, world.kenji)
    agreed = joined(await world.tap(world.kenji, "賛成する", world.private))
    listed = joined(await world.say(world.sayuri, world.private, "/再入会おことわり 一覧"))
    lifted = joined(await world.say(world.sayuri, world.private, f"/解除 {number}"))
    await world.join(world.hanako)
    await world.pass_time(minutes=1)

    assert "再入会はおことわりします" in agreed
    assert f"{number}番：#4" in listed
    assert "入れるようになりました" in lifted
    assert "世話役の #1" not in lifted, "whoever lifts it is not told so once more"
    assert "解除しました" in await told(world, world.kenji)
    assert "ようこそ" in joined(world.group_news())


async def test_many_who_leave_alarm_the_hosts_once_with_the_roster_as_it_was(world: World) -> None:
    await with_two_hosts(world)
    await world.join(world.taro, world.mio)
    await world.pass_time(minutes=1)
    await world.say(world.sayuri, world.private, "/設定 退会が続いたときのお知らせ 3")
    world.skip_news()

    for person in (world.hanako, world.taro):
        await world.leave(person)
    quiet = await told(world, world.sayuri)
    await world.leave(world.mio)
    await world.leave(world.emily)
    alarmed = await told(world, world.sayuri)
    roster = joined(await world.tap(world.sayuri, "名簿の控えを見る", world.private))

    assert "退会が続いています" not in quiet
    assert alarmed.count("退会が続いています") == 1
    assert world.group_news() == []
    assert [f"#{number}" in roster for number in range(1, 7)] == [True] * 6
    assert "世話役のかただけ" in joined(await world.say(world.emily, world.private, "名簿の控え"))
    assert "名簿の控えを見ました" in joined(await world.say(world.kenji, world.private, "変更の履歴"))


async def test_a_host_put_out_first_hears_the_alarms_of_that_day_and_sees_no_list(world: World) -> None:
    await with_two_hosts(world)
    await world.join(world.taro)
    await world.say(world.sayuri, world.private, "/設定 退会が続いたときのお知らせ 3")
    world.skip_news()

    for person in (world.kenji, world.hanako, world.taro):
        await world.leave(person)
    heard = await told(world, world.kenji)
    labels = world.labels(world.kenji, world.private)
    roster = joined(await world.say(world.kenji, world.private, "名簿の控え"))
    await world.pass_time(hours=23)
    await world.line.remove_bot(world.group)
    await world.settle()

    assert heard.count("退会が続いています") == 1
    assert "世話役でいらした" in heard
    assert "名簿の控えを見る" not in labels
    assert "世話役のかただけ" in roster
    assert "グループの外にいます" in await told(world, world.kenji)
    assert "グループの外にいます" not in await told(world, world.hanako)


async def test_a_host_removed_by_decision_hears_no_alarm(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #4")
    await decided(world)
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.emily)
    await world.leave(world.hanako)
    await world.line.remove_bot(world.group)
    await world.settle()

    assert "グループの外にいます" in await told(world, world.sayuri)
    assert "グループの外にいます" not in await told(world, world.hanako)


async def test_after_a_wave_and_the_bot_put_out_the_list_still_shows_who_was_there_at_first(world: World) -> None:
    await with_two_hosts(world)
    await world.join(world.taro)
    await world.say(world.sayuri, world.private, "/設定 退会が続いたときのお知らせ 3")
    await world.leave(world.hanako, world.emily, world.taro)
    await world.pass_time(minutes=20)
    await world.line.remove_bot(world.group)
    await world.settle()

    roster = joined(await world.say(world.kenji, world.private, "名簿の控え"))

    assert "5人です" in roster
    assert "#5" in roster
    assert "2人です" in roster


async def test_a_removal_that_was_decided_is_no_alarm(world: World) -> None:
    await with_two_hosts(world)
    await world.join(world.taro)
    await world.say(world.sayuri, world.private, "/設定 退会が続いたときのお知らせ 3")
    await decided(world)
    await world.tap(world.kenji, "私がします", world.private)

    await world.leave(world.hanako)
    await world.leave(world.emily, world.taro)

    assert "退会が続いています" not in await told(world, world.sayuri)


async def test_the_bot_is_put_out_and_the_community_moves_to_a_new_group(world: World) -> None:
    await with_two_hosts(world)
    await world.say(world.sayuri, world.private, "/ルールを決める\nやさしくする")
    number = await proposed(world, world.sayuri)
    world.skip_news()
    await world.line.remove_bot(world.group)
    await world.settle()
    alarmed = await told(world, world.sayuri)
    roster = joined(await world.say(world.kenji, world.private, "名簿の控え"))
    code = code_in(await world.tap(world.sayuri, "新しいグループへ引っ越し", world.private))
    new = world.line.add_group("あたらしい会", [world.sayuri, world.kenji, world.hanako])
    await world.invite_bot(new)

    stolen = joined(await world.say(world.kenji, new, code))
    moved = joined(await world.say(world.sayuri, new, code))
    again = joined(await world.say(world.sayuri, new, code))

    assert "グループの外にいます" in alarmed
    assert "#4" in roster
    assert "使えません" in stolen
    assert "そのまま引き継いでいます" in moved
    assert "使えません" in again
    assert "やさしくする" in joined(await world.say(world.kenji, new, "/ルール"))
    await told(world, world.kenji)
    await world.say(world.kenji, world.private, f"/賛成 {number}")
    await world.tap(world.kenji, "私がします", world.private)
    await world.leave(world.hanako, group=new)
    assert await is_removed(world)


async def test_a_move_while_the_bot_is_still_in_the_old_group_lets_go_of_it(world: World) -> None:
    await with_one_host(world)
    code = code_in(await world.say(world.sayuri, world.private, "引っ越し"))
    new = world.line.add_group("あたらしい会", [world.sayuri])
    await world.invite_bot(new)

    await world.say(world.sayuri, new, code)
    await world.settle()

    assert not world.group.has_bot
    assert world.group_news() == []
    assert (await member(world, 4)).is_present
    assert "もう一度書いて" not in await told(world, world.sayuri)


async def test_a_group_of_somebody_else_and_a_member_who_is_no_owner_are_refused_kindly(world: World) -> None:
    await with_two_hosts(world)
    code = code_in(await world.say(world.sayuri, world.private, "引っ越し"))
    other = world.line.add_group("よその会", [world.emily, world.sayuri])
    await world.invite_bot(other)
    await world.claim(world.emily, other)

    assert "新しいグループを作って" in joined(await world.say(world.sayuri, other, code))
    assert "ここがいまのグループです" in joined(await world.say(world.sayuri, world.group, code))
    assert "主催者のかただけ" in joined(await world.say(world.kenji, world.private, "引っ越し"))
    assert "個別トーク" in joined(await world.say(world.kenji, world.group, "/引っ越し"))
