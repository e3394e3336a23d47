"""A confidential word to the hosts: who learns of it, who never does, and how its reporter hears the outcome."""

import pytest
from sqlmodel import select

from storage.models import Report, ReportPart, ReportVoice
from tests.conftest import ENGINES
from tests.scenarios.reporting import KENJI, NOBODY, SKIP, WORDS, joined, number_of_newest, read, report, with_people
from tests.scenarios.world import World


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_report_reaches_the_hosts_and_its_outcome_the_reporter(world: World) -> None:
    await with_people(world)

    preview = await report(world, world.emily, "勧誘された", WORDS, NOBODY, "いいえ", SKIP, "いいえ")
    assert "読む人：世話役" in preview
    receipt = joined(await world.tap(world.emily, "はい", world.private))
    number = await number_of_newest(world)
    assert f"{number}番として受け付けました" in receipt

    notice = joined(await world.say(world.sayuri, world.private, "/使い方"))
    assert f"/相談箱 {number}" in notice
    assert WORDS not in notice
    assert f"{number}：勧誘された" in await read(world, world.kenji)
    shown = await read(world, world.kenji, number)
    assert f"┃ {WORDS}" in shown
    assert "名前は伏せて" in shown
    assert "Emily" not in shown
    assert "#3" not in shown

    await world.tap(world.kenji, "受け持つ", world.private)
    assert "#2さんが受け持ち" in await read(world, world.sayuri)
    closed = joined(await world.say(world.kenji, world.private, f"/終える {number} ご本人とお話ししました"))
    assert "本人に伝えます" in closed

    told = joined(await world.say(world.emily, world.private, "/使い方"))
    assert f"{number}番の相談は、世話役のひとりが受け持ちました" in told
    assert "┃ ご本人とお話ししました" in told
    assert "けんじ" not in told
    assert "待っている相談はありません" in await read(world, world.sayuri)
    assert world.group_news() == []


async def test_typed_in_the_group_it_says_nothing_but_the_way_into_private(world: World) -> None:
    await with_people(world)

    said = joined(await world.say(world.emily, world.group, f"/困っています {WORDS}"))

    assert WORDS not in said
    assert "困" not in said
    assert world.labels(world.emily, world.group) == ["個別トークを開く"]
    assert "moderation.report_trouble" not in await world.outcomes()
    assert "相談" not in joined(await world.say(world.sayuri, world.private, "/使い方"))
    opened = await world.line.tap(world.emily, world.button(world.emily, "個別トークを開く", world.group), world.group)
    assert opened.link is not None
    assert "どんなことですか" in joined(await world.say(world.emily, world.private, opened.link.prefilled))


async def test_the_name_goes_along_only_where_the_reporter_says_so(world: World) -> None:
    await with_people(world)
    await report(world, world.emily, "6", WORDS, NOBODY, "いいえ", SKIP, "はい", "はい")

    number = await number_of_newest(world)
    await world.say(world.sayuri, world.private, "相談箱")
    shown = joined(await world.tap(world.sayuri, f"{number}番を読む", world.private))

    assert "#3 Emilyさんから" in shown


async def test_a_host_never_learns_of_a_report_about_them(world: World) -> None:
    await with_people(world)
    preview = await report(world, world.emily, "その他", WORDS, "#2 けんじ", SKIP, "いいえ")
    assert "#2さん以外の世話役" in preview
    await world.say(world.emily, world.private, "はい")
    number = await number_of_newest(world)

    for said in (
        joined(await world.say(world.kenji, world.private, "/使い方")),
        await read(world, world.kenji),
        joined(await world.say(world.kenji, world.private, "/log")),
    ):
        assert f"{number}" not in said
    unknown = await read(world, world.kenji, number)
    assert unknown == (await read(world, world.kenji, 999)).replace("999", str(number))
    for command in (f"/受け持つ {number}", f"/終える {number} なし"):
        assert "見つかりませんでした" in joined(await world.say(world.kenji, world.private, command))

    assert WORDS in await read(world, world.sayuri, number)
    await world.say(world.sayuri, world.private, f"/受け持つ {number}")
    await world.say(world.sayuri, world.private, f"/終える {number} お話ししました")
    assert str(number) not in joined(await world.say(world.kenji, world.private, "/log"))
    assert f"相談を読みました（{number}）" in joined(await world.say(world.sayuri, world.private, "/log"))


async def test_where_no_host_is_named_the_owner_alone_reads_it(world: World) -> None:
    await with_people(world)
    preview = await report(world, world.emily, "その他", WORDS, NOBODY, "はい", "言いたくない", SKIP, "いいえ")
    assert "読む人：主催者だけ" in preview
    await world.say(world.emily, world.private, "はい")
    number = await number_of_newest(world)

    assert "見つかりませんでした" in await read(world, world.kenji, number)
    assert WORDS in await read(world, world.sayuri, number)


