"""A question to the hosts is taken back on LINE: hosts who have not read it never will, and nobody can answer it."""

from bot.events import MessageUnsent
from handlers.newcomers.handlers import question_key, router
from storage.repositories.questions import forget_taken_back
from storage.unit_of_work import UnitOfWork


@router.taken_back
async def erase(unit: UnitOfWork, event: MessageUnsent) -> None:
    """Erase what waits for the hosts, and who asked."""
    for community_id, number in await forget_taken_back(unit.session, event.message_id):
        await unit.outbox.call_off(question_key(community_id, number), unit.now)
