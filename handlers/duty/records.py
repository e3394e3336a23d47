"""What is kept about somebody's duties, for their own eyes."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from bot.context import Context
from bot.i18n import _, ngettext
from handlers.duty.crew import crew_of, turns_ahead
from handlers.duty.show_texts import standing
from handlers.rules.texts import day
from storage.models import Member
from storage.unit_of_work import CommunityStore

_MOST_LOOKED_AHEAD = 26


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A rota somebody is in: its name, how many turns they took, when last, and how they stand."""

    name: str
    turns: int
    last_served: datetime | None
    credit: Fraction


@dataclass(frozen=True, slots=True)
class OwnTurn:
    """When somebody's next turn at a rota begins, as it would be if nothing changed."""

    name: str
    begins_at: datetime


async def own_next_turns(ctx: Context, member: Member) -> list[OwnTurn]:
    """List a member's next turn in each of their rotas, the soonest first; none where it is too far off to foresee."""
    numbers = {place.rota_number for place in await ctx.store.duty.places_of(member.number)}
    own: list[OwnTurn] = []
    for rota in await ctx.store.duty.rotas():
        if rota.number in numbers:
            crew = await crew_of(ctx.store, rota)
            ahead = await turns_ahead(ctx, crew, min(len(crew.members), _MOST_LOOKED_AHEAD))
            own += [OwnTurn(rota.name, turn.at) for turn in ahead if turn.number == member.number][:1]
    return sorted(own, key=lambda turn: turn.begins_at)


async def own_duties(store: CommunityStore, member: Member) -> list[OwnDuty]:
    """List the rotas a member is in."""
    names = {rota.number: rota.name for rota in await store.duty.rotas()}
    return [
        OwnDuty(names[place.rota_number], place.turns, place.last_served, place.credit)
        for place in await store.duty.places_of(member.number)
    ]


def duty_line(duty: OwnDuty, timezone: str) -> str:
    """Write out what is kept about one of somebody's duties."""
    turns = ngettext("%(count)d turn", "%(count)d turns", duty.turns)
    if duty.last_served is None:
        return _(
            "Duty “%(name)s”: %(turns)s, %(standing)s", name=duty.name, turns=turns, standing=standing(duty.credit)
        )
    return _(
        "Duty “%(name)s”: %(turns)s, the last on %(day)s, %(standing)s",
        name=duty.name,
        turns=turns,
        day=day(duty.last_served, timezone),
        standing=standing(duty.credit),
    )
