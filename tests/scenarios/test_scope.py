"""Scope: who may do what, where, and about which group, asked anew at every event."""

import pytest

from bot.simulator import GroupChat
from tests.conftest import ENGINES
from tests.scenarios.front_door import attach_hosts_room, member, messages_counted
from tests.scenarios.probe import ANSWER, install_probe, with_kenji_as_host
from tests.scenarios.world import World

HELP = "/使い方"
STATUS = "つどいの調子"
HOSTS_ONLY = "世話役のかただけ"
NO_GROUP = "どのグループのことか、つどいにはまだわかりません"
WHICH_GROUP = "どのグループのことでしょうか"


async def with_two_groups(world: World) -> GroupChat:
    """Let Kenji be known in two groups of two owners, the second one English; gives the second."""
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")
    other = world.line.add_group("山の会", [world.mio, world.kenji])
    await world.invite_bot(other)
    await world.claim(world.mio, other)
    await world.pass_time(hours=25)
    await world.say(world.kenji, other, "おはよう")
    world.skip_news()
    return other


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_role_counts_from_the_moment_it_is_given_until_it_is_taken(world: World) -> None:
    await with_kenji_as_host(world)

    as_host = "".join(await world.say(world.kenji, world.private, STATUS))
    await world.say(world.sayuri, world.private, "世話役 解除 #2")
    as_member = "".join(await world.say(world.kenji, world.private, STATUS))

    assert HOSTS_ONLY not in as_host
    assert HOSTS_ONLY in as_member


async def test_whoever_left_the_group_has_no_group_in_private(world: World) -> None:
    await with_kenji_as_host(world)

    await world.leave(world.kenji)
    gone = await world.say(world.kenji, world.private, "ルール")
    await world.join(world.kenji)
    back = await world.say(world.kenji, world.private, "ルール")
    powers = await world.say(world.kenji, world.private, STATUS)

    assert [NO_GROUP in text for text in gone] == [True]
    assert NO_GROUP not in "".join(back)
    assert HOSTS_ONLY in "".join(powers), "who comes back is a plain member"


async def test_a_stranger_learns_of_no_group(world: World) -> None:
    await world.claimed()

    said = "".join(await world.say(world.mio, world.private, "ルール"))

    assert NO_GROUP in said
    assert "土曜の会" not in said


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_with_several_groups_one_is_chosen_and_can_be_changed(world: World) -> None:
    await with_two_groups(world)

    undecided = "".join(await world.say(world.kenji, world.private, "ルール"))
    await world.say(world.kenji, world.private, "グループを選ぶ")
    labels = world.labels(world.kenji, world.private)
    chosen = "".join(await world.tap(world.kenji, "山の会", world.private))
    decided = "".join(await world.say(world.kenji, world.private, "ルール"))

    assert WHICH_GROUP in undecided
    assert set(labels) == {"土曜の会（ひみつ）", "山の会"}
    assert "山の会" in chosen
    assert WHICH_GROUP not in decided


async def test_a_role_in_one_group_is_none_in_another(world: World) -> None:
    await with_two_groups(world)
    await world.say(world.sayuri, world.group, "/世話役 追加 @けんじ", mentions=[world.kenji])
    await world.say(world.kenji, world.private, "グループを選ぶ")
    await world.tap(world.kenji, "山の会", world.private)

    about_other = "".join(await world.say(world.kenji, world.private, STATUS))
    await world.say(world.kenji, world.private, "グループを選ぶ")
    await world.tap(world.kenji, "土曜の会（ひみつ）", world.private)
    about_own = "".join(await world.say(world.kenji, world.private, STATUS))

    assert HOSTS_ONLY in about_other
    assert HOSTS_ONLY not in about_own


async def test_a_chosen_group_that_is_left_gives_way_to_the_remaining_one(world: World) -> None:
    other = await with_two_groups(world)
    await world.say(world.kenji, world.private, "グループを選ぶ")
    await world.tap(world.kenji, "山の会", world.private)

    await world.leave(world.kenji, group=other)
    said = "".join(await world.say(world.kenji, world.private, "ルール"))

    assert said
    assert WHICH_GROUP not in said
    assert NO_GROUP not in said


