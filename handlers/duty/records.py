"""What is kept about somebody's duties, for their own eyes."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from bot.i18n import _, ngettext
from handlers.duty.show_texts import standing
from handlers.rules.texts import day
from storage.models import Member
from storage.unit_of_work import CommunityStore


@dataclass(frozen=True, slots=True)
class OwnDuty:
    """A rota somebody is in: its name, how many turns they took, when last, and how they stand."""

    name: str
    turns: int
    last_served: datetime | None
    credit: Fraction


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
