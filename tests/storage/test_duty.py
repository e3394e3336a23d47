"""Rotas, credits kept exactly, and turns: put down, served, erased."""

from datetime import date, time, timedelta
from fractions import Fraction

from storage.database import Database
from storage.models import Rota
from storage.models.duty import TurnReason, TurnState
from storage.models.members import MemberStatus
from storage.repositories.duty import TURNS_KEPT, DutyRepository, forget_old_turns
from tests.factories import HANA, KEN, NOW, OTHER_CHAT, SECOND, community, unit_of_work

DAY = timedelta(days=1)


async def rota_in(duty: DutyRepository, name: str = "司会") -> Rota:
    return await duty.make(
        name,
        rule="FREQ=WEEKLY;BYDAY=SA",
        begins=date(2026, 11, 22),
        at=time(21, 30),
        lasts=timedelta(hours=2),
        skips_holidays=True,
        now=NOW,
    )


async def test_a_rota_comes_back_as_it_was_made_in_its_own_community_only(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        here, there = unit.of(await community(session)), unit.of(await community(session, OTHER_CHAT))
        first, second = await rota_in(here.duty), await rota_in(here.duty, "案内")
        number = first.number
        assert await there.duty.rotas() == []
        assert [rota.number for rota in await here.duty.rotas()] == [first.number, second.number]
    async with database.read() as session:
        home = await unit_of_work(session).communities.get(1)
        assert home is not None
        rota = await unit_of_work(session).of(home).duty.get(number)
        assert rota is not None
        assert (rota.at, rota.begins, rota.lasts, rota.skips_holidays) == (
            time(21, 30),
            date(2026, 11, 22),
            timedelta(hours=2),
            True,
        )


async def test_credits_are_kept_exactly(database: Database) -> None:
    odd = Fraction(-(10**40) - 1, 3**60)
    async with database.write() as session:
        duty = unit_of_work(session).of(await community(session)).duty
        rota = await rota_in(duty)
        assert await duty.add_people(rota, [2, 1, 2]) == [2, 1]
        assert await duty.add_people(rota, [1, 3]) == [3]
        (await duty.people(rota))[0].credit = odd
    async with database.read() as session:
        home = await unit_of_work(session).communities.get(1)
        assert home is not None
        duty = unit_of_work(session).of(home).duty
        assert [each.credit for each in await duty.people((await duty.rotas())[0])] == [odd, 0, 0]
        assert [place.number for place in await duty.places(rota)] == [1, 2, 3]


async def test_how_people_stand_is_read_as_values_and_written_down_for_one_rota_alone(database: Database) -> None:
    async with database.write() as session:
        duty = unit_of_work(session).of(await community(session)).duty
        rota, other = await rota_in(duty), await rota_in(duty)
        for each in (rota, other):
            await duty.add_people(each, [1, 2, 3])
        places = await duty.places(rota)
        places[1].credit, places[1].turns, places[1].last_served = Fraction(-2, 3), 1, NOW
        await duty.keep(rota, places[1:])
        await duty.keep(rota, [])
        await duty.remove_person(rota, 3)
    async with database.read() as session:
        home = await unit_of_work(session).communities.get(1)
        assert home is not None
        duty = unit_of_work(session).of(home).duty
        assert [(each.number, each.credit, each.turns, each.last_served) for each in await duty.places(rota)] == [
            (1, 0, 0, None),
            (2, Fraction(-2, 3), 1, NOW),
        ]
        assert [each.turns for each in await duty.places(other)] == [0, 0, 0]


async def test_the_members_of_a_rota_are_read_as_they_stand_now_with_those_who_left(database: Database) -> None:
    async with database.write() as session:
        unit = unit_of_work(session)
        store = unit.of(await community(session))
        other = unit.of(await community(session, OTHER_CHAT))
        for user_id in (HANA, KEN):
            await store.members.remember(user_id, NOW)
            await other.members.remember(user_id, NOW)
        ken = await store.members.remember(KEN, NOW)
        ken.status = MemberStatus.LEFT
        (row,) = await store.members.rows([2])
        assert (row.user_id, row.status, row.first_seen_at) == (KEN, MemberStatus.LEFT, NOW)
        assert not row.is_present
        assert not await store.members.rows([])


async def test_only_a_begun_turn_is_on_and_only_until_its_end(database: Database) -> None:
    async with database.write() as session:
        duty = unit_of_work(session).of(await community(session)).duty
        rota = await rota_in(duty)
        turn = await duty.plan(rota, NOW)
        assert await duty.plan(rota, NOW) is turn
        later = await duty.plan(rota, NOW + DAY)
        assert await duty.planned(rota) == [turn, later]
        assert await duty.current(rota, NOW) is None
        turn.state, turn.ends_at = TurnState.BEGUN, NOW + DAY
        await session.flush()
        assert await duty.current(rota, NOW - SECOND) is None
        assert await duty.current(rota, NOW) is turn
        assert await duty.current(rota, NOW + DAY) is None
        assert await duty.planned(rota) == [later]


async def test_somebody_erased_is_in_no_turn_any_more(database: Database) -> None:
    async with database.write() as session:
        duty = unit_of_work(session).of(await community(session)).duty
        rota = await rota_in(duty)
        past, coming, searched = [await duty.plan(rota, NOW + day * DAY) for day in range(3)]
        past.state = TurnState.BEGUN
        for turn in (past, coming):
            turn.give_to(7, TurnReason.SWAP)
            turn.account_number = turn.reminded_number = 7
        searched.asked_number = searched.swap_number = 7
        for number in (5, 7):
            searched.add_passed(number)
        await session.flush()
        await duty.forget_turns_of(7)
    async with database.read() as session:
        home = await unit_of_work(session).communities.get(1)
        assert home is not None
        duty = unit_of_work(session).of(home).duty
        for day in range(3):
            kept = await duty.turn_at((await duty.rotas())[0], NOW + day * DAY)
            assert kept is not None
            assert "7" not in str([value for key, value in kept.model_dump().items() if key.endswith("number")])
            assert kept.passed_numbers == ((5,) if day == 2 else ())


async def test_a_deleted_rota_takes_its_people_and_turns_with_it(database: Database) -> None:
    async with database.write() as session:
        duty = unit_of_work(session).of(await community(session)).duty
        gone, kept = await rota_in(duty), await rota_in(duty, "案内")
        for rota in (gone, kept):
            await duty.add_people(rota, [1])
            await duty.plan(rota, NOW)
        await duty.delete(gone)
        assert [len(await duty.people(rota)) for rota in (gone, kept)] == [0, 1]
        assert [place.rota_number for place in await duty.places_of(1)] == [kept.number]
        assert len(await duty.planned(kept)) == 1


async def test_turns_are_forgotten_after_ninety_days(database: Database) -> None:
    async with database.write() as session:
        duty = unit_of_work(session).of(await community(session)).duty
        rota = await rota_in(duty)
        await duty.plan(rota, NOW)
        assert TURNS_KEPT.days == 90
        await forget_old_turns(session, NOW + TURNS_KEPT - SECOND)
        assert len(await duty.planned(rota)) == 1
        await forget_old_turns(session, NOW + TURNS_KEPT)
        assert await duty.planned(rota) == []
