"""Scope: who may do what, where, and about which group, asked anew at every event."""

from collections.abc import Callable

import pytest

from bot.answers import Answers, Reply, reply
from bot.context import Context
from bot.messages import Card
from bot.simulator import GroupChat
from tests.conftest import ENGINES
from tests.scenarios.front_door import member, messages_counted
from tests.scenarios.probe import ANSWER, PRESSED, Probe, install_probe
from tests.scenarios.test_outbox_ways import attach_hosts_room
from tests.scenarios.world import World

HELP = "/使い方"
STATUS = "つどいの調子"
HOSTS_ONLY = "世話役のかただけ"
NO_GROUP = "どのグループのことか、つどいにはまだわかりません"
WHICH_GROUP = "どのグループのことでしょうか"
PRESS = "押す"


async def with_kenji_as_host(world: World) -> World:
    """Bring about a confirmed owner, and Kenji, #2, as a host."""
    await world.claimed()
    await world.say(world.kenji, world.group, "よろしくお願いします")
    await world.say(world.sayuri, world.private, "世話役 追加 #2")
    await world.say(world.kenji, world.private, HELP)
    return world


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


def card_with(action: str, **options: bool | str) -> Callable[[Context], Answers]:
    """Give a card with one button."""

    def answer(ctx: Context) -> Reply:
        for_user = ctx.user_id if options.get("mine") else None
        return reply(Card("カード", buttons=[ctx.tap(PRESS, action, for_user=for_user)]))

    return answer


async def with_card(world: World, action: str = "probe.press", **options: bool | str) -> Probe:
    """Let Kenji bring a card with a button into the group."""
    probe = install_probe(world)
    probe.answers = card_with(action, **options)
    await world.say(world.kenji, world.group, "/probe")
    return probe


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_role_counts_from_the_moment_it_is_given_until_it_is_taken(world: World) -> None:
    await with_kenji_as_host(world)

    as_host = "".join(await world.say(world.kenji, world.private, STATUS))
    await world.say(world.sayuri, world.private, "世話役 解除 #2")
    as_member = "".join(await world.say(world.kenji, world.private, STATUS))

    assert HOSTS_ONLY not in as_host
    assert HOSTS_ONLY in as_member


async def test_a_hosts_button_does_nothing_once_the_host_is_none(world: World) -> None:
    await with_kenji_as_host(world)
    await with_card(world, "probe.govern")
    at_first = await world.tap(world.kenji, PRESS, world.group)

    await world.say(world.sayuri, world.private, "世話役 解除 #2")
    later = await world.tap(world.kenji, PRESS, world.group)

    assert at_first == [PRESSED]
    assert HOSTS_ONLY in "".join(later)
    assert PRESSED not in later


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


async def test_a_button_works_a_month_and_no_longer(world: World) -> None:
    await world.claimed()
    await with_card(world)

    await world.pass_time(days=29)
    in_time = await world.tap(world.emily, PRESS, world.group)
    await world.pass_time(days=2)
    late = await world.tap(world.emily, PRESS, world.group)

    assert in_time == [PRESSED]
    assert "期限" in "".join(late)
    assert PRESSED not in late


async def test_a_button_pressed_in_another_chat_does_nothing(world: World) -> None:
    await world.claimed()
    await with_card(world)
    data = world.button(world.kenji, PRESS, world.group).action["data"]

    await world.line.tap(world.kenji, data, world.private)
    await world.settle()

    (said,) = world.private_news(world.kenji)
    assert "別のトーク" in said


async def test_a_button_for_one_person_does_nothing_for_another(world: World) -> None:
    await world.claimed()
    await with_card(world, mine=True)

    by_another = await world.tap(world.emily, PRESS, world.group)
    by_the_one = await world.tap(world.kenji, PRESS, world.group)

    assert "ほかのかた" in "".join(by_another)
    assert by_the_one == [PRESSED]


async def test_forged_data_does_nothing_and_is_answered_in_one_line(world: World) -> None:
    await world.claimed()
    await with_card(world)
    data = str(world.button(world.kenji, PRESS, world.group).action["data"])

    await world.line.tap(world.emily, data.replace("press", "govern"), world.group)
    await world.settle()

    (said,) = world.group_news()
    assert "もう使えません" in said


async def test_a_tap_of_nobody_known_changes_nothing_and_offers_words(world: World) -> None:
    await world.claimed()
    probe = await with_card(world, mine=True)
    world.line.switch("no_user_id_on_postbacks", on=True)

    (offered,) = await world.tap(world.emily, PRESS, world.group)
    probe.answers = lambda ctx: reply(Card(f"{ctx.user_id == world.emily.user_id}"))
    typed = await world.tap(world.emily, "/probe", world.group)

    assert PRESSED not in offered
    assert "LINEから届きませんでした" in offered
    assert "True" in typed[0], "the words say who speaks"


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
    assert await world.say(world.sayuri, world.private, "/まったくちがうことば") == []


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
