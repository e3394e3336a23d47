"""Buttons: in their own chat, in time, by whom they are meant for, and never without a person."""

from collections.abc import Callable

from bot.answers import Answers, Reply, reply
from bot.context import Context
from bot.messages import Card
from tests.scenarios.probe import PRESSED, Probe, install_probe, with_kenji_as_host
from tests.scenarios.world import World

HOSTS_ONLY = "世話役のかただけ"
PRESS = "押す"


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


async def test_a_hosts_button_does_nothing_once_the_host_is_none(world: World) -> None:
    await with_kenji_as_host(world)
    await with_card(world, "probe.govern")
    at_first = await world.tap(world.kenji, PRESS, world.group)

    await world.say(world.sayuri, world.private, "世話役 解除 #2")
    later = await world.tap(world.kenji, PRESS, world.group)

    assert at_first == [PRESSED]
    assert HOSTS_ONLY in "".join(later)
    assert PRESSED not in later


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
