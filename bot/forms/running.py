"""Runs forms: begins them, hears answers, and goes on after a restart or a day, for whoever still belongs.

The answers lie sealed in one row per person. Whoever is not in the community any more, or not in the role the form
asks for, gets no further, and what they wrote is erased.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot import refusals
from bot.answers import Answer, Answers, Reply, reply
from bot.commands import Command, UnknownWord, Vocabulary, read
from bot.context import Context
from bot.errors import Refusal
from bot.events import Event, MessageSent
from bot.events import Text as TextContent
from bot.facts import Wanted
from bot.forms import words
from bot.forms.progress import Progress, answered, retracted, stand
from bot.forms.questions import Given, Question, Value
from bot.forms.reading import read_steer
from bot.forms.responding import Ask, GiveUp, Note, Take, respond
from bot.messages import MAX_OBJECTS, Button, Card, Text
from storage.models.members import Role
from storage.repositories.forms import FormOnRecord
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Questions to ask one after another in a private chat, and what to do with the answers.

    `name` is what the record keeps, such as `newcomers.intro`. `questions` is asked at every answer, with a context
    whose facts are what `needs` wanted. A Refusal of `finish` is told to the person, who is asked the last question
    again. `unrecorded` keeps the name out of records and logs. `for_strangers` lets people answer who are not in the
    community; whoever begins such a form for them says which community it is for. `again` is the command that begins
    the form, offered to somebody who comes back to it too late.
    """

    name: str
    questions: Callable[[Context], Sequence[Question]]
    finish: Callable[[Context, Given], Awaitable[Answers]]
    who: Role = Role.MEMBER
    needs: Callable[[Context, Any], Awaitable[Wanted]] | None = None
    unrecorded: bool = False
    for_strangers: bool = False
    again: Callable[[], str] | None = None


def is_for_form(form: FormOnRecord, event: Event, vocabulary: Vocabulary) -> bool:
    """Say whether an event of a private chat answers the form that was begun there, and is no command.

    The words that steer a form belong to it, even where they are a command's too. A bare word with more behind it
    is an answer, since many a sentence begins like a command; after a slash it is a command always. A form that has
    run out hears only what would otherwise meet with silence.
    """
    if not event.source.is_private or not isinstance(event, MessageSent):
        return False
    word = read(event.content, vocabulary, private=True) if isinstance(event.content, TextContent) else None
    if form.is_expired:
        return word is None
    if not isinstance(event.content, TextContent) or read_steer(event.content.text) is not None:
        return True
    return not isinstance(word, Command) or not (word.slashed or not word.rest)


async def begin(
    ctx: Context,
    form: Form,
    known: Mapping[str, Value] | None = None,
    *,
    answers: Mapping[str, Value] | None = None,
) -> Reply:
    """Ask a form's first question; `known` stands beside the answers from the start, `answers` are given already.

    Where the person is in the middle of it already, it goes on; answers to another form are not lost for this one.
    """
    is_member = ctx.speaker is not None and ctx.speaker.is_present
    if ctx.user_id is None or not (is_member or form.for_strangers):
        raise Refusal(refusals.no_group())
    if ctx.form is not None and is_in_the_middle(ctx):
        if (ctx.form.form, ctx.form.community_id) != (form.name, ctx.community.number):
            return reply(words.in_the_middle())
        progress = Progress.from_state(ctx.form.state)
        return await _ask(ctx, form, Ask(progress=progress, note=Note.WENT_ON))
    message_id = ctx.event.message_id if isinstance(ctx.event, MessageSent) else None
    said_in = dict.fromkeys(answers or {}, message_id) if message_id else {}
    return await _ask(ctx, form, Ask(progress=Progress(known=known or {}, answers=answers or {}, said_in=said_in)))


def is_in_the_middle(ctx: Context) -> bool:
    """Say whether the person has answered a part of some form."""
    return ctx.form is not None and not ctx.form.is_expired and not Progress.from_state(ctx.form.state).is_untouched


