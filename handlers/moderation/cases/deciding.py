"""Another host, or the adviser, decides on somebody's answer: it stays, or it is taken back. Both sides are told."""

from bot.answers import Answer, Answers, reply
from bot.commands import Command, fold, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.people import whispered
from bot.routing import Router, Where
from handlers.moderation.cases import appeal_texts as texts
from handlers.moderation.cases import refusals
from handlers.moderation.cases.appealing import DECISION_DUE, asking_key
from handlers.moderation.cases.desk import may_decide, read_case_number, said_in, subject_of, to_keeper, write_log
from handlers.moderation.cases.guards import Reader
from handlers.moderation.cases.refusals import require
from handlers.moderation.cases.seats import desk_word, seated, sit_down
from handlers.moderation.cases.states import Step
from handlers.moderation.cases.telling import PAUSE_OVER
from handlers.moderation.cases.warning import MOST_NOTE, require_short
from storage.models import Case
from storage.models.cases import EntryKind

_STAYS = {"keep", "stays", "そのまま"}
_GOES = {"withdraw", "取り下げる", "取り下げ"}

router = Router("cases")


@router.command(
    "decide",
    "異議の返事",
    where=Where.PRIVATE,
    for_advisers=True,
    unrecorded=True,
    help=lambda: _("Decide on somebody's answer to a case, if you were asked to"),
    example=lambda: _("/decide 12 keep"),
)
async def decide(ctx: Context, command: Command) -> Answers:
    """Decide that a case stays or is taken back; further words go to the person."""
    typed = await sit_down(ctx, command.word, command.rest, _is_here)
    if not typed:
        raise Refusal(texts.how_to_decide())
    number, rest = split_first(typed)
    case, reader = await _case_to_decide(ctx, read_case_number(fold(number)))
    require(Step.DECIDE, case, ctx.now)
    word, words = split_first(rest) if rest else ("", "")
    if fold(word) not in _STAYS | _GOES:
        raise Refusal(texts.stays_or_goes(case.number, desk_word(reader)))
    require_short(words, MOST_NOTE)
    return await _settle(ctx, case, reader.number, goes=fold(word) in _GOES, words=words)


async def _settle(ctx: Context, case: Case, by: int, *, goes: bool, words: str) -> Answers:
    decision = texts.decision(goes=goes)
    await ctx.store.cases.add(
        case, EntryKind.DECISION, f"{decision} {words}".strip(), author=by, now=ctx.now, said_in=said_in(ctx)
    )
    case.decided_at = ctx.now
    await ctx.unit.outbox.call_off(asking_key(case), ctx.now)
    subject = await subject_of(ctx, case)
    if goes:
        await ctx.store.cases.void(case, texts.after_an_answer(), by=by, now=ctx.now)
    await write_log(ctx, "case.withdrawn" if goes else "case.upheld", case, by=by)
    number = case.number
    answers: list[Answer] = [reply(texts.you_decided(number, goes=goes))]
    if subject is not None and subject.user_id is not None:
        subject_key = f"{case.community_id}:{number}"
        await ctx.unit.timed.drop(subject.user_id, DECISION_DUE, subject_key)
        if goes:
            await ctx.unit.timed.drop(subject.user_id, PAUSE_OVER, subject_key)
        answers += whispered(subject, lambda: [texts.outcome(number, goes=goes, words=words)])
    return [*answers, *await to_keeper(ctx, case, lambda: [texts.outcome_for_hosts(number, goes=goes)])]


async def _case_to_decide(ctx: Context, number: int) -> tuple[Case, Reader]:
    """Find a case and who decides on it; one that is not theirs is answered like one that does not exist."""
    case, reader = await ctx.store.cases.get(number), await seated(ctx)
    if case is None or reader is None or not await may_decide(ctx, case, reader):
        raise Refusal(refusals.no_such_case(number))
    return case, reader


async def _is_here(ctx: Context, typed: str) -> bool:
    """Say whether the speaker may decide on the case of their own group that was typed."""
    case = await ctx.store.cases.get(read_case_number(fold(split_first(typed)[0])))
    return case is not None and ctx.speaker is not None and await may_decide(ctx, case, ctx.speaker)
