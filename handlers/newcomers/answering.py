"""Hosts answer a question in private: the asker reads it, and nobody learns who that is."""

from bot.answers import Answer, Answers, Compose, Post, Whisper, reply
from bot.commands import BadArgument, Command, read_whole_number, split_first
from bot.context import Context
from bot.errors import Refusal
from bot.forms import Form, FreeText, Given, Question, begin
from bot.i18n import _
from bot.messages import utf16_units
from handlers.newcomers import texts
from handlers.newcomers.handlers import router
from storage.models.communities import Purpose
from storage.models.members import MemberStatus, Role

LONGEST_ANSWER = 2_000
"""UTF-16 units."""
_LARGEST_NUMBER = 999_999_999
_AROUND_A_NUMBER = "#＃番：:、,"


@router.command(
    "answer",
    "返事",
    who=Role.HOST,
    help=lambda: _("Answer a question that came in; only whoever asked reads it"),
    example=lambda: _("/answer 12 Children are welcome."),
)
async def answer_question(ctx: Context, command: Command) -> Answers:
    """Whisper an answer to whoever asked, once; in private the number alone asks what the answer is."""
    if ctx.purpose is Purpose.MAIN:
        return reply(texts.answer_in_private(ctx))
    number, answer = _read(command.rest)
    if answer:
        return await _answer(ctx, number, answer)
    if not ctx.in_private:
        raise Refusal(texts.answer_is_empty())
    await _asker(ctx, number)
    return await begin(ctx, ANSWERING, {"number": str(number)})


def questions(_ctx: Context) -> list[Question]:
    """Ask for the answer."""
    return [Question(key="answer", text=texts.what_to_answer, kind=FreeText(most=LONGEST_ANSWER))]


async def finish_answering(ctx: Context, given: Given) -> Answers:
    """Whisper what was written."""
    return await _answer(ctx, int(given.text("number")), given.text("answer"))


ANSWERING = router.form(
    Form(name="newcomers.answer", questions=questions, finish=finish_answering, who=Role.HOST, again=texts.answer_words)
)


async def _answer(ctx: Context, number: int, answer: str) -> Answers:
    """Pass an answer on, and then forget whose question it was."""
    asker = await _asker(ctx, number)
    await ctx.store.questions.forget(number)
    await ctx.store.log.write("question.answered", ctx.now, actor=ctx.speaker_number, about=str(number))
    return [
        reply(texts.answer_is_sent(number)),
        Whisper(asker, lambda: [texts.answer_for_asker(number, answer)], priority=2),
        *await _told_to_other_hosts(ctx, lambda: [texts.question_is_answered(number, answer)]),
    ]


def _read(typed: str) -> tuple[int, str]:
    try:
        first, answer = split_first(typed)
        number = read_whole_number(first.strip(_AROUND_A_NUMBER), 1, _LARGEST_NUMBER)
    except BadArgument:
        raise Refusal(texts.answer_is_empty()) from None
    if (units := utf16_units(answer)) > LONGEST_ANSWER:
        raise Refusal(texts.answer_is_too_long(units, LONGEST_ANSWER))
    return number, answer


async def _asker(ctx: Context, number: int) -> str:
    """Give whoever asked, if they still belong to the community; the refusal does not tell which it was."""
    user_id = await ctx.store.questions.asker_of(number, ctx.now)
    member = None if user_id is None else await ctx.store.members.by_user(user_id)
    if user_id is None or member is None or not member.is_present:
        raise Refusal(texts.asker_is_unknown(number))
    return user_id


async def _told_to_other_hosts(ctx: Context, compose: Compose) -> list[Answer]:
    """Tell the hosts who did not see it being typed: in their room, else each of them."""
    if ctx.purpose is Purpose.HOSTS:
        return []
    room = await ctx.unit.communities.chat_of(ctx.community.number, Purpose.HOSTS)
    if room is not None:
        return [Post(room, compose)]
    return [
        Whisper(host.user_id, compose)
        for host in await ctx.store.members.hosts()
        if host.user_id not in {None, ctx.user_id} and host.status is not MemberStatus.AWAY
    ]