async def test_where_nobody_else_could_read_it_that_is_said_before_anything_is_sent(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "hello")

    asked = await report(world, world.emily, "その他", WORDS, NOBODY)
    assert "世話役の#1 さゆりさんのことですか" in asked
    assert "ほかに読める人がいない" in asked
    said = joined(await world.tap(world.emily, "はい", world.private))

    assert "その人のほかに、ここで読める人がいません" in said
    assert "世話役の#1 さゆりさんのことですか" in said, "the same question again, and not which one"
    helped = joined(await world.tap(world.emily, "困ったとき", world.private))
    assert "0120" in helped
    assert WORDS not in joined(await world.say(world.sayuri, world.private, "/相談箱"))


async def test_where_no_name_would_leave_no_reader_one_of_the_hosts_has_to_be_named(world: World) -> None:
    await with_people(world)
    await world.say(world.sayuri, world.private, "世話役 追加 #3")

    asked = await report(world, world.sayuri, "その他", WORDS, NOBODY, "はい")

    assert "どの世話役ですか" in asked
    assert "言いたくな" not in asked, "only the owner would read that, who is asking"
    for answer in (KENJI, SKIP, "いいえ"):
        preview = joined(await world.say(world.sayuri, world.private, answer))
    assert "読む人：#2さん以外の世話役" in preview


async def test_thinking_better_of_it_leaves_nothing(world: World) -> None:
    await with_people(world)

    said = await report(world, world.emily, "その他", WORDS, NOBODY, "いいえ", SKIP, "いいえ", "いいえ")

    assert "何も残していません" in said
    async with world.bot.services.database.read() as session:
        assert (await session.scalars(select(Report))).all() == []
    assert "相談" not in joined(await world.say(world.sayuri, world.private, "/使い方")).replace("相談箱", "")


async def test_words_lie_sealed_and_are_erased_thirty_days_after_the_closing(world: World) -> None:
    await with_people(world)
    await report(world, world.emily, "その他", WORDS, NOBODY, "いいえ", SKIP, "いいえ", "はい")
    number = await number_of_newest(world)
    await world.say(world.sayuri, world.private, f"/終える {number} お話ししました")

    await world.pass_time(days=29)
    assert WORDS in await read(world, world.sayuri, number)
    await world.pass_time(days=2)

    shown = await read(world, world.sayuri, number)
    assert WORDS not in shown
    assert "消してあります" in shown
    async with world.bot.services.database.read() as session:
        kept = (await session.scalars(select(Report))).one()
        voice = (await session.scalars(select(ReportVoice))).one()
        parts = (await session.scalars(select(ReportPart))).all()
    assert (kept.outcome, voice.reporter_number, [part.body for part in parts]) == (None, None, [None])


async def test_a_member_sees_no_queue(world: World) -> None:
    await with_people(world)
    await report(world, world.emily, "その他", WORDS, NOBODY, "いいえ", SKIP, "いいえ", "はい")

    for command in ("/相談箱", "/受け持つ 1", "/終える 1 なし"):
        assert "世話役のかただけ" in joined(await world.say(world.emily, world.private, command))


async def test_nothing_is_read_before_it_is_sure_who_the_owner_is(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.say(world.emily, world.group, "hello")
    await report(world, world.emily, "その他", WORDS, NOBODY, "いいえ", SKIP, "いいえ", "はい")
    number = await number_of_newest(world)

    assert WORDS not in await read(world, world.sayuri, number)
    await world.pass_time(hours=25)
    assert WORDS in await read(world, world.sayuri, number)


async def test_what_hosts_type_wrongly_is_answered_with_what_was_expected(world: World) -> None:
    await with_people(world)
    await report(world, world.emily, "その他", WORDS, NOBODY, "いいえ", SKIP, "いいえ", "はい")
    number = await number_of_newest(world)

    assert "例：" in joined(await world.say(world.sayuri, world.private, "/終える"))
    assert "整数" in joined(await world.say(world.sayuri, world.private, "/受け持つ これ"))
    assert "例：" in joined(await world.say(world.sayuri, world.private, "/受け持つ"))
    await world.say(world.sayuri, world.private, f"/受け持つ {number}")
    assert "もう受け持って" in joined(await world.say(world.sayuri, world.private, f"/受け持つ {number}"))
    await world.say(world.sayuri, world.private, f"/終える {number} おわり")
    assert "もう終わって" in joined(await world.say(world.sayuri, world.private, f"/終える {number} また"))


async def test_every_step_works_while_nobody_is_a_friend_and_taps_have_no_name(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await with_people(world)
    await world.say(world.emily, world.private, "/ことば en")
    await world.say(world.emily, world.private, "/report")
    await world.tap(world.emily, "A quarrel", world.private)
    await world.say(world.emily, world.private, "They shout at each other")
    for label in ("Somebody else", "No", "Skip", "No", "Yes"):
        said = joined(await world.tap(world.emily, label, world.private))
    number = await number_of_newest(world)
    assert f"as number {number}" in said

    await read(world, world.sayuri, number)
    await world.tap(world.sayuri, "受け持つ", world.private)
    assert "one of the hosts looks after it" in joined(await world.say(world.emily, world.private, "/help"))
