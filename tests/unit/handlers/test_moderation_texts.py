"""Whatever was told can be shown, and whatever a button says is a command that gives nobody away."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import Command, read
from bot.events import Text
from bot.i18n import LANGUAGES, speaking
from bot.messages import MAX_OBJECTS, Card, SayButton, to_line, utf16_units
from bot.routing import Routes
from handlers import all_routers
from handlers.moderation.closing_texts import who_reads_it
from handlers.moderation.judging_texts import further_steps, how_to_go_on, what_should_follow
from handlers.moderation.receipt_texts import please_take_it_back
from handlers.moderation.report_form import MOST_WORDS
from handlers.moderation.report_texts import moments
from handlers.moderation.report_view import Told, View, in_full, in_pages
from storage.models import Report, ReportPart, ReportVoice
from storage.models.reports import Judgement, PartKind, ReportKind, ReportState
from tests.factories import NOW

ROUTES = Routes(all_routers())
LONGEST = ["あ" * MOST_WORDS, "a\n" * (MOST_WORDS // 2), "🍎" * (MOST_WORDS // 2)]
GOES_ON = {
    Judgement.NO_BREACH: "close",
    Judgement.TALK: "note",
    Judgement.WARNING: "warn",
    Judgement.COOLDOWN: "cooldown",
    Judgement.REMOVAL: "remove",
}


def report(kind: ReportKind = ReportKind.PHOTO, about: int | None = 999_999) -> Report:
    return Report(
        community_id=1, number=999_999_999, kind=kind, about_number=about, state=ReportState.TAKEN, made_at=NOW
    )


def told(words: str) -> Told:
    voice = ReportVoice(community_id=1, receipt=1, report_number=1, place=1, made_at=NOW, message_at=NOW)
    parts = {kind: ReportPart(community_id=1, receipt=1, kind=kind, body=b"x") for kind in PartKind}
    return Told(voice=voice, parts=parts, opened=dict.fromkeys(PartKind, words), reporter="#999999 花子")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", LONGEST, ids=["kana", "lines", "emoji"])
@pytest.mark.parametrize("voices", [1, 5])
def test_the_longest_words_are_shown_whole_page_by_page(language: str, words: str, voices: int) -> None:
    view = View(
        report=report(),
        told=[told(words)] * voices,
        people=voices,
        person="#5 花子",
        taker="#2 健",
        outcome="あ" * 1_000,
        timezone="Asia/Tokyo",
    )
    with speaking(language):
        for page in range(1, voices + 1):
            messages = [*in_full(view, page), what_should_follow(view.report)]
            assert len(messages) <= MAX_OBJECTS
            shown = "".join(str(to_line(message)) for message in messages)
            assert shown.count("┃ ") >= 2 * len(words.splitlines())


@given(st.lists(st.text("あ\n", max_size=5_000), max_size=8))
def test_pages_keep_everything_in_order(texts: list[str]) -> None:
    assert [text for page in in_pages(texts) for text in page] == texts
    assert all(in_pages(texts))


def buttons(card: Card) -> list[SayButton]:
    return [button for button in card.buttons if isinstance(button, SayButton)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "judgement"), list(product(ReportKind, Judgement)))
def test_a_judgement_leads_to_its_command_with_words_that_fit(
    language: str, kind: ReportKind, judgement: Judgement
) -> None:
    with speaking(language):
        card = how_to_go_on(report(kind), judgement)
        to_line(card)
        button, closing = [read(Text(text=each.text), ROUTES.vocabulary, private=True) for each in buttons(card)]
        assert isinstance(button, Command)
        assert button.name == GOES_ON[judgement]
        assert judgement is Judgement.NO_BREACH or button.rest.startswith("#999999 ")
        assert isinstance(closing, Command)
        assert (closing.name, closing.rest) == ("close", "999999999")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_of_a_card_is_a_command(language: str) -> None:
    with speaking(language):
        cards = [what_should_follow(report()), further_steps(report()), who_reads_it(12, "おわり", "#5")]
        said = [Text(text=button.text) for card in cards for button in buttons(card)]
        to_line(please_take_it_back(NOW, "Asia/Tokyo"))
    commands = [read(text, ROUTES.vocabulary, private=True) for text in said]
    names = [each.name for each in commands if isinstance(each, Command)]
    assert names == ["judge"] * 6 + ["close only", "close both"]


def test_nobody_named_leads_nowhere_by_button_but_to_the_end() -> None:
    with speaking("ja"):
        assert [each.text for each in buttons(how_to_go_on(report(about=None), Judgement.WARNING))] == [
            "/終える 999999999"
        ]


def test_messages_of_one_minute_are_told_apart() -> None:
    with speaking("ja"):
        labels = moments([NOW, NOW, NOW.replace(hour=3)], "Asia/Tokyo")
    assert len(set(labels)) == 3
    assert all(utf16_units(label) <= 20 for label in labels)
