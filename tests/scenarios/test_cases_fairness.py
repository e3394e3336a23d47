"""What somebody may answer to a case about them, who decides on it, and what is left when they want to be forgotten."""

import pytest

from bot.simulator.world import Person
from storage.models import Case, CaseEntry, Report
from storage.models.reports import ReportKind, ReportState
from tests.conftest import ENGINES
from tests.scenarios.cases_stage import SEEN, joined, opened, say, told, with_hosts
from tests.scenarios.world import World

ANSWER = "前に同じ話をしたのは、頼まれたからです"


async def arrived(world: World, host: Person, command: str) -> int:
    """Let a host tell Emily something that she reads."""
    number = await told(world, host, command)
    await say(world, world.emily, "/使い方")
    return number


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_an_answer_is_decided_on_by_another_host_and_both_sides_hear_the_outcome(world: World) -> None:
    await with_hosts(world)
    number = await arrived(world, world.kenji, f"/注意 #3 2 {SEEN}")
    assert f"{number}：注意（2）" in await say(world, world.emily, "/マイページ")
    await world.tap(world.emily, "世話役から", world.private)
    await world.tap(world.emily, "返事をする", world.private)
    assert "別の世話役にお渡ししました" in await say(world, world.emily, ANSWER)

    card = await say(world, world.sayuri, "/使い方")
    assert SEEN in card
    assert ANSWER in card
    assert ANSWER not in await say(world, world.kenji, "/使い方"), "whoever opened it does not decide"
    assert "見つかりません" in await say(world, world.kenji, f"/異議の返事 {number} そのまま")
    await world.tap(world.sayuri, "取り下げる", world.private)

    assert "取り下げになり" in await say(world, world.emily, "/使い方")
    assert "取り下げになりました" in await say(world, world.kenji, "/使い方")
    shown = await say(world, world.kenji, f"/対応の記録 {number}")
    assert ANSWER in shown
    assert "合計：0" in shown
    assert "もう取り下げ" in await say(world, world.sayuri, f"/異議の返事 {number} そのまま")


async def test_there_is_one_answer_within_fourteen_days_of_the_day_it_was_read(world: World) -> None:
    await with_hosts(world)
    first = await arrived(world, world.kenji, f"/注意 #3 {SEEN}")
    await world.pass_time(days=13)
    second = await arrived(world, world.kenji, "/注意 #3 もうひとつのこと")
    assert "お渡ししました" in await say(world, world.emily, f"/異議 {first} {ANSWER}")
    assert "一度だけ" in await say(world, world.emily, f"/異議 {first} もうひとこと")
    await say(world, world.sayuri, f"/異議の返事 {first} そのまま またお話ししましょう")
    outcome = await say(world, world.emily, "/使い方")
    assert "そのままになります" in outcome
    assert "またお話ししましょう" in outcome
    assert "もう決まっています" in await say(world, world.sayuri, f"/異議の返事 {first} 取り下げる")

    await world.pass_time(days=15)

    assert "14日の期間が過ぎました" in await say(world, world.emily, f"/異議 {second} {ANSWER}")


async def test_nobody_answers_to_a_case_of_somebody_else_or_one_that_rests(world: World) -> None:
    await with_hosts(world)
    number = await arrived(world, world.kenji, f"/注意 #3 {SEEN}")
    await world.join(world.hanako)
    await world.say(world.hanako, world.group, "はじめまして")
    rests = await opened(world, world.kenji, "/注意 #3 まだ伝えないこと")

    unknown = await say(world, world.hanako, f"/異議 {number} {ANSWER}")
    assert unknown == (await say(world, world.hanako, f"/異議 999 {ANSWER}")).replace("999", str(number))
    assert "見つかりません" in await say(world, world.emily, f"/異議 {rests} {ANSWER}")
    for command in ("/異議", "/マイページ", "/私の記録"):
        assert "まだ伝えないこと" not in await say(world, world.emily, command)
        assert f"{rests}：" not in await say(world, world.emily, command)


async def test_where_nobody_decides_the_hosts_are_reminded_and_the_person_hears_that_it_takes_longer(
    world: World,
) -> None:
    await with_hosts(world)
    number = await arrived(world, world.kenji, f"/注意 #3 {SEEN}")
    await say(world, world.emily, f"/異議 {number} {ANSWER}")
    await say(world, world.sayuri, "/使い方")

    for days, is_late in ((3, False), (4, True)):
        await world.pass_time(days=days, minutes=1)
        assert ANSWER in await say(world, world.sayuri, "/使い方")
        assert ("まだ決まっていません" in await say(world, world.emily, "/使い方")) is is_late

    await say(world, world.sayuri, f"/異議の返事 {number} そのまま")
    await world.pass_time(days=14)
    assert ANSWER not in await say(world, world.sayuri, "/使い方")


