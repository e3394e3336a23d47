"""A person answers or objects to a case about them, once; another host decides, or the adviser."""

from collections.abc import Sequence
from datetime import timedelta

from bot.answers import Answer, Answers, Compose, Whisper, reply
from bot.commands import Command, fold, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.events import TimedEvent
from bot.forms import Form, FreeText, Given, Question, begin
from bot.i18n import _
from bot.messages import utf16_units
from bot.names import safe_name
from bot.people import whispered
from bot.routing import Router, Where
from handlers.moderation.cases import appeal_texts as texts
from handlers.moderation.cases import refusals
from handlers.moderation.cases.desk import deciders_of, read_case_number, said_in, subject_of, to_keeper
from handlers.moderation.cases.guards import Reader
from handlers.moderation.cases.mine import is_told_to, told_to
from handlers.moderation.cases.presenting import newest_words, rule_text
from handlers.moderation.cases.reaching import arrived, key_of
from handlers.moderation.cases.seats import desk_word
from handlers.moderation.cases.states import DECIDE_WITHIN, Step, is_waiting_for_decision, obstacle
from handlers.moderation.cases.telling import case_of
from storage.models import Case, Member
from storage.models.cases import EntryKind
from storage.models.members import Role
from storage.repositories.advisers import OutsideAdviser

MOST_ANSWER = 1_000
"""UTF-16 units."""
DECISION_DUE = "cases.decision_due"
REMINDERS = (timedelta(days=3), timedelta(days=6), DECIDE_WITHIN, timedelta(days=14), timedelta(days=21))
"""When those who may decide are asked again, counted from the answer."""

router = Router("cases")


@router.command(
    "appeal",
    "異議",
    where=Where.PRIVATE,
    unrecorded=True,
    help=lambda: _("Read what the hosts have told you, and answer it"),
    example=lambda: _("/appeal"),
)
async def answer(ctx: Context, command: Command) -> Answers:
    """Show somebody the cases they were told of; take their one answer to one."""
    member = _speaker(ctx)
    if not command.rest:
        return await _show_own(ctx, member)
    number, words = split_first(command.rest)
    case = await _own_case(ctx, member, read_case_number(fold(number)))
    found = obstacle(Step.ANSWER, case, ctx.now)
    if found is not None:
        raise Refusal(refusals.cannot(found, case.number))
    if not words:
        return await begin(ctx, ANSWER, {"case": str(case.number), "adviser": await _adviser_who_decides(ctx, case)})
    if (units := utf16_units(words)) > MOST_ANSWER:
        raise Refusal(texts.answer_is_too_long(units, MOST_ANSWER))
    return await _take(ctx, member, case, words, said_in(ctx))


def answer_questions(_ctx: Context) -> Sequence[Question]:
    """Ask for the person's own words."""
    return [Question(key="words", text=texts.what_do_you_say, kind=FreeText(most=MOST_ANSWER))]


async def finish_answer(ctx: Context, given: Given) -> Answers:
    """Take the answer from the form."""
    member = _speaker(ctx)
    case = await _own_case(ctx, member, int(given.text("case")))
    found = obstacle(Step.ANSWER, case, ctx.now)
    if found is not None:
        return reply(texts.too_late_after_all(refusals.cannot(found, case.number)))
    return await _take(ctx, member, case, given.text("words"), given.said_in.get("words"))


ANSWER = router.form(Form(name="cases.answer", questions=answer_questions, finish=finish_answer, unrecorded=True))


@router.timed(DECISION_DUE)
async def remind_deciders(ctx: Context, event: TimedEvent) -> Answers:
    """Ask again whoever may decide; when the time is over, tell the person that it takes longer.

    Where several reminders have fallen due meanwhile, they are one.
    """
    case = await case_of(ctx, event)
    if case is None or case.answered_at is None or not is_waiting_for_decision(case):
        return None
    passed = event.data.get("reminders")
    first = passed if isinstance(passed, int) else 0
    last = max(first, sum(case.answered_at + after <= ctx.now for after in REMINDERS) - 1)
    await _remind_at(ctx, case, event.source.chat_id, last + 1)
    answers = await ask_deciders(ctx, case)
    subject = await subject_of(ctx, case)
    if DECIDE_WITHIN in REMINDERS[first : last + 1]:
        number = case.number
        if subject is not None:
            answers += whispered(subject, lambda: [texts.it_takes_longer(number)])
        if await _adviser_who_decides(ctx, case):
            answers += await to_keeper(ctx, case, lambda: [texts.adviser_is_late(number)])
    return answers


