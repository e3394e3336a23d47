"""The person picker: names and recent speakers become buttons for hosts in private, and nothing happens on a name."""

from bot.simulator import Person
from tests.scenarios.world import World


async def with_kenji_heard(world: World) -> World:
    """Bring about a confirmed owner, #1, Kenji as #2 and Emily as #3, who have said a word."""
    await world.claimed()
    await world.say(world.kenji, world.group, "よろしくお願いします")
    await world.say(world.emily, world.group, "hello")
    world.skip_news()
    return world


async def is_host(world: World, person: Person) -> bool:
    """Say whether the bot shows a person what only hosts see."""
    said = await world.say(person, world.private, "つどいの調子")
    return any("主催者の登録：" in text for text in said)


async def test_a_name_comes_back_as_a_button_that_says_the_number(world: World) -> None:
    await with_kenji_heard(world)

    asked = "".join(await world.say(world.sayuri, world.private, "世話役 追加 けんじさん お手伝い"))
    offered = world.labels(world.sayuri, world.private)
    before = await is_host(world, world.kenji)
    said = "".join(await world.tap(world.sayuri, "#2 けんじ", world.private))

    assert "#2 けんじ" in asked
    assert offered == ["#2 けんじ"]
    assert not before
    assert "けんじ" in said
    assert "お手伝い" in said


async def test_without_a_name_the_newest_speakers_are_offered_but_not_oneself(world: World) -> None:
    await with_kenji_heard(world)
    await world.say(world.sayuri, world.group, "こんにちは")

    await world.say(world.sayuri, world.private, "主催者交代")

    assert world.labels(world.sayuri, world.private) == ["#3 Emily", "#2 けんじ"]


async def test_who_left_or_spoke_over_a_week_ago_is_not_offered(world: World) -> None:
    await with_kenji_heard(world)
    await world.leave(world.emily)
    world.skip_news()
    await world.say(world.sayuri, world.private, "主催者交代")
    after_leaving = world.labels(world.sayuri, world.private)

    await world.pass_time(days=8)
    said = "".join(await world.say(world.sayuri, world.private, "主催者交代"))

    assert after_leaving == ["#2 けんじ"]
    assert "#12" in said
    assert "けんじ" not in said


async def test_what_members_call_themselves_is_found_too(world: World) -> None:
    await with_kenji_heard(world)
    await world.say(world.kenji, world.private, "自己紹介")
    for answer in ("けんたろう", "関東", "山歩き", "のんびりと", "自分で投稿する"):
        await world.say(world.kenji, world.private, answer)
    world.skip_news()

    await world.say(world.sayuri, world.private, "主催者交代 ケンタロウ")

    assert world.labels(world.sayuri, world.private) == ["#2 けんじ"]


async def test_two_of_one_name_are_both_offered(world: World) -> None:
    await with_kenji_heard(world)
    world.emily.display_name = "けんじ"
    await world.say(world.sayuri, world.private, "主催者交代")

    await world.say(world.sayuri, world.private, "主催者交代 けんじ")

    assert sorted(world.labels(world.sayuri, world.private)) == ["#2 けんじ", "#3 けんじ"]


async def test_an_unknown_name_offers_recent_speakers_and_loses_no_word(world: World) -> None:
    await with_kenji_heard(world)

    said = "".join(await world.say(world.sayuri, world.private, "/host add たろうさん helper"))
    button = world.button(world.sayuri, "#2 けんじ", world.private)

    assert "見つかりません" in said
    assert button.action["text"] == "/host add #2 helper"


async def test_words_too_long_for_a_button_are_not_cut(world: World) -> None:
    await with_kenji_heard(world)

    said = "".join(await world.say(world.sayuri, world.private, f"/host add けんじ {'あ' * 300}"))

    assert "#2 けんじ" in said
    assert world.labels(world.sayuri, world.private) == []


async def test_in_the_group_a_name_is_not_looked_up(world: World) -> None:
    await with_kenji_heard(world)

    said = "".join(await world.say(world.sayuri, world.group, "/host add けんじ"))
    in_private = "".join(await world.say(world.sayuri, world.private, "つどいの調子"))

    assert "けんじ" not in said
    assert "#2" not in said + in_private


async def test_nobody_but_hosts_learns_who_is_there(world: World) -> None:
    await with_kenji_heard(world)

    said = "".join(await world.say(world.kenji, world.private, "世話役 追加 Emily"))

    assert "Emily" not in said
    assert "#" not in said


async def test_nobody_is_listed_before_it_is_sure_who_the_owner_is(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.say(world.kenji, world.group, "よろしくお願いします")
    world.skip_news()

    said = "".join(await world.say(world.sayuri, world.private, "世話役 追加 けんじ"))

    assert "#2" not in said
    assert not any("#2" in label for label in world.labels(world.sayuri, world.private))


async def test_a_quote_in_private_is_no_ones_and_asks_whom(world: World) -> None:
    await with_kenji_heard(world)
    await world.line.say(world.sayuri, world.private, "よろしくお願いします")
    await world.settle()
    mine = world.line.transcript(world.sayuri)[0]

    await world.say(world.sayuri, world.private, "/owner", quote=mine)

    assert world.labels(world.sayuri, world.private) == ["#3 Emily", "#2 けんじ"]
