"""Hosts choose what newcomers and leavers read, and look at it before anybody else does."""

import pytest

from tests.scenarios.world import World

OWN = "/あいさつを決める {{祝}} {name}さん、{group}へようこそ。いま{count}人です。困ったら{greeter}へ"


async def greeted(world: World) -> str:
    """Let somebody come, and give the greeting."""
    await world.join(world.hanako)
    await world.pass_time(seconds=10)
    said = world.group_news()
    return said[0] if said else ""


async def test_a_hosts_own_text_is_filled_in(world: World) -> None:
    await world.claimed()

    await world.say(world.sayuri, world.group, OWN)
    greeting = await greeted(world)

    assert greeting == "{祝} 新しく入られた方、土曜の会（ひみつ）へようこそ。いま4人です。困ったら世話役へ"


async def test_words_of_the_own_language_may_stand_in_the_braces(world: World) -> None:
    await world.claimed()
    assert "{名前}" in "\n".join(await world.say(world.sayuri, world.private, "あいさつ"))
    own = "｛名前｝さん、{グループ}へようこそ。いま{人数}人です。困ったら{世話役}へ"
    await world.say(world.sayuri, world.group, f"/あいさつを決める {own}")
    await world.say(world.sayuri, world.group, "/あいさつの名前 オン")
    assert own in "\n".join(await world.say(world.sayuri, world.private, "あいさつ")), "it is kept as it was written"

    greeting = await greeted(world)

    assert greeting == "@花子🌸さん、土曜の会（ひみつ）へようこそ。いま4人です。困ったら世話役へ"


async def test_a_support_group_may_choose_names_and_a_hobby_group_none(world: World) -> None:
    await world.claimed()
    (answer,) = await world.say(world.sayuri, world.group, "/あいさつの名前 オン")
    assert "{名前}" in answer
    await world.say(world.sayuri, world.group, OWN)

    (answer,) = await world.say(world.sayuri, world.group, "/あいさつの名前 オン")
    assert "お名前で呼びます" in answer
    assert "@花子🌸さん、" in await greeted(world)

    await world.leave(world.hanako)
    await world.say(world.sayuri, world.private, "あいさつの名前 おまかせ")
    world.skip_news()
    assert "花子" not in await greeted(world)


@pytest.mark.parametrize("chat_is_group", [True, False])
async def test_an_unknown_placeholder_is_refused_with_the_list_and_nothing_changes(
    world: World, chat_is_group: bool
) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, OWN)

    chat = world.group if chat_is_group else world.private
    answer, *_ = await world.say(world.sayuri, chat, "/welcome set {nmae}さん、どうも")

    assert "{nmae}" in answer
    assert "{名前} {グループ} {世話役} {人数}" in answer
    world.skip_news()
    assert "どうも" not in await greeted(world)


async def test_a_text_too_long_is_refused_with_the_bound(world: World) -> None:
    await world.claimed()

    answer, *_ = await world.say(world.sayuri, world.private, "/welcome set " + "あ" * 1001)
    assert "1001" in answer
    assert "1000" in answer
    answer, *_ = await world.say(world.sayuri, world.private, "/welcome set " + "{name}" * 11)
    assert "10" in answer
    answer, *_ = await world.say(world.sayuri, world.private, "/welcome set")
    assert "/あいさつを決める" in answer
    world.skip_news()
    assert "あああ" not in await greeted(world)


async def test_a_preview_asked_for_in_the_group_is_shown_to_its_host_alone(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, OWN)
    await world.say(world.sayuri, world.group, "/あいさつの名前 オン")

    in_group = "\n".join(await world.say(world.sayuri, world.group, "/welcome preview"))
    in_private = "\n".join(await world.say(world.sayuri, world.private, "こんにちは"))

    assert "祝" not in in_group
    assert "{祝} @さゆりさん、土曜の会（ひみつ）へ" in in_private
    assert not world.private_news(world.kenji)


async def test_a_preview_shows_nothing_on_a_lock_screen(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, OWN.replace("\n", " "))

    shown = [entry.content for entry in world.line.bot_messages(world.sayuri)]
    screens = [content.get("altText", content.get("text", "")) for content in shown]

    assert any("土曜の会" in text for text in world.line.texts(world.sayuri))
    assert not any("土曜の会" in screen for screen in screens)


