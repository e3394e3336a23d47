"""Forms in the private chat: pauses, restarts, words in between, and whoever no longer belongs."""

import pytest
from sqlmodel import select

from storage.models import OpenForm
from tests.conftest import ENGINES
from tests.scenarios.world import World

ASKS_NAME = "お呼びしましょうか"
ASKS_AREA = "お住まいはどのあたり"


def joined(texts: list[str]) -> str:
    return "\n".join(texts)


async def in_the_middle(world: World) -> World:
    """Let Kenji, a member, answer the first question of an introduction."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.kenji, world.private, "自己紹介")
    await world.say(world.kenji, world.private, "けんちゃん")
    return world


async def is_open(world: World) -> bool:
    async with world.bot.services.database.read() as session:
        return (await session.scalars(select(OpenForm))).first() is not None


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_form_survives_a_restart_and_a_days_pause(world: World) -> None:
    await in_the_middle(world)

    await world.restart()
    await world.pass_time(hours=24)

    assert "好きなこと" in joined(await world.say(world.kenji, world.private, "関東"))


async def test_after_two_days_nothing_of_it_is_left(world: World) -> None:
    await in_the_middle(world)

    await world.pass_time(hours=49)

    async with world.bot.services.database.read() as session:
        assert (await session.scalars(select(OpenForm))).one().state == b""
    assert ASKS_AREA not in joined(await world.say(world.kenji, world.private, "関東"))
    assert not await is_open(world)
    assert ASKS_NAME in joined(await world.say(world.kenji, world.private, "自己紹介"))


@pytest.mark.parametrize("words", ["関東", "つづける", "もどる"])
async def test_whoever_comes_back_too_late_is_told_so_once_and_can_begin_again(world: World, words: str) -> None:
    await in_the_middle(world)
    await world.pass_time(days=3)

    assert "質問に答えはじめたこと" in joined(await world.say(world.kenji, world.private, "/私の記録"))
    late = joined(await world.say(world.kenji, world.private, words))
    assert "おかえりなさい" in late
    assert "答えは消しました" in late
    assert world.labels(world.kenji, world.private) == ["/自己紹介"]
    assert await world.say(world.kenji, world.private, "関東") == [], "once"
    assert "質問に答えはじめたこと" not in joined(await world.say(world.kenji, world.private, "/私の記録"))
    assert ASKS_NAME in joined(await world.tap(world.kenji, "/自己紹介", world.private))


async def test_a_command_works_as_ever_after_a_form_has_run_out(world: World) -> None:
    await in_the_middle(world)
    await world.pass_time(hours=49)

    for command in ("困ったとき", "世話役に聞く 集まりはいつですか", "/ask When do we meet?"):
        said = joined(await world.say(world.kenji, world.private, command))
        assert said
        assert "おかえりなさい" not in said
        assert "続きは「つづける」" not in said
    assert "お呼びしましょうか" in joined(await world.say(world.kenji, world.private, "自己紹介"))
    assert ASKS_AREA in joined(await world.say(world.kenji, world.private, "けんちゃん"))


async def test_a_report_left_for_too_long_says_so_to_a_sticker_too_in_the_persons_language(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "hello")
    await world.say(world.emily, world.private, "/lang en")
    await world.say(world.emily, world.private, "/report")
    await world.say(world.emily, world.private, "Something else")
    await world.pass_time(days=8)
    await world.line.send_sticker(world.emily, world.private)
    await world.settle()

    assert "after two days I erased your answers" in joined(world.private_news(world.emily))
    assert world.labels(world.emily, world.private) == ["/report"]
    await world.say(world.emily, world.private, "/report")
    await world.say(world.emily, world.private, "Something else")
    await world.pass_time(days=10)
    assert await world.say(world.emily, world.private, "hello?") == [], "a week later nobody remembers"


async def test_each_answer_gives_two_more_days(world: World) -> None:
    await in_the_middle(world)
    await world.pass_time(hours=40)
    await world.say(world.kenji, world.private, "関東")
    await world.pass_time(hours=40)

    assert "ひとこと" in joined(await world.say(world.kenji, world.private, "山歩き"))


async def test_giving_up_keeps_nothing(world: World) -> None:
    await in_the_middle(world)

    said = joined(await world.tap(world.kenji, "やめる", world.private))

    assert "残していません" in said
    assert not await is_open(world)
    assert await world.say(world.kenji, world.private, "関東") == [], "talk is talk again"


async def test_a_sticker_a_picture_or_a_very_long_answer_is_answered_kindly_and_asked_again(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.kenji, world.private, "自己紹介")

    await world.line.send_sticker(world.kenji, world.private)
    await world.settle()
    sticker = joined(world.private_news(world.kenji))
    await world.line.send_image(world.kenji, world.private)
    await world.settle()
    picture = joined(world.private_news(world.kenji))
    long = joined(await world.say(world.kenji, world.private, "あ" * 5_000))

    for said in (sticker, picture, long):
        assert "ありがとうございます" in said
        assert ASKS_NAME in said
    assert "5000" in long
    assert "40" in long
    assert ASKS_AREA in joined(await world.say(world.kenji, world.private, "けんちゃん"))


async def test_a_command_in_the_middle_works_and_the_form_waits(world: World) -> None:
    await in_the_middle(world)

    for command in ("/困ったとき", "困ったとき", "/ask ルールはありますか"):
        said = await world.say(world.kenji, world.private, command)
        assert ASKS_AREA not in joined(said)
        assert "続きは「つづける」" in said[-1]
        assert world.labels(world.kenji, world.private) == ["つづける", "やめる"]

    assert ASKS_AREA in joined(await world.tap(world.kenji, "つづける", world.private))
    assert "好きなこと" in joined(await world.say(world.kenji, world.private, "関東"))


async def test_a_sentence_that_begins_like_a_command_is_an_answer(world: World) -> None:
    await in_the_middle(world)

    said = joined(await world.say(world.kenji, world.private, "ルール を守って歩くこと"))

    assert "この中から選んでください" in said
    await world.say(world.kenji, world.private, "関東")
    assert "ひとこと" in joined(await world.say(world.kenji, world.private, "ルール を守って歩くこと"))


async def test_a_word_of_a_command_that_steers_the_form_belongs_to_the_form(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "hello")
    await world.say(world.emily, world.private, "/lang en")
    await world.say(world.emily, world.private, "intro")
    await world.say(world.emily, world.private, "Em")

    assert "What shall we call you?" in joined(await world.say(world.emily, world.private, "back"))


async def test_a_mistyped_command_is_no_answer(world: World) -> None:
    await in_the_middle(world)
    await world.say(world.kenji, world.private, "関東")

    said = joined(await world.say(world.kenji, world.private, "/ぎぶあっぷ"))

    assert "「/ぎぶあっぷ」" in said
    assert "好きなこと" in said


async def test_a_second_form_waits_until_the_first_is_finished_or_given_up(world: World) -> None:
    await in_the_middle(world)

    said = joined(await world.say(world.kenji, world.private, "困っています"))
    assert "途中の質問があります" in said
    await world.tap(world.kenji, "やめる", world.private)

    assert "どんなことですか" in joined(await world.say(world.kenji, world.private, "困っています"))
    assert ASKS_NAME in joined(await world.say(world.kenji, world.private, "自己紹介")), (
        "nothing was said yet, so nothing is lost"
    )


async def test_asking_for_the_same_form_goes_on_with_it(world: World) -> None:
    await in_the_middle(world)

    assert ASKS_AREA in joined(await world.say(world.kenji, world.private, "自己紹介"))


async def test_whoever_has_left_gets_no_further_and_what_they_wrote_is_erased(world: World) -> None:
    await in_the_middle(world)
    await world.leave(world.kenji)

    said = joined(await world.say(world.kenji, world.private, "関東"))

    assert "答えは消しました" in said
    assert "土曜" not in said
    assert not await is_open(world)


async def test_a_form_stays_with_the_group_it_was_begun_for(world: World) -> None:
    await in_the_middle(world)
    other = world.line.add_group("日曜の会", [world.sayuri, world.kenji])
    await world.invite_bot(other)
    await world.claim(world.sayuri, other)
    await world.say(world.kenji, other, "こんにちは")
    world.skip_news()

    assert "好きなこと" in joined(await world.say(world.kenji, world.private, "関東"))
    await world.say(world.kenji, world.private, "とばす")
    await world.say(world.kenji, world.private, "とばす")
    await world.say(world.kenji, world.private, "つどいに投稿してもらう")

    assert "けんちゃんです" in joined(await world.say(world.emily, world.group, "hello"))


async def test_a_host_who_is_none_any_more_cannot_finish_a_hosts_form(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "よろしくお願いします")
    await world.say(world.sayuri, world.private, "世話役 追加 #2")
    await world.say(world.kenji, world.private, "自己紹介の質問")
    await world.say(world.kenji, world.private, "1")
    await world.say(world.sayuri, world.private, "世話役 解除 #2")

    said = joined(await world.say(world.kenji, world.private, "これで全部"))

    assert "答えは消しました" in said
    assert "呼び名" not in said


async def test_a_message_taken_back_takes_its_answer_with_it(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.kenji, world.private, "自己紹介")
    told = await world.line.say(world.kenji, world.private, "本名です")
    await world.settle()
    await world.line.unsend(world.kenji, told)
    await world.settle()

    again = joined(await world.say(world.kenji, world.private, "関東"))
    assert "送信取消" in again
    assert ASKS_NAME in again
    for answer in ("けんちゃん", "関東", "とばす", "とばす"):
        preview = joined(await world.say(world.kenji, world.private, answer))

    assert "けんちゃんです" in preview
    assert "本名です" not in preview


async def test_a_person_who_blocks_the_bot_in_the_middle_goes_on_after_coming_back(world: World) -> None:
    await in_the_middle(world)
    await world.follow(world.kenji)
    await world.line.block(world.kenji)
    await world.settle()
    await world.follow(world.kenji)

    assert "好きなこと" in joined(await world.say(world.kenji, world.private, "関東"))
