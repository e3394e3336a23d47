"""The rules as members meet them: read in the group and in private, agreed to, asked about again after a change."""

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World

THREE_RULES = "/ルールを決める\n1. 挨拶をする\n2. 写真は確かめてから\n3. 夜は静かに"
READ = "読みました"


async def claimed(world: World, *, confirmed: bool = True) -> World:
    """A claimed group whose owner has heard what the bot had to tell her in private."""
    await world.claimed(confirmed=confirmed)
    await world.say(world.sayuri, world.private, "ありがとう")
    return world


async def with_rules(world: World) -> World:
    """A claimed group whose owner has set three rules there, and where Kenji has spoken once."""
    await claimed(world)
    await world.say(world.sayuri, world.group, THREE_RULES)
    await world.say(world.kenji, world.group, "よろしくお願いします")
    world.skip_news()
    return world


async def test_before_there_are_rules_a_kind_line_says_so(world: World) -> None:
    await world.invite_bot()

    assert "まだルールがありません" in (await world.say(world.kenji, world.group, "/ルール"))[0]
    await world.claim(world.sayuri)
    world.skip_news()
    assert "まだルールがありません" in (await world.say(world.kenji, world.group, "/ルール"))[0]
    assert "まだルールがありません" in (await world.say(world.kenji, world.private, READ))[0]


async def test_the_rules_are_a_numbered_card_with_version_date_and_two_buttons(world: World) -> None:
    await with_rules(world)

    [card] = await world.say(world.kenji, world.group, "／ルール")

    assert "第1版" in card
    assert "2026年11月23日" in card
    assert card.index("1. 挨拶をする") < card.index("2. 写真は確かめてから") < card.index("3. 夜は静かに")
    assert world.labels(world.kenji, world.group) == [READ, "つどいと個別トーク"]


async def test_one_rule_is_shown_by_its_number_and_found_by_a_word(world: World) -> None:
    await with_rules(world)

    assert "写真は確かめてから" in (await world.say(world.kenji, world.group, "/ルール　２"))[0]
    assert "夜は静かに" in (await world.say(world.kenji, world.group, "/rule find 静か"))[0]
    assert "1番から3番まで" in (await world.say(world.kenji, world.group, "/ルール 9"))[0]
    assert "1から3まで" in (await world.say(world.kenji, world.group, "/ルール について"))[0]
    [nothing] = await world.say(world.kenji, world.group, "/ルール さがす お金")
    assert "挨拶" not in nothing
    assert "ありませんでした" in nothing


async def test_long_rules_are_split_into_texts_above_their_card(world: World) -> None:
    await claimed(world)
    rules = [f"{number}番目。" + "あ" * 480 for number in range(1, 26)]
    await world.say(world.sayuri, world.group, "/setrules\n" + "\n".join(rules[:10]))
    await world.say(world.sayuri, world.group, "/rule add\n" + "\n".join(rules[10:19]))
    await world.say(world.sayuri, world.group, "/rule add\n" + "\n".join(rules[19:]))

    said = await world.say(world.sayuri, world.group, "/rules")

    assert 1 < len(said) <= 5
    assert all(rule in "\n".join(said) for rule in rules)
    assert world.labels(world.sayuri, world.group)[0] == READ


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_agreeing_in_private_gives_a_receipt_once_and_then_remembers(world: World) -> None:
    await with_rules(world)

    [receipt] = await world.say(world.kenji, world.private, READ)
    await world.pass_time(hours=3)
    [again] = await world.say(world.kenji, world.private, "/agree")
    [rules] = await world.say(world.kenji, world.private, "ルール")

    assert "第1版" in receipt
    assert "2026年11月23日 11:00" in receipt
    assert "2026年11月23日 11:00" in again
    assert "いただいています" in again
    assert "2026年11月23日 11:00" in rules
    assert READ not in world.labels(world.kenji, world.private)


async def test_tapping_in_the_group_says_one_neutral_line_for_everybody(world: World) -> None:
    await with_rules(world)
    await world.say(world.kenji, world.group, "/ルール")
    world.skip_news()

    first = await world.tap(world.kenji, READ, world.group)
    others = await world.tap(world.emily, READ, world.group) + await world.tap(world.kenji, READ, world.group)
    await world.pass_time(minutes=6)
    later = await world.tap(world.sayuri, READ, world.group)

    assert len(first) == 1
    assert "けんじ" not in first[0]
    assert "#" not in first[0]
    assert others == []
    assert later == first
    [emilys] = await world.say(world.emily, world.private, "agree")
    assert "いただいています" in emilys


