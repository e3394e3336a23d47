"""Order: a chat's events happen in LINE's order, and an edit or take-back counts even if it comes first."""

from datetime import timedelta
from typing import Any

import pytest

from bot.inbox import PAUSE_SECONDS
from bot.simulator import Happened, Person
from storage.models.inbox import EventState
from tests.conftest import ENGINES
from tests.scenarios.front_door import copy_of, knock, member, messages_counted, row_of, stored, unheard, written
from tests.scenarios.probe import install_probe
from tests.scenarios.world import Chat, World

A_PAUSE = timedelta(seconds=2 * PAUSE_SECONDS)

HELP = "/使い方"


async def held_back(world: World, person: Person, chat: Chat, text: str) -> Happened:
    """Let a person say something whose webhook LINE delivers only when it is released."""
    world.line.mishaps.webhooks("late")
    return await world.line.say(person, chat, text)


async def arrives(world: World) -> None:
    """Deliver what was held back."""
    await world.line.release()
    await world.settle()


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_what_waits_together_is_handled_in_lines_order(world: World) -> None:
    await world.claimed()
    world.line.mishaps.webhooks("reordered", 3)

    await world.line.say(world.sayuri, world.group, "/lang en")
    await world.line.say(world.kenji, world.group, HELP)
    await world.line.say(world.sayuri, world.group, "/lang ja")
    await world.settle()

    first, help_card, last = world.group_news()
    assert "English" in first
    assert "How to use" in help_card
    assert "日本語" in last


async def test_talk_and_commands_of_one_body_keep_their_order(world: World) -> None:
    await world.claimed()
    async with world.line.one_request():
        await world.line.say(world.kenji, world.group, "おはよう")
        await world.line.say(world.kenji, world.group, HELP)
        await world.line.say(world.kenji, world.group, "ありがとう")
    await world.settle()

    rows = [row for row in await stored(world) if row.kind == "message"][-3:]
    assert [row.outcome for row in rows] == ["counted", "help.show_help", "counted"]
    assert await messages_counted(world, world.kenji) == 3


async def test_a_command_edited_before_it_came_is_not_run(world: World) -> None:
    await world.claimed()
    said = await held_back(world, world.kenji, world.group, HELP)

    await world.line.edit(world.kenji, said, "やっぱりいいです")
    await world.settle()
    await arrives(world)

    assert world.group_news() == []
    assert await messages_counted(world, world.kenji) == 0


async def test_a_command_taken_back_before_it_came_is_not_run(world: World) -> None:
    await world.claimed()
    said = await held_back(world, world.kenji, world.group, HELP)

    await world.line.unsend(world.kenji, said)
    await world.settle()
    await arrives(world)

    assert world.group_news() == []
    assert await messages_counted(world, world.kenji) == 0
    assert all(row.payload is None for row in await stored(world))


