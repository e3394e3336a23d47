"""The hosts say what kind of group it is, and the greeting follows."""

import pytest

from tests.scenarios.world import World


async def test_choosing_a_hobby_group_lets_newcomers_be_greeted_by_name(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.private, "グループの種類")

    said = await world.tap(world.sayuri, "趣味の会", world.private)
    await world.join(world.taro)
    await world.pass_time(seconds=10)

    assert "趣味の会" in said[-1]
    assert any("@太郎" in text for text in world.group_news())


async def test_a_group_is_taken_for_a_support_group_until_somebody_says_otherwise(world: World) -> None:
    await world.claimed()

    await world.join(world.taro)
    await world.pass_time(seconds=10)

    greeting = world.group_news()
    assert greeting
    assert not any("太郎" in text for text in greeting)


@pytest.mark.parametrize(
    ("typed", "is_chosen"), [("趣味", True), ("hobby", True), ("の会", False), ("町の集まり", False)]
)
async def test_a_kind_may_be_typed_and_is_taken_only_where_it_is_plain(
    world: World, typed: str, is_chosen: bool
) -> None:
    await world.claimed()

    said = "".join(await world.say(world.sayuri, world.private, f"グループの種類 {typed}"))

    assert ("「趣味の会」にしました" in said) == is_chosen
    assert ("どんなグループ" in said) != is_chosen


async def test_a_member_may_not_choose(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "こんにちは")

    said = await world.say(world.kenji, world.private, "グループの種類")

    assert said == ["この操作は、このグループの世話役のかただけができます。"]


async def test_in_the_group_the_question_is_asked_in_private(world: World) -> None:
    await world.claimed()

    await world.say(world.sayuri, world.group, "/グループの種類")

    assert world.labels(world.sayuri, world.group) == ["個別トークを開く"]


async def test_asking_for_help_lines_leaves_no_trace_in_the_records(world: World) -> None:
    await world.claimed()

    await world.say(world.kenji, world.group, "/困ったとき")

    assert "newcomers.show_contacts" not in await world.outcomes()
