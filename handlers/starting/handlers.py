"""Asks the owner for what a group needs at first, and sets it all up at once when everything has been answered."""

import re
from collections.abc import Sequence

from bot.answers import Answer, Answers, Reply, reply
from bot.commands import Command
from bot.context import Context
from bot.delivery import as_list
from bot.errors import Refusal
from bot.events import MessageSent
from bot.events import Text as TextContent
from bot.facts import NOTHING, Wanted
from bot.forms import Choice, Form, FreeText, Given, Question, Value, YesNo, begin
from bot.i18n import _, speaking
from bot.people import label_of, members_named, names_of
from bot.routing import Router, Where
from handlers.community.confirmed import is_confirmed
from handlers.community.judgement import RoleVerdict, judge_role_change
from handlers.community.roles import change_role
from handlers.rules.changing import change_rules
from handlers.rules.ready_sets import rules_of
from handlers.starting import texts
from handlers.welcome.checking import refuse_unusable
from handlers.welcome.placeholders import LONGEST_TEXT, WELCOME_BLANKS
from handlers.welcome.settings import WELCOME_TEXT
from storage.models import Member
from storage.models.communities import Preset
from storage.models.members import Role

_MOST_CANDIDATES = 8
_MOST_TYPED_FOR_A_MEMBER = 100
_NUMBER = re.compile(r"\s*[#＃♯]?\s*(\d{1,6})")

router = Router("starting")


async def want_candidates(ctx: Context, found: object) -> Wanted:
    """Want the names of those who might be the deputy, and of those whose name was typed."""
    if ctx.home is None or ctx.main_chat is None or not is_confirmed(ctx) or not ctx.may_act_as(Role.OWNER):
        return NOTHING
    people = await _candidates(ctx)
    if isinstance(found, MessageSent) and isinstance(found.content, TextContent):
        people += await _fit_by_name(ctx, found.content.text)
    return names_of(ctx, people)


def start_questions(ctx: Context) -> Sequence[Question]:
    """List what the owner is asked; nothing is set before the last answer."""

    def candidates(given: Given) -> Sequence[str]:
        numbered = [tuple(each.split(":", 1)) for each in given.several("candidates")]
        return [texts.candidate(number, ctx.facts.name_of(user_id)) for number, user_id in numbered]

    async def usable(_given: Given, value: Value) -> Value:
        refuse_unusable(str(value), WELCOME_BLANKS, texts.greeting_example())
        return value

    async def fit(_given: Given, value: Value) -> Value:
        return str((await _deputy(ctx, str(value))).number)

    return [
        Question(key="preset", text=texts.which_kind, kind=Choice(texts.kinds)),
        Question(
            key="rules",
            text=texts.which_rules,
            kind=Choice(texts.rules_choices),
            when=lambda given: not given.yes("has_rules"),
        ),
        Question(
            key="greeting", text=texts.which_greeting, kind=FreeText(most=LONGEST_TEXT), optional=True, check=usable
        ),
        Question(
            key="deputy",
            text=texts.which_deputy,
            kind=FreeText(most=_MOST_TYPED_FOR_A_MEMBER, suggestions=candidates),
            optional=True,
            when=lambda given: bool(given.several("candidates")),
            check=fit,
        ),
        Question(key="apply", text=texts.look_it_over, kind=YesNo()),
    ]


async def finish_start(ctx: Context, given: Given) -> Answers:
    """Set up what was chosen, and hand over a text to post."""
    if not given.yes("apply"):
        return reply(texts.nothing_was_set())
    told: list[Answer] = []
    if number := given.text("deputy"):
        told += _without_replies(await change_role(ctx, await _deputy(ctx, number), Role.HOST))
    preset = Preset(given.text("preset"))
    await _set_kind(ctx, preset)
    if given.text("rules") == texts.USE:
        with speaking(ctx.community.language):
            lines = rules_of(texts.ready_set_for(preset))
        told += _without_replies(await change_rules(ctx, lambda _old: lines))
    if greeting := given.text("greeting"):
        await WELCOME_TEXT.write(ctx.store.settings, greeting, by=ctx.speaker_number, now=ctx.now)
        await ctx.store.log.write("welcome.changed", ctx.now, actor=ctx.speaker_number, about="text")
    return [reply(texts.it_is_set(given), texts.before_the_text(), texts.to_post()), *told]


START = router.form(
    Form(
        name="starting.start",
        questions=start_questions,
        finish=finish_start,
        who=Role.OWNER,
        needs=want_candidates,
        again=lambda: _("/start"),
    )
)


@router.command(
    "start",
    "はじめの設定",
    where=Where.PRIVATE,
    who=Role.OWNER,
    takes_arguments=False,
    needs=want_candidates,
    help=lambda: _("Set the group up in a few questions: kind, rules, greeting, a deputy"),
    example=lambda: _("/start"),
)
async def start(ctx: Context, _command: Command) -> Answers:
    """Begin the first settings."""
    # Members are shown only once it is sure who the owner is.
    people = await _candidates(ctx) if is_confirmed(ctx) else []
    candidates: Value = [f"{each.number}:{each.user_id}" for each in people]
    known: dict[str, Value] = {
        "has_rules": ctx.community.rules_version > 0,
        "greeting_now": await WELCOME_TEXT.read(ctx.store.settings),
        "candidates": candidates,
    }
    return await begin(ctx, START, known)


async def _candidates(ctx: Context) -> list[Member]:
    """List plain members and helpers who could be made a host, those heard last first."""
    present = [each for each in await ctx.store.members.present() if _is_fit(each)]
    heard = sorted(present, key=lambda each: (each.last_seen_on is not None, each.last_seen_on), reverse=True)
    return heard[:_MOST_CANDIDATES]


async def _deputy(ctx: Context, typed: str) -> Member:
    match = _NUMBER.match(typed)
    if match is None:
        people = (await _fit_by_name(ctx, typed))[:_MOST_CANDIDATES]
        raise texts.which_of([label_of(ctx, each) for each in people]) if people else Refusal(texts.nobody_fit())
    member = await ctx.store.members.by_number(int(match[1]))
    if member is None or not _is_fit(member):
        raise Refusal(texts.nobody_fit())
    return member


async def _fit_by_name(ctx: Context, typed: str) -> list[Member]:
    return [each for each in await members_named(ctx, typed) if _is_fit(each)]


def _is_fit(member: Member) -> bool:
    return judge_role_change(member, Role.HOST) is RoleVerdict.CHANGE


async def _set_kind(ctx: Context, kind: Preset) -> None:
    if kind is not ctx.community.preset:
        ctx.community.preset = kind
        await ctx.store.log.write("community.kind", ctx.now, actor=ctx.speaker_number, about=kind.value)


def _without_replies(answers: Answers) -> list[Answer]:
    """Leave out what a single change would answer the owner, who reads the summary instead."""
    return [answer for answer in as_list(answers) if not isinstance(answer, Reply)]
