"""The operator's settings: a wrong one stops the start with one sentence that names it and gives nothing away."""

import base64
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsAreWrong, read_settings
from storage.vault import KEY_BYTES
from tests.factories import DATA_KEY, environment

OTHER_KEY = base64.b64encode(bytes(KEY_BYTES)).decode()


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "Environment":
    """An environment of this test's own, without any `.env` file."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    return Environment(monkeypatch)


class Environment:
    """The environment variables the program is started with."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, **changes: str | None) -> None:
        for name, value in environment(**changes).items():
            self._monkeypatch.setenv(name, value)


def complaint() -> str:
    with pytest.raises(SettingsAreWrong) as caught:
        read_settings()
    assert caught.value.__cause__ is None
    return str(caught.value)


def test_a_secret_a_token_and_a_key_are_all_an_account_needs(given: Environment) -> None:
    given()
    settings = read_settings()
    assert settings.channel_secrets == ("channel-secret",)
    assert settings.data_keys == (base64.b64decode(DATA_KEY), None)
    assert (settings.line_api_url, settings.database_url) == ("https://api.line.me", "sqlite:///data/tsudoi.db")
    assert (settings.group_admission, settings.default_language) == ("open", "ja")
    assert (settings.default_timezone, settings.operator_user_ids) == ("Asia/Tokyo", frozenset())


@pytest.mark.parametrize("name", ["LINE_CHANNEL_SECRET", "DATA_KEY"])
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_or_empty_setting_is_named(given: Environment, name: str, value: str | None) -> None:
    given(**{name: value})
    assert complaint() == f"{name} is missing: set it in the environment or in .env (see .env.example)."


def test_some_way_to_speak_to_line_is_needed(given: Environment) -> None:
    given(LINE_CHANNEL_ACCESS_TOKEN=None)
    assert complaint().startswith("LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID is missing")


