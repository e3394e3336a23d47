"""A report that begins with a quoted message: whose it was and when is asked of nobody twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers import Answer, reply
from bot.context import Context
from bot.forms import Given, Value
from handlers.moderation import quote_texts as texts
from handlers.moderation.cases.labels import somebody
from handlers.moderation.quoting import read_reference
from handlers.moderation.report_answers import message_known, numbered, subject_of
from handlers.moderation.report_form import is_read
from storage.models import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The message somebody quoted; without an author where nobody remembers whose it was, or it was the bot's own."""

    message_id: str
    author: Member | None = None
    at: datetime | None = None
    is_taken_back: bool = False


async def quoted_in(ctx: Context, typed: str) -> Quoted | None:
    """Find the message that the words of a command refer to; None where they refer to none."""
    message_id, _words = read_reference(typed)
    if message_id is None or ctx.home is None:
        return None
    mark = await ctx.store.activity.mark_of(message_id)
    if mark is None or mark.member_number is None:
        return Quoted(message_id=message_id)
    author = await ctx.store.members.by_number(mark.member_number)
    return Quoted(message_id=message_id, author=author, at=mark.occurred_at, is_taken_back=mark.taken_back)


def known_with(known: Mapping[str, Value], quoted: Quoted | None, reporter: Member) -> dict[str, Value]:
    """Let the form know the author and the message, where it would not offer them by itself."""
    if quoted is None or quoted.author is None or quoted.author.number == reporter.number:
        return dict(known)
    author, before = quoted.author, Given(known)
    speakers = [each for each in before.several("speakers") if each != numbered(author)]
    more: dict[str, Value] = {"quoted": str(author.number), "speakers": [numbered(author), *speakers]}
    if quoted.at is not None and not quoted.is_taken_back:
        message = message_known(author.number, quoted.message_id, quoted.at)
        more["messages"] = [message, *(each for each in before.several("messages") if each != message)]
    return {**known, **more}


async def answers_from(ctx: Context, known: Mapping[str, Value], quoted: Quoted | None) -> dict[str, Value]:
    """Answer whom it is about, and which message it was; nothing where nobody could read that."""
    given = Given({**known, "who": str(known.get("quoted", ""))})
    subject = subject_of(given) if quoted is not None and given.text("quoted") else None
    if quoted is None or subject is None or not await is_read(ctx, subject):
        return {}
    who: dict[str, Value] = {"who": given.text("quoted")}
    return who if quoted.is_taken_back else {**who, "message": quoted.message_id}


def said_of_it(ctx: Context, quoted: Quoted | None, answers: Mapping[str, Value]) -> Sequence[Answer]:
    """Say what was understood of the quote, before the form begins."""
    if quoted is None:
        return []
    author = quoted.author
    if author is None or quoted.at is None:
        return [reply(texts.nobody_knows_whose())]
    if ctx.speaker is not None and author.number == ctx.speaker.number:
        return [reply(texts.your_own())]
    if "who" not in answers:
        return []
    who = somebody(author.number, ctx.facts.name_of(author.user_id))
    return [reply(texts.about_this(who, quoted.at, ctx.community.timezone, is_taken_back=quoted.is_taken_back))]
