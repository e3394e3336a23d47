"""What the help teaches, by role, language and chat."""

from itertools import product

import pytest

from bot.answers import Answers
from bot.commands import Command
from bot.context import Context
from bot.i18n import LANGUAGES, speaking
from bot.messages import Button, Carousel, OpenButton, SayButton, to_line
from bot.routing import CommandRoute, Router, Where
from handlers import all_routers
from handlers.help import commands_of, help_router, texts
from handlers.help.catalogue import Reader, by_topic, may_use, other_words, usable_here
from storage.models.members import Role

AWAY = OpenButton("private chat", "https://line.me/R/oaMessage/%40tsudoi/")


def some_commands() -> list[CommandRoute]:
    """A little of everything a command may be."""
    router = Router("rules")

    async def act(_ctx: Context, _command: Command) -> Answers:
        return None

    def meaning() -> str:
        return "a meaning"

    router.command("rules", "ルール", help=meaning, example=lambda: "/rules 3", before_claim=True)(act)
    router.command("agree", "読みました", help=meaning, takes_arguments=False)(act)
    router.command("setrules", "ルールを決める", "set rules", help=meaning, who=Role.HOST)(act)
    router.command("unagreed", "まだの人", help=meaning, who=Role.HOST, where=Where.PRIVATE)(act)
    router.command("host add", "世話役 追加", help=meaning, who=Role.OWNER, about_person=True)(act)
    router.command("room", "世話役の部屋", help=meaning, who=Role.OWNER, where=Where.GROUP)(act)
    router.command("secret", "ひみつ")(act)
    helping = help_router(list)
    return commands_of([router, helping])


def reader(
    role: Role = Role.MEMBER, *, in_private: bool = True, has_home: bool = True, is_claimed: bool = True
) -> Reader:
    return Reader(role=role, in_private=in_private, has_home=has_home, is_claimed=is_claimed)


def names(who: Reader) -> list[str]:
    return [route.command.name for route in usable_here(some_commands(), who)]


def command(name: str) -> CommandRoute:
    return next(route for route in some_commands() if route.command.name == name)


def test_a_member_is_taught_what_members_can_do() -> None:
    assert names(reader()) == ["rules", "agree", "help"]


def test_a_host_is_taught_more() -> None:
    assert names(reader(Role.HOST)) == ["rules", "agree", "setrules", "unagreed", "help"]


def test_a_group_is_never_taught_commands_about_another_person() -> None:
    assert "host add" in names(reader(Role.OWNER))
    assert "host add" not in names(reader(Role.OWNER, in_private=False))


def test_each_chat_is_taught_only_what_works_there() -> None:
    assert "unagreed" not in names(reader(Role.OWNER, in_private=False))
    assert "room" in names(reader(Role.OWNER, in_private=False))
    assert "room" not in names(reader(Role.OWNER))


def test_before_the_claim_only_what_works_then_is_taught() -> None:
    assert names(reader(is_claimed=False)) == ["rules", "help"]


def test_somebody_of_no_group_is_taught_what_needs_none() -> None:
    assert names(reader(has_home=False, is_claimed=False)) == ["help"]


def test_a_command_without_a_help_line_is_not_taught() -> None:
    assert not may_use(command("secret"), reader(Role.OWNER))


def test_japanese_readers_are_taught_japanese_words_and_english_readers_english_ones() -> None:
    setting = command("setrules")

    with speaking("ja"):
        assert texts.spoken(setting) == "/ルールを決める"
    with speaking("en"):
        assert texts.spoken(setting) == "/setrules"
    assert other_words(setting, "ja") == ["setrules", "set rules"]


@pytest.mark.parametrize(("language", "in_private"), list(product(LANGUAGES, (True, False))))
def test_every_page_can_be_sent(language: str, in_private: bool) -> None:
    who = reader(Role.OWNER, in_private=in_private)
    topics = by_topic(usable_here(some_commands(), who))
    with speaking(language):
        cards = [
            texts.overview_in_private(topics, usable_here(some_commands(), who)[:5]),
            texts.overview_in_group(topics, AWAY),
            *(texts.topic_page(topic, routes, who) for topic, routes in topics.items()),
            *(texts.command_page(route, who, private_chat) for route in some_commands()),
        ]
        for card in cards:
            to_line(card)


def private_chat(words: str) -> Button:
    return SayButton("private chat", words)


def test_a_topic_of_many_is_split_into_cards_of_three_buttons() -> None:
    route = command("rules")
    topics = {f"topic{number}": [route] for number in range(7)}
    with speaking("en"):
        shown = texts.overview_in_private(topics, [])

    assert isinstance(shown, Carousel)
    assert [len(card.buttons) for card in shown.cards] == [3, 3, 1]


def test_a_private_command_asked_about_in_a_group_shows_the_way_and_no_example() -> None:
    with speaking("en"):
        here = texts.command_page(command("host add"), reader(Role.OWNER, in_private=False), private_chat)
        in_private = texts.command_page(command("host add"), reader(Role.OWNER), private_chat)

    assert here.buttons == [SayButton("private chat", "/host add")]
    assert not in_private.buttons


def test_an_example_that_is_the_word_itself_is_left_out() -> None:
    router = Router("feature")

    async def act(_ctx: Context, _command: Command) -> Answers:
        return None

    router.command("one", help=lambda: "m", example=lambda: "/one")(act)
    router.command("two", help=lambda: "m", example=lambda: "/two 2")(act)
    with speaking("en"):
        card = texts.topic_page("feature", commands_of([router]), reader())

    assert card.lines == ["/one: m", "/two: m\nExample: /two 2"]


def test_every_topic_that_is_shown_has_a_name_of_its_own() -> None:
    shown = by_topic(route for route in commands_of(all_routers()) if route.help is not None)
    with speaking("en"):
        names = {topic: texts.topic_label(topic, routes) for topic, routes in shown.items()}

    assert {topic for topic, name in names.items() if not name[0].isupper()} == set()
    assert len(set(names.values())) == len(names)
