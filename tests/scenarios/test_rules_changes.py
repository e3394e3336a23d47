"""Hosts changing the rules: typed, from a ready set, one at a time; what the group hears of it; the history."""

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

THREE_RULES = "/ルールを決める\n挨拶をする\n写真は確かめてから\n夜は静かに"


async def claimed(world: World, *, confirmed: bool = True) -> World:
    """A claimed group whose owner has heard what the bot had to tell her in private."""
    await world.claimed(confirmed=confirmed)
    await world.say(world.sayuri, world.private, "ありがとう")
    return world


async def with_rules(world: World) -> World:
    """A claimed group whose owner has set three rules in private, and whose group has heard of them."""
    await claimed(world)
    await world.say(world.sayuri, world.private, THREE_RULES)
    await world.pass_time(minutes=5)
    await world.say(world.kenji, world.group, "よろしくお願いします")
    world.skip_news()
    return world


async def test_members_cannot_change_the_rules(world: World) -> None:
    await with_rules(world)

    for words in (
        "/ルールを決める\nなんでもあり\nほんとうに",
        "/ルール 追加 なんでもあり",
        "/ルール 削除 1",
        "/rules history",
    ):
        said = await world.say(world.kenji, world.group, words)
        assert "なんでもあり" not in "".join(said)

    [rules] = await world.say(world.kenji, world.group, "/ルール")
    assert "第1版" in rules
    assert "挨拶をする" in rules


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_changes_made_in_private_reach_the_group_as_one_card(world: World) -> None:
    await with_rules(world)

    [answer] = await world.say(world.sayuri, world.private, "/ルール 追加 個別の連絡はひかえめに")
    await world.pass_time(minutes=1)
    await world.say(world.sayuri, world.private, "/ルール 変更 3 夜10時からは静かに")
    await world.pass_time(minutes=1)
    await world.say(world.sayuri, world.private, "/ルール 移動 4 1")
    await world.say(world.kenji, world.group, "まだ早い")
    assert world.group_news() == []

    await world.pass_time(minutes=4)
    [card] = await world.say(world.kenji, world.group, "こんにちは")

    assert "【追加】4. 個別の連絡はひかえめに" in answer
    assert "さゆり" in answer
    assert "第4版" in card
    assert "【追加】1. 個別の連絡はひかえめに" in card
    assert "夜10時からは静かに（前：夜は静かに）" in card
    assert "さゆり" not in card
    assert "#" not in card
    assert world.labels(world.kenji, world.group) == ["読みました", "ルールを見る", "つどいと個別トーク"]
    [line] = await world.tap(world.kenji, "読みました", world.group)
    assert "届いています" in line


async def test_the_first_rules_reach_the_group_in_full(world: World) -> None:
    await claimed(world)
    await world.say(world.sayuri, world.private, THREE_RULES)
    await world.pass_time(minutes=5)

    [card] = await world.say(world.kenji, world.group, "こんにちは")

    assert "ルールができました" in card
    assert "3. 夜は静かに" in card


async def test_a_change_in_the_group_takes_along_what_was_still_to_be_told(world: World) -> None:
    await with_rules(world)
    await world.say(world.sayuri, world.private, "/ルール 追加 個別の連絡はひかえめに")

    [card] = await world.say(world.sayuri, world.group, "/ルール 削除 1")
    await world.pass_time(minutes=5)

    assert "【追加】3. 個別の連絡はひかえめに" in card
    assert "【削除】1. 挨拶をする" in card
    assert await world.say(world.kenji, world.group, "こんにちは") == []


async def test_word_of_changed_rules_is_not_told_after_a_week(world: World) -> None:
    await with_rules(world)
    await world.say(world.sayuri, world.private, "/ルール 削除 1")
    await world.pass_time(days=8)

    assert await world.say(world.kenji, world.group, "久しぶり") == []


async def test_the_same_rules_again_make_no_version(world: World) -> None:
    await with_rules(world)

    [same] = await world.say(world.sayuri, world.private, THREE_RULES)

    assert "同じ" in same
    assert "第1版" in (await world.say(world.sayuri, world.private, "ルール"))[0]


async def test_what_is_out_of_bounds_is_refused_with_the_bound_and_loses_nothing(world: World) -> None:
    await with_rules(world)
    too_many = "/setrules\n" + "\n".join(f"きまり{number}" for number in range(31))

    assert "30個まで" in (await world.say(world.sayuri, world.private, too_many))[0]
    assert "500文字まで" in (await world.say(world.sayuri, world.private, "/rule add " + "あ" * 501))[0]
    assert "1行だけ" in (await world.say(world.sayuri, world.private, "ルールを決める 来週までに考えます"))[0]
    assert "3番まで" in (await world.say(world.sayuri, world.private, "/ルール 削除 7"))[0]
    [rules] = await world.say(world.sayuri, world.private, "ルール")

    assert "第1版" in rules
    assert "3. 夜は静かに" in rules


