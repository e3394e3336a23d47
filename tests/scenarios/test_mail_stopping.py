"""Mail is stopped with one tap on a page of ours, without a login; and a bot without mail says so kindly."""

from datetime import timedelta

import pytest

from bot.i18n import speaking
from bot.mail.composing import mail_of_words
from bot.messages import Card, to_line
from storage.repositories.mail import ConfirmedAddress
from storage.unit_of_work import UnitOfWork
from tests.scenarios.world import World

ADDRESS = "kenji@home.example"
HOME = "https://bot.test/base"
with_page = pytest.mark.bot_settings(public_url=HOME)


async def confirmed(world: World, address: str = ADDRESS) -> ConfirmedAddress:
    """Put an address on record as Kenji's, as if he had proved it now."""
    services = world.bot.services
    async with services.database.write() as session:
        unit = UnitOfWork(session, services.vault, world.clock.now())
        community = await unit.communities.get(1)
        assert community is not None
        member = await unit.of(community).members.remember(world.kenji.user_id, unit.now)
        await unit.mail.confirm(1, member.number, address, unit.now)
        found = await unit.mail.address_of(1, world.kenji.user_id)
    assert found is not None
    return found


async def gets_mail(world: World) -> bool:
    services = world.bot.services
    async with services.database.read() as session:
        unit = UnitOfWork(session, services.vault, world.clock.now())
        return await unit.mail.address_of(1, world.kenji.user_id) is not None


def stop_link(world: World, address: ConfirmedAddress) -> str:
    """The link in a mail with words, as its reader's browser asks this server for it."""
    with speaking("ja"):
        mail = mail_of_words([], address, key="word:1", services=world.bot.services, now=world.clock.now())
    assert mail.stop_url is not None
    assert mail.stop_url in mail.text
    return mail.stop_url.removeprefix(HOME)


@with_page
async def test_reading_the_page_changes_nothing_and_its_button_stops_the_mail(world: World) -> None:
    link = stop_link(world, await confirmed(await world.claimed()))
    page = await world.http.get(link)
    assert page.status_code == 200
    assert "メールを止める" in page.text
    assert "Stop the mail" in page.text
    assert "@" not in page.text
    assert (await world.http.head(link)).status_code == 200
    assert await gets_mail(world)
    stopped = await world.http.post(link)
    assert "アドレスを消しました" in stopped.text
    assert "<button" not in stopped.text
    assert not await gets_mail(world)
    assert (await world.http.post(link)).status_code == 200


@with_page
async def test_a_mail_program_stops_it_with_one_click(world: World) -> None:
    link = stop_link(world, await confirmed(await world.claimed()))
    await world.http.post(link, data={"List-Unsubscribe": "One-Click"})
    assert not await gets_mail(world)


@with_page
async def test_the_page_tells_nobody_where_it_was_read(world: World) -> None:
    headers = (await world.http.get(stop_link(world, await confirmed(await world.claimed())))).headers
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


@with_page
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_link_that_was_changed_stops_nothing(world: World, method: str) -> None:
    link = stop_link(world, await confirmed(await world.claimed()))
    for changed in (link[:-2] + ("AA" if link[-2:] != "AA" else "BB"), "/mail/stop/1.1.1", "/mail/stop/" + "é" * 20):
        answer = await world.http.request(method, changed)
        assert answer.status_code == 404
        assert "<button" not in answer.text
    assert await gets_mail(world)


@with_page
async def test_an_old_link_does_not_stop_a_newer_address(world: World) -> None:
    old = stop_link(world, await confirmed(await world.claimed()))
    world.clock.move_to(world.clock.now() + timedelta(days=1))
    await confirmed(world, "new@home.example")
    told = await world.http.post(old)
    assert "いちばん新しいメール" in told.text
    assert await gets_mail(world)


async def test_a_mail_with_words_says_them_and_how_to_answer_and_to_stop(world: World) -> None:
    address = await confirmed(await world.claimed())
    card = Card("お返事です", ["また話しましょう。"], alt="お知らせ")
    with speaking("ja"):
        mail = mail_of_words([to_line(card)], address, key="k", services=world.bot.services, now=world.clock.now())
    assert mail.to == ADDRESS
    assert mail.subject == "お知らせがあります"
    assert "また話しましょう。" in mail.text
    assert "https://line.me/R/oaMessage/" in mail.text
    assert "/メール やめる" in mail.text
    assert mail.stop_url is None
    assert world.group.name not in mail.text + mail.subject


async def test_without_a_mail_server_mail_is_kindly_declined(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")
    for typed in ("メール", f"メール {ADDRESS}", "メール 変える"):
        said = await world.say(world.kenji, world.private, typed)
        assert "ご用意がありません" in said[0]
