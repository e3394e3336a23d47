"""Answers whoever asks what is kept; works before anybody has claimed the group, and for people of no group at all."""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.i18n import _
from bot.routing import Router
from handlers.privacy import texts

router = Router("privacy")


@router.command(
    "privacy",
    "個人情報のこと",
    "個人情報",
    takes_arguments=False,
    help=lambda: _("What I keep, how long, and who sees it"),
    needs_home=False,
    before_claim=True,
)
async def show_privacy(ctx: Context, _command: Command) -> Answers:
    """Tell what is kept: the whole notice in private, its heart and the way there in a group."""
    if ctx.in_private:
        return reply(*texts.whole_notice())
    return reply(texts.short_notice(ctx.private_chat(texts.read_it_all(), texts.privacy_words())))
