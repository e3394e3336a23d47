"""Which menu a person is to see: that of their role in the community their private chat is about."""

from datetime import datetime, timedelta

from bot.answers import ShowMenu
from bot.context import Context
from bot.events import MessageSent
from bot.richmenu.definitions import MenuKind, key_of
from storage.models import Member
from storage.models.members import Role
from storage.models.menus import LinkState, MenuLink
from storage.unit_of_work import UnitOfWork

_ASK_AGAIN_AFTER = timedelta(days=1)


def kind_for(member: Member | None) -> MenuKind:
    """Choose by role; whoever belongs to no community, or has chosen none of several, is a newcomer."""
    if member is None or not member.is_present:
        return MenuKind.NEWCOMER
    return MenuKind.HOST if member.role.includes(Role.HOST) else MenuKind.MEMBER


async def key_for(unit: UnitOfWork, user_id: str, default_language: str) -> str:
    """Give the key of the menu a person is to see now, such as `host/ja`, in the language of their private chat."""
    person = await unit.people.get(user_id)
    communities = {community.number: community for community in await unit.communities.of_person(user_id)}
    chosen = None if person is None else communities.get(person.chosen_community_id or 0)
    if chosen is None and len(communities) == 1:
        (chosen,) = communities.values()
    member = None if chosen is None else await unit.of(chosen).members.by_user(user_id)
    spoken = default_language if chosen is None else chosen.language
    return key_of(kind_for(member), await unit.people.language_of(user_id) or spoken)


def is_overdue(link: MenuLink | None, wanted: str, now: datetime) -> bool:
    """Say whether LINE has to be asked for a menu: it shows another one, or has shown none for a day."""
    if link is None:
        return True
    if link.state is LinkState.UNLINKED:
        return link.settled_at is None or link.settled_at + _ASK_AGAIN_AFTER <= now
    return link.state is LinkState.LINKED and link.menu != wanted


async def overdue_menu(ctx: Context) -> list[ShowMenu]:
    """Wish for the right menu where a friend's own words in private show that they see another.

    Roles also change without anybody's doing: who joins the group becomes a member, who leaves is none any more.
    Words in a form of a community that one is not in say nothing about one's own.
    """
    if not isinstance(ctx.event, MessageSent) or not ctx.in_private or ctx.user_id is None:
        return []
    if ctx.home is not None and (ctx.speaker is None or not ctx.speaker.is_present):
        return []
    person = await ctx.unit.people.get(ctx.user_id)
    if person is None or not person.is_friend:
        return []
    wanted = key_of(kind_for(ctx.speaker), ctx.language)
    link = await ctx.unit.menus.get(ctx.user_id)
    return [ShowMenu(ctx.user_id)] if is_overdue(link, wanted, ctx.now) else []