async def hear(form: Form, ctx: Context, event: MessageSent) -> Answers:
    """Take what somebody in the middle of a form says."""
    if ctx.form is None or ctx.user_id is None or not _may_go_on(ctx, form):
        await ctx.unit.forms.forget(ctx.chat_id)
        return reply(words.ended())
    if ctx.form.is_expired:
        await ctx.unit.forms.forget(ctx.user_id)
        return reply(words.ran_out(None if form.again is None else form.again()))
    progress = Progress.from_state(ctx.form.state)
    unknown = _unknown_word(ctx, event)
    if unknown is not None:
        return await _ask(ctx, form, Ask(progress=progress), words.unknown_command(unknown))
    text = event.content.text if isinstance(event.content, TextContent) else None
    match respond(form.questions(ctx), progress, text):
        case GiveUp():
            await ctx.unit.forms.forget(ctx.user_id)
            return reply(words.given_up())
        case Ask() as asking:
            return await _ask(ctx, form, asking)
        case Take() as taking:
            return await _take(ctx, form, taking, event.message_id)


async def retract(unit: UnitOfWork, user_id: str, message_id: str) -> None:
    """Erase the answer that was given in a message its author has taken back."""
    form = await unit.forms.of(user_id, unit.now)
    progress = None if form is None or form.is_expired else retracted(Progress.from_state(form.state), message_id)
    if form is not None and progress is not None:
        await unit.forms.keep(_on_record(form.user_id, form.community_id, form.form, progress), unit.now)


def with_reminder(ctx: Context, answers: Sequence[Answer]) -> list[Answer]:
    """Add to the answer of a command, given in the middle of a form, that the form waits.

    An answer with quick replies of its own speaks of the form already.
    """
    replies = [answer for answer in answers if isinstance(answer, Reply)]
    if ctx.form is None or ctx.form.is_expired or not ctx.in_private or not replies:
        return list(answers)
    said = [message for answer in replies for message in answer.messages]
    asks = any(isinstance(message, Text | Card) and message.quick_replies for message in said)
    if asks or len(said) >= MAX_OBJECTS:
        return list(answers)
    return [*answers, reply(words.to_be_continued())]


async def _take(ctx: Context, form: Form, taking: Take, message_id: str | None) -> Answers:
    questions = form.questions(ctx)
    given = stand(questions, taking.progress).given
    try:
        value = taking.value
        if taking.question.check is not None and value is not None:
            value = await taking.question.check(given, value)
        progress = answered(taking.progress, taking.question.key, value, message_id)
        standing = stand(questions, progress)
        if standing.question is not None:
            return await _ask(ctx, form, Ask(progress=progress))
        answers = await form.finish(ctx, standing.given)
    except Refusal as refusal:
        return await _ask(ctx, form, Ask(progress=taking.progress), refusal.line, refusal.quick_replies)
    await ctx.unit.forms.forget(ctx.chat_id)
    return answers


async def _ask(ctx: Context, form: Form, asking: Ask, why: str = "", offered: Sequence[Button] = ()) -> Reply:
    progress = asking.progress
    standing = stand(form.questions(ctx), progress)
    if standing.question is None:
        raise LookupError(f"{form.name} has no question to ask")
    await ctx.unit.forms.keep(_on_record(ctx.chat_id, ctx.community.number, form.name, progress), ctx.now)
    note = why or words.note_for(asking.note, standing.question, standing.given, progress.picked)
    return reply(
        words.ask(
            standing.question,
            standing.given,
            note=note,
            picked=progress.picked,
            is_first=not standing.answered,
            offered=offered,
        )
    )


def _may_go_on(ctx: Context, form: Form) -> bool:
    """Say whether the person still belongs to the form's community, in the role it asks for, where that matters."""
    is_living = ctx.home is not None and ctx.community.is_claimed and ctx.community.left_at is None
    return is_living and (form.for_strangers or ctx.may_act_as(form.who))


def _unknown_word(ctx: Context, event: MessageSent) -> str | None:
    if not isinstance(event.content, TextContent):
        return None
    word = read(event.content, ctx.vocabulary, private=True)
    return word.word if isinstance(word, UnknownWord) else None


def _on_record(user_id: str, community_id: int, form: str, progress: Progress) -> FormOnRecord:
    return FormOnRecord(user_id=user_id, community_id=community_id, form=form, state=progress.to_state())
