"""A warning from what a host saw to the word that reached the person: what rests, what is told, and what is not."""

import pytest

from tests.conftest import ENGINES
from tests.scenarios.cases_stage import ASKED, SEEN, joined, number_in, opened, say, told, with_hosts
from tests.scenarios.world import World


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_warning_rests_until_its_host_has_it_told_and_then_reaches_the_person(world: World) -> None:
    await with_hosts(world)
    await world.say(world.sayuri, world.private, "/ルールを決める\n秘密を守る\n相手の話を書きすぎない")

    card = await say(world, world.kenji, f"/注意 #3 r2 2 {SEEN} お願い：{ASKED}")
    number = number_in(card)
    assert "#3 Emilyさん" in card
    assert "ルール2：相手の話を書きすぎない" in card
    assert world.labels(world.kenji, world.private)[:3] == ["一晩おく", "伝える", "やめる"]
    assert SEEN not in await say(world, world.emily, "/使い方"), "nobody is told before the host says so"

    answer = joined(await world.tap(world.kenji, "伝える", world.private))
    assert "まだ届いていません" in answer
    assert "まだ届いていません" in await say(world, world.kenji, "/対応の記録")
    assert f"{number}番を読む" in world.labels(world.kenji, world.private), "a bare number is no word to tap"
    word = await say(world, world.emily, "/使い方")
    for part in ("3段階の2", "ルール2", SEEN, ASKED, "90日", "別の世話役（いないときは相談役）が読んで"):
        assert part in word
    assert "けんじ" not in word
    assert "#2" not in word

    shown = await say(world, world.sayuri, f"/対応の記録 {number}")
    assert "2026/11/23に届きました" in shown
    assert "2027/02/21まで数えます" in shown
    assert "合計：2" in shown
    assert all(SEEN not in text for text in world.group_news())


async def test_it_is_slept_on_and_comes_back_at_nine(world: World) -> None:
    await with_hosts(world)
    number = await opened(world, world.kenji, f"/注意 #3 {SEEN}")
    assert "11月24日 9:00" in joined(await world.tap(world.kenji, "一晩おく", world.private))

    await world.pass_time(hours=21)
    assert SEEN not in await say(world, world.kenji, "/使い方"), "it is still before nine"
    await world.pass_time(hours=2)

    again = await say(world, world.kenji, "/使い方")
    assert f"{number}番を一晩おきました" in again
    assert SEEN in again
    assert SEEN not in await say(world, world.emily, "/使い方")
    await world.tap(world.kenji, "伝える", world.private)
    assert SEEN in await say(world, world.emily, "/使い方")


async def test_a_host_who_does_nothing_is_asked_again_and_one_who_is_away_leaves_it_to_the_others(world: World) -> None:
    await with_hosts(world)
    number = await opened(world, world.kenji, f"/注意 #3 {SEEN}")
    await world.say(world.kenji, world.private, "/お休み 7日")

    await world.pass_time(hours=23)

    assert f"{number}番を一晩おきました" in await say(world, world.sayuri, "/使い方")


async def test_what_is_dropped_or_told_meanwhile_is_not_asked_about(world: World) -> None:
    await with_hosts(world)
    number = await opened(world, world.kenji, f"/注意 #3 {SEEN}")
    assert "だれにも伝えていません" in joined(await world.tap(world.kenji, "やめる", world.private))

    await world.pass_time(hours=23)

    assert "一晩おきました" not in await say(world, world.kenji, "/使い方")
    shown = await say(world, world.kenji, f"/対応の記録 {number}")
    assert "取り下げ" in shown
    assert SEEN in shown, "number and history stay"
    assert "もう取り下げ" in await say(world, world.kenji, f"/対応の記録 {number} 伝える")
    assert SEEN not in await say(world, world.emily, "/使い方")


async def test_the_form_asks_for_the_two_parts_and_other_words_replace_them(world: World) -> None:
    await with_hosts(world)
    assert "見たことを書いて" in await say(world, world.kenji, "/注意 #3 2")
    await say(world, world.kenji, "はじめのことば")
    card = await say(world, world.kenji, ASKED)
    assert "注意（2）" in card
    assert "#3 Emily" in card

    await world.tap(world.kenji, "ことばを直す", world.private)
    await say(world, world.kenji, SEEN)
    draft = await say(world, world.kenji, "とばす")
    assert SEEN in draft
    assert "はじめのことば" not in draft, "it shows what would be told"
    await world.tap(world.kenji, "伝える", world.private)

    word = await say(world, world.emily, "/使い方")
    assert SEEN in word
    assert ASKED in word
    assert "はじめのことば" not in word