async def test_typing_in_the_group_counts_too_and_names_nobody(world: World) -> None:
    await with_rules(world)

    [line] = await world.say(world.kenji, world.group, "/読みました")

    assert "けんじ" not in line
    assert "11月" not in line
    assert "いただいています" in (await world.say(world.kenji, world.private, READ))[0]


async def test_without_user_ids_on_taps_the_words_are_offered_and_work(world: World) -> None:
    await with_rules(world)
    world.line.switch("no_user_id_on_postbacks", on=True)
    world.line.switch("nobody_is_a_friend", on=True)
    await world.say(world.kenji, world.group, "/ルール")

    await world.tap(world.kenji, READ, world.group)
    [line] = await world.tap(world.kenji, world.labels(world.kenji, world.group)[0], world.group)

    assert "届いています" in line
    [missing] = await world.say(world.sayuri, world.private, "/unagreed")
    assert "けんじ" not in missing


async def test_a_change_asks_everybody_again_and_an_old_button_shows_the_newer_version(world: World) -> None:
    await with_rules(world)
    await world.say(world.kenji, world.group, "/ルール")
    old_button = world.button(world.kenji, READ, world.group)
    await world.tap(world.kenji, READ, world.group)

    [changed] = await world.say(world.sayuri, world.group, "/ルール 変更 3 夜10時からは静かに")
    await world.line.tap(world.kenji, old_button, world.group)
    await world.settle()
    [newer] = world.group_news()

    assert "第2版" in changed
    assert "夜10時からは静かに" in changed
    assert world.labels(world.kenji, world.group) == [READ, "つどいと個別トーク"]
    assert "そのあとルールが新しくなりました" in newer
    assert "第2版" in newer
    [missing] = await world.say(world.sayuri, world.private, "ルールがまだの人")
    assert "けんじ" in missing
    [line] = await world.tap(world.kenji, READ, world.group)
    assert "届いています" in line
    [missing] = await world.say(world.sayuri, world.private, "ルールがまだの人")
    assert "けんじ" not in missing


async def test_an_english_reader_gets_english_words_in_private(world: World) -> None:
    await with_rules(world)
    await world.say(world.emily, world.group, "hello")
    await world.say(world.emily, world.private, "/lang en")

    [rules] = await world.say(world.emily, world.private, "/rules")
    assert "In force since November 23, 2026" in rules
    [receipt] = await world.tap(world.emily, "I have read them", world.private)
    assert "version 1" in receipt


async def test_who_has_not_agreed_is_for_hosts_in_private_only(world: World) -> None:
    await with_rules(world)

    [in_group] = await world.say(world.sayuri, world.group, "/ルールがまだの人")
    [for_member] = await world.say(world.kenji, world.private, "ルールがまだの人")
    [for_host] = await world.say(world.sayuri, world.private, "ルールがまだの人")

    for closed in (in_group, for_member):
        assert "けんじ" not in closed
        assert "2人" not in closed
    assert "さゆり" in for_host
    assert "けんじ" in for_host
    assert "あと1人" in for_host  # Emily, who has never spoken


async def test_who_has_not_agreed_stays_closed_until_the_owner_is_confirmed(world: World) -> None:
    await claimed(world, confirmed=False)
    await world.say(world.sayuri, world.group, THREE_RULES)
    await world.say(world.kenji, world.group, "よろしくお願いします")

    [closed] = await world.say(world.sayuri, world.private, "ルールがまだの人")

    assert "けんじ" not in closed
    assert "さゆり" not in closed


async def test_somebody_of_no_group_learns_nothing_about_its_rules(world: World) -> None:
    await with_rules(world)

    for words in ("ルール", READ, "/ルール 1", "ルールがまだの人"):
        said = "\n".join(await world.say(world.mio, world.private, words))
        assert "挨拶" not in said
        assert "第1版" not in said


async def test_somebody_line_never_names_is_told_what_is_just_as_good(world: World) -> None:
    await with_rules(world)
    world.taro.consented = False
    await world.join(world.taro)
    world.skip_news()

    [line] = await world.say(world.taro, world.group, "/読みました")

    assert "世話役" in line
    assert "太郎" not in line
    assert "届いています" not in line