async def test_the_greeting_can_be_turned_off_and_on_again(world: World) -> None:
    await world.claimed()
    await world.join(world.taro)
    await world.say(world.sayuri, world.group, "/あいさつ")
    await world.tap(world.sayuri, "オフにする", world.group)
    await world.pass_time(minutes=1)
    assert not any("ようこそ" in text for text in world.group_news())
    assert await greeted(world) == ""

    await world.leave(world.hanako)
    card, *_ = await world.say(world.sayuri, world.private, "あいさつ")
    assert "オフ" in card
    await world.tap(world.sayuri, "オンにする", world.private)
    world.skip_news()
    assert "ようこそ" in await greeted(world)


async def test_the_first_greeting_comes_back_with_reset(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, OWN)

    answer = await world.say(world.sayuri, world.group, "/welcome reset")

    assert any("ご自分" in text or "ようこそ" in text for text in answer)
    assert "祝" not in await greeted(world)


async def test_members_cannot_change_or_see_it(world: World) -> None:
    await world.claimed()
    for text in ("/welcome off", "/welcome set ばか", "/あいさつの名前 オン", "/goodbye on", "/あいさつの見本"):
        said = await world.say(world.kenji, world.group, text)
        assert all("ようこそ" not in line for line in said)
    world.skip_news()

    greeting = await greeted(world)

    assert "ようこそ" in greeting
    assert "ばか" not in greeting
    assert "花子" not in greeting
    await world.leave(world.hanako)
    await world.pass_time(minutes=1)
    await world.say(world.kenji, world.group, "静かですね")
    assert world.group_news() == []


async def test_talk_that_begins_with_the_word_is_no_command(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, "こんにちは")

    assert await world.say(world.sayuri, world.private, "あいさつ ありがとうございます") == []


async def test_a_leaving_is_passed_over_in_silence_by_default(world: World) -> None:
    await world.claimed()

    await world.leave(world.kenji)
    await world.pass_time(minutes=5)
    assert await world.say(world.emily, world.group, "hello") == []


async def test_a_goodbye_names_nobody_and_is_said_once_for_several(world: World) -> None:
    await world.claimed()
    await world.join(world.hanako, world.taro)
    await world.pass_time(minutes=1)
    await world.say(world.sayuri, world.group, "/goodbye on")
    await world.say(world.sayuri, world.group, "/見送りを決める {group}より、いってらっしゃい。{count}人でお待ちします")
    world.skip_news()

    await world.leave(world.kenji)
    await world.pass_time(seconds=5)
    await world.leave(world.hanako, world.taro)
    await world.pass_time(seconds=30)
    said = [*world.group_news(), *await world.say(world.emily, world.group, "hello")]

    assert said == ["土曜の会（ひみつ）より、いってらっしゃい。2人でお待ちします"]


async def test_a_goodbye_cannot_ask_for_the_name(world: World) -> None:
    await world.claimed()

    answer, *_ = await world.say(world.sayuri, world.private, "/goodbye set さようなら {name}")

    assert "{name}" in answer
    assert "{グループ} {世話役} {人数}" in answer
    assert "{名前} は使えません" in "\n".join(await world.say(world.sayuri, world.private, "/見送りを決める {名前}"))


async def test_a_goodbye_preview_asked_for_in_the_group_goes_to_its_host_alone(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/goodbye set いってらっしゃい")

    in_group = "\n".join(await world.say(world.sayuri, world.group, "/見送りの見本"))
    in_private = "\n".join(await world.say(world.sayuri, world.private, "こんにちは"))

    assert "いってらっしゃい" not in in_group
    assert "いってらっしゃい" in in_private


async def test_an_english_host_is_answered_in_english(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/lang en")

    (card,) = await world.say(world.sayuri, world.group, "/welcome")

    assert "The greeting is on" in card
    assert "/welcome set" in card
    assert world.labels(world.sayuri, world.group) == ["See how it looks", "Turn off"]
    (refused,) = await world.say(world.sayuri, world.group, "/welcome set {nmae}, hi")
    assert "{name} {names} {group} {greeter} {count}" in refused
