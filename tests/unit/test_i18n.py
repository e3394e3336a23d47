"""The language of the moment, and what is said in it."""

import asyncio

import pytest

from bot import i18n
from bot.i18n import LANGUAGES, current_language, is_language, ngettext, speaking
from bot.refusals import for_hosts_only, something_failed


def test_a_text_is_said_in_the_language_of_the_block() -> None:
    with speaking("en"):
        english = for_hosts_only()
    with speaking("ja"):
        japanese = for_hosts_only()
    assert english == "Only the hosts of this group can do that."
    assert japanese != english
    assert not japanese.isascii()


def test_blocks_inside_each_other_give_the_language_back() -> None:
    with speaking("en"):
        with speaking("ja"):
            assert current_language() == "ja"
        assert current_language() == "en"


def test_a_block_that_an_error_leaves_gives_the_language_back() -> None:
    with speaking("en"):
        with pytest.raises(LookupError), speaking("ja"):
            raise LookupError
        assert current_language() == "en"


@pytest.mark.parametrize("language", ["fr", "", "EN"])
def test_an_unknown_language_falls_back_to_japanese(language: str) -> None:
    assert not is_language(language)
    with speaking("en"), speaking(language):
        assert current_language() == "ja"


async def test_two_events_at_the_same_time_speak_their_own_languages() -> None:
    both_speak = asyncio.Barrier(2)

    async def say(language: str) -> str:
        with speaking(language):
            await both_speak.wait()
            return current_language()

    assert await asyncio.gather(*(say(language) for language in LANGUAGES)) == list(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_filled_in_every_language(language: str) -> None:
    with speaking(language):
        assert "4711" in something_failed(4711)


def test_a_text_in_no_catalogue_is_said_as_it_is_written() -> None:
    with speaking("ja"):
        assert getattr(i18n, "_")("100% of nothing known") == "100% of nothing known"  # noqa: B009 - hidden from extraction
        say_number = ngettext
        assert [say_number("%(count)d cat", "%(count)d cats", count) for count in (1, 2)] == ["1 cat", "2 cats"]
