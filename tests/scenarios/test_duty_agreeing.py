"""Reminders, a yes, a pass with somebody standing in, swaps: among people in private, and never a word of blame."""

from datetime import timedelta

import pytest

from tests.scenarios.duty_house import NAMES, heard, joined, told, turns, with_rota
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
DAY_BEFORE = timedelta(days=4, hours=11)
"""From Monday at eleven to Friday at ten in the evening."""
UNDONE = "取りやめになりました"


async def test_a_confirmed_turn_is_nobody_elses_business(world: World) -> None:
    await with_rota(world)
    early = await told(world, world.sayuri)
    await world.pass_time(DAY_BEFORE)

    reminded = await told(world, world.sayuri)
    thanked = joined(await world.tap(world.sayuri, "引き受けます", world.private))
    await world.pass_time(hours=15)

    assert "の当番です" not in early
    assert "「司会」の当番です" in reminded
    assert "11月28日(土) 21:00" in reminded
    assert "よろしくお願いします" in thanked
    assert await heard(world) == ""
    assert "お返事はまだ" not in await told(world, world.sayuri)


async def test_an_unconfirmed_turn_is_shown_to_hosts_and_reminded_of_in_the_group_without_a_name(world: World) -> None:
    await with_rota(world, people="#2 #3")
    await world.pass_time(days=4, hours=23)

    in_group = await heard(world)
    for_host = await told(world, world.sayuri)

    assert "この回の当番の方は、個別トークを" in in_group
    assert not any(name in in_group for name in NAMES)
    assert "#2 けんじさんの番ですが、お返事はまだ" in for_host
    assert "お返事はまだ" not in await told(world, world.kenji)


@pytest.mark.parametrize("whom", ["@けんじ", "#2"])
async def test_a_pass_to_somebody_changes_nothing_and_offers_a_swap(world: World, whom: str) -> None:
    await with_rota(world)
    mentions = [world.kenji] if whom == "@けんじ" else []

    answered = joined(await world.say(world.sayuri, world.group, f"/パス {whom}", mentions=mentions))
    before = await turns(world)
    await world.tap(world.sayuri, "交代をお願いする", world.group)

    assert "まだ何も変えていません" in answered
    assert before[0] == "さゆり"
    assert "どなたに交代をお願い" in await told(world, world.sayuri)


async def test_a_pass_that_names_oneself_is_a_pass(world: World) -> None:
    await with_rota(world)

    assert "ご安心ください" in await told(world, world.sayuri, "/パス #1")


async def test_a_pass_finds_somebody_else_and_sets_the_first_at_ease(world: World) -> None:
    await with_rota(world)

    passed = joined(await world.say(world.sayuri, world.group, "/パス"))
    asked = await told(world, world.kenji)
    open_turn = await turns(world)
    thanked = joined(await world.tap(world.kenji, "引き受けます", world.private))
    at_ease = await told(world, world.sayuri)
    after = await turns(world)

    assert passed == "承知しました。"
    assert "代わっていただけますか" in asked
    assert "さゆり" not in asked, "who passed is nobody's business"
    assert open_turn[0] == "-"
    assert "11月28日(土) 21:00" in thanked
    assert "代わりの方が見つかりました" in at_ease
    assert "けんじ" not in at_ease
    assert after[0] == "けんじ"
    assert "さゆり" in after[1:3], "a turn that was passed is neither lost nor owed"


async def test_whoever_does_not_answer_or_says_no_is_passed_over_until_the_hosts_are_told(world: World) -> None:
    await with_rota(world, people="#1 #2 #3")
    await world.say(world.sayuri, world.private, "パス")
    await world.pass_time(hours=25)

    late = await told(world, world.kenji)
    asked = await told(world, world.emily)
    declined = joined(await world.tap(world.emily, "今回はパスします", world.private))
    hosts = await told(world, world.sayuri)
    still = joined(await world.tap(world.kenji, "引き受けます", world.private))

    assert "代わっていただけますか" in late
    assert "代わっていただけますか" in asked
    assert "お返事ありがとうございます" in declined
    assert "引き受けられる方が見つかりません" in hosts
    assert "よろしくお願いします" in still, "late, but nobody else has said yes"
    assert (await turns(world))[0] == "けんじ"
    assert "もう決まりました" in joined(await world.tap(world.emily, "引き受けます", world.private))


