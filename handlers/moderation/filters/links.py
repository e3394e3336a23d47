"""Looks for links in a text, and tells invitations and addresses in messengers from ordinary ones.

Japanese writes a link right behind a word (`詳しくはhttps://…`), and people hide one as `hxxps` or `example[.]com`.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum


class LinkSort(StrEnum):
    """What a link leads to, the most telling first."""

    INVITATION = "invitation"
    """Into another group or channel."""
    CONTACT = "contact"
    """To somebody's private chat, or an id to look them up by."""
    LINK = "link"


class LinksFrom(StrEnum):
    """Whose ordinary links are noticed; invitations and addresses in messengers always are."""

    EVERYBODY = "everybody"
    NEWCOMERS = "newcomers"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Link:
    """A link or address found in a text; an id that was only written out has no host."""

    sort: LinkSort
    host: str = ""


_ORDER = tuple(LinkSort)
_ENDINGS = (
    "app|asia|be|biz|cc|club|cn|co|com|dev|fun|gg|icu|info|io|jp|kr|life|link|live|ly|me|net|online|org|page|pro|ru|sh|"
    "shop|site|store|team|tech|to|today|tokyo|top|tv|tw|uk|us|vip|work|world|xyz"
)
"""Endings with which a host name is known as one where no `https://` stands before it."""
_WITH_SCHEME = re.compile(r"h(?:tt|xx)ps?\s?:\s?//\s?(?:[^\s/@]*@)?([^\s/?#:、。「」()<>\"]+)(?::\d+)?(\S*)")
_BARE = re.compile(rf"(?<![a-z0-9@._/-])((?:[a-z0-9-]{{1,63}}\.)+(?:{_ENDINGS}))(?![a-z0-9-]|\.[a-z0-9])([/?#]\S*)?")
_WRITTEN_OUT = re.compile(
    r"(?:line|ライン|カカオ(?:トーク)?|kakao(?:talk)?|telegram|テレグラム|wechat|微信|whatsapp|signal|シグナル|discord|skype)"
    r"\s*(?:の\s*)?(?:id|アイディー|アカウント)\s*(?:は|[:：=→])?\s*@?[a-z0-9][a-z0-9._-]{3,}"
    r"|(?:telegram|テレグラム|discord)\s*[:：→]?\s*@[a-z0-9_.]{4,}"
)
_INVITATION = re.compile(
    r"line\.me/(?:r/)?ti/g2?/|t\.me/(?:joinchat/|\+)|telegram\.me/joinchat/|discord\.gg/|discord(?:app)?\.com/invite/"
    r"|chat\.whatsapp\.com/|open\.kakao\.com/|signal\.group/|join\.skype\.com/"
)
_CONTACT = re.compile(
    r"line\.me/(?:r/)?(?:ti/)?p2?/|lin\.ee/|(?:t|telegram)\.me/|wa\.me/|m\.me/|signal\.me/|qr\.kakao\.com/|u\.wechat\.com/"
)


def find_link(text: str, allowed_hosts: Collection[str] = ()) -> Link | None:
    """Find the most telling link of a text; None where there is none but to allowed hosts."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("[.]", ".").replace("(.)", ".")
    return min(_links_in(plain, allowed_hosts), key=lambda link: _ORDER.index(link.sort), default=None)


def _links_in(plain: str, allowed_hosts: Collection[str]) -> Iterator[Link]:
    if _WRITTEN_OUT.search(plain):
        yield Link(LinkSort.CONTACT)
    if "." not in plain and "//" not in plain:
        return
    for pattern in (_WITH_SCHEME, _BARE):
        for found in pattern.finditer(plain):
            host, rest = found[1].strip(".").removeprefix("www."), found[2] or ""
            if host and not is_allowed(host, allowed_hosts):
                yield Link(_sort(f"{host}{rest}"), host)


def is_allowed(host: str, allowed_hosts: Collection[str]) -> bool:
    """Say whether a host is an allowed one, or lies inside one."""
    return any(host == each.removeprefix("www.") or host.endswith(f".{each}") for each in allowed_hosts)


def _sort(address: str) -> LinkSort:
    if _INVITATION.match(address):
        return LinkSort.INVITATION
    return LinkSort.CONTACT if _CONTACT.match(address) else LinkSort.LINK
