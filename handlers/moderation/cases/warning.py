"""A host puts something down about somebody: a warning, a request for a pause, or a note for the hosts alone."""

from datetime import timedelta
from functools import partial

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import utf16_units
from bot.people import names_to_pick_from
from bot.routing import Router
from bot.times import Duration, ImpossibleTime, read_duration
from handlers.moderation.cases import refusals
from handlers.moderation.cases import warning_texts as texts
from handlers.moderation.cases.desk import label_of, require_may_judge, said_in, write_log
from handlers.moderation.cases.drafting import MOST_WORDS, ask_for_words, open_draft
from handlers.moderation.cases.guards import Verdict
from handlers.moderation.cases.reading import Words, read_parts, read_words
from handlers.moderation.cases.subjects import said_in_private, subject_meant
from handlers.moderation.hosts import host_of
from storage.models.cases import CaseKind, CaseState
from storage.models.members import Role
from storage.repositories.cases import NewCase

MOST_NOTE = 1_000
"""UTF-16 units."""
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(hours=1), timedelta(days=30)

router = Router("cases")
host_command = partial(router.command, who=Role.HOST, about_person=True, unrecorded=True, needs=names_to_pick_from)


@host_command(
    "warn",
    "注意",
    help=lambda: _("Put down a warning about somebody; they are told in private, once you say so"),
    example=lambda: _("/warn #12 r2 1 Wrote at length about others. Asked: Please leave that out"),
)
@said_in_private
async def warn(ctx: Context, command: Command) -> Answers:
    """Open a warning that rests, and show what would be told."""
    host = host_of(ctx)
    subject = await subject_meant(ctx, command)
    if subject.member is not None:
        await require_may_judge(ctx, subject.member)
    words = read_words(subject.rest)
    await _require_sound(ctx, words)
    new = NewCase(
        kind=CaseKind.WARNING,
        opened_by=host.number,
        said_in=said_in(ctx),
        subject_number=None if subject.member is None else subject.member.number,
        subject_name=subject.name,
        reason=words.seen,
        request=words.asked,
        severity=words.level,
        rule_number=words.rule,
        state=CaseState.RESTING,
    )
    return await open_draft(ctx, new) if words.seen else await ask_for_words(ctx, new)


@host_command(
    "cooldown",
    "少しお休みのお願い",
    "お休みのお願い",
    help=lambda: _("Ask somebody in private for a pause with an end"),
    example=lambda: _("/cooldown #12 24h It got loud last night"),
)
@said_in_private
async def ask_for_pause(ctx: Context, command: Command) -> Answers:
    """Open a request for a pause that rests, and show what would be told."""
    host = host_of(ctx)
    subject = await subject_meant(ctx, command)
    if subject.member is None:
        raise Refusal(texts.pause_needs_a_member())
    await require_may_judge(ctx, subject.member)
    duration, rest = _duration(subject.rest)
    seen, asked = read_parts(rest)
    await _require_sound(ctx, Words(seen=seen, asked=asked))
    new = NewCase(
        kind=CaseKind.COOLDOWN,
        opened_by=host.number,
        said_in=said_in(ctx),
        subject_number=subject.member.number,
        subject_name=subject.name,
        reason=seen,
        request=asked,
        state=CaseState.RESTING,
        ends_at=duration.add_to(ctx.now, ctx.zone),
    )
    return await open_draft(ctx, new) if seen else await ask_for_words(ctx, new)


@host_command(
    "note",
    "メモ",
    help=lambda: _("Keep a note about somebody that only hosts read"),
    example=lambda: _("/note #12 Wants to be called Hana"),
)
@said_in_private
async def note(ctx: Context, command: Command) -> Answers:
    """Keep a note; nobody is told."""
    host = host_of(ctx)
    subject = await subject_meant(ctx, command)
    if subject.member is not None and subject.member.number == host.number:
        raise Refusal(refusals.not_yours_to_judge(Verdict.ONESELF))
    if not subject.rest:
        raise Refusal(texts.what_to_note())
    require_short(subject.rest, MOST_NOTE)
    case = await ctx.store.cases.open(
        NewCase(
            kind=CaseKind.NOTE,
            opened_by=host.number,
            said_in=said_in(ctx),
            subject_number=None if subject.member is None else subject.member.number,
            subject_name=subject.name,
            reason=subject.rest,
            state=CaseState.CLOSED,
        ),
        ctx.now,
    )
    await write_log(ctx, "case.noted", case)
    return reply(texts.noted(case.number, await label_of(ctx, case)))


def require_short(words: str, most: int) -> None:
    """Refuse words that are too long."""
    if (units := utf16_units(words)) > most:
        raise Refusal(texts.too_long(units, most))


async def _require_sound(ctx: Context, words: Words) -> None:
    for part in (words.seen, words.asked):
        require_short(part, MOST_WORDS)
    rules = [] if words.rule is None else await ctx.store.rules.current()
    if words.rule is not None and words.rule not in {rule.position for rule in rules}:
        raise Refusal(texts.no_such_rule(words.rule))


def _duration(typed: str) -> tuple[Duration, str]:
    try:
        found = read_duration(typed)
    except ImpossibleTime:
        found = None
    if found is None or not found[0].is_within(SHORTEST_PAUSE, LONGEST_PAUSE):
        raise Refusal(texts.how_long_a_pause())
    return found
