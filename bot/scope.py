"""Finds out where an event belongs: which community it acts on, who speaks, in which language."""

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.buttons import ButtonPress
from bot.context import Context
from bot.events import BotJoined, BotLeft, Event, MembersJoined, MembersLeft, TimedEvent
from bot.facts import Facts
from bot.forms.running import is_for_form
from bot.routing import Routes
from bot.services import Services
from storage.models import Community, Member
from storage.models.communities import Purpose
from storage.repositories.forms import FormOnRecord
from storage.unit_of_work import UnitOfWork

_LEAVING_TAKES = timedelta(minutes=5)
_WITHOUT_SPEAKER = (TimedEvent, MembersJoined, MembersLeft, BotJoined, BotLeft)


@dataclass(frozen=True, slots=True)
class Place:
    """The community an event acts on, and what the event's own chat is to it."""

    community_id: int | None
    purpose: Purpose | None = None
    has_choice: bool = False
    """Whether a person in their private chat belongs to several communities and has chosen none."""
    form: FormOnRecord | None = None
    """The form a person in their private chat is in the middle of."""
    is_form_heard: bool = False
    """Whether the event is for that form."""


async def find_place(unit: UnitOfWork, event: Event, press: ButtonPress | None, routes: Routes) -> Place:
    """Find the community: of the timed work, of the group, or of the person in private.

    A button pressed in private names its own community, and so does the form that the event answers; whoever is not
    in it gets nothing from it, unless the form is for strangers; then the form alone acts on its community.
    """
    if isinstance(event, TimedEvent):
        return Place(event.community_id, Purpose.MAIN)
    if event.source.is_group:
        attachment = await unit.communities.attachment_of_chat(event.source.chat_id)
        return Place(None) if attachment is None else Place(attachment.community_id, attachment.purpose)
    if event.source.user_id is None:
        return Place(None)
    form = await unit.forms.of(event.source.user_id, unit.now) if event.source.is_private else None
    is_form_heard = form is not None and is_for_form(form, event, routes.vocabulary)
    named = form.community_id if form is not None and is_form_heard else press.community_id if press else None
    place = await _place_of_person(unit, event.source.user_id, named)
    if form is not None and is_form_heard and form.form in routes.forms_for_strangers:
        place = Place(form.community_id)
    return replace(place, form=form, is_form_heard=is_form_heard)


async def build_context(services: Services, unit: UnitOfWork, event: Event, place: Place, facts: Facts) -> Context:
    """Gather what a handler is given; locks the community."""
    community = None if place.community_id is None else await unit.communities.lock(place.community_id)
    if community is not None and _happened_in_group(event, place):
        note_return(community, event)
    home = None if community is None else unit.of(community)
    return Context(
        event=event,
        now=unit.now,
        language=await _language(services, unit, event, community),
        account=services.account,
        options=services.options,
        vocabulary=services.routes.vocabulary,
        button_codec=services.button_codec,
        unit=unit,
        home=home,
        main_chat=None if community is None else await unit.communities.chat_of(community.number),
        purpose=place.purpose,
        speaker=await _speaker(unit, event, place, community),
        facts=facts,
        form=place.form,
    )


def note_return(community: Community, event: Event) -> None:
    """Notice by any event of a group that the bot is in it again, in case the join itself was lost.

    Events of the minutes around the leaving say nothing: they may have been under way.
    """
    if community.left_at is not None and event.occurred_at > community.left_at + _LEAVING_TAKES:
        community.left_at = None


def _happened_in_group(event: Event, place: Place) -> bool:
    """Say whether an event shows that the bot is in the community's main group."""
    is_there = event.source.is_group and place.purpose is Purpose.MAIN
    return is_there and not isinstance(event, BotLeft | TimedEvent)


async def _place_of_person(unit: UnitOfWork, user_id: str, named: int | None) -> Place:
    numbers = [community.number for community in await unit.communities.of_person(user_id)]
    person = await unit.people.get(user_id)
    wanted = named
    if wanted is None and person is not None:
        wanted = person.chosen_community_id
    if wanted in numbers:
        return Place(wanted)
    if named is not None:
        return Place(None)
    return Place(numbers[0] if len(numbers) == 1 else None, has_choice=len(numbers) > 1)


async def _speaker(unit: UnitOfWork, event: Event, place: Place, community: Community | None) -> Member | None:
    """Find who spoke; somebody heard for the first time in a claimed group gets a number.

    Whoever speaks in the hosts' room is not thereby in the group.
    """
    user_id = event.source.user_id
    if community is None or user_id is None or isinstance(event, _WITHOUT_SPEAKER):
        return None
    members = unit.of(community).members
    if _happened_in_group(event, place) and community.is_claimed:
        return await members.remember(user_id, unit.now, seen_at=event.occurred_at)
    return await members.by_user(user_id)


async def _language(services: Services, unit: UnitOfWork, event: Event, community: Community | None) -> str:
    if event.source.is_private:
        chosen = await unit.people.language_of(event.source.chat_id)
        if chosen is not None:
            return chosen
    if community is not None:
        return community.language
    languages = await _languages_close_by(unit, event.source.chat_id) if event.source.is_private else set()
    return languages.pop() if len(languages) == 1 else services.options.default_language


async def _languages_close_by(unit: UnitOfWork, user_id: str) -> set[str]:
    """Give the languages of the communities that concern somebody who is in none.

    Hosts may be in no group at the moment, because the bot was put out of theirs; who applied at a door is in none yet.
    """
    led = await unit.communities.led_by(user_id)
    doors = [] if led else [await unit.communities.get(number) for number in await unit.doorsteps.applied_to(user_id)]
    return {each.language for each in (*led, *doors) if each is not None}
