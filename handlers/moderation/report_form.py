"""What the form of a report asks.

Whom it may be about, and which of their messages, is found when the form begins and stays as it was: the options of a
question do not move while somebody thinks. Nothing of it is kept but what the person chooses.
"""

from collections.abc import Iterable, Sequence

from bot.context import Context
from bot.errors import Refusal
from bot.forms import Choice, FreeText, Given, Option, Question, Value, YesNo
from bot.people import LATELY
from handlers.moderation import report_texts as texts
from handlers.moderation.cases.desk import adviser_of
from handlers.moderation.cases.labels import somebody
from handlers.moderation.judgement import About
from handlers.moderation.ladder import LOOKS_BACK, free_again_at
from handlers.moderation.report_answers import (
    is_one_host,
    is_picked,
    kind_of,
    message_known,
    messages_in,
    needs_consent,
    numbered,
    people_in,
    pointed_at,
    points_at_message,
    subject_of,
    supposing,
)
from handlers.moderation.report_desk import readers_of
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


def user_ids_known(known: Given) -> list[str]:
    """List the LINE user ids whose names the form shows."""
    return [user_id for key in ("hosts", "speakers") for _number, user_id in people_in(known, key) if user_id]


async def refuse_flood(ctx: Context, reporter: Member) -> None:
    """Refuse kindly, with the moment from which on more can be told."""
    moments = await ctx.store.reports.moments_of(reporter.number, ctx.now - LOOKS_BACK)
    free_at = free_again_at(moments, ctx.now)
    if free_at is not None:
        raise Refusal(texts.one_moment(free_at, ctx.now, ctx.community.timezone))


def report_questions(ctx: Context) -> Sequence[Question]:
    """List what the form asks; who will read it stands in the last question."""

    def speakers(given: Given) -> Sequence[Option]:
        return [*_options(ctx, people_in(given, "speakers")), Option(_NOT_SAID, texts.somebody_else())]

    def is_it_a_host(given: Given) -> str:
        hosts = _options(ctx, people_in(given, "hosts"))
        if len(hosts) > 1:
            return texts.is_it_a_host()
        return texts.is_it_this_host(hosts[0].label, subject_of(supposing(given, "about_host", True)))

    def which_host(given: Given) -> str:
        return texts.which_host(subject_of(supposing(given, "host", _NOT_SAID)))

    def hosts(given: Given) -> Sequence[Option]:
        hosts = _options(ctx, people_in(given, "hosts"))
        is_read_unnamed = subject_of(supposing(given, "host", _NOT_SAID)) is not None
        return [*hosts, Option(_NOT_SAID, texts.rather_not_say())] if is_read_unnamed else hosts

    def messages(given: Given) -> Sequence[Option]:
        found = messages_in(given)
        labels = texts.moments([each.at for each in found], ctx.community.timezone)
        options = [Option(each.message_id, label) for each, label in zip(found, labels, strict=True)]
        return [*options, Option(_NOT_SAID, texts.do_not_know_which())]

    async def refuse_unread(given: Given) -> None:
        subject = subject_of(given)
        if subject is None or not await is_read(ctx, subject):
            is_named = is_picked(given, "who") or is_picked(given, "host") or is_one_host(given)
            why = texts.nobody_but_them() if is_named else texts.nobody_else_reads()
            raise Refusal(why, [texts.where_help_is()])

    async def read_if_it_is_them(given: Given, value: Value) -> Value:
        if value != _NOT_SAID:
            await refuse_unread(supposing(given, "who", value))
        return value

    async def read_if_it_is_a_host(given: Given, value: Value) -> Value:
        if value is True and is_one_host(given):
            await refuse_unread(supposing(given, "about_host", value))
        return value

    async def read_if_it_is_that_host(given: Given, value: Value) -> Value:
        await refuse_unread(supposing(given, "host", value))
        return value

    async def agreed(given: Given, value: Value) -> Value:
        if value is not True:
            return value
        await refuse_unread(given)
        if ctx.speaker is not None:
            await refuse_flood(ctx, ctx.speaker)
        return value

    def look_it_over(given: Given) -> str:
        subject, message = subject_of(given), pointed_at(given)
        who = None if subject is None or subject.number is None else _label(ctx, given, subject.number)
        at = None if message is None else message.at
        return texts.look_it_over(given, subject, who, at, ctx.community.timezone)

    return [
        Question(key="kind", text=texts.what_is_it, kind=Choice(texts.kinds)),
        Question(key="words", text=texts.what_happened, kind=FreeText(most=MOST_WORDS)),
        Question(
            key="who",
            text=texts.who_is_it,
            kind=Choice(speakers),
            when=lambda given: bool(given.several("speakers")),
            check=read_if_it_is_them,
        ),
        Question(
            key="about_host",
            text=is_it_a_host,
            kind=YesNo(),
            when=lambda given: not is_picked(given, "who") and bool(given.several("hosts")),
            check=read_if_it_is_a_host,
        ),
        Question(
            key="host",
            text=which_host,
            kind=Choice(hosts),
            when=lambda given: not is_picked(given, "who") and given.yes("about_host") and not is_one_host(given),
            check=read_if_it_is_that_host,
        ),
        Question(
            key="evidence",
            text=texts.what_shows_it,
            kind=FreeText(most=MOST_WORDS),
            optional=True,
            when=lambda given: kind_of(given) in _PASTED,
        ),
        Question(key="message", text=texts.which_message, kind=Choice(messages), when=points_at_message),
        Question(key="may_tell", text=texts.may_the_person_learn, kind=YesNo(), optional=True, when=needs_consent),
        Question(key="named", text=texts.may_they_know_you, kind=YesNo()),
        Question(key="send", text=look_it_over, kind=YesNo(), check=agreed),
    ]


async def is_read(ctx: Context, subject: About) -> bool:
    """Say whether somebody who may read it is still here besides the reporter."""
    return any(reader.number != ctx.speaker_number for reader in await readers_of(ctx, subject))


def _options(ctx: Context, people: Iterable[tuple[int, str]]) -> list[Option]:
    return [Option(str(number), somebody(number, ctx.facts.name_of(user_id))) for number, user_id in people]


def _label(ctx: Context, given: Given, number: int) -> str:
    known = dict([*people_in(given, "speakers"), *people_in(given, "hosts")])
    return somebody(number, ctx.facts.name_of(known.get(number)))
