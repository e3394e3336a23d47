"""Agreeing to the rules, by word or by button, in the group or in private.

In the group nobody is singled out: whoever agrees within a few minutes shares one neutral line, however many they are,
and the receipt with version and time waits in the private chat, where asking again shows it.
"""

from datetime import timedelta

from bot.answers import Answers, Post, reply
from bot.buttons import ButtonPress
from bot.commands import Command
from bot.context import Context
from bot.errors import Refusal
from bot.i18n import _
from bot.messages import Message
from handlers.rules import texts
from handlers.rules.routes import router
from handlers.rules.showing import rules_in_force, rules_with_button
from storage.models import Member
from storage.models.rules import ConsentWay

WAVE = timedelta(minutes=5)
"""After word of new rules many people tap at once; so long one line answers all of them."""
_LINE_LASTS = timedelta(minutes=1)


@router.command(
    "agree",
    "読みました",
    takes_arguments=False,
    help=lambda: _("Say that you have read the rules"),
)
async def agree(ctx: Context, _command: Command) -> Answers:
    """Agree to the version in force."""
    return await _agree(ctx, ConsentWay.COMMAND)


@router.button("rules.agree", spoken="agree")
async def agree_by_button(ctx: Context, press: ButtonPress) -> Answers:
    """Agree to the version on the card; if it is no longer in force, show the one that is."""
    if press.object != str(ctx.community.rules_version):
        return await _show_newer(ctx)
    return await _agree(ctx, ConsentWay.BUTTON)


async def _agree(ctx: Context, way: ConsentWay) -> Answers:
    shown = await rules_in_force(ctx)
    member = await _agreeing_member(ctx)
    if member is None:
        raise Refusal(texts.not_told_who())
    had_agreed = await ctx.store.rules.has_agreed(member.number, shown.version)
    consent = await ctx.store.rules.agree(member.number, shown.version, ctx.now, way)
    if not ctx.in_private:
        return _once_a_wave(ctx, f"received.{shown.version}", (texts.received(),))
    at = texts.moment(consent.agreed_at, shown.timezone)
    if had_agreed:
        return reply(texts.already_agreed(shown.version, at))
    return reply(texts.receipt(shown.version, at))


async def _agreeing_member(ctx: Context) -> Member | None:
    if ctx.speaker is not None or ctx.user_id is None or ctx.chat_id != ctx.main_chat:
        return ctx.speaker
    # Somebody who was in the group before the bot, and whose first sign of life is this.
    return await ctx.store.members.remember(ctx.user_id, ctx.now)


async def _show_newer(ctx: Context) -> Answers:
    shown = await rules_in_force(ctx)
    messages = await rules_with_button(ctx, shown, texts.newer_version())
    return reply(*messages) if ctx.in_private else _once_a_wave(ctx, f"newer.{shown.version}", messages)


def _once_a_wave(ctx: Context, what: str, messages: tuple[Message, ...]) -> Post:
    wave = int(ctx.now.timestamp() // WAVE.total_seconds())
    return Post(
        ctx.chat_id,
        lambda: messages,
        lasts=_LINE_LASTS,
        priority=1,
        dedupe_key=f"rules.{what}.{ctx.community.number}.{wave}",
    )
