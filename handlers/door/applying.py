"""Strangers ask to come in: a card of what awaits them, and how their applications stand.

Nothing said here tells who is in the group, and a wrong code reads like a closed door.
"""

from bot.answers import Answers, reply
from bot.commands import Command
from bot.context import Context
from bot.facts import Wanted
from bot.forms import Value, begin
from bot.i18n import _, speaking
from bot.messages import MAX_OBJECTS, Text
from bot.routing import Router, Where
from handlers.community.unheard import is_still_there, note_unheard_departure
from handlers.door import applying_texts as texts
from handlers.door.application_form import APPLY, why_not
from handlers.door.door_texts import no_such_door
from handlers.door.questions import written
from handlers.door.settings import DOOR_ABOUT, DOOR_STATE, DoorState
from handlers.door.tending import seats_now
from handlers.door.visiting import as_written, count_before_door, visit_by_code
from storage.models.door import PassState, QuestionKind

router = Router("door")


async def want_to_look_in(ctx: Context, command: Command) -> Wanted:
    """Want how many people are behind a door, and whether somebody on record as one of them still is."""
    wanted = await count_before_door(ctx, command)
    community = await ctx.unit.doorsteps.community_with(as_written(command.rest)) if wanted.chats else None
    return wanted if community is None else wanted | await is_still_there(ctx.unit, community, ctx.chat_id)


@router.command(
    "apply",
    "参加したい",
    where=Where.PRIVATE,
    needs=want_to_look_in,
    needs_home=False,
    before_claim=True,
    unrecorded=True,
    help=lambda: _("Ask to come into a group, with the code its hosts gave you"),
    example=lambda: _("/apply ABCD2345"),
)
async def show_door(ctx: Context, command: Command) -> Answers:
    """Show what awaits somebody behind a door; without a code, how their own applications stand."""
    if not command.rest:
        return await _show_own(ctx)
    guest = await visit_by_code(ctx, command.rest)
    if guest is None:
        return _no_such_door()
    gone = await note_unheard_departure(guest)
    with speaking(guest.language):
        if (why := await why_not(guest, ctx.chat_id)) is not None:
            return [reply(why), *gone]
        rules = [rule.text for rule in await guest.store.rules.current()]
        card = texts.door_card(
            code=as_written(command.rest),
            about=await DOOR_ABOUT.read(guest.store.settings),
            needs_host=await DOOR_STATE.read(guest.store.settings) == DoorState.ASK,
            for_adults=any(each.kind is QuestionKind.ADULT for each in await guest.store.door.questions()),
            seats=await seats_now(guest, await guest.store.passes.open()),
        )
        return [reply(*texts.rules_before(rules)[: MAX_OBJECTS - 1], card), *gone]


@router.command(
    "apply begin",
    "申し込む",
    where=Where.PRIVATE,
    needs=want_to_look_in,
    needs_home=False,
    before_claim=True,
    unrecorded=True,
)
async def begin_application(ctx: Context, command: Command) -> Answers:
    """Begin the form of the door that a code opens; the word behind the card's button."""
    guest = await visit_by_code(ctx, command.rest)
    if guest is None:
        return _no_such_door()
    gone = await note_unheard_departure(guest)
    with speaking(guest.language):
        if (why := await why_not(guest, ctx.chat_id)) is not None:
            return [reply(why), *gone]
        known: dict[str, Value] = {
            "asked": written(await guest.store.door.questions()),
            "version": str(guest.community.rules_version or ""),
        }
        return [await begin(guest, APPLY, known), *gone]


def _no_such_door() -> Answers:
    """Answer a wrong code; no Refusal, because a refusal changes nothing, and the guess has to be counted."""
    return reply(Text(no_such_door()))


async def _show_own(ctx: Context) -> Answers:
    """Show how somebody's applications stand, and how one asks."""
    lines = []
    may_have_link = False
    for number in await ctx.unit.doorsteps.applied_to(ctx.chat_id):
        community = await ctx.unit.communities.get(number)
        if community is None:
            continue
        store = ctx.unit.of(community)
        application, held = await store.applications.newest_of(ctx.chat_id), await store.passes.open_of(ctx.chat_id)
        lines.append(texts.standing(application, held))
        may_have_link = may_have_link or (held is not None and held.state is not PassState.WAITING)
    return reply(texts.own_applications([line for line in lines if line], may_have_link=may_have_link))