async def test_typed_in_the_group_it_acts_and_says_there_nothing_but_done(world: World) -> None:
    await with_hosts(world)

    said = joined(await world.say(world.kenji, world.group, f"/注意 @Emily {SEEN}", mentions=[world.emily]))

    assert "個別トーク" in said
    for word in (SEEN, "声かけ", "Emily", "#3"):
        assert word not in said
    assert "まだだれにも伝えていません" in await say(world, world.kenji, "/使い方")
    refused = joined(await world.say(world.kenji, world.group, "/注意 @さゆり だめ", mentions=[world.sayuri]))
    assert "主催者" not in refused
    assert "主催者については" in await say(world, world.kenji, "/使い方")


async def test_two_hosts_within_a_minute_get_one_case(world: World) -> None:
    await with_hosts(world)
    number = await opened(world, world.kenji, f"/注意 #3 1 {SEEN}")
    await world.pass_time(seconds=50)

    second = await say(world, world.sayuri, "/注意 #3 2 わたしも見ました")

    assert f"{number}番ができていました" in second
    assert "注意（2）" in second
    assert "わたしも見ました" in second
    again = await say(world, world.kenji, f"/注意 #3 1 {SEEN}")
    assert again.count(SEEN) == 1, "the same words sent again add nothing"
    await world.pass_time(seconds=61)
    assert await opened(world, world.sayuri, "/注意 #3 また別のこと") != number


async def test_nobody_judges_themselves_the_owner_the_bot_or_somebody_related(world: World) -> None:
    await with_hosts(world)
    assert "ご自分" in await say(world, world.kenji, f"/注意 #2 {SEEN}")
    assert "主催者については" in await say(world, world.kenji, f"/注意 #1 {SEEN}")
    await world.say(world.kenji, world.group, "/注意 @つどい だめ", mentions=[world.private])
    assert "それは、つどいです" in await say(world, world.kenji, "/使い方")
    number = await opened(world, world.kenji, f"/注意 #3 {SEEN}")
    assert "関係者として書きました" in await say(world, world.sayuri, "/関係者 #2 #3")

    for command in (f"/対応の記録 {number} 伝える", f"/注意 #3 {SEEN}", f"/取り下げ {number} いらない"):
        assert "別の世話役" in await say(world, world.kenji, command)

    assert "#2" in await say(world, world.sayuri, "/関係者 #3")
    assert "外しました" in await say(world, world.sayuri, "/関係者 #3 #2")
    assert "お預かりしました" in await say(world, world.kenji, f"/対応の記録 {number} 伝える")


async def test_a_case_about_a_host_is_asked_about_twice_and_kept_from_that_host(world: World) -> None:
    await with_hosts(world)
    number = await opened(world, world.sayuri, f"/注意 #2 {SEEN}")

    for command in ("/対応の記録", f"/対応の記録 {number}", "/対応の記録 #2", "/変更の履歴"):
        said = await say(world, world.kenji, command)
        assert SEEN not in said
        assert "声かけ" not in said
        assert "記録を始めました" not in said
    assert "記録を始めました" in await say(world, world.sayuri, "/変更の履歴")
    unknown = await say(world, world.kenji, f"/対応の記録 {number} やめる")
    assert unknown == (await say(world, world.kenji, "/対応の記録 999 やめる")).replace("999", str(number))

    assert "伝えますか" in joined(await world.tap(world.sayuri, "伝える", world.private))
    assert SEEN not in await say(world, world.kenji, "/使い方")
    await world.tap(world.sayuri, "はい、伝える", world.private)
    assert SEEN in await say(world, world.kenji, "/使い方")
    assert "見つかりません" in await say(world, world.kenji, f"/対応の記録 {number}"), "still not as a host"
    assert SEEN in await say(world, world.kenji, "/異議")


async def test_somebody_line_does_not_name_goes_by_a_name_until_merged(world: World) -> None:
    await with_hosts(world)
    card = await say(world, world.kenji, f"/注意 「花子さん」 {SEEN}")
    number = number_in(card)
    assert "「花子さん」" in card
    assert "伝える" not in world.labels(world.kenji, world.private)
    assert "どなたのことか" in await say(world, world.kenji, f"/対応の記録 {number} 伝える")

    assert "番号を書いて" in await say(world, world.kenji, f"/対応の記録 {number} まとめる 花子")
    assert "#3 Emily" in await say(world, world.kenji, f"/対応の記録 {number} まとめる #3")
    await world.tap(world.kenji, "伝える", world.private)

    assert SEEN in await say(world, world.emily, "/使い方")
    assert "もう分かっています" in await say(world, world.kenji, f"/対応の記録 {number} まとめる #3")


async def test_a_mention_without_a_user_id_makes_a_placeholder(world: World) -> None:
    await with_hosts(world)
    noboru = world.line.add_person("のぼる", consented=False)
    await world.join(noboru)

    await world.say(world.kenji, world.group, f"/注意 @のぼる {SEEN}", mentions=[noboru])

    assert "「のぼる」" in await say(world, world.kenji, "/使い方")


