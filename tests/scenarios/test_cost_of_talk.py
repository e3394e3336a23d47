"""What an ordinary message costs: the same number of statements in a small group and in a large one."""

import pytest
from sqlalchemy import event

from tests.conftest import ENGINES
from tests.scenarios.world import World


async def statements_of(world: World, text: str, *, mentions: bool = False) -> list[str]:
    """List the statements from a message of Kenji's until the bot has nothing left to do."""
    seen: list[str] = []
    engine = world.bot.services.database.engine.sync_engine

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    await world.say(world.kenji, world.group, text, mentions=[world.emily] if mentions else [])
    event.remove(engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_talk_costs_the_same_however_many_people_there_are_and_were_asked(world: World) -> None:
    await world.claimed()
    for text in ("こんにちは", "寒いですね"):
        await world.say(world.kenji, world.group, text)
    in_a_small_group = await statements_of(world, "そうですね")
    with_a_mention = await statements_of(world, "@Emily ね", mentions=True)

    await world.join(*[world.line.add_person(f"人{number}") for number in range(60)])
    await world.pass_time(days=61)
    await world.say(world.kenji, world.group, "おひさしぶりです")
    await world.say(world.sayuri, world.private, "お元気ですか")
    await world.tap(world.sayuri, "はい、おたずねします", world.private)
    await world.pass_time(minutes=5)
    await world.say(world.kenji, world.group, "こんばんは")

    assert len(await statements_of(world, "そうですね")) == len(in_a_small_group)
    assert len(await statements_of(world, "@Emily ね", mentions=True)) == len(with_a_mention)
    assert not [statement for statement in in_a_small_group if "first_words" in statement or "check_in" in statement]
    assert len([statement for statement in with_a_mention if "first_words" in statement]) == 1
