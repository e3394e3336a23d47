"""Newcomers are greeted: together, in a wave, by name only where the group wants it, and never if they are gone."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.simulator.mishaps import CallMishap
from bot.simulator.world import Person
from storage.models import Community, Member
from storage.models.communities import Preset
from storage.models.members import MemberStatus
from tests.conftest import ENGINES
from tests.scenarios.world import World

MANY = 45


async def change(world: World, table: type[Community] | type[Member], **values: Any) -> None:
    """Change all rows of a table, for what no command does yet."""
    async with world.bot.services.database.write() as session:
        await session.execute(update(table).values(**values))


async def hobby_group(world: World) -> World:
    await world.claimed()
    await change(world, Community, preset=Preset.HOBBY)
    return world


def mentioned(world: World) -> list[list[str]]:
    """List whom each of the bot's messages in the group mentions by a real mention."""
    contents = [entry.content for entry in world.line.bot_messages(world.group)]
    return [
        [part["mentionee"]["userId"] for part in content["substitution"].values()]
        for content in contents
        if content["type"] == "textV2"
    ]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
async def test_everybody_of_a_wave_gets_one_greeting_and_one_card(world: World) -> None:
    await hobby_group(world)

    await world.join(world.hanako)
    await world.pass_time(seconds=5)
    await world.join(world.taro, world.mio)
    await world.pass_time(seconds=7)
    assert world.group_news() == []
    await world.pass_time(seconds=2)

    greeting, card = world.group_news()
    assert mentioned(world)[-1] == [world.hanako.user_id, world.taro.user_id, world.mio.user_id]
    assert all(f"@{name}さん" in greeting for name in ("花子🌸", "太郎", "みお"))
    assert "はじめての方へ" in card
    assert 1 <= len(world.labels(world.hanako, world.group)) <= 3
    await world.pass_time(hours=2)
    assert world.group_news() == []


async def test_a_wave_that_never_rests_is_greeted_after_half_a_minute_free_of_charge(world: World) -> None:
    await hobby_group(world)
    people = [world.line.add_person(f"人{number}") for number in range(8)]

    for person in people:
        await world.join(person)
        await world.pass_time(seconds=5)

    assert [len(names) for names in mentioned(world)][-1] == 6
    assert not any(call.path.endswith("/push") for call in world.line.calls())


async def test_a_support_group_names_nobody(world: World) -> None:
    await world.claimed()

    await world.join(world.hanako, world.taro)
    await world.pass_time(seconds=10)

    said = "\n".join(world.group_news())
    assert "ようこそ" in said
    assert "花子" not in said
    assert "太郎" not in said


async def test_people_without_consent_are_greeted_without_a_mention(world: World) -> None:
    await hobby_group(world)
    shy = world.line.add_person("ひみつ", consented=False)

    await world.join(shy, world.hanako)
    await world.pass_time(seconds=10)

    greeting = world.group_news()[0]
    assert "花子" in greeting
    assert "ほか1人" in greeting
    assert "ひみつ" not in greeting


async def test_only_people_without_consent_are_greeted_too(world: World) -> None:
    await hobby_group(world)

    await world.join(world.line.add_person("ひみつ", consented=False))
    await world.pass_time(seconds=10)

    assert "新しく入られた方" in world.group_news()[0]


async def test_whoever_left_before_the_greeting_is_not_named(world: World) -> None:
    await hobby_group(world)

    await world.join(world.hanako, world.taro)
    await world.leave(world.taro)
    await world.pass_time(seconds=10)

    greeting = world.group_news()[0]
    assert "花子" in greeting
    assert "太郎" not in greeting


async def test_a_leaving_that_the_bot_never_heard_of_is_noticed_all_the_same(world: World) -> None:
    await hobby_group(world)

    await world.join(world.hanako, world.taro)
    world.line.mishaps.webhooks("lost", event_type="memberLeft")
    await world.leave(world.taro)
    await world.pass_time(seconds=10)

    assert mentioned(world)[-1] == [world.hanako.user_id]


async def test_nothing_is_said_when_all_newcomers_are_gone_again(world: World) -> None:
    await hobby_group(world)

    await world.join(world.hanako)
    await world.leave(world.hanako)
    await world.pass_time(minutes=1)

    assert world.group_news() == []


async def test_a_greeting_waits_for_nobody_when_line_does_not_tell_the_names(world: World) -> None:
    await hobby_group(world)
    await world.say(world.sayuri, world.group, "/あいさつを決める {names}さん、{group}へようこそ\nいま{count}人です")
    world.skip_news()

    await world.join(world.hanako)
    world.line.mishaps.calls(CallMishap.REFUSED, 20, status=500, path="/v2/bot/group")
    await world.pass_time(seconds=10)

    greeting = world.group_news()[0]
    assert greeting.startswith("@花子🌸さん、このグループへようこそ")
    assert "いま" not in greeting


async def test_more_than_twenty_people_are_all_named_in_several_texts(world: World) -> None:
    await hobby_group(world)
    people = [world.line.add_person(f"人{number}") for number in range(MANY)]

    await world.join(*people)
    await world.pass_time(seconds=10)

    assert [user_id for names in mentioned(world) for user_id in names][-MANY:] == [one.user_id for one in people]
    assert len(world.group_news()) == 4


