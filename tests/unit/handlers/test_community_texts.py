"""What the bot says when it comes: short enough, sendable, and its buttons say words that are understood."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.buttons import ButtonCodec
from bot.commands import Command, Vocabulary, read
from bot.context import Account, Context, Options
from bot.events import BotJoined, Source, Text
from bot.facts import Facts
from bot.i18n import LANGUAGES, speaking
from bot.messages import Card, MentionText, OpenButton, to_line, utf16_units
from bot.pricing import Means
from bot.routing import CommandRoute
from handlers.community import arrival_texts, chat_texts, claim_texts, role_texts, router
from storage.models import Community, Member
from storage.models.communities import ClaimState
from storage.models.members import Role
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault

NOW = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
GROUP = "C" + "1" * 32
HANA = "U" + "a" * 32
VOCABULARY = Vocabulary(route.command for route in router.routes if isinstance(route, CommandRoute))


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with speaking(request.param):
        yield request.param


def a_context() -> Context:
    unit = UnitOfWork(AsyncSession(), Vault(bytes(32)), NOW)
    return Context(
        event=BotJoined(
            key="e1",
            occurred_at=NOW,
            source=Source(kind="group", chat_id=GROUP, user_id=None),
            reply_token="token",
            standby=False,
            redelivered=False,
        ),
        now=NOW,
        language="ja",
        account=Account("U0", "@tsudoi", "つどい"),
        options=Options(),
        vocabulary=VOCABULARY,
        button_codec=ButtonCodec(bytes(32)),
        unit=unit,
        home=unit.of(Community(id=12, language="ja", timezone="Asia/Tokyo", created_at=NOW)),
    )


def a_member(number: int, role: Role = Role.MEMBER) -> Member:
    return Member(community_id=12, number=number, user_id=HANA, role=role, first_seen_at=NOW)


def words_typed_for_the_reader(card: Card) -> list[str]:
    return [unquote(button.uri.partition("?")[2]) for button in card.buttons if isinstance(button, OpenButton)]


def test_the_first_words_take_three_lines(language: str) -> None:
    assert len(arrival_texts.first_words().text.splitlines()) == 3


@pytest.mark.parametrize("admission_by_code", [False, True])
def test_the_first_card_is_short_enough_for_a_group(language: str, admission_by_code: bool) -> None:
    ctx = a_context()
    ctx.options = replace(ctx.options, admission_by_code=admission_by_code)
    card = arrival_texts.first_card(ctx)
    assert to_line(card)["type"] == "flex"
    assert sum(utf16_units(line) for line in card.lines) <= 200


def test_the_words_ready_in_the_private_chat_are_commands(language: str) -> None:
    ctx = a_context()
    _, objection = claim_texts.announcement(ctx, HANA, confirmed=False)
    assert isinstance(objection, Card)
    claim_words = words_typed_for_the_reader(arrival_texts.first_card(ctx))[0]
    object_words = words_typed_for_the_reader(objection)[0]
    claim_command = read(Text(text=claim_words), VOCABULARY, private=True)
    object_command = read(Text(text=object_words), VOCABULARY, private=True)
    assert isinstance(claim_command, Command)
    assert (claim_command.name, claim_command.rest) == ("claim", "")
    assert isinstance(object_command, Command)
    assert (object_command.name, object_command.numbers) == ("object", (12,))


@pytest.mark.parametrize("name", ["花子{x}", "%(who)s {owner}", "a" * 500])
def test_no_name_breaks_the_announcement(language: str, name: str) -> None:
    ctx = a_context()
    ctx.facts = Facts(names={HANA: name})
    said, _ = claim_texts.announcement(ctx, HANA, confirmed=True)
    assert isinstance(said, MentionText)
    line_object = to_line(said)
    assert line_object["text"].count("{") == line_object["text"].count("{owner}") == 1
    assert utf16_units(said.plain) < 200


def test_the_line_with_the_code_is_a_command_by_itself(language: str) -> None:
    explanation, line = claim_texts.your_code("ABCD2345")
    command = read(Text(text=line.text), VOCABULARY, private=False)
    assert isinstance(command, Command)
    assert (command.name, command.rest) == ("claim", "ABCD2345")
    assert "ABCD2345" not in explanation.text


def test_many_groups_fit_into_the_cards_of_one_answer(language: str) -> None:
    choices = [chat_texts.Choice(number, chat_texts.group_label("🌸" * 60, number)) for number in range(1, 30)]
    cards = chat_texts.which_group(a_context(), choices)
    assert len(cards) == 5
    assert all(to_line(card)["type"] == "flex" for card in cards)


def test_a_group_without_a_known_name_is_called_by_its_place(language: str) -> None:
    assert "3" in chat_texts.group_label(None, 3)
    assert chat_texts.group_label("土曜の会", 3) == "土曜の会"


def test_the_status_tells_no_numbers_of_members_while_they_are_locked(language: str) -> None:
    community = Community(
        id=12, claim_state=ClaimState.ANNOUNCED, language="ja", timezone="Asia/Tokyo", created_at=NOW, rules_version=3
    )
    locked = "\n".join(chat_texts.status(community, known=None, there=57, waiting=0, means=Means(0, None)).lines)
    opened = "\n".join(chat_texts.status(community, known=40, there=57, waiting=0, means=Means(0, None)).lines)
    assert "57" not in locked
    assert "40" in opened
    assert "17" in opened


def test_no_text_to_operators_or_hosts_names_a_person(language: str) -> None:
    said = [
        claim_texts.operator_decides(12).text,
        claim_texts.somebody_objected().text,
        role_texts.community_without_owner(12).text,
        role_texts.host_left(Role.HOST, 5, is_last=True).text,
    ]
    assert all(HANA not in text for text in said)
    assert "#5" in said[-1]


def test_every_card_of_the_hand_over_can_be_sent(language: str) -> None:
    ctx = a_context()
    ctx.facts = Facts(names={HANA: "花" * 500})
    for card in (
        role_texts.confirm_offer(ctx, a_member(12)),
        role_texts.offer(ctx, "1-12", a_member(12), timedelta(days=7)),
        role_texts.hosts(ctx, [role_texts.host_line(a_member(number, Role.HOST), ctx.facts) for number in range(40)]),
    ):
        assert to_line(card)["type"] == "flex"
