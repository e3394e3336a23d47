"""Handing mail to a real server: what it takes, what it never will, and when nobody knows."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.mail.addresses import read_sender
from bot.mail.post import Mail, MailRefused, MailUnavailable
from bot.mail.smtp import Smtp
from bot.mail.smtp_url import Encryption, read_smtp_url
from tests.factories import NOW
from tests.scenarios.post_office import SENDER, PostOffice, open_post_office, text_of

MAIL = Mail(
    to="taro..@home.example", subject="お知らせがあります", text="こんにちは\nまた明日", key="word:1", sent_at=NOW
)


@pytest.fixture
async def post() -> AsyncIterator[PostOffice]:
    async with open_post_office() as office:
        yield office


def connected(url: str) -> Smtp:
    return Smtp(read_smtp_url(url), read_sender(SENDER), timeout_seconds=2.0)


async def test_a_mail_arrives_as_it_was_written(post: PostOffice) -> None:
    await connected(post.url).send(MAIL)
    assert post.recipients == ["taro..@home.example"]
    assert post.mails[0]["Subject"] == "お知らせがあります"
    assert text_of(post.mails[0]).split() == ["こんにちは", "また明日"]


async def test_an_address_nobody_has_is_refused_for_good_and_not_named(post: PostOffice) -> None:
    post.refuse_recipient = ["550 no such user taro"]
    with pytest.raises(MailRefused) as refused:
        await connected(post.url).send(MAIL)
    assert "taro" not in str(refused.value)


@pytest.mark.parametrize("step", ["refuse_recipient", "refuse_content"])
async def test_a_server_that_asks_for_patience_has_surely_not_taken_it(post: PostOffice, step: str) -> None:
    setattr(post, step, ["451 greylisted, come back"])
    with pytest.raises(MailUnavailable) as unavailable:
        await connected(post.url).send(MAIL)
    assert not unavailable.value.maybe_done
    await connected(post.url).send(MAIL)
    assert len(post.mails) == 1


async def test_refused_content_is_refused_for_good(post: PostOffice) -> None:
    post.refuse_content = ["554 looks like spam"]
    with pytest.raises(MailRefused):
        await connected(post.url).send(MAIL)


async def test_after_a_lost_answer_nobody_knows(post: PostOffice) -> None:
    post.lose_answers = 1
    with pytest.raises(MailUnavailable) as unavailable:
        await connected(post.url).send(MAIL)
    assert unavailable.value.maybe_done


async def test_a_server_that_never_comes_to_the_content_has_surely_not_taken_it(post: PostOffice) -> None:
    post.never_answers = True
    slow = Smtp(read_smtp_url(post.url), read_sender(SENDER), before_content_seconds=0.2)
    with pytest.raises(MailUnavailable, match="too slow") as unavailable:
        await slow.send(MAIL)
    assert not unavailable.value.maybe_done


async def test_a_server_that_is_not_there_has_surely_not_taken_it() -> None:
    async with open_post_office() as office:
        url = office.url
    with pytest.raises(MailUnavailable) as unavailable:
        await connected(url).send(MAIL)
    assert not unavailable.value.maybe_done


async def test_the_login_is_that_of_the_setting() -> None:
    async with open_post_office(password="p/w") as office:
        host = office.url.removeprefix("smtp://")
        await connected(f"smtp://me:p%2Fw@{host}").check()
        with pytest.raises(MailUnavailable, match="login"):
            await connected(f"smtp://me:wrong@{host}").check()


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.FROM_THE_START])
async def test_a_way_that_ought_to_be_encrypted_never_is_open(post: PostOffice, encryption: Encryption) -> None:
    server = replace(read_smtp_url(post.url), encryption=encryption)
    with pytest.raises(MailUnavailable, match="reached"):
        await Smtp(server, read_sender(SENDER), timeout_seconds=2.0).send(MAIL)
    assert post.mails == []