async def test_a_word_that_reached_nobody_does_not_count_and_the_host_hears_so(world: World) -> None:
    await with_hosts(world)
    number = await told(world, world.kenji, f"/注意 #3 3 {SEEN}")

    await world.pass_time(days=1, hours=1)
    assert "まだご本人に届いていません" in await say(world, world.kenji, "/使い方")
    await world.tap(world.kenji, "グループにひとこと", world.private)
    line = joined(await world.say(world.emily, world.group, "hi"))
    assert "のぞいてみて" in line
    assert "Emily" not in line
    await world.pass_time(days=6)

    assert "届きませんでした" in await say(world, world.kenji, "/使い方")
    shown = await say(world, world.kenji, f"/対応の記録 {number}")
    assert "数えていません" in shown
    assert "合計：0" in shown
    assert SEEN not in await say(world, world.emily, "/使い方"), "an old word does not come late"
    await world.tap(world.kenji, "もう一度伝える", world.private)
    assert SEEN in await say(world, world.emily, "/使い方")
    assert "合計：3" in await say(world, world.kenji, f"/対応の記録 {number}")


async def test_a_word_that_arrived_is_told_to_the_host_the_next_day(world: World) -> None:
    await with_hosts(world)
    number = await told(world, world.kenji, f"/注意 #3 {SEEN}")
    await say(world, world.emily, "/使い方")

    await world.pass_time(days=1, hours=1)

    assert f"{number}番が、2026/11/23にご本人に届きました" in await say(world, world.kenji, "/使い方")


async def test_at_the_limit_the_hosts_are_shown_the_facts_and_nothing_happens(world: World) -> None:
    await with_hosts(world)
    for level, text in ((2, "はじめのこと"), (1, "つぎのこと")):
        await told(world, world.kenji, f"/注意 #3 {level} {text}")
        await say(world, world.emily, "/使い方")
        await world.pass_time(days=2)

    facts = await say(world, world.sayuri, "/使い方")

    assert "合計が3になりました" in facts
    assert "自動では何も起こりません" in facts
    assert "2026/11/23" in facts
    assert "はじめのこと" not in facts
    assert "合計" not in await say(world, world.emily, "/使い方")
    await world.pass_time(days=91)
    assert "合計：0" in await say(world, world.sayuri, "/対応の記録 #3")


async def test_taking_back_leaves_a_trace_and_tells_whoever_was_told(world: World) -> None:
    await with_hosts(world)
    number = await told(world, world.kenji, f"/注意 #3 2 {SEEN}")
    await say(world, world.emily, "/使い方")
    assert "理由" in await say(world, world.sayuri, f"/取り下げ {number}")

    await say(world, world.sayuri, f"/取り下げ {number} 人違いでした")

    word = await say(world, world.emily, "/使い方")
    assert "取り下げました" in word
    assert "人違い" not in word
    shown = await say(world, world.kenji, f"/対応の記録 {number}")
    assert "人違いでした" in shown
    assert "合計：0" in shown
    assert "ありません" in await say(world, world.emily, "/異議")


async def test_a_word_still_on_its_way_is_called_off_with_its_case(world: World) -> None:
    await with_hosts(world)
    number = await told(world, world.kenji, f"/注意 #3 {SEEN}")

    await say(world, world.kenji, f"/取り下げ {number} やはりやめます")

    word = await say(world, world.emily, "/使い方")
    assert SEEN not in word
    assert "取り下げ" not in word


async def test_notes_are_for_hosts_alone(world: World) -> None:
    await with_hosts(world)
    said = await say(world, world.kenji, "/メモ #3 はなさんと呼ばれたいそうです")
    assert "メモを残しました" in said
    number_of_note = int(said.partition("番")[0])
    await say(world, world.sayuri, f"/対応の記録 {number_of_note} 追加 本人に確かめました")

    shown = await say(world, world.kenji, f"/対応の記録 {number_of_note}")
    assert "はなさんと呼ばれたい" in shown
    assert "本人に確かめました" in shown
    for command in (
        "/マイページ",
        "/異議",
        "/私の記録",
        f"/異議 {number_of_note} なぜ",
        f"/対応の記録 {number_of_note}",
    ):
        assert "はなさん" not in await say(world, world.emily, command)
    assert "世話役のかただけ" in await say(world, world.emily, "/対応の記録")


async def test_what_somebody_reads_on_their_own_page_has_reached_them_and_is_said_once(world: World) -> None:
    await with_hosts(world)
    number = await told(world, world.kenji, f"/注意 #3 2 {SEEN}")

    assert (await say(world, world.emily, "/異議")).count(SEEN) == 1

    assert SEEN not in await say(world, world.emily, "/使い方")
    assert "合計：2" in await say(world, world.kenji, f"/対応の記録 {number}")
