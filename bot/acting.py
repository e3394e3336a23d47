"""Chooses who handles an event, and refuses on the route's behalf whoever may not use it, there or then."""

from dataclasses import dataclass
from datetime import datetime

from bot import refusals
from bot.answers import Answers, reply
from bot.buttons import ButtonCodec, ButtonPress, NotOurButton, TappedByAnother, TappedElsewhere, TappedLate
from bot.commands import Command, UnknownWord, read
from bot.context import Context
from bot.errors import Refusal
from bot.events import (
    BotJoined,
    BotLeft,
    ButtonTapped,
    Event,
    MessageSent,
    Text,
    TimedEvent,
)
from bot.messages import Card, SayButton
from bot.messages import Text as Say
from bot.routing import ButtonRoute, CommandRoute, EventRoute, FormRoute, Route, Routes, Where
from bot.scope import Place
from storage.models.members import Role

Press = ButtonPress | NotOurButton | TappedLate | TappedElsewhere | TappedByAnother | None


@dataclass(frozen=True, slots=True)
class Call:
    """A route, and what its filter found for it: a command, a button's meaning, or the event itself."""

    route: Route
    found: object


@dataclass(frozen=True, slots=True)
class Silence:
    """Nobody handles the event; `outcome` says why, for the record."""

    outcome: str
    answers: Answers = None


def read_press(codec: ButtonCodec, event: Event, now: datetime) -> Press:
    """Read the button an event pressed; None for events that press none, the error where it means nothing."""
    if not isinstance(event, ButtonTapped):
        return None
    try:
        return codec.read(
            event.data,
            now=now,
            chat_id=event.source.chat_id,
            user_id=event.source.user_id,
        )
    except (NotOurButton, TappedLate, TappedElsewhere, TappedByAnother) as error:
        return error


def choose_call(routes: Routes, ctx: Context, place: Place, press: Press) -> Call | Silence:
    """Choose the route for an event; raises Refusal with the line for whoever may not use it."""
    call = _find_form(routes, ctx, place) or _find(routes, ctx, press)
    if isinstance(call, Silence) or isinstance(call.route, FormRoute):
        return call  # a form finds out for itself who may go on, because it has to erase what it ends
    return _unidentified_tap(routes, ctx, call) or _closed(ctx, call.route, place) or call


def _find_form(routes: Routes, ctx: Context, place: Place) -> Call | None:
    """Hand what answers an open form to that form; one that exists no longer waits for its end in silence."""
    route = None if place.form is None or not place.is_form_heard else routes.forms.get(place.form.form)
    return None if route is None else Call(route, ctx.event)


def _find(routes: Routes, ctx: Context, press: Press) -> Call | Silence:
    event = ctx.event
    if isinstance(event, TimedEvent):
        timed = routes.timed.get(event.kind)
        return Silence("unknown timed work") if timed is None else Call(timed, event)
    if press is not None:
        return _find_button(routes, ctx, press)
    if isinstance(event, MessageSent) and isinstance(event.content, Text):
        word = read(
            event.content,
            routes.vocabulary,
            private=ctx.in_private,
            quoted_message_id=event.quoted_message_id,
        )
        if isinstance(word, Command):
            return Call(routes.commands[word.name], word)
        if isinstance(word, UnknownWord):
            return _suggest(routes, ctx, word)
    route = routes.for_event(event)
    return Silence("nothing to do") if route is None else Call(route, event)


def _find_button(routes: Routes, ctx: Context, press: ButtonPress | Exception) -> Call:
    if isinstance(press, Exception):
        raise Refusal(refusals.of_button(press))
    if press.community_id is not None and (ctx.home is None or ctx.community.id != press.community_id):
        raise Refusal(refusals.no_group() if ctx.in_private else refusals.of_button(TappedElsewhere()))
    route = routes.buttons.get(press.action)
    if route is None:
        raise Refusal(refusals.of_button(NotOurButton()))
    return Call(route, press)


def _suggest(routes: Routes, ctx: Context, unknown: UnknownWord) -> Silence:
    """Suggest a known word, or the list of all, to a host in private; nobody else is answered."""
    if not ctx.in_private or not ctx.may_act_as(Role.HOST):
        return Silence("unknown word")
    near = routes.vocabulary.nearest(unknown.word)
    if near is None:
        return Silence("unknown word", reply(Say(refusals.unknown_word(), [refusals.all_words_button()])))
    return Silence("unknown word", reply(Say(refusals.do_you_mean(near), [refusals.near_word_button(near)])))


def _closed(ctx: Context, route: Route, place: Place) -> Silence | None:
    """Refuse in words where a person asked for something, and stay silent where something merely happened."""
    if ctx.home is not None and ctx.community.left_at is not None and not isinstance(ctx.event, BotJoined | BotLeft):
        return Silence("the bot has left")
    if isinstance(route, EventRoute) or isinstance(ctx.event, TimedEvent):
        return _not_for_events(ctx, route)
    if route.where is Where.PRIVATE and not ctx.in_private:
        return _into_private(ctx, route)
    if route.where is Where.GROUP and ctx.in_private:
        raise Refusal(refusals.only_in_group())
    if route.for_advisers:
        return None
    if route.needs_home and ctx.home is None:
        raise Refusal(refusals.choose_a_group() if place.has_choice else refusals.no_group())
    if ctx.home is not None and not ctx.community.is_claimed and not route.before_claim:
        raise Refusal(refusals.not_claimed_yet())
    if route.who is not Role.MEMBER and not ctx.may_act_as(route.who):
        raise Refusal(refusals.for_hosts_only())
    return None


def _not_for_events(ctx: Context, route: Route) -> Silence | None:
    if route.needs_home and ctx.home is None:
        return Silence("no community")
    if ctx.home is not None and not ctx.community.is_claimed and not route.before_claim:
        return Silence("not claimed")
    return None


def _into_private(ctx: Context, route: Route) -> Silence:
    word = route.word_in(ctx.language) if isinstance(route, CommandRoute) else ""
    button = ctx.private_chat(refusals.open_private_chat(), word)
    return Silence("shown into private", reply(Card(refusals.only_in_private(), buttons=[button])))


def _unidentified_tap(routes: Routes, ctx: Context, call: Call) -> Silence | None:
    """Answer a tap whose person LINE does not tell: it changes nothing, and words are offered instead."""
    if not isinstance(call.route, ButtonRoute) or call.route.nameless or ctx.user_id is not None:
        return None
    command = routes.commands.get(call.route.spoken or "")
    if command is None:
        raise Refusal(refusals.tap_without_name())
    word = f"/{command.word_in(ctx.language)}"
    button = SayButton(word, word)
    return Silence("tap without a user id", reply(Card(refusals.type_it_instead(), buttons=[button])))
