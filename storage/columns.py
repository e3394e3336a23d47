"""Column types that mean the same on SQLite and PostgreSQL: moments in UTC and enums as text."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)

#: A 64-bit row number that the database counts up. SQLite counts only columns declared plainly INTEGER.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")

#: A table argument: SQLite otherwise gives a deleted last row's number to the next one, and event keys name rows.
NUMBERS_NEVER_COME_BACK = {"sqlite_autoincrement": True}


def to_milliseconds(moment: datetime) -> int:
    """Give a moment as whole milliseconds since 1970 in UTC, as LINE's timestamps count."""
    return (moment - EPOCH) // _MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """Give the aware UTC moment that lies so many milliseconds after 1970."""
    return EPOCH + timedelta(milliseconds=milliseconds)


class Moment(TypeDecorator[datetime]):
    """Stores an aware moment as whole milliseconds since 1970 in UTC.

    One integer form on both engines keeps comparisons and arithmetic in SQL alike, and equals what LINE sends.
    A naive datetime is refused, because nobody could say which moment it means.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """Turn a moment into milliseconds; ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return to_milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Turn milliseconds back into an aware UTC moment."""
        return None if value is None else from_milliseconds(int(value))


class TextEnum(TypeDecorator[StrEnum]):
    """Stores a StrEnum by its value, as plain text that a person reading the table understands."""

    impl = String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        """Take the enum whose members the column holds."""
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | str | None, dialect: Dialect) -> str | None:
        """Turn a member into its text; ValueError for a text that is no member."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        """Turn the text back into its member."""
        return None if value is None else self.kind(value)
