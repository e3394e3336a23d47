"""A message is taken back: what a case had of it is erased, and so are the words that still wait to be said."""

from bot.events import MessageUnsent
from bot.routing import Router
from handlers.moderation.cases.reaching import key_of
from storage.repositories.cases import erase_taken_back
from storage.unit_of_work import UnitOfWork

router = Router("cases")


@router.taken_back
async def erase(unit: UnitOfWork, event: MessageUnsent) -> None:
    """Erase words in the history, and call off what would have passed them on; the host sees what has not arrived."""
    for case in await erase_taken_back(unit.session, event.message_id):
        await unit.outbox.call_off(key_of(case), unit.now)
