"""What the host who looks after a report thinks should follow; only then is shown what was on record before.

Earlier cases would weigh on the first look. The judgement does nothing by itself: it leads to the command with which
the host goes on, its words prefilled without a trace of who told.
"""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, fold, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.facts import NOTHING, Wanted
from bot.i18n import _
from bot.messages import Message
from bot.people import names_of_numbers
from bot.routing import Router, Where
from handlers.moderation import judging_texts as texts
from handlers.moderation.cases.case_texts import case_list
from handlers.moderation.cases.presenting import shown as shown_case
from handlers.moderation.hosts import host_of
from handlers.moderation.report_desk import member_about, named, read_number, report_for, report_in_hand, write_log
from storage.models import Report
from storage.models.members import Role
from storage.models.reports import Judgement

_MOST_CASES = 10
_MORE = frozenset({fold(word) for word in ("more", "対応", "ほか")})
_WORDS = {
    Judgement.NO_BREACH: ("fine", "no breach", "違反ではない", "ルール違反ではない", "規約違反ではない"),
    Judgement.TALK: ("talk", "話をする", "話す"),
    Judgement.WARNING: ("warning", "warn", "注意"),
    Judgement.COOLDOWN: ("pause", "cooldown", "お休み", "お休みのお願い"),
    Judgement.REMOVAL: ("leaving", "remove", "退会", "退会の相談"),
}
_JUDGEMENTS = {fold(word): judgement for judgement, words in _WORDS.items() for word in words}

router = Router("moderation")


async def want_person(ctx: Context, command: Command) -> Wanted:
    """Want the names of whom the report is about and of who looks after it."""
    if ctx.home is None or ctx.speaker is None or not command.rest:
        return NOTHING
    report = await report_for(ctx, read_number(split_first(command.rest)[0]))
    return await names_of_numbers(ctx, [report.about_number, report.taken_by])


@router.command(
    "judge",
    "見立て",
    where=Where.PRIVATE,
    who=Role.HOST,
    needs=want_person,
    unrecorded=True,
    help=lambda: _("Say what you think should follow from a report that you look after"),
    example=lambda: _("/judge 12 talk"),
)
async def judge_report(ctx: Context, command: Command) -> Answers:
    """Write down a judgement, and show what is on record and how to go on."""
    try:
        first, word = split_first(command.rest)
    except BadArgument:
        raise Refusal(texts.how_to_judge()) from None
    report = await report_in_hand(ctx, read_number(first))
    if fold(word) in _MORE:
        return reply(texts.further_steps(report))
    judgement = _JUDGEMENTS.get(fold(word).strip())
    if judgement is None:
        raise Refusal(texts.how_to_judge())
    await ctx.store.reports.judge(report, judgement, by=host_of(ctx).number, now=ctx.now)
    await write_log(ctx, "report.judged", report)
    return reply(*await _on_record(ctx, report), texts.how_to_go_on(report, judgement))


async def _on_record(ctx: Context, report: Report) -> list[Message]:
    """List the cases about the person; nothing where nobody said who it is."""
    member = await member_about(ctx, report)
    if member is None:
        return []
    cases = (await ctx.store.cases.of_member(member))[-_MOST_CASES:]
    lines = [await shown_case(ctx, case, with_history=False) for case in reversed(cases)]
    return [case_list(lines, who=await named(ctx, member.number) or "", older_than=None)]
