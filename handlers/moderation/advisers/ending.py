"""An adviser's task ends: by the hosts, by the adviser, or because nobody can reach them any more.

Nobody is left waiting: objections go to whoever may decide now, and what was told to the adviser alone is closed, for
nobody else was ever to read it; its reporters hear that and can tell it anew. Whoever objected hears who decides now.
"""

from bot.answers import Answer, Answers, Compose, ToHosts
from bot.context import Context
from bot.events import TimedEvent
from bot.people import whispered
from bot.routing import Router
from handlers.moderation.advisers import texts
from handlers.moderation.cases.appealing import ask_deciders, asking_key
from handlers.moderation.cases.desk import adviser_of, deciders_of, subject_of
from handlers.moderation.cases.settings import ADVISER
from handlers.moderation.report_desk import arrival_key, told_to_adviser, told_to_reporters
from storage.models import Case, Member
from storage.models.members import Role
from storage.repositories.advisers import OutsideAdviser

_GONE = "advisers.gone"

router = Router("cases")


async def retire(ctx: Context) -> list[Answer]:
    """End the task of whoever advises now, with thanks; what they were asked and have not read is taken back.

    Whoever calls this writes down who is adviser then.
    """
    adviser = await adviser_of(ctx)
    for case in await _waiting_for(ctx, adviser):
        await ctx.unit.outbox.call_off(asking_key(case), ctx.now)
    answers: list[Answer] = []
    tasks = await ctx.store.advisers.serving()
    if isinstance(adviser, Member) and adviser.user_id not in {task.user_id for task in tasks}:
        answers += whispered(adviser, lambda: [texts.you_are_adviser(named=False)])
    for task in tasks:
        answers += await _end(ctx, task)
        answers += told_to_adviser(task, lambda: [texts.your_task_is_over()])
    return answers


async def hand_back(ctx: Context, adviser: Member | OutsideAdviser, *, is_lost: bool = False) -> list[Answer]:
    """End the task of an adviser who gives it back or is lost; hosts are told, and others asked."""
    answers: list[Answer] = []
    if isinstance(adviser, OutsideAdviser):
        answers += await _end(ctx, adviser)
    if await ADVISER.read(ctx.store.settings) == adviser.number:
        await ADVISER.write(ctx.store.settings, 0, by=None, now=ctx.now)
    await ctx.store.log.write("adviser.ended", ctx.now, about=f"#{adviser.number}")
    name = _called(adviser)
    answers.append(ToHosts(lambda: [texts.adviser_is_gone(name, is_lost=is_lost)]))
    return [*answers, *await pass_on(ctx)]


async def pass_on(ctx: Context) -> list[Answer]:
    """Bring what waits for an adviser to whoever is it now, and tell those who wait who decides, or that nobody can.

    Called when somebody has become the adviser, or nobody is it any more; what hosts decide is no concern of theirs.
    """
    answers: list[Answer] = []
    adviser = await adviser_of(ctx)
    for case in await ctx.store.cases.undecided():
        deciders = await deciders_of(ctx, case)
        if any(each.role.includes(Role.HOST) for each in deciders):
            continue
        answers += await ask_deciders(ctx, case)
        subject = await subject_of(ctx, case)
        if subject is not None:
            answers += whispered(subject, _who_decides_now(case, adviser if deciders else None))
    return answers


async def lose_adviser(ctx: Context, user_id: str) -> None:
    """End every task of somebody who cannot be reached any more; each community is told by work of its own."""
    for task in await ctx.unit.advising.tasks_of(user_id):
        await _tell_later(ctx, task.community_id, task.number)
    await ctx.unit.advising.end_all(user_id, ctx.now)


@router.timed(_GONE)
async def tell_of_lost_adviser(ctx: Context, event: TimedEvent) -> Answers:
    """Tell the hosts that an adviser is lost, and ask others."""
    if ctx.home is None:
        return None
    task = await ctx.store.advisers.ended(int(event.subject))
    return await hand_back(ctx, task, is_lost=True)


async def _waiting_for(ctx: Context, adviser: Member | OutsideAdviser | None) -> list[Case]:
    """List the cases whose answers wait for a decision of the adviser."""
    if adviser is None:
        return []
    undecided = await ctx.store.cases.undecided()
    return [case for case in undecided if adviser.number in {each.number for each in await deciders_of(ctx, case)}]


async def _tell_later(ctx: Context, community_id: int, number: int) -> None:
    chat_id = await ctx.unit.communities.chat_of(community_id)
    if chat_id is not None:
        await ctx.unit.timed.put(chat_id, _GONE, ctx.now, subject=str(number), community_id=community_id)


def _who_decides_now(case: Case, adviser: Member | OutsideAdviser | None) -> Compose:
    number, who = case.number, None if adviser is None else _called(adviser)
    return lambda: [texts.who_decides_now(number, who, is_outside=isinstance(adviser, OutsideAdviser))]


def _called(adviser: Member | OutsideAdviser) -> str:
    return adviser.name if isinstance(adviser, OutsideAdviser) else f"#{adviser.number}"


async def _end(ctx: Context, task: OutsideAdviser) -> list[Answer]:
    """End a task, and close what was for that adviser alone; its reporters hear that nobody reads it."""
    await ctx.store.advisers.end(task.number, ctx.now)
    answers: list[Answer] = []
    for report in await ctx.store.reports.not_closed():
        if report.adviser_number == task.number:
            await ctx.store.reports.close(report, texts.closed_unread(), by=task.number, now=ctx.now)
            await ctx.unit.outbox.call_off(arrival_key(report), ctx.now)
            answers += await told_to_reporters(ctx, report, texts.nobody_reads_it_now)
    return answers