def test_a_channel_id_speaks_to_line_without_a_token(given: Environment) -> None:
    given(LINE_CHANNEL_ACCESS_TOKEN=None, LINE_CHANNEL_ID="1234567890")
    assert read_settings().line_channel_id == "1234567890"


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("DATA_KEY", "too-secret-to-tell", "32 random bytes in base64"),
        ("DATA_KEY", base64.b64encode(b"too short a key").decode(), "32 random bytes in base64"),
        ("DATA_KEY_PREVIOUS", "too-secret-to-tell", "32 random bytes in base64"),
        ("LINE_API_URL", "api.line.me-too-secret", "https://example.org"),
        ("LINE_API_DATA_URL", "ftp://too-secret/", "https://example.org"),
        ("PUBLIC_URL", "too secret", "https://example.org"),
        ("DATABASE_URL", "mysql://me:too-secret@host/db", "postgresql://"),
        ("DATABASE_URL", "too-secret", "sqlite:///"),
        ("PORT", "too-secret", "integer"),
        ("PORT", "0", "greater than or equal to 1"),
        ("PORT", "65536", "less than or equal to 65535"),
        ("GROUP_ADMISSION", "too-secret", "'open' or 'code'"),
        ("DEFAULT_LANGUAGE", "too-secret", "ja, en"),
        ("DEFAULT_TIMEZONE", "Asia/Too_Secret", "Asia/Tokyo"),
        ("DEFAULT_TIMEZONE", "Asia", "Asia/Tokyo"),
        ("DEFAULT_TIMEZONE", "../../etc/passwd", "Asia/Tokyo"),
        ("OPERATOR_USER_IDS", "Uda7e5d0c0ffee,@too-secret", "a U and 32 of 0-9 and a-f"),
        ("SMTP_URL", "mail.example.too-secret", "smtp://user:password@host:587"),
        ("MAIL_FROM", "too-secret", "tsudoi@example.org"),
        ("LOG_LEVEL", "too-secret", "'INFO'"),
        ("LOG_FORMAT", "too-secret", "'json' or 'text'"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence_that_gives_nothing_away(
    given: Environment, name: str, value: str, hint: str
) -> None:
    given(**{name: value})
    sentence = complaint()
    assert sentence.startswith(f"{name} is wrong: ")
    assert sentence.endswith(".")
    assert hint in sentence
    assert "\n" not in sentence
    assert "secret" not in sentence.lower()


@pytest.mark.parametrize("name", ["LINE_CHANNEL_SECRET_PREVIOUS", "OPERATOR_TOKEN", "DATA_KEY_PREVIOUS", "SMTP_URL"])
def test_an_empty_secret_is_none_because_an_empty_key_would_let_anybody_in(given: Environment, name: str) -> None:
    given(**{name: ""})
    settings = read_settings()
    assert getattr(settings, name.lower()) is None
    assert settings.channel_secrets == ("channel-secret",)


def test_during_a_change_the_previous_secret_and_key_count_too(given: Environment) -> None:
    given(LINE_CHANNEL_SECRET_PREVIOUS="old-secret", DATA_KEY_PREVIOUS=OTHER_KEY)
    settings = read_settings()
    assert settings.channel_secrets == ("channel-secret", "old-secret")
    assert settings.data_keys == (base64.b64decode(DATA_KEY), bytes(KEY_BYTES))


@pytest.mark.parametrize("written", ["{0},{1}", "{0} {1}", " {0},\n {1} ,"])
def test_operators_are_listed_with_commas_or_spaces(given: Environment, written: str) -> None:
    ids = ("U" + "a" * 32, "U" + "0" * 32)
    given(OPERATOR_USER_IDS=written.format(*ids))
    assert read_settings().operator_user_ids == set(ids)


@pytest.mark.parametrize("name", ["LINE_CHANNEL_SECRET", "LINE_CHANNEL_SECRET_PREVIOUS", "LINE_CHANNEL_ACCESS_TOKEN"])
def test_a_blank_secret_is_refused_because_anybody_could_guess_it(given: Environment, name: str) -> None:
    given(**{name: "   "})
    assert complaint().startswith(f"{name} is wrong: it is blank")


def test_a_slash_at_the_end_of_an_address_does_not_matter(given: Environment) -> None:
    given(LINE_API_URL="http://localhost:8080/", PUBLIC_URL="https://tsudoi.example.org/bot/")
    settings = read_settings()
    assert (settings.line_api_url, settings.public_url) == (
        "http://localhost:8080",
        "https://tsudoi.example.org/bot",
    )


def test_settings_in_a_file_are_read_and_those_of_others_passed_over(given: Environment, tmp_path: Path) -> None:
    given(DEFAULT_LANGUAGE=None)
    (tmp_path / ".env").write_text("DEFAULT_LANGUAGE=en\nSOMETHING_ELSE=1\n")
    assert read_settings().default_language == "en"


def test_shown_settings_hide_every_secret(given: Environment) -> None:
    secrets = {
        "LINE_CHANNEL_SECRET": "s3cret-1",
        "LINE_CHANNEL_SECRET_PREVIOUS": "s3cret-2",
        "LINE_CHANNEL_ACCESS_TOKEN": "s3cret-3",
        "OPERATOR_TOKEN": "s3cret-4",
        "SMTP_URL": "smtp://me:s3cret-5@host",
    }
    given(**secrets, MAIL_FROM="tsudoi@mail.example")
    settings = read_settings()
    assert "s3cret" not in repr(settings)
    assert DATA_KEY not in repr(settings)


@pytest.mark.parametrize(
    ("present", "value", "missing"),
    [("SMTP_URL", "smtp://me:secret@mail.example", "MAIL_FROM"), ("MAIL_FROM", "tsudoi@mail.example", "SMTP_URL")],
)
def test_half_of_the_settings_of_mail_is_refused(given: Environment, present: str, value: str, missing: str) -> None:
    given(**{present: value})
    sentence = complaint()
    assert sentence.startswith(f"{missing} is missing: ")
    assert "secret" not in sentence


def test_mail_is_set_up_with_a_server_and_a_sender(given: Environment) -> None:
    given()
    assert read_settings().mail_route is None
    given(SMTP_URL="smtps://me:pass@mail.example", MAIL_FROM="つどい <tsudoi@mail.example>")
    route = read_settings().mail_route
    assert route is not None
    server, sender = route
    assert (server.host, server.port, server.user, sender.address) == ("mail.example", 465, "me", "tsudoi@mail.example")
