"""Rich menus: which there are, who sees which, and what the page is shown of them.

LINE's answers to a mistake are RefusedByLineError with LINE's own words (LINE: ref#rich-menu). A menu linked to a
person comes before the default; a link is for friends only, and asked for anybody else it is answered like a success.
"""

import base64
import re
from collections.abc import Awaitable, Callable
from typing import Any

from bot.simulator.errors import Detail, RefusedByLineError
from bot.simulator.identifiers import new_id
from bot.simulator.platform import Platform
from bot.simulator.rules.menus import check_menu, is_picture_allowed, size_of_picture
from bot.simulator.rules.shapes import refusal_for
from bot.simulator.world import Person, RichMenu, RichMenus

MOST_MENUS = 1_000
MOST_ALIASES = 1_000
MOST_AN_HOUR = 100
MOST_PEOPLE_A_CALL = 500
_HOUR_MILLISECONDS = 3_600_000
_MENU_ID = re.compile(r"richmenu-[0-9a-f]{32}")
_ALIAS = re.compile(r"[a-z0-9_-]{1,32}")
_USER_ID = re.compile(r"U[0-9a-f]{32}")


class Menus:
    """The rich menus of a platform."""

    def __init__(self, platform: Platform) -> None:
        """Work on the menus of this platform's world."""
        self._platform = platform

    # The menus

    def listed(self) -> list[dict[str, Any]]:
        """Answer all menus as they were created."""
        return [_answered(menu) for menu in self._all.menus.values()]

    def found(self, menu_id: str) -> dict[str, Any]:
        """Answer one menu."""
        return _answered(self._menu(menu_id, "richmenu not found"))

    def validate(self, body: dict[str, Any]) -> None:
        """Judge a menu without making it."""
        if problems := check_menu(body):
            raise refusal_for(problems)

    def create(self, body: dict[str, Any]) -> str:
        """Make a menu without a picture and return its id."""
        self._count_within_an_hour(self._all.made_at)
        self.validate(body)
        if len(self._all.menus) >= MOST_MENUS:
            raise RefusedByLineError(400, "The maximum number of rich menus has been reached")
        menu_id = f"richmenu-{new_id('')}"
        self._all.menus[menu_id] = RichMenu(menu_id, body)
        self._platform.changed("menus")
        return menu_id

    def delete(self, menu_id: str) -> None:
        """Delete a menu: whoever saw it sees the default, and an alias of it stands for nothing."""
        self._count_within_an_hour(self._all.deleted_at)
        self._menu(menu_id)
        del self._all.menus[menu_id]
        self._all.links = {user_id: linked for user_id, linked in self._all.links.items() if linked != menu_id}
        if self._all.default == menu_id:
            self._all.default = None
        self._platform.changed("menus")

    def upload(self, menu_id: str, content_type: str, picture: bytes) -> None:
        """Give a menu its picture, once."""
        menu = self._menu(menu_id)
        if menu.picture:
            raise RefusedByLineError(400, "An image has already been uploaded to the richmenu")
        if not is_picture_allowed(size_of_picture(content_type, picture), menu.definition["size"], len(picture)):
            raise RefusedByLineError(400, "The image size is not allowed for richmenu")
        menu.picture = base64.b64encode(picture).decode()
        menu.picture_type = content_type
        self._platform.changed("menus")

    def picture(self, menu_id: str) -> tuple[bytes, str]:
        """Return a menu's picture and its content type."""
        menu = self._menu(menu_id)
        if not menu.picture:
            raise RefusedByLineError(404, "Not found")
        return base64.b64decode(menu.picture), menu.picture_type

    # Who sees which

    def set_default(self, menu_id: str) -> None:
        """Let everybody without a menu of their own see this one."""
        self._all.default = self._menu_with_picture(menu_id, "Not found").menu_id
        self._platform.changed("menus")

    def default(self) -> str:
        """Answer the id of the default menu."""
        if self._all.default is None:
            raise RefusedByLineError(404, "no default richmenu")
        return self._all.default

    def clear_default(self) -> None:
        """Take the default back."""
        self._all.default = None
        self._platform.changed("menus")

    def link(self, user_id: str, menu_id: str) -> None:
        """Let one person see a menu of their own; nothing happens for whoever is no friend."""
        _require_user_id(user_id)
        self._menu_with_picture(menu_id, "Not found")
        self._link([user_id], menu_id)

    def link_many(self, body: dict[str, Any]) -> Callable[[], Awaitable[None]]:
        """Take an order to let many people see a menu of their own, and return what carries it out later."""
        user_ids = _people_in(body)
        menu_id = body.get("richMenuId")
        if not isinstance(menu_id, str) or not _MENU_ID.fullmatch(menu_id):
            raise _invalid_menu_id()
        self._menu_with_picture(menu_id, "richmenu not found")

        async def link() -> None:
            if menu_id in self._all.menus:
                self._link(user_ids, menu_id)

        return link

    def unlink(self, user_id: str) -> None:
        """Take a person's own menu back."""
        _require_user_id(user_id)
        self._all.links.pop(user_id, None)
        self._platform.changed("menus")

    def unlink_many(self, body: dict[str, Any]) -> None:
        """Take many people's own menus back."""
        for user_id in _people_in(body):
            self._all.links.pop(user_id, None)
        self._platform.changed("menus")

    def linked_to(self, user_id: str) -> str:
        """Answer the id of a person's own menu."""
        _require_user_id(user_id)
        if user_id not in self._all.links:
            raise RefusedByLineError(404, "the user has no richmenu")
        return self._all.links[user_id]

    # Aliases

    def aliases(self) -> list[dict[str, str]]:
        """Answer all aliases."""
        return [self.alias(alias) for alias in self._all.aliases]

    def alias(self, alias: str) -> dict[str, str]:
        """Answer one alias."""
        return {"richMenuAliasId": alias, "richMenuId": self._all.aliases[self._known_alias(alias)]}

    def create_alias(self, body: dict[str, Any]) -> None:
        """Let a new alias stand for a menu."""
        alias = body.get("richMenuAliasId")
        if not isinstance(alias, str) or not _ALIAS.fullmatch(alias):
            raise RefusedByLineError(
                400, "The request body has 1 error(s)", (Detail("invalid richMenuAliasId", "richMenuAliasId"),)
            )
        if alias in self._all.aliases:
            raise RefusedByLineError(400, "conflict richmenu alias id")
        if len(self._all.aliases) >= MOST_ALIASES:
            raise RefusedByLineError(400, "The maximum number of rich menu aliases has been reached")
        self._point(alias, body.get("richMenuId"))

    def update_alias(self, alias: str, body: dict[str, Any]) -> None:
        """Let an alias stand for another menu."""
        self._point(self._known_alias(alias), body.get("richMenuId"))

    def delete_alias(self, alias: str) -> None:
        """Delete an alias."""
        del self._all.aliases[self._known_alias(alias)]
        self._platform.changed("menus")

    # What people see

    def shown_to(self, person: Person) -> RichMenu | None:
        """Return the menu a person sees below the 1:1 chat: their own, else the default."""
        menu_id = self._all.links.get(person.user_id, self._all.default)
        return None if menu_id is None else self._all.menus.get(menu_id)

    def switch(self, person: Person, alias: str) -> dict[str, str]:
        """Let a person change to an alias's menu by a tap, and return what the bot is told of it."""
        menu_id = self._all.aliases.get(alias)
        if menu_id is None:
            return {"newRichMenuAliasId": alias, "status": "RICHMENU_ALIAS_ID_NOTFOUND"}
        if menu_id not in self._all.menus:
            return {"newRichMenuAliasId": alias, "status": "RICHMENU_NOTFOUND"}
        self._link([person.user_id], menu_id)
        return {"newRichMenuAliasId": alias, "status": "SUCCESS"}

    def for_page(self) -> dict[str, dict[str, Any]]:
        """Return what each person sees, keyed by user id, as the page draws it."""
        seen = {user_id: self.shown_to(person) for user_id, person in self._platform.world.people.items()}
        return {user_id: _drawn(menu) for user_id, menu in seen.items() if menu is not None}

    @property
    def _all(self) -> RichMenus:
        return self._platform.world.rich_menus

    def _menu(self, menu_id: str, message: str = "Not found") -> RichMenu:
        menu = self._all.menus.get(menu_id)
        if menu is None:
            raise RefusedByLineError(404, message)
        return menu

    def _menu_with_picture(self, menu_id: str, message: str) -> RichMenu:
        menu = self._menu(menu_id, message)
        if not menu.picture:
            raise RefusedByLineError(400, "must upload richmenu image before applying it to user")
        return menu

    def _link(self, user_ids: list[str], menu_id: str) -> None:
        for user_id in user_ids:
            person = self._platform.world.people.get(user_id)
            if person is not None and self._platform.counts_as_friend(person):
                self._all.links[user_id] = menu_id
        self._platform.changed("menus")

    def _known_alias(self, alias: str) -> str:
        if not _ALIAS.fullmatch(alias):
            raise RefusedByLineError(400, "invalid richMenuAliasId")
        if alias not in self._all.aliases:
            raise RefusedByLineError(404, "richmenu alias not found")
        return alias

    def _point(self, alias: str, menu_id: object) -> None:
        if not isinstance(menu_id, str) or not _MENU_ID.fullmatch(menu_id):
            raise _invalid_menu_id()
        menu = self._all.menus.get(menu_id)
        if menu is None or not menu.picture:
            raise RefusedByLineError(400, "richmenu not found")
        self._all.aliases[alias] = menu_id
        self._platform.changed("menus")

    def _count_within_an_hour(self, moments: list[int]) -> None:
        """Let a hundred requests an hour pass, mistaken ones included; LINE answers 429 to the rest."""
        now = self._platform.now()
        moments[:] = [moment for moment in moments if now - moment < _HOUR_MILLISECONDS]
        if len(moments) >= MOST_AN_HOUR:
            raise RefusedByLineError(429, "The API rate limit has been exceeded. Try again later.")
        moments.append(now)


