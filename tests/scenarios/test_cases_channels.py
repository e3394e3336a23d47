"""The word about a case finds its person by push or by mail, and the hosts hear of it once, and rightly."""

from collections.abc import AsyncIterator

import pytest

from storage.models import Member
from storage.models.members import Role
from storage.models.outbox import ItemState
from storage.unit_of_work import UnitOfWork
from tests.scenarios.cases_stage import SEEN, joined, say, told, with_hosts
from tests.scenarios.front_door import outbox
from tests.scenarios.post_office import SENDER, PostOffice, open_post_office, text_of
from tests.scenarios.pushing_stage import push_calls
from tests.scenarios.world import World, open_world

EMILY_AT = "emily@example.org"
SEE_PRICE = "待たずに送る（料金を見る）"
WARNING = f"注意 #3 1 {SEEN}"


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    """A mail server of the test's own."""
    async with open_post_office() as office:
        yield office


@pytest.fixture
async def mailing_world(database_url: str, post: PostOffice) -> AsyncIterator[World]:
    """A world whose bot can send mail."""
    async with open_world(database_url, smtp_url=post.url, mail_from=SENDER) as opened:
        yield await with_hosts(opened)


class Killed(BaseException):
    """What ends a process in the middle of a call."""


async def with_address(world: World, *, number: int = 3, address: str = EMILY_AT, at_once: bool = False) -> None:
    """Let a member, Emily unless told otherwise, have confirmed an address."""
    async with world.bot.services.database.write() as session:
        mail = UnitOfWork(session, world.bot.services.vault, world.clock.now()).mail
        await mail.confirm(1, number, address, world.clock.now())
        await mail.choose_at_once(1, number, at_once=at_once)


async def test_after_a_day_the_host_may_push_and_the_word_counts_from_then_on(world: World) -> None:
    await with_hosts(world)
    await world.follow(world.emily)
    await world.pass_time(minutes=2)
    number = await told(world, world.sayuri, WARNING)
    await world.pass_time(days=1, minutes=1)
    notice = await say(world, world.sayuri, "/使い方")

    price = joined(await world.tap(world.sayuri, SEE_PRICE, world.private))
    await world.tap(world.sayuri, "いま送る", world.private)
    await world.pass_time(minutes=30)
    afterwards = await say(world, world.sayuri, "/使い方")

    assert "まだご本人に届いていません" in notice
    assert ("Emily" in price, "1通" in price) == (True, True)
    assert [status for status, _key in push_calls(world)] == [200]
    assert SEEN in joined(world.private_news(world.emily))
    assert (f"{number}番" in afterwards, "届きました" in afterwards) == (True, True)
    assert "まで数え" in await say(world, world.sayuri, f"/対応の記録 {number}")


async def test_the_price_is_offered_on_the_case_too_while_its_word_is_on_its_way(world: World) -> None:
    await with_hosts(world)
    await world.follow(world.emily)
    await world.pass_time(minutes=2)
    number = await told(world, world.sayuri, WARNING)

    await say(world, world.kenji, f"/対応の記録 {number}")
    before = world.labels(world.kenji, world.private)
    await world.say(world.emily, world.private, "hello")
    await say(world, world.kenji, f"/対応の記録 {number}")

    assert SEE_PRICE in before
    assert SEE_PRICE not in world.labels(world.kenji, world.private)
    assert "待っている" in await say(world, world.kenji, f"/対応の記録 {number} 送る")


async def test_where_nobody_is_a_friend_the_notice_says_why_no_push_is_offered(world: World) -> None:
    world.line.switch("nobody_is_a_friend", on=True)
    world.line.switch("no_user_id_on_postbacks", on=True)
    await with_hosts(world)
    await told(world, world.sayuri, WARNING)
    await world.pass_time(days=1, minutes=1)

    notice = await say(world, world.sayuri, "こんにちは")

    assert "まだご本人に届いていません" in notice
    assert "友だちに追加していない" in notice
    assert SEE_PRICE not in world.labels(world.sayuri, world.private)


async def test_not_yet_and_never_do_not_wait_together_for_a_host(world: World) -> None:
    await with_hosts(world)
    await told(world, world.sayuri, WARNING)
    await world.pass_time(days=7)

    read = await say(world, world.sayuri, "こんにちは")

    assert "ご本人に届きませんでした" in read
    assert "まだご本人に届いていません" not in read


async def test_a_price_is_not_shown_in_the_group(world: World) -> None:
    await with_hosts(world)
    number = await told(world, world.sayuri, WARNING)

    said = joined(await world.say(world.sayuri, world.group, f"/対応の記録 {number} 送る"))

    assert "Emily" not in said
    assert "個別トーク" in said
    await world.say(world.sayuri, world.private, "こんにちは")
    assert SEE_PRICE in world.labels(world.sayuri, world.private)
    assert push_calls(world) == []