async def ask_deciders(ctx: Context, case: Case) -> list[Answer]:
    """Show an objection to everybody who may decide on it; where nobody may, say that an adviser is needed."""
    who = await deciders_of(ctx, case)
    if not who:
        number = case.number
        return await to_keeper(ctx, case, lambda: [texts.adviser_is_needed(number)])
    seen, asked = await newest_words(ctx, case)
    rule = await rule_text(ctx, case)
    answers = [entry for entry in await ctx.store.cases.entries_of(case) if entry.kind is EntryKind.APPEAL]
    said = ctx.store.cases.words_of(answers[-1]) if answers else ""

    def shown_to(reader: Reader) -> Compose:
        card = texts.to_decide(case, rule=rule, seen=seen, asked=asked, answer=said, desk=desk_word(reader))
        return lambda: [card()]

    await ctx.unit.outbox.call_off(asking_key(case), ctx.now)  # whoever has not read it yet need not read it twice
    key = f"{asking_key(case)}{len(answers)}:{int(ctx.now.timestamp())}"
    return [
        Whisper(member.user_id, shown_to(member), priority=3, dedupe_key=f"{key}:{member.number}")
        for member in who
        if member.user_id is not None
    ]


def asking_key(case: Case) -> str:
    """Give the beginning of the keys of all words that ask somebody to decide on a case."""
    return f"{key_of(case)}:decide:"


async def _show_own(ctx: Context, member: Member) -> Answers:
    """Show somebody the cases they are told of; what they read here has reached them, and need not be said again."""
    own = (await told_to(ctx, member))[-texts.MOST_SHOWN :]
    arrivals: list[Answer] = []
    for case in [each.case for each in own if each.case.delivered_at is None]:
        arrivals += await arrived(ctx, case, ctx.now)
        await ctx.unit.outbox.call_off(key_of(case), ctx.now)
    return [reply(*texts.own_cases(own, ctx.now, ctx.community.timezone)), *arrivals]


async def _take(ctx: Context, member: Member, case: Case, words: str, message_id: str | None) -> Answers:
    arrivals = await arrived(ctx, case, ctx.now) if case.delivered_at is None else []
    await ctx.store.cases.add(case, EntryKind.APPEAL, words, author=member.number, now=ctx.now, said_in=message_id)
    case.answered_at = ctx.now
    if member.user_id is not None:
        await _remind_at(ctx, case, member.user_id, 0)
    deciders = await deciders_of(ctx, case)
    adviser = next((each for each in deciders if not each.role.includes(Role.HOST)), None)
    taken = texts.answer_taken(
        case.number,
        has_decider=bool(deciders),
        adviser=None if adviser is None else adviser.number,
        name=safe_name(adviser.name) if isinstance(adviser, OutsideAdviser) else None,
    )
    return [reply(taken), *arrivals, *await ask_deciders(ctx, case)]


async def _adviser_who_decides(ctx: Context, case: Case) -> str:
    """Name the adviser who would decide on an answer to a case; empty where a host does, or nobody."""
    adviser = next((each for each in await deciders_of(ctx, case) if not each.role.includes(Role.HOST)), None)
    if isinstance(adviser, OutsideAdviser):
        return adviser.name
    return "" if adviser is None else f"#{adviser.number}"


async def _remind_at(ctx: Context, case: Case, chat_id: str, count: int) -> None:
    if count >= len(REMINDERS) or case.answered_at is None:
        return
    await ctx.unit.timed.put(
        chat_id,
        DECISION_DUE,
        case.answered_at + REMINDERS[count],
        subject=f"{case.community_id}:{case.number}",
        community_id=case.community_id,
        data={"case": case.number, "reminders": count},
    )


async def _own_case(ctx: Context, member: Member, number: int) -> Case:
    case = await ctx.store.cases.get(number)
    if case is None or not is_told_to(case, member):
        raise Refusal(refusals.no_such_case(number))
    return case


def _speaker(ctx: Context) -> Member:
    if ctx.speaker is None:
        raise Refusal(refusals.who_are_you())
    return ctx.speaker
