"""Mail addresses as people type them, the sender, and where the mail server is."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.addresses import NotASender, Sender, masked, quoted, read_address, read_sender
from bot.mail.post import Mail
from bot.mail.smtp import as_sent
from bot.mail.smtp_url import Encryption, MailServer, NotAMailServer, read_smtp_url
from tests.factories import NOW

SENDER = Sender("つどい", "tsudoi@mail.example")


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" taro@Example.ORG ", "taro@example.org"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｏｒｇ", "taro@example.org"),
        ("<taro@example.org>", "taro@example.org"),
        ("taro..hana.@docomo.example", "taro..hana.@docomo.example"),
    ],
)
def test_an_address_is_read_as_people_type_it(typed: str, address: str) -> None:
    assert read_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "taro",
        "taro@",
        "@example.org",
        "taro@localhost",
        "taro@127.0.0.1",
        "taro@example.org, hana@example.org",
        "taro@example.org\r\nBcc: hana@example.org",
        "ta ro@example.org",
        "太郎@example.org",
        "=?utf-8?q?taro?=@example.org",
        "=?utf-8?q?taro=0Ahana?=@example.org",
        "=?iso-2022-jp?b?GyRC?=@example.org",
        "taro@-example.org",
        "t" * 65 + "@example.org",
        "taro@" + "a." * 130 + "org",
    ],
)
def test_anything_else_is_no_address(typed: str) -> None:
    assert read_address(typed) is None


def test_an_address_is_shown_by_its_first_letter_and_its_domain() -> None:
    assert masked("taro@example.org") == "t…@example.org"


def test_odd_dots_are_quoted_for_the_way() -> None:
    assert quoted("taro..hana.@docomo.example") == '"taro..hana."@docomo.example'


@given(st.text(max_size=60))
def test_whatever_passes_for_an_address_makes_one_recipient_and_no_header(typed: str) -> None:
    address = read_address(f"{typed}@example.org") or read_address(typed)
    if address is not None:
        mail = Mail(to=address, subject="件名", text="本文", key="k", sent_at=NOW)
        message = parsed(as_sent(mail, SENDER))
        assert [each.addr_spec for each in message["To"].addresses] == [address]
        assert set(message.keys()) <= {
            *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted"),
            *("Content-Type", "Content-Transfer-Encoding", "MIME-Version"),
        }


def test_a_line_end_in_a_subject_is_refused() -> None:
    with pytest.raises(ValueError, match="linefeed"):
        as_sent(Mail(to="t@example.org", subject="x\r\nBcc: h@example.org", text="", key="k", sent_at=NOW), SENDER)


def test_a_mail_travels_in_short_plain_lines_and_is_stopped_with_one_tap() -> None:
    url = "https://a-rather-long-name.example.org/bot/mail/stop/" + "x" * 90
    text = "長い" * 300 + "\n" + "long " * 300
    content = as_sent(
        Mail(to="t@example.org", subject="お知らせ", text=text, key="k", sent_at=NOW, stop_url=url), SENDER
    )
    assert content.isascii()
    body = content.partition(b"\r\n\r\n")[2]
    assert max(map(len, body.split(b"\r\n"))) <= 78
    message = parsed(content)
    assert message.get_content().replace("\r\n", "\n") == text + "\n"
    assert message["List-Unsubscribe"] == f"<{url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (message["Auto-Submitted"], message["Date"].datetime) == ("auto-generated", NOW)
    assert message["From"].addresses[0].display_name == "つどい"


def test_the_same_mail_tried_again_has_the_same_id() -> None:
    def id_of(key: str) -> str:
        return str(
            parsed(as_sent(Mail(to="t@a.org", subject="s", text="t", key=key, sent_at=NOW), SENDER))["Message-ID"]
        )

    assert id_of("word:1") == id_of("word:1") != id_of("word:2")


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer(host="mail.example", port=587, encryption=Encryption.STARTTLS)),
        (
            "smtps://me%40here:p%2Fw@mail.example",
            MailServer(
                host="mail.example", port=465, encryption=Encryption.FROM_THE_START, user="me@here", password="p/w"
            ),
        ),
        ("smtp://localhost:2525", MailServer(host="localhost", port=2525, encryption=Encryption.NONE)),
        ("smtp://10.0.0.5?tls=none", MailServer(host="10.0.0.5", port=25, encryption=Encryption.NONE)),
    ],
)
def test_the_mail_server_is_read_from_one_setting(url: str, server: MailServer) -> None:
    assert read_smtp_url(url) == server


@pytest.mark.parametrize(
    "url",
    ["mail.example", "http://mail.example", "smtp://", "smtp://me@mail.example", "smtp://mail.example/in",
     "smtp://mail.example?tls=no", "smtps://mail.example?tls=none", "smtp://mail.example:port"],
)  # fmt: skip
def test_anything_else_is_no_mail_server(url: str) -> None:
    with pytest.raises(NotAMailServer):
        read_smtp_url(url)


def test_a_sender_may_have_a_name() -> None:
    assert read_sender("つどい <tsudoi@mail.example>") == SENDER
    assert read_sender("tsudoi@mail.example") == Sender("", "tsudoi@mail.example")
    for wrong in ("つどい", "a@b.example\r\nBcc: c@d.example", ""):
        with pytest.raises(NotASender):
            read_sender(wrong)
