"""Members give a mail address, prove it with a number, and get rid of it again; with a real mail server."""

from collections.abc import AsyncIterator

import pytest

from storage.unit_of_work import UnitOfWork
from tests.conftest import ENGINES
from tests.scenarios.post_office import SENDER, PostOffice, open_post_office, text_of
from tests.scenarios.world import World, open_world

KENJI = "kenji@home.example"
OTHER = "other@home.example"
MASKED = "k…@home.example"


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    async with open_post_office() as office:
        yield office


@pytest.fixture
async def world(database_url: str, post: PostOffice) -> AsyncIterator[World]:
    """A claimed group in which Kenji and Emily have spoken, and a bot that sends mail."""
    async with open_world(database_url, smtp_url=post.url, mail_from=SENDER) as opened:
        await opened.claimed()
        for person in (opened.kenji, opened.emily):
            await opened.say(person, opened.group, "こんにちは")
        yield opened


async def typed(world: World, *lines: str) -> str:
    """Let Kenji type some lines in private, and give what he read after the last."""
    said: list[str] = []
    for line in lines:
        said = await world.say(world.kenji, world.private, line)
    return "\n".join(said)


async def proved(world: World, post: PostOffice, address: str = KENJI) -> str:
    await typed(world, f"メール {address}")
    return await typed(world, post.code(address))


