"""Help and privacy, as somebody meets them: a newcomer, a member, a host; in the group and in private."""

import pytest

from bot.answers import Whisper
from tests.scenarios.probe import queue, words
from tests.scenarios.world import World


async def claimed(world: World, *, confirmed: bool = True) -> World:
    """A claimed group whose owner has heard what the bot had to tell her in private."""
    await world.claimed(confirmed=confirmed)
    await world.say(world.sayuri, world.private, "ありがとう")
    return world


async def test_before_the_claim_help_teaches_the_claim_and_no_host_words(world: World) -> None:
    await world.invite_bot()

    [card] = await world.say(world.kenji, world.group, "/使い方")

    assert "/主催者の登録" in card
    assert "/読みました" not in card
    assert "/ルールを決める" not in card


async def test_a_group_gets_one_card_with_three_buttons_the_last_into_private(world: World) -> None:
    await claimed(world)

    said = await world.say(world.sayuri, world.group, "/使い方")

    assert len(said) == 1
    labels = world.labels(world.sayuri, world.group)
    assert len(labels) == 3
    assert labels[-1] == "つどいと個別トーク"
    assert "/世話役 追加" not in said[0]
    assert "/つどいの調子" not in said[0]


async def test_members_and_hosts_are_taught_what_each_can_do(world: World) -> None:
    await claimed(world)
    await world.say(world.kenji, world.group, "よろしくお願いします")

    [for_member] = await world.say(world.kenji, world.private, "使い方 ルール")
    [for_host] = await world.say(world.sayuri, world.private, "使い方 ルール")

    assert "/読みました" in for_member
    assert "/ルールを決める" not in for_member
    assert "/ルールを決める" in for_host
    assert "/ルールがまだの人" in for_host


async def test_every_button_of_the_help_leads_somewhere(world: World) -> None:
    await claimed(world)
    await world.say(world.sayuri, world.private, "使い方")
    labels = world.labels(world.sayuri, world.private)

    assert len(labels) > 6
    assert "個人情報のこと" in labels
    for label in labels:
        said = await world.tap(world.sayuri, label, world.private)
        assert said, label
        assert "見つかりませんでした" not in said[0]


async def test_all_of_the_help_is_one_message_so_that_waiting_words_ride_along(world: World) -> None:
    await claimed(world)
    await queue(world, lambda _ctx: Whisper(world.kenji.user_id, words("一", "二", "三", "四")))

    first, *others = await world.say(world.kenji, world.private, "使い方")

    assert "使い方" in first
    assert others == ["一", "二", "三", "四"]


async def test_help_on_one_command_gives_its_example_and_its_other_words(world: World) -> None:
    await claimed(world)

    [page] = await world.say(world.sayuri, world.private, "/help setrules")

    assert "/ルールを決める" in page
    assert "setrules" in page
    assert "思いやりを大切に" in page


async def test_help_on_a_hosts_word_tells_a_member_nothing_about_it(world: World) -> None:
    await claimed(world)
    await world.say(world.kenji, world.group, "よろしくお願いします")

    [said] = await world.say(world.kenji, world.private, "使い方 ルールを決める")

    assert "見つかりませんでした" in said
    assert "ひな形" not in said


async def test_help_suggests_the_nearest_word(world: World) -> None:
    await claimed(world)

    [said] = await world.say(world.sayuri, world.private, "/help privasy")

    assert "/個人情報のこと" in said


async def test_help_in_a_group_never_shows_how_to_act_on_another_person(world: World) -> None:
    await claimed(world)

    [page] = await world.say(world.sayuri, world.group, "/使い方 世話役 追加")

    assert "#12" not in page
    assert world.labels(world.sayuri, world.group) == ["つどいと個別トーク"]


async def test_an_english_group_is_taught_english_words(world: World) -> None:
    await claimed(world)
    await world.say(world.sayuri, world.group, "/lang en")

    [card] = await world.say(world.emily, world.group, "/help")

    assert "/rules" in card
    assert "ルール" not in card


@pytest.mark.parametrize("words", ["/使い方", "/個人情報のこと"])
async def test_somebody_of_no_group_gets_help_and_the_notice_in_private(world: World, words: str) -> None:
    await claimed(world)
    world.line.switch("nobody_is_a_friend", on=True)

    said = "\n".join(await world.say(world.mio, world.private, words))

    assert said
    assert "土曜の会" not in said
    assert "さゆり" not in said


@pytest.mark.parametrize("is_claimed", [True, False])
async def test_the_privacy_notice_is_short_in_the_group_and_whole_in_private(world: World, is_claimed: bool) -> None:
    if is_claimed:
        await claimed(world)
    else:
        await world.invite_bot()

    [short] = await world.say(world.kenji, world.group, "/個人情報のこと")
    assert world.labels(world.kenji, world.group) == ["くわしくは個別トークで"]
    [whole] = await world.say(world.kenji, world.private, "/個人情報のこと")

    assert len(short) < 250 < len(whole)
    for period in ("7日", "24時間", "13週"):
        assert period in whole


async def test_the_button_of_the_short_notice_types_words_that_bring_the_whole_one(world: World) -> None:
    await world.invite_bot()
    await world.say(world.kenji, world.group, "/privacy")

    opened = await world.line.tap(
        world.kenji, world.button(world.kenji, "くわしくは個別トークで", world.group), world.group
    )

    assert opened.link is not None
    [whole] = await world.say(world.kenji, world.private, opened.link.prefilled)
    assert "24時間" in whole
