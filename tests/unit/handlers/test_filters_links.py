"""Links are found where Japanese writes them, invitations and ids are told from ordinary ones."""

import pytest

from handlers.moderation.filters.links import Link, LinkSort, find_link


@pytest.mark.parametrize(
    ("text", "sort", "host"),
    [
        ("詳しくはhttps://example.com/aを見て", LinkSort.LINK, "example.com"),
        ("hxxps://evil[.]example/x", LinkSort.LINK, "evil.example"),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｃｏｍ", LinkSort.LINK, "example.com"),
        ("example.comで売ってます", LinkSort.LINK, "example.com"),
        ("http://例え.jp/", LinkSort.LINK, "例え.jp"),
        ("http://user@192.0.2.1:8080/", LinkSort.LINK, "192.0.2.1"),
        ("こっちへ https://line.me/R/ti/g/AbCdEf", LinkSort.INVITATION, "line.me"),
        ("https://line.me/ti/g2/xyz", LinkSort.INVITATION, "line.me"),
        ("t.me/joinchat/AAAA", LinkSort.INVITATION, "t.me"),
        ("https://open.kakao.com/o/abc", LinkSort.INVITATION, "open.kakao.com"),
        ("discord.gg/abc", LinkSort.INVITATION, "discord.gg"),
        ("https://line.me/ti/p/~taro", LinkSort.CONTACT, "line.me"),
        ("https://lin.ee/abc", LinkSort.CONTACT, "lin.ee"),
        ("t.me/taro", LinkSort.CONTACT, "t.me"),
        ("LINE ID：taro123 です", LinkSort.CONTACT, ""),
        ("ラインのIDは taro_123", LinkSort.CONTACT, ""),
        ("カカオのID→taro123", LinkSort.CONTACT, ""),
        ("テレグラム @taro_tg まで", LinkSort.CONTACT, ""),
    ],
)
def test_a_link_is_found_and_its_sort_is_told(text: str, sort: LinkSort, host: str) -> None:
    assert find_link(text) == Link(sort, host)


@pytest.mark.parametrize(
    "text",
    [
        "今日は12.5度でした",
        "Version 3.11 is out...",
        "taro@example.com にメールください",
        "LINEでIDを交換するのはやめましょう",
        "それは…ね。",
        "file.pyを見て",
    ],
)
def test_what_only_looks_like_a_link_is_none(text: str) -> None:
    assert find_link(text) is None


def test_the_most_telling_of_several_links_is_named() -> None:
    found = find_link("https://example.com と https://line.me/R/ti/g/abc と t.me/taro")
    assert found is not None
    assert found.sort is LinkSort.INVITATION


def test_allowed_hosts_and_what_lies_inside_them_pass() -> None:
    assert find_link("https://www.example.org/a", {"example.org"}) is None
    assert find_link("https://shop.example.org/a", {"example.org"}) is None
    assert find_link("https://notexample.org/a", {"example.org"}) == Link(LinkSort.LINK, "notexample.org")
