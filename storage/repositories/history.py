"""One community's settings with their history, and its audit trail."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, func, or_, select

from storage.models import Community, LogEntry, Setting, SettingChange

FILTER_SETTINGS = "filters."
"""The beginning of the keys whose changes are counted on the community's row, for whoever watches talk."""


class SettingRepository:
    """What the hosts of one community have set, as JSON by key, and what it was before."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def get(self, key: str) -> str | None:
        """Give the JSON value of a setting; None where the default stands."""
        row = await self._session.get(Setting, (self._community.id, key))
        return None if row is None else row.value

    async def starting_with(self, prefix: str) -> dict[str, str]:
        """Give the JSON values of all settings that differ from their defaults and whose keys begin so, by key."""
        rows = await self._session.scalars(
            select(Setting).where(
                col(Setting.community_id) == self._community.id, col(Setting.key).startswith(prefix, autoescape=True)
            )
        )
        return {row.key: row.value for row in rows}

    async def put(self, key: str, value: str | None, *, by: int | None, now: datetime) -> None:
        """Set a JSON value, or go back to the default with None, and write down the change."""
        row = await self._session.get(Setting, (self._community.id, key))
        old = None if row is None else row.value
        if old == value:
            return
        if key.startswith(FILTER_SETTINGS):
            self._community.filters_version += 1
        if row is not None and value is None:
            await self._session.delete(row)
        elif row is not None and value is not None:
            row.value = value
        elif value is not None:
            self._session.add(Setting(community_id=self._community.number, key=key, value=value))
        self._session.add(
            SettingChange(
                community_id=self._community.number,
                number=_next_entry(self._community),
                key=key,
                old=old,
                new=value,
                changed_by=by,
                changed_at=now,
            )
        )
        await self._session.flush()

    async def changes(self, limit: int = 20, *, of: str | None = None) -> list[SettingChange]:
        """List the newest changes, of all settings or `of` the one with a key, newest first."""
        of_one = [] if of is None else [col(SettingChange.key) == of]
        rows = await self._session.scalars(
            select(SettingChange)
            .where(col(SettingChange.community_id) == self._community.id, *of_one)
            .order_by(col(SettingChange.number).desc())
            .limit(limit)
        )
        return list(rows)


class LogRepository:
    """The audit trail of one community: append-only."""

    def __init__(self, session: AsyncSession, community: Community) -> None:
        """Work inside this transaction, for this community alone."""
        self._session = session
        self._community = community

    async def write(
        self, action: str, now: datetime, *, actor: int | None = None, about: str = "", hidden_from: int | None = None
    ) -> None:
        """Write down who did what; `about` is an id or number, never a text that people wrote.

        `hidden_from` is a member who reads the log as a host, and is not to know of this.
        """
        self._session.add(
            LogEntry(
                community_id=self._community.number,
                number=_next_entry(self._community),
                at=now,
                actor=actor,
                action=action,
                object=about,
                hidden_from=hidden_from,
            )
        )
        await self._session.flush()

    async def count_by(self, actor: int) -> int:
        """Count the entries about what one member did."""
        return (
            await self._session.scalars(
                select(func.count())
                .select_from(LogEntry)
                .where(col(LogEntry.community_id) == self._community.id, col(LogEntry.actor) == actor)
            )
        ).one()

    async def find(self, action: str, about: str) -> list[LogEntry]:
        """List the entries of one action about one thing, oldest first."""
        rows = await self._session.scalars(
            select(LogEntry)
            .where(
                col(LogEntry.community_id) == self._community.id,
                col(LogEntry.action) == action,
                col(LogEntry.object) == about,
            )
            .order_by(col(LogEntry.number))
        )
        return list(rows)

    async def newest(self, limit: int = 20, *, reader: int | None = None) -> list[LogEntry]:
        """List the newest entries, newest first, without those that are hidden from this reader."""
        hidden_from = col(LogEntry.hidden_from)
        rows = await self._session.scalars(
            select(LogEntry)
            .where(
                col(LogEntry.community_id) == self._community.id,
                or_(hidden_from.is_(None), hidden_from != reader),
            )
            .order_by(col(LogEntry.number).desc())
            .limit(limit)
        )
        return list(rows)


def _next_entry(community: Community) -> int:
    community.last_entry_number += 1
    return community.last_entry_number
