"""The adviser becomes another one, or none: whoever waits hears who decides, and nothing changes behind their back."""

from tests.scenarios.advising import ANSWER, NAME, advised, agree, alone, code_of, objected, report_sayuri
from tests.scenarios.cases_stage import joined, say
from tests.scenarios.world import World


async def test_whoever_objected_hears_each_time_who_decides_now(world: World) -> None:
    await alone(world)
    number = await objected(world)
    assert ANSWER in await agree(world, world.hanako, await code_of(world, world.sayuri))
    from_outside = await say(world, world.emily, "/ことば")
    await say(world, world.sayuri, "/相談役 #2")
    a_member = await say(world, world.emily, "/ことば")
    await say(world, world.sayuri, "/相談役 やめる")
    nobody = await say(world, world.emily, "/ことば")
    await say(world, world.sayuri, "/相談役 やめる")

    assert f"{number}番へのお返事は、これから相談役の{NAME}さん" in from_outside
    assert "これから相談役の #2 のかた" in a_member
    assert NAME not in a_member
    assert "決められるかたがいません" in nobody
    assert "決められるかたがいません" not in await say(world, world.emily, "/ことば"), "nothing has changed since"


async def test_where_a_host_decides_a_new_adviser_is_no_news(world: World) -> None:
    await alone(world)
    await say(world, world.sayuri, "世話役 追加 #2")
    await say(world, world.kenji, "/使い方")
    await objected(world)
    await say(world, world.emily, "/ことば")
    assert ANSWER not in await agree(world, world.hanako, await code_of(world, world.sayuri))

    assert "相談役" not in await say(world, world.emily, "/ことば")


async def test_an_adviser_lost_while_the_bot_was_out_is_told_once_it_is_back(world: World) -> None:
    await advised(world, world.hanako)
    await objected(world)
    await report_sayuri(world)
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.line.block(world.hanako)
    await world.settle()
    await world.pass_time(minutes=30)

    await world.invite_bot(world.group)
    await world.pass_time(seconds=1)

    told = await say(world, world.sayuri, "/使い方")
    assert "連絡できなく" in told
    assert "決まっていません" in await say(world, world.sayuri, "/相談役")
    told_emily = await say(world, world.emily, "/ことば")
    assert "その役目が終わったので" in told_emily
    assert "決められるかたがいません" in told_emily
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.invite_bot(world.group)
    await world.pass_time(seconds=1)
    assert "連絡できなく" not in await say(world, world.sayuri, "/使い方"), "it is told once"


async def test_undoing_leads_to_the_advisers_page_and_changes_nothing(world: World) -> None:
    await alone(world)
    await say(world, world.sayuri, "/相談役 #2")
    await agree(world, world.hanako, await code_of(world, world.sayuri))
    refused = await say(world, world.sayuri, "/元に戻す")
    shown = joined(await world.tap(world.sayuri, "変えるページへ", world.private))

    assert "元に戻せません" in refused
    assert NAME in shown
    assert "ここまで" not in await say(world, world.hanako, "/ことば")
