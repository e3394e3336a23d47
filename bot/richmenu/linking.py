"""Shows people the menu of their role: one call a wish, confirmed by asking LINE again, repeated when LINE fails.

What becomes of a wish:

    LINE shows the menu               linked
    LINE shows none                   unlinked: no friend of the account; asked for again when the person follows
    LINE has no such menu             unlinked: `richmenu sync` makes it and links everybody
    nothing is known of the person    LINE shows none any more, and the record of the wish is erased
    the menu went away in between     again after a pause, with the menu that has taken its place
    LINE away, busy or broken         again after a pause, and so are all other wishes of the round
    this process killed               whoever finds the wish once its lease has ended
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.line_api import LineRefused, LineUnavailable
from bot.log import get_logger
from bot.outbox import LineHealth
from bot.retry import next_call_try
from bot.richmenu.choosing import key_for
from bot.richmenu.definitions import alias_of, key_in_name
from bot.services import Services
from storage.repositories.menus import Wish
from storage.unit_of_work import UnitOfWork

NO_FRIEND = "no friend of the account"
NO_SUCH_MENU = "LINE has no such menu; run: python -m bot richmenu sync"

log = get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of a wish: the menu LINE confirmed, or why there is none, or why it has to be tried again."""

    wish: Wish
    menu: str | None = None
    rich_menu_id: str | None = None
    note: str = ""
    is_final: bool = True
    is_forgotten: bool = False


class MenuLinks:
    """The linking of menus in one process."""

    def __init__(self, services: Services, health: LineHealth) -> None:
        """Take the parts it needs, and where the health of LINE is noted."""
        self._services = services
        self._health = health

    async def work(self) -> int:
        """Link those who wait, a round's worth; say how many were tried."""
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            unit = UnitOfWork(session, self._services.vault, now)
            language = self._services.options.default_language
            wishes = [(wish, await _wanted(unit, wish, language)) for wish in await unit.menus.take(now)]
        if wishes:
            await self._record(await self._link_all(wishes))
        return len(wishes)

    async def next_not_before(self) -> datetime | None:
        """Give the moment at which the next wish is due that is not due yet."""
        now = self._services.clock.now()
        async with self._services.database.read() as session:
            return await UnitOfWork(session, self._services.vault, now).menus.next_not_before(now)

    async def _link_all(self, wishes: Sequence[tuple[Wish, str | None]]) -> list[_Result]:
        results: list[_Result] = []
        trouble: LineUnavailable | None = None
        for wish, key in wishes:
            if trouble is None:
                try:
                    results.append(await self._link(wish, key))
                except LineUnavailable as error:
                    self._health.went_wrong(error, self._services.clock.now())
                    log.warning("LINE is not available for menus", reason=error.reason, waiting=len(wishes))
                    trouble = error
                else:
                    self._health.went_well()
            if trouble is not None:
                results.append(_Result(wish, note=trouble.reason, is_final=False))
        return results

    async def _link(self, wish: Wish, key: str | None) -> _Result:
        if key is None:
            return await self._take_away(wish)
        try:
            menu_id = await self._find(key)
            if menu_id is None:
                return _Result(wish, note=NO_SUCH_MENU)
            await self._services.line.link_rich_menu(wish.user_id, menu_id)
            shown = await self._services.line.rich_menu_of(wish.user_id)
        except LineRefused as refusal:
            return _Result(wish, note=str(refusal), is_final=refusal.status != 404)
        return _Result(wish, key, menu_id) if shown == menu_id else _Result(wish, note=NO_FRIEND)

    async def _take_away(self, wish: Wish) -> _Result:
        try:
            await self._services.line.unlink_rich_menu(wish.user_id)
        except LineRefused as refusal:
            log.warning("LINE took no menu away", status=refusal.status)
        return _Result(wish, is_forgotten=True)

    async def _find(self, key: str) -> str | None:
        """Find the newest menu of a key by its alias; by the names of all menus where somebody removed the alias."""
        aliased = await self._services.line.rich_menu_of_alias(alias_of(key))
        if aliased is not None:
            return aliased
        return next((menu.id for menu in await self._services.line.rich_menus() if key_in_name(menu.name) == key), None)

    async def _record(self, results: Sequence[_Result]) -> None:
        now = self._services.clock.now()
        async with self._services.database.write() as session:
            menus = UnitOfWork(session, self._services.vault, now).menus
            for result in results:
                if not result.is_final:
                    await menus.later(result.wish, now + next_call_try(result.wish.tries), result.note)
                elif result.is_forgotten:
                    await menus.erase(result.wish.user_id, asked=result.wish.asked)
                elif result.menu is not None and result.rich_menu_id is not None:
                    await menus.linked(result.wish, result.menu, result.rich_menu_id, now)
                else:
                    await menus.unlinked(result.wish, result.note, now)


async def _wanted(unit: UnitOfWork, wish: Wish, language: str) -> str | None:
    """Give the key of the menu a person is to see; None for somebody nothing is known of any more."""
    is_known = await unit.people.get(wish.user_id) or await unit.communities.ever_of_person(wish.user_id)
    return await key_for(unit, wish.user_id, language) if is_known else None