async def test_a_search_that_is_over_is_not_spoken_of_any_more(world: World) -> None:
    await with_rota(world, people="#1 #2 #3")
    await world.say(world.sayuri, world.private, "パス")
    await world.pass_time(days=4)
    await told(world, world.kenji)

    await world.tap(world.kenji, "引き受けます", world.private)

    assert "代わっていただけますか" not in await told(world, world.emily)
    hosts = await told(world, world.sayuri)
    assert "代わりの方が見つかりました" in hosts
    assert "引き受けられる方が見つかりません" not in hosts


async def test_the_hosts_read_once_that_nobody_was_found(world: World) -> None:
    await with_rota(world, people="#1 #2 #3")
    await world.say(world.sayuri, world.private, "パス")

    await world.pass_time(days=5)

    assert (await told(world, world.sayuri)).count("引き受けられる方が見つかりません") == 1


async def test_a_swap_is_asked_for_agreed_to_and_counts_for_both(world: World) -> None:
    await with_rota(world)

    offered = await told(world, world.sayuri, "交代")
    await world.tap(world.sayuri, "#3 Emily", world.private)
    before = await turns(world)
    asked = await told(world, world.emily)
    await world.tap(world.emily, "引き受けます", world.private)
    agreed = await told(world, world.sayuri)
    after = await turns(world)
    await world.pass_time(days=20)

    assert "12月5日(土) 21:00\u3000#2 けんじ" in offered
    assert before == [*NAMES, *NAMES], "nothing changes before the answer"
    assert "#1 さゆりさんから、11月28日(土) 21:00" in asked
    assert "あなたの12月12日(土) 21:00" in asked
    assert "交代が決まりました" in agreed
    assert after == ["Emily", "けんじ", "さゆり", *NAMES]
    assert "3回" not in await told(world, world.sayuri, "/私の記録")
    assert (await turns(world))[:3] == list(NAMES), "nobody owes anybody anything afterwards"


async def test_all_who_are_offered_for_a_swap_are_called_by_name(world: World) -> None:
    await world.claimed()
    newcomers = [world.line.add_person(f"花{letter}") for letter in "あいうえお"]
    await world.join(*newcomers)
    for person in (world.kenji, world.emily, *newcomers):
        await world.say(person, world.group, "こんにちは")
    await world.pass_time(days=15)
    await world.say(world.sayuri, world.private, "/当番を決める 司会 毎週土曜 21:00 2時間")
    await world.say(world.sayuri, world.private, "/当番に加える 全員")

    offered = await told(world, world.sayuri, "交代")

    assert "#2 花あ" in offered
    assert "#7 けんじ" in offered


