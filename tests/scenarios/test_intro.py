"""Introducing oneself: asked in private, looked over, and handed back or posted as the person likes."""

import json

import pytest

from bot.simulator.world import Person
from storage.models import OpenForm, OutboxItem
from tests.conftest import ENGINES
from tests.scenarios.world import World

SECRET_WORD = "むすめの学校のこと"


def joined(texts: list[str]) -> str:
    return "\n".join(texts)


async def with_kenji(world: World) -> World:
    """Bring the bot into the group, where Kenji has said something, so that it knows him."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    return world


async def answer(world: World, person: Person, *texts: str) -> list[str]:
    """Let a person say one thing after another in private, and give the answer to the last."""
    said: list[str] = []
    for text in texts:
        said = await world.say(person, world.private, text)
    return said


async def everything_kept(world: World) -> str:
    """Write out every row of every table, to look for what must not lie there readable."""
    async with world.bot.services.database.read() as session:
        connection = await session.connection()
        tables = await connection.run_sync(lambda sync: sync.dialect.get_table_names(sync))
        rows = [(await connection.exec_driver_sql(f'SELECT * FROM "{table}"')).all() for table in tables]
    return repr(rows)


async def open_forms(world: World) -> int:
    async with world.bot.services.database.read() as session:
        connection = await session.connection()
        found = await connection.exec_driver_sql(f"SELECT count(*) FROM {OpenForm.__tablename__}")
        return int(found.scalar_one())


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_an_introduction_is_asked_for_shown_and_handed_back(world: World) -> None:
    await with_kenji(world)

    first = joined(await world.say(world.kenji, world.private, "自己紹介"))
    assert "裁判所" in first
    await world.say(world.kenji, world.private, "けんちゃん")
    await world.tap(world.kenji, "関東", world.private)
    await world.say(world.kenji, world.private, "山歩き")
    preview = joined(await world.say(world.kenji, world.private, "のんびりよろしく"))
    assert "けんちゃんです。\n地域：関東\n好きなこと：山歩き\nのんびりよろしく" in preview
    explained, text = await world.tap(world.kenji, "自分で投稿する", world.private)

    assert "コピー" in explained
    assert text == "けんちゃんです。\n地域：関東\n好きなこと：山歩き\nのんびりよろしく"
    assert world.group_news() == []
    assert await open_forms(world) == 0


async def test_whoever_leaves_the_word_out_still_greets_and_nobody_greets_twice(world: World) -> None:
    await with_kenji(world)

    *_, silent = await answer(world, world.kenji, "自己紹介", "けんちゃん", "とばす", "とばす", "とばす", "1")
    *_, greeting = await answer(
        world, world.kenji, "自己紹介", "けんちゃん", "とばす", "とばす", "よろしくお願いします", "1"
    )

    assert silent == "けんちゃんです。\nよろしくお願いします。"
    assert greeting.count("よろしくお願いします") == 1


async def test_the_bot_posts_it_where_the_person_prefers_that(world: World) -> None:
    await with_kenji(world)
    await answer(world, world.kenji, "自己紹介", "けんちゃん", "10", "とばす", "はじめまして\n質問 8 が届きました")

    await world.tap(world.kenji, "つどいに投稿してもらう", world.private)
    posted = joined(await world.say(world.emily, world.group, "hello"))

    assert "┃ けんちゃんです。" in posted
    assert "┃ 質問 8 が届きました" in posted
    assert "地域" not in posted, "a secret is not even mentioned"


async def test_only_the_name_is_kept_and_nothing_lies_readable(world: World) -> None:
    await with_kenji(world)
    await answer(world, world.kenji, "自己紹介", "けんちゃん", "関東", "山歩き", SECRET_WORD)
    assert SECRET_WORD not in await everything_kept(world)
    assert "けんちゃん" not in await everything_kept(world)

    await answer(world, world.kenji, "自分で投稿する")
    await world.pass_time(hours=1)

    async with world.bot.services.database.read() as session:
        connection = await session.connection()
        name = (await connection.exec_driver_sql("SELECT self_name FROM member WHERE number = 2")).scalar_one()
        kept = await connection.exec_driver_sql(
            f"SELECT count(*) FROM {OutboxItem.__tablename__} WHERE objects IS NOT NULL AND chat_id = "
            f"'{world.kenji.user_id}'"
        )
        assert kept.scalar_one() == 0
    assert world.bot.services.vault.open_text("self name", name) == "けんちゃん"


async def test_in_the_group_only_the_way_into_private_is_shown(world: World) -> None:
    await with_kenji(world)

    await world.say(world.kenji, world.group, "/自己紹介")
    opened = await world.line.tap(world.kenji, world.button(world.kenji, "個別トークを開く", world.group), world.group)

    assert opened.link is not None
    said = joined(await world.say(world.kenji, world.private, opened.link.prefilled))
    assert "お呼びしましょうか" in said


async def test_hosts_choose_what_is_asked(world: World) -> None:
    await with_kenji(world)
    await world.say(world.sayuri, world.private, "自己紹介の質問")

    await world.tap(world.sayuri, "ひとこと", world.private)
    await world.say(world.sayuri, world.private, "1、2")
    both = joined(await world.tap(world.sayuri, "地域", world.private))
    assert "いま選ばれているもの：ひとこと、呼び名" in both
    said = joined(await world.tap(world.sayuri, "これで全部", world.private))
    assert "呼び名、ひとこと" in said

    await answer(world, world.kenji, "自己紹介")
    after_name = joined(await answer(world, world.kenji, "けんちゃん"))
    assert "ひとこと" in after_name
    refused = joined(await world.say(world.kenji, world.private, "/自己紹介の質問"))
    assert "世話役のかただけ" in refused


async def test_a_stranger_is_asked_nothing_and_told_nothing(world: World) -> None:
    await world.claimed()

    said = joined(await world.say(world.mio, world.private, "自己紹介"))

    assert "土曜" not in said
    assert "お呼びしましょうか" not in said
    assert await open_forms(world) == 0


async def test_every_step_works_while_nobody_is_a_friend_and_taps_have_no_name(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await with_kenji(world)
    await world.say(world.kenji, world.private, "自己紹介")
    await world.say(world.kenji, world.private, "けんちゃん")
    for label in ("ひみつ", "とばす", "とばす"):
        await world.tap(world.kenji, label, world.private)

    *_, text = await world.tap(world.kenji, "自分で投稿する", world.private)

    assert text == "けんちゃんです。\nよろしくお願いします。"


async def test_an_english_reader_is_asked_in_english(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "hello")
    await world.say(world.emily, world.private, "/lang en")

    first = joined(await world.say(world.emily, world.private, "intro"))
    assert "What shall we call you?" in first
    await answer(world, world.emily, "Em", "secret", "back", "Abroad", "skip", "skip")
    *_, text = await world.tap(world.emily, "I post it myself", world.private)

    assert text == "I am Em.\nArea: Abroad\nNice to meet you."


async def test_a_name_that_cannot_be_seen_is_asked_for_again(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "自己紹介")

    said = joined(await world.say(world.kenji, world.private, "\u3164\u2800"))

    assert "見えない" in said
    assert "お呼びしましょうか" in said


async def test_quick_replies_are_on_the_last_message_of_a_request_only(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/ask ひとつ質問です")
    await world.say(world.sayuri, world.private, "自己紹介")

    messages = world.line.bot_messages(world.sayuri)

    assert len(messages) > 1, "the question to the hosts rode along"
    with_quick = [position for position, entry in enumerate(messages) if "quickReply" in json.dumps(entry.content)]
    assert with_quick == [len(messages) - 1]
