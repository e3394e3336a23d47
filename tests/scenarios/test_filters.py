"""Filters count while they only watch; switched on they tell hosts and author in private, and never the group."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from bot.simulator import Person
from storage.models.members import Role
from tests.conftest import ENGINES
from tests.scenarios.front_door import copy_of, knock, member, messages_counted, unheard, written
from tests.scenarios.world import World

SALE = "今だけ限定の副業セミナーを無料でご案内しています。くわしくは私まで"
INVITATION = "こっちへどうぞ https://line.me/R/ti/g/AbCdEf"


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_filters(world: World, *typed: str) -> World:
    """Bring the bot into the group; Kenji and Emily are members whom it knows, and Sayuri has set the filters."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    await world.say(world.emily, world.group, "hello")
    for words in typed:
        await world.say(world.sayuri, world.private, words)
    world.skip_news()
    return world


async def told(world: World, person: Person) -> str:
    """Give what waits for a person in private, by letting them say something there."""
    return joined(await world.say(person, world.private, "こんにちは"))


async def noticed(world: World) -> str:
    """Give the lines of the filters with their counts."""
    return joined(await world.say(world.sayuri, world.private, "/見守り"))


@contextmanager
def statements_of(world: World) -> Iterator[list[str]]:
    """Gather the statements that the bot sends to its database."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        sent.append(statement)

    engine = world.bot.services.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_at_first_everything_is_counted_and_nobody_is_told(world: World) -> None:
    await with_filters(world, "/NGワード 追加 おばかさん")
    await world.say(world.kenji, world.group, "この、オバカ★さん！")
    await world.say(world.kenji, world.group, INVITATION)

    counts = await noticed(world)

    assert "NGワード：様子見（今週1件・先週0件）" in counts
    assert "リンク：様子見（今週1件・先週0件）" in counts
    assert "連投：様子見（今週0件" in counts
    assert world.group_news() == []
    assert "書き込み" not in await told(world, world.kenji)
    assert "判断の理由" not in await told(world, world.sayuri)


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_switched_on_the_hosts_and_the_author_are_told_in_private_alone(world: World) -> None:
    await with_filters(world, "/NGワード 追加 おばかさん", "/見守り 使う")
    await world.say(world.kenji, world.group, "このオバカさんめ")

    to_hosts = await told(world, world.sayuri)
    to_author = await told(world, world.kenji)
    why = joined(await world.tap(world.sayuri, "判断の理由", world.private))

    assert "「NGワード」の見守りが、#2さんの書き込みに気づきました" in to_hosts
    assert "けんじ" not in to_hosts
    assert "「おばかさん」" in to_author
    assert "グループには何も出していません" in to_author
    assert "土曜の会" not in to_author
    assert "#2 けんじさんの書き込み" in why
    assert "おばかさん" in why
    assert "伝えました" in why
    assert "め" not in why.replace("ため", "")
    assert world.group_news() == []
    assert "見守り" not in await told(world, world.emily)


async def test_what_belongs_to_one_burst_is_told_once_whichever_filter_noticed_it(world: World) -> None:
    await with_filters(world, "/NGワード 追加 おばかさん", "/見守り 使う")
    async with world.line.one_request():
        for _message in range(9):
            await world.line.say(world.kenji, world.group, f"おばかさん {INVITATION}")
    await world.settle()

    first = await told(world, world.sayuri)
    to_author = await told(world, world.kenji)
    await world.pass_time(minutes=11)
    await world.say(world.kenji, world.group, "おばかさん")
    again = await told(world, world.sayuri)

    assert first.count("気づきました") == 1
    assert to_author.count("責めているのではありません") == 1
    assert again.count("気づきました") == 1
    counts = await noticed(world)
    assert "NGワード：使う（今週10件" in counts
    assert "リンク：使う（今週9件" in counts
    assert "連投：使う（今週1件" in counts


async def test_helpers_and_hosts_are_left_out(world: World) -> None:
    await with_filters(world, "/NGワード 追加 おばかさん", "/見守り 使う", "/お手伝い #2")
    helper = await member(world, world.kenji)
    assert helper is not None
    if helper.role is not Role.HELPER:
        await world.say(world.sayuri, world.private, "/host add #2")
    for person in (world.sayuri, world.kenji):
        await world.say(person, world.group, f"おばかさん {INVITATION}")

    assert "NGワード：使う（今週0件" in await noticed(world)


async def test_an_edited_message_is_judged_again_and_counts_as_no_sign_of_life(world: World) -> None:
    await with_filters(world, "/NGワード 追加 おばかさん", "/見守り 使う")
    said = await world.line.say(world.kenji, world.group, "やさしいことば")
    await world.settle()
    before = await messages_counted(world, world.kenji)
    for edited in ("おばかさん", "やっぱりおばかさん", "/rules"):
        await world.pass_time(seconds=5)
        await world.line.edit(world.kenji, said, edited)
        await world.settle()

    assert "NGワード：使う（今週1件" in await noticed(world)
    assert "「おばかさん」ということばを控える" in await told(world, world.kenji)
    assert await messages_counted(world, world.kenji) == before
    assert world.group_news() == []


async def test_an_edit_that_comes_before_its_message_or_after_its_take_back_is_judged_rightly(world: World) -> None:
    await with_filters(world, "/NGワード 追加 おばかさん", "/見守り 使う")
    message = await unheard(world, world.line.say(world.kenji, world.group, "おばかさん"))
    edit = await unheard(world, world.line.edit(world.kenji, message["message"]["id"], "やさしいことば"))
    await knock(world, edit)
    await world.settle()
    await knock(world, message)
    await world.settle()
    said = await world.line.say(world.emily, world.group, "やさしいことば")
    await world.line.unsend(world.emily, said)
    late = {**copy_of(edit), "source": {**edit["source"], "userId": world.emily.user_id}}
    late["message"] = {**edit["message"], "id": said.message_id, "text": "おばかさん"}
    await knock(world, late)
    await world.settle()

    assert "NGワード：使う（今週0件" in await noticed(world)


async def test_a_flood_is_noticed_also_when_it_comes_twice_but_an_album_is_none(world: World) -> None:
    await with_filters(world, "/連投 使う")
    album = [await unheard(world, world.line.send_image(world.emily, world.group)) for _picture in range(8)]
    for each in album:
        each["message"]["imageSet"] = {"id": "ALBUM", "index": 1, "total": 8}
    await knock(world, *album)
    talk = [written(world, world.kenji, "はい") for _message in range(6)]
    await knock(world, *talk)
    await knock(world, *talk)
    await world.settle()

    assert "連投：使う（今週1件" in await noticed(world)
    why = joined(await world.say(world.sayuri, world.private, "/判断の理由"))
    assert "基準は10秒に6通から。書き込みは6通でした" in why
    assert "#2 けんじ" in why


async def test_the_same_again_and_again_is_noticed_at_the_third_time(world: World) -> None:
    await with_filters(world, "/くり返し 使う")
    for _time in range(2):
        await world.say(world.kenji, world.group, SALE)
        await world.say(world.emily, world.group, SALE)
    assert "くり返し：使う（今週0件" in await noticed(world)
    await world.pass_time(minutes=1)
    await world.say(world.kenji, world.group, SALE.replace("無料", "ただ"))

    assert "くり返し：使う（今週1件" in await noticed(world)
    assert "一度で、みなさんが読めます" in await told(world, world.kenji)


async def test_ordinary_links_are_noticed_from_newcomers_alone_until_the_hosts_choose_otherwise(world: World) -> None:
    await with_filters(world, "/リンク 使う")
    await world.join(world.hanako)
    for person in (world.hanako, world.kenji):
        await world.say(person, world.group, "https://example.com/")
    assert "リンク：使う（今週1件" in await noticed(world)
    assert "そのとき見ていた相手：新しい方" in joined(await world.say(world.sayuri, world.private, "/判断の理由"))
    await world.pass_time(days=8)
    await world.say(world.hanako, world.group, "https://example.com/")
    assert "リンク：使う（今週0件・先週1件）" in await noticed(world)

    await world.say(world.sayuri, world.private, "/リンク 全員")
    await world.say(world.kenji, world.group, "https://example.com/")
    await world.say(world.sayuri, world.private, "/NGワード 許可 example.com")
    await world.say(world.emily, world.group, "https://example.com/")

    assert "リンク：使う（今週1件" in await noticed(world)


async def test_whom_line_does_not_name_is_not_told_and_the_hosts_know_it(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    await with_filters(world, "/見守り 使う")
    world.kenji.consented = False
    for _message in range(8):
        await world.say(world.kenji, world.group, INVITATION)

    to_hosts = await told(world, world.sayuri)

    assert to_hosts.count("LINEから名前の届かない方の書き込みに気づきました") == 1
    assert "ご本人にはお伝えできません" in to_hosts
    assert "どなたの書き込みかはわからない" in joined(await world.say(world.sayuri, world.private, "/判断の理由"))
    assert "連投：使う（今週0件" in await noticed(world)


async def test_everybody_reads_their_own_language(world: World) -> None:
    await with_filters(world, "/見守り 使う")
    await world.say(world.emily, world.private, "/lang en")
    await world.say(world.sayuri, world.private, "/lang en")
    world.skip_news()
    await world.say(world.emily, world.group, INVITATION)

    to_author = await told(world, world.emily)
    to_hosts = await told(world, world.sayuri)
    why = joined(await world.tap(world.sayuri, "Why?", world.private))
    counts = joined(await world.say(world.sayuri, world.private, "/filters"))

    assert "please ask the hosts before you post an invitation" in to_author
    assert "The filter “links” noticed a message of #3." in to_hosts
    assert "#3 Emily" in why
    assert "It held an invitation to another group." in why
    assert "links: on (this week 1, last week 0)" in counts


async def test_words_and_counts_outlive_a_restart(world: World) -> None:
    await with_filters(world, "/NGワード 追加 おばかさん")
    await world.say(world.kenji, world.group, "おばかさん")
    await world.restart()
    await world.say(world.kenji, world.group, "おばかさん")

    assert "NGワード：様子見（今週2件" in await noticed(world)


async def test_while_another_system_holds_the_chat_nothing_is_noticed(world: World) -> None:
    await with_filters(world, "/見守り 使う")
    await knock(world, {**written(world, world.kenji, INVITATION), "mode": "standby"})
    await world.settle()

    assert "リンク：使う（今週0件" in await noticed(world)


async def test_the_hosts_room_hears_it_and_its_own_talk_is_not_watched(world: World) -> None:
    await with_filters(world, "/見守り 使う")
    room = world.line.add_group("運営", [world.sayuri, world.emily])
    await world.invite_bot(room)
    await world.say(world.sayuri, room, "/世話役の部屋")
    world.skip_news()
    await world.say(world.emily, room, INVITATION)
    await world.say(world.kenji, world.group, INVITATION)

    in_room = joined(await world.say(world.sayuri, room, "おはよう"))

    assert in_room.count("#2さんの書き込みに気づきました") == 1
    assert "#3" not in in_room
    assert "気づきました" not in await told(world, world.sayuri)


async def test_ordinary_talk_costs_no_statement_more_and_a_list_of_words_one_for_each_version(world: World) -> None:
    await with_filters(world)

    async def one_message() -> int:
        with statements_of(world) as sent:
            await world.say(world.kenji, world.group, "おはようございます")
        assert not any("filter_finding" in each for each in sent)
        return len(sent)

    def in_settings(sent: Sequence[str]) -> int:
        return sum("FROM setting" in each for each in sent)

    with statements_of(world) as untouched:
        await world.say(world.kenji, world.group, "おはようございます")
    usual = await one_message()
    await world.say(world.sayuri, world.private, "/NGワード 追加 おばかさん")
    with statements_of(world) as after_change:
        await world.say(world.kenji, world.group, "おはようございます")

    assert in_settings(untouched) == 0
    assert in_settings(after_change) == 1
    assert await one_message() == usual