async def test_a_declined_swap_leaves_the_turn_where_it_was(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/交代 #3")
    await told(world, world.emily)

    declined = joined(await world.tap(world.emily, "今回はパスします", world.private))

    assert "そのままにしておきます" in declined
    assert "今回はご都合が合いませんでした" in await told(world, world.sayuri)
    assert await turns(world) == [*NAMES, *NAMES]


async def test_a_swap_that_can_no_longer_be_kept_is_taken_back_on_both_sides(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/交代 #3")
    await told(world, world.emily)
    await world.tap(world.emily, "引き受けます", world.private)

    await told(world, world.sayuri)
    resting = joined(await world.say(world.emily, world.private, "/お休み"))

    assert await turns(world) == ["さゆり", "けんじ", "さゆり", "けんじ", "さゆり", "けんじ"]
    heard = await told(world, world.sayuri)
    assert heard.count(UNDONE) == 1
    assert "Emily" not in heard, "why it cannot be kept stays with whoever it was"
    assert UNDONE not in resting + await told(world, world.emily) + await told(world, world.sayuri)


async def test_a_turn_given_back_after_a_swap_is_told_to_the_other_who_is_not_reminded_of_theirs(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/交代 #3")
    await told(world, world.emily)
    await world.tap(world.emily, "引き受けます", world.private)
    await told(world, world.sayuri)
    await world.pass_time(DAY_BEFORE)

    assert UNDONE not in await told(world, world.sayuri, "/当番を抜ける")

    heard_by_emily = await told(world, world.emily)
    assert heard_by_emily.count(UNDONE) == 1
    assert "「司会」の当番です" not in heard_by_emily, "the turn is not hers any more, so nobody reminds her of it"


async def test_a_swap_is_not_foreseen_any_more_once_the_second_turn_cannot_be_kept(world: World) -> None:
    await with_rota(world)
    await world.say(world.sayuri, world.private, "/交代 #3")
    await told(world, world.emily)
    await world.tap(world.emily, "引き受けます", world.private)

    await world.say(world.sayuri, world.private, "/お休み")

    assert (await turns(world))[:3] == ["Emily", "けんじ", "Emily"]


async def test_only_somebody_whose_turn_it_is_can_pass_or_swap(world: World) -> None:
    await with_rota(world, people="#1 #2")

    for typed in ("パス", "交代", "/パス 司会"):
        said = await told(world, world.emily, typed)
        assert "あなたの番ではありません。しばらく" in said
        assert "/お休み 2週間" in said
    assert "お待ちしているものはありません" in await told(world, world.kenji, "引き受けます")
    strangers = {joined(await world.say(world.sayuri, world.private, f"/交代 {who}")) for who in ("#3", "#77")}
    assert len(strangers) == 1, "the same words for a member and for nobody"
    assert (await turns(world))[0] == "さゆり"


async def test_somebody_on_duty_now_is_sent_to_the_hosts(world: World) -> None:
    await with_rota(world)
    await world.pass_time(days=5, hours=10, minutes=30)

    assert "/世話役に聞く" in await told(world, world.sayuri, "パス")


async def test_the_hosts_may_give_a_turn_to_somebody_by_name(world: World) -> None:
    await with_rota(world)
    await world.pass_time(DAY_BEFORE)

    assigned = await told(world, world.sayuri, "/当番を頼む 司会 #3")
    changed = await told(world, world.sayuri)
    await world.say(world.kenji, world.private, "/お休み")
    resting = await told(world, world.sayuri, "/当番を頼む 司会 #2")

    assert "#3 Emilyさんにお願いします" in assigned
    assert "順番が変わりました" in assigned + changed
    assert "「司会」の当番です" in await told(world, world.emily)
    assert (await turns(world))[0] == "Emily"
    assert "お休み中か、いまここにいらっしゃいません" in resting
    assert "世話役からお願いしました" in await told(world, world.emily, "どうして")


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_taps_without_a_name_are_said_in_words_and_nobody_has_to_be_a_friend(world: World, language: str) -> None:
    await with_rota(world)
    for person in (world.sayuri, world.kenji):
        await world.say(person, world.private, f"/lang {language}")
    yes = "引き受けます" if language == "ja" else "I take it"
    spoken = "/引き受けます" if language == "ja" else "/duty ok"
    await world.say(world.sayuri, world.private, "/パス" if language == "ja" else "/skip")
    await told(world, world.kenji)

    tapped = await world.tap(world.kenji, yes, world.private)
    if world.labels(world.kenji, world.private) == [spoken]:
        tapped = await world.tap(world.kenji, spoken, world.private)

    assert ("よろしくお願いします" if language == "ja" else "Thank you!") in joined(tapped)


@pytest.mark.parametrize("words", ["/パス", "/パス 司会", "/交代"])
async def test_a_turn_that_is_only_foreseen_is_told_apart_from_none(world: World, words: str) -> None:
    await with_rota(world, people="#1 #2")

    in_private = await told(world, world.kenji, words)
    in_group = joined(await world.say(world.kenji, world.group, words))
    of_another = await told(world, world.emily, words)

    assert "12月5日(土) 21:00の「司会」は、いまのところあなたの番になる見込みです" in in_private
    assert "番ではありません" in in_group
    assert "12月5日" not in in_group
    assert "番ではありません" in of_another
    assert await turns(world) == ["さゆり", "けんじ"] * 3
