"""Help lines for everybody, a private word to the hosts, and a first meeting in the private chat."""

from collections.abc import Sequence

import pytest

from bot.simulator.world import Person
from storage.models import OutboxItem
from tests.conftest import ENGINES
from tests.scenarios.world import World

QUESTION = "ルール3がよくわかりません\n子どもを連れて行ってもいいですか"


def joined(texts: Sequence[str]) -> str:
    return "\n".join(texts)


async def with_kenji(world: World) -> World:
    """Bring the bot into the group, where Kenji has said something, so that it knows him."""
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    return world


async def hosts_read(world: World, host: Person) -> str:
    """Let a host look into the private chat, and give what waited there."""
    return joined(await world.say(host, world.private, "こんにちは"))


async def test_help_lines_are_there_before_anybody_owns_the_group(world: World) -> None:
    await world.invite_bot()
    world.skip_news()

    in_group = joined(await world.say(world.kenji, world.group, "/困ったとき"))
    assert "0120-279-338" in in_group
    assert "#8008" not in in_group
    assert len(world.labels(world.kenji, world.group)) <= 3


async def test_a_stranger_finds_every_help_line_in_private(world: World) -> None:
    said = joined(await world.say(world.mio, world.private, "困ったとき"))

    for number in ("0120-279-338", "#8008", "0120-783-556", "189", "110", "119"):
        assert number in said
    assert "世話役の方へ" not in said


async def test_looking_for_help_is_told_to_nobody(world: World) -> None:
    await world.claimed()

    await world.say(world.kenji, world.private, "困ったとき")
    await world.pass_time(hours=1)

    assert "けんじ" not in await hosts_read(world, world.sayuri)
    assert world.group_news() == []
    assert "世話役の方へ" in joined(await world.say(world.sayuri, world.private, "困ったとき"))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_question_reaches_the_hosts_without_the_askers_name(world: World) -> None:
    await with_kenji(world)

    receipt = joined(await world.say(world.kenji, world.private, f"/ask {QUESTION}"))
    told = await hosts_read(world, world.sayuri)

    assert "世話役に届けました" in receipt
    assert "┃ ルール3がよくわかりません\n┃ 子どもを連れて行ってもいいですか" in told
    assert "けんじ" not in told
    assert "#" not in told.split("┃")[0]
    assert world.group_news() == []
    assert world.private_news(world.emily) == []


async def test_the_asker_may_add_the_name_and_is_named_once(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "世話役に聞く 次はいつですか")
    await hosts_read(world, world.sayuri)

    answer = await world.tap(world.kenji, "名前も伝える", world.private)
    await world.tap(world.kenji, "名前も伝える", world.private)
    told = await hosts_read(world, world.sayuri)

    assert "伝えました" in joined(answer)
    assert told.count("けんじ") == 1
    assert "次はいつですか" not in told


async def test_the_place_on_the_menu_asks_what_the_question_is_and_sends_it_on_as_wished(world: World) -> None:
    await with_kenji(world)
    world.line.switch("no_user_id_on_postbacks", on=True)

    await world.say(world.kenji, world.private, "世話役に聞く")
    await world.say(world.kenji, world.private, "次はいつですか")
    assert "次はいつですか" not in await hosts_read(world, world.sayuri), "nothing is sent before the last answer"
    receipt = joined(await world.tap(world.kenji, "名前を出さずに届ける", world.private))
    told = await hosts_read(world, world.sayuri)

    assert "世話役に届けました" in receipt
    assert "┃ 次はいつですか" in told
    assert "けんじ" not in told


async def test_whoever_wishes_is_named_with_the_question_from_the_start(world: World) -> None:
    await with_kenji(world)

    await world.say(world.kenji, world.private, "世話役に聞く")
    await world.say(world.kenji, world.private, "次はいつですか")
    receipt = joined(await world.tap(world.kenji, "名前も伝えて届ける", world.private))
    told = await hosts_read(world, world.sayuri)

    assert "お名前も世話役に伝えました" in receipt
    assert "┃ 次はいつですか" in told
    assert told.count("けんじ") == 1
    assert world.group_news() == []


@pytest.mark.parametrize("in_form", [False, True], ids=["typed at once", "answered in the form"])
@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_question_taken_back_is_read_by_no_host_and_answered_by_none(world: World, in_form: bool) -> None:
    await with_kenji(world)
    if in_form:
        await world.say(world.kenji, world.private, "世話役に聞く")
        asked = await world.line.say(world.kenji, world.private, "次はいつですか")
        await world.settle()
        await world.tap(world.kenji, "名前も伝えて届ける", world.private)
    else:
        asked = await world.line.say(world.kenji, world.private, "世話役に聞く 次はいつですか")
        await world.settle()
        await world.tap(world.kenji, "名前も伝える", world.private)
    await world.say(world.kenji, world.private, "世話役に聞く 持ちものは何ですか")

    await world.line.unsend(world.kenji, asked)
    await world.settle()
    told = await hosts_read(world, world.sayuri)

    assert "次はいつですか" not in told
    assert "けんじ" not in told
    assert "持ちものは何ですか" in told, "another question of theirs stays"
    assert "もう" in joined(await world.say(world.sayuri, world.private, "返事 3 土曜です"))