async def test_a_question_taken_back_before_it_came_reaches_nobody(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")
    said = await held_back(world, world.kenji, world.private, "/質問 ひみつの話")

    await world.line.unsend(world.kenji, said)
    await world.settle()
    await arrives(world)

    assert world.private_news(world.kenji) == []
    assert "ひみつ" not in "".join(await world.say(world.sayuri, world.private, "こんにちは"))


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_where_nobody_has_claimed_the_group_an_edit_that_comes_first_counts_too(world: World) -> None:
    await world.invite_bot()
    world.skip_news()
    said = await held_back(world, world.kenji, world.group, HELP)

    await world.line.edit(world.kenji, said, "やっぱりいいです")
    await world.settle()
    await arrives(world)

    assert world.group_news() == []
    assert await world.say(world.kenji, world.group, HELP)


@pytest.mark.parametrize("how", ["edited", "taken back"])
async def test_talk_overtaken_by_its_edit_or_take_back_is_not_counted(world: World, how: str) -> None:
    await world.claimed()
    said = await held_back(world, world.kenji, world.group, "おはよう")

    if how == "edited":
        await world.line.edit(world.kenji, said, "おはようございます")
    else:
        await world.line.unsend(world.kenji, said)
    await world.settle()
    await arrives(world)
    await world.say(world.kenji, world.group, "こんにちは")

    assert await messages_counted(world, world.kenji) == 1


async def test_an_edit_never_runs_a_command(world: World) -> None:
    await world.claimed()
    said = await world.line.say(world.sayuri, world.group, "こんにちは")
    await world.settle()

    await world.line.edit(world.sayuri, said, "/lang en")
    await world.settle()

    assert world.group_news() == []
    assert "日本語" not in "".join(await world.say(world.kenji, world.group, "/lang"))
    assert "使い方" in "".join(await world.say(world.kenji, world.group, HELP)), "the group still hears Japanese"


async def test_an_edit_afterwards_changes_no_count(world: World) -> None:
    await world.claimed()
    said = await world.line.say(world.kenji, world.group, "こんにちは")
    await world.settle()

    await world.line.edit(world.kenji, said, "こんばんは")
    await world.line.edit(world.kenji, said, "おはよう")
    await world.settle()

    assert await messages_counted(world, world.kenji) == 1


@pytest.mark.parametrize("where", ["group", "unclaimed group", "private"])
@pytest.mark.parametrize("state", [EventState.WAITING, EventState.DEAD])
async def test_a_take_back_erases_what_still_waits_or_lies_dead(world: World, where: str, state: EventState) -> None:
    await (world.invite_bot() if where == "unclaimed group" else world.claimed())
    probe = install_probe(world)
    probe.fail()
    chat: Chat = world.private if where == "private" else world.group
    said = await world.line.say(world.kenji, chat, "/probe ひみつの話")
    await world.settle()
    if state is EventState.DEAD:
        await probe.exhaust()
    assert said.event is not None
    before = await row_of(world, said.event)

    await world.line.unsend(world.kenji, said)
    await world.pass_time(seconds=10)

    after = await row_of(world, said.event)
    assert (before.state, before.payload is not None) == (state, True)
    assert (after.state, after.payload) == (EventState.IGNORED, None)
    assert (await world.health())["inbox"]["dead"] == 0


async def test_nobody_can_take_back_a_message_of_another_chat(world: World) -> None:
    await world.claimed()
    probe = install_probe(world)
    probe.fail()
    said = await world.line.say(world.kenji, world.group, "/probe")
    await world.settle()
    await probe.exhaust()
    assert said.event is not None

    forged: dict[str, Any] = copy_of(
        said.event,
        type="unsend",
        unsend={"messageId": said.message_id},
        message=None,
        replyToken=None,
        source={"type": "user", "userId": world.mio.user_id},
    )
    await knock(world, forged)
    await world.settle()

    assert (await row_of(world, said.event)).payload is not None


async def test_a_word_that_comes_after_its_author_left_brings_nobody_back(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")
    late = [await unheard(world, world.line.say(world.kenji, world.group, text)) for text in ("またね", HELP)]
    await world.leave(world.kenji)

    for event in late:
        await knock(world, event)
        await world.settle()

    known = await member(world, world.kenji)
    assert known is not None
    assert not known.is_present
    assert await messages_counted(world, world.kenji) == 3


async def test_of_coming_and_going_the_last_at_line_decides(world: World) -> None:
    await world.claimed()
    await world.say(world.kenji, world.group, "おはよう")
    leaves = await unheard(world, world.line.leave(world.kenji, world.group))
    joins = await unheard(world, world.line.join(world.kenji, world.group))
    leaves_again = await unheard(world, world.line.leave(world.kenji, world.group))

    for event in (leaves, leaves_again, joins):
        await knock(world, event)
        await world.settle()

    known = await member(world, world.kenji)
    assert known is not None
    assert not known.is_present


async def test_one_chat_that_has_to_wait_keeps_no_other_waiting(world: World) -> None:
    await world.claimed()
    probe = install_probe(world)
    probe.fail()
    await world.line.say(world.kenji, world.group, "/probe")
    await world.settle()

    await knock(world, written(world, world.emily, "おはよう"))
    said = await world.say(world.kenji, world.private, HELP)

    assert len(said) == 1
    assert len(await stored(world, EventState.WAITING)) == 2, "the group's lane rests"
    await world.pass_time(seconds=0.2)
    await probe.exhaust()
    assert await messages_counted(world, world.emily) == 1


async def test_talk_whose_pause_came_while_somebody_was_answered_is_next(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.claimed()
    inbox = world.bot.inbox
    await inbox.take_turn()
    handle = inbox._dispatcher.handle_lane

    async def see_a_pause_meanwhile(chat_id: str) -> int:
        monkeypatch.setattr(inbox._dispatcher, "handle_lane", handle)
        if inbox._timer is not None:
            inbox._timer.cancel()  # it goes by the machine's time, and could come a second time in the next turn
        inbox._look_for_a_pause()
        return await handle(chat_id)

    monkeypatch.setattr(inbox._dispatcher, "handle_lane", see_a_pause_meanwhile)
    await knock(world, written(world, world.kenji, "おはよう"))
    await world.line.say(world.kenji, world.private, HELP)
    await world.line.say(world.emily, world.private, HELP)
    world.clock.move(A_PAUSE)
    for _turn in range(2):
        inbox.wake.clear()
        await inbox.take_turn()

    assert await messages_counted(world, world.kenji) == 1
