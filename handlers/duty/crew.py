"""A rota with everybody in it: how each stands, who is free when, and the turns to come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.context import Context
from handlers.duty.calendar import Recurrence
from handlers.duty.freedom import could_agree, could_be_asked, free_from, is_free
from handlers.duty.turns import Agreed, Foreseen, Standing, foresee, in_line
from storage.models import Rota, RotaTurn
from storage.models.duty import TurnReason
from storage.models.members import MemberRow
from storage.repositories.duty import Place
from storage.unit_of_work import CommunityStore


@dataclass(frozen=True, slots=True)
class Crew:
    """A rota and its people, keyed by member number.

    Whoever has left the group keeps their place, so that they go on where they were should they come back.
    """

    rota: Rota
    places: Mapping[int, Place]
    members: Mapping[int, MemberRow]
    free_from: Mapping[int, datetime]
    """From when on each could take turns; without those who could take none."""

    @property
    def standings(self) -> list[Standing]:
        """Give how everybody stands, by number."""
        return [Standing(each.number, each.credit, each.last_served) for each in self.places.values()]

    @property
    def present(self) -> list[MemberRow]:
        """List those who have not left the group, by number."""
        return [member for member in self.members.values() if member.is_present]

    def free_at(self, moment: datetime, without: Iterable[int] = ()) -> set[int]:
        """Give the numbers of those who could take a turn that begins at a moment."""
        return {number for number, since in self.free_from.items() if since <= moment}.difference(without)

    def can_keep(self, turn: RotaTurn) -> bool:
        """Say whether whoever has a turn can take it; so it is with nobody's."""
        member = self.members.get(turn.member_number or 0)
        if member is None:
            return turn.member_number is None
        if turn.reason is TurnReason.ASSIGNED:
            return could_be_asked(member, turn.begins_at)
        holds = is_free if turn.confirmed_at is None else could_agree
        return holds(member, turn.begins_at)

    def line_for(self, turn: RotaTurn) -> list[Standing]:
        """List those who could take a turn, the next one first; without those who said that they cannot."""
        return in_line(self.standings, self.free_at(turn.begins_at, turn.passed_numbers))

    def account_of(self, turn: RotaTurn, taker: int) -> int:
        """Say for whom a turn counts: for whoever takes it, or for the one they have swapped with."""
        account = turn.account_number
        return taker if account is None or account not in self.places else account

    async def keep(self, store: CommunityStore, standings: Iterable[Standing]) -> None:
        """Write down how everybody stands now, and how many turns they have taken."""
        for each in standings:
            place = self.places[each.number]
            place.credit, place.last_served = each.credit, each.last_served
        await store.duty.keep(self.rota, self.places.values())


async def crew_of(store: CommunityStore, rota: Rota) -> Crew:
    """Gather everybody in a rota."""
    places = await store.duty.places(rota)
    members = await store.members.rows([each.number for each in places])
    free = {each.number: since for each in members if (since := free_from(each)) is not None}
    return Crew(rota, {each.number: each for each in places}, {each.number: each for each in members}, free)


def recurrence_of(rota: Rota) -> Recurrence:
    """Give when a rota's turns begin."""
    return Recurrence(rule=rota.rule, begins=rota.begins, at=rota.at, skips_holidays=rota.skips_holidays)


async def turns_ahead(ctx: Context, crew: Crew, most: int) -> list[Foreseen]:
    """Foresee the next turns; one that somebody gave back and nobody has taken yet is nobody's."""
    planned = {turn.begins_at: turn for turn in await ctx.store.duty.planned(crew.rota)}
    upcoming = recurrence_of(crew.rota).upcoming(crew.rota.turned_at, ctx.zone, most)
    agreed = {
        at: Agreed(turn.member_number, crew.account_of(turn, turn.member_number))
        for at, turn in planned.items()
        if turn.member_number is not None and crew.can_keep(turn)
    }

    def free_at(moment: datetime) -> set[int]:
        turn = planned.get(moment)
        return crew.free_at(moment, () if turn is None else turn.passed_numbers)

    searching = {at for at, turn in planned.items() if turn.is_searching}
    played = foresee(crew.standings, upcoming, free_at, agreed)
    return [Foreseen(each.at, None) if each.at in searching else each for each in played]


def people_of(crew: Crew, turns: Iterable[Foreseen], most: int = 12) -> Sequence[MemberRow]:
    """List whose turns these are, each once."""
    numbers = dict.fromkeys(turn.number for turn in turns if turn.number is not None)
    return [crew.members[number] for number in islice(numbers, most) if number in crew.members]
