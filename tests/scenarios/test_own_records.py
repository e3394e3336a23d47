"""Everybody can see all that is kept about them, and have it erased; what is left leads to nobody."""

import re
from collections.abc import Sequence

import pytest
from sqlalchemy import Connection, inspect, text

from bot.simulator.world import GroupChat, Person
from tests.conftest import ENGINES
from tests.scenarios.world import World


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_kenji(world: World) -> World:
    """Bring the bot into the group, where Kenji talks, has agreed to rules, and has asked something."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.kenji, world.group, "よろしく")
    await world.say(world.sayuri, world.private, "/ルールを決める やさしく話す")
    await world.say(world.kenji, world.private, "読みました")
    await world.say(world.kenji, world.private, "世話役に聞く 次はいつですか")
    return world


async def with_second_group(world: World) -> GroupChat:
    """Let Emily own a second group, in which Kenji is."""
    second = world.line.add_group("日曜の会", [world.emily, world.kenji])
    await world.invite_bot(second)
    await world.claim(world.emily, second)
    await world.say(world.kenji, second, "はじめまして")
    return second


async def number_of_question(world: World) -> str:
    """Let the owner read the question that came in, and give its number."""
    found = re.search(r"質問(\d+)が", joined(await world.say(world.sayuri, world.private, "こんにちは")))
    assert found is not None
    return found[1]


async def rows_naming(world: World, person: Person) -> dict[str, int]:
    """Count the rows that hold a person's LINE id anywhere, by table."""

    def count(connection: Connection) -> dict[str, int]:
        found = {}
        for table in inspect(connection).get_table_names():
            rows = connection.execute(text(f'SELECT * FROM "{table}"')).all()
            found[table] = sum(person.user_id in repr(row) for row in rows)
        return {table: count for table, count in found.items() if count}

    async with world.bot.services.database.read() as session:
        return await (await session.connection()).run_sync(count)


async def test_all_records_of_somebody_are_shown_for_every_community_and_nobody_elses(world: World) -> None:
    await with_kenji(world)
    await with_second_group(world)

    told = joined(await world.say(world.kenji, world.private, "私の記録"))

    assert "土曜の会（ひみつ）" in told
    assert "日曜の会" in told
    assert "#2" in told
    assert "ルール第1版に同意" in told
    assert "この13週間の発言の数：2" in told
    assert "返事待ちの質問" in told
    assert "次はいつですか" not in told
    assert "さゆり" not in told
    assert "Emily" not in told
    assert world.kenji.user_id not in told
    assert "土曜" not in world.line.bot_messages(world.kenji)[-1].content["altText"]


async def test_a_stranger_sees_that_nothing_is_kept(world: World) -> None:
    await world.claimed()

    told = joined(await world.say(world.mio, world.private, "/mydata"))

    assert "何も残していません" in told
    assert "番号" not in told


async def test_records_are_not_shown_in_the_group(world: World) -> None:
    await with_kenji(world)

    in_group = joined(await world.say(world.kenji, world.group, "/私の記録"))

    assert "#2" not in in_group
    assert world.labels(world.kenji, world.group) == ["個別トークを開く"]


async def test_whoever_left_still_sees_the_records_but_not_the_groups_name(world: World) -> None:
    await with_kenji(world)
    await world.leave(world.kenji)

    told = joined(await world.say(world.kenji, world.private, "/mydata"))

    assert "土曜" not in told
    assert "グループにいません" in told
    assert "退会した日" in told


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_after_the_confirmation_nothing_leads_to_the_person(world: World) -> None:
    await with_kenji(world)
    await with_second_group(world)
    await world.say(world.kenji, world.private, "/away 1d")
    await world.follow(world.kenji)
    assert await rows_naming(world, world.kenji)

    asked = joined(await world.say(world.kenji, world.private, "記録を消す"))
    before = await rows_naming(world, world.kenji)
    told = joined(await world.tap(world.kenji, "はい、すべて消す", world.private))
    at_once = await rows_naming(world, world.kenji)

    assert at_once.keys() <= {"lane", "outbox_item"}, "the answer that says so, and its lane"
    assert "元に戻せません" in asked
    assert before
    assert "記録を消しました" in told
    await world.pass_time(minutes=20)
    assert await rows_naming(world, world.kenji) == {}
    assert "何も残していません" in joined(await world.say(world.kenji, world.private, "/mydata"))
    assert world.group_news() == []


async def test_whoever_writes_again_is_met_anew_and_the_hosts_answer_finds_nobody(world: World) -> None:
    await with_kenji(world)
    number = await number_of_question(world)
    await world.say(world.kenji, world.private, "記録を消す")
    await world.tap(world.kenji, "はい、すべて消す", world.private)

    refused = joined(await world.say(world.sayuri, world.private, f"/返事 {number} 土曜です"))
    await world.say(world.kenji, world.group, "また来ました")
    page = joined(await world.say(world.kenji, world.private, "マイページ"))

    assert "もう届けられません" in refused
    assert "#2" not in page
    assert "#3" in page
    assert "土曜です" not in page


async def test_words_that_waited_are_gone_and_the_log_shows_a_number_only(world: World) -> None:
    await with_kenji(world)
    await world.say(world.sayuri, world.private, "/host add #2")
    await world.line.say(world.kenji, world.private, "記録を今すぐ消す")
    await world.settle()

    told = joined(world.private_news(world.kenji))
    log = joined(await world.say(world.sayuri, world.private, "変更の履歴"))

    assert "記録を消しました" in told
    assert "世話役" not in joined(await world.say(world.kenji, world.private, "こんにちは"))
    assert "メンバーが自分の記録を消しました（#2）" in log
    assert "けんじ" not in log


async def test_the_owner_is_refused_until_handed_over_or_left(world: World) -> None:
    await with_kenji(world)

    refused = joined(await world.say(world.sayuri, world.private, "記録を消す"))
    by_word = joined(await world.say(world.sayuri, world.private, "/forgetme now"))
    await world.say(world.sayuri, world.private, "/owner #2")
    await world.tap(world.sayuri, "はい、うかがってください", world.private)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.tap(world.kenji, world.labels(world.kenji, world.private)[0], world.private)

    assert "主催者交代" in refused
    assert "つどいを外す" in by_word
    assert "記録を消しますか" in joined(await world.say(world.sayuri, world.private, "記録を消す"))


async def test_nobody_else_and_no_late_tap_erases_anything(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "記録を消す")
    data = world.button(world.kenji, "はい、すべて消す", world.private).action["data"]

    await world.line.tap(world.sayuri, data, world.private)
    await world.settle()
    await world.pass_time(hours=2)
    late = joined(await world.tap(world.kenji, "はい、すべて消す", world.private))

    assert "期限" in late
    assert "#2" in joined(await world.say(world.kenji, world.private, "マイページ"))


async def test_erasing_works_in_english_while_nobody_is_a_friend_and_taps_have_no_name(world: World) -> None:
    world.line.switch("no_user_id_on_postbacks", on=True)
    world.line.switch("nobody_is_a_friend", on=True)
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/lang en")
    await world.say(world.kenji, world.private, "/forgetme")

    told = joined(await world.tap(world.kenji, "Yes, erase everything", world.private))

    assert "I have erased your records" in told
    await world.pass_time(minutes=20)
    assert await rows_naming(world, world.kenji) == {}
