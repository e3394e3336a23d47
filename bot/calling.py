"""Calls the handler of an event, and brings what it says to whoever is to read it, in their language."""

from dataclasses import replace

from bot import refusals
from bot.acting import Call
from bot.answers import Answer, Answers, Reply, Whisper, reply
from bot.attempts import Attempt, FactsMissing, HandlerRefused
from bot.commands import BadArgument
from bot.context import Context
from bot.delivery import as_list
from bot.errors import Refusal
from bot.facts import NOTHING, Facts, Wanted
from bot.fetching import look_up
from bot.forms.running import with_reminder
from bot.group_settings import SettingRefused
from bot.i18n import speaking
from bot.log import get_logger
from bot.messages import Card, Text
from bot.routing import FormRoute, Route
from storage.database import is_database_trouble
from storage.repositories.inbox import StoredEvent

log = get_logger(__name__)


async def facts_on_record(ctx: Context, call: Call, stored: StoredEvent) -> Facts:
    """Give what a route needs to know where all of it is on record; FactsMissing where LINE has to be asked first."""
    search = await look_up(ctx.unit, await _wanted(ctx, call))
    if search.missing != NOTHING:
        raise FactsMissing(stored, search)
    return search.on_record()


async def call_handler(ctx: Context, call: Call, stored: StoredEvent, attempt: Attempt) -> tuple[str, list[Answer]]:
    """Give the name of the outcome, and what is to be said; HandlerRefused at the first refusal."""
    name, answers = await _answered(ctx, call, stored, attempt)
    told = _to_the_right_place(ctx, call.route, answers)
    return name, told if isinstance(call.route, FormRoute) else with_reminder(ctx, told)


async def _wanted(ctx: Context, call: Call) -> Wanted:
    """Ask a route what it needs to know; of a context of its own, because it may sit down elsewhere to find out."""
    try:
        return await call.route.needs(replace(ctx), call.found)
    except (Refusal, BadArgument, SettingRefused):
        return NOTHING  # the handler will say the same to the person
    except Exception as error:
        if is_database_trouble(error):
            raise
        log.error("what to ask LINE could not be found out", error=error)
        return NOTHING  # the handler has wording without facts, or fails where it is counted


async def _answered(ctx: Context, call: Call, stored: StoredEvent, attempt: Attempt) -> tuple[str, Answers]:
    """Call the handler, unless it has refused; give the outcome's name and what to say."""
    if stored.id in attempt.refusals:
        return "refused", attempt.refusals[stored.id]
    with speaking(await _read_in(ctx, call.route)):
        try:
            return call.route.outcome, await call.route.handler(ctx, call.found)
        except Refusal as refusal:
            answer = reply(Text(refusal.line, refusal.quick_replies))
        except BadArgument as error:
            answer = reply(Text(refusals.of_argument(error)))
        except SettingRefused as error:
            answer = reply(Text(error.bounds))
    raise HandlerRefused(stored, answer)


def _to_the_right_place(ctx: Context, route: Route, answers: Answers) -> list[Answer]:
    """Send the answer to a command about another person, typed in a group, into the speaker's private chat."""
    plain, reader = as_list(answers), _sole_reader(ctx, route)
    if reader is None:
        return plain
    moved = [_as_whisper(reader, answer) if isinstance(answer, Reply) else answer for answer in plain]
    button = ctx.private_chat(refusals.open_private_chat(), "")
    return [reply(Card(refusals.answered_in_private(), buttons=[button])), *moved]


def _sole_reader(ctx: Context, route: Route) -> str | None:
    """Give who alone reads the answer: whoever typed a command about another person in a group; else None."""
    return ctx.user_id if route.about_person and not ctx.in_private else None


async def _read_in(ctx: Context, route: Route) -> str:
    """Give the language of whoever reads the answer: the chat's, or that of a speaker who alone reads it."""
    return await ctx.unit.people.language_of(_sole_reader(ctx, route)) or ctx.language


def _as_whisper(user_id: str, answer: Reply) -> Whisper:
    return Whisper(user_id, lambda: answer.messages, priority=1)
