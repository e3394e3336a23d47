"""Makes values of any annotated type, for tests that call everything there is of a kind."""

import dataclasses
import typing
from collections import abc
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any
from zoneinfo import ZoneInfo

from ahocorasick_rs import AhoCorasick
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

from bot.buttons import ButtonCodec
from bot.commands import Vocabulary
from bot.context import Account, Context, Options
from bot.events import MessageSent, Source, Text
from bot.group_settings import GroupSetting
from bot.messages import Button
from bot.routing import CommandRoute, Routes
from handlers import all_routers
from handlers.welcome.settings import WELCOME_ON
from storage.models import Community, Member
from storage.models.members import Role
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault

NOW = datetime(2026, 11, 22, 1, tzinfo=UTC)
USER = "U" + "a" * 32
GROUP = "C" + "1" * 32
ADDRESS = "https://example.com/a"
ROUTES = Routes(all_routers())
_PLAIN: Mapping[Any, Any] = {
    float: 0.5,
    bytes: b"x",
    datetime: NOW,
    date: NOW.date(),
    time: time(21),
    timedelta: timedelta(hours=1),
    Fraction: Fraction(1, 2),
    ZoneInfo: ZoneInfo("Asia/Tokyo"),
    AhoCorasick: AhoCorasick(["x"]),
    GroupSetting: WELCOME_ON,
    CommandRoute: ROUTES.commands["help"],
}
_NAMED = {
    "timezone": "Asia/Tokyo",
    "zone": "Asia/Tokyo",
    "user_id": USER,
    "chat_id": GROUP,
    "uri": ADDRESS,
    "link": ADDRESS,
    "dial": "0120279338",
    "rule": "FREQ=WEEKLY;BYDAY=SA",
    "asked": "1",
    "about": "12",
    "action": "settings.overview",
}
"""Texts that have to be of a form, by the name of the parameter or field that takes them."""
_SEQUENCES = (abc.Sequence, abc.Iterable, abc.Collection, list)
_SETS = (set, frozenset, abc.Set)


class CannotBeMade(TypeError):
    """No value of a type can be made; it says of which."""


@dataclasses.dataclass(frozen=True, slots=True)
class Samples:
    """Texts are `text`, numbers `number`, sequences `many` long; what may be missing is missing where `is_sparse`."""

    text: str
    number: int
    many: int
    is_sparse: bool = False

    def arguments(self, function: Callable[..., object]) -> dict[str, Any]:
        """Make a value for every parameter of a function."""
        hints = typing.get_type_hints(function)
        return {name: self.make(hint, name) for name, hint in hints.items() if name != "return"}

    def make(self, hint: Any, name: str = "") -> Any:
        """Make a value of a type; CannotBeMade where nothing is known about it."""
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if hint is Context:
            return a_context()
        if hint is bool:
            return not self.is_sparse
        if hint is int:
            return self.number
        if hint in (str, object, Any):
            return _NAMED.get(name, self.text)
        if (plain := origin or hint) in _PLAIN:
            return _PLAIN[plain]
        if origin is not None:
            return self._generic(origin, inner, name)
        return self._instance(hint, {})

    def _generic(self, origin: Any, inner: tuple[Any, ...], name: str) -> Any:
        if origin in (typing.Union, UnionType):
            return None if self.is_sparse and NoneType in inner else self.make(inner[0], name)
        if origin is typing.Annotated or origin is typing.ClassVar:
            return self.make(inner[0], name)
        if origin is tuple and Ellipsis not in inner:
            return tuple(self.make(one, name) for one in inner)
        if origin in (abc.Mapping, dict):
            return self._mapping(*inner)
        if origin in _SETS:
            return frozenset({self.make(inner[0], name)})
        if origin in _SEQUENCES or origin is tuple:
            most = 3 if inner[0] == Button else self.many
            return [self.make(inner[0], name) for _ in range(most)]
        if origin is abc.Callable:
            return lambda *_: self.make(inner[-1], name)
        return self._instance(origin, dict(zip(getattr(origin, "__parameters__", ()), inner, strict=True)))

    def _mapping(self, key: Any, value: Any) -> dict[Any, Any]:
        keys = list(key) if isinstance(key, type) and issubclass(key, Enum) else [self.make(key)]
        return {one: self.make(value) for one in keys}

    def _instance(self, kind: Any, chosen: Mapping[Any, Any]) -> Any:
        if not isinstance(kind, type):
            raise CannotBeMade(str(kind))
        if issubclass(kind, Enum):
            return list(kind)[-1 if self.is_sparse else 0]
        if issubclass(kind, SQLModel):
            hints = {name: field.annotation for name, field in kind.model_fields.items()}
        elif dataclasses.is_dataclass(kind):
            known = typing.get_type_hints(kind)
            hints = {field.name: known[field.name] for field in dataclasses.fields(kind) if field.init}
        elif issubclass(kind, tuple) and hasattr(kind, "_fields"):
            hints = typing.get_type_hints(kind)
        else:
            raise CannotBeMade(str(kind))
        return kind(**{name: self.make(_chosen(hint, chosen), name) for name, hint in hints.items()})


def _chosen(hint: Any, chosen: Mapping[Any, Any]) -> Any:
    """Put the types that were chosen in place of the parameters of a generic class."""
    if hint in chosen:
        return chosen[hint]
    parameters = getattr(hint, "__parameters__", ())
    return hint[tuple(chosen[one] for one in parameters)] if parameters and chosen else hint


def a_context() -> Context:
    """Make the context of a word an owner says in private."""
    unit = UnitOfWork(AsyncSession(), Vault(bytes(32)), NOW)
    return Context(
        event=MessageSent(
            key="e1",
            occurred_at=NOW,
            source=Source(kind="user", chat_id=USER, user_id=USER),
            reply_token="token",
            standby=False,
            redelivered=False,
            message_id="1",
            content=Text(text="x"),
            quoted_message_id=None,
            quote_token=None,
        ),
        now=NOW,
        language="ja",
        account=Account(USER, "@tsudoi", "つどい"),
        options=Options(),
        vocabulary=Vocabulary(route.command for route in ROUTES.commands.values()),
        button_codec=ButtonCodec(bytes(32)),
        unit=unit,
        home=unit.of(Community(id=12, language="ja", timezone="Asia/Tokyo", created_at=NOW)),
        main_chat=GROUP,
        speaker=Member(community_id=12, number=2, user_id=USER, role=Role.OWNER, first_seen_at=NOW),
    )
