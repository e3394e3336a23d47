"""Erases from applications what their author has taken back on LINE."""

from bot.events import MessageUnsent
from bot.routing import Router
from storage.unit_of_work import UnitOfWork

router = Router("door")


@router.taken_back
async def erase(unit: UnitOfWork, event: MessageUnsent) -> None:
    """Erase what was written in the message, in every community its author has applied to."""
    user_id = event.source.user_id
    if user_id is None or not event.source.is_private:
        return
    for number in await unit.doorsteps.ever_applied_to(user_id):
        community = await unit.communities.lock(number)
        if community is not None:
            await unit.of(community).applications.erase_message(user_id, event.message_id)
