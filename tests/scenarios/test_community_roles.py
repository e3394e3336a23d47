"""Hosts and helpers, how members reach them, and the owner who hands over."""

import pytest

from bot.simulator import Person
from tests.scenarios.operators import appoint_operator, make_operators_code
from tests.scenarios.world import World


async def with_kenji_known(world: World) -> World:
    """Bring about a confirmed owner, #1, and Kenji as #2, who has said a word."""
    await world.claimed()
    await world.say(world.kenji, world.group, "よろしくお願いします")
    await world.say(world.sayuri, world.private, "つどいの調子")
    world.skip_news()
    return world


async def is_host(world: World, person: Person) -> bool:
    """Say whether the bot shows a person what only hosts see."""
    said = await world.say(person, world.private, "つどいの調子")
    return any("主催者の登録：" in text for text in said)


async def test_a_host_is_made_by_number_and_told_in_private(world: World) -> None:
    await with_kenji_known(world)

    said = await world.say(world.sayuri, world.private, "世話役 追加 #2")
    told = await world.say(world.kenji, world.private, "つどいの調子")

    assert any("けんじ" in text and "#2" in text and "世話役" in text for text in said)
    assert any("世話役をお願い" in text for text in told)
    assert "土曜の会" not in "".join(told)
    assert world.group_news() == []
    assert await is_host(world, world.kenji)


async def test_in_the_group_a_silent_member_is_mentioned_and_the_group_learns_nothing(world: World) -> None:
    await world.claimed()

    said = await world.say(world.sayuri, world.group, "/host add @Emily", mentions=[world.emily])

    assert said
    assert not any("Emily" in text or "世話役" in text or "#" in text for text in said)
    assert "Emily" in "".join(await world.say(world.sayuri, world.private, "つどいの調子"))
    assert await is_host(world, world.emily)


async def test_a_quoted_message_tells_who_is_meant(world: World) -> None:
    await with_kenji_known(world)
    await world.line.say(world.kenji, world.group, "おはよう")
    quoted = world.line.transcript(world.group)[-1]

    await world.say(world.sayuri, world.group, "/host add helper", quote=quoted)

    assert "お手伝い" in "".join(await world.say(world.kenji, world.private, "こんにちは"))
    assert not await is_host(world, world.kenji)


async def test_a_host_becomes_a_plain_member_again(world: World) -> None:
    await with_kenji_known(world)
    await world.say(world.sayuri, world.private, "/host add #2")
    await world.say(world.sayuri, world.private, "/host remove #2")

    told = "".join(await world.say(world.kenji, world.private, "つどいの調子"))

    assert "おしまい" in told
    assert not await is_host(world, world.kenji)


@pytest.mark.parametrize("command", ["/host remove #1", "/host add #1", "/owner #1"])
async def test_the_owner_cannot_change_their_own_role(world: World, command: str) -> None:
    await with_kenji_known(world)

    said = await world.say(world.sayuri, world.private, command)

    assert "主催者" in "".join(said)
    assert await is_host(world, world.sayuri)
    assert "外しますか" in "".join(await world.say(world.sayuri, world.private, "つどいを外す"))


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("世話役 追加", "/世話役 追加 #2"),
        ("/host add #99", "見つかりません"),
        ("/host add #2 #3", "お一人ずつ"),
        ("/host add #2 king", "お手伝い"),
    ],
)
async def test_what_cannot_be_understood_is_explained_and_changes_nothing(
    world: World, command: str, word: str
) -> None:
    await with_kenji_known(world)

    assert word in "".join(await world.say(world.sayuri, world.private, command))
    assert not await is_host(world, world.kenji)


async def test_a_host_makes_no_hosts(world: World) -> None:
    await with_kenji_known(world)
    await world.say(world.emily, world.group, "hello")
    await world.say(world.sayuri, world.private, "/host add #2")

    await world.say(world.kenji, world.private, "/host add #3")

    assert not await is_host(world, world.emily)


async def test_somebody_line_does_not_name_cannot_be_made_a_host(world: World) -> None:
    await world.claimed()
    world.kenji.consented = False

    said = await world.say(world.sayuri, world.group, "/host add @けんじ", mentions=[world.kenji])

    assert "けんじ" not in "".join(said)


async def test_in_a_support_group_hosts_are_listed_in_private_only(world: World) -> None:
    await with_kenji_known(world)
    await world.say(world.sayuri, world.private, "/host add #2")

    in_group = "".join(await world.say(world.emily, world.group, "/hosts"))
    in_private = "".join(await world.say(world.emily, world.private, "世話役"))

    assert "けんじ" not in in_group
    assert "#" not in in_group
    assert world.labels(world.emily, world.group) == ["世話役に聞く"]
    assert "主催者：さゆり" in in_private
    assert "世話役：けんじ" in in_private


async def offer(world: World, number: int) -> None:
    """Let the owner offer the ownership to a member."""
    await world.say(world.sayuri, world.private, f"主催者交代 #{number}")
    await world.tap(world.sayuri, "はい、うかがってください", world.private)