async def test_a_lone_host_names_an_adviser_who_decides(world: World) -> None:
    await world.claimed()
    for person in (world.kenji, world.emily):
        await world.say(person, world.group, "こんにちは")
    number = await arrived(world, world.sayuri, f"/注意 #3 {SEEN}")
    assert "決められる世話役がほかにいない" in await say(world, world.emily, f"/異議 {number} {ANSWER}")
    assert "相談役を決めて" in await say(world, world.sayuri, "/使い方")
    assert "見つかりません" in await say(world, world.kenji, f"/異議の返事 {number} そのまま")

    assert "世話役ではない" in await say(world, world.sayuri, "/相談役 #1")
    assert "相談役は#2" in await say(world, world.sayuri, "/相談役 #2")
    asked = await say(world, world.kenji, "/使い方")
    assert "相談役のお願い" in asked
    assert ANSWER in asked, "what waits is brought at once"
    await world.pass_time(days=3, minutes=1)
    assert ANSWER in await say(world, world.kenji, "/使い方")
    await world.tap(world.kenji, "そのまま", world.private)

    assert "そのままになります" in await say(world, world.emily, "/使い方")
    assert "そのままになりました" in await say(world, world.sayuri, "/使い方")
    assert "世話役のかただけ" in await say(world, world.kenji, f"/対応の記録 {number}")


async def test_who_answers_learns_that_the_adviser_reads_it(world: World) -> None:
    await world.claimed()
    for person in (world.kenji, world.emily):
        await world.say(person, world.group, "こんにちは")
    await world.say(world.sayuri, world.private, "/相談役 #2")
    number = await arrived(world, world.sayuri, f"/注意 #3 {SEEN}")

    taken = await say(world, world.emily, f"/異議 {number} {ANSWER}")

    assert "例：" in await say(world, world.kenji, "/異議の返事")
    assert "相談役の #2" in taken
    assert "世話役ではありません" in taken


async def test_a_pause_is_asked_for_in_private_and_ends_with_a_word_to_both(world: World) -> None:
    await with_hosts(world)
    assert "1時間から30日" in await say(world, world.kenji, "/少しお休みのお願い #3 1年 昨夜の言い合い")
    number = await told(world, world.kenji, "/少しお休みのお願い #3 24時間 昨夜の言い合い")
    word = await say(world, world.emily, "/使い方")
    assert "11月24日 11:00まで" in word
    assert "これはお願いです" in word

    await world.pass_time(hours=25)

    assert "終わりました" in await say(world, world.emily, "/使い方")
    assert f"{number}番のお休みの時間が終わりました" in await say(world, world.kenji, "/使い方")
    assert all("休み" not in text for text in world.group_news())


async def test_a_pause_that_never_arrived_ends_with_a_word_to_the_host_alone(world: World) -> None:
    await with_hosts(world)
    await told(world, world.kenji, "/お休みのお願い #3 12時間 昨夜の言い合い")

    await world.pass_time(hours=13)

    assert "届かないまま" in await say(world, world.kenji, "/使い方")
    assert "休み" not in (await say(world, world.emily, "/異議"))
    assert "言い合い" not in await say(world, world.emily, "/使い方")


async def test_a_break_for_everybody_is_announced_and_ended_without_a_name(world: World) -> None:
    await with_hosts(world)
    notice = joined(await world.say(world.kenji, world.group, "/ひと休み 10分"))
    assert "みなさんへのお願い" in notice
    assert "けんじ" not in notice
    await world.pass_time(minutes=11)
    assert "ひと休みは終わり" in joined(await world.say(world.emily, world.group, "はい"))
    assert "ひと休み" not in joined(await world.say(world.emily, world.group, "もう一度"))

    await world.pass_time(minutes=2)
    assert "次にだれかが" in await say(world, world.kenji, "ひと休み")
    assert "みなさんへのお願い" in joined(await world.say(world.emily, world.group, "また"))
    assert "終わり" in joined(await world.say(world.sayuri, world.group, "/ひと休み 終わり"))
    await world.pass_time(minutes=31)
    assert "ひと休み" not in joined(await world.say(world.emily, world.group, "はい"))


async def test_a_break_that_was_never_announced_is_not_ended_either(world: World) -> None:
    await with_hosts(world)
    await world.pass_time(minutes=2)
    await say(world, world.kenji, "/ひと休み 30分")

    await world.pass_time(minutes=45)

    assert "ひと休み" not in joined(await world.say(world.emily, world.group, "こんばんは"))
    assert "世話役のかただけ" in joined(await world.say(world.emily, world.group, "/ひと休み"))


