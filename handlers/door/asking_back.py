"""A host asks an applicant something more, and the applicant answers: both in private, both under seal."""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.forms import Form, FreeText, Given, Question, begin
from bot.i18n import _, speaking
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.door import deciding_texts, door_texts, host_texts
from handlers.door.deciding import MOST_WORDS, find_application, read_number_and_words
from handlers.door.places import into_private
from handlers.door.telling import tell_applicant, tell_hosts
from handlers.door.visiting import as_written, visit
from storage.models import Application, Community
from storage.models.door import ApplicationState
from storage.models.members import Role
from storage.repositories.door import ApplicantsWords, Remark

MOST_ASKED = 5
"""Each is answered once at most, so that the talk stays short enough to be read."""

router = Router("door")


@router.command(
    "askback",
    "聞き返す",
    who=Role.HOST,
    help=lambda: _("Ask somebody who would like to come in something more"),
    example=lambda: _("/askback 12 Which station is nearest to you?"),
)
async def ask_back(ctx: Context, command: Command) -> Answers:
    """Whisper a question to an applicant, who answers with a button; without a question, ask the host for it."""
    require_confirmed(ctx)
    if (shown := into_private(ctx, command)) is not None:
        return shown
    number, question = read_number_and_words(command.rest)
    await _find_open(ctx, number)
    if question:
        return await _ask(ctx, number, question)
    if not ctx.in_private:
        return into_private(ctx, command, also_in_room=False)
    return await begin(ctx, QUESTION, {"application": str(number)})


def question_to_ask(_ctx: Context) -> Sequence[Question]:
    """Ask a host for the question, which is all there is to ask."""

    def text(given: Given) -> str:
        return deciding_texts.what_to_ask(int(given.text("application")))

    return [Question(key="question", text=text, kind=FreeText(most=MOST_WORDS))]


async def finish_question(ctx: Context, given: Given) -> Answers:
    """Pass a host's question on, unless the application was decided meanwhile."""
    require_confirmed(ctx)
    return await _ask(ctx, int(given.text("application")), given.text("question"))


QUESTION = router.form(
    Form(
        name="door.askback",
        questions=question_to_ask,
        finish=finish_question,
        who=Role.HOST,
        unrecorded=True,
    )
)


async def _ask(ctx: Context, number: int, question: str) -> Answers:
    application = await _find_open(ctx, number)
    words = ctx.store.applications.words_of(application)
    if words is None or sum(remark.from_host for remark in words.talk) >= MOST_ASKED:
        raise Refusal(deciding_texts.talk_is_full(number))
    await _add(ctx, application, words, Remark(from_host=True, text=question))
    code = (await ctx.store.door.get()).code
    await ctx.store.log.write("door.asked", ctx.now, actor=ctx.speaker_number, about=str(number))
    return [
        reply(deciding_texts.asked_back(number)),
        tell_applicant(ctx, application, lambda: [door_texts.asked_back(question, code)]),
    ]


async def _find_open(ctx: Context, number: int) -> Application:
    application = await find_application(ctx, number)
    if not application.is_open:
        raise Refusal(deciding_texts.already_decided(application))
    return application


def answer_questions(_ctx: Context) -> Sequence[Question]:
    """Ask for the answer, which is all there is to ask."""
    return [Question(key="answer", text=door_texts.what_do_you_answer, kind=FreeText(most=MOST_WORDS))]


async def finish_answer(ctx: Context, given: Given) -> Answers:
    """Put the answer to the application, and tell the hosts that there is one."""
    application = None if ctx.user_id is None else await ctx.store.applications.newest_of(ctx.user_id)
    words = None if application is None else ctx.store.applications.words_of(application)
    if application is None or words is None or application.state is not ApplicationState.ASKED:
        return reply(door_texts.nothing_was_asked_any_more())
    remark = Remark(from_host=False, text=given.text("answer"), message_id=given.said_in.get("answer"))
    await _add(ctx, application, words, remark)
    number = application.number
    return [
        reply(door_texts.answer_is_passed_on()),
        tell_hosts(ctx, application, lambda: [host_texts.answer_has_come(number)]),
    ]


ANSWER = router.form(
    Form(
        name="door.answer",
        questions=answer_questions,
        finish=finish_answer,
        unrecorded=True,
        for_strangers=True,
    )
)


@router.command(
    "apply answer",
    "申し込みの返事",
    where=Where.PRIVATE,
    needs_home=False,
    before_claim=True,
    unrecorded=True,
)
async def begin_answer(ctx: Context, command: Command) -> Answers:
    """Begin the answer to what a host asked back; the word behind the button, which names the door by its code.

    Without a code, or with one that has been changed since, it is about the first of the doors where something was
    asked, and what was asked is shown.
    """
    asked: dict[str, tuple[Community, str]] = {}
    for number in await ctx.unit.doorsteps.applied_to(ctx.chat_id):
        community = await ctx.unit.communities.get(number)
        question = None if community is None else await _question_waiting(ctx, community)
        if community is not None and question is not None:
            asked[(await ctx.unit.of(community).door.get()).code] = (community, question)
    if not asked:
        raise Refusal(door_texts.nothing_was_asked())
    community, question = asked.get(as_written(command.rest)) or next(iter(asked.values()))
    guest = await visit(ctx, community)
    with speaking(guest.language):
        return await begin(guest, ANSWER, {"question": question})


async def _question_waiting(ctx: Context, community: Community) -> str | None:
    """Find what the hosts of a community asked last of the person who writes; None where nothing waits."""
    applications = ctx.unit.of(community).applications
    application = await applications.newest_of(ctx.chat_id)
    words = None if application is None else applications.words_of(application)
    if application is None or words is None or application.state is not ApplicationState.ASKED:
        return None
    return next((remark.text for remark in reversed(words.talk) if remark.from_host), None)


async def _add(ctx: Context, application: Application, words: ApplicantsWords, remark: Remark) -> None:
    state = ApplicationState.ASKED if remark.from_host else ApplicationState.WAITING
    await ctx.store.applications.keep_words(application, replace(words, talk=(*words.talk, remark)), state)
