"""Logs tell what happened and where, and never who or what was said."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot.log import configure, get_logger, tag, where_it_failed
from tests.factories import HANA, KEN

SAID = "what a member said"


@pytest.fixture(autouse=True)
def configured_for_this_test_only() -> Iterator[None]:
    """Take the configuration back afterwards."""
    yield
    structlog.reset_defaults()


def failure() -> Exception:
    try:
        raise ValueError(SAID)
    except ValueError as error:
        return error


def entries(written: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.readouterr().err.splitlines()]


def test_an_id_is_shortened_to_a_tag_that_is_always_the_same() -> None:
    assert tag(HANA) == tag(HANA)
    assert tag(HANA) != tag(KEN)
    assert len(tag(HANA)) == 8
    assert tag(HANA) not in HANA
    assert tag(None) == "-"
    assert len(tag("\ud800")) == 8


def test_an_error_is_told_by_its_kind_and_place_without_its_message() -> None:
    told = where_it_failed(failure())
    assert told.startswith("ValueError at ")
    assert "test_log:" in told
    assert SAID not in told


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert where_it_failed(ValueError(SAID)) == "ValueError"


@pytest.mark.parametrize("form", ["json", "text"])
def test_an_error_in_an_entry_is_written_without_its_message(capsys: pytest.CaptureFixture[str], form: str) -> None:
    configure("INFO", form)
    get_logger("bot.inbox").error("handling failed", events=1, error=failure())
    written = capsys.readouterr().err
    assert "handling failed" in written
    assert "ValueError at" in written
    assert SAID not in written


def test_an_entry_names_its_module_level_and_hour(capsys: pytest.CaptureFixture[str]) -> None:
    configure("INFO", "json")
    get_logger("bot.inbox").info("handled", outcome="rules.show_rules")
    (entry,) = entries(capsys)
    assert (entry["event"], entry["module"], entry["level"]) == ("handled", "bot.inbox", "info")
    assert entry["outcome"] == "rules.show_rules"
    assert entry["timestamp"].endswith("Z")


def test_entries_are_bound_to_the_event_being_handled(capsys: pytest.CaptureFixture[str]) -> None:
    configure("INFO", "json")
    with structlog.contextvars.bound_contextvars(about=tag("01E")):
        get_logger("bot.inbox").info("inside")
    get_logger("bot.inbox").info("outside")
    inside, outside = entries(capsys)
    assert inside["about"] == tag("01E")
    assert "about" not in outside


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    configure("WARNING", "json")
    get_logger("bot.inbox").info("quiet")
    get_logger("bot.inbox").warning("loud")
    assert [entry["event"] for entry in entries(capsys)] == ["loud"]


def test_other_libraries_are_named_without_what_they_would_say(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.root, "handlers", [])
        configure("INFO", "json")
        logging.getLogger("aiohttp.client").error("failed: %s", SAID)
    assert capsys.readouterr().err == "ERROR aiohttp.client\n"