async def test_somebody_forgotten_leaves_a_number_and_is_known_again_while_a_case_counts(world: World) -> None:
    await with_hosts(world)
    number = await arrived(world, world.kenji, f"/注意 #3 2 {SEEN}")
    await say(world, world.emily, f"/異議 {number} {ANSWER}")
    await say(world, world.emily, "/記録を消す")
    done = joined(await world.tap(world.emily, "はい、すべて消す", world.private))
    assert "2027年2月21日まで" in done

    shown = await say(world, world.kenji, f"/対応の記録 {number}")
    assert "記録は消えています" in shown
    assert "Emily" not in shown
    assert ANSWER not in shown
    async with world.bot.services.database.read() as session:
        case = await session.get(Case, (1, number))
        assert case is not None
        assert (case.subject_number, case.subject_name) == (None, None)
        assert await session.get(CaseEntry, (1, number, 1)) is not None

    await world.say(world.emily, world.group, "hello again")
    assert f"{number}：注意（2）" in await say(world, world.kenji, "/対応の記録 #4")
    await world.pass_time(days=91)
    assert "ありません" in await say(world, world.kenji, "/対応の記録 #4")


async def test_every_step_works_while_nobody_is_a_friend_and_taps_have_no_name(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await with_hosts(world)
    await say(world, world.emily, "/ことば en")
    number = await told(world, world.kenji, f"/注意 #3 2 {SEEN}")

    word = await say(world, world.emily, "/help")
    assert "a warning (2 of 3)" in word
    assert SEEN in word
    await world.tap(world.emily, "Answer it", world.private)
    assert "another host" in await say(world, world.emily, ANSWER)
    await say(world, world.sayuri, "/使い方")
    await world.tap(world.sayuri, "取り下げる", world.private)
    assert "it is taken back" in await say(world, world.emily, "/help")

    second = await told(world, world.sayuri, f"/注意 #2 {SEEN}")
    await world.tap(world.sayuri, "はい、伝える", world.private)
    assert SEEN in await say(world, world.kenji, "/使い方")
    assert second != number


async def test_hosts_who_read_english_see_the_same_in_english(world: World) -> None:
    await with_hosts(world)
    await say(world, world.kenji, "/ことば en")

    card = await say(world, world.kenji, f"/warn #3 rule1 {SEEN}")
    assert "no rule 1" in card
    card = await say(world, world.kenji, f"/warn #3 2 {SEEN} Asked: Please stop")
    assert "Nobody has been told anything yet" in card
    assert world.labels(world.kenji, world.private)[:3] == ["Sleep on it", "Tell them", "Drop it"]
    await world.tap(world.kenji, "Sleep on it", world.private)
    listed = await say(world, world.kenji, "/cases")
    assert "Warning (2)" in listed
    assert "told to nobody yet" in listed
    await world.tap(world.kenji, "Tell them", world.private)
    assert world.labels(world.kenji, world.private) == ["A line in the group"]


async def test_nothing_is_written_down_before_it_is_sure_who_the_owner_is(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.say(world.emily, world.group, "hello")

    for command in (f"/注意 #2 {SEEN}", f"/メモ #2 {SEEN}", "/対応の記録", "/関係者 #1 #2"):
        assert SEEN not in await say(world, world.sayuri, command)

    async with world.bot.services.database.read() as session:
        assert await session.get(Case, (1, 1)) is None


async def test_words_taken_back_are_erased_everywhere_and_an_answer_may_then_be_given_anew(world: World) -> None:
    await with_hosts(world)
    number = await arrived(world, world.kenji, f"/注意 #3 {SEEN}")
    said = await world.line.say(world.emily, world.private, f"/異議 {number} {ANSWER}")
    await world.settle()

    await world.line.unsend(world.emily, said)
    await world.settle()

    assert ANSWER not in await say(world, world.sayuri, "/使い方"), "what had not been said yet is called off"
    assert ANSWER not in await say(world, world.sayuri, f"/対応の記録 {number}")
    assert "お渡ししました" in await say(world, world.emily, f"/異議 {number} 別のことば")
    assert "別のことば" in await say(world, world.sayuri, "/使い方")


async def test_a_case_that_follows_from_a_report_says_so_to_its_host_and_never_to_the_person(world: World) -> None:
    await with_hosts(world)
    await world.join(world.hanako)
    await world.say(world.hanako, world.group, "はじめまして")
    async with world.bot.services.database.write() as session:
        session.add(
            Report(
                community_id=1,
                number=900,
                kind=ReportKind.QUARREL,
                state=ReportState.TAKEN,
                about_number=3,
                taken_by=2,
                made_at=world.clock.now(),
            )
        )

    assert "相談から始まった記録" in await say(world, world.kenji, f"/注意 #3 {SEEN}")
    await world.tap(world.kenji, "伝える", world.private)

    word = (await say(world, world.emily, "/使い方")).partition("世話役から、あなただけへ")[2]
    assert SEEN in word
    assert "相談" not in word.replace("相談役", "")
    assert "相談から" not in await say(world, world.kenji, f"/注意 #4 {SEEN}"), "it is about somebody else"
