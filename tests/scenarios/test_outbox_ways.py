"""The ways of a word: as the answer, riding on talk, waiting for the private chat; to the hosts; and good-bye."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.answers import Post, Reply, ToHosts, Whisper
from bot.messages import Text
from storage.models.outbox import ItemState
from tests.conftest import ENGINES
from tests.scenarios.front_door import attach_hosts_room, member, outbox, pushes
from tests.scenarios.probe import install_probe, queue, to_group, words
from tests.scenarios.world import World

HELP = "/使い方"


def replies(world: World) -> Sequence[int]:
    """Give the number of objects of each reply that LINE took."""
    return [
        len(call.request["messages"])
        for call in world.line.calls()
        if call.path.endswith("/message/reply") and call.status == 200
    ]


async def test_an_answer_goes_with_the_token_of_its_own_event(world: World) -> None:
    await world.claimed()
    said = await world.line.say(world.kenji, world.group, HELP)
    await world.line.say(world.emily, world.group, "おはよう")
    await world.settle()

    (call,) = [call for call in world.line.calls() if call.path.endswith("/message/reply")][-1:]
    assert call.request["replyToken"] == said.reply_token
    assert pushes(world) == 0


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_word_to_the_group_rides_on_the_next_talk_there(world: World) -> None:
    await world.claimed()

    await queue(world, lambda ctx: Post(to_group(ctx), words("お知らせです")))
    await world.pass_time(hours=3)
    waited = world.group_news()
    rode = await world.say(world.kenji, world.group, "おはよう")

    assert waited == []
    assert rode == ["お知らせです"]
    assert [item.state for item in await outbox(world)][-1] is ItemState.RIDDEN
    assert pushes(world) == 0
    assert await world.say(world.kenji, world.group, "もう一度") == []


async def test_a_word_takes_a_token_that_lies_free_from_a_moment_ago(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")
    await world.pass_time(seconds=40)

    await queue(world, lambda ctx: Post(to_group(ctx), words("お知らせです")))

    assert world.group_news() == ["お知らせです"]


async def test_a_token_near_its_end_is_left_alone(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")
    await world.pass_time(seconds=55)

    await queue(world, lambda ctx: Post(to_group(ctx), words("お知らせです")))

    assert world.group_news() == []
    assert await world.say(world.kenji, world.group, "こんにちは") == ["お知らせです"]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_a_whisper_waits_for_the_persons_own_private_chat(world: World) -> None:
    await world.claimed()

    await queue(world, lambda _ctx: Whisper(world.kenji.user_id, words("ないしょです")))
    in_group = await world.say(world.kenji, world.group, "おはよう")
    to_another = await world.say(world.emily, world.private, "こんにちは")
    await world.pass_time(hours=5)
    in_private = await world.say(world.kenji, world.private, "こんにちは")

    assert in_group == []
    assert "ないしょです" not in "".join(to_another)
    assert in_private == ["ないしょです"]
    assert [item.state for item in await outbox(world)][-1] is ItemState.WHISPERED
    assert pushes(world) == 0


async def test_a_tap_or_following_lets_a_whisper_through_too(world: World) -> None:
    await world.claimed()
    await queue(world, lambda _ctx: Whisper(world.mio.user_id, words("ないしょです")))

    assert "ないしょです" in await world.follow(world.mio)


async def test_a_whisper_speaks_the_language_of_whoever_reads_it(world: World) -> None:
    await world.claimed()
    await world.say(world.emily, world.group, "Hello")
    await world.say(world.emily, world.private, "/lang en")
    await world.say(world.sayuri, world.group, "/世話役 追加 @Emily", mentions=[world.emily])

    told = "".join(await world.say(world.emily, world.private, "hello"))

    assert "host" in told
    assert "世話役" not in told


async def test_more_than_five_objects_go_with_several_tokens_as_whole_items(world: World) -> None:
    await world.claimed()
    await queue(
        world,
        lambda ctx: [
            Post(to_group(ctx), words("a1", "a2")),
            Post(to_group(ctx), words("b1", "b2")),
            Post(to_group(ctx), words("c1", "c2")),
            Post(to_group(ctx), words("d1")),
        ],
    )

    first = await world.say(world.kenji, world.group, "おはよう")
    second = await world.say(world.kenji, world.group, "こんにちは")

    assert first == ["a1", "a2", "b1", "b2", "d1"]
    assert second == ["c1", "c2"]
    assert max(replies(world)) == 5


async def test_riders_go_by_priority_behind_the_answer(world: World) -> None:
    await world.claimed()
    await queue(
        world,
        lambda ctx: [
            Post(to_group(ctx), words("later"), priority=8),
            Post(to_group(ctx), words("sooner"), priority=1),
        ],
    )

    card, *riders = await world.say(world.kenji, world.group, HELP)

    assert "使い方" in card
    assert riders == ["sooner", "later"]


async def test_of_words_with_one_key_only_the_first_is_said(world: World) -> None:
    await world.claimed()
    await queue(world, lambda ctx: Post(to_group(ctx), words("one"), dedupe_key="same"))
    await queue(world, lambda ctx: Post(to_group(ctx), words("two"), dedupe_key="same"))

    assert await world.say(world.kenji, world.group, "おはよう") == ["one"]


async def test_a_word_past_its_time_is_never_said_and_its_text_is_gone(world: World) -> None:
    await world.claimed()
    await queue(world, lambda ctx: Post(to_group(ctx), words("古い知らせ"), lasts=timedelta(hours=1)))

    await world.pass_time(hours=1)
    said = await world.say(world.kenji, world.group, "おはよう")

    item = (await outbox(world))[-1]
    assert said == []
    assert (item.state, item.objects) == (ItemState.EXPIRED, None)


async def test_what_was_said_is_erased_from_the_outbox(world: World) -> None:
    await world.claimed()
    await queue(world, lambda ctx: Post(to_group(ctx), words("お知らせです")))
    waiting = (await outbox(world))[-1]

    await world.say(world.kenji, world.group, "おはよう")

    assert waiting.objects is not None
    assert "お知らせです".encode() not in waiting.objects
    assert all(item.objects is None for item in await outbox(world))


async def test_the_hosts_hear_in_private_each_where_they_have_no_room(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/世話役 追加 @Emily", mentions=[world.emily])
    await world.say(world.emily, world.private, "hello")
    await world.say(world.kenji, world.private, "こんにちは")
    probe = install_probe(world)
    probe.answers = lambda _ctx: ToHosts(words("世話役へ"))

    await world.say(world.kenji, world.group, "/probe")

    assert "世話役へ" in await world.say(world.sayuri, world.private, "こんにちは")
    assert "世話役へ" in await world.say(world.emily, world.private, "hello")
    assert "世話役へ" not in await world.say(world.kenji, world.private, "こんにちは")
    assert "世話役へ" not in await world.say(world.kenji, world.group, "おはよう")


async def test_the_hosts_hear_in_their_room_where_they_have_one(world: World) -> None:
    await world.claimed()
    room = world.line.add_group("世話役の部屋", [world.sayuri, world.emily])
    await attach_hosts_room(world, room.chat_id)
    await world.line.invite_bot(room)
    await world.say(world.sayuri, world.private, "こんにちは")
    await world.pass_time(hours=1)
    world.skip_news()
    probe = install_probe(world)
    probe.answers = lambda _ctx: ToHosts(words("世話役へ"))

    await world.say(world.kenji, world.group, "/probe")
    in_group = await world.say(world.kenji, world.group, "おはよう")
    in_private = await world.say(world.sayuri, world.private, "こんにちは")
    in_room = await world.say(world.emily, room, "こんにちは")

    assert in_group == []
    assert in_private == []
    assert in_room == ["世話役へ"]


async def test_talk_in_the_hosts_room_is_counted_nowhere(world: World) -> None:
    await world.claimed()
    room = world.line.add_group("世話役の部屋", [world.sayuri, world.hanako])
    await attach_hosts_room(world, room.chat_id)
    await world.line.invite_bot(room)

    await world.say(world.hanako, room, "こんにちは")
    await world.say(world.hanako, room, HELP)

    assert await member(world, world.hanako) is None, "who is in the hosts' room is not thereby in the group"


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_the_bot_says_good_bye_before_it_leaves(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/つどいを外す")

    await world.tap(world.sayuri, "はい、外します", world.group)

    assert not world.group.has_bot
    last_two = [call.path.rsplit("/", 1)[-1] for call in world.line.calls()][-2:]
    assert last_two == ["reply", "leave"]
    assert (await outbox(world))[-1].state is ItemState.SENT


async def test_asked_in_private_the_bot_says_good_bye_in_the_group_if_it_can_and_leaves(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")
    await world.say(world.sayuri, world.private, "/つどいを外す")

    await world.tap(world.sayuri, "はい、外します", world.private)

    assert len(world.group_news()) == 1
    assert not world.group.has_bot


async def test_an_answer_that_finds_no_token_in_time_rides_on_the_next_one(world: World) -> None:
    await world.claimed()
    await world.line.say(world.kenji, world.group, HELP)
    await world.pass_time(seconds=61)

    assert world.group_news() == []
    assert len(await world.say(world.emily, world.group, "おはよう")) == 1


async def test_an_answer_too_late_to_be_of_use_is_given_up(world: World) -> None:
    await world.claimed()
    probe = install_probe(world)
    probe.answers = lambda _ctx: Reply([Text("遅い返事")], lasts=timedelta(minutes=2))
    said = await world.line.say(world.kenji, world.group, "/probe")
    world.line.platform.reply_tokens.find(said.reply_token).used = True
    await world.settle()

    await world.pass_time(minutes=2)

    assert await world.say(world.emily, world.group, "おはよう") == []
    assert (await outbox(world))[-1].state is ItemState.EXPIRED
