"""The privacy notice says what the code keeps to, in both languages, within LINE's limits."""

import pytest

from bot.answers import WORD_LASTS
from bot.i18n import LANGUAGES, speaking
from bot.messages import OpenButton, check_count, to_line
from handlers.privacy import texts
from storage.repositories.activity import MARKS_KEPT_FOR, WEEKS_KEPT
from storage.repositories.inbox import KEPT_FOR as EVENTS_KEPT_FOR
from storage.repositories.people import KEPT_FOR as NAMES_KEPT_FOR


def whole_notice(language: str) -> str:
    with speaking(language):
        return "\n".join(message.text for message in texts.whole_notice())


def test_the_periods_promised_are_those_the_tables_keep() -> None:
    notice = whole_notice("en")

    assert f"erased after {EVENTS_KEPT_FOR.days} days at the latest" in notice
    assert f"For {MARKS_KEPT_FOR.days} days I remember" in notice
    assert f"each week, for {WEEKS_KEPT} weeks" in notice
    assert f"at most {int(NAMES_KEPT_FOR.total_seconds()) // 3600} hours" in notice
    assert f"at most {WORD_LASTS.days} days" in notice


def test_the_japanese_notice_leaves_no_section_untranslated() -> None:
    english = {line for line in whole_notice("en").splitlines() if line}
    japanese = {line for line in whole_notice("ja").splitlines() if line}

    assert len(english) == len(japanese)
    assert english.isdisjoint(japanese)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_notice_is_one_message_and_the_short_one_a_card_with_the_way_to_it(language: str) -> None:
    button = OpenButton("private chat", "https://line.me/R/oaMessage/%40tsudoi/")
    with speaking(language):
        whole = [to_line(message) for message in texts.whole_notice()]
        short = to_line(texts.short_notice(button))

    check_count(whole)
    assert len(whole) == 1
    assert button.uri in str(short)