async def test_the_ownership_moves_when_both_have_agreed(world: World) -> None:
    await with_kenji_known(world)
    await offer(world, 2)
    await world.say(world.kenji, world.private, "こんにちは")

    accepted = await world.tap(world.kenji, "引き受けます", world.private)
    told = await world.say(world.sayuri, world.private, "つどいの調子")

    assert "主催者" in "".join(accepted)
    assert any("#2" in text and "交代" in text for text in told)
    assert await is_host(world, world.sayuri)
    assert "外しますか" in "".join(await world.say(world.kenji, world.private, "つどいを外す"))
    assert "外しますか" not in "".join(await world.say(world.sayuri, world.private, "つどいを外す"))
    assert world.group_news() == []


async def test_in_the_group_the_question_about_handing_over_comes_in_private(world: World) -> None:
    await with_kenji_known(world)

    in_group = await world.say(world.sayuri, world.group, "/owner @けんじ", mentions=[world.kenji])
    await world.say(world.sayuri, world.private, "こんにちは")
    await world.tap(world.sayuri, "はい、うかがってください", world.private)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.tap(world.kenji, "引き受けます", world.private)

    assert "けんじ" not in "".join(in_group)
    assert "外しますか" in "".join(await world.say(world.kenji, world.private, "つどいを外す"))


async def test_nothing_changes_when_the_other_declines(world: World) -> None:
    await with_kenji_known(world)
    await offer(world, 2)
    await world.say(world.kenji, world.private, "こんにちは")

    await world.tap(world.kenji, "今回は遠慮します", world.private)

    assert "遠慮" in "".join(await world.say(world.sayuri, world.private, "つどいの調子"))
    assert "外しますか" in "".join(await world.say(world.sayuri, world.private, "つどいを外す"))


async def test_an_offer_from_somebody_who_is_no_longer_the_owner_is_refused(world: World) -> None:
    await with_kenji_known(world)
    await offer(world, 2)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.say(world.emily, world.group, f"/claim {await make_operators_code(world)}")

    said = await world.tap(world.kenji, "引き受けます", world.private)

    assert "取りやめ" in "".join(said)
    assert "外しますか" in "".join(await world.say(world.emily, world.private, "つどいを外す"))


async def test_an_offer_is_stale_once_the_other_has_left(world: World) -> None:
    await with_kenji_known(world)
    await offer(world, 2)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.leave(world.kenji)

    await world.tap(world.kenji, "引き受けます", world.private)

    assert "外しますか" in "".join(await world.say(world.sayuri, world.private, "つどいを外す"))


async def test_an_offer_ends_after_seven_days(world: World) -> None:
    await with_kenji_known(world)
    await offer(world, 2)
    await world.say(world.kenji, world.private, "こんにちは")
    await world.pass_time(days=7, minutes=2)

    await world.tap(world.kenji, "引き受けます", world.private)

    assert "外しますか" in "".join(await world.say(world.sayuri, world.private, "つどいを外す"))


async def test_an_owner_who_may_still_be_objected_to_hands_nothing_over(world: World) -> None:
    await world.claimed(confirmed=False)
    await world.say(world.kenji, world.group, "よろしくお願いします")

    said = await world.say(world.sayuri, world.private, "主催者交代 #2")

    assert "確定してから" in "".join(said)


async def test_a_host_who_left_comes_back_as_a_member_and_the_owner_hears_of_it(world: World) -> None:
    await with_kenji_known(world)
    await world.say(world.sayuri, world.private, "/host add #2")
    await world.leave(world.kenji)

    told = "".join(await world.say(world.sayuri, world.private, "つどいの調子"))
    await world.join(world.kenji)

    assert "#2" in told
    assert "けんじ" not in told
    assert "けんじ" not in "".join(world.group_news())
    assert not await is_host(world, world.kenji)


async def test_an_owner_who_left_comes_back_as_the_owner_and_hosts_and_operator_hear_of_it(world: World) -> None:
    await with_kenji_known(world)
    appoint_operator(world, world.mio)
    await world.say(world.sayuri, world.private, "/host add #2")
    await world.leave(world.sayuri)

    hosts_hear = "".join(await world.say(world.kenji, world.private, "つどいの調子"))
    operator_hears = "".join(await world.say(world.mio, world.private, "こんにちは"))
    await world.join(world.sayuri)

    assert "主催者の方がグループを出られ" in hosts_hear
    assert "claim-code" in operator_hears
    assert "さゆり" not in operator_hears
    assert "外しますか" in "".join(await world.say(world.sayuri, world.private, "つどいを外す"))


async def test_a_leave_that_comes_late_does_not_undo_a_return(world: World) -> None:
    await with_kenji_known(world)
    world.line.mishaps.webhooks("late", event_type="memberLeft")
    await world.leave(world.kenji)
    await world.join(world.kenji)
    await world.line.release()
    await world.settle()

    said = await world.say(world.sayuri, world.private, "/host add #2")

    assert "世話役になりました" in "".join(said)


async def test_nothing_is_said_in_the_group_when_members_leave(world: World) -> None:
    await with_kenji_known(world)

    await world.leave(world.kenji, world.emily)

    assert world.group_news() == []
