"""The first hour of a group: the bot comes, somebody claims it, a newcomer is welcomed, reads the rules and agrees."""

import pytest

from tests.conftest import ENGINES
from tests.scenarios.world import World


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_from_the_invitation_to_a_newcomer_who_knows_the_rules(world: World) -> None:
    introduction, *_ = await world.invite_bot()
    assert len(introduction.splitlines()) == 3

    announced = await world.claim(world.sayuri)
    assert "さゆり" in announced[0]

    await world.say(world.sayuri, world.private, "/ルールを決める\nお互いを責めない\n写真を載せる前に聞く")
    world.skip_news()
    await world.join(world.hanako)
    await world.pass_time(seconds=10)
    greeting = world.group_news()
    assert greeting
    assert not any("花子" in text for text in greeting), "a support group names nobody"

    shown = await world.tap(world.hanako, "ルールを読む", world.group)
    assert any("お互いを責めない" in text for text in shown)

    await world.tap(world.hanako, "読みました", world.group)
    unread = await world.say(world.sayuri, world.private, "ルールがまだの人")
    assert not any("花子" in text for text in unread)


async def test_a_greeting_follows_within_thirty_seconds_even_while_people_keep_coming(world: World) -> None:
    await world.claimed()

    for person in (world.hanako, world.taro, world.mio):
        await world.join(person)
        await world.pass_time(seconds=7)
    assert world.group_news() == [], "the wave is still gathering"

    await world.pass_time(seconds=9)
    assert world.group_news()