async def test_a_word_that_has_waited_a_day_goes_by_mail_and_has_reached_the_person(
    mailing_world: World, post: PostOffice
) -> None:
    world = mailing_world
    await with_address(world)
    await told(world, world.sayuri, WARNING)
    await world.pass_time(hours=23)
    early = list(post.mails)
    await world.pass_time(hours=3)

    (letter,) = post.to(EMILY_AT)
    assert early == []
    assert SEEN in text_of(letter)
    assert "注意" not in str(letter["subject"])
    assert "届きました" in await say(world, world.sayuri, "/使い方")
    assert SEEN not in joined(await world.say(world.emily, world.private, "hello"))


async def test_whoever_wants_mail_at_once_gets_it_at_once_and_once(mailing_world: World, post: PostOffice) -> None:
    world = mailing_world
    await with_address(world, at_once=True)
    post.refuse_content = ["451 please wait"]
    await told(world, world.sayuri, WARNING)
    await world.pass_time(minutes=1)

    assert len(post.to(EMILY_AT)) == 1
    await world.pass_time(days=2)
    assert len(post.to(EMILY_AT)) == 1


async def test_a_lost_answer_of_the_mail_server_is_no_reason_to_say_it_twice(
    mailing_world: World, post: PostOffice
) -> None:
    world = mailing_world
    await with_address(world, at_once=True)
    post.lose_answers = 1
    await told(world, world.sayuri, WARNING)
    await world.pass_time(days=1, hours=3)

    assert len(post.to(EMILY_AT)) == 1
    assert await states(world) == [ItemState.UNCONFIRMED]
    assert "わかりません" in await say(world, world.sayuri, "/使い方")
    assert SEEN not in joined(await world.say(world.emily, world.private, "hello"))


async def test_where_mail_is_refused_the_word_still_waits_for_its_person(
    mailing_world: World, post: PostOffice
) -> None:
    world = mailing_world
    await with_address(world, at_once=True)
    post.refuse_recipient = ["550 no such person"]
    await told(world, world.sayuri, WARNING)
    await world.pass_time(hours=3)

    assert await states(world) == [ItemState.WAITING]
    assert SEEN in joined(await world.say(world.emily, world.private, "hello"))


@pytest.mark.parametrize("still_has_mail", [True, False])
async def test_killed_while_it_mails_nobody_knows_and_nothing_is_mailed_twice(
    mailing_world: World, post: PostOffice, monkeypatch: pytest.MonkeyPatch, *, still_has_mail: bool
) -> None:
    world = mailing_world
    await with_address(world, at_once=True)

    async def die(*_arguments: object) -> None:
        raise Killed

    monkeypatch.setattr(world.bot.services.mail, "send", die)
    with pytest.raises(Killed):
        await told(world, world.sayuri, WARNING)
    await world.restart()
    if not still_has_mail:
        world.bot.services.mail = None
    await world.pass_time(minutes=12)

    assert await states(world) == [ItemState.UNCONFIRMED]
    assert post.mails == []


async def test_an_alarm_reaches_hosts_by_mail_too(mailing_world: World, post: PostOffice) -> None:
    world = mailing_world
    await with_address(world, number=1, address="sayuri@example.org")
    await world.line.remove_bot(world.group)
    await world.settle()

    assert len(post.to("sayuri@example.org")) == 1
    assert joined(await world.say(world.sayuri, world.private, "こんにちは")) != ""


async def test_a_host_put_out_before_the_bot_is_alarmed_by_mail_also_where_it_goes_late(
    mailing_world: World, post: PostOffice
) -> None:
    world = mailing_world
    for number, name in ((2, "kenji"), (3, "emily")):
        await with_address(world, number=number, address=f"{name}@example.org")
    await world.leave(world.kenji)
    await world.leave(world.emily)
    post.refuse_recipient = ["451 later"]
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.pass_time(hours=1)

    assert ["世話役でいらした" in text_of(mail) for mail in post.to("kenji@example.org")] == [True]
    assert post.to("emily@example.org") == []


async def test_an_alarm_is_not_mailed_to_somebody_who_is_no_host_any_more(
    mailing_world: World, post: PostOffice
) -> None:
    world = mailing_world
    await with_address(world, number=2, address="kenji@example.org")
    post.refuse_recipient = ["451 later"]
    await world.line.remove_bot(world.group)
    await world.settle()
    async with world.bot.services.database.write() as session:
        (await session.get_one(Member, (1, 2))).role = Role.MEMBER
    await world.pass_time(hours=1)

    assert post.refuse_recipient == []
    assert post.to("kenji@example.org") == []


async def test_a_push_to_a_host_about_a_case_of_theirs_is_not_in_the_log_they_read(world: World) -> None:
    await with_hosts(world)
    await world.follow(world.kenji)
    await world.pass_time(minutes=2)
    number = await told(world, world.sayuri, f"注意 #2 1 {SEEN}")
    await world.tap(world.sayuri, "はい、伝える", world.private)
    await say(world, world.sayuri, f"/対応の記録 {number} 送る")
    await world.tap(world.sayuri, "いま送る", world.private)

    assert len(push_calls(world)) == 1
    assert "いま送る" in await say(world, world.sayuri, "/log")
    assert "いま送る" not in await say(world, world.kenji, "/log")


async def states(world: World) -> list[ItemState]:
    """List how far the words to Emily have come."""
    return [item.state for item in await outbox(world) if (item.dedupe_key or "").count(":") == 3]