def _answered(menu: RichMenu) -> dict[str, Any]:
    return {"richMenuId": menu.menu_id, **menu.definition}


def _drawn(menu: RichMenu) -> dict[str, Any]:
    areas = [
        {"bounds": area["bounds"], "action": area["action"], "label": label_of(area["action"])}
        for area in menu.definition["areas"]
    ]
    return {
        "image_url": f"/sim/menus/{menu.menu_id}/picture",
        "size": menu.definition["size"],
        "chat_bar_text": menu.definition["chatBarText"],
        "areas": areas,
    }


def label_of(action: dict[str, Any]) -> str:
    """Return what names an area for somebody who cannot see the picture."""
    return str(action.get("label") or action.get("text") or action.get("displayText") or action["type"])


def _require_user_id(user_id: str) -> None:
    if not _USER_ID.fullmatch(user_id):
        raise RefusedByLineError(400, "The value for the 'userId' parameter is invalid")


def _people_in(body: dict[str, Any]) -> list[str]:
    user_ids = body.get("userIds")
    if not isinstance(user_ids, list) or not 1 <= len(user_ids) <= MOST_PEOPLE_A_CALL:
        raise RefusedByLineError(
            400,
            "The request body has 1 error(s)",
            (Detail(f"Size must be between 1 and {MOST_PEOPLE_A_CALL}", "userIds"),),
        )
    for index, user_id in enumerate(user_ids):
        if not isinstance(user_id, str) or not _USER_ID.fullmatch(user_id):
            message = f"The property, 'userIds[{index}]', in the request body is invalid (line: -, column: -)"
            raise RefusedByLineError(400, message)
    return user_ids


def _invalid_menu_id() -> RefusedByLineError:
    return RefusedByLineError(400, "The request body has 1 error(s)", (Detail("invalid richMenuId", "richMenuId"),))
