"""Two hosts act at the same moment in two processes on one database: one of them does it, the other is told so."""

import pytest

from bot.simulator.world import Person
from tests.scenarios import cases_stage, doors, duty_house, reporting
from tests.scenarios.test_two_engines import second_process, settle_both
from tests.scenarios.world import World

pytestmark = pytest.mark.both_switches
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


async def both_say(world: World, first: tuple[Person, str], second: tuple[Person, str]) -> list[str]:
    """Let two people say something in one request, while two processes work, and give what each is answered."""
    async with second_process(world) as other:
        async with world.line.one_request():
            for person, text in (first, second):
                await world.line.say(person, world.private, text)
        await settle_both(world, other)
    return ["\n".join(world.private_news(person)) for person, _text in (first, second)]


@ON_POSTGRESQL
async def test_a_report_is_taken_by_one_of_two_hosts(world: World) -> None:
    await reporting.with_members(world)
    number = await reporting.report_taro(world, world.emily)
    for host in (world.sayuri, world.kenji):
        await reporting.read(world, host, number)
    world.skip_news()

    said = await both_say(world, (world.sayuri, f"/受け持つ {number}"), (world.kenji, f"/受け持つ {number}"))

    assert sorted("受け持っていただきました" in text for text in said) == [False, True]
    assert sorted("代わって受け持つ" in text or "さんが受け持っています" in text for text in said) == [False, True]
    assert (await reporting.word_for(world, world.emily)).count("受け持ちました") == 1


@ON_POSTGRESQL
async def test_an_answer_is_decided_on_by_one_of_two_hosts_and_told_once(world: World) -> None:
    await cases_stage.with_hosts(world)
    await world.join(world.mio)
    await world.say(world.mio, world.group, "よろしくお願いします")
    await world.say(world.sayuri, world.private, "世話役 追加 #4")
    number = await cases_stage.told(world, world.kenji, f"/注意 #3 {cases_stage.SEEN}")
    await cases_stage.say(world, world.emily, f"/異議 {number} 見かたがちがいます")
    world.skip_news()

    said = await both_say(
        world, (world.sayuri, f"/異議の返事 {number} そのまま"), (world.mio, f"/異議の返事 {number} 取り下げる")
    )

    too_late = ["もう決まっています" in text or "もう取り下げになっています" in text for text in said]
    assert sorted(too_late) == [False, True]
    outcome = await cases_stage.say(world, world.emily, "/使い方")
    assert outcome.count(f"{number}番へのお返事を読みました") == 1
    assert ("取り下げになり" in outcome) == too_late[0], "the person hears the decision that came first"


@ON_POSTGRESQL
async def test_the_last_seat_is_kept_for_one_of_two_whom_two_hosts_let_in(world: World) -> None:
    code = await doors.door_opened(world)
    await doors.host_says(world, "/定員 4")
    first, second = await doors.applied(world, world.hanako, code), await doors.applied(world, world.taro, code)
    world.skip_news()

    said = await both_say(world, (world.sayuri, f"/迎える {first}"), (world.kenji, f"/迎える {second}"))
    told = [await doors.word_to(world, person) for person in (world.hanako, world.taro)]

    assert all("お迎えします" in text for text in said)
    assert sorted("お席をご用意しました" in text for text in told) == [False, True]
    assert sorted("順番は1番目" in text for text in told) == [False, True]
    assert "空き：0席" in await doors.host_says(world, "/定員")


@ON_POSTGRESQL
async def test_one_turn_goes_to_one_of_two_who_would_take_it(world: World) -> None:
    await duty_house.with_rota(world)
    await world.say(world.sayuri, world.private, "/パス")
    assert "代わっていただけますか" in await duty_house.told(world, world.kenji)
    await world.pass_time(hours=25)
    assert "代わっていただけますか" in await duty_house.told(world, world.emily)

    said = await both_say(world, (world.kenji, "/パス"), (world.emily, "/引き受けます"))

    assert "よろしくお願いします" in said[1]
    assert (await duty_house.turns(world))[0] == "Emily"
