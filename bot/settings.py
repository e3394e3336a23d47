"""The operator's settings, read once from the environment (and a `.env` file), typed, each named with its unit."""

import base64
import binascii
import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AnyHttpUrl, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.i18n import LANGUAGES
from bot.mail.addresses import Sender, read_sender
from bot.mail.smtp_url import MailServer, read_smtp_url
from storage.database import UnknownDatabase, async_url
from storage.vault import KEY_BYTES

_LINE_USER_ID = re.compile(r"U[0-9a-f]{32}")


class SettingsAreWrong(Exception):
    """A setting is missing or wrong; the text is one sentence that names it and says what to do."""


class Settings(BaseSettings):
    """Everything the operator decides; each field is the environment variable of the same name in capitals."""

    # An empty variable counts as not set: an empty secret would accept what anybody signs with an empty key.
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", hide_input_in_errors=True, env_ignore_empty=True)

    line_channel_secret: SecretStr
    line_channel_secret_previous: SecretStr | None = None
    line_channel_access_token: SecretStr | None = None
    line_channel_id: str | None = None
    line_api_url: str = "https://api.line.me"
    line_api_data_url: str = "https://api-data.line.me"
    database_url: str = "sqlite:///data/tsudoi.db"
    data_key: SecretStr
    data_key_previous: SecretStr | None = None
    public_url: str | None = None
    host: str = "0.0.0.0"  # noqa: S104 - a server in a container listens on every address of its own
    port: int = Field(default=8000, ge=1, le=65_535)
    operator_user_ids: Annotated[frozenset[str], NoDecode] = frozenset()
    operator_token: SecretStr | None = None
    group_admission: Literal["open", "code"] = "open"
    push_budget: int | None = Field(default=None, ge=0)
    smtp_url: SecretStr | None = None
    mail_from: str | None = None
    default_language: str = "ja"
    default_timezone: str = "Asia/Tokyo"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"

    @field_validator("operator_user_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        return frozenset(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("operator_user_ids")
    @classmethod
    def _ids_of_line(cls, value: frozenset[str]) -> frozenset[str]:
        if not all(_LINE_USER_ID.fullmatch(user_id) for user_id in value):
            raise ValueError("it must hold LINE user ids, a U and 32 of 0-9 and a-f each, separated by commas")
        return value

    @field_validator("line_channel_secret", "line_channel_secret_previous", "line_channel_access_token")
    @classmethod
    def _not_blank(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().strip():
            raise ValueError("it is blank; the LINE console shows it")
        return value

    @field_validator("line_api_url", "line_api_data_url", "public_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        try:
            return None if value is None else str(AnyHttpUrl(value)).rstrip("/")
        except ValidationError as error:
            raise ValueError("it must be a web address such as https://example.org") from error

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            async_url(value)
        except UnknownDatabase as error:
            raise ValueError(
                "it must be like sqlite:///data/tsudoi.db or postgresql://user:password@host/name"
            ) from error
        return value

    @field_validator("data_key", "data_key_previous")
    @classmethod
    def _key_of_the_right_length(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            decode_key(value)
        return value

    @field_validator("smtp_url")
    @classmethod
    def _known_mail_server(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            read_smtp_url(value.get_secret_value())
        return value

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, value: str | None) -> str | None:
        if value is not None:
            read_sender(value)
        return value

    @field_validator("default_language")
    @classmethod
    def _known_language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"it must be one of {', '.join(LANGUAGES)}")
        return value

    @field_validator("default_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise ValueError("it must be a time zone such as Asia/Tokyo") from error
        return value

    @model_validator(mode="after")
    def _some_way_to_speak(self) -> "Settings":
        if self.line_channel_access_token is None and self.line_channel_id is None:
            raise ValueError("LINE_CHANNEL_ACCESS_TOKEN or LINE_CHANNEL_ID is missing; the LINE console shows both")
        return self

    @model_validator(mode="after")
    def _mail_whole_or_not_at_all(self) -> "Settings":
        if self.smtp_url is not None and self.mail_from is None:
            raise ValueError("MAIL_FROM is missing: it is the address that mail comes from, and SMTP_URL needs it")
        if self.mail_from is not None and self.smtp_url is None:
            raise ValueError("SMTP_URL is missing: it is the server that mail goes to, and MAIL_FROM needs it")
        return self

    @property
    def mail_route(self) -> tuple[MailServer, Sender] | None:
        """Give where mail is handed over and who it is from; None where mail is not set up."""
        if self.smtp_url is None or self.mail_from is None:
            return None
        return read_smtp_url(self.smtp_url.get_secret_value()), read_sender(self.mail_from)

    @property
    def channel_secrets(self) -> tuple[str, ...]:
        """Give the channel secret, and the one before it during a change."""
        both = (self.line_channel_secret, self.line_channel_secret_previous)
        return tuple(secret.get_secret_value() for secret in both if secret is not None)

    @property
    def data_keys(self) -> tuple[bytes, bytes | None]:
        """Give the data key and, during a change, the one before it, as 32 bytes each."""
        previous = self.data_key_previous
        return decode_key(self.data_key), None if previous is None else decode_key(previous)


def decode_key(key: SecretStr) -> bytes:
    """Give the 32 bytes of a key written in base64; ValueError for anything else."""
    try:
        plain = base64.b64decode(key.get_secret_value(), validate=True)
    except (binascii.Error, ValueError):
        plain = b""
    if len(plain) != KEY_BYTES:
        raise ValueError("it must be 32 random bytes in base64; `openssl rand -base64 32` makes such a key")
    return plain


def read_settings() -> Settings:
    """Read the settings; SettingsAreWrong with one sentence about the first that is missing or wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise SettingsAreWrong(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = ".".join(str(part) for part in first["loc"]).upper()
    if first["type"] == "missing":
        return f"{name} is missing: set it in the environment or in .env (see .env.example)."
    reason = first["msg"].removeprefix("Value error, ")
    return f"{name} is wrong: {reason}." if name else f"{reason}."