async def test_nobody_else_can_press_the_askers_button(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "世話役に聞く 次はいつですか")
    data = world.button(world.kenji, "名前も伝える", world.private).action["data"]
    await world.say(world.emily, world.group, "hello")

    await world.line.tap(world.emily, data, world.private)
    await world.settle()

    told = await hosts_read(world, world.sayuri)
    assert "Emily" not in told
    assert "けんじ" not in told


async def test_a_question_typed_in_the_group_goes_no_further(world: World) -> None:
    await with_kenji(world)

    in_group = joined(await world.say(world.kenji, world.group, "/ask 元の家族に会いたくありません"))

    assert "元の家族" not in in_group
    assert "元の家族" not in await hosts_read(world, world.sayuri)
    opened = await world.line.tap(world.kenji, world.button(world.kenji, "個別トークで聞く", world.group), world.group)
    assert opened.link is not None
    assert opened.link.prefilled == "/世話役に聞く "
    told = await world.say(world.kenji, world.private, opened.link.prefilled + QUESTION)
    assert "届けました" in joined(told)


async def test_an_empty_or_endless_question_is_answered_with_what_was_expected(world: World) -> None:
    await with_kenji(world)

    assert "書いてください" in joined(await world.say(world.kenji, world.private, "世話役に聞く"))
    assert "少し短く" in joined(await world.say(world.kenji, world.private, "あ" * 1001))
    await world.say(world.kenji, world.private, "やめる")
    assert "1000" in joined(await world.say(world.kenji, world.private, "/ask " + "あ" * 1001))
    assert "届けました" in joined(await world.say(world.kenji, world.private, "/ask " + "あ" * 1000))


async def test_a_question_is_kept_nowhere_once_it_was_read(world: World) -> None:
    await with_kenji(world)
    await world.say(world.kenji, world.private, "/ask ひみつの質問です")
    await hosts_read(world, world.sayuri)
    await world.pass_time(hours=1)

    async with world.bot.services.database.read() as session:
        connection = await session.connection()
        tables = await connection.run_sync(lambda sync: sync.dialect.get_table_names(sync))
        for table in tables:
            rows = (await connection.exec_driver_sql(f'SELECT * FROM "{table}"')).all()
            assert "ひみつの質問" not in repr(rows)
        outbox = OutboxItem.__tablename__
        kept = (await connection.exec_driver_sql(f"SELECT count(*) FROM {outbox} WHERE objects IS NOT NULL")).scalar()
    assert kept == 0


async def test_a_stranger_cannot_ask_and_learns_of_no_membership(world: World) -> None:
    await world.claimed()

    answer = joined(await world.say(world.mio, world.private, "世話役に聞く だれがいますか"))

    assert "土曜" not in answer
    assert "だれがいますか" not in await hosts_read(world, world.sayuri)


async def test_a_new_friend_is_greeted_and_told_of_the_groups_they_share(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")

    said = joined(await world.follow(world.kenji))

    assert "土曜の会（ひみつ）" in said
    newest = world.line.bot_messages(world.kenji)[-1].content
    assert "土曜" not in newest["altText"]
    assert world.labels(world.kenji, world.private) == ["使い方を見る"]
    assert await world.tap(world.kenji, "使い方を見る", world.private)


async def test_a_new_friend_from_nowhere_hears_of_no_group(world: World) -> None:
    await world.claimed()

    said = joined(await world.follow(world.mio))

    assert "はじめまして" in said
    assert "土曜" not in said


async def test_blocking_and_coming_back_is_remembered(world: World) -> None:
    async def is_friend() -> bool:
        async with world.bot.services.database.read() as session:
            connection = await session.connection()
            return bool((await connection.exec_driver_sql("SELECT is_friend FROM person")).scalar_one())

    await world.follow(world.mio)
    assert await is_friend()
    await world.line.block(world.mio)
    await world.settle()
    assert not await is_friend()
    await world.follow(world.mio)
    assert await is_friend()


async def test_every_step_works_while_nobody_is_a_friend_and_taps_have_no_name(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    await with_kenji(world)
    await world.say(world.kenji, world.private, "世話役に聞く 次はいつですか")
    world.line.switch("no_user_id_on_postbacks", on=True)

    await world.tap(world.kenji, "名前も伝える", world.private)

    told = await hosts_read(world, world.sayuri)
    assert "次はいつですか" in told


async def test_an_english_reader_is_answered_in_english(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "hello")
    await world.say(world.emily, world.private, "/lang en")

    said = joined(await world.say(world.emily, world.private, "/ask When is the next meeting?"))
    told = await hosts_read(world, world.sayuri)

    assert "Your question is with the hosts" in said
    assert "質問" in told
    assert "┃ When is the next meeting?" in told