@pytest.mark.parametrize(
    "name", ["あ" * 500, "{x}{name}", "\u202eexe.txt", "\u200b\u2060", "}{", "@All", "%(name)s %s", "שלום"]
)
async def test_no_name_breaks_a_greeting_or_a_preview(world: World, name: str) -> None:
    await hobby_group(world)
    odd = world.line.add_person(name)
    await world.say(world.sayuri, world.group, "/あいさつを決める {{祝}} {names}さん、ようこそ {group}")
    world.skip_news()
    world.group.name = name

    await world.join(odd)
    await world.pass_time(seconds=10)

    greeting, _card = world.group_news()
    assert mentioned(world)[-1] == [odd.user_id]
    assert greeting.startswith(f"{{祝}} @{name}さん、ようこそ ")
    after_the_name = greeting.removeprefix(f"{{祝}} @{name}")
    assert not any(hidden in after_the_name for hidden in "\u202e\u200b\u2060")
    assert len(after_the_name) < 100


async def test_a_removed_person_is_not_greeted_but_the_hosts_are_told(world: World) -> None:
    await hobby_group(world)
    await world.join(world.hanako)
    await world.pass_time(seconds=10)
    await world.leave(world.hanako)
    world.skip_news()
    async with world.bot.services.database.write() as session:
        removed = update(Member).where(Member.user_id == world.hanako.user_id)  # type: ignore[arg-type]
        await session.execute(removed.values(status=MemberStatus.REMOVED))

    await world.join(world.hanako)
    await world.pass_time(minutes=1)

    assert world.group_news() == []
    told = "\n".join(await world.say(world.sayuri, world.private, "こんにちは"))
    assert "#" in told
    assert "戻りました" in told
    assert "花子" not in told


async def test_somebody_who_comes_back_the_same_day_is_greeted_again(world: World) -> None:
    await hobby_group(world)
    await world.join(world.hanako)
    await world.leave(world.hanako)
    world.line.mishaps.webhooks("lost", event_type="memberLeft")
    await world.join(world.taro)
    await world.leave(world.taro)
    await world.pass_time(minutes=1)
    assert world.group_news() == []

    await world.join(world.hanako, world.taro)
    await world.pass_time(seconds=10)

    assert mentioned(world)[-1] == [world.hanako.user_id, world.taro.user_id]


async def test_a_joining_that_arrives_after_the_leaving_greets_nobody(world: World) -> None:
    await hobby_group(world)
    await world.join(world.hanako)
    await world.pass_time(seconds=10)
    world.line.mishaps.webhooks("lost", event_type="memberLeft")
    await world.leave(world.hanako)
    world.skip_news()

    world.line.mishaps.webhooks("late", event_type="memberJoined")
    await world.join(world.hanako)
    await world.pass_time(seconds=1)
    await world.leave(world.hanako)
    await world.line.release()
    await world.settle()
    await world.pass_time(minutes=1)

    assert world.group_news() == []
    async with world.bot.services.database.read() as session:
        status = select(Member.status).where(Member.user_id == world.hanako.user_id)  # type: ignore[call-overload]
        assert (await session.scalars(status)).one() is MemberStatus.LEFT


async def test_nobody_is_greeted_before_the_group_has_an_owner(world: World) -> None:
    await world.invite_bot()
    world.skip_news()

    await world.join(world.hanako)
    await world.pass_time(minutes=1)

    assert world.group_news() == []


async def test_the_buttons_lead_to_the_rules_and_into_private(world: World) -> None:
    await world.claimed()
    await world.say(world.sayuri, world.group, "/setrules なかよく")
    world.skip_news()
    await world.join(world.hanako)
    await world.pass_time(seconds=10)
    world.skip_news()

    for label, word in (("つどいと個別トーク", "使い方"), ("困ったとき", "困ったとき")):
        button = world.button(world.hanako, label, world.group)
        opened = await world.line.tap(world.hanako, button, world.group)
        assert opened.link is not None
        assert opened.link.prefilled == word
    assert world.group_news() == []
    assert any("なかよく" in text for text in await world.tap(world.hanako, "ルールを読む", world.group))


async def test_an_english_group_is_greeted_in_english(world: World) -> None:
    await hobby_group(world)
    await change(world, Community, language="en")

    await world.join(world.hanako, world.taro)
    await world.pass_time(seconds=10)

    greeting, card = world.group_news()
    assert "Welcome, @花子🌸, @太郎!" in greeting
    assert "If you are new here" in card


def everybody(world: World) -> list[Person]:
    return list(world.line.platform.world.people.values())


async def test_a_greeting_costs_nothing_and_is_seen_by_the_group_alone(world: World) -> None:
    await hobby_group(world)
    await world.join(world.hanako)
    await world.pass_time(hours=1)

    assert world.line.platform.world.bill.used == 0
    assert all(world.private_news(person) == [] for person in everybody(world))
