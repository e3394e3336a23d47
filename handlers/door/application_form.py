"""What strangers are asked, and what becomes of their answers.

The hosts' questions are those of the moment somebody began: they travel inside the form. Whoever writes down a person
they must not meet reads the same words as everybody else, whether that person is a member or not.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers import Answers, reply
from bot.context import Context
from bot.errors import Refusal
from bot.forms import Choice, Form, FreeText, Given, Option, Question, Value, YesNo
from bot.forms.questions import Kind
from bot.messages import Text
from bot.names import safe_name
from bot.routing import Router
from handlers.door import applying_texts as texts
from handlers.door import host_texts
from handlers.door.accepting import accept
from handlers.door.questions import MOST_QUESTIONS, read_written
from handlers.door.settings import DOOR_STATE, DoorState
from handlers.door.telling import tell_hosts
from handlers.door.tending import tend_door
from handlers.door.visiting import block_on, count_here
from storage.models.door import ApplicationState, QuestionKind
from storage.models.members import MemberStatus
from storage.repositories.door import Answered, ApplicantsWords, NewQuestion

MOST_NAME = 40
MOST_ANSWER = 300
MOST_AVOIDING = 300
"""UTF-16 units."""

router = Router("door")


def apply_questions(_ctx: Context) -> Sequence[Question]:
    """List what the form asks; the hosts' questions are those of the moment it was begun."""
    return [
        Question(key="name", text=texts.which_name, kind=FreeText(most=MOST_NAME), check=_checked_name),
        *(question for place in range(MOST_QUESTIONS) for question in _slot(place)),
        Question(
            key="agreed", text=texts.will_you_keep_the_rules, kind=YesNo(), when=_has_rules, check=_checked_agreement
        ),
        Question(key="avoiding", text=texts.is_there_somebody, kind=FreeText(most=MOST_AVOIDING), optional=True),
        Question(key="send", text=_look_it_over, kind=YesNo()),
    ]


def asked(given: Given) -> list[NewQuestion]:
    """Give the hosts' questions that a form carries."""
    return read_written(given.several("asked"))


def answers_of(given: Given) -> tuple[Answered, ...]:
    """Give the answers to the hosts' questions, choices by their labels."""
    return tuple(_answered(question, given, place) for place, question in enumerate(asked(given)))


async def finish_application(ctx: Context, given: Given) -> Answers:
    """Take the application and tell the hosts; with an open door, let the person in unless a host had better look."""
    if not given.yes("send") or ctx.user_id is None:
        return reply(texts.nothing_was_sent())
    state = await DOOR_STATE.read(ctx.store.settings)
    if state == DoorState.CLOSED:
        return reply(texts.closed_meanwhile())
    if (why := await why_not(ctx, ctx.user_id)) is not None:
        return reply(why)
    words = ApplicantsWords(
        name=given.text("name"),
        answers=answers_of(given),
        avoiding=given.text("avoiding"),
        name_message_id=given.said_in.get("name"),
        avoiding_message_id=given.said_in.get("avoiding"),
    )
    version = int(given.text("version") or 0)
    application = await ctx.store.applications.add(ctx.user_id, words, rules_version=version, now=ctx.now)
    number = application.number
    if state == DoorState.OPEN and not words.avoiding and not await _had_to_leave(ctx, ctx.user_id):
        return [reply(texts.welcome(number)), *await accept(ctx, application, by=None)]
    return [
        reply(texts.received(number, (await ctx.store.door.get()).code)),
        tell_hosts(ctx, application, lambda: [host_texts.application_has_come(number)]),
        *await tend_door(ctx),
    ]


APPLY = router.form(
    Form(
        name="door.apply",
        questions=apply_questions,
        finish=finish_application,
        needs=count_here,
        unrecorded=True,
        for_strangers=True,
    )
)


async def why_not(ctx: Context, user_id: str) -> Text | None:
    """Say why somebody need not, or cannot, apply now; None where they can."""
    if ctx.speaker is not None and ctx.speaker.is_present:
        return texts.already_inside()
    if await ctx.store.passes.open_of(user_id) is not None:
        return texts.already_accepted()
    application = await ctx.store.applications.newest_of(user_id)
    if application is not None and application.is_open:
        return texts.already_applied(application.number, (await ctx.store.door.get()).code)
    if application is not None and application.state is ApplicationState.DECLINED:
        return texts.already_answered()
    return None


async def _had_to_leave(ctx: Context, user_id: str) -> bool:
    """Say whether hosts had better look, though the door is open; the applicant does not notice."""
    if ctx.speaker is not None and ctx.speaker.status is MemberStatus.REMOVED:
        return True
    return await block_on(ctx, user_id) is not None


async def _checked_name(_given: Given, value: Value) -> Value:
    name = safe_name(value if isinstance(value, str) else None)
    if name is None:
        raise Refusal(texts.name_is_invisible())
    return name


async def _checked_agreement(_given: Given, value: Value) -> Value:
    if value is not True:
        raise Refusal(texts.rules_are_needed())
    return value


async def _checked_age(_given: Given, value: Value) -> Value:
    if value is not True:
        raise Refusal(texts.for_adults_only())
    return value


def _has_rules(given: Given) -> bool:
    return bool(given.text("version"))


def _slot(place: int) -> list[Question]:
    """Give the question at a place in each of its kinds, of which only the kind that stands there is asked."""

    def text(given: Given) -> str:
        return asked(given)[place].text

    def options(given: Given) -> Sequence[Option]:
        return [Option(str(index), label) for index, label in enumerate(asked(given)[place].options)]

    def question(kind: QuestionKind, answered_by: Kind) -> Question:
        return Question(key=_key(kind, place), text=text, kind=answered_by, when=_asks(place, kind))

    return [
        question(QuestionKind.TEXT, FreeText(most=MOST_ANSWER)),
        question(QuestionKind.CHOICE, Choice(options)),
        question(QuestionKind.YES_NO, YesNo()),
        replace(question(QuestionKind.ADULT, YesNo()), text=texts.are_you_of_age, check=_checked_age),
    ]


def _asks(place: int, kind: QuestionKind) -> Callable[[Given], bool]:
    """Say whether the question at a place is of a kind."""

    def is_asked(given: Given) -> bool:
        questions = asked(given)
        return place < len(questions) and questions[place].kind is kind

    return is_asked


def _key(kind: QuestionKind, place: int) -> str:
    return f"{kind.value}{place}"


def _answered(question: NewQuestion, given: Given, place: int) -> Answered:
    key = _key(question.kind, place)
    value: str | bool | None
    match question.kind:
        case QuestionKind.TEXT:
            value = given.text(key) or None
        case QuestionKind.CHOICE:
            value = question.options[int(given.text(key))] if given.text(key) else None
        case QuestionKind.YES_NO | QuestionKind.ADULT:
            value = given.yes(key)
    return Answered(question=question.text, answer=value, message_id=given.said_in.get(key))


def _look_it_over(given: Given) -> str:
    return texts.look_it_over(given.text("name"), answers_of(given), given.text("avoiding"))
