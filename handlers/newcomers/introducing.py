"""Introducing oneself: a form in private, whose words go back to the person, or into the group if they wish."""

from collections.abc import Sequence

from bot.answers import Answers, Post, reply
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.forms import Choice, Form, FreeText, Given, Question, Several, Value, begin
from bot.i18n import _
from bot.names import safe_name
from bot.routing import Router, Where
from handlers.newcomers import intro_texts as texts
from handlers.newcomers.intro_settings import INTRO_QUESTIONS, IntroPart, read_parts, written
from storage.models.members import Role

MOST_NAME = 40
MOST_INTERESTS = 200
MOST_WORD = 500
"""UTF-16 units."""
_POST = "post"

router = Router("intro")


async def checked_name(_given: Given, value: Value) -> Value:
    """Take a name as one visible line."""
    name = safe_name(value if isinstance(value, str) else None)
    if name is None:
        raise Refusal(texts.name_is_invisible())
    return name


def _asks(part: IntroPart) -> Question:
    def is_asked(given: Given) -> bool:
        return part.value in given.several("parts")

    match part:
        case IntroPart.NAME:
            return Question(
                key=part.value, text=texts.which_name, kind=FreeText(most=MOST_NAME), when=is_asked, check=checked_name
            )
        case IntroPart.AREA:
            return Question(
                key=part.value, text=texts.which_area, kind=Choice(texts.areas), when=is_asked, optional=True
            )
        case IntroPart.INTERESTS:
            return Question(
                key=part.value,
                text=texts.which_interests,
                kind=FreeText(most=MOST_INTERESTS),
                when=is_asked,
                optional=True,
            )
        case IntroPart.WORD:
            return Question(
                key=part.value, text=texts.which_word, kind=FreeText(most=MOST_WORD), when=is_asked, optional=True
            )


def intro_questions(_ctx: Context) -> Sequence[Question]:
    """List what an introduction asks, and after a look at the whole how it gets into the group."""
    way = Question(key="way", text=texts.look_it_over, kind=Choice(texts.ways))
    return [*map(_asks, IntroPart), way]


async def finish_intro(ctx: Context, given: Given) -> Answers:
    """Give the words back, or post them; only the name is kept."""
    said = texts.introduction(given)
    if ctx.speaker is not None and given.text(IntroPart.NAME):
        ctx.store.keep_self_name(ctx.speaker, given.text(IntroPart.NAME))
    if given.text("way") == _POST and ctx.main_chat is not None:
        return [reply(texts.it_will_be_posted()), Post(ctx.main_chat, lambda: [texts.posted_for_them(said)])]
    return reply(texts.post_it_yourself(), texts.to_copy(said))


INTRO = router.form(
    Form(name="intro.introduce", questions=intro_questions, finish=finish_intro, again=lambda: _("/intro"))
)


@router.command(
    "intro",
    "自己紹介",
    takes_arguments=False,
    help=lambda: _("Introduce yourself: I ask a few things in private and put the words together"),
    example=lambda: _("/intro"),
)
async def introduce(ctx: Context, _command: Command) -> Answers:
    """Begin an introduction in private; in the group, show the way there."""
    if not ctx.in_private:
        return reply(texts.intro_in_private(ctx))
    parts = read_parts(await INTRO_QUESTIONS.read(ctx.store.settings))
    return await begin(ctx, INTRO, {"parts": [part.value for part in parts]})


def parts_questions(_ctx: Context) -> Sequence[Question]:
    """Ask a host which questions an introduction has."""
    return [Question(key="parts", text=texts.which_parts, kind=Several(texts.parts))]


async def finish_parts(ctx: Context, given: Given) -> Answers:
    """Keep the host's choice."""
    parts = [part for part in IntroPart if part.value in given.several("parts")]
    actor = ctx.speaker_number
    await INTRO_QUESTIONS.write(ctx.store.settings, written(parts), by=actor, now=ctx.now)
    await ctx.store.log.write("intro.changed", ctx.now, actor=actor, about="questions")
    return reply(texts.parts_are_chosen(parts))


CHOOSING_PARTS = router.form(
    Form(
        name="intro.choose_parts",
        questions=parts_questions,
        finish=finish_parts,
        who=Role.HOST,
        again=lambda: _("/intro questions"),
    )
)


@router.command(
    "intro questions",
    "自己紹介の質問",
    where=Where.PRIVATE,
    who=Role.HOST,
    takes_arguments=False,
    help=lambda: _("Choose what an introduction asks"),
    example=lambda: _("/intro questions"),
)
async def choose_parts(ctx: Context, _command: Command) -> Answers:
    """Let a host choose what an introduction asks."""
    return await begin(ctx, CHOOSING_PARTS)
