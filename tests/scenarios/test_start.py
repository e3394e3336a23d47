"""An owner's first ten minutes: a few questions, and nothing set before the last answer."""

from tests.scenarios.world import World


def joined(texts: list[str]) -> str:
    return "\n".join(texts)


async def with_members(world: World) -> World:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    return world


async def test_a_group_is_set_up_in_a_few_answers(world: World) -> None:
    await with_members(world)

    kinds = joined(await world.say(world.sayuri, world.private, "はじめの設定"))
    assert "名前" in kinds, "what each kind means stands there"
    rules = joined(await world.say(world.sayuri, world.private, "2"))
    assert "1. " in rules
    greeting = joined(await world.tap(world.sayuri, "これで始める", world.private))
    assert "{名前}" in greeting
    await world.say(world.sayuri, world.private, "ようこそ、{names}さん。土曜にお待ちしています。")
    assert "#2 けんじ" in world.labels(world.sayuri, world.private)
    summary = joined(await world.tap(world.sayuri, "#2 けんじ", world.private))
    assert "代わりの人：#2" in summary
    assert "趣味" in summary
    assert "まだ" in joined(await world.say(world.kenji, world.private, "ルール")), "nothing is set yet"
    *_, to_post = await world.tap(world.sayuri, "はい", world.private)

    assert "明日から" in to_post
    assert "主催者" in joined(await world.say(world.kenji, world.private, "/使い方"))
    assert "相談箱" in joined(await world.say(world.kenji, world.private, "/help 相談箱"))
    assert "1. " in joined(await world.say(world.kenji, world.private, "ルール"))
    await world.join(world.taro)
    await world.pass_time(seconds=10)
    assert any("ようこそ、@太郎さん。土曜に" in text for text in world.group_news())


async def test_a_new_owner_is_led_to_the_first_settings(world: World) -> None:
    await world.invite_bot()
    await world.claim(world.sayuri)
    await world.say(world.sayuri, world.private, "こんにちは")

    asked = joined(await world.tap(world.sayuri, "はじめの設定", world.private))

    assert "どんなグループですか" in asked


async def test_a_no_at_the_end_changes_nothing(world: World) -> None:
    await with_members(world)
    for answer in ("はじめの設定", "2", "1", "とばす", "#2", "いいえ"):
        said = joined(await world.say(world.sayuri, world.private, answer))

    assert "何も変えていません" in said
    assert "世話役のかただけ" in joined(await world.say(world.kenji, world.private, "/相談箱"))
    assert "まだ" in joined(await world.say(world.kenji, world.private, "ルール"))


async def test_a_greeting_with_an_unknown_blank_is_asked_for_again(world: World) -> None:
    await with_members(world)
    for answer in ("はじめの設定", "1", "2"):
        await world.say(world.sayuri, world.private, answer)

    said = joined(await world.say(world.sayuri, world.private, "ようこそ {nmae} さん"))

    assert "{nmae}" in said
    assert "新しい方へのあいさつです" in said


async def test_a_deputy_has_to_be_somebody_known(world: World) -> None:
    await with_members(world)
    for answer in ("はじめの設定", "1", "2", "とばす"):
        await world.say(world.sayuri, world.private, answer)

    for typed in ("花子さん", "#99", "#1"):
        said = joined(await world.say(world.sayuri, world.private, typed))
        assert "見つかりません" in said
        assert "代わりをお願い" in said


async def test_a_deputy_is_named_and_then_chosen_never_taken_by_name_alone(world: World) -> None:
    await with_members(world)
    for answer in ("はじめの設定", "1", "2", "とばす"):
        await world.say(world.sayuri, world.private, answer)

    asked = joined(await world.say(world.sayuri, world.private, "emily"))
    offered = world.labels(world.sayuri, world.private)
    summary = joined(await world.tap(world.sayuri, "#3 Emily", world.private))

    assert "代わりをお願い" in asked, "the question is asked again"
    assert "#3 Emily" in offered
    assert "#2 けんじ" not in offered
    assert "代わりの人：#3" in summary


async def test_members_are_not_shown_before_it_is_sure_who_the_owner_is(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.say(world.kenji, world.group, "こんにちは")
    for answer in ("はじめの設定", "1", "2"):
        await world.say(world.sayuri, world.private, answer)

    said = joined(await world.say(world.sayuri, world.private, "とばす"))

    assert "けんじ" not in said
    assert "これでいいですか" in said


async def test_rules_that_stand_are_left_alone(world: World) -> None:
    await with_members(world)
    await world.say(world.sayuri, world.private, "/ルールを決める\nなかよく")
    await world.say(world.sayuri, world.private, "はじめの設定")

    said = joined(await world.say(world.sayuri, world.private, "1"))

    assert "新しい方へのあいさつです" in said


async def test_only_the_owner_sets_up(world: World) -> None:
    await with_members(world)

    assert "かただけ" in joined(await world.say(world.kenji, world.private, "/はじめの設定"))


async def test_it_works_in_english_while_taps_have_no_name(world: World) -> None:
    world.line.switch("no_user_id_on_postbacks", on=True)
    world.line.switch("nobody_is_a_friend", on=True)
    await with_members(world)
    await world.say(world.sayuri, world.private, "/lang en")
    await world.say(world.sayuri, world.private, "/start")
    for label in ("Support group", "I write my own later", "Skip", "Skip"):
        await world.tap(world.sayuri, label, world.private)

    *_, to_post = await world.tap(world.sayuri, "Yes", world.private)

    assert "from tomorrow" in to_post
