"""Hosts see every setting with its meaning, change it by a tap, take it back, and see who did what."""

from collections.abc import Sequence

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_host(world: World) -> World:
    """Bring the bot into the group; Kenji is a host, Emily a member."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    await world.say(world.sayuri, world.private, "/host add #2")
    world.skip_news()
    return world


async def test_all_topics_are_shown_with_how_they_stand(world: World) -> None:
    await with_host(world)

    told = joined(await world.say(world.sayuri, world.private, "設定"))

    assert "あいさつ：使う" in told
    assert "見送り：使わない" in told
    assert "自己紹介の質問：" in told
    assert world.labels(world.sayuri, world.private)[-1] == "世話役の部屋"
    await world.say(world.kenji, world.private, "こんにちは")
    await world.say(world.kenji, world.private, "設定")
    assert world.labels(world.kenji, world.private)[-1] == "変更の履歴"


async def test_a_topic_shows_meaning_value_and_default_of_each_setting(world: World) -> None:
    await with_host(world)
    await world.say(world.sayuri, world.private, "設定")

    told = await world.tap(world.sayuri, "あいさつ", world.private)

    assert len(told) == 1  # one message, to be swiped through
    assert joined(told).count("いま：") == joined(told).count("何も変えないとき：") == 3
    assert "つどいのはじめの文" in joined(told)
    assert "前回の変更" not in joined(told)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_one_tap_changes_a_setting_and_the_greeting_follows(world: World) -> None:
    await with_host(world)
    await world.say(world.sayuri, world.private, "/あいさつを決める ようこそ、{names}さん")
    await world.say(world.sayuri, world.private, "/設定 あいさつ")

    told = joined(await world.tap(world.sayuri, "いつも呼ぶ", world.private))
    await world.join(world.taro)
    await world.pass_time(seconds=10)

    assert "グループの種類に合わせる→いつも呼ぶ" in told
    assert any("@太郎" in line for line in world.group_news())
    assert "前回の変更：2026年11月23日" in joined(await world.say(world.sayuri, world.private, "/設定 あいさつ"))


async def test_a_change_is_taken_back_and_the_taking_back_too(world: World) -> None:
    await with_host(world)
    await world.say(world.sayuri, world.private, "/設定 あいさつ：使わない")

    back = joined(await world.tap(world.sayuri, "元に戻す", world.private))
    shown_back = joined(await world.say(world.sayuri, world.private, "設定"))
    again = joined(await world.say(world.kenji, world.private, "元に戻す"))

    assert "使わない→使う" in back
    assert "あいさつ：使う" in shown_back
    assert "使う→使わない" in again
    assert "あいさつ：使わない" in joined(await world.say(world.sayuri, world.private, "設定"))


async def test_a_text_set_elsewhere_is_taken_back_too(world: World) -> None:
    await with_host(world)
    await world.say(world.sayuri, world.private, "/あいさつを決める ようこそいらっしゃいました")

    shown = joined(await world.say(world.sayuri, world.private, "/設定 あいさつの文"))
    back = joined(await world.say(world.sayuri, world.private, "元に戻す"))

    assert "「ようこそいらっしゃいました」" in shown
    assert "あいさつの文" in back
    assert "→つどいのはじめの文" in back
    assert "ようこそいらっしゃい" not in joined(await world.say(world.sayuri, world.private, "/あいさつ"))


async def test_a_group_without_a_limit_of_seats_is_shown_as_having_none(world: World) -> None:
    await with_host(world)

    shown = await world.say(world.sayuri, world.private, "/設定 定員")
    await world.say(world.sayuri, world.private, "/定員 60")

    assert "いま：なし" in joined(shown)
    assert "0" not in joined(shown).split("いま：")[1]
    assert "いま：60" in joined(await world.say(world.sayuri, world.private, "/設定 定員"))


async def test_without_any_change_there_is_nothing_to_take_back(world: World) -> None:
    await with_host(world)

    assert "まだ変えられていません" in joined(await world.say(world.sayuri, world.private, "元に戻す"))
    assert "まだ変えられていません" in joined(await world.say(world.sayuri, world.private, "設定の履歴"))


async def test_features_are_turned_on_and_off_by_name_or_tap(world: World) -> None:
    await with_host(world)

    on = joined(await world.say(world.sayuri, world.private, "使う 見送り"))
    already = joined(await world.say(world.sayuri, world.private, "/enable good-bye"))
    await world.say(world.sayuri, world.private, "使わない")
    off = joined(await world.tap(world.sayuri, "見送り", world.private))
    await world.say(world.sayuri, world.private, "使う")

    assert "使わない→使う" in on
    assert "もうそうなっています" in already
    assert "使う→使わない" in off
    assert world.labels(world.sayuri, world.private) == ["見送り"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/設定 ないもの", "見つかりませんでした"),
        ("/設定 あいさつ：たぶん", "選べるもの：使う ／ 使わない"),
        ("/設定 新しい人を名前で呼ぶこと：三回", "選べるもの："),
        ("/設定 あいさつの文：こんにちは", "/あいさつ"),
        ("/使う ないもの", "見つかりませんでした"),
        ("/使わない 自己紹介", "見つかりませんでした"),
        ("/元に戻す 3", "要りません"),
    ],
)
async def test_what_cannot_be_is_answered_and_changes_nothing(world: World, typed: str, answer: str) -> None:
    await with_host(world)

    assert answer in joined(await world.say(world.sayuri, world.private, typed))
    assert "まだ変えられていません" in joined(await world.say(world.sayuri, world.private, "設定の履歴"))


async def test_the_history_names_who_changed_what_and_both_values(world: World) -> None:
    await with_host(world)
    await world.say(world.sayuri, world.private, "/設定 あいさつ：使わない")
    await world.say(world.kenji, world.private, "/設定 新しい人を名前で呼ぶこと：呼ばない")

    told = joined(await world.say(world.sayuri, world.private, "設定の履歴"))

    assert "#1 さゆり\nあいさつ：使う→使わない" in told
    assert "#2 けんじ\n新しい人を名前で呼ぶこと：グループの種類に合わせる→呼ばない" in told
    assert told.index("けんじ") < told.index("さゆり")


async def test_the_log_tells_who_did_what_and_no_words_of_anybody(world: World) -> None:
    await with_host(world)
    await world.say(world.sayuri, world.private, "/ルールを決める やさしく話す")
    await world.say(world.kenji, world.private, "/設定 あいさつ：使わない")

    told = joined(await world.say(world.kenji, world.private, "変更の履歴"))

    assert "#2 けんじ：設定を変えました（あいさつ）" in told
    assert "#1 さゆり：ルールを変えました（v1）" in told
    assert "#1 さゆり：世話役をお願いしました（#2）" in told
    assert "やさしく" not in told
    assert "そのほかの変更" not in told


async def test_members_see_no_settings_and_the_group_none_at_all(world: World) -> None:
    await with_host(world)

    for word in ("設定", "設定の履歴", "変更の履歴", "元に戻す", "/使う 見送り"):
        assert "世話役のかただけ" in joined(await world.say(world.emily, world.private, word))
    for word in ("/設定", "/変更の履歴", "/元に戻す"):
        assert "あいさつ" not in joined(await world.say(world.sayuri, world.group, word))
        assert world.labels(world.sayuri, world.group) == ["個別トークを開く"]


async def test_changing_works_in_english_while_nobody_is_a_friend_and_taps_have_no_name(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await with_host(world)
    await world.say(world.sayuri, world.private, "/lang en")
    await world.say(world.sayuri, world.private, "/settings")
    await world.tap(world.sayuri, "greeting", world.private)

    told = joined(await world.tap(world.sayuri, "always", world.private))
    back = joined(await world.tap(world.sayuri, "Take it back", world.private))

    assert "by kind of group → always" in told
    assert "always → by kind of group" in back
