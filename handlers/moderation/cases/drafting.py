"""A measure before anybody is told: opened as a case that rests, shown once more, reworded, slept on.

Two hosts who write about the same person within a minute get one case; the words of the second are added to it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.answers import Answers, reply
from bot.context import Context
from bot.facts import NOTHING, Wanted
from bot.forms import Form, FreeText, Given, Question, Value, begin
from bot.forms.progress import Progress
from bot.messages import Card, Text
from bot.people import names_of_numbers
from bot.routing import Router
from bot.times.wall_times import next_morning
from handlers.moderation.cases import warning_texts as texts
from handlers.moderation.cases.case_texts import draft
from handlers.moderation.cases.desk import case_for, read_case_number, require_may_judge, subject_of, write_log
from handlers.moderation.cases.guards import needs_confirm
from handlers.moderation.cases.presenting import shown
from handlers.moderation.cases.refusals import require
from handlers.moderation.cases.states import Step
from handlers.moderation.hosts import host_of
from storage.models import Case
from storage.models.cases import CaseKind, CaseSource, CaseState, EntryKind
from storage.models.members import Role
from storage.repositories.cases import NewCase

MOST_WORDS = 500
"""UTF-16 units of what was seen, and of what is asked."""
ONE_CASE_WITHIN = timedelta(seconds=60)
REST_OVER = "cases.rest_over"

router = Router("cases")


async def open_draft(ctx: Context, new: NewCase) -> Answers:
    """Open a case that rests, or add the words to the one that another host has just opened; show it."""
    new = await _with_report_behind_it(ctx, new)
    joined = await _just_opened(ctx, new)
    if joined is not None:
        for words, came_in in ((new.reason, new.said_in), (new.request, new.asked_in or new.said_in)):
            if words and words not in await _words_in(ctx, joined):
                await _add(ctx, joined, EntryKind.ADDITION, words, came_in)
        joined.severity = max(joined.severity, new.severity)
        await write_log(ctx, "case.added", joined)
        return reply(texts.joined(joined.number), (await draft_of(ctx, joined))())
    case = await ctx.store.cases.open(new, ctx.now)
    await write_log(ctx, "case.opened", case)
    await ask_again_tomorrow(ctx, case)
    return reply((await draft_of(ctx, case))())


async def draft_of(ctx: Context, case: Case) -> Callable[[], Card]:
    """Make the card that shows what would be told, with the buttons to sleep on it, to tell, and to drop it."""
    subject = await subject_of(ctx, case)
    return partial(
        draft,
        await shown(ctx, case),
        is_host=subject is not None and needs_confirm(subject),
        from_report=case.source is CaseSource.REPORT or case.report_number is not None,
    )


async def ask_again_tomorrow(ctx: Context, case: Case) -> datetime | None:
    """Put down that the host is asked again at nine; gives the moment, None where nobody could be asked."""
    if ctx.user_id is None:
        return None
    due_at = next_morning(ctx.now, ctx.zone)
    await ctx.unit.timed.put(
        ctx.user_id,
        REST_OVER,
        due_at,
        subject=_timed_subject(case),
        community_id=ctx.community.number,
        data={"case": case.number},
    )
    return due_at


async def forget_to_ask(ctx: Context, case: Case) -> None:
    """Take back that a host is asked again, whoever had put it down."""
    hosts = await ctx.store.members.hosts()
    for user_id in {host.user_id for host in hosts if host.user_id is not None}:
        await ctx.unit.timed.drop(user_id, REST_OVER, _timed_subject(case))


def draft_questions(_ctx: Context) -> Sequence[Question]:
    """Ask for the two parts: what was seen, what is asked."""
    return [
        Question(key="seen", text=texts.what_was_seen, kind=FreeText(most=MOST_WORDS)),
        Question(key="asked", text=texts.what_is_asked, kind=FreeText(most=MOST_WORDS), optional=True),
    ]


async def want_name(ctx: Context, _event: object) -> Wanted:
    """Want the names of the host and of whom the form is about."""
    if ctx.form is None:
        return NOTHING
    known = Progress.from_state(ctx.form.state).known.get("member")
    subject = int(known) if isinstance(known, str) and known.isdecimal() else None
    return await names_of_numbers(ctx, [subject, ctx.speaker_number])


async def finish_draft(ctx: Context, given: Given) -> Answers:
    """Open the case, or give a resting one other words."""
    host = host_of(ctx)
    seen, asked = given.text("seen"), given.text("asked")
    if given.text("case"):
        case = await case_for(ctx, read_case_number(given.text("case")))
        require(Step.REWORD, case, ctx.now)
        for kind, words, key in ((EntryKind.REASON, seen, "seen"), (EntryKind.REQUEST, asked, "asked")):
            if words:
                await _add(ctx, case, kind, words, given.said_in.get(key))
        await write_log(ctx, "case.reworded", case)
        return reply((await draft_of(ctx, case))())
    new = NewCase(
        kind=CaseKind(given.text("kind")),
        opened_by=host.number,
        subject_number=int(given.text("member")) if given.text("member") else None,
        subject_name=given.text("name") or None,
        reason=seen,
        said_in=given.said_in.get("seen"),
        request=asked,
        asked_in=given.said_in.get("asked"),
        severity=int(given.text("level") or 1),
        rule_number=int(given.text("rule")) if given.text("rule") else None,
        state=CaseState.RESTING,
        ends_at=datetime.fromisoformat(given.text("ends")) if given.text("ends") else None,
    )
    subject = None if new.subject_number is None else await ctx.store.members.by_number(new.subject_number)
    if subject is not None:
        await require_may_judge(ctx, subject)
    return await open_draft(ctx, new)


DRAFT = router.form(
    Form(
        name="cases.draft",
        questions=draft_questions,
        finish=finish_draft,
        who=Role.HOST,
        needs=want_name,
        unrecorded=True,
    )
)


async def ask_for_words(ctx: Context, new: NewCase) -> Answers:
    """Ask one thing after another for what was seen and what is asked; in the group, say where that is asked."""
    if not ctx.in_private:
        return reply(Text(texts.words_are_missing()))
    known: dict[str, Value] = {
        "kind": new.kind.value,
        "member": "" if new.subject_number is None else str(new.subject_number),
        "name": new.subject_name or "",
        "level": str(new.severity),
        "rule": "" if new.rule_number is None else str(new.rule_number),
        "ends": "" if new.ends_at is None else new.ends_at.isoformat(),
    }
    return await begin(ctx, DRAFT, known, answers={"asked": new.request} if new.request else None)


async def ask_for_other_words(ctx: Context, case: Case) -> Answers:
    """Ask anew for the words of a case that rests."""
    return await begin(ctx, DRAFT, {"case": str(case.number)})


async def _with_report_behind_it(ctx: Context, new: NewCase) -> NewCase:
    """Note the report that a case follows from: one about this person that the same host looks after now."""
    for report in await ctx.store.reports.not_closed() if new.subject_number is not None else []:
        if report.taken_by == new.opened_by and report.about_number == new.subject_number:
            return replace(new, source=CaseSource.REPORT, report_number=report.number)
    return new


async def _just_opened(ctx: Context, new: NewCase) -> Case | None:
    if new.subject_number is None:
        return None
    case = await ctx.store.cases.opened_since(new.subject_number, new.kind, ctx.now - ONE_CASE_WITHIN)
    return case if case is not None and case.state is CaseState.RESTING else None


async def _words_in(ctx: Context, case: Case) -> set[str]:
    return {ctx.store.cases.words_of(entry) for entry in await ctx.store.cases.entries_of(case)}


async def _add(ctx: Context, case: Case, kind: EntryKind, words: str, message_id: str | None) -> None:
    await ctx.store.cases.add(case, kind, words, author=host_of(ctx).number, now=ctx.now, said_in=message_id)


def _timed_subject(case: Case) -> str:
    return f"{case.community_id}:{case.number}"
