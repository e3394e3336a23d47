"""What the form of a report asks, and what its answers mean.

Whom it may be about, and which of their messages, is found when the form begins and stays as it was: the options of a
question do not move while somebody thinks. Nothing of it is kept but what the person chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.context import Context
from bot.errors import Refusal
from bot.forms import Choice, FreeText, Given, Option, Question, Value, YesNo
from bot.people import LATELY
from handlers.moderation import report_texts as texts
from handlers.moderation.cases.desk import adviser_of
from handlers.moderation.cases.labels import somebody
from handlers.moderation.judgement import About, Audience
from handlers.moderation.ladder import LOOKS_BACK, free_again_at
from handlers.moderation.report_desk import readers_of
from storage.columns import from_milliseconds, to_milliseconds
from storage.models import Member
from storage.models.members import Role
from storage.models.reports import ReportKind
from storage.repositories.advisers import OutsideAdviser

MOST_WORDS = 2_000
"""UTF-16 units."""
_MOST_SPEAKERS = 8
_MOST_MESSAGES = 6
_NOT_SAID = "not said"
_PASTED = {ReportKind.RECRUITING, ReportKind.CONTACT, ReportKind.QUARREL, ReportKind.OTHER}
"""What is best shown by words that can be copied."""


@dataclass(frozen=True, slots=True)
class PointedAt:
    """A message of the group that somebody points to: whose it is, its id, and when it was said."""

    author: str
    message_id: str
    at: datetime


async def known_beforehand(ctx: Context, reporter: Member) -> dict[str, Value]:
    """Gather who could read a report of this member, and whom and what it may be about."""
    hosts = [host for host in await ctx.store.members.hosts() if host.number != reporter.number]
    adviser = await adviser_of(ctx)
    speakers = await ctx.store.activity.speakers_since(ctx.now - LATELY, _MOST_SPEAKERS, without=reporter.number)
    messages = await ctx.store.activity.newest_messages_of(
        [member.number for member in speakers], ctx.now - LATELY, most_each=_MOST_MESSAGES
    )
    return {
        "hosts": [numbered(host) for host in hosts],
        "owner": next((str(host.number) for host in hosts if host.role is Role.OWNER), ""),
        "adviser": "" if adviser is None or adviser.number == reporter.number else str(adviser.number),
        "adviser_name": adviser.name if isinstance(adviser, OutsideAdviser) else "",
        "speakers": [numbered(member) for member in speakers],
        "messages": [
            message_known(mark.member_number, mark.message_id, mark.occurred_at)
            for mark in messages
            if mark.member_number is not None
        ],
    }


def people_known(known: Given) -> list[str]:
    """List the LINE user ids whose names the form shows."""
    pairs = [_split(each) for key in ("hosts", "speakers") for each in known.several(key)]
    return [user_id for _number, user_id in pairs if user_id]


async def refuse_flood(ctx: Context, reporter: Member) -> None:
    """Refuse kindly, with the moment from which on more can be told."""
    moments = await ctx.store.reports.moments_of(reporter.number, ctx.now - LOOKS_BACK)
    free_at = free_again_at(moments, ctx.now)
    if free_at is not None:
        raise Refusal(texts.one_moment(free_at, ctx.now, ctx.community.timezone))


def report_questions(ctx: Context) -> Sequence[Question]:
    """List what the form asks; who will read it stands in the last question."""

    def speakers(given: Given) -> Sequence[Option]:
        return [*_people(ctx, given.several("speakers")), Option(_NOT_SAID, texts.somebody_else())]

    def hosts(given: Given) -> Sequence[Option]:
        return [*_people(ctx, given.several("hosts")), Option(_NOT_SAID, texts.rather_not_say())]

    def messages(given: Given) -> Sequence[Option]:
        found = _messages_of(given)
        labels = texts.moments([each.at for each in found], ctx.community.timezone)
        options = [Option(each.message_id, label) for each, label in zip(found, labels, strict=True)]
        return [*options, Option(_NOT_SAID, texts.do_not_know_which())]

    async def readable(given: Given, value: Value) -> Value:
        subject = subject_of(Given({**given.values, "host": value}))
        if subject is None or not await is_read(ctx, subject):
            raise Refusal(texts.nobody_else_reads() if value == _NOT_SAID else texts.nobody_but_them())
        return value

    async def known_to_somebody(given: Given, value: Value) -> Value:
        after = Given({**given.values, "who": value})
        return await readable(after, value) if value != _NOT_SAID else value

    async def agreed(given: Given, value: Value) -> Value:
        if value is not True:
            return value
        subject = subject_of(given)
        if subject is None or not await is_read(ctx, subject):
            raise Refusal(texts.nobody_else_reads())
        if ctx.speaker is not None:
            await refuse_flood(ctx, ctx.speaker)
        return value

    def look_it_over(given: Given) -> str:
        number = _number(given)
        who = None if number is None else _label(ctx, given, number)
        message = pointed_at(given)
        at = None if message is None else message.at
        return texts.look_it_over(given, subject_of(given), who, at, ctx.community.timezone)

    return [
        Question(key="kind", text=texts.what_is_it, kind=Choice(texts.kinds)),
        Question(key="words", text=texts.what_happened, kind=FreeText(most=MOST_WORDS)),
        Question(
            key="who",
            text=texts.who_is_it,
            kind=Choice(speakers),
            when=lambda given: bool(given.several("speakers")),
            check=known_to_somebody,
        ),
        Question(key="about_host", text=texts.is_it_a_host, kind=YesNo(), when=lambda given: not _picked(given, "who")),
        Question(
            key="host",
            text=texts.which_host,
            kind=Choice(hosts),
            when=lambda given: not _picked(given, "who") and given.yes("about_host"),
            check=readable,
        ),
        Question(
            key="evidence",
            text=texts.what_shows_it,
            kind=FreeText(most=MOST_WORDS),
            optional=True,
            when=lambda given: kind_of(given) in _PASTED,
        ),
        Question(key="message", text=texts.which_message, kind=Choice(messages), when=_points_at_message),
        Question(key="may_tell", text=texts.may_the_person_learn, kind=YesNo(), optional=True, when=_asks_consent),
        Question(key="named", text=texts.may_they_know_you, kind=YesNo()),
        Question(key="send", text=look_it_over, kind=YesNo(), check=agreed),
    ]


def kind_of(given: Given) -> ReportKind:
    """Give what a report is about."""
    return ReportKind(given.text("kind") or "other")


def subject_of(given: Given) -> About | None:
    """Say whom it is about and who reads it; None where nobody could."""
    hosts = frozenset(_split(each)[0] for each in given.several("hosts"))
    number = _number(given)
    picked_host = _picked(given, "who") and number in hosts
    is_host = picked_host or (not _picked(given, "who") and given.yes("about_host"))
    audience = Audience(hosts, _whole(given.text("owner")), _whole(given.text("adviser")))
    return audience.for_subject(number, a_host=is_host)


def pointed_at(given: Given) -> PointedAt | None:
    """Give the message of the group that a report is about, where its reporter pointed to one."""
    return next((each for each in _messages_of(given) if each.message_id == given.text("message")), None)


async def is_read(ctx: Context, subject: About) -> bool:
    """Say whether somebody who may read it is still here besides the reporter."""
    reporter = None if ctx.speaker is None else ctx.speaker.number
    return any(reader.number != reporter for reader in await readers_of(ctx, subject))


def numbered(member: Member) -> str:
    """Write a member as the form keeps them: the number and the LINE user id."""
    return f"{member.number}:{member.user_id or ''}"


def message_known(author: int, message_id: str, at: datetime) -> str:
    """Write a message as the form keeps it: its author, its id and its moment."""
    return f"{author}:{message_id}:{to_milliseconds(at)}"


def _points_at_message(given: Given) -> bool:
    is_quoted = _picked(given, "quoted") and given.text("quoted") == given.text("who")
    is_asked = kind_of(given) is ReportKind.PHOTO or bool(given.text("evidence")) or is_quoted
    return bool(_messages_of(given)) and is_asked


def _asks_consent(given: Given) -> bool:
    """Ask whether the person may learn of it; of a host only where that may spare a photo, for they are not told."""
    subject = subject_of(given)
    if subject is None or subject.number is None:
        return False
    return kind_of(given) is ReportKind.PHOTO or not subject.a_host


def _messages_of(given: Given) -> list[PointedAt]:
    if not _picked(given, "who"):
        return []
    split = [each.split(":", 2) for each in given.several("messages")]
    found = [PointedAt(author, message_id, from_milliseconds(int(at))) for author, message_id, at in split]
    return [each for each in found if each.author == given.text("who")]


def _number(given: Given) -> int | None:
    if _picked(given, "who"):
        return _whole(given.text("who"))
    return _whole(given.text("host")) if given.yes("about_host") else None


def _picked(given: Given, key: str) -> bool:
    return given.text(key).isdecimal()


def _people(ctx: Context, numbered: Sequence[str]) -> list[Option]:
    split = [_split(each) for each in numbered]
    return [Option(str(number), somebody(number, ctx.facts.name_of(user_id))) for number, user_id in split]


def _label(ctx: Context, given: Given, number: int) -> str:
    split = [_split(each) for key in ("speakers", "hosts") for each in given.several(key)]
    user_id = next((user_id for each, user_id in split if each == number), None)
    return somebody(number, ctx.facts.name_of(user_id))


def _split(numbered: str) -> tuple[int, str]:
    number, _colon, user_id = numbered.partition(":")
    return int(number), user_id


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
