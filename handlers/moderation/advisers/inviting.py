"""Somebody from outside sends the code that a host gave them, reads what is asked of them, and agrees or not.

A wrong code, an old one and a used one are answered alike, so that nobody learns which communities there are.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.answers import Answer, Answers, ToHosts, reply
from bot.commands import Command, fold
from bot.context import Context
from bot.errors import Refusal
from bot.events import Event, MessageSent
from bot.events import Text as TextContent
from bot.forms import Form, FreeText, Given, Question, Value, YesNo, begin
from bot.i18n import speaking
from bot.messages import Text
from bot.names import safe_name
from bot.routing import Router, Where
from handlers.moderation.advisers import inviting_texts as texts
from handlers.moderation.advisers.ending import pass_on, retire
from handlers.moderation.advisers.texts import words_of
from handlers.moderation.cases.settings import ADVISER
from storage.models import Community
from storage.models.communities import ClaimState
from storage.repositories.claims import CODE_ALPHABET, CODE_LENGTH, as_written

MOST_NAME, MOST_WORD = 40, 12
"""UTF-16 units."""
_LONGEST_CODE_TYPED = 12
"""Characters: a code with a few blanks or hyphens in it."""

router = Router("cases")


def is_bare_code(event: Event) -> bool:
    """Say whether a private message is nothing but what looks like a code: letters and digits, with both in it."""
    if not isinstance(event, MessageSent) or not event.source.is_private or not isinstance(event.content, TextContent):
        return False
    text = event.content.text.strip()
    code = as_written(text)
    is_mixed = not code.isalpha() and not code.isdecimal()
    return (
        len(text) <= _LONGEST_CODE_TYPED and len(code) == CODE_LENGTH and is_mixed and set(code) <= set(CODE_ALPHABET)
    )


@router.command("advise", "相談役になる", where=Where.PRIVATE, needs_home=False, before_claim=True, unrecorded=True)
async def take_code(ctx: Context, command: Command) -> Answers:
    """Take a code behind the word for it."""
    return await _take(ctx, ctx.chat_id, command.rest)


@router.on(MessageSent, is_bare_code, needs_home=False, before_claim=True, unrecorded=True)
async def take_bare_code(ctx: Context, event: MessageSent) -> Answers:
    """Take a code that stands alone."""
    return await _take(ctx, ctx.chat_id, event.content.text if isinstance(event.content, TextContent) else "")


async def _take(ctx: Context, user_id: str, typed: str) -> Answers:
    if await ctx.unit.claims.is_locked(user_id, ctx.now):
        raise Refusal(texts.guessed_too_often())
    if not typed:
        raise Refusal(texts.how_to_send_code())
    code = await ctx.unit.advising.find_code(typed, ctx.now)
    community = None if code is None else await ctx.unit.communities.lock(code.community_id)
    if code is None or community is None or not _is_living(community):
        # An answer and no Refusal, because a refusal changes nothing and this has to be counted.
        await ctx.unit.claims.count_wrong_guess(user_id, ctx.now)
        return reply(Text(texts.code_is_wrong()))
    store = ctx.unit.of(community)
    member = await store.members.by_user(user_id)
    if member is not None and member.is_present:
        raise Refusal(texts.you_are_a_member())
    if await store.advisers.by_user(user_id) is not None:
        raise Refusal(texts.you_are_it_already())
    with speaking(await ctx.unit.people.language_of(user_id) or community.language):
        return await begin(replace(ctx, home=store, speaker=None), AGREE, {"code": code.code_hash})


def agree_questions(ctx: Context) -> Sequence[Question]:
    """Ask whether they will do it, what to call them, and what they call the community."""

    async def visible(_given: Given, value: Value) -> Value:
        name = safe_name(value if isinstance(value, str) else None)
        if name is None:
            raise Refusal(texts.name_is_not_seen())
        return name

    async def usable(_given: Given, value: Value) -> Value:
        word = value.strip() if isinstance(value, str) else texts.default_word()
        if len(word.split()) != 1 or fold(word).isdecimal() or ":" in fold(word):
            raise Refusal(texts.one_word_please())
        others = await ctx.unit.advising.tasks_of(ctx.chat_id)
        if fold(word) in {fold(task.calls_it) for task in others}:
            raise Refusal(texts.word_is_taken(word))
        return word

    def agreed(given: Given) -> bool:
        return given.yes("agreed")

    return [
        Question(key="agreed", text=texts.will_you_do_it, kind=YesNo()),
        Question(key="name", text=texts.what_is_your_name, kind=FreeText(most=MOST_NAME), when=agreed, check=visible),
        Question(
            key="word",
            text=texts.what_do_you_call_it,
            kind=FreeText(most=MOST_WORD, suggestions=lambda _given: [texts.default_word()]),
            when=agreed,
            check=usable,
        ),
    ]


async def finish_agreement(ctx: Context, given: Given) -> Answers:
    """Make whoever has agreed the adviser, and tell the hosts; the code is used up either way."""
    code = await ctx.unit.advising.code_of(given.text("code"), ctx.now)
    if code is None or code.community_id != ctx.community.number or (ctx.speaker and ctx.speaker.is_present):
        return reply(Text(texts.code_is_over()))
    await ctx.store.advisers.forget_code()
    if not given.yes("agreed"):
        return [reply(texts.you_declined()), ToHosts(lambda: [texts.they_declined()])]
    ended = await retire(ctx)
    number = ctx.store.members.next_number()
    task = await ctx.store.advisers.appoint(number, ctx.chat_id, given.text("name"), given.text("word"), ctx.now)
    await ADVISER.write(ctx.store.settings, number, by=None, now=ctx.now)
    await ctx.store.log.write("adviser.agreed", ctx.now, about=f"#{number}")
    answers: list[Answer] = [reply(texts.thank_you(), words_of(task.calls_it))]
    return [
        *answers,
        ToHosts(lambda: [texts.they_agreed(number, task.name)]),
        *ended,
        *await pass_on(ctx),
    ]


AGREE = router.form(
    Form(
        name="advisers.agree",
        questions=agree_questions,
        finish=finish_agreement,
        unrecorded=True,
        for_strangers=True,
        again=texts.how_to_begin_again,
    )
)


def _is_living(community: Community) -> bool:
    return community.claim_state is ClaimState.CONFIRMED and community.left_at is None