@pytest.mark.parametrize(
    ("database_url", "switch"),
    [*((engine, None) for engine in ENGINES), ("sqlite", "no_user_id_on_postbacks")],
    indirect=["database_url"],
)
async def test_an_address_is_proved_with_the_number_that_came_by_mail(
    world: World, post: PostOffice, switch: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    if switch:
        world.line.switch(switch, on=True)
    await typed(world, "メール")
    question = await world.tap(world.kenji, "アドレスを伝える", world.private)
    assert "1日" in question[0]
    assert MASKED in await typed(world, KENJI)
    number = post.code(KENJI)
    thanks = await typed(world, number)
    assert "確認しました" in thanks
    assert MASKED in thanks
    assert KENJI not in thanks
    assert KENJI not in capsys.readouterr().out


async def test_the_mail_with_the_number_gives_the_group_away_nowhere(world: World, post: PostOffice) -> None:
    await typed(world, f"メール {KENJI}")
    mail = post.to(KENJI)[0]
    everything = text_of(mail) + "".join(map(str, mail.values()))
    assert "土曜" not in everything
    assert "ひみつ" not in everything
    assert post.code(KENJI) not in mail["Subject"]


async def test_somebody_who_reads_english_gets_english_mail(world: World, post: PostOffice) -> None:
    await world.say(world.emily, world.private, "/lang en")
    said = await world.say(world.emily, world.private, "/mail emily@home.example")
    assert "I am sending a number" in "\n".join(said)
    assert post.to("emily@home.example")[0]["Subject"] == "Your number"


async def test_the_fifth_wrong_number_ends_it(world: World, post: PostOffice) -> None:
    await typed(world, f"メール {KENJI}")
    right = post.code(KENJI)
    wrong = "000000" if right != "000000" else "000001"
    assert "違う" in await typed(world, wrong, wrong, wrong, wrong)
    assert "5回" in await typed(world, wrong)
    assert "いま入力できる番号はありません" in await typed(world, f"/メール {right}")
    assert "まだお預かりしていません" in await typed(world, "メール すぐに")


async def test_a_number_is_worth_nothing_after_a_quarter_of_an_hour(world: World, post: PostOffice) -> None:
    await typed(world, f"メール {KENJI}")
    await world.pass_time(minutes=14)
    late = post.code(KENJI)
    await world.pass_time(minutes=1)
    assert "いま入力できる番号はありません" in await typed(world, late)


async def test_only_the_newest_number_counts(world: World, post: PostOffice) -> None:
    await typed(world, f"メール {OTHER}", f"/メール {KENJI}")
    stale = post.code(OTHER)
    if stale != post.code(KENJI):
        assert "違う" in await typed(world, stale)
    await typed(world, post.code(KENJI))
    assert MASKED in await typed(world, "メール")


async def test_three_numbers_an_hour_are_enough_for_one_person(world: World, post: PostOffice) -> None:
    await typed(world, f"/メール {KENJI}", f"/メール {KENJI}", f"/メール {OTHER}")
    assert "1時間" in await typed(world, f"/メール {KENJI}")
    assert len(post.mails) == 3
    await world.pass_time(hours=1)
    await typed(world, f"/メール {KENJI}")
    assert len(post.mails) == 4


async def test_five_numbers_a_day_are_enough_for_one_address(world: World, post: PostOffice) -> None:
    for person in (world.kenji, world.emily, world.sayuri):
        for _mail in range(2):
            said = await world.say(person, world.private, f"/メール {OTHER.upper().replace('HOME', 'home')}")
    assert len(post.mails) == 5
    assert "明日" in said[0]
    assert "other" not in said[0].casefold()


async def test_what_is_no_address_gets_no_mail(world: World, post: PostOffice) -> None:
    assert "読みとれません" in await typed(world, "メール a@b.example, c@d.example")
    assert post.mails == []


async def test_an_address_stays_until_the_new_one_is_proved(world: World, post: PostOffice) -> None:
    await proved(world, post)
    await typed(world, "メール")
    await world.tap(world.kenji, "アドレスを変える", world.private)
    await typed(world, OTHER)
    assert f"それまでは {MASKED}" in await typed(world, "メール")
    await typed(world, post.code(OTHER))
    assert "o…@home.example" in await typed(world, "メール")


async def test_an_address_is_erased_at_a_word_and_so_is_a_number_under_way(world: World, post: PostOffice) -> None:
    await proved(world, post)
    await typed(world, f"メール {OTHER}")
    told = await typed(world, "メール やめる")
    assert "消しました" in told
    assert "途中" not in told
    assert await typed(world, post.code(OTHER)) == ""
    assert "いま入力できる番号はありません" in await typed(world, f"/メール {post.code(OTHER)}")
    assert "お預かりしていません" in await typed(world, "メール やめる")


async def test_somebody_in_the_middle_of_something_else_types_the_number_after_a_slash(
    world: World, post: PostOffice
) -> None:
    await typed(world, "/自己紹介", "けん")
    assert "/メール 123456" in await typed(world, f"/メール {KENJI}")
    assert "確認しました" in await typed(world, f"/メール {post.code(KENJI)}")
    assert "けん" in await typed(world, "続ける", "ひみつ", "とばす", "とばす")


async def test_in_the_group_an_address_is_not_taken(world: World, post: PostOffice) -> None:
    said = await world.say(world.kenji, world.group, f"/メール {KENJI}")
    assert "個別トーク" in said[0]
    assert post.mails == []


async def test_an_address_that_is_refused_is_told_to_its_person(world: World, post: PostOffice) -> None:
    post.refuse_recipient = ["550 no such user"]
    await typed(world, f"メール {KENJI}")
    said = await typed(world, "こんにちは")
    assert "受け取られませんでした" in said
    assert KENJI not in said


async def test_a_server_that_asks_for_patience_is_asked_again(world: World, post: PostOffice) -> None:
    post.refuse_recipient = ["451 later", "451 later"]
    await typed(world, f"メール {KENJI}")
    assert post.mails == []
    await world.pass_time(minutes=1)
    assert len(post.mails) == 1
    assert "確認しました" in await typed(world, post.code(KENJI))


async def test_a_server_that_stays_away_is_told_once_the_number_is_worth_nothing(
    world: World, post: PostOffice
) -> None:
    post.refuse_recipient = ["451 later"] * 50
    await typed(world, f"メール {KENJI}")
    await world.pass_time(minutes=16)
    assert "調子が悪く" in await typed(world, "こんにちは")
    assert post.mails == []


async def test_after_a_lost_answer_the_same_number_comes_again(world: World, post: PostOffice) -> None:
    post.lose_answers = 1
    await typed(world, f"メール {KENJI}")
    first = post.code(KENJI)
    await world.pass_time(minutes=1)
    assert len(post.to(KENJI)) == 2
    assert post.to(KENJI)[0]["Message-ID"] == post.to(KENJI)[1]["Message-ID"]
    assert post.code(KENJI) == first


async def test_a_restart_loses_no_number(world: World, post: PostOffice) -> None:
    await typed(world, f"メール {KENJI}")
    await world.restart()
    assert "確認しました" in await typed(world, post.code(KENJI))


async def test_ones_records_show_the_address_and_lose_it(world: World, post: PostOffice) -> None:
    await proved(world, post)
    assert KENJI in await typed(world, "私の記録")
    await typed(world, "記録を消す")
    await world.tap(world.kenji, "はい、すべて消す", world.private)
    await world.say(world.kenji, world.group, "また来ました")
    assert "@home.example" not in await typed(world, "メール")
    assert "メールアドレス：" not in await typed(world, "私の記録")


async def test_who_leaves_gets_no_mail_and_after_a_week_the_address_is_gone(world: World, post: PostOffice) -> None:
    await proved(world, post)
    await world.leave(world.kenji)
    assert KENJI in await typed(world, "私の記録")
    async with world.bot.services.database.read() as session:
        mail = UnitOfWork(session, world.bot.services.vault, world.clock.now()).mail
        assert await mail.address_of(1, world.kenji.user_id) is None
    await world.pass_time(days=7, minutes=10)
    assert KENJI not in await typed(world, "私の記録")
