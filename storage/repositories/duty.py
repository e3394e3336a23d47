"""The rotas of one community, who is in them, and their turns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from sqlalchemy import bindparam, delete, or_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from storage.models import Community, Rota, RotaMember, RotaTurn
from storage.models.duty import TurnState
from storage.tables import table_of

TURNS_KEPT = timedelta(days=90)
"""How long a past turn shows who had it."""


@dataclass(slots=True)
class Place:
    """Somebody's place in a rota, as `RotaMember` keeps it, read without objects of the database; see `keep`."""

    number: int
    credit: Fraction
    turns: int
    last_served: datetime | None


class DutyRepository:
    """Rotas by number. Whoever changes one holds the community's lock."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def make(
        self,
        name: str,
        *,
        rule: str,
        begins: date,
        at: time,
        lasts: timedelta | None,
        skips_holidays: bool,
        now: datetime,
    ) -> Rota:
        """Begin a rota under the next number."""
        self._community.last_entry_number += 1
        rota = Rota(
            community_id=self._community.number,
            number=self._community.last_entry_number,
            name=name,
            rule=rule,
            begins=begins,
            at=at,
            minutes=None if lasts is None else int(lasts.total_seconds() // 60),
            skips_holidays=skips_holidays,
            made_at=now,
            turned_at=now,
        )
        self._session.add(rota)
        await self._session.flush()
        return rota

    async def get(self, number: int) -> Rota | None:
        """Find a rota by its number."""
        return await self._session.get(Rota, (self._community.id, number))

    async def rotas(self) -> list[Rota]:
        """List the rotas, the oldest first."""
        rows = await self._session.scalars(
            select(Rota).where(col(Rota.community_id) == self._community.id).order_by(col(Rota.number))
        )
        return list(rows)

    async def delete(self, rota: Rota) -> None:
        """Erase a rota with its people and turns."""
        for table in (RotaTurn, RotaMember):
            await self._session.execute(
                delete(table).where(
                    col(table.community_id) == self._community.id, col(table.rota_number) == rota.number
                )
            )
        await self._session.delete(rota)
        await self._session.flush()

    async def people(self, rota: Rota) -> list[RotaMember]:
        """List who is in a rota, by member number."""
        rows = await self._session.scalars(
            select(RotaMember)
            .where(col(RotaMember.community_id) == self._community.id, col(RotaMember.rota_number) == rota.number)
            .order_by(col(RotaMember.member_number))
        )
        return list(rows)

    async def places(self, rota: Rota) -> list[Place]:
        """List the places in a rota, by member number: as values, since a rota of hundreds is read at every look."""
        person = table_of(RotaMember).c
        rows = await self._session.execute(
            select(person.member_number, person.credit, person.turns, person.last_served)
            .where(person.community_id == self._community.id, person.rota_number == rota.number)
            .order_by(person.member_number)
        )
        return [Place(*row) for row in rows]

    async def keep(self, rota: Rota, places: Iterable[Place]) -> None:
        """Write down how people stand in a rota now, in one statement."""
        kept = [
            {"place": each.number, "credit": each.credit, "turns": each.turns, "last_served": each.last_served}
            for each in places
        ]
        if not kept:
            return
        table = table_of(RotaMember)
        connection = await self._session.connection()
        await connection.execute(
            update(table).where(
                table.c.community_id == self._community.id,
                table.c.rota_number == rota.number,
                table.c.member_number == bindparam("place"),
            ),
            kept,
        )

    async def add_people(self, rota: Rota, numbers: Iterable[int]) -> list[int]:
        """Put members into a rota, with no credit, and give the numbers of those who are new in it."""
        known = {person.member_number for person in await self.people(rota)}
        new = [number for number in dict.fromkeys(numbers) if number not in known]
        self._session.add_all(
            RotaMember(community_id=self._community.number, rota_number=rota.number, member_number=number)
            for number in new
        )
        await self._session.flush()
        return new

    async def remove_person(self, rota: Rota, number: int) -> None:
        """Take somebody out of a rota."""
        await self._session.execute(
            delete(RotaMember).where(
                col(RotaMember.community_id) == self._community.id,
                col(RotaMember.rota_number) == rota.number,
                col(RotaMember.member_number) == number,
            )
        )

    async def places_of(self, member_number: int) -> list[RotaMember]:
        """List the rotas somebody is in, as their places there."""
        rows = await self._session.scalars(
            select(RotaMember)
            .where(col(RotaMember.community_id) == self._community.id, col(RotaMember.member_number) == member_number)
            .order_by(col(RotaMember.rota_number))
        )
        return list(rows)

    async def turn_at(self, rota: Rota, begins_at: datetime) -> RotaTurn | None:
        """Find the turn that begins at a moment."""
        return await self._session.get(RotaTurn, (self._community.id, rota.number, begins_at))

    async def plan(self, rota: Rota, begins_at: datetime) -> RotaTurn:
        """Find the turn that begins at a moment, or put it down with nobody on duty yet."""
        turn = await self.turn_at(rota, begins_at)
        if turn is None:
            turn = RotaTurn(community_id=self._community.number, rota_number=rota.number, begins_at=begins_at)
            self._session.add(turn)
            await self._session.flush()
        return turn

    async def planned(self, rota: Rota) -> list[RotaTurn]:
        """List the turns put down and not begun, the earliest first."""
        rows = await self._session.scalars(
            self._turns(rota).where(col(RotaTurn.state) == TurnState.PLANNED).order_by(col(RotaTurn.begins_at))
        )
        return list(rows)

    async def current(self, rota: Rota, now: datetime) -> RotaTurn | None:
        """Find the turn somebody is on duty for at a moment."""
        begun = await self._session.scalars(
            self._turns(rota)
            .where(
                col(RotaTurn.state) == TurnState.BEGUN,
                col(RotaTurn.begins_at) <= now,
                or_(col(RotaTurn.ends_at).is_(None), col(RotaTurn.ends_at) > now),
            )
            .order_by(col(RotaTurn.begins_at).desc())
            .limit(1)
        )
        return begun.one_or_none()

    async def drop_turn(self, turn: RotaTurn) -> None:
        """Take a turn away."""
        await self._session.delete(turn)
        await self._session.flush()

    async def free_turns_of(self, number: int, rota: Rota | None = None) -> None:
        """Leave the coming turns of somebody, of one rota or of all, to somebody else."""
        which = [] if rota is None else [col(RotaTurn.rota_number) == rota.number]
        planned = (
            col(RotaTurn.community_id) == self._community.id,
            col(RotaTurn.state) == TurnState.PLANNED,
            *which,
        )
        for column in (
            RotaTurn.member_number,
            RotaTurn.account_number,
            RotaTurn.asked_number,
            RotaTurn.swap_number,
        ):
            await self._session.execute(
                update(RotaTurn)
                .where(*planned, col(column) == number)
                .values({col(column): None})
                .execution_options(synchronize_session="fetch")
            )

    async def forget_turns_of(self, number: int) -> None:
        """Erase whose somebody's past and coming turns were, and which they could not take."""
        await self.free_turns_of(number)
        for column in (RotaTurn.member_number, RotaTurn.account_number):
            await self._session.execute(
                update(RotaTurn)
                .where(col(RotaTurn.community_id) == self._community.id, col(column) == number)
                .values({col(column): None})
                .execution_options(synchronize_session="fetch")
            )
        rows = await self._session.scalars(
            select(RotaTurn).where(
                col(RotaTurn.community_id) == self._community.id,
                or_(col(RotaTurn.passed) != "", col(RotaTurn.reminded_number) == number),
            )
        )
        for turn in rows:
            turn.passed = ",".join(str(each) for each in turn.passed_numbers if each != number)
            turn.reminded_number = None if turn.reminded_number == number else turn.reminded_number
        await self._session.flush()

    def _turns(self, rota: Rota) -> SelectOfScalar[RotaTurn]:
        return select(RotaTurn).where(
            col(RotaTurn.community_id) == self._community.id, col(RotaTurn.rota_number) == rota.number
        )


async def forget_old_turns(session: AsyncSession, now: datetime) -> None:
    """Erase turns that began 90 days ago, in every community."""
    await session.execute(delete(RotaTurn).where(col(RotaTurn.begins_at) <= now - TURNS_KEPT))
