"""Reports in the hard cases: about the only owner, by somebody who leaves or is forgotten, too many at once."""

from tests.scenarios.reporting import (
    KENJI,
    NOBODY,
    SKIP,
    TARO,
    WORDS,
    joined,
    newest_receipt,
    read,
    report,
    report_taro,
    with_members,
    with_people,
    word_for,
)
from tests.scenarios.world import World


async def alone_with_an_adviser(world: World) -> World:
    """Let Sayuri be the only host, and Kenji (#2), a member, her adviser."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    await world.say(world.sayuri, world.private, "/相談役 #2")
    await word_for(world, world.kenji)
    world.skip_news()
    return world


async def test_about_the_only_owner_the_adviser_alone_reads_and_the_reporter_is_told_so_before(world: World) -> None:
    await alone_with_an_adviser(world)

    asked = await report(world, world.emily, "その他", WORDS, NOBODY)
    assert "相談役だけが読みます" in asked
    for answer in ("はい", SKIP, "いいえ"):
        preview = joined(await world.say(world.emily, world.private, answer))
    assert "#1 さゆりさんについて" in preview
    assert "読む人：相談役（#2さん" in preview
    await world.say(world.emily, world.private, "はい")
    number = await newest_receipt(world)

    for said in (await word_for(world, world.sayuri), await read(world, world.sayuri)):
        assert f"{number}番" not in said
        assert WORDS not in said
    for command in ("相談箱", "受け持つ", "相談を読む"):
        said = joined(await world.say(world.sayuri, world.private, f"/{command} {number}"))
        assert "見つかりませんでした" in said
    assert str(number) not in joined(await world.say(world.sayuri, world.private, "/log"))

    assert f"/相談を読む {number}" in await word_for(world, world.kenji)
    await world.say(world.kenji, world.private, "/相談を読む")
    shown = joined(await world.tap(world.kenji, f"{number}番を読む", world.private))
    assert WORDS in shown
    assert "#3" not in shown
    await world.say(world.kenji, world.private, f"/相談を読む {number} わたしからお話ししてみます")
    assert "わたしからお話ししてみます" in await word_for(world, world.emily)
    assert "もう終わって" in joined(await world.say(world.kenji, world.private, f"/相談を読む {number} また"))


async def test_to_a_member_the_advisers_word_answers_as_if_there_were_nothing(world: World) -> None:
    await alone_with_an_adviser(world)
    await report(world, world.emily, "その他", WORDS, NOBODY, "はい", SKIP, "いいえ", "はい")
    number = await newest_receipt(world)

    for typed in (f"/相談を読む {number}", f"/相談を読む {number} おわり"):
        assert "見つかりませんでした" in joined(await world.say(world.emily, world.private, typed))
    assert "相談を読む" not in joined(await world.say(world.emily, world.private, "/使い方"))


async def test_a_host_reports_a_host(world: World) -> None:
    await with_people(world)
    preview = await report(world, world.sayuri, "言い合い", WORDS, KENJI)
    assert "ここで読める人がいません" in preview

    await world.say(world.sayuri, world.private, "/やめる")
    await world.say(world.sayuri, world.private, "やめる")
    await world.say(world.sayuri, world.private, "世話役 追加 #3")
    preview = await report(world, world.sayuri, "言い合い", WORDS, KENJI, SKIP, "いいえ")
    assert "読む人：#2さん以外の世話役" in preview
    await world.say(world.sayuri, world.private, "はい")
    number = await newest_receipt(world)

    assert "見つかりませんでした" in await read(world, world.kenji, number)
    assert "ご自分からの相談" in joined(await world.say(world.sayuri, world.private, f"/受け持つ {number}"))
    assert "受け持っていただきました" in joined(await world.say(world.emily, world.private, f"/受け持つ {number}"))


async def test_somebody_reported_as_a_member_reads_nothing_of_it_as_a_host_later(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily)
    await world.say(world.sayuri, world.private, "世話役 追加 #4")

    assert "見つかりませんでした" in await read(world, world.taro, number)
    assert "待っている相談はありません" in await read(world, world.taro)
    await report_taro(world, world.mio)
    assert "相談が" not in await word_for(world, world.taro)


async def test_a_reporter_who_has_left_still_hears_how_it_ended(world: World) -> None:
    await with_members(world)
    number = await report_taro(world, world.emily)
    await world.leave(world.emily)

    assert "Emily" not in await read(world, world.kenji, number)
    closed = joined(await world.say(world.kenji, world.private, f"/終える {number} お話ししました"))
    assert "本人に伝えます" in closed
    assert "お話ししました" in await word_for(world, world.emily)


async def test_a_reporter_who_has_themselves_forgotten_leaves_the_words_and_no_trace_of_who(world: World) -> None:
    await with_members(world)
    await report(world, world.emily, "勧誘された", WORDS, TARO, SKIP, SKIP, "はい", "はい")
    number = await newest_receipt(world)
    assert "1件" in joined(await world.say(world.emily, world.private, "/私の記録"))
    await world.say(world.emily, world.private, "/記録を消す")
    await world.tap(world.emily, "はい、すべて消す", world.private)

    shown = await read(world, world.kenji, number)
    assert WORDS in shown
    assert "名前は伏せて" in shown
    assert "#3" not in shown
    closed = joined(await world.say(world.kenji, world.private, f"/終える {number} おわりました"))
    assert "もう連絡ができません" in closed
    assert "おわりました" not in joined(world.private_news(world.emily))


async def test_too_much_at_once_is_answered_with_when_more_can_be_told_and_where_help_is(world: World) -> None:
    await with_people(world)
    sent = ("その他", WORDS, NOBODY, "いいえ", SKIP, "いいえ", "はい")
    await report(world, world.emily, *sent)

    at_once = joined(await world.say(world.emily, world.private, "困っています"))
    assert "ちゃんと届いています" in at_once
    assert "5秒後" in at_once
    assert "困ったとき" in at_once
    for _time in range(2):
        await world.pass_time(seconds=6)
        assert "受け付けました" in await report(world, world.emily, *sent)
    await world.pass_time(seconds=6)
    fourth = joined(await world.say(world.emily, world.private, "困っています"))
    assert "続きは11月23日 11:05からお受けできます" in fourth
    assert "受け付けました" in await report(world, world.sayuri, *sent)
    await world.pass_time(minutes=5)
    assert "受け付けました" in await report(world, world.emily, *sent)
