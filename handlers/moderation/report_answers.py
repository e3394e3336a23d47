"""What the answers to a report's form mean: whom it is about, who reads it, which message it points to. Pure.

Whom and which of their messages a report may be about stands beside the answers, as text: people as `4:U123…`,
messages as `4:<id>:<milliseconds>`.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.forms import Given, Value
from handlers.moderation.judgement import About, Audience
from storage.columns import from_milliseconds, to_milliseconds
from storage.models import Member
from storage.models.reports import ReportKind


@dataclass(frozen=True, slots=True)
class PointedAt:
    """A message of the group that somebody points to: whose it is, its id, and when it was said."""

    author: str
    message_id: str
    at: datetime


def kind_of(given: Given) -> ReportKind:
    """Give what a report is about."""
    return ReportKind(given.text("kind") or "other")


def subject_of(given: Given) -> About | None:
    """Say whom it is about and who reads it; None where nobody could."""
    hosts = frozenset(number for number, _user_id in people_in(given, "hosts"))
    number = _number(given)
    is_host = number in hosts if is_picked(given, "who") else given.yes("about_host")
    audience = Audience(hosts, _whole(given.text("owner")), _whole(given.text("adviser")))
    return audience.for_subject(number, a_host=is_host)


def supposing(given: Given, key: str, value: Value) -> Given:
    """Give the answers as they would be with one more."""
    return Given({**given.values, key: value}, given.said_in)


def is_picked(given: Given, key: str) -> bool:
    """Say whether somebody was chosen there, and not left unnamed."""
    return given.text(key).isdecimal()


def is_one_host(given: Given) -> bool:
    """Say whether there is but one host besides the reporter, so that nobody needs to say which."""
    return len(given.several("hosts")) == 1


def people_in(given: Given, key: str) -> list[tuple[int, str]]:
    """List the people known under a key: their numbers and LINE user ids, the latter empty where unknown."""
    split = [each.partition(":") for each in given.several(key)]
    return [(int(number), user_id) for number, _colon, user_id in split]


def messages_in(given: Given) -> list[PointedAt]:
    """List the messages of whom it is about."""
    if not is_picked(given, "who"):
        return []
    split = [each.split(":", 2) for each in given.several("messages")]
    found = [PointedAt(author, message_id, from_milliseconds(int(at))) for author, message_id, at in split]
    return [each for each in found if each.author == given.text("who")]


def pointed_at(given: Given) -> PointedAt | None:
    """Give the message of the group that a report is about, where its reporter pointed to one."""
    return next((each for each in messages_in(given) if each.message_id == given.text("message")), None)


def points_at_message(given: Given) -> bool:
    """Say whether a message of theirs is what it is about."""
    is_quoted = is_picked(given, "quoted") and given.text("quoted") == given.text("who")
    is_asked = kind_of(given) is ReportKind.PHOTO or bool(given.text("evidence")) or is_quoted
    return bool(messages_in(given)) and is_asked


def needs_consent(given: Given) -> bool:
    """Say whether the person might learn of it; a host only where that may spare a photo, for they are not told."""
    subject = subject_of(given)
    if subject is None or subject.number is None:
        return False
    return kind_of(given) is ReportKind.PHOTO or not subject.a_host


def numbered(member: Member) -> str:
    """Write a member as the form keeps them."""
    return f"{member.number}:{member.user_id or ''}"


def message_known(author: int, message_id: str, at: datetime) -> str:
    """Write a message as the form keeps it."""
    return f"{author}:{message_id}:{to_milliseconds(at)}"


def _number(given: Given) -> int | None:
    if is_picked(given, "who"):
        return _whole(given.text("who"))
    return _whole(given.text("host")) if given.yes("about_host") else None


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
