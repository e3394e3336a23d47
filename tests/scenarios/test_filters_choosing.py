"""Hosts choose what filters look for and how far they go, take it back, and read once a week what was noticed."""

from collections.abc import Sequence

import pytest

from tests.scenarios.world import World


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_people(world: World) -> World:
    """Bring the bot into the group; Kenji and Emily are members whom it knows."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    world.skip_news()
    return world


async def told(world: World, words: str) -> str:
    """Let the owner type something in private, and give the answer."""
    return joined(await world.say(world.sayuri, world.private, words))


async def test_words_are_added_listed_allowed_and_removed(world: World) -> None:
    await with_people(world)

    added = await told(world, "/NGワード 追加 おばかさん、オバカさん\n+まぬけ\nあほ")
    again = await told(world, "/NGワード 追加 まぬけ")
    allowed = await told(world, "/NGワード 許可 まぬけ面")
    listed = await told(world, "NGワード")
    removed = await told(world, "/NGワード 削除 マヌケ")
    left = await told(world, "/NGワード 一覧")

    assert "：おばかさん" in added
    assert "：+まぬけ" in added
    assert "もう一覧にあるもの：1語" in added
    assert "ふつうのことばの中でも見つかってしまいます：あほ" in added
    assert "もう一覧にあります" in again
    assert "：まぬけ面" in allowed
    assert listed.index("+まぬけ") < listed.index("問題のないもの") < listed.index("まぬけ面")
    assert "：+まぬけ" in removed
    assert "：+まぬけ" not in left
    assert "まぬけ面" in left


async def test_a_word_is_taken_off_by_its_number(world: World) -> None:
    await with_people(world)
    await told(world, "/NGワード 追加 おばかさん")
    line = next(line for line in (await told(world, "NGワード")).splitlines() if line.endswith("：おばかさん"))

    await told(world, f"/NGワード 削除 {line.partition('：')[0]}")

    assert "一覧にはまだ何もありません" in await told(world, "NGワード")


async def test_a_word_and_its_removal_are_taken_back_and_the_talk_is_judged_accordingly(world: World) -> None:
    await with_people(world)

    async def is_noticed() -> bool:
        before = (await told(world, "/見守り")).partition("NGワード：様子見（今週")[2].partition("件")[0]
        await world.say(world.kenji, world.group, "おばかさん")
        after = (await told(world, "/見守り")).partition("NGワード：様子見（今週")[2].partition("件")[0]
        return int(after) > int(before)

    await told(world, "/NGワード 追加 おばかさん")
    assert await is_noticed()
    undone = joined(await world.tap(world.sayuri, "元に戻す", world.private))
    assert "「おばかさん」→一覧になし" in undone
    assert not await is_noticed()
    await told(world, "元に戻す")
    assert await is_noticed()
    await told(world, "/NGワード 削除 おばかさん")
    assert not await is_noticed()
    assert "一覧になし→「おばかさん」" in await told(world, "元に戻す")
    assert await is_noticed()
    history = await told(world, "設定の履歴")
    assert history.count("NGワード") >= 4
    assert "NGワード" in await told(world, "変更の履歴")


async def test_all_filters_go_as_far_as_said_and_one_step_back_brings_all_back(world: World) -> None:
    await with_people(world)
    await told(world, "/リンク 使わない")

    on = await told(world, "/見守り 使う")
    all_on = await told(world, "見守り")
    await told(world, "元に戻す")
    back = await told(world, "見守り")

    assert "見守りすべて：使う" in on
    assert all_on.count("：使う（今週") == 4
    assert "リンク：使わない（" in back
    assert back.count("：様子見（今週") == 3
    assert "いまの設定と同じ" in await told(world, "/リンク オフ")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/連投 10秒に8通", "連投：10秒に8通から"),
        ("/flood 20/1m", "連投：60秒に20通から"),
        ("/連投 2/10秒", "2〜600秒に3〜100通"),
        ("/連投 たくさん", "例：/連投 6/10秒"),
        ("/連投", "10秒に6通から"),
        ("/リンク 招待と連絡先だけ", "リンクに気づく相手：招待と連絡先だけ"),
        ("/リンク だれか", "例：/リンク 全員"),
        ("/くり返し", "20文字以上のほとんど同じ文"),
        ("/くり返し 様子見", "いまの設定と同じ"),
        ("/見守り そこそこ", "例：/見守り 使う"),
        ("/NGワード 追加", "どのことばですか"),
        ("/NGワード 追加 ばか", "短すぎて"),
        ("/NGワード 削除 ないことば", "一覧にありません"),
        ("/NGワード おばかさん", "/NGワード 追加 おばかさん"),
        ("/判断の理由", "まだありません"),
        ("/判断の理由 999", "見守りの記録に999番はありません"),
    ],
)
async def test_every_word_is_answered_in_kind(world: World, typed: str, answer: str) -> None:
    await with_people(world)

    assert answer in await told(world, typed)


async def test_members_are_refused_and_the_group_sees_nothing_of_it(world: World) -> None:
    await with_people(world)

    for word in ("見守り", "NGワード", "リンク", "連投", "くり返し", "判断の理由"):
        assert "世話役のかただけ" in joined(await world.say(world.kenji, world.private, word))
    await world.say(world.sayuri, world.group, "/NGワード 追加 おばかさん")
    assert "一覧にはまだ何もありません" in await told(world, "NGワード")


async def test_a_change_is_made_by_taps_while_taps_have_no_name(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await with_people(world)
    await told(world, "/lang en")
    await told(world, "/settings filters")

    await told(world, "/filters")
    on = joined(await world.tap(world.sayuri, "on", world.private))
    back = joined(await world.tap(world.sayuri, "Take it back", world.private))
    links = await told(world, "/links")
    everybody = joined(await world.tap(world.sayuri, "everybody", world.private))

    assert "All filters: on" in on
    assert "on → watch only" in back
    assert "links: watch only" in links
    assert "Links are noticed of: everybody" in everybody


async def test_once_a_week_the_hosts_read_what_was_noticed_and_nothing_after_a_quiet_week(world: World) -> None:
    await with_people(world)
    await world.say(world.kenji, world.group, "t.me/joinchat/AAAA")
    await world.say(world.emily, world.group, "t.me/joinchat/BBBB")
    await world.pass_time(days=7)
    first = await told(world, "こんにちは")
    await world.pass_time(days=7)
    quiet = await told(world, "こんにちは")
    await world.say(world.kenji, world.group, "t.me/joinchat/CCCC")
    await world.pass_time(days=7)

    assert "リンク：2回" in first
    assert "数えただけでだれにも伝えていないもの：2件" in first
    assert "#2" not in first
    assert "気づいたこと" not in quiet
    assert "リンク：1回" in await told(world, "こんにちは")


async def test_own_records_count_what_was_noticed_and_erasure_leaves_no_name(world: World) -> None:
    await with_people(world)
    await world.say(world.kenji, world.group, "t.me/joinchat/AAAA")
    number = next(word for word in (await told(world, "/判断の理由")).split() if "：" in word).partition("：")[0]

    mine = joined(await world.say(world.kenji, world.private, "私の記録"))
    await world.say(world.kenji, world.private, "記録を今すぐ消す")
    why = await told(world, f"/判断の理由 {number}")

    assert "見守りが気づいた書き込み：1件" in mine
    assert "けんじ" not in why
    assert "#2" not in why
    assert "リンク：様子見（今週1件" in await told(world, "見守り")


async def test_what_was_noticed_is_forgotten_bit_by_bit(world: World) -> None:
    await with_people(world)
    await world.say(world.kenji, world.group, "t.me/joinchat/AAAA")
    number = next(word for word in (await told(world, "/判断の理由")).split() if "：" in word).partition("：")[0]

    await world.pass_time(days=31)
    a_month_later = await told(world, f"/判断の理由 {number}")
    await world.pass_time(days=61)

    assert "どなたの書き込みかはわからないか、もう消しました" in a_month_later
    assert "ほかのグループへの招待" in a_month_later
    assert "もう消えているのかも" in await told(world, f"/判断の理由 {number}")
