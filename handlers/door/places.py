"""Where hosts deal with people at the door: in private and in their room, and never in the group itself."""

from bot import refusals
from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.messages import Card
from storage.models.communities import Purpose


def into_private(ctx: Context, command: Command, *, also_in_room: bool = True) -> Answers:
    """Lead a host who typed a command elsewhere into the private chat, with the same words; None where it may act.

    What somebody wrote at the door is read in private alone, which is what `also_in_room` is for.
    """
    if ctx.in_private or (also_in_room and ctx.purpose is Purpose.HOSTS):
        return None
    words = f"/{command.word} {command.rest}".strip()
    return reply(Card(refusals.only_in_private(), buttons=[ctx.private_chat(refusals.open_private_chat(), words)]))
