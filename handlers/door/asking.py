"""The hosts' questions to whoever wants to come in: listed, added, removed, moved."""

from bot.answers import Answers, reply
from bot.commands import BadArgument, Command, read, read_whole_number
from bot.context import Context
from bot.errors import Refusal
from bot.events import Text
from bot.i18n import _
from bot.routing import Router, Where
from handlers.community.confirmed import require_confirmed
from handlers.door import asking_texts as texts
from handlers.door.questions import (
    MOST_QUESTIONS,
    OptionsRefused,
    QuestionRefused,
    QuestionTooLong,
    read_question,
)
from storage.models.members import Role
from storage.repositories.door import NewQuestion

router = Router("door")


@router.command(
    "question",
    "質問",
    "questions",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("What people at the door are asked"),
)
async def list_questions(ctx: Context, _command: Command) -> Answers:
    """List the questions, and how to change them."""
    require_confirmed(ctx)
    return reply(texts.listed(await ctx.store.door.questions()))


@router.command(
    "question add",
    "質問 追加",
    "質問を追加",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Add a question for people at the door"),
    example=lambda: _("/question add How did you hear of us?"),
)
async def add_question(ctx: Context, command: Command) -> Answers:
    """Add a question at the end."""
    require_confirmed(ctx)
    questions = await ctx.store.door.questions()
    if len(questions) >= MOST_QUESTIONS:
        raise Refusal(texts.too_many(MOST_QUESTIONS))
    try:
        question = read_question(command.rest)
    except QuestionRefused as error:
        raise Refusal(_why(error)) from None
    if any(read(Text(text=option), ctx.vocabulary, private=True) for option in question.options):
        raise Refusal(texts.option_is_a_command())
    return await _keep(ctx, [*questions, question])


@router.command(
    "question remove",
    "質問 削除",
    "質問を消す",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Take away a question for people at the door"),
    example=lambda: _("/question remove 2"),
)
async def remove_question(ctx: Context, command: Command) -> Answers:
    """Take a question away."""
    require_confirmed(ctx)
    questions = await ctx.store.door.questions()
    position = _position(command.rest, questions)
    return await _keep(ctx, [*questions[: position - 1], *questions[position:]])


@router.command(
    "question move",
    "質問 移動",
    "質問を動かす",
    where=Where.PRIVATE,
    who=Role.HOST,
    help=lambda: _("Ask a question for people at the door earlier or later"),
    example=lambda: _("/question move 3 1"),
)
async def move_question(ctx: Context, command: Command) -> Answers:
    """Put a question at another place."""
    require_confirmed(ctx)
    questions = await ctx.store.door.questions()
    match command.rest.split():
        case [first, second]:
            position, target = _position(first, questions), _position(second, questions)
        case _:
            raise Refusal(texts.how_to_move())
    others = [*questions[: position - 1], *questions[position:]]
    return await _keep(ctx, [*others[: target - 1], questions[position - 1], *others[target - 1 :]])


async def _keep(ctx: Context, questions: list[NewQuestion]) -> Answers:
    await ctx.store.door.keep_questions(questions)
    await ctx.store.log.write("door.changed", ctx.now, actor=ctx.speaker_number, about="questions")
    return reply(texts.changed(questions))


def _position(typed: str, questions: list[NewQuestion]) -> int:
    try:
        return read_whole_number(typed.strip().removesuffix("番"), 1, len(questions))
    except BadArgument:
        raise Refusal(texts.no_such_question(len(questions))) from None


def _why(error: QuestionRefused) -> str:
    match error:
        case QuestionTooLong():
            return texts.too_long()
        case OptionsRefused():
            return texts.options_are_wrong()
        case _:
            return texts.how_to_ask()
