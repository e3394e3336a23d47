"""What a host does with one case: sleep on it, tell, drop, reword, add, merge, take back.

The buttons of a case make the host say these words, so they work where LINE does not tell who tapped, and an old card
can do nothing that its words would not do today.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.answers import Answer, Answers, reply
from bot.commands import BadArgument, Command, split_first, targets
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.i18n import _
from bot.people import whispered
from bot.routing import Router
from handlers.moderation.cases import warning_texts as texts
from handlers.moderation.cases.desk import (
    case_for,
    label_of,
    read_case_number,
    require_may_judge,
    require_unrelated,
    said_in,
    subject_of,
    to_keeper,
    write_log,
)
from handlers.moderation.cases.drafting import (
    REST_OVER,
    ask_again_tomorrow,
    ask_for_other_words,
    draft_of,
    forget_to_ask,
)
from handlers.moderation.cases.pushing import offer_push
from handlers.moderation.cases.reaching import Reach, key_of, reach_of
from handlers.moderation.cases.refusals import require
from handlers.moderation.cases.states import Step
from handlers.moderation.cases.subjects import said_in_private
from handlers.moderation.cases.telling import PAUSE_OVER, case_of, post_neutral_line, tell
from handlers.moderation.cases.warning import MOST_NOTE, require_short
from handlers.moderation.hosts import host_of
from storage.models import Case
from storage.models.cases import CaseState, EntryKind
from storage.models.members import Role

StepHandler = Callable[[Context, Case, str, Command], Awaitable[Answers]]

router = Router("cases")


async def rest(ctx: Context, case: Case, _words: str, _command: Command) -> Answers:
    """Sleep on it: the same card comes again tomorrow at nine."""
    require(Step.REST, case, ctx.now)
    due_at = await ask_again_tomorrow(ctx, case)
    if due_at is None:
        return None
    return reply(texts.asked_again_at(case.number, due_at, ctx.community.timezone))


async def tell_them(ctx: Context, case: Case, _words: str, _command: Command) -> Answers:
    """Tell the person; a host is asked about once more."""
    return await tell(ctx, case, is_sure=False)


async def surely(ctx: Context, case: Case, _words: str, _command: Command) -> Answers:
    """Tell a host, after the one more question."""
    return await tell(ctx, case, is_sure=True)


async def drop(ctx: Context, case: Case, _words: str, _command: Command) -> Answers:
    """Drop what nobody was told of; the number stays."""
    require(Step.DROP, case, ctx.now)
    await ctx.store.cases.void(case, texts.dropped_word(), by=host_of(ctx).number, now=ctx.now)
    await forget_to_ask(ctx, case)
    await write_log(ctx, "case.dropped", case)
    return reply(texts.dropped(case.number))


async def reword(ctx: Context, case: Case, _words: str, _command: Command) -> Answers:
    """Ask for other words."""
    require(Step.REWORD, case, ctx.now)
    return await ask_for_other_words(ctx, case)


async def add(ctx: Context, case: Case, words: str, _command: Command) -> Answers:
    """Add a line that only hosts read."""
    if not words:
        raise Refusal(texts.what_to_add(case.number))
    require_short(words, MOST_NOTE)
    await ctx.store.cases.add(
        case, EntryKind.ADDITION, words, author=host_of(ctx).number, now=ctx.now, said_in=said_in(ctx)
    )
    await write_log(ctx, "case.added", case)
    return reply(texts.added(case.number))


async def merge(ctx: Context, case: Case, _words: str, command: Command) -> Answers:
    """Say who somebody without a number was."""
    require(Step.MERGE, case, ctx.now)
    numbers = numbers_in_step(command)
    member = await ctx.store.members.by_number(numbers[0]) if len(numbers) == 1 else None
    if member is None:
        raise Refusal(texts.who_is_it(case.number))
    await require_may_judge(ctx, member)
    await ctx.store.cases.merge(case, member)
    await write_log(ctx, "case.merged", case)
    said = texts.merged(case.number, await label_of(ctx, case))
    if case.state is not CaseState.RESTING:
        return reply(said)
    return reply(said, (await draft_of(ctx, case))())


def numbers_in_step(command: Command) -> tuple[int, ...]:
    """Read the members' numbers that stand behind the word after a case's number."""
    _number, _word, words = [*command.rest.split(maxsplit=2), "", "", ""][:3]
    return targets(replace(command, rest=words, mentions=(), quoted_message_id=None)).numbers


async def say_neutral_line(ctx: Context, case: Case, _words: str, _command: Command) -> Answers:
    """Say a line in the group that names nobody."""
    return await post_neutral_line(ctx, case)


STEPS: Mapping[str, StepHandler] = {
    **dict.fromkeys(("rest", "一晩おく"), rest),
    **dict.fromkeys(("tell", "伝える"), tell_them),
    **dict.fromkeys(("surely", "確かに"), surely),
    **dict.fromkeys(("push", "送る"), offer_push),
    **dict.fromkeys(("drop", "やめる"), drop),
    **dict.fromkeys(("words", "ことば"), reword),
    **dict.fromkeys(("add", "追加"), add),
    **dict.fromkeys(("merge", "まとめる"), merge),
    **dict.fromkeys(("line", "ひとこと"), say_neutral_line),
}
"""The words after the number of a case."""


@router.timed(REST_OVER)
async def bring_up_again(ctx: Context, event: TimedEvent) -> Answers:
    """Show the host the same card again, a night later; nothing where it was told or dropped meanwhile."""
    case = await case_of(ctx, event)
    if case is None or case.state is not CaseState.RESTING:
        return None
    number, draft = case.number, await draft_of(ctx, case)
    return await to_keeper(ctx, case, lambda: [texts.a_night_has_passed(number), draft()])


@router.command(
    "unwarn",
    "取り下げ",
    who=Role.HOST,
    about_person=True,
    unrecorded=True,
    help=lambda: _("Take a case back; its number and history stay"),
    example=lambda: _("/unwarn 12 It was somebody else"),
)
@said_in_private
async def take_back(ctx: Context, command: Command) -> Answers:
    """Void a case with a trace, and tell the person where they knew of it."""
    host = host_of(ctx)
    try:
        number, reason = split_first(command.rest)
    except BadArgument:
        raise Refusal(texts.how_to_take_back()) from None
    case = await case_for(ctx, read_case_number(number))
    require(Step.VOID, case, ctx.now)
    await require_unrelated(ctx, case)
    if not reason:
        raise Refusal(texts.how_to_take_back())
    require_short(reason, MOST_NOTE)
    return await void(ctx, case, reason, by=host.number)


async def void(ctx: Context, case: Case, reason: str, *, by: int) -> Answers:
    """Void a case, call off what was planned for it, and tell the person where they know of it."""
    was_told = case.told_at is not None and (await reach_of(ctx, case)).reach is Reach.REACHED
    await ctx.unit.outbox.call_off(key_of(case), ctx.now)
    await ctx.store.cases.void(case, reason, by=by, now=ctx.now, said_in=said_in(ctx))
    await forget_to_ask(ctx, case)
    subject = await subject_of(ctx, case)
    answers: list[Answer] = [reply(texts.taken_back(case.number, was_told=was_told))]
    if subject is not None and subject.user_id is not None:
        await ctx.unit.timed.drop(subject.user_id, PAUSE_OVER, f"{case.community_id}:{case.number}")
        answers += whispered(subject, lambda: [texts.was_taken_back(case.number)]) if was_told else []
    await write_log(ctx, "case.voided", case)
    return answers