async def test_a_choice_made_with_an_old_button_opens_no_group_that_was_left(world: World) -> None:
    other = await with_two_groups(world)
    await world.say(world.kenji, world.private, "グループを選ぶ")
    await world.leave(world.kenji, group=other)

    said = "".join(await world.tap(world.kenji, "山の会", world.private))

    assert "選べません" in said or "もう" in said
    assert NO_GROUP not in "".join(await world.say(world.kenji, world.private, "ルール"))


async def test_a_private_command_typed_in_the_group_opens_the_private_chat(world: World) -> None:
    await world.claimed()

    (said,) = await world.say(world.sayuri, world.group, f"/{STATUS}")

    assert "個別トーク" in said
    assert "人" not in said.replace("個人", "")
    opened = await world.line.tap(
        world.sayuri, world.button(world.sayuri, "個別トークを開く", world.group), world.group
    )
    assert opened.link is not None
    assert opened.link.prefilled.endswith(STATUS)


async def test_a_group_command_typed_in_private_says_where_it_belongs(world: World) -> None:
    await world.claimed()
    install_probe(world)

    assert "グループのほうで" in "".join(await world.say(world.sayuri, world.private, "叫ぶ"))
    assert await world.say(world.sayuri, world.group, "/叫ぶ") == [ANSWER]


async def test_an_unknown_word_is_silence_for_members_and_a_hint_for_a_host_in_private(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")

    await world.say(world.sayuri, world.private, HELP)
    mistyped = "/つどいの調師"

    assert await world.say(world.kenji, world.group, mistyped) == []
    assert await world.say(world.sayuri, world.group, mistyped) == []
    assert await world.say(world.kenji, world.private, mistyped) == []
    (hint,) = await world.say(world.sayuri, world.private, mistyped)
    assert STATUS in hint
    assert await world.tap(world.sayuri, f"/{STATUS}", world.private) != []
    assert await world.say(world.kenji, world.private, "/まったくちがうことば") == []
    (hint,) = await world.say(world.sayuri, world.private, "/まったくちがうことば")
    assert "できることの一覧" in hint
    assert "つどいの使い方" in "".join(await world.tap(world.sayuri, "使い方", world.private))


@pytest.mark.parametrize(
    "talk",
    [
        "明日は /使い方 を見てください",
        "https://example.com/help",
        "/ 使い方",
        "1/2 でお願いします",
        "使い方",
        "「/使い方」",
        "//使い方",
        "おはよう\n/使い方",
    ],
)
async def test_talk_with_a_slash_word_in_it_triggers_nothing_and_counts(world: World, talk: str) -> None:
    await world.claimed()

    assert await world.say(world.kenji, world.group, talk) == []
    assert await messages_counted(world, world.kenji) == 1


async def test_an_unclaimed_group_counts_and_numbers_nobody(world: World) -> None:
    await world.invite_bot()

    await world.say(world.kenji, world.group, "おはよう")
    await world.say(world.kenji, world.group, HELP)

    assert await member(world, world.kenji) is None


async def test_a_group_whose_new_invitation_was_lost_is_answered_again(world: World) -> None:
    await world.claimed()
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.pass_time(days=2)
    world.line.mishaps.webhooks("lost")
    await world.invite_bot()

    assert len(await world.say(world.kenji, world.group, HELP)) == 1


async def test_talk_in_the_hosts_room_does_not_bring_a_left_group_back(world: World) -> None:
    await world.claimed()
    room = world.line.add_group("世話役の部屋", [world.sayuri])
    await attach_hosts_room(world, room.chat_id)
    await world.line.invite_bot(room)
    await world.line.remove_bot(world.group)
    await world.settle()
    await world.pass_time(days=2)

    await world.say(world.sayuri, room, "おはよう")
    await world.say(world.sayuri, room, HELP)

    assert NO_GROUP in "".join(await world.say(world.sayuri, world.private, STATUS))
