"""One table of all routes: clashes are found at the start, the first route that fits takes an event."""

from typing import Any

import pytest

from bot.answers import Answers
from bot.buttons import ButtonPress
from bot.commands import Command, WordsClash
from bot.context import Context
from bot.events import BotJoined, Event, MembersJoined, MessageSent, MessageUnsent, Text, TimedEvent
from bot.filters import in_group, in_private
from bot.payloads import translate
from bot.routing import CommandRoute, Router, Routes, RoutesClash, Run, Where, join
from storage.models.members import Role
from storage.unit_of_work import UnitOfWork
from tests.factories import HANA, NOW, command_route, message_event


async def answer_command(_ctx: Context, _command: Command) -> Answers:
    return None


async def answer_button(_ctx: Context, _press: ButtonPress) -> Answers:
    return None


async def answer_timed(_ctx: Context, _event: TimedEvent) -> Answers:
    return None


async def answer_message(_ctx: Context, _event: MessageSent) -> Answers:
    return None


async def answer_joining(_ctx: Context, _event: MembersJoined) -> Answers:
    return None


async def look(_run: Run) -> Answers:
    return None


async def look_too(_run: Run) -> Answers:
    return None


async def erase(_unit: UnitOfWork, _event: MessageUnsent) -> None:
    return None


def event(**changes: Any) -> Event:
    return translate(message_event(**changes), key="01E", received_at=NOW)


def test_a_route_says_what_its_decorator_said() -> None:
    router = Router("rules")
    router.command(
        "setrules",
        "ルールを決める",
        where=Where.PRIVATE,
        who=Role.HOST,
        help=lambda: "Sets the rules",
        about_person=True,
    )(answer_command)
    route = Routes([router]).commands["setrules"]
    assert (route.name, route.topic, route.handler) == ("rules.answer_command", "rules", answer_command)
    assert (route.where, route.who, route.about_person) == (Where.PRIVATE, Role.HOST, True)
    assert (route.needs_home, route.before_claim, route.wants_facts) == (True, False, False)
    assert route.help is not None
    assert route.help() == "Sets the rules"


def test_every_word_of_a_command_finds_it() -> None:
    router = Router("rules")
    router.command("rules", "ルール", "きまり")(answer_command)
    vocabulary = Routes([router]).vocabulary
    found = [vocabulary.match(word) for word in ("rules", "RULES", "ルール 3", "きまり")]
    assert [match[0] for match in found if match] == ["rules"] * 4


def test_two_commands_of_one_name_clash() -> None:
    one, other = Router("rules"), Router("help")
    one.command("rules")(answer_command)
    other.command("rules", "別の")(answer_command)
    with pytest.raises(RoutesClash, match="rules"):
        Routes([one, other])


@pytest.mark.parametrize("word", ["ルール", "RULES", "ﾙｰﾙ"])
def test_two_commands_with_one_word_clash(word: str) -> None:
    one, other = Router("rules"), Router("help")
    one.command("rules", "ルール")(answer_command)
    other.command("help", word)(answer_command)
    with pytest.raises(WordsClash):
        Routes([one, other])


def test_two_routes_for_one_button_clash() -> None:
    router = Router("rules")
    router.button("rules.agree")(answer_button)
    router.button("rules.agree")(answer_button)
    with pytest.raises(RoutesClash, match=r"rules\.agree"):
        Routes([router])


def test_two_routes_for_one_kind_of_timed_work_clash() -> None:
    router = Router("rules")
    router.timed("rules.reminder")(answer_timed)
    router.timed("rules.reminder")(answer_timed)
    with pytest.raises(RoutesClash, match=r"rules\.reminder"):
        Routes([router])


def test_a_command_a_button_and_timed_work_of_one_name_stand_side_by_side() -> None:
    router = Router("rules")
    router.command("rules")(answer_command)
    router.button("rules")(answer_button)
    router.timed("rules")(answer_timed)
    routes = Routes([router])
    assert list(routes.commands) == list(routes.buttons) == list(routes.timed) == ["rules"]


def test_an_event_goes_to_the_first_route_whose_filters_all_agree() -> None:
    def is_text(candidate: Event) -> bool:
        return isinstance(candidate, MessageSent) and isinstance(candidate.content, Text)

    private, talk, anything = Router("private"), Router("talk"), Router("anything")
    private.on(MessageSent, is_text, in_private)(answer_message)
    talk.on(MessageSent, is_text, in_group)(answer_message)
    anything.on(MessageSent)(answer_message)
    routes = Routes([private, talk, anything])
    said_in_private = event(source={"type": "user", "userId": HANA})
    sticker = event(message={"type": "sticker", "id": "1"})
    found = [routes.for_event(each) for each in (said_in_private, event(), sticker)]
    assert [route.name.partition(".")[0] for route in found if route] == ["private", "talk", "anything"]


def test_an_event_nobody_asked_for_has_no_route() -> None:
    router = Router("welcome")
    router.on(MembersJoined)(answer_joining)
    assert Routes([router]).for_event(event(type="join")) is None
    assert isinstance(event(type="join"), BotJoined)


def test_observers_look_in_the_order_of_their_routers() -> None:
    one, other = Router("one"), Router("other")
    other.observe(look)
    one.observe(look_too)
    assert Routes([other, one]).observers == [look, look_too]
    assert Routes([one, other]).observers == [look_too, look]


def test_a_feature_of_several_modules_keeps_all_that_they_route() -> None:
    one, other = Router("one"), Router("other")
    one.command("rules")(answer_command)
    one.observe(look)
    other.taken_back(erase)
    whole = join("feature", (one, other))
    assert whole.feature == "feature"
    assert (whole.routes, whole.observers, whole.take_backs) == (one.routes, [look], [erase])


@pytest.mark.parametrize(
    ("words", "japanese", "english"),
    [(("rules", "ルール"), "ルール", "rules"), (("rules",), "rules", "rules"), (("ルール",), "ルール", "ルール")],
)
def test_a_speaker_is_taught_a_word_of_their_language_where_there_is_one(
    words: tuple[str, ...], japanese: str, english: str
) -> None:
    route: CommandRoute = command_route(*words)
    assert (route.word_in("ja"), route.word_in("en")) == (japanese, english)
