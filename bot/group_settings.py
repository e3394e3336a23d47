"""What a community may choose: typed settings with a default, bounds and a meaning, kept as JSON with their history."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from storage.repositories.history import SettingRepository

T = TypeVar("T", bool, int, str)


class SettingRefused(ValueError):
    """A value outside a setting's bounds; `bounds` says in the language of the moment what is allowed."""

    def __init__(self, bounds: str) -> None:
        """Take the sentence that names the bounds."""
        super().__init__("outside the bounds")
        self.bounds = bounds


@dataclass(frozen=True, slots=True)
class GroupSetting(Generic[T]):
    """One thing a community may choose, named `feature.key`.

    `meaning` and `bounds` are said in the language of the moment. `allows` tells whether a value of the right type is
    within bounds.
    """

    key: str
    kind: type[T]
    default: T
    meaning: Callable[[], str]
    bounds: Callable[[], str]
    allows: Callable[[T], bool] = lambda _value: True

    async def read(self, repository: SettingRepository) -> T:
        """Give the community's choice, or the default where it made none or an older one no longer fits."""
        return self.meant_by(await repository.get(self.key))

    def meant_by(self, stored: str | None) -> T:
        """Give what a stored JSON value means; the default for none and for one that no longer fits."""
        if stored is None:
            return self.default
        value = json.loads(stored)
        return value if type(value) is self.kind and self.allows(value) else self.default

    async def write(self, repository: SettingRepository, value: T, *, by: int | None, now: datetime) -> None:
        """Keep a choice with its history; SettingRefused when it is out of bounds."""
        if type(value) is not self.kind or not self.allows(value):
            raise SettingRefused(self.bounds())
        await repository.put(self.key, json.dumps(value, ensure_ascii=False), by=by, now=now)

    async def reset(self, repository: SettingRepository, *, by: int | None, now: datetime) -> None:
        """Go back to the default."""
        await repository.put(self.key, None, by=by, now=now)
