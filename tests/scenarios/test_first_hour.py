"""The first hour of a group with the bot: it comes, somebody claims it, a newcomer is welcomed and knows the rules."""

from tests.scenarios.world import World


async def test_the_bot_introduces_itself_in_three_lines(world: World) -> None:
    said = await world.invite_bot()

    assert said
    print(said)


async def test_claim(world: World) -> None:
    await world.invite_bot()
    print(await world.claim(world.sayuri))
    await world.pass_time(hours=25)
    await world.join(world.hanako, world.taro)
    await world.pass_time(seconds=10)
    print(world.group_news())
