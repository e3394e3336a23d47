"""People's rich menus: wished for in the transaction of their cause, then linked at LINE, recorded once confirmed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, union, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col, select

from storage.models.menus import LinkState, MenuLink
from storage.models.people import Person
from storage.tables import table_of
from storage.upsert import insert_into

LEASE = timedelta(seconds=60)
"""How long a wish belongs to the process that took it; longer than one round of calls takes."""

KEPT_FOR = timedelta(days=7)


_LINK = table_of(MenuLink).c
_DUE = (
    select(_LINK.user_id, _LINK.asked, _LINK.tries)
    .where(_LINK.state == LinkState.WAITING, _LINK.not_before <= bindparam("now"))
    .order_by(_LINK.not_before, _LINK.user_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""Asked every second, mostly to find nothing, and so built once (see `storage.tables`)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A person who is to see the menu of their role; `asked` tells this wish from a later one."""

    user_id: str
    asked: int
    tries: int = 0


class MenuLinkRepository:
    """The menu of every person, whatever their community."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside this transaction."""
        self._session = session

    async def get(self, user_id: str) -> MenuLink | None:
        """Find what is known of a person's menu."""
        return await self._session.get(MenuLink, user_id, populate_existing=True)

    async def ask(self, user_id: str, now: datetime) -> None:
        """Wish that a person sees the menu of their role, whatever LINE shows them now."""
        await self.ask_all([user_id], now)

    async def ask_all(self, user_ids: Collection[str], now: datetime) -> None:
        """Wish the same for several people, in one statement."""
        if not user_ids:
            return
        again = {
            "state": LinkState.WAITING,
            "asked": col(MenuLink.asked) + 1,
            "not_before": now,
            "tries": 0,
            "note": None,
        }
        await self._session.execute(
            insert_into(self._session, MenuLink).on_conflict_do_update(index_elements=["user_id"], set_=again),
            [
                {"user_id": user_id, "state": LinkState.WAITING, "asked": 1, "not_before": now, "tries": 0}
                for user_id in sorted(set(user_ids))
            ],
        )

    async def take(self, now: datetime, limit: int = 20) -> list[Wish]:
        """Take wishes that are due, for as long as the lease lasts."""
        rows = await self._session.execute(_DUE, {"now": now, "most": limit})
        wishes = [Wish(user_id, asked, tries) for user_id, asked, tries in rows]
        if wishes:
            await self._change([wish.user_id for wish in wishes], not_before=now + LEASE)
        return wishes

    async def linked(self, wish: Wish, menu: str, rich_menu_id: str, now: datetime) -> None:
        """Record that LINE shows a person this menu; a later wish goes on waiting."""
        shown = {"menu": menu, "rich_menu_id": rich_menu_id}
        await self._settle(wish, {"state": LinkState.LINKED, "settled_at": now, "note": None, **shown}, shown)

    async def unlinked(self, wish: Wish, note: str, now: datetime) -> None:
        """Record that LINE shows a person no menu of their own, and why; a later wish goes on waiting."""
        shown = {"menu": None, "rich_menu_id": None}
        await self._settle(wish, {"state": LinkState.UNLINKED, "settled_at": now, "note": note[:200], **shown}, shown)

    async def later(self, wish: Wish, until: datetime, note: str) -> None:
        """Try again at a moment after LINE could not do it; a later wish does not wait for it."""
        again = {"not_before": until, "tries": col(MenuLink.tries) + 1, "note": note[:200]}
        await self._settle(wish, again)

    async def forget(self, user_id: str, note: str, now: datetime) -> None:
        """Give up a person's menu, waiting or linked: they have blocked the account."""
        values = {"state": LinkState.UNLINKED, "menu": None, "rich_menu_id": None, "settled_at": now, "note": note}
        await self._change([user_id], asked=col(MenuLink.asked) + 1, **values)

    async def erase(self, user_id: str, *, asked: int | None = None) -> None:
        """Erase what is known of a person's menu; with `asked` only if no later wish has come."""
        same = () if asked is None else (col(MenuLink.asked) == asked,)
        await self._session.execute(delete(MenuLink).where(col(MenuLink.user_id) == user_id, *same))

    async def forget_old(self, now: datetime) -> None:
        """Delete the record of people who have had no menu of their own for a week."""
        await self._session.execute(
            delete(MenuLink).where(
                col(MenuLink.state) == LinkState.UNLINKED, col(MenuLink.settled_at) <= now - KEPT_FOR
            )
        )

    async def next_not_before(self, now: datetime) -> datetime | None:
        """Give the moment the next wish becomes due that is not due yet."""
        return (
            await self._session.execute(
                select(func.min(col(MenuLink.not_before))).where(
                    col(MenuLink.state) == LinkState.WAITING, col(MenuLink.not_before) > now
                )
            )
        ).scalar_one()

    async def people(self) -> list[str]:
        """List everybody who may have a menu of their own: friends, and all for whom one was wished or linked."""
        friends = select(col(Person.user_id)).where(col(Person.is_friend))
        wished = select(col(MenuLink.user_id)).where(col(MenuLink.state) != LinkState.UNLINKED)
        rows = await self._session.execute(union(friends, wished))
        return sorted(rows.scalars())

    async def of(self, user_ids: Collection[str]) -> Mapping[str, MenuLink]:
        """Find what is known of some people's menus, by user id."""
        rows = await self._session.scalars(select(MenuLink).where(col(MenuLink.user_id).in_(list(user_ids))))
        return {row.user_id: row for row in rows}

    async def wishes_for(self, user_ids: Sequence[str], now: datetime) -> list[Wish]:
        """Give the wishes of some people, made where there were none."""
        for user_id in user_ids:
            statement = insert_into(self._session, MenuLink).values(
                user_id=user_id, state=LinkState.WAITING, asked=1, not_before=now, tries=0
            )
            await self._session.execute(statement.on_conflict_do_nothing())
        known = await self.of(user_ids)
        return [Wish(user_id, known[user_id].asked, known[user_id].tries) for user_id in user_ids]

    async def _settle(
        self, wish: Wish, values: Mapping[str, Any], if_asked_again: Mapping[str, Any] | None = None
    ) -> None:
        same = (col(MenuLink.user_id) == wish.user_id, col(MenuLink.asked) == wish.asked)
        settled = await self._session.execute(
            update(MenuLink).where(*same).values(**values).execution_options(synchronize_session=False)
        )
        if if_asked_again and not settled.rowcount:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
            await self._change([wish.user_id], **if_asked_again)

    async def _change(self, user_ids: Iterable[str], **values: Any) -> None:
        statement = update(MenuLink).where(col(MenuLink.user_id).in_(list(user_ids))).values(**values)
        await self._session.execute(statement.execution_options(synchronize_session=False))