async def test_the_last_rule_stays(world: World) -> None:
    await claimed(world)
    await world.say(world.sayuri, world.private, "/setrules 挨拶をする")

    [refused] = await world.say(world.sayuri, world.private, "/ルール 削除 1")

    assert "ひとつ以上" in refused
    assert "挨拶をする" in (await world.say(world.sayuri, world.private, "ルール"))[0]


@pytest.mark.parametrize(
    "words",
    [
        "/ルール 追加",
        "/ルール 変更",
        "/ルール 変更 2",
        "/ルール 変更 あ い",
        "/ルール 移動 1",
        "/ルール 削除",
        "/ルール さがす",
    ],
)
async def test_a_command_without_what_it_needs_answers_with_an_example(world: World, words: str) -> None:
    await with_rules(world)

    said = await world.say(world.sayuri, world.private, words)

    assert len(said) == 1
    assert "たとえば：/ルール" in said[0]


async def test_a_ready_set_is_seen_first_and_then_used(world: World) -> None:
    await claimed(world)

    await world.say(world.sayuri, world.private, "ルールを決める")
    assert world.labels(world.sayuri, world.private) == ["支え合いの会", "趣味の会", "保護者の会"]
    [preview] = await world.tap(world.sayuri, "趣味の会", world.private)
    assert "初めての方を歓迎します" in preview
    assert "まだルールがありません" in (await world.say(world.sayuri, world.private, "ルール"))[0]
    [done] = await world.tap(world.sayuri, "このルールにする", world.private)

    assert "第1版" in done
    assert "初めての方を歓迎します" in (await world.say(world.sayuri, world.private, "ルール"))[0]


async def test_a_ready_set_is_in_the_communitys_language_whatever_the_host_reads(world: World) -> None:
    await claimed(world)
    await world.say(world.sayuri, world.private, "/lang en")
    await world.say(world.sayuri, world.private, "/setrules")

    [preview] = await world.tap(world.sayuri, "Support group", world.private)

    assert "ここで聞いた話" in preview
    assert world.labels(world.sayuri, world.private) == ["Use these rules"]


async def test_a_ready_set_shown_before_a_change_is_not_used_any_more(world: World) -> None:
    await with_rules(world)
    await world.say(world.sayuri, world.private, "ルールを決める")
    await world.tap(world.sayuri, "趣味の会", world.private)
    use = world.button(world.sayuri, "このルールにする", world.private)
    await world.say(world.sayuri, world.private, "/ルール 追加 個別の連絡はひかえめに")

    await world.line.tap(world.sayuri, use, world.private)
    await world.settle()

    assert "そのあいだに" in world.private_news(world.sayuri)[-1]
    assert "個別の連絡はひかえめに" in (await world.say(world.sayuri, world.private, "ルール"))[0]


async def test_choosing_a_ready_set_in_the_group_leads_into_private(world: World) -> None:
    await claimed(world)
    world.line.switch("no_user_id_on_postbacks", on=True)

    await world.say(world.sayuri, world.group, "/ルールを決める")

    assert world.labels(world.sayuri, world.group) == ["つどいと個別トーク"]


async def test_the_history_says_who_changed_what_in_private_only(world: World) -> None:
    await with_rules(world)
    await world.say(world.sayuri, world.private, "/ルール 追加 個別の連絡はひかえめに")
    await world.say(world.sayuri, world.private, "/ルール 削除 1")
    world.skip_news()

    [in_group] = await world.say(world.sayuri, world.group, "/ルールの履歴")
    [history] = await world.say(world.sayuri, world.private, "ルールの履歴")
    [second] = await world.say(world.sayuri, world.private, "/rules history 2")
    [none] = await world.say(world.sayuri, world.private, "/rules history 9")

    assert "さゆり" not in in_group
    assert "第3版" not in in_group
    assert history.index("第3版") < history.index("第2版") < history.index("第1版")
    assert history.count("さゆり") == 3
    assert "削除1" in history
    assert "【追加】4. 個別の連絡はひかえめに" in second
    assert "1. 挨拶をする" in second
    assert "第3版まで" in none


async def test_an_english_group_hears_of_changes_in_english(world: World) -> None:
    await claimed(world)
    await world.say(world.sayuri, world.group, "/lang en")
    await world.say(world.sayuri, world.group, "/setrules\nBe kind\nAsk before you post photos")

    [card] = await world.say(world.sayuri, world.group, "/rule edit 2 Ask before you post photos or films")

    assert "Reworded: 2. Ask before you post photos or films (before: Ask before you post photos)" in card
    assert world.labels(world.sayuri, world.group)[0] == "I have read them"
