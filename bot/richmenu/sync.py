"""Makes LINE's rich menus match the code: `python -m bot richmenu sync`.

Own menus are known by the name `tsudoi/<menu>/<language>/<hash>`; nothing else is touched. The order is one in which
people always have a menu: make what is missing, let aliases and the default stand for it, link everybody, and only
then delete what is no longer wanted. Each step first looks whether it is done already, so a run that was interrupted
anywhere, even between a menu and its picture, is finished by the next one.

LINE allows 100 menus to be made in an hour. A run makes as many as are missing, six at most today.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.line_api import LineRefused, RichMenuApi, RichMenuAtLine
from bot.richmenu.choosing import key_for
from bot.richmenu.definitions import Menu, MenuKind, all_menus, key_in_name, key_of
from bot.richmenu.images import read_picture
from bot.richmenu.linking import NO_FRIEND
from storage.database import Database
from storage.models.menus import LinkState, MenuLink
from storage.unit_of_work import UnitOfWork
from storage.vault import Vault

PEOPLE_A_CALL = 500
"""LINE: `bulk/link` takes 500 people."""
_LOOKS = 5
_PAUSE_SECONDS = 1.0

Say = Callable[[str], None]


class MenuRefused(Exception):
    """LINE refused a menu for good; the text is one sentence that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What a run works with. `say` is told each step as it is taken, or would be."""

    line: RichMenuApi
    database: Database
    vault: Vault
    clock: Clock
    default_language: str
    say: Say
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class _AtLine:
    """What LINE has when a run begins."""

    menus: Sequence[RichMenuAtLine]
    aliases: Mapping[str, str]
    default: str | None


async def sync(workshop: Workshop, menus: Sequence[Menu] | None = None) -> None:
    """Make LINE match the code, or say what would be done.

    Raises PictureIsMissing before anything is done, MenuRefused where LINE will never take a menu, and LineError; after
    any of them the next run goes on from where this one stopped.
    """
    wanted = all_menus() if menus is None else menus
    pictures = {menu.key: read_picture(menu) for menu in wanted}
    await _Run(workshop).make(wanted, pictures)


class _Run:
    """One run: LINE as it was found, and the ids of the wanted menus as they become known."""

    def __init__(self, workshop: Workshop) -> None:
        self._with = workshop
        self._line = workshop.line
        self._ids: dict[str, str] = {}

    async def make(self, wanted: Sequence[Menu], pictures: Mapping[str, bytes]) -> None:
        there = _AtLine(
            await self._line.rich_menus(),
            await self._line.rich_menu_aliases(),
            await self._line.default_rich_menu(),
        )
        for menu in wanted:
            await self._complete(menu, pictures[menu.key], there)
        for menu in wanted:
            await self._point_alias(menu, there)
        await self._choose_default(there)
        await self._relink()
        await self._delete_unwanted(there)

    async def _complete(self, menu: Menu, picture: bytes, there: _AtLine) -> None:
        """Find the menu with its picture, or one that was left without, or make one."""
        found = [each.id for each in there.menus if each.name == menu.name]
        for menu_id in found:
            if there.aliases.get(menu.alias) == menu_id or await self._line.has_rich_menu_picture(menu_id):
                self._ids[menu.key] = menu_id
                return
        self._with.say(f"{'complete' if found else 'create'} {menu.name}")
        if found:
            self._ids[menu.key] = found[0]
        if not self._with.dry_run:
            self._ids[menu.key] = await self._make_whole(menu, picture)

    async def _make_whole(self, menu: Menu, picture: bytes) -> str:
        """Create the menu unless it is there, and give it its picture; without that it is of no use and goes again."""
        menu_id = self._ids.get(menu.key)
        try:
            menu_id = menu_id or await self._line.create_rich_menu(menu.as_line())
            await self._line.upload_rich_menu_picture(menu_id, picture)
        except LineRefused as refusal:
            if menu_id is not None:
                await self._line.delete_rich_menu(menu_id)
            raise MenuRefused(
                f"LINE refused the menu {menu.key} ({refusal}); the menus there are still in use."
            ) from None
        return menu_id

    async def _point_alias(self, menu: Menu, there: _AtLine) -> None:
        menu_id = self._ids.get(menu.key)
        if menu_id is not None and there.aliases.get(menu.alias) == menu_id:
            return
        self._with.say(f"let {menu.alias} stand for {menu.name}")
        if self._with.dry_run or menu_id is None:
            return
        if menu.alias in there.aliases:
            await self._line.update_rich_menu_alias(menu.alias, menu_id)
        else:
            await self._line.create_rich_menu_alias(menu.alias, menu_id)

    async def _choose_default(self, there: _AtLine) -> None:
        key = key_of(MenuKind.NEWCOMER, self._with.default_language)
        menu_id = self._ids.get(key)
        if menu_id is not None and there.default == menu_id:
            return
        self._with.say(f"show {key} to everybody without a menu of their own")
        if menu_id is not None and not self._with.dry_run:
            await self._line.set_default_rich_menu(menu_id)

    async def _relink(self) -> None:
        """Link everybody who does not see the menu of their role."""
        for key, user_ids in (await self._people_by_key()).items():
            self._with.say(f"show {key} to {len(user_ids)} people")
            for start in range(0, 0 if self._with.dry_run else len(user_ids), PEOPLE_A_CALL):
                await self._link_many(key, user_ids[start : start + PEOPLE_A_CALL])

    async def _people_by_key(self) -> dict[str, list[str]]:
        by_key: dict[str, list[str]] = {}
        async with self._with.database.read() as session:
            unit = UnitOfWork(session, self._with.vault, self._with.clock.now())
            people = await unit.menus.people()
            known = await unit.menus.of(people)
            for user_id in people:
                key = await key_for(unit, user_id, self._with.default_language)
                if not self._sees(known.get(user_id), key):
                    by_key.setdefault(key, []).append(user_id)
        return by_key

    def _sees(self, link: MenuLink | None, key: str) -> bool:
        if link is None or link.state is not LinkState.LINKED:
            return False
        return key in self._ids and link.rich_menu_id == self._ids[key]

    async def _link_many(self, key: str, user_ids: Sequence[str]) -> None:
        """Link people, wait until LINE shows them the menu, and record it of those only."""
        menu_id = self._ids[key]
        async with self._with.database.write() as session:
            now = self._with.clock.now()
            wishes = await UnitOfWork(session, self._with.vault, now).menus.wishes_for(user_ids, now)
        await self._line.link_rich_menu_to_many(user_ids, menu_id)
        left = await self._look_until_shown(user_ids, menu_id)
        no_friends = {user_id for user_id in left if not await self._link_one(user_id, menu_id)}
        async with self._with.database.write() as session:
            now = self._with.clock.now()
            menus = UnitOfWork(session, self._with.vault, now).menus
            for wish in wishes:
                if wish.user_id in no_friends:
                    await menus.unlinked(wish, NO_FRIEND, now)
                else:
                    await menus.linked(wish, key, menu_id, now)

    async def _look_until_shown(self, user_ids: Sequence[str], menu_id: str) -> list[str]:
        """Ask LINE what each person sees, again after a pause, and give those who do not see the menu in the end.

        LINE: the linking of many is done in the background, normally within seconds.
        """
        waiting = list(user_ids)
        for look in range(_LOOKS):
            if look:
                await self._with.sleep(_PAUSE_SECONDS)
            waiting = [user_id for user_id in waiting if await self._line.rich_menu_of(user_id) != menu_id]
            if not waiting:
                break
        return waiting

    async def _link_one(self, user_id: str, menu_id: str) -> bool:
        """Link one person, which LINE does at once if they are a friend; say whether they see the menu now."""
        await self._line.link_rich_menu(user_id, menu_id)
        return await self._line.rich_menu_of(user_id) == menu_id

    async def _delete_unwanted(self, there: _AtLine) -> None:
        kept = set(self._ids.values())
        for menu in there.menus:
            if key_in_name(menu.name) is not None and menu.id not in kept:
                self._with.say(f"delete {menu.name}")
                if not self._with.dry_run:
                    await self._line.delete_rich_menu(menu.id)
